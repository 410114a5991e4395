import Foundation
import Testing

/// A line of the vault's journal, as far as tests look at it.
struct JournalLine: Decodable {
    let event: String
    let at: String
    let code: String?
    let person: String?
    let files: Int?
    let bytes: Int?
    let destination: String?
    let staging: String?
    let storage: String?
    private let cardID: String?
    private let hash: String?

    var card: String { cardID ?? "" }
    var packageHash: String { hash ?? "" }

    enum CodingKeys: String, CodingKey {
        case event, at, code, person, files, bytes, destination, staging, storage
        case cardID = "card"
        case hash = "package_hash"
    }
}

extension Scratch {
    /// The journal of the only provider that has one; lines in order.
    func journal(of vault: String = "share/unvault") throws -> [JournalLine] {
        let names = namesIn(absolute("\(vault)/journal")).filter { $0 != "site.jsonl" }
        try #require(names.count == 1, "\(names)")
        let text = try text(of: "\(vault)/journal/\(names[0])")
        #expect(text.hasSuffix("\n"))
        return try text.split(separator: "\n").map { line in
            try JSONDecoder().decode(JournalLine.self, from: Data(line.utf8))
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
