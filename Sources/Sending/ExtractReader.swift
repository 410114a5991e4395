import Archiving
import Files
import PackageFormat
import Pipelining
import Sealing

/// Reads each file once: the bytes go to the digester and through the tar writer into blocks of 1 MiB.
final class ExtractReader {
    private let extract: Extract
    private let options: PackOptions
    private let filler: BlockFiller
    private let digester = FileDigester()
    private let tar: TarWriter
    private var bytesRead = 0

    init(
        _ extract: Extract, into blocks: Lane<PayloadWriter.Block, SendingError>, options: PackOptions
    ) throws(SendingError) {
        (self.extract, self.options) = (extract, options)
        let filler = BlockFiller(blocks)
        self.filler = filler
        do {
            tar = try TarWriter { filler.take($0) }
        } catch {
            digester.stop()
            throw .archiving(error)
        }
    }

    /// The catalogue of all that was read; throws where a file changed meanwhile. Call once.
    func read() throws(SendingError) -> Catalogue {
        defer { digester.stop() }
        var places: [Int] = []
        for item in extract.items {
            guard !options.isInterrupted() else { throw .interrupted }
            places.append(tar.offset)
            if item.isFolder {
                try archive { () throws(ArchivingError) in
                    try tar.addFolder(item.path, modifiedSeconds: item.status.modifiedSeconds)
                }
            } else {
                try add(item)
            }
        }
        try archive { () throws(ArchivingError) in try tar.finish() }
        filler.finish()
        return catalogue(places: places, digests: digester.finish())
    }

    /// A file that is not the one that was listed, or changes while it is read, is refused.
    private func add(_ item: Extract.Item) throws(SendingError) {
        do {
            let file = try File(reading: item.source, links: .refused)
            guard try file.status() == item.status else { throw SendingError.changed(path: item.source) }
            try archive { () throws(ArchivingError) in
                try tar.beginFile(
                    item.path, size: item.status.size, modifiedSeconds: item.status.modifiedSeconds)
            }
            try copy(file, item)
            guard try file.status() == item.status else { throw SendingError.changed(path: item.source) }
            try archive { () throws(ArchivingError) in try tar.endEntry() }
        } catch let error as SendingError { throw error } catch let error as IOError { throw .io(error) } catch {
            preconditionFailure("nothing else is thrown")
        }
    }

    private func copy(_ file: borrowing File, _ item: Extract.Item) throws {
        var left = item.status.size
        repeat {
            guard !options.isInterrupted() else { throw SendingError.interrupted }
            let part = digester.acquire()
            let wanted = UnsafeMutableRawBufferPointer(rebasing: part.buffer.whole.prefix(left))
            part.buffer.count = try file.read(into: wanted)
            guard part.buffer.count == wanted.count else { throw SendingError.changed(path: item.source) }
            left -= part.buffer.count
            part.endsFile = left == 0
            bytesRead += part.buffer.count
            // The part is filled again by this thread alone, so both may read it at once.
            digester.submit(part)
            try archive { () throws(ArchivingError) in try tar.write(part.buffer.filled) }
            options.progress(bytesRead)
        } while left > 0
    }

    /// The failure of the lanes behind the tar writer comes first: the writer only knows that its sink failed.
    private func archive(_ body: () throws(ArchivingError) -> Void) throws(SendingError) {
        do { try body() } catch { throw filler.failure ?? .archiving(error) }
    }

    private func catalogue(places: [Int], digests: [Digest]) -> Catalogue {
        var next = digests.makeIterator()
        let entries = zip(extract.items, places).map { item, place -> CatalogueEntry in
            guard let offset = Count(place), let size = Count(item.status.size) else {
                preconditionFailure("an extract is below 2^53 bytes")
            }
            if item.isFolder { return CatalogueEntry(folder: item.path, offset: offset) }
            guard let digest = next.next() else { preconditionFailure("a digest for each file") }
            return CatalogueEntry(file: item.path, offset: offset, size: size, digest: digest)
        }
        return Catalogue(entries: entries, tarBytes: tar.offset)
    }
}

/// Fills blocks with the tar stream and hands each to the workers when it is full.
private final class BlockFiller {
    private let blocks: Lane<PayloadWriter.Block, SendingError>
    private var open: PayloadWriter.Block?
    private(set) var failure: SendingError?

    init(_ blocks: Lane<PayloadWriter.Block, SendingError>) { self.blocks = blocks }

    /// Whether all of it was taken; `failure` says why not.
    func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = bytes
        do {
            while !rest.isEmpty {
                let block: PayloadWriter.Block
                if let open {
                    block = open
                } else {
                    block = try blocks.acquire()
                    block.content.count = 0
                    open = block
                }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(block.content.append(rest)))
                if block.content.count == block.content.capacity { finish() }
            }
            return true
        } catch {
            failure = error
            return false
        }
    }

    /// Hands over what is there.
    func finish() {
        if let open { blocks.submit(open) }
        open = nil
    }
}
