import Archiving
import Files
import PackageFormat
import Pipelining
import Sealing

/// The payload on its way to the file: four stages side by side, joined by two lanes.
///
/// - this thread: files → digests, tar → blocks of 1 MiB
/// - workers: block → frame
/// - the cutter: frames, catalogue, padding, seek table → chunks of 256 KiB
/// - workers: chunk → sealed chunk and leaf
/// - the writer: sealed chunks in order → file; leaves → index
struct PayloadWriter {
    struct Written {
        let length: Int
        let indexSection: [UInt8]
        let indexRoot: Digest
    }

    /// A block of the tar stream, then its frame.
    final class Block: @unchecked Sendable {
        let content = Buffer(capacity: FrameProfile.contentLength)
        let frame = Buffer(capacity: FrameProfile.longestFrame)
    }

    /// A chunk of the frame stream, then sealed.
    final class Chunk: @unchecked Sendable {
        let plain = Buffer(capacity: ChunkLayout.chunkLength)
        let sealed = Buffer(capacity: ChunkLayout.chunkLength + PayloadKey.tagLength)
        var isLast = false
        var leaf: Digest?
    }

    /// `also` gets the bytes too, `screened` gives what the catalogue holds of the screening of its entries when all were read; its
    /// failure leaves nothing but an unfinished file.
    static func write(
        _ extract: Extract, to file: borrowing File, key: PayloadKey, options: PackOptions,
        also: [any ExtractSink],
        screened: ([CatalogueEntry]) throws(SendingError) -> AcceptedScreening?
    ) throws(SendingError) -> Written {
        let workers = options.workers
        let compressors = (0..<workers).map { _ in FrameCompressor(level: options.level) }
        let blocks = Lane<Block, SendingError>(slots: (0..<workers * 3).map { _ in Block() }, workers: workers) {
            (block, task) throws(SendingError) in
            do throws(ArchivingError) {
                let compressor = compressors[task.worker]
                block.frame.count = try compressor.compress(block.content.filled, into: block.frame.whole)
            } catch { throw .archiving(error) }
        }
        let chunks = Lane<Chunk, SendingError>(slots: (0..<workers * 4).map { _ in Chunk() }, workers: workers) {
            chunk, task in
            let index = task.number
            chunk.sealed.count = chunk.plain.count + PayloadKey.tagLength
            key.seal(chunk.plain.filled, index: index, isLast: chunk.isLast, into: chunk.sealed.whole)
            chunk.leaf = IndexDigest.leaf(index, chunk.sealed.filled)
        }
        let tail = Tail(isPadded: options.isPadded)
        let descriptor: File
        do { descriptor = try file.duplicate() } catch {
            blocks.stop()
            chunks.stop()
            throw .io(error)
        }
        let output = Output(descriptor)
        let cutter = WorkerThread { Cutter(chunks: chunks).run(blocks, tail: tail) }
        let writer = WorkerThread { output.run(chunks) }
        // Whatever happens above, the threads see the failure and end.
        do throws(SendingError) {
            let tar = try TarSink(into: blocks)
            let digests = try ExtractWalk(extract: extract, options: options).run(into: [tar] + also)
            try tar.finish()
            let entries = extract.entries(places: tar.places, digests: digests)
            let catalogue = Catalogue(
                entries: entries, tarBytes: tar.length, screening: try screened(entries))
            tail.catalogue = catalogue.bytes
            guard tail.catalogue.count <= SeekTable.maximumCatalogueLength else {
                throw .catalogueTooLong(tail.catalogue.count, cap: SeekTable.maximumCatalogueLength)
            }
            tail.tarBytes = catalogue.tarBytes
            blocks.end()
        } catch {
            blocks.fail(error)
            chunks.fail(error)
        }
        cutter.join()
        writer.join()
        blocks.stop()
        chunks.stop()
        if let failure = output.failure { throw failure }
        let (section, root) = output.index.finish()
        return Written(length: output.plainLength, indexSection: section, indexRoot: root)
    }

    /// What follows the data frames; known when the last block was handed over.
    final class Tail: @unchecked Sendable {
        let isPadded: Bool
        var catalogue: [UInt8] = []
        var tarBytes = 0
        init(isPadded: Bool) { self.isPadded = isPadded }
    }

    /// Writes sealed chunks in order.
    private final class Output: @unchecked Sendable {
        private let file: File
        var index = IndexBuilder()
        var plainLength = 0
        var failure: SendingError?

        init(_ file: consuming File) { self.file = file }

        func run(_ chunks: Lane<Chunk, SendingError>) {
            var writeback = Writeback()
            do throws(SendingError) {
                while let chunk = try chunks.next() {
                    do throws(IOError) { try file.write(chunk.sealed.filled) } catch { throw .io(error) }
                    writeback.advance(by: chunk.sealed.count, in: file)
                    if let leaf = chunk.leaf { index.append(leaf) }
                    plainLength += chunk.plain.count
                    chunks.release(chunk)
                }
            } catch {
                failure = error
                chunks.fail(error)
            }
        }
    }
}

/// Cuts the frame stream into chunks of one length, so that frame lengths do not show.
private struct Cutter {
    typealias Chunk = PayloadWriter.Chunk
    let chunks: Lane<Chunk, SendingError>
    private var open: Chunk?
    private var frames: [UInt32] = []

    init(chunks: Lane<Chunk, SendingError>) { self.chunks = chunks }

    consuming func run(_ blocks: Lane<PayloadWriter.Block, SendingError>, tail: PayloadWriter.Tail) {
        do throws(SendingError) {
            while let block = try blocks.next() {
                frames.append(UInt32(block.frame.count))
                try put(block.frame.filled)
                blocks.release(block)
            }
            try put(tail)
            // The last chunk is known as such only now.
            if let last = open {
                last.isLast = true
                chunks.submit(last)
            }
            chunks.end()
        } catch {
            chunks.fail(error)
            blocks.fail(error)
        }
    }

    private mutating func put(_ tail: PayloadWriter.Tail) throws(SendingError) {
        let table = SeekTable(
            frames: frames, contentLength: tail.tarBytes, catalogueLength: tail.catalogue.count, padded: tail.isPadded)
        try put(SeekTable.skippableHeader(SeekTable.catalogueMagic, contentLength: tail.catalogue.count))
        try put(tail.catalogue)
        let zeros = [UInt8](repeating: 0, count: 65_536)
        for length in table.paddingFrameLengths {
            var left = length - 8
            try put(SeekTable.skippableHeader(SeekTable.paddingMagic, contentLength: left))
            while left > 0 {
                try put(Array(zeros.prefix(left)))
                left -= min(left, zeros.count)
            }
        }
        try put(table.bytes)
    }

    private mutating func put(_ bytes: [UInt8]) throws(SendingError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let chunk = try roomy()
            rest = rest.dropFirst(rest.withUnsafeBytes { chunk.plain.append($0) })
        }
    }

    private mutating func put(_ bytes: UnsafeRawBufferPointer) throws(SendingError) {
        var rest = bytes
        while !rest.isEmpty {
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(try roomy().plain.append(rest)))
        }
    }

    /// The open chunk, with room for a byte. A full one is handed over only now that a byte follows it, since the last
    /// one is sealed as such.
    private mutating func roomy() throws(SendingError) -> Chunk {
        if let open {
            guard open.plain.count == open.plain.capacity else { return open }
            chunks.submit(open)
        }
        open = nil
        let chunk = try chunks.acquire()
        chunk.plain.count = 0
        chunk.isLast = false
        open = chunk
        return chunk
    }
}
