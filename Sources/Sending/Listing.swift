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
        var stretches: [Stretch] = []
        /// The folders among what was found, in order.
        var folders: [Folder] = []

        init(_ source: String, prefix: String) { (self.source, self.prefix) = (source, prefix) }

        convenience init(_ item: Extract.Item) { self.init(item.source, prefix: item.path.description + "/") }
    }

    /// Names of one folder that are looked at together: enough that opening it again does not count.
    private final class Stretch: @unchecked Sendable {
        static let length = 128
        private let names: ArraySlice<[UInt8]>
        // Filled by the one thread that has the stretch, so that what is found is not copied from list to list.
        private(set) var found: [Found]

        init(_ names: ArraySlice<[UInt8]>) { (self.names, found) = (names, []) }
        init(failed: IOError) { (names, found) = ([], [.gone(failed)]) }

        var count: Int { names.count }

        func look(in folder: Folder) {
            do throws(IOError) {
                look(in: try File(folder: folder.source, links: .refused), prefix: folder.prefix)
            } catch { found = [.gone(error)] }
        }

        private func look(in folder: borrowing File, prefix: String) {
            found.reserveCapacity(names.count)
            for name in names { found.append(Listing.look(at: name, in: folder, prefix: prefix)) }
        }
    }

    /// Adds what `argument` names: the contents of a folder that is `alone`, else what it is under its own name.
    mutating func add(_ argument: String, alone: Bool) {
        do throws(IOError) {
            let (parent, name) = splitPath(argument)
            // "." and ".." name a folder whose own name is not there to be taken.
            let isNameless = name == "." || name == ".." || name == "/" || name.isEmpty
            let status = try isNameless ? File(folder: argument).status() : File(folder: parent).status(of: name)
            guard let status else { throw IOError(.open, argument, code: ENOENT) }
            guard status.kind != .file || argument.utf8.last != UInt8(ascii: "/") else {
                throw IOError(.open, argument, code: ENOTDIR)
            }
            if status.kind == .folder, alone || isNameless {
                let folder = Folder(argument, prefix: "")
                Self.look(into: [folder])
                return add(folder)
            }
            let found = Self.look(
                at: name, prefix: "", in: try File(folder: parent), given: Self.folder(of: name, in: argument), status,
                as: argument)
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

    /// What stands before `name` in `argument`, as it was given: messages name files the way that the user does.
    private static func folder(of name: String, in argument: String) -> String {
        var text = argument.utf8[...]
        while text.last == UInt8(ascii: "/") { text.removeLast() }
        text.removeLast(name.utf8.count)
        return text.isEmpty ? "." : String(decoding: text, as: UTF8.self)
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
            for stretch in folder.stretches {
                for found in stretch.found {
                    try add(found)
                    if case .item(let item) = found, item.isFolder, let inner = folders.next() { add(inner) }
                }
            }
        } catch { obstacles.append(.init(path: folder.source, reason: .unreadable(error))) }
    }

    // MARK: Looking

    /// Finds what lies in folders of one depth, and in all below them.
    private static func look(into folders: [Folder]) {
        var level = folders
        while !level.isEmpty {
            _ = sideBySide(level.count, least: 8) { [level] in list(level[$0]) }
            let work = level.flatMap { folder in
                folder.stretches.lazy.filter { $0.count > 0 }.map { (stretch: $0, folder: folder) }
            }
            let isShort = work.reduce(0) { $0 + $1.stretch.count } < 64
            _ = sideBySide(work.count, least: isShort ? .max : 2) { work[$0].stretch.look(in: work[$0].folder) }
            for folder in level {
                for stretch in folder.stretches {
                    for case .item(let item) in stretch.found where item.isFolder {
                        folder.folders.append(Folder(item))
                    }
                }
            }
            level = level.flatMap(\.folders)
        }
    }

    /// Divides the names in a folder into stretches.
    private static func list(_ folder: Folder) {
        do throws(IOError) {
            let names = try File(folder: folder.source, links: .refused).rawNames()
            folder.stretches = stride(from: 0, to: names.count, by: Stretch.length).map {
                Stretch(names[$0...].prefix(Stretch.length))
            }
        } catch { folder.stretches = [Stretch(failed: error)] }
    }

    private static func look(at raw: [UInt8], in folder: borrowing File, prefix: String) -> Found {
        guard let name = String(validating: raw, as: UTF8.self) else {
            let repaired = joinPath(folder.path, String(decoding: raw, as: UTF8.self))
            return .obstacle(.init(path: repaired, reason: .name(.notUTF8)))
        }
        do throws(IOError) {
            guard let status = try folder.status(of: name) else {
                throw IOError(.open, joinPath(folder.path, name), code: ENOENT)
            }
            return look(at: name, prefix: prefix, in: folder, given: folder.path, status)
        } catch { return .gone(error) }
    }

    private static func look(
        at name: String, prefix: String, in folder: borrowing File, given: String, _ status: FileStatus,
        as argument: String? = nil
    ) -> Found {
        func obstacle(_ reason: SendingError.Obstacle.Reason) -> Found {
            .obstacle(.init(path: argument ?? joinPath(given, name), reason: reason))
        }
        let path: ArchivePath
        do {
            path = try ArchivePath(checking: prefix + name)
        } catch { return obstacle(.name(error)) }
        switch status.kind {
        case .file:
            do {
                try folder.checkReadable(name, status)
            } catch { return obstacle(.unreadable(error)) }
        case .folder: break
        default: return obstacle(.kind(status.kind))
        }
        let isNoticed = status.kind == .file && isNoticed(path)
        return .item(Extract.Item(path: path, folder: given, status: status, isNoticed: isNoticed))
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
