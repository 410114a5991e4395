import Pipelining
import Sealing

/// One file or folder of a package, as its catalogue lists it (docs/format.md, section 11).
public struct CatalogueEntry: Codable, Hashable, Sendable {
    public let path: ArchivePath
    /// Where its tar header begins in the tar stream.
    public let offset: Count
    /// Bytes of content; absent for a folder.
    public let size: Count?
    /// `FileDigest` of the content; absent for a folder. An opening does not compute it.
    public let digest: Digest?

    public var isFolder: Bool { size == nil }

    public init(file path: ArchivePath, offset: Count, size: Count, digest: Digest) {
        (self.path, self.offset, self.size, self.digest) = (path, offset, size, digest)
    }

    public init(folder path: ArchivePath, offset: Count) {
        (self.path, self.offset, self.size, self.digest) = (path, offset, nil, nil)
    }
}

private struct ContentsLine: Codable {
    let path: ArchivePath
    let size: Count?
    let digest: Digest?
}

extension Sequence<CatalogueEntry> {
    /// Names the content of an extract, whatever tar makes of it: paths, sizes and digests (docs/format.md, section 17).
    public var contentsHash: Digest {
        var stream = DigestStream(FormatTag.contents)
        var line: [UInt8] = []
        for entry in self {
            line.removeAll(keepingCapacity: true)
            if !CatalogueLine.append(
                path: entry.path, offset: nil, size: entry.size, digest: entry.digest, to: &line)
            {
                line = CanonicalJSON.encode(ContentsLine(path: entry.path, size: entry.size, digest: entry.digest))
            }
            line.append(UInt8(ascii: "\n"))
            stream.update(line)
        }
        return stream.finalise()
    }
}

/// The catalogue: one line of canonical JSON that counts, then one for each entry in tar order.
///
/// Lines and not one object, so that a million entries are neither built nor checked as one value.
public struct Catalogue: Sendable {
    struct Summary: Codable, Hashable, Sendable {
        let contentBytes: Count
        let entries: Count
        let tarBytes: Count
        /// Lines behind the entries: a report, then acceptances.
        let screening: Count?

        enum CodingKeys: String, CodingKey {
            case contentBytes = "content_bytes"
            case entries
            case tarBytes = "tar_bytes"
            case screening
        }
    }

    static let maximumLineLength = 32_768

    public let entries: [CatalogueEntry]
    /// Length of the tar stream, its two zero blocks at the end included.
    public let tarBytes: Int
    /// What the sender's screening found, and who accepted it; nothing is proven until `AcceptedScreening` checks it.
    public let screening: GivenScreening?
    public var contentBytes: Int { entries.reduce(0) { $0 + ($1.size?.value ?? 0) } }

    /// For a sender whose entries were checked as they were added.
    public init(entries: [CatalogueEntry], tarBytes: Int, screening: AcceptedScreening? = nil) {
        (self.entries, self.tarBytes) = (entries, tarBytes)
        self.screening = screening.map { GivenScreening(report: $0.report, acceptances: $0.acceptances) }
    }

    public var bytes: [UInt8] {
        let summary = Summary(
            contentBytes: Count(contentBytes)!, entries: Count(entries.count)!, tarBytes: Count(tarBytes)!,
            screening: screening.map { Count(1 + $0.acceptances.count)! })
        var text = CanonicalJSON.encode(summary) + [UInt8(ascii: "\n")]
        text += entries.lines
        for line in screening?.lines ?? [] { text += line + [UInt8(ascii: "\n")] }
        return text
    }

