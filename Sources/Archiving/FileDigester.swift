import PackageFormat
import Pipelining
import Sealing
import Synchronization

/// Digests file after file on the threads of a crew, block by block, beside whatever else is done with the bytes.
///
/// The producer asks for `room`, fills it, and says with `add` what it filled. Blocks of many small files go to a worker
/// together.
public final class FileDigester: Sendable {
    /// A block of a file: whole, or the file's last.
    private struct Piece {
        let file: Int
        let block: Int
        let range: Range<Int>
        /// Nothing of the file follows.
        let endsFile: Bool
    }

    /// Blocks one after another.
    private final class Part: @unchecked Sendable {
        /// As many as take less time than a thread needs to wake.
        static let mostPieces = 256
        let buffer = Buffer(capacity: FileDigest.blockLength)
        var pieces: [Piece] = []
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

        mutating func take(_ digest: Digest, of piece: Piece) {
            if piece.endsFile, piece.block == 0 {
                return finish(piece.file, FileDigest.of(size: piece.range.count, blocks: [digest]))
            }
            var file = files.removeValue(forKey: piece.file) ?? Unfinished()
            while file.blocks.count <= piece.block { file.blocks.append(nil) }
            file.blocks[piece.block] = digest
            file.known += 1
            file.size += piece.range.count
            if piece.endsFile { file.isWhole = true }
            guard file.isWhole, file.known == file.blocks.count else { return files[piece.file] = file }
            finish(piece.file, FileDigest.of(size: file.size, blocks: file.blocks.compactMap { $0 }))
        }

        mutating func finish(_ file: Int, _ digest: Digest) {
            while digests.count <= file { digests.append(nil) }
            digests[file] = digest
        }
    }

    /// Where the next block belongs, and the part that is being filled; touched by the producer alone.
    private final class Place: @unchecked Sendable {
        var file = 0
        var block = 0
        var open: Part?
    }

    private let place = Place()
    private let state: Shared
    private let lane: Lane<Part, Never>

    private final class Shared: Sendable {
        let value = Mutex(State())
    }

    public init(crew: Crew) {
        let state = Shared()
        self.state = state
        lane = Lane(slots: (0..<crew.workers + 1).map { _ in Part() }, crew: crew, returnsSlots: true) { part, _ in
            let digests = part.pieces.map { piece in
                FileDigest.block(UnsafeRawBufferPointer(rebasing: part.buffer.filled[piece.range]))
            }
            state.value.withLock { for (piece, digest) in zip(part.pieces, digests) { $0.take(digest, of: piece) } }
        }
    }

    /// Producer: the next file is digested elsewhere; its number, for `put`.
    public func passOver() -> Int {
        precondition(place.block == 0)
        defer { place.file += 1 }
        return place.file
    }

    /// Digests of files that were passed over, by their numbers; on any thread, and before `finish`.
    public func put(_ digests: [(file: Int, digest: Digest)]) {
        state.value.withLock { for (file, digest) in digests { $0.finish(file, digest) } }
    }

    /// Room for `count` bytes, a block at most.
    public func room(for count: Int) -> UnsafeMutableRawBufferPointer {
        precondition(count <= FileDigest.blockLength)
        if let part = place.open, part.buffer.rest.count < count { submit(part) }
        let part = place.open ?? lane.acquire()
        if place.open == nil {
            part.buffer.count = 0
            part.pieces.removeAll(keepingCapacity: true)
            place.open = part
        }
        return UnsafeMutableRawBufferPointer(rebasing: part.buffer.rest.prefix(count))
    }

    /// The next block of the file, whole unless it `endsFile`, was filled into the `room` for it. They stay as they are until
    /// `room` is asked for again.
    public func add(_ count: Int, endsFile: Bool) -> UnsafeRawBufferPointer {
        precondition(endsFile || count == FileDigest.blockLength)
        guard let part = place.open else { preconditionFailure("no room was asked for") }
        let range = part.buffer.count..<part.buffer.count + count
        part.pieces.append(Piece(file: place.file, block: place.block, range: range, endsFile: endsFile))
        part.buffer.count += count
        if endsFile { (place.file, place.block) = (place.file + 1, 0) } else { place.block += 1 }
        let bytes = UnsafeRawBufferPointer(rebasing: part.buffer.filled[range])
        // It is filled again by this thread alone, so all may read it at once.
        if part.buffer.rest.isEmpty || part.pieces.count == Part.mostPieces { submit(part) }
        return bytes
    }

    private func submit(_ part: Part) {
        place.open = nil
        lane.submit(part)
    }

    /// Waits for all blocks; the digest of each file in order.
    public func finish() -> [Digest] {
        if let part = place.open { submit(part) }
        lane.drain()
        return state.value.withLock { state in
            let digests = state.digests.compactMap { $0 }
            // One that is missing would give its place to the next file's.
            precondition(digests.count == place.file, "a file was passed over and has no digest")
            return digests
        }
    }

    public func stop() { lane.stop() }
}
