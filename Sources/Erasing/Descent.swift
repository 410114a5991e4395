import Files
import Glibc

/// The folders between the destination and where we are. Of a deep tree only the lowest are kept open; those above are found again
/// by way of `..`, and must be the ones they were.
struct Descent {
    final class Level {
        let name: FileName
        /// Path inside the copy of a folder that the catalogue names or implies, "" for the destination; nil for others.
        let inner: String?
        fileprivate let status: FileStatus
        fileprivate(set) var folder: SharedFile?
        /// Still to be entered, the next one last.
        var subfolders: [FileName] = []
        /// Something was removed from it that no sync has covered.
        var needsSync = false

        fileprivate init(_ name: FileName, inner: String?, folder: SharedFile, status: FileStatus) {
            (self.name, self.inner, self.folder, self.status) = (name, inner, folder, status)
        }

        var isOurs: Bool { inner != nil }
    }

    /// Folders that are open at a time.
    static let openLevels = 64

    let destination: String
    private(set) var levels: [Level] = []

    init(destination: String) { self.destination = destination }

    /// Path, for the report, of `name` in the lowest folder, or of that folder itself.
    func path(of name: FileName? = nil) -> String {
        let names = levels.dropFirst().map(\.name.text) + (name.map { [$0.text] } ?? [])
        return names.isEmpty ? destination : joinPath(destination, names.joined(separator: "/"))
    }

    mutating func enter(_ name: FileName, inner: String?, folder: SharedFile) throws(IOError) -> Level {
        let level = Level(name, inner: inner, folder: folder, status: try folder.file.status())
        levels.append(level)
        if levels.count > Self.openLevels { levels[levels.count - 1 - Self.openLevels].folder = nil }
        return level
    }

    /// Leaves the lowest folder; gives the one above, open again, or nil at the top. Throws `ESTALE` where it is not the one
    /// that it was.
    mutating func leave() throws(IOError) -> (left: Level, above: Level?) {
        let left = levels.removeLast()
        guard let above = levels.last else { return (left, nil) }
        if above.folder == nil, let folder = left.folder {
            let found = SharedFile(try File(above: folder.file, path: path()))
            let status = try found.file.status()
            guard status.device == above.status.device, status.inode == above.status.inode else {
                throw IOError(.open, path(), code: ESTALE)
            }
            above.folder = found
        }
        return (left, above)
    }
}
