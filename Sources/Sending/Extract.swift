import Files
import PackageFormat

/// The files and folders to pack, listed before anything is read.
public struct Extract: Sendable {
    public struct Item: Sendable {
        public let path: ArchivePath
        /// Where it lies on this machine: the folder that holds it, whose text all that it holds share.
        public let folder: String
        public let status: FileStatus
        /// A hidden file, or an office lock file.
        let isNoticed: Bool
        public var isFolder: Bool { status.kind == .folder }
        var name: String { String(path.name) }
        public var source: String { joinPath(folder, name) }
    }

    /// In order of path bytes, folders before what they hold.
    public let items: [Item]
    public let fileCount: Int
    /// Bytes of all files.
    public let contentBytes: Int
    /// Hidden files and office lock files: packed, but worth a look.
    public let noticed: [ArchivePath]

    public var files: some Sequence<Item> { items.lazy.filter { !$0.isFolder } }

    /// Lists what `arguments` name. One folder alone gives its contents; several arguments keep their own names.
    /// Every obstacle is found before one is reported.
    public init(_ arguments: [String]) throws(SendingError) {
        var listing = Listing()
        for argument in arguments { listing.add(argument, alone: arguments.count == 1) }
        guard listing.obstacles.isEmpty else { throw .extract(listing.obstacles) }
        guard listing.items.count <= Envelope.maximumFiles else { throw .tooManyEntries(listing.items.count) }
        var items = listing.items
        items.sort { $0.path.comesBefore($1.path) }
        var (fileCount, contentBytes) = (0, 0)
        var noticed: [ArchivePath] = []
        var paths = PathSet(for: items.count)
        var obstacles: [SendingError.Obstacle] = []
        for item in items {
            if !item.isFolder {
                fileCount += 1
                contentBytes += item.status.size
                if item.isNoticed { noticed.append(item.path) }
            }
            do throws(PathSet.Conflict) { try paths.insert(item.path, isFolder: item.isFolder) } catch {
                obstacles.append(.init(path: item.source, reason: .conflict(error)))
            }
        }
        guard fileCount > 0 else { throw .emptyExtract(arguments) }
        guard obstacles.isEmpty else { throw .extract(obstacles) }
        (self.items, self.fileCount, self.contentBytes, self.noticed) = (items, fileCount, contentBytes, noticed)
    }
}
