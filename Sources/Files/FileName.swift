import CLinux
import Glibc

/// A name in a folder as the file system spells it: any bytes but zero and the slash.
public struct FileName: Hashable, Sendable {
    public let bytes: [UInt8]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }
    public init(_ text: String) { bytes = Array(text.utf8) }

    public var isUTF8: Bool { String(validating: bytes, as: UTF8.self) != nil }

    /// The name; one that is not UTF-8 with `\xHH` for each byte that is not ASCII, and `\\` for a backslash.
    public var text: String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var text = ""
        for byte in bytes {
            switch byte {
            case 0x80...: text += "\\x" + String(byte, radix: 16)
            case UInt8(ascii: "\\"): text += "\\\\"
            default: text.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return text
    }

    /// In the order of `ls -v`, which takes numbers by their value: "part-9" before "part-10".
    public func comesBefore(_ other: FileName) -> Bool {
        withPointer { one in other.withPointer { strverscmp(one, $0) < 0 } }
    }

    func withPointer<Value>(_ body: (UnsafePointer<CChar>) -> Value) -> Value {
        (bytes.map(CChar.init(bitPattern:)) + [0]).withUnsafeBufferPointer { body($0.baseAddress!) }
    }
}

extension FileStatus {
    /// With the number of names that the file has.
    public struct Linked: Sendable {
        public let status: FileStatus
        public let links: Int
    }
}

extension File {
    /// Names in this folder, in byte order.
    public func fileNames() throws(IOError) -> [FileName] { try rawNames().map { FileName($0) } }

    /// Opens a folder by its name; a link is refused.
    public init(folder name: FileName, in folder: borrowing File) throws(IOError) {
        try self.init(
            name, in: folder, flags: O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW, path: folder.path(of: name))
    }

    /// Opens for reading without following a link, and without waiting.
    public init(reading name: FileName, in folder: borrowing File) throws(IOError) {
        try self.init(
            name, in: folder, flags: O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY,
            path: folder.path(of: name))
    }

    /// The folder above. Not followed by name: compare what is found with what was there before.
    public init(above folder: borrowing File, path: String) throws(IOError) {
        try self.init(FileName(".."), in: folder, flags: O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW, path: path)
    }

    init(_ name: FileName, in folder: borrowing File, flags: Int32, path: String) throws(IOError) {
        let parent = folder.descriptor
        self.init(
            descriptor: try checked(.open, path) { name.withPointer { openat(parent, $0, flags) } }, path: path)
    }

    public func path(of name: FileName) -> String { joinPath(path, name.text) }

    /// What stands under `name`, links not followed; nil when there is nothing.
    public func status(of name: FileName) throws(IOError) -> FileStatus.Linked? {
        var found = stat()
        do {
            _ = try checked(.status, path(of: name)) {
                name.withPointer { fstatat(descriptor, $0, &found, AT_SYMLINK_NOFOLLOW) }
            }
            return FileStatus.Linked(status: FileStatus(found), links: Int(found.st_nlink))
        } catch {
            guard error.code == ENOENT else { throw error }
            return nil
        }
    }

    /// With the number of its names.
    public func linkedStatus() throws(IOError) -> FileStatus.Linked {
        var found = stat()
        _ = try checked(.status, path) { fstat(descriptor, &found) }
        return FileStatus.Linked(status: FileStatus(found), links: Int(found.st_nlink))
    }

    /// Renames within this folder. Throws `EEXIST` rather than replace anything.
    public func rename(_ old: FileName, to new: FileName) throws(IOError) {
        _ = try checked(.rename, path(of: old)) {
            old.withPointer { old in new.withPointer { renameWithoutReplacing(old, to: $0, in: descriptor) } }
        }
    }

    public func remove(_ name: FileName, isFolder: Bool = false) throws(IOError) {
        _ = try checked(.remove, path(of: name)) {
            name.withPointer { unlinkat(descriptor, $0, isFolder ? AT_REMOVEDIR : 0) }
        }
    }

    /// Gives the owner of what stands under `name` the rights in `mode` besides those there are; never through a link.
    public func addRights(_ mode: mode_t, to name: FileName) throws(IOError) {
        let target = try File(name, in: self, flags: __O_PATH | O_NOFOLLOW | O_CLOEXEC, path: path(of: name))
        let found = try target.status()
        guard found.kind == .file || found.kind == .folder else { throw IOError(.open, target.path, code: ELOOP) }
        // A descriptor that only names cannot be given to fchmod.
        _ = try checked(.open, target.path) { chmod("/proc/self/fd/\(target.descriptor)", found.mode | mode) }
    }

    /// The same for this file or folder itself.
    public func addRights(_ mode: mode_t) throws(IOError) {
        let found = try status().mode
        _ = try checked(.open, path) { fchmod(descriptor, found | mode) }
    }
}
