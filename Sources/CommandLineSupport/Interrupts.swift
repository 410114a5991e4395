import Glibc
import Synchronization

private let interrupted = Atomic<Bool>(false)

/// SIGINT, SIGTERM and SIGHUP end the work at its next step, so that what is half done is removed.
public enum Interrupts {
    public static var haveCome: Bool { interrupted.load(ordering: .relaxed) }

    /// Call once, before any work.
    static func listen() {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { _ in interrupted.store(true, ordering: .relaxed) }
            // Without SA_RESTART, so that a prompt ends.
            sigaction(number, &action, nil)
        }
        // A closed pipe is an error of write, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
    }
}
