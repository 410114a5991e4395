import Sealing

/// Where chunks and index lie for a payload of a given length (docs/format.md, section 10).
public struct ChunkLayout: Hashable, Sendable {
    /// Plaintext bytes of every chunk but the last, which has 1 to as many.
    public static let chunkLength = 262_144
    public static let leavesPerPage = 1_024

    /// Length of the plaintext stream; 1 or more.
    public let payloadLength: Int
    public let payloadOffset: Int

    /// Nil for an empty payload or one whose file would be longer than 2^53 − 1 bytes.
    public init?(payloadLength: Int, payloadOffset: Int) {
        guard (1...CanonicalJSON.integerLimit / 2).contains(payloadLength), payloadOffset >= 0 else { return nil }
        self.payloadLength = payloadLength
        self.payloadOffset = payloadOffset
    }

    public var chunkCount: Int { (payloadLength + Self.chunkLength - 1) / Self.chunkLength }
    public var pageCount: Int { (chunkCount + Self.leavesPerPage - 1) / Self.leavesPerPage }

    public func plainLength(of chunk: Int) -> Int {
        chunk == chunkCount - 1 ? payloadLength - chunk * Self.chunkLength : Self.chunkLength
    }

    public func sealedLength(of chunk: Int) -> Int { plainLength(of: chunk) + PayloadKey.tagLength }
    public func offset(of chunk: Int) -> Int { payloadOffset + chunk * (Self.chunkLength + PayloadKey.tagLength) }

    public var indexOffset: Int { payloadOffset + payloadLength + chunkCount * PayloadKey.tagLength }
    public func pageOffset(_ page: Int) -> Int { indexOffset + page * Self.leavesPerPage * Digest.length }
    public func leavesIn(page: Int) -> Int { min(Self.leavesPerPage, chunkCount - page * Self.leavesPerPage) }
    public var pageHashesOffset: Int { indexOffset + chunkCount * Digest.length }
    /// The exact length of the file.
    public var fileLength: Int { pageHashesOffset + pageCount * Digest.length }
}

/// The digests of docs/format.md, section 10.
public enum IndexDigest {
    public static func leaf(_ chunk: Int, _ sealed: UnsafeRawBufferPointer) -> Digest {
        var stream = DigestStream(FormatTag.leaf)
        stream.update(littleEndian(UInt64(chunk)))
        stream.update(sealed)
        return stream.finalise()
    }

    public static func page(_ page: Int, leaves: [UInt8]) -> Digest {
        Digest.of(littleEndian(UInt64(page)), leaves, as: FormatTag.page)
    }

    public static func root(chunkCount: Int, pageHashes: [UInt8]) -> Digest {
        Digest.of(littleEndian(UInt64(chunkCount)), pageHashes, as: FormatTag.index)
    }
}

/// Collects leaves in order while a package is written; 32 bytes for each chunk, 128 KiB for each GiB.
public struct IndexBuilder: Sendable {
    private var leaves: [UInt8] = []

    public init() {}
    public var chunkCount: Int { leaves.count / Digest.length }
    public mutating func append(_ leaf: Digest) { leaves += leaf.bytes }

    /// The INDEX section and its root.
    public func finish() -> (section: [UInt8], root: Digest) {
        var hashes: [UInt8] = []
        let pageLength = ChunkLayout.leavesPerPage * Digest.length
        for (page, start) in stride(from: 0, to: leaves.count, by: pageLength).enumerated() {
            let slice = Array(leaves[start..<min(start + pageLength, leaves.count)])
            hashes += IndexDigest.page(page, leaves: slice).bytes
        }
        return (leaves + hashes, IndexDigest.root(chunkCount: chunkCount, pageHashes: hashes))
    }
}
