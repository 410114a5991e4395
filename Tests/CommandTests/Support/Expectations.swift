import Testing

/// Exit statuses as docs/exit-codes.md has them.
enum Status {
    static let failure: Int32 = 1
    static let due: Int32 = 2
    static let refused: Int32 = 3
    static let notAuthentic: Int32 = 4
    static let noKey: Int32 = 5
    static let screening: Int32 = 6
    static let deletion: Int32 = 7
    static let vaultDamaged: Int32 = 8
    static let newerTool: Int32 = 9
    static let usage: Int32 = 64
    static let inputOutput: Int32 = 74
    static let interrupted: Int32 = 130
}

/// An error with its hint, as standard error shows it.
struct Complaint {
    let status: Int32
    let message: String
    var details: [String] = []
    let hint: String?

    init(_ status: Int32, _ message: String, details: [String] = [], hint: String?) {
        (self.status, self.message, self.details, self.hint) = (status, message, details, hint)
    }

    func text(of tool: String) -> String {
        "\(tool): error: \(message)\n" + details.map { "  \($0)\n" }.joined()
            + (hint.map { "\(tool): hint: \($0)\n" } ?? "")
    }
}

extension Scratch {
    /// Runs `command`, which must end with exactly this complaint, print no result, and leave everything as it was.
    /// `after`: the notices that come first on standard error, from their beginning; `nil` for none.
    @discardableResult
    func expect(
        _ complaint: Complaint, from command: [String], after notices: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> ToolRun {
        let before = listingWithoutRecords()
        let run = try run(command, sourceLocation: sourceLocation)
        check(run, complaint, tool: Self.tool(of: command), after: notices, sourceLocation)
        #expect(run.out == "", sourceLocation: sourceLocation)
        let left = difference(before, listingWithoutRecords())
        #expect(left.isEmpty, "\(run.command) left \(left)", sourceLocation: sourceLocation)
        return run
    }

    /// The words and the status alone.
    func check(
        _ run: ToolRun, _ complaint: Complaint, tool: String, after notices: String? = nil,
        _ sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(run.status == complaint.status, "\(run.command)\n\(run.err)", sourceLocation: sourceLocation)
        let words = complaint.text(of: tool)
        guard let notices else {
            #expect(run.err == words, sourceLocation: sourceLocation)
            return
        }
        #expect(run.err.hasPrefix(notices), sourceLocation: sourceLocation)
        #expect(run.err.hasSuffix(words), "\(run.err)", sourceLocation: sourceLocation)
    }

    private static func tool(of command: [String]) -> String {
        command.first { $0 == "unvault" || $0 == "microvault" || $0 == "vaultregister" } ?? command[0]
    }
}
