import Files
import Glibc
import PackageFormat

/// Creates files and folders under one folder handle, each step with O_NOFOLLOW and O_EXCL, modes 0600 and 0700.
///
/// The folder is fresh and ours alone. The handle of the last parent stays open, so that the many small files of one
/// folder cost one open each.
public struct StagedTree: ~Copyable {
    private let root: File
    private var parent: File
    private var parentPath: String = ""
    private var made: Set<String> = []

    public init(root: borrowing File) throws(IOError) {
        let first = try root.duplicate()
        let second = try root.duplicate()
        self.root = first
        parent = second
    }

    /// Creates the folder; one that a file implied already may be listed later.
    public mutating func addFolder(_ path: ArchivePath) throws(IOError) {
        try enter(path.description[...])
    }

    /// Creates the file; its folders come into being as needed. The descriptor is the caller's to adopt.
    public mutating func addFile(_ path: ArchivePath) throws(IOError) -> Int32 {
        try enter(path.folder)
        return try File.create(String(path.name), in: parent, mode: 0o600)
    }

    private mutating func enter(_ path: Substring) throws(IOError) {
        guard !path.hasSameBytes(as: parentPath) else { return }
        var folder = try root.duplicate()
        var walked = ""
        for part in path.utf8.split(separator: UInt8(ascii: "/")) {
            let component = String(decoding: part, as: UTF8.self)
            walked += walked.isEmpty ? component : "/" + component
            if made.insert(walked).inserted { try folder.makeFolder(component, mode: 0o700) }
            folder = try File(folder: component, in: folder)
        }
        parent = folder
        parentPath = String(path)
    }
}

extension File {
    /// Sets the time of last change, in whole seconds.
    public func setModified(seconds: Int) throws(IOError) {
        let omitted = (1 << 30) - 2  // UTIME_OMIT, a macro that Swift does not import
        let isSet = withUnsafeTemporaryAllocation(of: timespec.self, capacity: 2) { times in
            times.initializeElement(at: 0, to: timespec(tv_sec: 0, tv_nsec: omitted))
            times.initializeElement(at: 1, to: timespec(tv_sec: seconds, tv_nsec: 0))
            return futimens(descriptor, times.baseAddress) == 0
        }
        guard isSet else { throw IOError(.write, path) }
    }
}
