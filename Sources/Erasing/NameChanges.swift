import Files
import Glibc

/// A file whatever its name.
struct FileIdentity: Hashable, Sendable {
    private let device: dev_t
    private let inode: ino_t
    init(_ status: FileStatus) { (device, inode) = (status.device, status.inode) }
}

/// Renames and unlinks of a file that was looked at before: the calls go by name, and another file may have come to stand under it
/// since. So it is renamed first to a name that nobody else uses, and looked at again there.
extension File {
    /// Gives the file the name `new`, which may be the one that it has. Throws `ESTALE` where another file stood under `name`; that
    /// one has its name again then, or an `aside` one where the name was taken anew.
    func take(_ name: FileName, as new: FileName, being identity: FileIdentity) throws(IOError) {
        if name != new {
            try changing(self) { (folder) throws(IOError) in try folder.rename(name, to: new) }
        }
        let found = try status(of: new)
        guard found.map({ FileIdentity($0.status) }) != identity else { return }
        if name != new, (try? rename(new, to: name)) == nil {
            // Under a mark the next run would overwrite it.
            try? rename(new, to: .aside())
        }
        throw IOError(.rename, path(of: name), code: ESTALE)
    }

    /// Unlinks the file, if it still stands under `name`; throws as `take` does.
    func unlink(_ name: FileName, by way: FileName, being identity: FileIdentity) throws(IOError) {
        try take(name, as: way, being: identity)
        try changing(self) { (folder) throws(IOError) in try folder.remove(way) }
    }
}

extension FileName {
    /// For what is not to be overwritten: to the next run it is a file that somebody added.
    static func aside() -> FileName { FileName(".unvault-aside-" + ErasureMark.random().digits) }
}

/// Changes what stands in a folder; one that its owner has made read-only is made writable.
func changing(_ folder: borrowing File, _ change: (borrowing File) throws(IOError) -> Void) throws(IOError) {
    do throws(IOError) { try change(folder) } catch {
        guard error.code == EACCES, (try? folder.addRights(0o700)) != nil else { throw error }
        try change(folder)
    }
}
