import Files
import Glibc
import PackageFormat
import Pipelining

/// Walks folders without following links: the folders of one depth side by side, what is found in order.
struct Listing {
    private(set) var items: [Extract.Item] = []
    private(set) var obstacles: [SendingError.Obstacle] = []

    private enum Found: Sendable {
        case item(Extract.Item)
        case obstacle(SendingError.Obstacle)
        /// What was listed is not there any more, or cannot be looked at: the extract is changing.
        case gone(IOError)
    }

    /// A folder, and what was found in it.
    private final class Folder: @unchecked Sendable {
        let source: String
        /// Of the paths of what it holds.
        let prefix: String
        var found: [Found] = []
        /// The folders among them, in order.
        var folders: [Folder] = []

        init(_ source: String, prefix: String) { (self.source, self.prefix) = (source, prefix) }

        convenience init(_ item: Extract.Item) { self.init(item.source, prefix: item.path.description + "/") }
    }

    /// Adds what `argument` names: the contents of a folder that is `alone`, else what it is under its own name.
    mutating func add(_ argument: String, alone: Bool) {
        do throws(IOError) {
            let (parent, name) = splitPath(argument)
            // "." and ".." name a folder whose own name is not there to be taken.
            let isNameless = name == "." || name == ".." || name == "/" || name.isEmpty
            let status = try isNameless ? File(folder: argument).status() : File(folder: parent).status(of: name)
            guard let status else { throw IOError(.open, argument, code: ENOENT) }
            if status.kind == .folder, alone || isNameless {
                let folder = Folder(argument, prefix: "")
                Self.look(into: [folder])
                return add(folder)
            }
            let found = Self.look(
                at: name, prefix: "", source: argument, status: status, parent: try File(folder: parent))
            if case .item(let item) = found, item.isFolder {
                let folder = Folder(item)
                Self.look(into: [folder])
                items.append(item)
                add(folder)
            } else {
                try add(found)
            }
        } catch { obstacles.append(.init(path: argument, reason: .unreadable(error))) }
    }

    private mutating func add(_ found: Found) throws(IOError) {
        switch found {
        case .obstacle(let obstacle): obstacles.append(obstacle)
        case .gone(let error): throw error
        case .item(let item): items.append(item)
        }
    }

    /// Adds what was found in a folder and in those below it.
    private mutating func add(_ folder: Folder) {
        var folders = folder.folders.makeIterator()
        do throws(IOError) {
            for found in folder.found {
                try add(found)
                if case .item(let item) = found, item.isFolder, let inner = folders.next() { add(inner) }
            }
        } catch { obstacles.append(.init(path: folder.source, reason: .unreadable(error))) }
    }

    // MARK: Looking

    /// Names of one folder that are looked at together: enough that opening it again does not count.
    private struct Stretch: Sendable {
        static let length = 128
        let folder: Folder
        let names: ArraySlice<[UInt8]>
    }

    /// Finds what lies in folders of one depth, and in all below them.
    private static func look(into folders: [Folder]) {
        var level = folders
        while !level.isEmpty {
            let names = sideBySide(level.count, least: 8) { [level] number in
                Result { () throws(IOError) in
                    try File(folder: level[number].source, links: .refused).rawNames()
                }
            }
            var stretches: [Stretch] = []
            for (folder, names) in zip(level, names) {
                switch names {
                case .failure(let error): folder.found = [.gone(error)]
                case .success(let names):
                    for start in stride(from: 0, to: names.count, by: Stretch.length) {
                        stretches.append(Stretch(folder: folder, names: names[start...].prefix(Stretch.length)))
                    }
                }
            }
            let isShort = stretches.reduce(0) { $0 + $1.names.count } < 64
            let looks = sideBySide(stretches.count, least: isShort ? .max : 2) { [stretches] number in
                look(at: stretches[number])
            }
            for (stretch, found) in zip(stretches, looks) { stretch.folder.found += found }
            for folder in level {
                folder.folders = folder.found.compactMap { found in
                    if case .item(let item) = found, item.isFolder { Folder(item) } else { nil }
                }
            }
            level = level.flatMap(\.folders)
        }
    }

    private static func look(at stretch: Stretch) -> [Found] {
        do throws(IOError) {
            return look(at: stretch, in: try File(folder: stretch.folder.source, links: .refused))
        } catch { return [.gone(error)] }
    }

    private static func look(at stretch: Stretch, in folder: borrowing File) -> [Found] {
        var found: [Found] = []
        found.reserveCapacity(stretch.names.count)
        for name in stretch.names { found.append(look(at: name, in: folder, prefix: stretch.folder.prefix)) }
        return found
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
                try parent.checkReadable(name, status)
            } catch { return .obstacle(.init(path: source, reason: .unreadable(error))) }
        case .folder: break
        default: return .obstacle(.init(path: source, reason: .kind(status.kind)))
        }
        return .item(Extract.Item(path: path, source: source, status: status))
    }
}