    /// Reads and checks a catalogue: canonical lines, counts, bounds, clean paths without conflicts, offsets that rise.
    public init(parsing bytes: [UInt8], bytesBound: Int, entriesBound: Int) throws(ContentFault) {
        var lines = CatalogueLines(bytes)
        guard let first = lines.next(), let summary = Self.line(Summary.self, first) else { throw .catalogue(line: 1) }
        guard summary.entries.value <= entriesBound else { throw .tooManyEntries(bound: entriesBound) }
        guard summary.contentBytes.value <= bytesBound else { throw .tooManyBytes(bound: bytesBound) }
        var entries: [CatalogueEntry] = []
        entries.reserveCapacity(summary.entries.value)
        var paths = PathSet(for: summary.entries.value)
        var total = 0
        var nextOffset = 0
        var ahead = EntriesAhead()
        for number in 2..<(summary.entries.value + 2) {
            let left = summary.entries.value - entries.count
            guard let entry = try ahead.next(of: &lines, number: number, left: left) else {
                throw .catalogue(line: number)
            }
            guard (entry.size == nil) == (entry.digest == nil), entry.offset.value >= nextOffset,
                entry.offset.value.isMultiple(of: 512)
            else { throw .catalogue(line: number) }
            do { try paths.insert(entry.path, isFolder: entry.isFolder) } catch { throw .paths(error) }
            let size = entry.size?.value ?? 0
            // Sizes are below 2^53 and so are their running sums, which the bound stops.
            total += size
            guard total <= bytesBound else { throw .tooManyBytes(bound: bytesBound) }
            // At least: a pax header may stand before the entry's own.
            nextOffset = entry.offset.value + 512 + (size + 511) / 512 * 512
            entries.append(entry)
        }
        screening = try GivenScreening(summary.screening, from: &lines, line: summary.entries.value + 2)
        // The last line ends with a line feed and nothing follows it.
        guard lines.isAtEnd, total == summary.contentBytes.value, summary.tarBytes.value >= nextOffset + 1_024,
            summary.tarBytes.value.isMultiple(of: 512)
        else { throw .catalogue(line: summary.entries.value + (summary.screening?.value ?? 0) + 2) }
        self.entries = entries
        tarBytes = summary.tarBytes.value
    }

    private static func line<Value: Codable>(_ type: Value.Type, _ bytes: ArraySlice<UInt8>) -> Value? {
        try? CanonicalJSON.decode(type, from: bytes, cap: maximumLineLength)
    }
}

/// Entries that are read side by side some thousand lines ahead of the checks that go from one to the next.
private struct EntriesAhead {
    private static let most = 4_096
    private var lines: ArraySlice<ArraySlice<UInt8>> = []
    private var entries: ArraySlice<CatalogueEntry?> = []

    /// The entry of line `number`, from which on `left` are expected; nil where there is no line.
    mutating func next(
        of source: inout CatalogueLines, number: Int, left: Int
    ) throws(ContentFault) -> CatalogueEntry? {
        if lines.isEmpty { read(&source, left: left) }
        guard let line = lines.popFirst(), let entry = entries.popFirst() else { return nil }
        guard let entry else { throw Self.fault(of: line, number: number) }
        return entry
    }

    private mutating func read(_ source: inout CatalogueLines, left: Int) {
        var lines: [ArraySlice<UInt8>] = []
        while lines.count < min(left, Self.most), let line = source.next() { lines.append(line) }
        let read = lines
        self.lines = lines[...]
        entries = sideBySide(read.count, least: 64) { CatalogueEntry(line: read[$0]) }[...]
    }

    /// Names an unclean path as such, where the line is well-formed but for it.
    private static func fault(of line: ArraySlice<UInt8>, number: Int) -> ContentFault {
        struct Named: Codable { let path: String }
        guard let named = try? CanonicalJSON.glance(Named.self, at: Array(line)) else {
            return .catalogue(line: number)
        }
        do { _ = try ArchivePath(checking: named.path) } catch { return .path(named.path, error) }
        return .catalogue(line: number)
    }
}

/// Lines that end with a line feed, found one at a time: a catalogue of line feeds alone must not take memory.
struct CatalogueLines {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func next() -> ArraySlice<UInt8>? {
        guard let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { position = end + 1 }
        return bytes[position..<end]
    }
}
