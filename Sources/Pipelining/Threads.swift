import CLinux
import Glibc

/// A mutex at an address that does not move.
final class Monitor: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    init() { pthread_mutex_init(mutex, nil) }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    func lock() { pthread_mutex_lock(mutex) }
    func unlock() { pthread_mutex_unlock(mutex) }

    /// What some of the threads wait for, at an address that does not move.
    final class Condition: @unchecked Sendable {
        private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

        init() { pthread_cond_init(condition, nil) }

        deinit {
            pthread_cond_destroy(condition)
            condition.deallocate()
        }

        func wait(in monitor: Monitor) { pthread_cond_wait(condition, monitor.mutex) }
        func wakeOne() { pthread_cond_signal(condition) }
        func wakeAll() { pthread_cond_broadcast(condition) }
    }
}

/// A thread of its own; `join` once.
public final class WorkerThread: Sendable {
    private let thread: pthread_t

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    public init(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Body(body))
        let status = pthread_create(
            &thread, nil,
            { context in
                Unmanaged<Body>.fromOpaque(context!).takeRetainedValue().run()
                return nil
            }, box.toOpaque())
        precondition(status == 0, "no thread could be started")
        self.thread = thread
    }

    public func join() { pthread_join(thread, nil) }
}

/// Threads that work side by side: one for each processor that this process may use, 16 at most.
public let workerCount: Int = {
    let usable = Int(mv_usable_processors())
    return usable < 1 ? 2 : min(usable, 16)
}()

/// A block of memory that a slot carries; allocated once and used again.
public final class Buffer: @unchecked Sendable {
    public let capacity: Int
    /// Bytes that are filled.
    public var count = 0
    private let base: UnsafeMutableRawPointer

    public init(capacity: Int) {
        self.capacity = capacity
        base = .allocate(byteCount: capacity, alignment: 4_096)
    }

    deinit { base.deallocate() }

    public var filled: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }
    public var whole: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(start: base, count: capacity) }
    public var rest: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: base + count, count: capacity - count)
    }

    /// Takes as much of `bytes` as fits; how many.
    public func append(_ bytes: UnsafeRawBufferPointer) -> Int {
        let taken = min(bytes.count, capacity - count)
        if taken > 0 { memcpy(base + count, bytes.baseAddress!, taken) }
        count += taken
        return taken
    }
}
