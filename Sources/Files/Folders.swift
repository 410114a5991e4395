import Glibc

/// Creates the folders above `path` that are missing, mode 0700.
public func makeParents(of path: String) throws(IOError) {
    let (parent, _) = splitPath(path)
    guard parent != ".", parent != "/" else { return }
    if let folder = try? File(folder: parent) {
        _ = folder.descriptor
        return
    }
    try makeParents(of: parent)
    let (above, name) = splitPath(parent)
    do throws(IOError) {
        let folder = try File(folder: above)
        try folder.makeFolder(name, mode: 0o700)
    } catch {
        guard error.code == EEXIST else { throw error }
    }
}

/// `name` in `folder`, as one path.
public func joinPath(_ folder: String, _ name: String) -> String {
    folder == "." ? name : folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
}

/// Removes a file by its path.
public func removeFile(at path: String) throws(IOError) {
    let (folder, name) = splitPath(path)
    try File(folder: folder).remove(name)
}

/// Throws `EEXIST` for the first path where something stands: before a passphrase is asked for or any work is done.
public func refuseExisting(_ paths: String...) throws(IOError) {
    for path in paths {
        let (folder, name) = splitPath(path)
        guard !name.isEmpty else { throw IOError(.create, path, code: path.isEmpty ? ENOENT : EISDIR) }
        guard try File(folder: folder).status(of: name) == nil else { throw IOError(.create, path, code: EEXIST) }
    }
}
