import Archiving
import PackageFormat
import Pipelining
import Sealing

/// The tar stream of a package, or a stretch of it: four stages side by side, joined by two lanes.
///
/// - the reader: chunks with their leaves, in order
/// - workers: leaf checked, chunk opened
/// - the assembler: chunks → frames, by the seek table
/// - workers: frame → 1 MiB of the tar stream
/// - the caller takes blocks in order with `next()`
final class ContentStream: @unchecked Sendable {
    /// A frame, then its content.
    final class Block: @unchecked Sendable {
        let frame = Buffer(capacity: FrameProfile.longestFrame)
        let content = Buffer(capacity: FrameProfile.contentLength)
    }

    private let chunks: Lane<ChunkReader.Slot, OpeningError>
    private let blocks: Lane<Block, OpeningError>
    private var threads: [WorkerThread] = []
    private var taken: Block?

    init(
        _ reader: ChunkReader, index: consuming IndexReader, table: SeekTable, frames: Range<Int>? = nil, workers: Int,
        isInterrupted: @escaping @Sendable () -> Bool
    ) {
        let frames = frames ?? 0..<table.frames.count
        let decompressors = (0..<workers).map { _ in FrameDecompressor() }
        let chunks = Lane<ChunkReader.Slot, OpeningError>(
            slots: (0..<workers * 4).map { _ in ChunkReader.Slot() }, workers: workers
        ) { (slot, _) throws(OpeningError) in try reader.open(slot) }
        let blocks = Lane<Block, OpeningError>(slots: (0..<workers * 3).map { _ in Block() }, workers: workers) {
            (block, task) throws(OpeningError) in
            let number = frames.lowerBound + task.number
            let length = table.contentLength(of: number)
            do throws(ContentFault) {
                try decompressors[task.worker].decompress(
                    block.frame.filled, number: number, length: length, into: block.content.whole)
            } catch { throw .content(error) }
            block.content.count = length
        }
        (self.chunks, self.blocks) = (chunks, blocks)
        let index = IndexBox(index)
        let start = table.frames[..<frames.lowerBound].reduce(0) { $0 + Int($1) }
        let lengths = table.frames[frames]
        let last = (start + lengths.reduce(0) { $0 + Int($1) } - 1) / ChunkLayout.chunkLength
        let first = start / ChunkLayout.chunkLength
        threads = [
            WorkerThread { Self.read(first...last, reader, index, into: chunks, isInterrupted) },
            WorkerThread {
                Self.assemble(lengths, skipping: start % ChunkLayout.chunkLength, from: chunks, into: blocks)
            },
        ]
    }

    /// The index, handed to the reader's thread.
    private final class IndexBox: @unchecked Sendable {
        var index: IndexReader
        init(_ index: consuming IndexReader) { self.index = index }
    }

    private static func read(
        _ range: ClosedRange<Int>, _ reader: ChunkReader, _ box: IndexBox,
        into chunks: Lane<ChunkReader.Slot, OpeningError>, _ isInterrupted: () -> Bool
    ) {
        do throws(OpeningError) {
            for number in range {
                guard !isInterrupted() else { throw .interrupted }
                let slot = try chunks.acquire()
                try reader.read(number, leaf: try box.index.leaf(of: number), into: slot)
                chunks.submit(slot)
            }
            chunks.end()
        } catch { chunks.fail(error) }
    }

    private static func assemble(
        _ lengths: ArraySlice<UInt32>, skipping skipped: Int, from chunks: Lane<ChunkReader.Slot, OpeningError>,
        into blocks: Lane<Block, OpeningError>
    ) {
        do throws(OpeningError) {
            var chunk: ChunkReader.Slot?
            var used = skipped
            for length in lengths {
                let block = try blocks.acquire()
                block.frame.count = 0
                while block.frame.count < Int(length) {
                    if let full = chunk, used == full.plain.count {
                        chunks.release(full)
                        chunk = nil
                        used = 0
                    }
                    if chunk == nil { chunk = try chunks.next() }
                    // The seek table's frames end within the payload, so a chunk is there.
                    guard let chunk else { throw .content(.seekTable) }
                    let wanted = min(Int(length) - block.frame.count, chunk.plain.count - used)
                    used += block.frame.append(
                        UnsafeRawBufferPointer(rebasing: chunk.plain.filled[used..<(used + wanted)]))
                }
                blocks.submit(block)
            }
            blocks.end()
        } catch {
            blocks.fail(error)
            chunks.fail(error)
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
        for thread in threads { thread.join() }
        chunks.stop()
        blocks.stop()
    }
}
