import CLinux
import Glibc

/// A file that gets its name only when it is whole.
///
/// Written without a name where the file system can (`O_TMPFILE`), so that even a power failure leaves nothing; else
/// under a hidden name beside the final one, removed unless published.
public struct StagedFile: ~Copyable {
    public let file: File
    public let path: String
    private let folder: File
    private let name: String
    private var hiddenName: String?

    /// Throws `EEXIST` where something has the final name already.
    public init(at path: String, mode: mode_t) throws(IOError) {
        let (parent, name) = splitPath(path)
        let folder = try File(folder: parent)
        guard try folder.status(of: name) == nil else { throw IOError(.create, path, code: EEXIST) }
        try self.init(path, name, in: folder, mode)
    }

    /// To take the place of what has the name, by `replace()`.
    init(replacing path: String, mode: mode_t) throws(IOError) {
        let (parent, name) = splitPath(path)
        try self.init(path, name, in: try File(folder: parent), mode)
    }

    private init(_ path: String, _ name: String, in folder: consuming File, _ mode: mode_t) throws(IOError) {
        let unnamed = openat(folder.descriptor, ".", mv_unnamed_file_flag(O_DIRECTORY) | O_RDWR | O_CLOEXEC, mode)
        let hidden = unnamed < 0 ? hiddenNameBeside(name) : nil
        let file: File
        if let hidden {
            file = try File(creating: hidden, in: folder, mode: mode)
        } else {
            file = File(descriptor: unnamed, path: path)
        }
        self.init(file: file, path: path, folder: folder, name: name, hiddenName: hidden)
    }

    private init(file: consuming File, path: String, folder: consuming File, name: String, hiddenName: String?) {
        (self.path, self.name, self.hiddenName) = (path, name, hiddenName)
        self.file = file
        self.folder = folder
    }

    deinit {
        if let hiddenName { unlinkat(folder.descriptor, hiddenName, 0) }
    }

    /// Syncs, gives the file the name of another, which is gone then, and syncs the folder: the old content or the new, never a part.
    mutating func replace() throws(IOError) {
        try file.sync()
        let (folder, name) = (folder.descriptor, name)
        let hidden = hiddenName ?? hiddenNameBeside(name)
        if hiddenName == nil {
            // Whole already. A process that is killed here leaves it, under its hidden name.
            try link(to: hidden)
            hiddenName = hidden
        }
        _ = try checked(.rename, path) { renameat(folder, hidden, folder, name) }
        hiddenName = nil
        try self.folder.sync()
    }

    /// Gives a file without a name one.
    private func link(to name: String) throws(IOError) {
        let own = "/proc/self/fd/\(file.descriptor)"
        _ = try checked(.link, path) { linkat(AT_FDCWD, own, folder.descriptor, name, AT_SYMLINK_FOLLOW) }
    }

    /// Syncs, gives the file its name and syncs the folder. Throws `EEXIST` rather than replace anything.
    public mutating func publish() throws(IOError) {
        try file.sync()
        let (folder, name) = (folder.descriptor, name)
        if let hidden = hiddenName {
            _ = try checked(.rename, path) { publishWithoutReplacing(hidden, as: name, in: folder) }
            hiddenName = nil
        } else {
            try link(to: name)
        }
        do throws(IOError) { try self.folder.sync() } catch {
            unlinkat(folder, name, 0)
            throw error
        }
    }
}

/// Writes `bytes` under a name that must be free.
public func writeNewFile(_ bytes: [UInt8], at path: String, mode: mode_t) throws(IOError) {
    var staged = try StagedFile(at: path, mode: mode)
    try staged.file.write(bytes)
    try staged.publish()
}

/// Replaces a file of our own as one step: the old content or the new, never a part.
public func replaceFile(at path: String, with bytes: UnsafeRawBufferPointer, mode: mode_t) throws(IOError) {
    var staged = try StagedFile(replacing: path, mode: mode)
    try staged.file.write(bytes)
    try staged.replace()
}

/// `a/b` into `a` and `b`; a bare name lies in the folder `.`.
public func splitPath(_ path: String) -> (folder: String, name: String) {
    // By bytes: a slash and a combining mark after it are one Character.
    let slash = UInt8(ascii: "/")
    var path = Array(path.utf8)[...]
    while path.count > 1, path.last == slash { path.removeLast() }
    guard let last = path.lastIndex(of: slash) else { return (".", String(decoding: path, as: UTF8.self)) }
    let folder = path[..<last]
    return (
        folder.isEmpty ? "/" : String(decoding: folder, as: UTF8.self),
        String(decoding: path[(last + 1)...], as: UTF8.self)
    )
}

/// A hidden name that nobody else takes; cut so that a long name still fits.
func hiddenNameBeside(_ name: String) -> String {
    hiddenPrefix(name) + String(UInt64.random(in: 0...UInt64.max), radix: 36) + hiddenSuffix
}

private let hiddenSuffix = ".partial"

private func hiddenPrefix(_ name: String) -> String { ".\(String(decoding: name.utf8.prefix(200), as: UTF8.self))." }

/// Hidden names in `folder` that a killed process left of files or folders that were to be called `name`, or of all.
public func leftPartials(of name: String = "", in folder: borrowing File) throws(IOError) -> [String] {
    let prefix = name.isEmpty ? "." : hiddenPrefix(name)
    return try folder.names().compactMap { $0 }.filter { $0.hasPrefix(prefix) && $0.hasSuffix(hiddenSuffix) }
}
