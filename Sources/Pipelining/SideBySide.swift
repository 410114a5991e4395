import Dispatch
import Synchronization

/// `body` of each number below `count`, on all cores; results in order. Of fewer than `least` one core does all, since a
/// thread takes some fifty microseconds to wake.
public func sideBySide<Value: Sendable>(
    _ count: Int, least: Int = 2, _ body: @Sendable (Int) -> Value
) -> [Value] {
    guard count >= max(2, least), workerCount > 1 else { return (0..<count).map(body) }
    // Four stretches for each core, so that a slow one does not hold up the rest.
    let stretch = max(1, count / (workerCount * 4))
    let starts = Array(stride(from: 0, to: count, by: stretch))
    let parts = Mutex<[[Value]]>(Array(repeating: [], count: starts.count))
    DispatchQueue.concurrentPerform(iterations: starts.count) { part in
        let values = (starts[part]..<min(starts[part] + stretch, count)).map(body)
        parts.withLock { $0[part] = values }
    }
    return parts.withLock { $0 }.flatMap { $0 }
}
