import CSeccomp
import Glibc

/// Takes from this process what decoding does not need: reading descriptor 0, writing descriptor 1 and memory remain.
enum Sandbox {
    /// Cannot be undone. The order matters: the filter forbids the steps before it.
    static func enter(_ limits: DecodingLimits, input: Int32 = 0, output: Int32 = 1) throws(Fault) {
        Converters.load()
        // ReadStat asks for the local time. Without TZ the C library would look at /etc/localtime each time.
        setenv("TZ", "UTC0", 1)
        tzset()
        try limit(RLIMIT_AS, to: limits.memory)
        // SIGXCPU at the soft limit tells the parent what it was; the hard one ends the process whatever it does.
        try limit(RLIMIT_CPU, to: limits.seconds, hard: limits.seconds + 5)
        for none in [RLIMIT_CORE, RLIMIT_FSIZE, __RLIMIT_NPROC] { try limit(none, to: 0) }
        try limit(RLIMIT_NOFILE, to: 3)
        guard mv_renounce_rights(SIGKILL) == 0 else { throw .sandbox(errno) }
        try filter(input: input, output: output)
    }

    private static func limit(_ resource: __rlimit_resource, to most: Int, hard: Int? = nil) throws(Fault) {
        var value = rlimit(rlim_cur: rlim_t(most), rlim_max: rlim_t(hard ?? most))
        guard setrlimit(__rlimit_resource_t(resource.rawValue), &value) == 0 else { throw .sandbox(errno) }
    }

    /// Memory that cannot be executed, and what the C library and the Swift runtime do between two allocations.
    private static let allowed = [
        "brk", "munmap", "mremap", "madvise", "futex", "exit", "exit_group", "rt_sigreturn", "rt_sigprocmask",
        "clock_gettime", "gettimeofday", "time", "getrandom", "sched_yield",
        // qsort asks how much memory there is before it sorts more than a KiB.
        "sysinfo",
    ]

    /// Every call that is not named here ends the process with SIGSYS.
    private static func filter(input: Int32, output: Int32) throws(Fault) {
        guard let filter = seccomp_init(UInt32(SCMP_ACT_KILL_PROCESS)) else { throw .sandbox(EINVAL) }
        defer { seccomp_release(filter) }
        try check(seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, UInt32(SCMP_ACT_KILL_PROCESS)))
        for name in allowed { try allow(name, in: filter) }
        let fd = UInt32(0)
        try allow(
            "pread64", in: filter, where: scmp_arg_cmp(arg: fd, op: SCMP_CMP_EQ, datum_a: UInt64(input), datum_b: 0))
        try allow(
            "write", in: filter, where: scmp_arg_cmp(arg: fd, op: SCMP_CMP_EQ, datum_a: UInt64(output), datum_b: 0))
        for name in ["mmap", "mprotect"] {
            // Argument 2 is the protection: no page ever becomes executable.
            try allow(
                name, in: filter,
                where: scmp_arg_cmp(arg: 2, op: SCMP_CMP_MASKED_EQ, datum_a: UInt64(PROT_EXEC), datum_b: 0))
        }
        // A character set that was not loaded: iconv then says that it does not know it.
        try add(mv_fail_with(UInt16(EACCES)), "openat", in: filter)
        try check(seccomp_load(filter))
    }

    private static func allow(_ name: String, in filter: scmp_filter_ctx, where: scmp_arg_cmp? = nil) throws(Fault) {
        try add(UInt32(SCMP_ACT_ALLOW), name, in: filter, where: `where`)
    }

    private static func add(
        _ action: UInt32, _ name: String, in filter: scmp_filter_ctx, where: scmp_arg_cmp? = nil
    ) throws(Fault) {
        let number = seccomp_syscall_resolve_name(name)
        // A call that this architecture does not have.
        guard number != __NR_SCMP_ERROR, number >= 0 else { return }
        let conditions = `where`.map { [$0] } ?? []
        try check(seccomp_rule_add_array(filter, action, number, UInt32(conditions.count), conditions))
    }

    /// libseccomp gives negative error numbers.
    private static func check(_ result: Int32) throws(Fault) {
        guard result == 0 else { throw .sandbox(-result) }
    }
}
