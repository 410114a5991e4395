import PackageFormat
import Sealing

/// One statement of Tests/Vectors, with those that are taken before it.
struct StatementVector: Sendable {
    static let family = "statements"

    let expect: String
    let status: Int32
    let statement: [UInt8]
    let before: [[UInt8]]
    /// What it is about, and who is pinned as provider.
    let package: [UInt8]
    let provider: SigningPublicKey
    let now: Instant
    /// After it.
    let standing: String

    /// Nil where the file is none, or has another header than it should.
    init?(_ name: String) {
        guard let (fields, content) = Vector.read(name), fields["kind"] == "statement", let expect = fields["expect"],
            let status = fields["status"].flatMap({ Int32($0) }), let standing = fields["standing"],
            let package = fields["package"].flatMap({ Vector.read($0) })?.content,
            let provider = fields["provider"].flatMap({ SigningKeyText($0) }),
            let now = fields["now"].flatMap({ Instant($0) }), let before = fields["before"]
        else { return nil }
        (self.expect, self.status, statement, self.standing) = (expect, status, content, standing)
        (self.package, self.provider, self.now) = (package, provider.key, now)
        let names = before == "none" ? [] : before.split(separator: " ").map(String.init)
        self.before = names.compactMap { Vector.read($0)?.content }
        guard self.before.count == names.count else { return nil }
    }
}
