import PackageFormat
import Sealing

extension FileDigest {
    /// The digest of content that is in memory whole.
    package static func of(_ content: [UInt8]) -> Digest {
        let blocks = stride(from: 0, to: content.count, by: blockLength).map { start in
            content[start..<min(start + blockLength, content.count)].withUnsafeBytes { block($0) }
        }
        return of(size: content.count, blocks: blocks)
    }
}
