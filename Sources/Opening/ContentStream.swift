import Archiving
import PackageFormat
import Pipelining
import Sealing

/// The tar stream of a package, or a stretch of it: stages side by side, on the threads of one crew.
///
/// - the reader: chunks with their leaves, in order
/// - workers: leaf checked, chunk opened
/// - the worker whose chunk's turn it is: chunks → frames, by the seek table
/// - workers: frame → 1 MiB of the tar stream
/// - the caller takes blocks in order with `next()`
final class ContentStream: @unchecked Sendable {
    /// A frame, then its content.
    final class Block: @unchecked Sendable {
        let frame = Buffer(capacity: FrameProfile.longestFrame)
        let content = Buffer(capacity: FrameProfile.contentLength)
    }

    private let crew: Crew
    private let chunks: Lane<ChunkReader.Slot, OpeningError>
    private let blocks: Lane<Block, OpeningError>
    private let reading: WorkerThread
    private var taken: Block?

    init(
        _ reader: ChunkReader, index: consuming IndexReader, table: SeekTable, frames: Range<Int>? = nil, workers: Int,
        isInterrupted: @escaping @Sendable () -> Bool
    ) {
        let frames = frames ?? 0..<table.frames.count
        let crew = Crew(workers: workers)
        let decompressors = (0..<workers).map { _ in FrameDecompressor() }
        let blocks = Lane<Block, OpeningError>(slots: (0..<workers * 3).map { _ in Block() }, crew: crew) {
            (block, task) throws(OpeningError) in
            let number = frames.lowerBound + task.number
            let length = table.contentLength(of: number)
            do throws(ContentFault) {
                try decompressors[task.worker].decompress(
                    block.frame.filled, number: number, length: length, into: block.content.whole)
            } catch { throw .content(error) }
            block.content.count = length
        }
        let start = table.frames[..<frames.lowerBound].reduce(0) { $0 + Int($1) }
        let lengths = table.frames[frames]
        let assembler = Assembler(lengths, skipping: start % ChunkLayout.chunkLength, into: blocks)
        // Whoever takes blocks is told of a chunk that fails as well.
        @Sendable func telling(_ body: () throws(OpeningError) -> Void) throws(OpeningError) {
            do throws(OpeningError) { try body() } catch {
                blocks.fail(error)
                throw error
            }
        }
        let chunks = Lane<ChunkReader.Slot, OpeningError>(
            slots: (0..<workers * 4).map { _ in ChunkReader.Slot() }, crew: crew,
            step: { (slot, task) throws(OpeningError) in
                try telling { () throws(OpeningError) in try assembler.take(slot.plain.filled, as: task.worker) }
            }
        ) { (slot, _) throws(OpeningError) in
            try telling { () throws(OpeningError) in try reader.open(slot) }
        }
        (self.crew, self.chunks, self.blocks) = (crew, chunks, blocks)
        let index = IndexBox(index)
        let last = (start + lengths.reduce(0) { $0 + Int($1) } - 1) / ChunkLayout.chunkLength
        let first = start / ChunkLayout.chunkLength
        reading = WorkerThread {
            do throws(OpeningError) {
                try Self.read(first...last, reader, index, into: chunks, isInterrupted)
            } catch {
                chunks.fail(error)
                blocks.fail(error)
            }
        }
    }

    /// The index, handed to the reader's thread.
    private final class IndexBox: @unchecked Sendable {
        var index: IndexReader
        init(_ index: consuming IndexReader) { self.index = index }
    }

    private static func read(
        _ range: ClosedRange<Int>, _ reader: ChunkReader, _ box: IndexBox,
        into chunks: Lane<ChunkReader.Slot, OpeningError>, _ isInterrupted: () -> Bool
    ) throws(OpeningError) {
        for number in range {
            guard !isInterrupted() else { throw .interrupted }
            let slot = try chunks.acquire()
            try reader.read(number, leaf: try box.index.leaf(of: number), into: slot)
            chunks.submit(slot)
        }
    }

    /// Puts frames together from chunks, in order; one thread at a time.
    private final class Assembler: @unchecked Sendable {
        private let blocks: Lane<Block, OpeningError>
        private var lengths: ArraySlice<UInt32>
        /// Bytes that stand before the first frame in its chunk.
        private var skipped: Int
        private var open: Block?

        init(_ lengths: ArraySlice<UInt32>, skipping skipped: Int, into blocks: Lane<Block, OpeningError>) {
            (self.lengths, self.skipped, self.blocks) = (lengths, skipped, blocks)
            if lengths.isEmpty { blocks.end() }
        }

        /// The next chunk, on the thread of `worker`. What stands behind the last frame is passed over.
        func take(_ chunk: UnsafeRawBufferPointer, as worker: Int) throws(OpeningError) {
            var rest = UnsafeRawBufferPointer(rebasing: chunk.dropFirst(skipped))
            skipped = 0
            while !rest.isEmpty, let length = lengths.first.map(Int.init) {
                let block = try openBlock(as: worker)
                let wanted = UnsafeRawBufferPointer(rebasing: rest.prefix(length - block.frame.count))
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(block.frame.append(wanted)))
                guard block.frame.count == length else { continue }
                blocks.submit(block)
                open = nil
                lengths.removeFirst()
                if lengths.isEmpty { blocks.end() }
            }
        }

        private func openBlock(as worker: Int) throws(OpeningError) -> Block {
            if let open { return open }
            let block = try blocks.acquire(as: worker)
            block.frame.count = 0
            open = block
            return block
        }
    }

    /// The next block of the tar stream, valid until the call after; nil after the last.
    func next() throws(OpeningError) -> UnsafeRawBufferPointer? {
        if let taken { blocks.release(taken) }
        taken = nil
        taken = try blocks.next()
        return taken?.content.filled
    }

    /// Ends the threads; call once, also after a failure.
    func stop() {
        chunks.fail(.interrupted)
        blocks.fail(.interrupted)
        reading.join()
        chunks.stop()
        blocks.stop()
        crew.stop()
    }
}
