import CLinux
import Glibc

/// `renameat2` with RENAME_NOREPLACE; where the file system does not know it (NFS, FUSE), a plain rename after another look, which
/// could replace what came to stand there in between: a file, or a folder that is empty.
func renameWithoutReplacing(_ old: UnsafePointer<CChar>, to new: UnsafePointer<CChar>, in folder: Int32) -> Int32 {
    let status = mv_rename_without_replacing(folder, old, folder, new)
    guard status < 0, isUnknownToFileSystem(errno) else { return status }
    guard faccessat(folder, new, F_OK, AT_SYMLINK_NOFOLLOW) != 0 else {
        errno = EEXIST
        return -1
    }
    return renameat(folder, old, folder, new)
}

/// The same for a file whose `hidden` name nobody else uses: where there is no RENAME_NOREPLACE, a link, which fails on an existing name.
/// The plain rename is left to file systems that have no hard links either (exFAT).
func publishWithoutReplacing(_ hidden: UnsafePointer<CChar>, as name: UnsafePointer<CChar>, in folder: Int32) -> Int32 {
    let status = mv_rename_without_replacing(folder, hidden, folder, name)
    guard status < 0, isUnknownToFileSystem(errno) else { return status }
    guard linkat(folder, hidden, folder, name, 0) == 0 else {
        let hasNoLinks = errno == EPERM || errno == EOPNOTSUPP || isUnknownToFileSystem(errno)
        return hasNoLinks ? renameWithoutReplacing(hidden, to: name, in: folder) : -1
    }
    return unlinkat(folder, hidden, 0)
}

private func isUnknownToFileSystem(_ code: Int32) -> Bool { code == EINVAL || code == ENOSYS }
