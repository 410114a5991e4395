import AgreementAuthoring
import CommandLineSupport
import Files
import PackageFormat
import Sealing

/// Agreements and approvals as files.
enum AgreementFiles {
    /// Reads a compiled agreement.
    static func readCompiled(_ path: String) throws -> Agreement {
        let bytes = try read(path)
        guard bytes.first == UInt8(ascii: "{") else {
            throw Words(
                .usage, "\(quoted(path)) is not a compiled agreement",
                hint: "run \"microvault agreement compile \(shown(path))\" first")
        }
        return try parse(bytes, path)
    }

    /// Reads a compiled agreement, or YAML, which is compiled on the way when no approval is required.
    static func readAny(_ path: String) throws -> Agreement {
        let bytes = try read(path)
        if bytes.first == UInt8(ascii: "{") { return try parse(bytes, path) }
        let agreement = try compile(bytes, path)
        guard agreement.approvalsRequired.isEmpty else {
            throw Words(
                .refused, "\(quoted(path)) requires approvals, which are given to the compiled agreement",
                hint: "run \"microvault agreement compile \(shown(path))\" and have the result approved")
        }
        return agreement
    }

    /// Reads a compiled agreement, or YAML, which is compiled on the way: for what nobody approves.
    static func readDraft(_ path: String) throws -> Agreement {
        let bytes = try read(path)
        return try bytes.first == UInt8(ascii: "{") ? parse(bytes, path) : compile(bytes, path)
    }

    static func readYAML(_ path: String) throws -> [UInt8] { try read(path) }

    /// Compiles, or throws every problem with its line.
    static func compile(_ yaml: [UInt8], _ path: String) throws -> Agreement {
        do throws(AgreementProblems) { return try AgreementAuthor.compile(yaml: yaml) } catch {
            throw ProblemReport(path: path, problems: error.problems).words
        }
    }

    private static func parse(_ bytes: [UInt8], _ path: String) throws -> Agreement {
        do throws(AgreementReadingError) { return try Agreement(parsing: bytes) } catch {
            throw Words(error.words.status, "\(quoted(path)): \(error.words.message)", hint: error.words.hint)
        }
    }

    private static func read(_ path: String) throws -> [UInt8] {
        if path == "-" { Interrupts.endAtOnce() }
        let file = path == "-" ? File.adopting(descriptor: 0, path: "standard input") : try File(reading: path)
        guard let bytes = try file.contents(cap: Agreement.maximumLength) else {
            throw Words(.usage, "\(quoted(path)) is longer than an agreement may be", hint: "1 MiB is the most")
        }
        return bytes
    }

    static func readApproval(_ path: String) throws -> Approval {
        let file = try File(reading: path)
        guard let bytes = try file.contents(cap: Approval.maximumLength) else {
            throw Words(
                .usage, "\(quoted(path)) is too long for an approval", hint: "name the file that the approver sent")
        }
        do throws(StatementError) { return try Approval(parsing: bytes) } catch {
            throw Words(
                error.status, "\(quoted(path)) is not an approval: \(error.phrase)",
                hint: "name the file that the approver sent")
        }
    }

    /// `REF.ROLE.approval` beside the agreement.
    static func approvalPath(of agreement: Agreement, role: Reference, beside path: String) -> String {
        joinPath(splitPath(path).folder, "\(agreement.reference).\(role).approval")
    }
}

extension StatementError {
    /// A file from a newer tool asks for a newer tool; all else does not parse.
    var status: ExitStatus {
        if case .newerVersion = self { return .newerTool }
        return .usage
    }
}

/// Every problem of one YAML file, for the terminal and for `--json`.
struct ProblemReport: Encodable {
    struct Problem: Encodable {
        let line: Int
        let column: Int
        let path: String
        let message: String
        let hint: String?
    }

    let file: String
    let problems: [Problem]

    init(path: String, problems: [AuthoringProblem]) {
        file = path == "-" ? "standard input" : path
        self.problems = problems.map {
            let (message, hint) = $0.words
            return Problem(line: $0.line, column: $0.column, path: $0.path, message: message, hint: hint)
        }
    }

    var words: Words {
        Words(
            .usage, "\(quoted(file)) has \(counted(problems.count, "problem"))",
            details: problems.flatMap { problem in
                ["line \(problem.line): \(problem.message)"] + (problem.hint.map { ["    \($0)"] } ?? [])
            },
            hint: "mend the lines named, then run \"microvault agreement check \(shown(file))\"")
    }
}
