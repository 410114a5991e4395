import Sealing

/// The digest of a file's content in two levels, so that every core can work on one file and a part of it can be
/// digested by itself (docs/format.md, section 3).
public enum FileDigest {
    /// Bytes of a block; a file's last block has 1 to as many. An empty file has no block.
    public static let blockLength = 1 << 20

    /// `H("mv1 block", block)`.
    public static func block(_ bytes: UnsafeRawBufferPointer) -> Digest {
        Digest.of(bytes, as: FormatTag.block)
    }

    /// `H("mv1 file", le64(size) || digest of each block)`; the empty block of an empty file counts for none.
    public static func of(size: Int, blocks: [Digest]) -> Digest {
        var bytes = littleEndian(UInt64(size))
        if size > 0 { for block in blocks { bytes += block.bytes } }
        return bytes.withUnsafeBytes { Digest.of($0, as: FormatTag.file) }
    }
}
