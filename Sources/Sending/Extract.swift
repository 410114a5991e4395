import Files
import Glibc
import PackageFormat
import Pipelining

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
        for argument in arguments {
            do {
                try listing.add(argument, alone: arguments.count == 1)
            } catch { listing.obstacles.append(.init(path: argument, reason: .unreadable(error))) }
        }
        guard listing.obstacles.isEmpty else { throw .extract(listing.obstacles) }
        let items = listing.items.sorted { $0.path.comesBefore($1.path) }
        fileCount = items.reduce(0) { $0 + ($1.isFolder ? 0 : 1) }
        contentBytes = items.reduce(0) { $0 + ($1.isFolder ? 0 : $1.status.size) }
        guard fileCount > 0 else { throw .emptyExtract(arguments) }
        guard items.count <= Envelope.maximumFiles else { throw .tooManyEntries(items.count) }
        try Self.checkConflicts(items)
        self.items = items
        noticed = items.filter { !$0.isFolder && Self.isNoticed($0.path) }.map(\.path)
    }

    private static func checkConflicts(_ items: [Item]) throws(SendingError) {
        var paths = PathSet(for: items.count)
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
        var rest = path.description.utf8[...]
        while true {
            if rest.first == UInt8(ascii: ".") || rest.starts(with: "~$".utf8) { return true }
            guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else { return false }
            rest = rest[slash...].dropFirst()
        }
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
            let folder = try File(folder: parent)
            try add(Self.look(at: name, prefix: "", source: argument, status: status, parent: folder))
            return
        }
        let folder = try File(folder: argument, links: .refused)
        guard !alone, !isNameless else {
            try addContents(of: folder, prefix: "")
            return
        }
        try add(Self.look(at: name, prefix: "", source: argument, status: status, parent: try File(folder: parent)))
    }

    private mutating func addContents(of folder: borrowing File, prefix: String) throws(IOError) {
        let names = try folder.rawNames()
        for found in sideBySide(names.count, least: 64, { Self.look(at: names[$0], in: folder, prefix: prefix) }) {
            try add(found)
        }
    }

    private mutating func add(_ found: Found) throws(IOError) {
        switch found {
        case .obstacle(let obstacle): obstacles.append(obstacle)
        case .gone(let error): throw error
        case .item(let item):
            items.append(item)
            guard item.isFolder else { return }
            do {
                let folder = try File(folder: item.source, links: .refused)
                try addContents(of: folder, prefix: item.path.description + "/")
            } catch { obstacles.append(.init(path: item.source, reason: .unreadable(error))) }
        }
    }

    private enum Found: Sendable {
        case item(Extract.Item)
        case obstacle(SendingError.Obstacle)
        /// What was listed is not there any more, or cannot be looked at: the extract is changing.
        case gone(IOError)
    }

    private static func look(at raw: [UInt8], in folder: borrowing File, prefix: String) -> Found {
        guard let name = String(validating: raw, as: UTF8.self) else {
            let repaired = joinPath(folder.path, String(decoding: raw, as: UTF8.self))
            return .obstacle(.init(path: repaired, reason: .name(.notUTF8)))
        }
        let source = joinPath(folder.path, name)
        do throws(IOError) {
            guard let status = try folder.status(of: name) else { throw IOError(.open, source, code: ENOENT) }
            return look(at: name, prefix: prefix, source: source, status: status, parent: folder)
        } catch { return .gone(error) }
    }

    private static func look(
        at name: String, prefix: String, source: String, status: FileStatus, parent: borrowing File
    ) -> Found {
        let path: ArchivePath
        do {
            path = try ArchivePath(checking: prefix + name)
        } catch { return .obstacle(.init(path: source, reason: .name(error))) }
        switch status.kind {
        case .file:
            do {
                try parent.checkReadable(name)
            } catch { return .obstacle(.init(path: source, reason: .unreadable(error))) }
        case .folder: break
        default: return .obstacle(.init(path: source, reason: .kind(status.kind)))
        }
        return .item(Extract.Item(path: path, source: source, status: status))
    }
}
