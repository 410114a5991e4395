import PackageFormat
import Sealing

/// What a log is at one moment: its identity, its size and its root (C2SP tlog-checkpoint).
public struct Checkpoint: Hashable, Sendable {
    public let log: Identifier
    /// Number of events.
    public let size: Int
    public let root: TreeHash

    public init(log: Identifier, size: Int, root: TreeHash) { (self.log, self.size, self.root) = (log, size, root) }

    static let originPrefix = "microvault/log/"
    public var origin: String { Self.originPrefix + log.description }

    /// The three lines that are signed.
    public var text: String { "\(origin)\n\(size)\n\(padded(root.bytes))\n" }
}

/// A checkpoint as a C2SP signed note with one Ed25519 signature, by the ledger key under the log's origin as name.
/// Parsing proves nothing: `isSigned(by:)` does.
public struct CheckpointNote: TextCoded {
    public let checkpoint: Checkpoint
    let keyID: [UInt8]
    let signature: Signature

    public init(_ checkpoint: Checkpoint, signedBy key: borrowing SigningKey) {
        self.checkpoint = checkpoint
        keyID = Self.keyID(of: key.publicKey, named: checkpoint.origin)
        guard let signature = Signature(bytes: key.sign(Array(checkpoint.text.utf8))) else {
            preconditionFailure("a signature has 64 bytes")
        }
        self.signature = signature
    }

    /// `SHA-256(name || 0A || 01 || key)`, its first four bytes (C2SP signed-note).
    static func keyID(of key: SigningPublicKey, named name: String) -> [UInt8] {
        Array(Sha256.of(Array(name.utf8) + [0x0A, 0x01] + key.bytes).prefix(4))
    }

    /// The note whole, its last line feed too; nil for whatever is not byte for byte one of ours.
    public init?(_ text: String) {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
            String($0) ?? ""
        }
        guard lines.count == 6, lines[0].hasPrefix(Checkpoint.originPrefix),
            let log = Identifier(String(lines[0].utf8.dropFirst(Checkpoint.originPrefix.utf8.count)) ?? ""),
            let size = Count(decimal: lines[1]), let root = unpadded(lines[2]), root.count == Sha256.length
        else { return nil }
        let words = lines[4].utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).map {
            String($0) ?? ""
        }
        guard words.count == 3, let signed = unpadded(words[2]), signed.count == 4 + Signature.length,
            let signature = Signature(bytes: Array(signed[4...]))
        else { return nil }
        checkpoint = Checkpoint(log: log, size: size.value, root: TreeHash(bytes: root))
        keyID = Array(signed[..<4])
        self.signature = signature
        guard description.hasSameBytes(as: text) else { return nil }
    }

    public var description: String {
        "\(checkpoint.text)\n\u{2014} \(checkpoint.origin) \(padded(keyID + signature.bytes))\n"
    }

    public func isSigned(by key: SigningPublicKey) -> Bool {
        keyID == Self.keyID(of: key, named: checkpoint.origin)
            && key.verifies(signature.bytes, over: Array(checkpoint.text.utf8))
    }
}

extension Count {
    /// Decimal digits with no leading zero.
    init?(decimal text: String) {
        guard let value = Int(text), text.hasSameBytes(as: String(value)) else { return nil }
        self.init(value)
    }
}

/// Base64 of RFC 4648, section 4, with padding, as C2SP notes have it.
private func padded(_ bytes: [UInt8]) -> String {
    let text = Base64.encode(bytes)
    return text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
}

private func unpadded(_ text: String) -> [UInt8]? {
    guard text.utf8.count.isMultiple(of: 4) else { return nil }
    return Base64.decode(String(text.prefix { $0 != "=" }))
}
