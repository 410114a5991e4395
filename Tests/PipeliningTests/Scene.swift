import Dispatch
import Glibc
import Synchronization
import Testing

@testable import Pipelining

/// A failure that says whose it was.
enum Fault: Error, Equatable {
    case worker(Int)
    case producer
    case consumer
}

/// What one slot of the lanes here carries.
final class Slot: @unchecked Sendable {
    var value = 0
    let isBusy = Atomic(false)
}

/// A count that threads share.
final class Tally: Sendable {
    private let count = Atomic(0)
    private let highest = Atomic(0)

    var value: Int { count.load(ordering: .sequentiallyConsistent) }
    var peak: Int { highest.load(ordering: .sequentiallyConsistent) }

    func add(_ change: Int = 1) {
        let now = count.add(change, ordering: .sequentiallyConsistent).newValue
        _ = highest.max(now, ordering: .sequentiallyConsistent)
    }
}

/// Runs `body` on a thread of its own; records an issue, and leaves the thread behind, where it does not come to an
/// end. A time limit alone cannot end a test that waits on a condition.
func withinTime(
    _ limit: DispatchTimeInterval = .seconds(30), at place: SourceLocation = #_sourceLocation,
    _ body: @escaping @Sendable () -> Void
) {
    let done = DispatchSemaphore(value: 0)
    let thread = WorkerThread {
        body()
        done.signal()
    }
    if done.wait(timeout: .now() + limit) == .success {
        thread.join()
    } else {
        Issue.record("a side still waits: deadlock", sourceLocation: place)
    }
}

/// The failure of a call, or nil.
func failure(_ body: () throws(Fault) -> Void) -> Fault? {
    do {
        try body()
        return nil
    } catch { return error }
}

func pause(milliseconds: UInt32) { usleep(milliseconds * 1_000) }
