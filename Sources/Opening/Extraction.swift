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
struct Extraction {
    let catalogue: Catalogue
    let options: ExtractionOptions
    /// Named in errors instead of the staging folder and what is in it.
    let destination: String

    func run(from stream: ContentStream, into folder: borrowing File) throws(OpeningError) {
        let source = TarSource(stream, catalogue: catalogue)
        let digester = FileDigester()
        defer { digester.stop() }
        let reader: TarReader
        do throws(ArchivingError) { reader = try TarReader { source.next() } } catch {
            throw source.failure ?? .archiving(error)
        }
        var tree: StagedTree
        do throws(IOError) { tree = try StagedTree(root: folder) } catch { throw atDestination(error) }
        var written = 0
        for entry in catalogue.entries {
            let found = try source.reading { () throws(TarReader.Failure) in try reader.next(expecting: entry) }
            do throws(IOError) {
                if entry.isFolder {
                    try tree.addFolder(entry.path)
                    continue
                }
            } catch { throw atDestination(error) }
            try write(found, reader, source, into: &tree, digester, total: &written)
        }
        try source.reading { () throws(TarReader.Failure) in try reader.end(tarBytes: catalogue.tarBytes) }
        try source.drain()
        try check(digester.finish())
    }

    private func write(
        _ entry: TarReader.Entry, _ reader: TarReader, _ source: TarSource, into tree: inout StagedTree,
        _ digester: FileDigester, total: inout Int
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
            total += bytes.count
            options.progress(total)
        }
        guard left == 0 else { throw .content(.entryDiffers(entry.catalogued.path)) }
        part.endsFile = true
        digester.submit(part)
        do throws(IOError) { try file.setModified(seconds: entry.modifiedSeconds) } catch { throw atDestination(error) }
    }

    private func atDestination(_ error: IOError) -> OpeningError {
        .io(IOError(error.operation, destination, code: error.code))
    }

    private func check(_ digests: [Digest]) throws(OpeningError) {
        for (entry, digest) in zip(catalogue.entries.filter { !$0.isFolder }, digests) where entry.digest != digest {
            throw .content(.digestDiffers(entry.path))
        }
    }
}

/// The tar stream as libarchive asks for it; keeps the failure that libarchive cannot carry.
private final class TarSource {
    private let stream: ContentStream
    private var profile: TarProfile
    private(set) var failure: OpeningError?

    init(_ stream: ContentStream, catalogue: Catalogue) {
        self.stream = stream
        profile = TarProfile(catalogue)
    }

    func next() -> UnsafeRawBufferPointer? {
        do throws(OpeningError) {
            return try take() ?? UnsafeRawBufferPointer(start: nil, count: 0)
        } catch {
            failure = error
            return nil
        }
    }

    /// The reader may stop at the end blocks; what it left is taken, so that every frame was checked.
    func drain() throws(OpeningError) {
        while try take() != nil {}
        try inContent { () throws(ContentFault) in try profile.end() }
    }

    private func take() throws(OpeningError) -> UnsafeRawBufferPointer? {
        guard let block = try stream.next() else { return nil }
        try inContent { () throws(ContentFault) in try profile.take(block) }
        return block
    }

    func reading<Value>(_ body: () throws(TarReader.Failure) -> Value) throws(OpeningError) -> Value {
        do throws(TarReader.Failure) { return try body() } catch {
            if let failure { throw failure }
            switch error {
            case .content(let fault): throw .content(fault)
            case .archiving(let fault): throw .archiving(fault)
            }
        }
    }
}
