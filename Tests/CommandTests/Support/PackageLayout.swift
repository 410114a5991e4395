import PackageFormat
import Testing

/// Where the sections of a package lie, by its own prelude.
struct PackageLayout {
    let terms: Range<Int>
    let envelope: Range<Int>
    let signature: Range<Int>
    let fill: Range<Int>
    let payload: Range<Int>
    let index: Range<Int>

    /// For packages of one chunk alone, whose index is a leaf and a page hash.
    init(of name: String, in scratch: Scratch) throws {
        let bytes = try scratch.bytes(of: name)
        let prelude = try Prelude(parsing: bytes)
        terms = Prelude.length..<(Prelude.length + prelude.termsLength)
        envelope = terms.upperBound..<(terms.upperBound + prelude.envelopeLength)
        signature = envelope.upperBound..<prelude.headLength
        fill = signature.upperBound..<prelude.payloadOffset
        payload = fill.upperBound..<(bytes.count - 64)
        index = payload.upperBound..<bytes.count
    }
}

extension Scratch {
    func flipBit(of name: String, at offset: Int, bit: UInt8 = 0, to copy: String) throws {
        var bytes = try bytes(of: name)
        try #require(bytes.indices.contains(offset))
        bytes[offset] ^= 1 << bit
        try write(bytes, to: copy)
    }
}
