import Glibc

extension File {
    /// Sets permission bits whatever the umask is.
    public func setMode(_ mode: mode_t) throws(IOError) {
        _ = try checked(.status, path) { fchmod(descriptor, mode) }
    }

    public func setGroup(_ group: gid_t) throws(IOError) {
        _ = try checked(.status, path) { fchown(descriptor, uid_t.max, group) }
    }
}

/// The id of a group, or nil where the machine knows none of this name.
public func groupID(named name: String) -> gid_t? {
    guard let found = getgrnam(name) else { return nil }
    return found.pointee.gr_gid
}

/// Renames within one folder, replacing nothing that is not an empty folder, and syncs the folder.
public func renameBeside(_ old: String, to new: String) throws(IOError) {
    let (parent, name) = splitPath(old)
    let folder = try File(folder: parent)
    let target = splitPath(new).name
    guard try folder.status(of: target) == nil else { throw IOError(.rename, new, code: EEXIST) }
    _ = try checked(.rename, old) { renameat(folder.descriptor, name, folder.descriptor, target) }
    try folder.sync()
}
