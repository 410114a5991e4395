import Archiving
import Files
import PackageFormat
import Pipelining

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
/// 1. created without following links, on a thread ahead  2. next tar entry agrees with the catalogue  3. written
/// 4. the stream ends where it must
struct Extraction: ~Copyable {
    private let options: ExtractionOptions
    /// Named in errors instead of the staging folder and what is in it.
    private let destination: String
    private let tree: Creation.Tree
    private var written = 0
    private var files = 0

    init(into folder: borrowing File, destination: String, options: ExtractionOptions) throws(OpeningError) {
        do throws(IOError) { tree = try Creation.Tree(root: folder) } catch {
            throw .io(IOError(error.operation, destination, code: error.code))
        }
        (self.destination, self.options) = (destination, options)
    }

    /// Writes the entries of one run; `firstFrame` is the number of the first frame that `stream` gives.
    mutating func write(_ run: EntryRun, from stream: ContentStream, firstFrame: Int) throws(OpeningError) {
        let source = TarSource(stream, run, firstFrame: firstFrame)
        let reader = try source.reading { () throws(TarReader.Failure) in
            try TarReader(from: run.range.lowerBound) { source.next() }
        }
        let creation = Creation(run.entries, in: tree)
        defer { creation.stop() }
        for entry in run.entries {
            guard !options.isInterrupted() else { throw .interrupted }
            let found = try source.reading { () throws(TarReader.Failure) in try reader.next(expecting: entry) }
            switch creation.next() {
            case .folder: break
            case .file(let file):
                try write(found, into: file, reader, source)
                files += 1
            case .failed(let error): throw atDestination(error)
            }
        }
        try source.reading { () throws(TarReader.Failure) in try reader.end(at: run.range.upperBound) }
        try source.drain()
    }

    /// How many files and bytes were written.
    consuming func finish() -> (files: Int, bytes: Int) { (files, written) }

    private mutating func write(
        _ entry: TarReader.Entry, into file: borrowing File, _ reader: TarReader, _ source: TarSource
    ) throws(OpeningError) {
        var left = entry.catalogued.size?.value ?? 0
        var writeback = Writeback()
        while let bytes = try source.reading({ () throws(TarReader.Failure) in try reader.nextPart() }) {
            guard !options.isInterrupted() else { throw .interrupted }
            guard bytes.count <= left else { throw .content(.entryDiffers(entry.catalogued.path)) }
            left -= bytes.count
            do throws(IOError) { try file.write(bytes) } catch { throw atDestination(error) }
            writeback.advance(by: bytes.count, in: file)
            written += bytes.count
            options.progress(written)
        }
        guard left == 0 else { throw .content(.entryDiffers(entry.catalogued.path)) }
        do throws(IOError) { try file.setModified(seconds: entry.modifiedSeconds) } catch { throw atDestination(error) }
    }

    private func atDestination(_ error: IOError) -> OpeningError {
        .io(IOError(error.operation, destination, code: error.code))
    }
}
