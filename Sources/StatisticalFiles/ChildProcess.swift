import CLinux
import Files
import Glibc

/// A started process, which is waited for once.
struct ChildProcess {
    private let id: pid_t
    private var ending: Int32?

    /// With descriptors 0 and 1 as given, 2 to nowhere, all others closed, and nothing else of this process.
    init(
        _ executable: String, _ arguments: [String], environment: [String], input: Int32, output: Int32
    ) throws(StatisticalFileError) {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        // `output` is never 0: the tools see to it that the standard streams are open.
        let steps = [
            posix_spawnattr_setsigmask(&attributes, &none), posix_spawnattr_setsigdefault(&attributes, &all),
            posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)),
            posix_spawn_file_actions_adddup2(&actions, input, 0),
            posix_spawn_file_actions_adddup2(&actions, output, 1),
            posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0),
            mv_spawn_without(&actions, 3), mv_spawn_in(&actions, "/"),
        ]
        if let code = steps.first(where: { $0 != 0 }) { throw .io(IOError(.open, executable, code: code)) }
        var words = ([executable] + arguments).map { strdup($0) } + [nil]
        var values = environment.map { strdup($0) } + [nil]
        defer { for pointer in words + values { free(pointer) } }
        var id = pid_t()
        let code = posix_spawn(&id, executable, &actions, &attributes, &words, &values)
        guard code == 0 else { throw .io(IOError(.open, executable, code: code)) }
        self.id = id
    }

    /// Waits for a process that has closed its end of the stream; nil when it ended with status 0.
    mutating func end(_ limits: DecodingLimits) throws(StatisticalFileError) -> StatisticalFileError? {
        var waited = 0
        while ending == nil {
            guard waited < limits.silentSeconds * 1_000 else { throw .limit(.silence) }
            wait(WNOHANG)
            guard ending == nil else { break }
            usleep(waited < 50 ? 200 : 1_000)
            waited += 1
        }
        guard let ending, ending != 0 else { return nil }
        let signal = ending & 0x7F
        guard signal != 0 else { return .ended(status: ending >> 8 & 0xFF) }
        return signal == SIGXCPU ? .limit(.time) : .crashed(signal: signal)
    }

    mutating func kill() {
        guard ending == nil else { return }
        Glibc.kill(id, SIGKILL)
        wait(0)
    }

    private mutating func wait(_ options: Int32) {
        var status: Int32 = 0
        while true {
            let found = waitpid(id, &status, options)
            if found < 0, errno == EINTR { continue }
            // Nobody else waits for it; where SIGCHLD is ignored nobody knows how it ended, so not well.
            if found == id { ending = status } else if found < 0 { ending = SIGKILL }
            return
        }
    }
}
