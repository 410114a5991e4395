import Sealing

/// PRELUDE (docs/format.md, section 9): 32 bytes that say where the other sections lie.
public struct Prelude: Hashable, Sendable {
    public static let length = 32
    public static let magic: [UInt8] = [0x89, 0x4D, 0x56, 0x4C, 0x0D, 0x0A, 0x1A, 0x0A]
    public static let version: UInt16 = 1
    public static let alignment = 4_096
    /// The zero fill before the payload is shorter.
    public static let fillLimit = 8_192

    public let termsLength: Int
    public let envelopeLength: Int
    public let payloadOffset: Int

    public init(termsLength: Int, envelopeLength: Int, payloadOffset: Int) {
        (self.termsLength, self.envelopeLength, self.payloadOffset) = (termsLength, envelopeLength, payloadOffset)
    }

    /// Checks magic, version, reserved zeros, caps and offsets, in this order; looks at the first 32 bytes alone.
    public init(parsing bytes: some Collection<UInt8>) throws(PackageError) {
        let bytes = Array(bytes.prefix(Self.length))
        guard bytes.count >= 8, bytes.starts(with: Self.magic) else { throw .notAPackage }
        guard bytes.count == Self.length else {
            throw .truncated(.prelude, expected: Self.length, found: bytes.count)
        }
        func integer(_ range: Range<Int>) -> UInt64 {
            bytes[range].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        let version = integer(8..<10)
        guard version != 0 else { throw .prelude(.version) }
        guard version == UInt64(Self.version) else { throw .newerVersion(Int(version)) }
        guard integer(10..<12) == 0, integer(28..<32) == 0 else { throw .prelude(.reserved) }
        let terms = integer(12..<16)
        let envelope = integer(16..<20)
        guard terms <= Terms.maximumLength else {
            throw .overCap(.terms, length: Int(terms), cap: Terms.maximumLength)
        }
        guard envelope <= Envelope.maximumLength else {
            throw .overCap(.envelope, length: Int(envelope), cap: Envelope.maximumLength)
        }
        let headLength = UInt64(Self.length) + terms + envelope + UInt64(HeadBytes.signatureLength)
        let offset = integer(20..<28)
        guard terms > 0, envelope > 0, offset >= headLength, offset - headLength < Self.fillLimit,
            offset.isMultiple(of: UInt64(Self.alignment))
        else { throw .prelude(.lengths) }
        (termsLength, envelopeLength, payloadOffset) = (Int(terms), Int(envelope), Int(offset))
    }

    public var bytes: [UInt8] {
        Self.magic + littleEndian(Self.version) + [0, 0] + littleEndian(UInt32(termsLength))
            + littleEndian(UInt32(envelopeLength)) + littleEndian(UInt64(payloadOffset)) + [0, 0, 0, 0]
    }

    /// Bytes from the first to the last of the signature: what a `.mvault-head` file holds.
    public var headLength: Int { Self.length + termsLength + envelopeLength + HeadBytes.signatureLength }

}
