import Archiving
import Files
import PackageFormat
import Pipelining
import Sealing

/// Options of opening that no check needs.
public struct ExtractionOptions {
    public var workers = workerCount
    /// Called with the bytes of content written so far.
    public var progress: (Int) -> Void = { _ in }
    public var isInterrupted: @Sendable () -> Bool = { false }

    public init() {}
}

/// Writes the files of a verified payload into a staged folder.
///
/// 1. next tar entry agrees with the catalogue  2. created without following links  3. written, and digested beside
/// 4. the stream ends where it must  5. every digest agrees
struct Extraction: ~Copyable {
    private let options: ExtractionOptions
    /// Named in errors instead of the staging folder and what is in it.
    private let destination: String
    private let digester = FileDigester()
    private var tree: StagedTree
    private var written = 0
    private var expected: [CatalogueEntry] = []

    init(into folder: borrowing File, destination: String, options: ExtractionOptions) throws(OpeningError) {
        let tree = try Self.tree(folder, destination)
        (self.destination, self.options) = (destination, options)
        self.tree = tree
    }

    private static func tree(_ folder: borrowing File, _ destination: String) throws(OpeningError) -> StagedTree {
        do throws(IOError) { return try StagedTree(root: folder) } catch {
            throw .io(IOError(error.operation, destination, code: error.code))
        }
    }

    deinit { digester.stop() }

    /// Writes the entries of one run; `firstFrame` is the number of the first frame that `stream` gives.
    mutating func write(_ run: EntryRun, from stream: ContentStream, firstFrame: Int) throws(OpeningError) {
        let source = TarSource(stream, run, firstFrame: firstFrame)
        let reader = try source.reading { () throws(TarReader.Failure) in
            try TarReader(from: run.range.lowerBound) { source.next() }
        }
        for entry in run.entries {
            guard !options.isInterrupted() else { throw .interrupted }
            let found = try source.reading { () throws(TarReader.Failure) in try reader.next(expecting: entry) }
            if entry.isFolder {
                do throws(IOError) { try tree.addFolder(entry.path) } catch { throw atDestination(error) }
            } else {
                try write(found, reader, source)
                expected.append(entry)
            }
        }
        try source.reading { () throws(TarReader.Failure) in try reader.end(at: run.range.upperBound) }
        try source.drain()
    }

    /// Holds the digest of every file written against the catalogue; how many files and bytes.
    consuming func finish() throws(OpeningError) -> (files: Int, bytes: Int) {
        for (entry, digest) in zip(expected, digester.finish()) where entry.digest != digest {
            throw .content(.digestDiffers(entry.path))
        }
        return (expected.count, written)
    }

    private mutating func write(
        _ entry: TarReader.Entry, _ reader: TarReader, _ source: TarSource
    ) throws(OpeningError) {
        let file: File
        do throws(IOError) { file = try tree.addFile(entry.catalogued.path) } catch { throw atDestination(error) }
        var left = entry.catalogued.size?.value ?? 0
        var part = digester.acquire()
        var writeback = Writeback()
        while let bytes = try source.reading({ () throws(TarReader.Failure) in try reader.nextPart() }) {
            guard !options.isInterrupted() else { throw .interrupted }
            guard bytes.count <= left else { throw .content(.entryDiffers(entry.catalogued.path)) }
            left -= bytes.count
            do throws(IOError) { try file.write(bytes) } catch { throw atDestination(error) }
            writeback.advance(by: bytes.count, in: file)
            var rest = bytes
            while !rest.isEmpty {
                if part.buffer.count == part.buffer.capacity {
                    digester.submit(part)
                    part = digester.acquire()
                }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(part.buffer.append(rest)))
            }
            written += bytes.count
            options.progress(written)
        }
        guard left == 0 else { throw .content(.entryDiffers(entry.catalogued.path)) }
        part.endsFile = true
        digester.submit(part)
        do throws(IOError) { try file.setModified(seconds: entry.modifiedSeconds) } catch { throw atDestination(error) }
    }

    private func atDestination(_ error: IOError) -> OpeningError {
        .io(IOError(error.operation, destination, code: error.code))
    }
}
