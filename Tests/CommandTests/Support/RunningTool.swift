import Glibc
import Testing

/// What a tool said and how it ended.
struct ToolRun: Sendable {
    let command: String
    /// The exit status, or the negative number of the signal that ended it.
    let status: Int32
    let out: String
    let err: String

    var errorLines: [String] { err.split(separator: "\n").map(String.init) }
}

/// A process in a session of its own, so that it has no terminal, with its output in files that have no name.
final class RunningTool {
    let pid: pid_t
    private let command: String
    private let out: Int32
    private let err: Int32
    private var endedWith: Int32?

    /// Longer than any step of any test by far, also on a machine that has much else to do: some steps are scripts with hundreds
    /// of runs of their own. Whatever hangs is killed and fails its test.
    static let secondsAllowed = 900.0

    /// Where standard output goes.
    enum Stream {
        case file
        case descriptor(Int32)
        case terminal(path: String)
    }

    /// POSIX_SPAWN_SETSID of glibc, which Swift imports for programs with _GNU_SOURCE alone.
    private static let newSession: Int16 = 0x80

    /// With `terminal`, the path of a pseudo-terminal, standard input and standard error are that; else `/dev/null` and
    /// a file.
    init(
        _ arguments: [String], in folder: String, environment: [String: String], standardOutput: Stream = .file,
        terminal: String? = nil
    ) throws {
        command = arguments.joined(separator: " ")
        (out, err) = (try Self.unnamedFile(), try Self.unnamedFile())
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // A terminal that the leader of a new session opens becomes the terminal of that session.
        posix_spawn_file_actions_addopen(&actions, 0, terminal ?? "/dev/null", terminal == nil ? O_RDONLY : O_RDWR, 0)
        Self.connect(standardOutput, to: 1, file: out, &actions)
        Self.connect(terminal.map(Stream.terminal) ?? .file, to: 2, file: err, &actions)
        // Whatever the test runner has open stays with it.
        for descriptor: Int32 in 3..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // The threads of a test runner block signals, and a child would inherit that.
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) | Self.newSession)
        var child = pid_t()
        let status = Self.withStrings(["env", "-C", folder] + arguments) { argv in
            Self.withStrings(environment.map { "\($0)=\($1)" }) { envp in
                posix_spawnp(&child, "env", &actions, &attributes, argv, envp)
            }
        }
        try #require(status == 0, "cannot start env: errno \(status)")
        pid = child
    }

    deinit {
        if endedWith == nil {
            kill(-pid, SIGKILL)
            waitpid(pid, nil, 0)
        }
        close(out)
        close(err)
    }

    private static func connect(
        _ stream: Stream, to number: Int32, file: Int32, _ actions: inout posix_spawn_file_actions_t
    ) {
        switch stream {
        case .file: posix_spawn_file_actions_adddup2(&actions, file, number)
        case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, number)
        case .terminal(let path): posix_spawn_file_actions_addopen(&actions, number, path, O_RDWR, 0)
        }
    }

    private static func unnamedFile() throws -> Int32 {
        let path = "\(Scratch.base)/microvault-output.\(UInt64.random(in: 0...UInt64.max))"
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        try #require(descriptor >= 0, "cannot make a file in \(Scratch.base)")
        unlink(path)
        return descriptor
    }

    private static func withStrings<Value>(
        _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Value
    ) -> Value {
        var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return body(&pointers)
    }

    /// What stands in standard output so far.
    var outputSoFar: String { Self.text(of: out) }

    private static func text(of descriptor: Int32) -> String {
        var found = stat()
        fstat(descriptor, &found)
        var bytes = [UInt8](repeating: 0, count: Int(found.st_size))
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    /// Whether it has the file at `path` open now.
    func hasOpen(_ path: String) -> Bool {
        namesIn("/proc/\(pid)/fd").contains { number in
            var target = [CChar](repeating: 0, count: Int(PATH_MAX))
            let length = readlink("/proc/\(pid)/fd/\(number)", &target, target.count - 1)
            guard length > 0 else { return false }
            return String(decoding: target.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self) == path
        }
    }

    func send(_ signal: Int32) { kill(pid, signal) }

    /// Whether it sleeps in a system call, e.g. while it waits for what is typed (proc_pid_stat(5)).
    var isAsleep: Bool {
        let text = String(decoding: Scratch.contents("/proc/\(pid)/stat") ?? [], as: UTF8.self)
        return text.split(separator: ")").last?.hasPrefix(" S ") == true
    }

    /// Waits for `condition` while the process runs; false when it ended first or time ran out.
    func reaches(_ condition: () -> Bool, within seconds: Double = secondsAllowed) -> Bool {
        let deadline = monotonicSeconds() + seconds
        while monotonicSeconds() < deadline {
            if condition() { return true }
            if hasEnded { return false }
            usleep(300)
        }
        return false
    }

    var hasEnded: Bool {
        guard endedWith == nil else { return true }
        var status: Int32 = 0
        guard waitpid(pid, &status, WNOHANG) == pid else { return false }
        let signal = status & 0x7F
        endedWith = signal == 0 ? (status >> 8) & 0xFF : -signal
        return true
    }

    /// Waits for its end.
    func finish(sourceLocation: SourceLocation = #_sourceLocation) -> ToolRun {
        let deadline = monotonicSeconds() + Self.secondsAllowed
        while !hasEnded {
            if monotonicSeconds() > deadline {
                Issue.record("did not end: \(command)", sourceLocation: sourceLocation)
                kill(-pid, SIGKILL)
                waitpid(pid, nil, 0)
                endedWith = -SIGKILL
            }
            usleep(500)
        }
        return ToolRun(
            command: command, status: endedWith ?? -SIGKILL, out: Self.text(of: out), err: Self.text(of: err))
    }
}

func monotonicSeconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
}

/// Names in a folder, hidden ones too, without `.` and `..`; a byte that is no UTF-8 shows as U+FFFD.
func namesIn(_ folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
}
