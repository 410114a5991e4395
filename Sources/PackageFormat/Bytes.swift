import Sealing

/// 16 random bytes that name a package or a card, written as 32 lower-case hexadecimal digits.
public struct Identifier: TextCoded, Comparable {
    public let bytes: [UInt8]

    public init?(_ text: String) {
        guard let bytes = Hex.decode(text), bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }
    public static func random() -> Identifier { Identifier(bytes: randomBytes(16)) }
    public var description: String { Hex.encode(bytes) }

    public static func < (a: Identifier, b: Identifier) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}

/// A BLAKE2b-256 digest as 64 lower-case hexadecimal digits.
extension Digest: TextCoded {
    public init?(_ text: String) {
        guard let bytes = Hex.decode(text) else { return nil }
        self.init(bytes)
    }
}

/// Bytes of one fixed length as base64 without padding.
public protocol Base64Coded: TextCoded {
    static var length: Int { get }
    var bytes: [UInt8] { get }
    init?(bytes: [UInt8])
}

extension Base64Coded {
    public init?(_ text: String) {
        guard let bytes = Base64.decode(text), bytes.count == Self.length else { return nil }
        self.init(bytes: bytes)
    }

    public var description: String { Base64.encode(bytes) }
}

/// An Ed25519 signature, 64 bytes.
public struct Signature: Base64Coded {
    public static let length = 64
    public let bytes: [UInt8]
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }
}

/// `S` sealed to one card's delivery key, 80 bytes.
public struct SealedSecret: Base64Coded {
    public static let length = PackageSecret.sealedLength
    public let bytes: [UInt8]
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = bytes
    }
}

/// A signing key in agreements and statements: the key line without a comment.
public struct SigningKeyText: TextCoded {
    public let key: SigningPublicKey
    /// Kept: it is written each time that a statement is compared with its canonical form.
    public let description: String

    public init(_ key: SigningPublicKey) { (self.key, description) = (key, KeyLine(key).bare) }

    public init?(_ text: String) {
        // That a key is a point of its group costs as much to see as that a signature is right.
        guard let key = Self.known.value(of: Array(text.utf8), { Self.key(text) }) else { return nil }
        (self.key, description) = (key, text)
    }

    /// 4 MB.
    private static let known = Remembered<SigningPublicKey>(most: 1 << 14)

    private static func key(_ text: String) -> SigningPublicKey? {
        guard let line = try? KeyLine(parsing: text, expecting: .signing), line.comment.isEmpty,
            line.bare.hasSameBytes(as: text)
        else { return nil }
        return try? line.signingKey()
    }

    public var fingerprint: Fingerprint { KeyLine(key).fingerprint }
}

/// A delivery key in cards: the key line without a comment.
public struct DeliveryKeyText: TextCoded {
    public let key: DeliveryPublicKey

    public init(_ key: DeliveryPublicKey) { self.key = key }

    public init?(_ text: String) {
        guard let line = try? KeyLine(parsing: text, expecting: .delivery), line.comment.isEmpty,
            line.bare.hasSameBytes(as: text), let key = try? line.deliveryKey()
        else { return nil }
        self.key = key
    }

    public var description: String { KeyLine(key).bare }
}
