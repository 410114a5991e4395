import Glibc

/// What erasing needs of a file: to write in its place, past its end too, and to read what the device holds.
extension File {
    /// Opens a regular file for reading and writing, a link refused, nothing waited for. Throws `ELOOP` where something else
    /// than a regular file has come to stand there; a file that its owner has made read-only is made writable.
    public init(erasing name: FileName, in folder: borrowing File) throws(IOError) {
        let file = try Self.writable(name, in: folder)
        guard try file.status().kind == .file else { throw IOError(.open, file.path, code: ELOOP) }
        self = file
    }

    private static func writable(_ name: FileName, in folder: borrowing File) throws(IOError) -> File {
        let flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY
        let path = folder.path(of: name)
        do throws(IOError) {
            return try File(name, in: folder, flags: flags, path: path)
        } catch {
            guard error.code == EACCES, (try? folder.addRights(0o600, to: name)) != nil else { throw error }
            return try File(name, in: folder, flags: flags, path: path)
        }
    }

    public func write(_ buffer: UnsafeRawBufferPointer, at offset: Int) throws(IOError) {
        var written = 0
        while written < buffer.count {
            written += try checked(.write, path) {
                pwrite(descriptor, buffer.baseAddress! + written, buffer.count - written, offset + written)
            }
        }
    }

    /// From now on reads come from the device and not from memory; false where the file system cannot do that, and the
    /// file's pages were only let go, as far as the kernel does. Buffers, offsets and lengths are to be multiples of 4096.
    public func readPastMemory() -> Bool {
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
        let flags = fcntl(descriptor, F_GETFL)
        guard flags >= 0, fcntl(descriptor, F_SETFL, flags | __O_DIRECT) == 0 else { return false }
        return true
    }

    /// Back to reading as usual.
    public func readThroughMemory() {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~__O_DIRECT)
    }

    /// Whether another process has the file open or mapped; nil where that cannot be told. Asked by way of a write lease,
    /// which the kernel gives to the only holder (`F_SETLEASE` of fcntl(2), behind _GNU_SOURCE).
    public var isOpenElsewhere: Bool? {
        let setLease: Int32 = 1_024
        guard fcntl(descriptor, setLease, Int32(F_WRLCK)) < 0 else {
            _ = fcntl(descriptor, setLease, Int32(F_UNLCK))
            return false
        }
        return errno == EAGAIN ? true : nil
    }

    /// Whether a part of the content shares its place on the device with another file or a snapshot, so that writing
    /// goes to another place; nil where the file system does not tell. `FS_IOC_FIEMAP` of <linux/fiemap.h>.
    public var hasSharedExtents: Bool? {
        let request: UInt = 0xC020_660B
        let (headLength, extentLength, extentCount) = (32, 56, 64)
        let (isLast, isShared): (UInt32, UInt32) = (0x1, 0x2000)
        var map = [UInt8](repeating: 0, count: headLength + extentCount * extentLength)
        return map.withUnsafeMutableBytes { map in
            var start: UInt64 = 0
            while true {
                map.storeBytes(of: start, toByteOffset: 0, as: UInt64.self)
                map.storeBytes(of: UInt64.max - start, toByteOffset: 8, as: UInt64.self)
                map.storeBytes(of: 0, toByteOffset: 16, as: UInt64.self)
                map.storeBytes(of: UInt32(extentCount), toByteOffset: 24, as: UInt32.self)
                guard ioctl(descriptor, request, map.baseAddress!) == 0 else { return nil }
                let found = Int(map.load(fromByteOffset: 20, as: UInt32.self))
                for extent in 0..<min(found, extentCount) {
                    let base = headLength + extent * extentLength
                    let flags = map.load(fromByteOffset: base + 40, as: UInt32.self)
                    if flags & isShared != 0 { return true }
                    if flags & isLast != 0 { return false }
                    start =
                        map.load(fromByteOffset: base, as: UInt64.self)
                        &+ map.load(fromByteOffset: base + 16, as: UInt64.self)
                }
                if found == 0 { return false }
            }
        }
    }
}
