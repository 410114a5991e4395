import CLinux
import Glibc

/// An open file or folder; closed when it goes out of scope.
public struct File: ~Copyable, Sendable {
    public let descriptor: Int32
    /// The whole path, or that of the folder in which `name` lies: put together only where somebody asks, since most of a thousand
    /// files are never named.
    private let base: String
    private let name: String?
    /// As the user gave it, for messages.
    public var path: String { name.map { base + "/" + $0 } ?? base }

    init(descriptor: Int32, path: String) { (self.descriptor, base, name) = (descriptor, path, nil) }

    private init(descriptor: Int32, name: String, folder: String) {
        (self.descriptor, base, self.name) = (descriptor, folder, name)
    }

    deinit { close(descriptor) }

    public enum Links: Sendable { case followed, refused }

    /// Opens for reading; does not hang on a FIFO.
    public init(reading path: String, links: Links = .followed) throws(IOError) {
        let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (links == .refused ? O_NOFOLLOW : 0)
        self.init(descriptor: try checked(.open, path) { open(path, flags) }, path: path)
    }

    /// Opens `name` in `folder` for reading without following a link in its last component.
    public init(reading name: String, in folder: borrowing File) throws(IOError) {
        let (path, parent) = (folder.path, folder.descriptor)
        let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW
        self.init(
            descriptor: try checked(.open, path + "/" + name) { openat(parent, name, flags) }, name: name, folder: path)
    }

    /// Opens a folder.
    public init(folder path: String, links: Links = .followed) throws(IOError) {
        let flags = O_RDONLY | O_CLOEXEC | O_DIRECTORY | (links == .refused ? O_NOFOLLOW : 0)
        self.init(descriptor: try checked(.open, path) { open(path, flags) }, path: path)
    }

    public init(folder name: String, in folder: borrowing File) throws(IOError) {
        let path = folder.path + "/" + name
        let parent = folder.descriptor
        let flags = O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW
        self.init(descriptor: try checked(.open, path) { openat(parent, name, flags) }, path: path)
    }

    /// Creates a file that must not be there yet.
    public init(creating name: String, in folder: borrowing File, mode: mode_t) throws(IOError) {
        self.init(descriptor: try Self.create(name, in: folder, mode: mode), name: name, folder: folder.path)
    }

    /// The same, as a descriptor that is the caller's to close or to adopt.
    public static func create(_ name: String, in folder: borrowing File, mode: mode_t) throws(IOError) -> Int32 {
        let (path, parent) = (folder.path, folder.descriptor)
        let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        return try checked(.create, path + "/" + name) { openat(parent, name, flags, mode) }
    }

    /// Opens for appending, created when missing; a link is refused.
    public init(appendingTo path: String, mode: mode_t) throws(IOError) {
        let flags = O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW
        self.init(descriptor: try checked(.open, path) { open(path, flags, mode) }, path: path)
    }

    /// A duplicate that lives on its own.
    public func duplicate() throws(IOError) -> File {
        File(descriptor: try checked(.open, path) { fcntl(descriptor, F_DUPFD_CLOEXEC, 0) }, path: path)
    }

    /// Takes over a descriptor that somebody opened for us, e.g. that of `--passphrase-fd`.
    public static func adopting(descriptor: Int32, path: String) -> File { File(descriptor: descriptor, path: path) }

    // MARK: Reading and writing

