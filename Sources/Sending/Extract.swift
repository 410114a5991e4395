import Files
import Glibc
import PackageFormat

/// The files and folders to pack, listed before anything is read.
public struct Extract: Sendable {
    public struct Item: Sendable {
        public let path: ArchivePath
        /// Where it lies on this machine.
        public let source: String
        public let status: FileStatus
        public var isFolder: Bool { status.kind == .folder }
    }

    /// In order of path bytes, folders before what they hold.
    public let items: [Item]
    /// Hidden files and office lock files: packed, but worth a look.
    public let noticed: [ArchivePath]

    public var contentBytes: Int { items.reduce(0) { $0 + ($1.isFolder ? 0 : $1.status.size) } }
    public var files: [Item] { items.filter { !$0.isFolder } }

    /// Lists what `arguments` name. One folder alone gives its contents; several arguments keep their own names.
    /// Every obstacle is found before one is reported.
    public init(_ arguments: [String]) throws(SendingError) {
        var listing = Listing()
        for argument in arguments {
            do {
                try listing.add(argument, alone: arguments.count == 1)
            } catch { listing.obstacles.append(.init(path: argument, reason: .unreadable(error))) }
        }
        guard listing.obstacles.isEmpty else { throw .extract(listing.obstacles) }
        let items = listing.items.sorted {
            $0.path.description.utf8.lexicographicallyPrecedes($1.path.description.utf8)
        }
        guard items.contains(where: { !$0.isFolder }) else { throw .emptyExtract(arguments) }
        guard items.count <= Envelope.maximumFiles else { throw .tooManyEntries(items.count) }
        try Self.checkConflicts(items)
        self.items = items
        noticed = items.filter { !$0.isFolder && Self.isNoticed($0.path) }.map(\.path)
    }

    private static func checkConflicts(_ items: [Item]) throws(SendingError) {
        var paths = PathSet()
        var obstacles: [SendingError.Obstacle] = []
        for item in items {
            do {
                try paths.insert(item.path, isFolder: item.isFolder)
            } catch { obstacles.append(.init(path: item.source, reason: .conflict(error))) }
        }
        guard obstacles.isEmpty else { throw .extract(obstacles) }
    }

    /// Dot files, and the lock files of LibreOffice (`.~lock.…#`) and Microsoft Office (`~$…`).
    private static func isNoticed(_ path: ArchivePath) -> Bool {
        path.components.contains { $0.utf8.first == UInt8(ascii: ".") || $0.utf8.starts(with: "~$".utf8) }
    }
}

/// Walks folders without following links.
private struct Listing {
    var items: [Extract.Item] = []
    var obstacles: [SendingError.Obstacle] = []

    mutating func add(_ argument: String, alone: Bool) throws(IOError) {
        let (parent, name) = splitPath(argument)
        // "." and ".." name a folder whose own name is not there to be taken.
        let isNameless = name == "." || name == ".." || name == "/" || name.isEmpty
        let status = try isNameless ? File(folder: argument).status() : File(folder: parent).status(of: name)
        guard let status else { throw IOError(.open, argument, code: ENOENT) }
        guard status.kind == .folder else {
            try add(name: name, prefix: "", source: argument, status: status, parent: try File(folder: parent))
            return
        }
        let folder = try File(folder: argument, links: .refused)
        guard !alone, !isNameless else {
            try addContents(of: folder, prefix: "")
            return
        }
        try add(name: name, prefix: "", source: argument, status: status, parent: try File(folder: parent))
    }

    private mutating func addContents(of folder: borrowing File, prefix: String) throws(IOError) {
        for raw in try folder.rawNames() {
            guard let name = String(validating: raw, as: UTF8.self) else {
                let repaired = joinPath(folder.path, String(decoding: raw, as: UTF8.self))
                obstacles.append(.init(path: repaired, reason: .name(.notUTF8)))
                continue
            }
            let source = joinPath(folder.path, name)
            // Gone between listing and looking: the extract is changing.
            guard let status = try folder.status(of: name) else { throw IOError(.open, source, code: ENOENT) }
            try add(name: name, prefix: prefix, source: source, status: status, parent: folder)
        }
    }

    private mutating func add(
        name: String, prefix: String, source: String, status: FileStatus, parent: borrowing File
    ) throws(IOError) {
        let path: ArchivePath
        do {
            path = try ArchivePath(checking: prefix + name)
        } catch {
            obstacles.append(.init(path: source, reason: .name(error)))
            return
        }
        switch status.kind {
        case .file:
            do {
                _ = try File(reading: name, in: parent)
                items.append(Extract.Item(path: path, source: source, status: status))
            } catch { obstacles.append(.init(path: source, reason: .unreadable(error))) }
        case .folder:
            items.append(Extract.Item(path: path, source: source, status: status))
            do {
                let folder = try File(folder: source, links: .refused)
                try addContents(of: folder, prefix: path.description + "/")
            } catch { obstacles.append(.init(path: source, reason: .unreadable(error))) }
        default: obstacles.append(.init(path: source, reason: .kind(status.kind)))
        }
    }
}
