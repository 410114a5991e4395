import Foundation
import Testing

/// What a signed event of a custody log says, as far as tests look at it.
struct LogLine: Decodable {
    let number: Int
    let event: String
    let at: String
    let code: String?
    let person: String?
    let files: Int?
    let bytes: Int?
    let copy: String?
    let storage: String?
    let isUnattended: Bool?
    let statementKind: String?
    let reason: String?
    let mark: String?
    private let cardID: String?
    private let hash: String?

    var card: String { cardID ?? "" }
    var packageHash: String { hash ?? "" }

    enum CodingKeys: String, CodingKey {
        case number, at, code, files, bytes, copy, storage, reason, mark
        case event = "type"
        case person = "operator"
        case isUnattended = "unattended"
        case statementKind = "statement_kind"
        case cardID = "card"
        case hash = "package_hash"
    }
}

private struct SignedLine: Decodable { let body: LogLine }

/// What a holding keeps of one opened copy.
struct CopyRecord: Decodable {
    let copy: String
    let destination: String
    let staging: String
    let storage: String
}

extension Scratch {
    /// The folder of the only provider's log.
    func logFolder(of vault: String = "share/unvault") throws -> String {
        let names = namesIn(absolute("\(vault)/logs")).filter { $0 != "site" && !$0.contains(".") }
        try #require(names.count == 1, "\(names)")
        return "\(vault)/logs/\(names[0])"
    }

    /// The log of the only provider that has one, or that in `folder`; events in order.
    func journal(of vault: String = "share/unvault", in folder: String? = nil) throws -> [LogLine] {
        let text = try text(of: "\(folder ?? logFolder(of: vault))/events.jsonl")
        #expect(text.hasSuffix("\n"))
        let lines = try text.split(separator: "\n").map { line in
            try JSONDecoder().decode(SignedLine.self, from: Data(line.utf8)).body
        }
        #expect(lines.map(\.number) == Array(0..<lines.count))
        return lines
    }

    /// The folder of the only holding.
    func holdingFolder(of vault: String = "share/unvault") throws -> String {
        let names = namesIn(absolute("\(vault)/holdings"))
        try #require(names.count == 1, "\(names)")
        return "\(vault)/holdings/\(names[0])"
    }

    /// Copies that are open, as the only holding knows them.
    func copies(of vault: String = "share/unvault") throws -> [CopyRecord] {
        let folder = "\(try holdingFolder(of: vault))/copies"
        return try namesIn(absolute(folder)).filter { $0.hasSuffix(".json") }.map { name in
            try JSONDecoder().decode(CopyRecord.self, from: Data(try bytes(of: "\(folder)/\(name)")))
        }
    }

    /// Ready to open, with a vault whose passphrase is in the file `words`.
    static func readyWithPassphrase() throws -> Scratch {
        let scratch = try Scratch()
        try scratch.makeKey("provider", called: "Department A")
        try scratch.write("battery staple\n", to: "words")
        try scratch.succeed(
            reading(
                "words",
                [
                    "unvault", "init", "--organisation", "Department B", "--site", "Example House", "--passphrase-fd",
                    "3",
                ]))
        try scratch.trust("provider")
        try scratch.compile(try scratch.agreementText())
        try scratch.succeed(
            reading(
                "words",
                [
                    "unvault", "card", "DSA-2026-014", "--holder", "J. Doe", "-o", "b.card", "--passphrase-fd", "3",
                ]))
        try scratch.makeExtract()
        try scratch.succeed(packing)
        return scratch
    }
}
