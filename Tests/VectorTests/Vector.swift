import FoundationEssentials
import PackageFormat
import Sealing

/// One package of Tests/Vectors, whose README describes it.
struct Vector: Sendable {
    static let folder = String(#filePath.dropLast("VectorTests/Vector.swift".utf8.count)) + "Vectors"

    let name: String
    let package: [UInt8]
    /// Class of docs/format.md, section 13.
    let expect: String
    let status: Int32
    let step: Int
    let section: String
    let released: String
    let isHead: Bool
    let provider: SigningPublicKey
    /// Base64 of the delivery secret, which is published.
    let key: String
    let card: CardBody
    /// Key of the site that signed the card.
    let siteKey: SigningPublicKey
    let now: Instant

    /// Nil where the file is none, or has another header than it should.
    init?(_ name: String) {
        guard let (fields, content) = Self.read(name), let expect = fields["expect"],
            let status = fields["status"].flatMap({ Int32($0) }),
            let step = fields["step"].flatMap({ Int($0) }), let section = fields["section"],
            let released = fields["released"], let kind = fields["kind"],
            let provider = fields["provider"].flatMap({ SigningKeyText($0) }), let key = fields["key"],
            let card = fields["card"].flatMap({ Self.card($0) }), let signer = card.signatures.first,
            let now = fields["now"].flatMap({ Instant($0) })
        else { return nil }
        self.name = name
        package = content
        (self.expect, self.status, self.step, self.section) = (expect, status, step, section)
        (self.released, isHead, self.provider, self.key) = (released, kind == "head", provider.key, key)
        (self.card, siteKey, self.now) = (card.body, signer.key.key, now)
    }

    /// Header and what follows it.
    static func read(_ name: String) -> (fields: [String: String], content: [UInt8])? {
        guard let bytes = contents(name) else { return nil }
        var fields: [String: String] = [:]
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")), end > rest.startIndex {
            let line = String(decoding: rest[..<end], as: UTF8.self)
            guard let colon = line.firstIndex(of: ":") else { return nil }
            fields[String(line[..<colon])] = String(line[colon...].dropFirst(2))
            rest = rest[(end + 1)...]
        }
        return (fields, Array(rest.dropFirst()))
    }

    /// Names of all packages, as `FAMILY/NAME`.
    static let names = folders.flatMap { family in
        family == StatementVector.family ? [] : list(family).map { "\(family)/\($0)" }
    }

    /// Names of all statements.
    static let statementNames = list(StatementVector.family).map { "\(StatementVector.family)/\($0)" }

    private static let folders = list("").filter { name in
        name != "keys" && !name.contains(".") && !list(name).isEmpty
    }

    private static func list(_ name: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(name)")) ?? []).sorted()
    }

    static func contents(_ name: String) -> [UInt8]? {
        FileManager.default.contents(atPath: "\(folder)/\(name)").map { Array($0) }
    }

    private static func card(_ id: String) -> Card? { contents("keys/\(id).card").flatMap { try? Card(parsing: $0) } }
}
