import Glibc
import Testing

/// A scratch folder with a home, vault and state of its own, in which tools run; removed at the end.
final class Scratch {
    static let base: String = {
        let given = environmentVariable("TMPDIR") ?? "/tmp"
        return given.hasSuffix("/") ? String(given.dropLast()) : given
    }()

    let path: String
    var environment: [String: String]
    /// Where `unvault` keeps its vault here.
    var vault: String { "share/unvault" }

    init() throws {
        // Modes are looked at: what a tool creates must not depend on who runs the tests.
        umask(0o022)
        var template = Array("\(Self.base)/microvault-test.XXXXXX".utf8CString)
        let made = try #require(mkdtemp(&template), "cannot make a folder in \(Self.base)")
        path = String(cString: made)
        environment = [
            "PATH": "\(BuiltTools.folder):\(environmentVariable("PATH") ?? "/usr/bin:/bin")",
            "HOME": "\(path)/home", "XDG_DATA_HOME": "\(path)/share", "XDG_STATE_HOME": "\(path)/state",
            "LC_ALL": "C.UTF-8", "TMPDIR": Self.base,
        ]
        if let libraries = environmentVariable("LD_LIBRARY_PATH") { environment["LD_LIBRARY_PATH"] = libraries }
    }

    deinit { removeTree(path) }

    // MARK: Running

    func run(_ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation) throws -> ToolRun {
        try start(arguments).finish(sourceLocation: sourceLocation)
    }

    func start(_ arguments: [String], standardOutput: RunningTool.Stream = .file) throws -> RunningTool {
        var arguments = arguments
        if ["microvault", "unvault", "vaultregister"].contains(arguments[0]) {
            arguments[0] = BuiltTools.path(of: arguments[0])
        }
        return try RunningTool(arguments, in: path, environment: environment, standardOutput: standardOutput)
    }

    /// Runs what must succeed, and gives its standard output.
    @discardableResult
    func succeed(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws -> ToolRun {
        try succeed(arguments, sourceLocation: sourceLocation)
    }

    @discardableResult
    func succeed(_ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation) throws -> ToolRun {
        let run = try run(arguments, sourceLocation: sourceLocation)
        try #require(run.status == 0, "\(run.command)\n\(run.err)", sourceLocation: sourceLocation)
        return run
    }

    /// The command with the clock moved by whole days; the times of files stay as they are.
    static func shifted(_ days: Int, _ command: [String]) -> [String] {
        ["env", "NO_FAKE_STAT=1", "faketime", "-f", days < 0 ? "\(days)d" : "+\(days)d"] + command
    }

    /// The command with a file on descriptor 3, for `--passphrase-fd 3`.
    static func reading(_ file: String, _ command: [String]) -> [String] {
        ["sh", "-c", "exec \"$@\" 3<\"$0\"", file] + command
    }

    // MARK: Files

    func absolute(_ name: String) -> String { "\(path)/\(name)" }

    func write(_ text: String, to name: String, mode: mode_t = 0o644) throws {
        try write(Array(text.utf8), to: name, mode: mode)
    }

    func write(_ bytes: [UInt8], to name: String, mode: mode_t = 0o644) throws {
        let descriptor = open(absolute(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        try #require(descriptor >= 0, "cannot write \(name)")
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress! + written, bytes.count - written)
            }
            try #require(count > 0, "cannot write \(name)")
            written += count
        }
    }

    /// A file of `length` zero bytes that takes no room.
    func writeZeros(_ length: Int, to name: String) throws {
        try write([], to: name)
        try #require(truncate(absolute(name), length) == 0)
    }

    func bytes(of name: String) throws -> [UInt8] {
        let bytes = Self.contents(absolute(name))
        return try #require(bytes, "cannot read \(name)")
    }

    func text(of name: String) throws -> String { String(decoding: try bytes(of: name), as: UTF8.self) }

    func makeFolder(_ name: String, mode: mode_t = 0o755) throws {
        try #require(mkdir(absolute(name), mode) == 0, "cannot make \(name)")
    }

    func exists(_ name: String) -> Bool {
        var found = stat()
        return lstat(absolute(name), &found) == 0
    }

    func status(of name: String) throws -> stat {
        var found = stat()
        try #require(lstat(absolute(name), &found) == 0, "\(name) is not there")
        return found
    }

    static func contents(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &part, part.count)
            guard count > 0 else { return count == 0 ? bytes : nil }
            bytes += part.prefix(count)
        }
    }
}

/// Removes a folder with all that it holds, links not followed.
func removeTree(_ path: String) {
    var found = stat()
    guard lstat(path, &found) == 0 else { return }
    if found.st_mode & S_IFMT == S_IFDIR {
        chmod(path, 0o700)
        guard let stream = opendir(path) else { return }
        while let entry = readdir(stream) {
            // By bytes: a name need not be UTF-8.
            withUnsafeBytes(of: &entry.pointee.d_name) { name in
                let bytes = name.prefix { $0 != 0 }
                guard !bytes.elementsEqual(".".utf8), !bytes.elementsEqual("..".utf8) else { return }
                if unlinkat(dirfd(stream), name.baseAddress!.assumingMemoryBound(to: CChar.self), 0) != 0 {
                    removeTree(path + "/" + String(decoding: bytes, as: UTF8.self))
                }
            }
        }
        closedir(stream)
        rmdir(path)
    } else {
        unlink(path)
    }
}
