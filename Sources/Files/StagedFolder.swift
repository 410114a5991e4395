import CLinux
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
    private var isPublished = false

    /// Throws `EEXIST` where something has the final name already.
    public init(at path: String, mode: mode_t) throws(IOError) {
        let (parentPath, name) = splitPath(path)
        let parent = try File(folder: parentPath)
        guard try parent.status(of: name) == nil else { throw IOError(.create, path, code: EEXIST) }
        let hidden = hiddenNameBeside(name)
        try parent.makeFolder(hidden, mode: mode)
        let folder: File
        do {
            folder = try File(folder: hidden, in: parent)
        } catch {
            unlinkat(parent.descriptor, hidden, AT_REMOVEDIR)
            throw error
        }
        let staging = parentPath == "." ? hidden : parentPath + "/" + hidden
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

    deinit {
        if !isPublished { removeTree(hiddenName, in: parent.descriptor) }
    }

    /// Syncs the file system, renames and syncs the parent. Throws `EEXIST` rather than replace anything.
    public mutating func publish() throws(IOError) {
        try folder.syncFileSystem()
        let (parent, hidden, name) = (parent.descriptor, hiddenName, name)
        _ = try checked(.rename, path) { mv_rename_without_replacing(parent, hidden, parent, name) }
        isPublished = true
        try self.parent.sync()
    }
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
