import Glibc
import Synchronization

private let interrupted = Atomic<Bool>(false)

/// SIGINT, SIGTERM and SIGHUP end the work at its next step, so that what is half done is removed.
public enum Interrupts {
    public static var haveCome: Bool { interrupted.load(ordering: .relaxed) }

    /// Call once, before any work.
    static func listen() {
        // A global is made at its first use, under a lock: a signal that came just then would wait for itself.
        interrupted.store(false, ordering: .relaxed)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { _ in interrupted.store(true, ordering: .relaxed) }
            // Without SA_RESTART, so that a prompt ends.
            sigaction(number, &action, nil)
        }
        // A closed pipe is an error of write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        // So is a file that grows past the limit of `ulimit -f`.
        signal(SIGXFSZ, SIG_IGN)
    }

    /// While nothing is half done: a signal ends the process as it would any other.
    public static func endAtOnce() {
        for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
    }

    /// Waits until `descriptor` can be read; false once an interrupt came, also one that came before.
    static func waitToRead(_ descriptor: Int32) -> Bool {
        var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while !haveCome {
            // Not longer at a time: an interrupt just before the call would go unseen.
            if poll(&wanted, 1, 100) != 0 { return !haveCome }
        }
        return false
    }
}
