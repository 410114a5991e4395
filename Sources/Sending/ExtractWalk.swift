import Archiving
import Files
import PackageFormat
import Sealing

/// What becomes of the bytes of an extract while it is read. Each file: `begin`, its parts of 1 MiB or less (an empty file has
/// an empty one), `end`. Folders: `begin` alone.
protocol ExtractSink {
    func begin(_ item: Extract.Item) throws(SendingError)
    /// Whether it reads the file that was begun by itself, later, and needs no parts; the digester is told to pass it over and gets its
    /// digest then. Asked where there is no other sink.
    func reads(_ item: Extract.Item, into digester: FileDigester) throws(SendingError) -> Bool
    func part(_ bytes: UnsafeRawBufferPointer) throws(SendingError)
    func end(_ item: Extract.Item) throws(SendingError)
}

/// Takes the files of an extract in order, each of which is read once and digested beside whatever else is done with the bytes: here, or
/// later by the sink that says so.
struct ExtractWalk {
    let extract: Extract
    let options: PackOptions
    let digester: FileDigester

    /// Feeds the sinks and the digester. A file that is not the one that was listed, or changes while it is read, is refused.
    func run(into sinks: [any ExtractSink]) throws(SendingError) {
        var bytesRead = 0
        let reader = ItemReader()
        for item in extract.items {
            guard !options.isInterrupted() else { throw .interrupted }
            for sink in sinks { try sink.begin(item) }
            guard !item.isFolder else { continue }
            if sinks.count == 1, try sinks[0].reads(item, into: digester) {
                bytesRead += item.status.size
                options.progress(bytesRead)
            } else {
                try reader.read(item) { (file) throws(SendingError) in
                    try read(file, of: item, into: sinks, &bytesRead)
                }
            }
            for sink in sinks { try sink.end(item) }
        }
    }

    private func read(
        _ file: borrowing File, of item: Extract.Item, into sinks: [any ExtractSink], _ bytesRead: inout Int
    ) throws(SendingError) {
        var left = item.status.size
        repeat {
            guard !options.isInterrupted() else { throw .interrupted }
            let wanted = digester.room(for: min(left, FileDigest.blockLength))
            try item.take(file, into: wanted)
            left -= wanted.count
            bytesRead += wanted.count
            let part = digester.add(wanted.count, endsFile: left == 0)
            for sink in sinks { try sink.part(part) }
            options.progress(bytesRead)
        } while left > 0
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
