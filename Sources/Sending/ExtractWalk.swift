import Archiving
import Files
import PackageFormat
import Sealing

/// What becomes of the bytes of an extract while it is read. Each file: `begin`, its parts of 1 MiB or less (an empty file has
/// an empty one), `end`. Folders: `begin` alone.
protocol ExtractSink {
    func begin(_ item: Extract.Item) throws(SendingError)
    func part(_ bytes: UnsafeRawBufferPointer) throws(SendingError)
    func end(_ item: Extract.Item) throws(SendingError)
}

/// Reads each file of an extract once, in order, and digests it beside whatever else is done with the bytes.
struct ExtractWalk {
    let extract: Extract
    let options: PackOptions

    /// Digests of the files, in order. A file that is not the one that was listed, or changes while it is read, is refused.
    func run(into sinks: [any ExtractSink]) throws(SendingError) -> [Digest] {
        let digester = FileDigester()
        defer { digester.stop() }
        var bytesRead = 0
        for item in extract.items {
            guard !options.isInterrupted() else { throw .interrupted }
            do {
                if item.isFolder {
                    for sink in sinks { try sink.begin(item) }
                } else {
                    try read(item, digester, into: sinks, &bytesRead)
                }
            } catch let error as SendingError { throw error } catch let error as IOError { throw .io(error) } catch {
                preconditionFailure("nothing else is thrown")
            }
        }
        return digester.finish()
    }

    private func read(
        _ item: Extract.Item, _ digester: FileDigester, into sinks: [any ExtractSink], _ bytesRead: inout Int
    ) throws {
        let file = try File(reading: item.source, links: .refused)
        guard try file.status() == item.status else { throw SendingError.changed(path: item.source) }
        for sink in sinks { try sink.begin(item) }
        var left = item.status.size
        repeat {
            guard !options.isInterrupted() else { throw SendingError.interrupted }
            let wanted = digester.room(for: min(left, FileDigest.blockLength))
            guard try file.read(into: wanted) == wanted.count else { throw SendingError.changed(path: item.source) }
            left -= wanted.count
            bytesRead += wanted.count
            let part = digester.add(wanted.count, endsFile: left == 0)
            for sink in sinks { try sink.part(part) }
            options.progress(bytesRead)
        } while left > 0
        guard try file.status() == item.status else { throw SendingError.changed(path: item.source) }
        for sink in sinks { try sink.end(item) }
    }
}

extension Extract {
    /// Entries of a catalogue: `places` are where they begin in the tar archive, `digests` those of the files.
    func entries(places: [Int], digests: [Digest]) -> [CatalogueEntry] {
        var next = digests.makeIterator()
        return zip(items, places).map { item, place -> CatalogueEntry in
            guard let offset = Count(place), let size = Count(item.status.size) else {
                preconditionFailure("an extract is below 2^53 bytes")
            }
            if item.isFolder { return CatalogueEntry(folder: item.path, offset: offset) }
            guard let digest = next.next() else { preconditionFailure("a digest for each file") }
            return CatalogueEntry(file: item.path, offset: offset, size: size, digest: digest)
        }
    }
}
