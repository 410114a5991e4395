import Archiving
import PackageFormat
import Sealing

/// The plaintext of a payload in its parts: each can be replaced before they are joined.
struct StreamForge {
    var frames: [[UInt8]]
    /// Content of each frame as the seek table has it.
    var sizes: [Int]
    /// Skippable frame with the catalogue, its header included.
    var catalogueFrame: [UInt8]
    /// Skippable frames of padding, their headers included.
    var paddingFrames: [[UInt8]] = []
    /// In the place of the table that fits.
    var table: [UInt8]?

    /// Frames and catalogue for `tar`, which has `entries` in it.
    init(tar: [UInt8], entries: [CatalogueEntry]) {
        self.init(tar: tar, catalogue: Catalogue(entries: entries, tarBytes: tar.count).bytes)
    }

    init(tar: [UInt8], catalogue: [UInt8]) {
        let starts = stride(from: 0, to: tar.count, by: FrameProfile.contentLength)
        let contents = starts.map { Array(tar[$0..<min($0 + FrameProfile.contentLength, tar.count)]) }
        frames = contents.map { Self.frame($0) }
        sizes = contents.map(\.count)
        catalogueFrame = Self.skippable(SeekTable.catalogueMagic, catalogue)
    }

    /// Files alone, in the given order.
    init(files: [(path: String, content: [UInt8])]) {
        self.init(TarForge(files.map { TarForge.Entry(path: $0.path, content: $0.content) }))
    }

    /// A catalogue that agrees with what `forge` says of regular files and folders.
    init(_ forge: TarForge) {
        let (tar, offsets) = forge.built()
        let entries = zip(forge.entries, offsets).map { entry, offset in
            Self.listed(entry, at: offset)
        }
        self.init(tar: tar, entries: entries)
    }

    static func listed(_ entry: TarForge.Entry, at offset: Int) -> CatalogueEntry {
        guard entry.type != "5" else {
            let name = entry.path.hasSuffix("/") ? String(entry.path.dropLast()) : entry.path
            return CatalogueEntry(folder: ArchivePath(name)!, offset: Count(offset)!)
        }
        return CatalogueEntry(
            file: ArchivePath(entry.path)!, offset: Count(offset)!, size: Count(entry.content.count)!,
            digest: FileDigest.of(entry.content))
    }

    static func frame(_ content: [UInt8], level: Int = 1) -> [UInt8] {
        var frame = [UInt8](repeating: 0, count: FrameProfile.longestFrame)
        do {
            let length = try content.withUnsafeBytes { from in
                try frame.withUnsafeMutableBytes { into in
                    try FrameCompressor(level: level).compress(from, into: into)
                }
            }
            return Array(frame.prefix(length))
        } catch { preconditionFailure("a frame that does not compress") }
    }

    static func skippable(_ magic: UInt32, _ content: [UInt8]) -> [UInt8] {
        SeekTable.skippableHeader(magic, contentLength: content.count) + content
    }

    mutating func pad(_ count: Int) {
        paddingFrames.append(Self.skippable(SeekTable.paddingMagic, [UInt8](repeating: 0, count: count)))
    }

    /// (length, content) of each frame that the table lists.
    var rows: [(length: Int, content: Int)] {
        zip(frames, sizes).map { ($0.count, $1) } + ([catalogueFrame] + paddingFrames).map { ($0.count, 0) }
    }

    static func table(
        _ rows: [(length: Int, content: Int)], magic: UInt32 = SeekTable.skippableMagic, count: Int? = nil,
        descriptor: UInt8 = 0, footer: UInt32 = SeekTable.footerMagic
    ) -> [UInt8] {
        let body = rows.flatMap { littleEndian(UInt32($0.length)) + littleEndian(UInt32($0.content)) }
        let end = littleEndian(UInt32(count ?? rows.count)) + [descriptor] + littleEndian(footer)
        return skippable(magic, body + end)
    }

    var bytes: [UInt8] {
        joined(frames) + catalogueFrame + joined(paddingFrames) + (table ?? Self.table(rows))
    }
}
