import CSodium

/// What a key line or a key file holds; the first word of a key line.
public enum KeyKind: String, Sendable {
    case signing = "microvault-signing"
    case delivery = "microvault-delivery"
}

/// An Ed25519 public key of a provider, an approver, a site or a witness.
public struct SigningPublicKey: Hashable, Sendable {
    public let bytes: [UInt8]

    /// Throws `weakPublicKey` unless the 32 bytes are a point of the main subgroup in its one encoding.
    public init(_ bytes: some Collection<UInt8>) throws(SealingError) {
        Sodium.ready
        guard bytes.count == 32 else { throw .wrongLength(bytes.count) }
        let bytes = Array(bytes)
        guard crypto_core_ed25519_is_valid_point(bytes) == 1 else { throw .weakPublicKey }
        self.bytes = bytes
    }

    /// For bytes that passed the check above.
    fileprivate init(checked bytes: [UInt8]) { self.bytes = bytes }

    /// Whether `signature` (64 bytes, RFC 8032) over `message` was made by this key; malleable ones are not.
    public func verifies(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        guard signature.count == 64 else { return false }
        return crypto_sign_verify_detached(signature, message, UInt64(message.count), bytes) == 0
    }
}

/// An X25519 public key of one card.
public struct DeliveryPublicKey: Hashable, Sendable {
    public let bytes: [UInt8]

    /// Throws `weakPublicKey` for a point of low order, with which every shared secret would be known, and for a second
    /// spelling of a point (RFC 7748: the top bit set, or a value of 2^255 − 19 or more).
    public init(_ bytes: some Collection<UInt8>) throws(SealingError) {
        Sodium.ready
        guard bytes.count == 32 else { throw .wrongLength(bytes.count) }
        let bytes = Array(bytes)
        let isAbovePrime = bytes[31] == 0x7F && bytes[1..<31].allSatisfy { $0 == 0xFF } && bytes[0] >= 0xED
        guard bytes[31] & 0x80 == 0, !isAbovePrime, !Self.pointsOfLowOrder.contains(bytes) else {
            throw .weakPublicKey
        }
        self.bytes = bytes
    }

    /// All points of order 1, 2, 4 and 8 on the curve and its twist, each in its one spelling: those that
    /// `crypto_scalarmult` refuses. A table, since a thousand cards are a thousand multiplications otherwise.
    private static let pointsOfLowOrder: Set<[UInt8]> = Set(
        [
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        ].map { Hex.decode($0)! })

    /// For bytes that passed the check above.
    fileprivate init(checked bytes: [UInt8]) { self.bytes = bytes }
}

/// A public key as one line of text: `microvault-signing BASE64 COMMENT` (docs/format.md, section 4).
/// BASE64 holds the key and four bytes of checksum, so that a slip of the pen is found.
public struct KeyLine: Hashable, Sendable {
    public enum Problem: Error, Equatable, Sendable {
        case notAKeyLine
        case wrongKind(expected: KeyKind, found: KeyKind)
        case notBase64
        case wrongLength
        case checksum
        case weakKey
    }

    public let kind: KeyKind
    public let key: [UInt8]
    public let comment: String

    public init(_ key: SigningPublicKey, comment: String = "") {
        self.init(kind: .signing, key: key.bytes, comment: comment)
    }

    public init(_ key: DeliveryPublicKey, comment: String = "") {
        self.init(kind: .delivery, key: key.bytes, comment: comment)
    }

    private init(kind: KeyKind, key: [UInt8], comment: String) {
        self.kind = kind
        self.key = key
        self.comment = comment
    }

    /// Parses one line of the kind that is expected; a comment may hold spaces.
    public init(parsing line: String, expecting expected: KeyKind) throws(Problem) {
        // By scalars: a space and a combining mark after it are one Character.
        let words = line.unicodeScalars.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count >= 2, let kind = KeyKind(rawValue: String(words[0])) else { throw .notAKeyLine }
        guard kind == expected else { throw .wrongKind(expected: expected, found: kind) }
        guard let bytes = Base64.decode(String(words[1])) else { throw .notBase64 }
        guard bytes.count == 36 else { throw .wrongLength }
        let key = Array(bytes.prefix(32))
        guard Self.checksum(kind, key) == Array(bytes.suffix(4)) else { throw .checksum }
        self.init(kind: kind, key: key, comment: words.count == 3 ? String(words[2]) : "")
        do {
            switch kind {
            case .signing: _ = try SigningPublicKey(key)
            case .delivery: _ = try DeliveryPublicKey(key)
            }
        } catch { throw .weakKey }
    }

    /// The line without its comment: what agreements and cards hold.
    public var bare: String { "\(kind.rawValue) \(Base64.encode(key + Self.checksum(kind, key)))" }

    public var text: String { comment.isEmpty ? bare : "\(bare) \(comment)" }

    private static func checksum(_ kind: KeyKind, _ key: [UInt8]) -> [UInt8] {
        Array(Digest.of(Array(kind.rawValue.utf8), key, as: Personalisation("mv1 key line")).bytes.prefix(4))
    }

    /// 160 bits in eight groups of four characters (RFC 4648 base32, lower case), to be read out by telephone.
    public var fingerprint: Fingerprint {
        let digest = Digest.of(Array(kind.rawValue.utf8), key, as: Personalisation("mv1 fingerprint"))
        return Fingerprint(Array(digest.bytes.prefix(20)))
    }

    /// The key; the line was checked when it was parsed. Throws `weakPublicKey` for a line of the other kind.
    public func signingKey() throws(SealingError) -> SigningPublicKey {
        guard kind == .signing else { throw .weakPublicKey }
        return SigningPublicKey(checked: key)
    }

    public func deliveryKey() throws(SealingError) -> DeliveryPublicKey {
        guard kind == .delivery else { throw .weakPublicKey }
        return DeliveryPublicKey(checked: key)
    }
}

/// What two people compare to know that they hold the same key: 160 bits (docs/format.md, section 4).
public struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    private let characters: String

    init(_ bytes: [UInt8]) {
        var text: [UInt8] = []
        var bits = 0
        var value = 0
        for byte in bytes {
            value = value << 8 | Int(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(Self.alphabet[value >> bits & 31])
            }
            value &= (1 << bits) - 1
        }
        characters = String(decoding: text, as: UTF8.self)
    }

    /// Takes what a person typed: spaces, dashes and case do not count. Nil unless 32 base32 characters remain.
    public init?(typed: String) {
        let kept = typed.lowercased().utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
        guard kept.count == 32, kept.allSatisfy(Self.alphabet.contains) else { return nil }
        characters = String(decoding: kept, as: UTF8.self)
    }

    public var description: String {
        stride(from: 0, to: 32, by: 4).map { start in
            let from = characters.index(characters.startIndex, offsetBy: start)
            return String(characters[from..<characters.index(from, offsetBy: 4)])
        }.joined(separator: "-")
    }
}
