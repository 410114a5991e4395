import Glibc

/// A folder that gets its name only when it is whole; until then it stands hidden beside its final place.
public struct StagedFolder: ~Copyable {
    public let folder: File
    /// The final path.
    public let path: String
    /// Where it stands until published, for the record that outlives a crash.
    public let stagingPath: String
    private let parent: File
    private let name: String
    private let hiddenName: String
    private var state = State.hidden

    private enum State { case hidden, published, kept }

    /// Throws `EEXIST` where something has the final name already.
    public init(at path: String, mode: mode_t) throws(IOError) {
        let (parentPath, name) = splitPath(path)
        let parent = try File(folder: parentPath)
        guard try parent.status(of: name) == nil else { throw IOError(.create, path, code: EEXIST) }
        let hidden = hiddenNameBeside(name)
        try parent.makeFolder(hidden, mode: mode)
        let folder = try Self.openLocked(hidden, in: parent)
        let staging = joinPath(parentPath, hidden)
        self.init(folder: folder, path: path, stagingPath: staging, parent: parent, name: name, hiddenName: hidden)
    }

    private init(
        folder: consuming File, path: String, stagingPath: String, parent: consuming File, name: String,
        hiddenName: String
    ) {
        (self.path, self.stagingPath, self.name, self.hiddenName) = (path, stagingPath, name, hiddenName)
        self.folder = folder
        self.parent = parent
    }

    /// The lock is held until the end: whoever finds the folder later knows whether somebody still fills it.
    private static func openLocked(_ name: String, in parent: borrowing File) throws(IOError) -> File {
        do throws(IOError) {
            let folder = try File(folder: name, in: parent)
            _ = try folder.lock(waiting: false)
            return folder
        } catch {
            unlinkat(parent.descriptor, name, AT_REMOVEDIR)
            throw error
        }
    }

    deinit {
        switch state {
        case .hidden: removeTree(hiddenName, in: parent.descriptor)
        case .published: removeTree(name, in: parent.descriptor)
        case .kept: break
        }
    }

    /// Syncs the file system, renames and syncs the parent. Throws `EEXIST` rather than replace anything. With
    /// `keeping` false it is still taken back when this value goes out of scope before `keep()`.
    public mutating func publish(keeping: Bool = true) throws(IOError) {
        try folder.syncFileSystem()
        let (parent, hidden, name) = (parent.descriptor, hiddenName, name)
        _ = try checked(.rename, path) { renameWithoutReplacing(hidden, to: name, in: parent) }
        state = .published
        try self.parent.sync()
        if keeping { keep() }
    }

    /// The folder stays, whatever comes after.
    public mutating func keep() { state = .kept }
}

/// Removes a staging folder that a killed process left at `stagingPath`; false where there is none, or where its owner
/// still runs.
public func removeLeftStaging(at stagingPath: String) throws(IOError) -> Bool {
    let (parentPath, name) = splitPath(stagingPath)
    guard let parent = try? File(folder: parentPath), let folder = try? File(folder: name, in: parent),
        try folder.lock(waiting: false)
    else { return false }
    removeTree(name, in: parent.descriptor)
    try parent.sync()
    return true
}

/// Removes what stands under `name`, links not followed; goes on where something cannot be removed.
public func removeTree(_ name: String, in parent: Int32) {
    let descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if descriptor >= 0 {
        let folder = File(descriptor: descriptor, path: name)
        for inner in (try? folder.names()) ?? [] {
            if let inner { removeTree(inner, in: folder.descriptor) }
        }
        unlinkat(parent, name, AT_REMOVEDIR)
    } else {
        unlinkat(parent, name, 0)
    }
}
