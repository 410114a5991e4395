import PackageFormat
import Pipelining
import Sealing
import Synchronization

/// Digests file after file on threads of its own, block by block, beside whatever else is done with the bytes.
public final class FileDigester: Sendable {
    /// A block of a file: whole, or the file's last.
    public final class Part: @unchecked Sendable {
        public let buffer = Buffer(capacity: FileDigest.blockLength)
        /// Nothing of the file follows.
        public var endsFile = false
        fileprivate var file = 0
        fileprivate var block = 0
    }

    /// What is known of a file whose blocks are not all digested yet; they come in any order.
    private struct Unfinished {
        var blocks: [Digest?] = []
        var size = 0
        var known = 0
        var isWhole = false
    }

    private struct State {
        var files: [Int: Unfinished] = [:]
        var digests: [Digest?] = []

        mutating func take(_ digest: Digest, of part: Part) {
            var file = files.removeValue(forKey: part.file) ?? Unfinished()
            while file.blocks.count <= part.block { file.blocks.append(nil) }
            file.blocks[part.block] = digest
            file.known += 1
            file.size += part.buffer.count
            if part.endsFile { file.isWhole = true }
            guard file.isWhole, file.known == file.blocks.count else { return files[part.file] = file }
            while digests.count <= part.file { digests.append(nil) }
            digests[part.file] = FileDigest.of(size: file.size, blocks: file.blocks.compactMap { $0 })
        }
    }

    /// Where the next part belongs; touched by the producer alone.
    private final class Place: @unchecked Sendable {
        var file = 0
        var block = 0
    }

    private let place = Place()
    private let state: Shared
    private let lane: Lane<Part, Never>

    private final class Shared: Sendable {
        let value = Mutex(State())
    }

    public init(workers: Int = workerCount) {
        let state = Shared()
        self.state = state
        lane = Lane(slots: (0..<workers + 2).map { _ in Part() }, workers: workers, returnsSlots: true) { part, _ in
            let digest = FileDigest.block(part.buffer.filled)
            state.value.withLock { $0.take(digest, of: part) }
        }
    }

    /// An empty part to fill.
    public func acquire() -> Part {
        let part = lane.acquire()
        part.buffer.count = 0
        part.endsFile = false
        return part
    }

    /// The next block of the file: full unless it `endsFile`.
    public func submit(_ part: Part) {
        precondition(part.endsFile || part.buffer.count == FileDigest.blockLength)
        (part.file, part.block) = (place.file, place.block)
        if part.endsFile { (place.file, place.block) = (place.file + 1, 0) } else { place.block += 1 }
        lane.submit(part)
    }

    /// Waits for all parts; the digest of each file in order.
    public func finish() -> [Digest] {
        lane.drain()
        return state.value.withLock { state in state.digests.compactMap { $0 } }
    }

    public func stop() { lane.stop() }
}
