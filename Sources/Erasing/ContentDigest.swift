import Files
import PackageFormat
import Pipelining
import Sealing

/// What a file must hold for us to call it the one that was opened.
public struct ExpectedContent: Hashable, Sendable {
    public let size: Count
    public let digest: Digest

    public init(size: Count, digest: Digest) { (self.size, self.digest) = (size, digest) }
}

/// A file that several threads read or write side by side.
final class SharedFile: Sendable {
    let file: File
    init(_ file: consuming File) { self.file = file }
}

extension FileDigest {
    private typealias Part = Result<[Digest], IOError>

    /// Of a file with `size` bytes, on all cores, with one block in memory for each; nil when it ends early or goes on, and
    /// when asked to stop.
    static func of(
        _ shared: SharedFile, size: Int, isInterrupted: @Sendable () -> Bool
    ) throws(IOError) -> Digest? {
        let count = (size + blockLength - 1) / blockLength
        let workers = max(1, min(workerCount, count))
        let parts = sideBySide(workers) { worker -> Part in
            Part { () throws(IOError) in
                try blocks(
                    of: shared.file, size: size, numbers: stride(from: worker, to: count, by: workers), isInterrupted)
            }
        }
        var found: [[Digest]] = []
        for part in parts { found.append(try part.get()) }
        guard found.reduce(0, { $0 + $1.count }) == count, try shared.file.status().size == size else { return nil }
        return of(size: size, blocks: (0..<count).map { found[$0 % workers][$0 / workers] })
    }

    private static func blocks(
        of file: borrowing File, size: Int, numbers: StrideTo<Int>, _ isInterrupted: () -> Bool
    ) throws(IOError) -> [Digest] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: min(size, blockLength), alignment: 4_096)
        defer { buffer.deallocate() }
        var digests: [Digest] = []
        for number in numbers {
            guard !isInterrupted() else { break }
            let length = min(blockLength, size - number * blockLength)
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<length])
            guard try file.read(into: part, at: number * blockLength) == length else { break }
            digests.append(block(UnsafeRawBufferPointer(part)))
        }
        return digests
    }
}
