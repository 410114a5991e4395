import Files
import Glibc
import Testing

@testable import StatisticalFiles

/// What a process can still do once it is in the sandbox: each test in a process of its own.
@Suite struct SandboxTests {
    private static let limits = DecodingLimits(memory: 1 << 30, seconds: 5)

    @Test func itDoesWhatDecodingNeeds() async {
        await #expect(processExitsWith: .exitCode(21)) {
            let file = open("/proc/self/exe", O_RDONLY)
            let output = open("/dev/null", O_WRONLY)
            try Sandbox.enter(Self.limits, input: file, output: output)
            var bytes = [UInt8](repeating: 0, count: 8 << 20)
            guard pread(file, &bytes, 4, 0) == 4, bytes[1] == 0x45 else { _exit(1) }
            guard write(output, bytes, 4) == 4 else { _exit(2) }
            _exit(21)
        }
    }

    @Test func noFileOpens() async {
        await #expect(processExitsWith: .exitCode(22)) {
            try Sandbox.enter(Self.limits)
            for path in ["/etc/passwd", "/tmp/new", ".", "/dev/null", "/proc/self/maps"] {
                for flags in [O_RDONLY, O_WRONLY | O_CREAT, O_RDWR] where open(path, flags, 0o600) >= 0 { _exit(1) }
                guard openat(AT_FDCWD, path, O_RDONLY) < 0, errno == EACCES else { _exit(2) }
            }
            _exit(22)
        }
    }

    @Test func noSocket() async {
        await #expect(processExitsWith: .signal(SIGSYS)) {
            try Sandbox.enter(Self.limits)
            _ = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        }
        await #expect(processExitsWith: .signal(SIGSYS)) {
            try Sandbox.enter(Self.limits)
            var pair: [Int32] = [0, 0]
            _ = socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair)
        }
    }

    @Test func noProcess() async {
        await #expect(processExitsWith: .signal(SIGSYS)) {
            try Sandbox.enter(Self.limits)
            var id = pid_t()
            _ = posix_spawn(&id, "/bin/true", nil, nil, [nil], [nil])
        }
        await #expect(processExitsWith: .signal(SIGSYS)) {
            try Sandbox.enter(Self.limits)
            _ = kill(getppid(), SIGTERM)
        }
        await #expect(processExitsWith: .signal(SIGSYS)) {
            try Sandbox.enter(Self.limits)
            var arguments: [UnsafeMutablePointer<CChar>?] = [nil]
            _ = execve("/bin/true", &arguments, &arguments)
        }
    }

    @Test func noPageBecomesExecutable() async {
        await #expect(processExitsWith: .signal(SIGSYS)) {
            try Sandbox.enter(Self.limits)
            _ = mmap(nil, 4_096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        }
        await #expect(processExitsWith: .signal(SIGSYS)) {
            let page = mmap(nil, 4_096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
            try Sandbox.enter(Self.limits)
            _ = mprotect(page, 4_096, PROT_READ | PROT_EXEC)
        }
    }

    @Test func noOtherDescriptor() async {
        await #expect(processExitsWith: .signal(SIGSYS)) {
            let other = open("/dev/null", O_RDWR)
            try Sandbox.enter(Self.limits)
            _ = write(other, "x", 1)
        }
        await #expect(processExitsWith: .signal(SIGSYS)) {
            let other = open("/dev/zero", O_RDONLY)
            try Sandbox.enter(Self.limits)
            var byte: UInt8 = 0
            _ = pread(other, &byte, 1, 0)
        }
        await #expect(processExitsWith: .signal(SIGSYS)) {
            try Sandbox.enter(Self.limits)
            _ = dup(1)
        }
        await #expect(processExitsWith: .signal(SIGSYS)) {
            try Sandbox.enter(Self.limits)
            _ = unlink("/tmp/nothing")
        }
    }

    @Test func noMoreMemoryThanAllowed() async {
        await #expect(processExitsWith: .exitCode(23)) {
            try Sandbox.enter(Self.limits)
            _exit(malloc(2 << 30) == nil && malloc(1 << 20) != nil ? 23 : 1)
        }
    }

    @Test func noMoreTimeThanAllowed() async {
        await #expect(processExitsWith: .signal(SIGXCPU)) {
            try Sandbox.enter(DecodingLimits(memory: 1 << 30, seconds: 1))
            var number: UInt64 = 1
            while number != 0 { number = number &* 3 &+ 1 | 1 }
        }
    }
}
