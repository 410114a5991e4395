import Archiving
import Files
import PackageFormat
import Pipelining
import Sealing

/// The payload on its way to the file: stages side by side, on the threads of one crew.
///
/// - this thread: files → digests, tar → blocks of 1 MiB
/// - workers: small files → their places in the block, digests; block → frame
/// - the worker whose block's turn it is: frames → chunks of 256 KiB; this thread adds catalogue, padding, seek table
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
        /// What is still to be read, and where in the content it belongs.
        var files: [(file: BlockFile, offset: Int)] = []

        /// Reads and digests the files that were left for the worker.
        func fill(_ digester: FileDigester, _ isInterrupted: () -> Bool) throws(SendingError) {
            guard !files.isEmpty else { return }
            let reader = ItemReader()
            var digests: [(file: Int, digest: Digest)] = []
            digests.reserveCapacity(files.count)
            for (file, offset) in files {
                guard !isInterrupted() else { throw .interrupted }
                let size = file.item.status.size
                let room = UnsafeMutableRawBufferPointer(rebasing: content.whole[offset..<offset + size])
                try reader.read(file.item) { (opened) throws(SendingError) in try file.item.take(opened, into: room) }
                let block = FileDigest.block(UnsafeRawBufferPointer(room))
                digests.append((file.number, FileDigest.of(size: size, blocks: [block])))
            }
            digester.put(digests)
        }
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
        _ extract: Extract, to file: borrowing File, key: PayloadKey, options: PackOptions, by crew: Crew,
        also: [any ExtractSink],
        screened: ([CatalogueEntry]) throws(SendingError) -> AcceptedScreening?
    ) throws(SendingError) -> Written {
        let output: Output
        do throws(IOError) { output = Output(try file.duplicate()) } catch { throw .io(error) }
        let workers = crew.workers
        let digester = FileDigester(crew: crew)
        let chunks = Lane<Chunk, SendingError>(slots: (0..<workers * 4).map { _ in Chunk() }, crew: crew) {
            chunk, task in
            let index = task.number
            chunk.sealed.count = chunk.plain.count + PayloadKey.tagLength
            key.seal(chunk.plain.filled, index: index, isLast: chunk.isLast, into: chunk.sealed.whole)
            chunk.leaf = IndexDigest.leaf(index, chunk.sealed.filled)
        }
        let cutter = Cutter(chunks: chunks)
        let compressors = (0..<workers).map { _ in FrameCompressor(level: options.level) }
        let blocks = Lane<Block, SendingError>(
            slots: (0..<workers * 3).map { _ in Block() }, crew: crew,
            step: { (block, task) throws(SendingError) in try cutter.put(block.frame, as: task.worker) }
        ) { [isInterrupted = options.isInterrupted] (block, task) throws(SendingError) in
            try block.fill(digester, isInterrupted)
            do throws(ArchivingError) {
                let compressor = compressors[task.worker]
                block.frame.count = try compressor.compress(block.content.filled, into: block.frame.whole)
            } catch { throw .archiving(error) }
        }
        let writer = WorkerThread { output.run(chunks) }
        // Whatever happens above, the threads see the failure and end.
        do throws(SendingError) {
            let tar = try TarSink(into: blocks)
            do throws(SendingError) {
                try ExtractWalk(extract: extract, options: options, digester: digester).run(into: [tar] + also)
            } catch {
                // A file that stands before it may be one that a worker has still to read; if that one fails, it is named.
                if error != .interrupted {
                    tar.handOver()
                    try blocks.drain()
                }
                throw error
            }
            try tar.finish()
            try blocks.drain()
            let entries = extract.entries(places: tar.places, digests: digester.finish())
            let catalogue = Catalogue(
                entries: entries, tarBytes: tar.length, screening: try screened(entries))
            let bytes = catalogue.bytes
            guard bytes.count <= SeekTable.maximumCatalogueLength else {
                throw .catalogueTooLong(bytes.count, cap: SeekTable.maximumCatalogueLength)
            }
            try cutter.finish(catalogue: bytes, tarBytes: catalogue.tarBytes, isPadded: options.isPadded)
        } catch {
            blocks.fail(error)
            chunks.fail(error)
        }
        writer.join()
        blocks.stop()
        chunks.stop()
        digester.stop()
        if let failure = output.failure { throw failure }
        let (section, root) = output.index.finish()
        return Written(length: output.plainLength, indexSection: section, indexRoot: root)
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