    /// Bytes read, less than asked only at the end of the file.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(IOError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = try checked(.read, path) {
                Glibc.read(descriptor, buffer.baseAddress! + filled, buffer.count - filled)
            }
            guard count > 0 else { break }
            filled += count
        }
        return filled
    }

    /// Like `read(into:)`, from `offset` on and without moving the file's own position.
    public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(IOError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = try checked(.read, path) {
                pread(descriptor, buffer.baseAddress! + filled, buffer.count - filled, offset + filled)
            }
            guard count > 0 else { break }
            filled += count
        }
        return filled
    }

    /// `count` bytes from `offset`, or as many as there are.
    public func bytes(_ count: Int, at offset: Int) throws(IOError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let found = try bytes.withUnsafeMutableBufferPointer { (buffer) throws(IOError) in
            try read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
        }
        return Array(bytes.prefix(found))
    }

    /// The whole content when it has at most `cap` bytes, else nil; pipes too.
    public func contents(cap: Int) throws(IOError) -> [UInt8]? {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: min(cap + 1, 65_536))
        while bytes.count <= cap {
            let found = try part.withUnsafeMutableBufferPointer { (buffer) throws(IOError) in
                try read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            guard found > 0 else { return bytes }
            bytes += part.prefix(found)
        }
        return nil
    }

    public func write(_ buffer: UnsafeRawBufferPointer) throws(IOError) {
        var written = 0
        while written < buffer.count {
            written += try checked(.write, path) {
                Glibc.write(descriptor, buffer.baseAddress! + written, buffer.count - written)
            }
        }
    }

    public func write(_ bytes: [UInt8]) throws(IOError) {
        try bytes.withUnsafeBufferPointer { (buffer) throws(IOError) in try write(UnsafeRawBufferPointer(buffer)) }
    }

    public func write(_ bytes: [UInt8], at offset: Int) throws(IOError) {
        var written = 0
        while written < bytes.count {
            written += try checked(.write, path) {
                bytes.withUnsafeBytes {
                    pwrite(descriptor, $0.baseAddress! + written, bytes.count - written, offset + written)
                }
            }
        }
    }

    /// Moves the position from which `read` and `write` go on.
    public func seek(to offset: Int) throws(IOError) {
        _ = try checked(.write, path) { lseek(descriptor, offset, SEEK_SET) }
    }

    public func truncate(to length: Int) throws(IOError) {
        _ = try checked(.write, path) { ftruncate(descriptor, length) }
    }

    /// Lets the device begin with what was written in `range`, so that the sync at the end has less to wait for. A hint:
    /// file systems that do not know it go without.
    public func startWriteback(_ range: Range<Int>) {
        _ = mv_start_writeback(descriptor, range.lowerBound, range.count)
    }

    /// Content and metadata reach the device.
    public func sync() throws(IOError) {
        _ = try checked(.sync, path) { fsync(descriptor) }
    }

    /// Everything written to the file system that holds this file reaches the device.
    public func syncFileSystem() throws(IOError) {
        _ = try checked(.sync, path) { mv_sync_file_system(descriptor) }
    }

    /// Locks the whole file; waits for the holder, or returns false at once.
    public func lock(waiting: Bool) throws(IOError) -> Bool {
        do {
            _ = try checked(.lock, path) { flock(descriptor, LOCK_EX | (waiting ? 0 : LOCK_NB)) }
            return true
        } catch {
            guard error.code == EWOULDBLOCK else { throw error }
            return false
        }
    }

    public func status() throws(IOError) -> FileStatus {
        var found = stat()
        _ = try checked(.status, path) { fstat(descriptor, &found) }
        return FileStatus(found)
    }

    /// Bytes that an unprivileged writer can still write on this file system.
    public func freeSpace() throws(IOError) -> Int {
        var found = statvfs()
        _ = try checked(.space, path) { fstatvfs(descriptor, &found) }
        // Network file systems report counts whose product no integer holds.
        let (bytes, isTooLarge) = UInt64(found.f_bavail).multipliedReportingOverflow(by: UInt64(found.f_frsize))
        return isTooLarge ? Int.max : Int(clamping: bytes)
    }

    // MARK: Names in a folder

    public func makeFolder(_ name: String, mode: mode_t) throws(IOError) {
        _ = try checked(.create, path + "/" + name) { mkdirat(descriptor, name, mode) }
    }

    public func remove(_ name: String, isFolder: Bool = false) throws(IOError) {
        _ = try checked(.remove, path + "/" + name) { unlinkat(descriptor, name, isFolder ? AT_REMOVEDIR : 0) }
    }

    /// What stands under `name`, links not followed; nil when there is nothing.
    public func status(of name: String) throws(IOError) -> FileStatus? {
        var found = stat()
        do {
            _ = try checked(.status, path + "/" + name) { fstatat(descriptor, name, &found, AT_SYMLINK_NOFOLLOW) }
            return FileStatus(found)
        } catch {
            guard error.code == ENOENT else { throw error }
            return nil
        }
    }

    /// Throws where `name`, of which `status` was found, may not be read, by its rights; opening it may find more. Follows a link.
    public func checkReadable(_ name: String, _ status: FileStatus) throws(IOError) {
        // Most files are the user's own, and of those the mode says it without another call.
        guard status.owner != geteuid() || status.mode & 0o400 == 0 else { return }
        _ = try checked(.open, path + "/" + name) { faccessat(descriptor, name, R_OK, AT_EACCESS) }
    }

    /// Names in this folder, in byte order; nil stands for a name that is not UTF-8.
    public func names() throws(IOError) -> [String?] { try rawNames().map { String(validating: $0, as: UTF8.self) } }

    /// Names in this folder, in byte order, as the file system spells them.
    public func rawNames() throws(IOError) -> [[UInt8]] {
        let listing = File(
            descriptor: try checked(.list, path) { openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) },
            path: path)
        // fdopendir takes the descriptor over, so it gets one of its own.
        guard let stream = fdopendir(fcntl(listing.descriptor, F_DUPFD_CLOEXEC, 0)) else { throw IOError(.list, path) }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            let isOwnOrParent = name.count <= 2 && name.allSatisfy { $0 == UInt8(ascii: ".") }
            if !isOwnOrParent { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw IOError(.list, path) }
        names.sort { $0.lexicographicallyPrecedes($1) }
        return names
    }
}

/// The part of `stat` that is used here.
public struct FileStatus: Equatable, Sendable {
    public enum Kind: String, Sendable { case file, folder, link, fifo, socket, characterDevice, blockDevice, unknown }

    public let kind: Kind
    public let size: Int
    public let mode: mode_t
    public let owner: uid_t
    public let device: dev_t
    public let inode: ino_t
    public let modifiedSeconds: Int
    private let modifiedNanoseconds: Int
    private let changedSeconds: Int
    private let changedNanoseconds: Int

    init(_ found: stat) {
        switch found.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .link
        case S_IFIFO: kind = .fifo
        case S_IFSOCK: kind = .socket
        case S_IFCHR: kind = .characterDevice
        case S_IFBLK: kind = .blockDevice
        default: kind = .unknown
        }
        size = Int(found.st_size)
        mode = found.st_mode & 0o7777
        owner = found.st_uid
        (device, inode) = (found.st_dev, found.st_ino)
        (modifiedSeconds, modifiedNanoseconds) = (found.st_mtim.tv_sec, found.st_mtim.tv_nsec)
        (changedSeconds, changedNanoseconds) = (found.st_ctim.tv_sec, found.st_ctim.tv_nsec)
    }
}
