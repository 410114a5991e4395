import Glibc

/// Which task a worker has.
public struct LaneTask: Sendable {
    /// Counted from 0 in the order of submission.
    public let number: Int
    /// Which of the lane's workers runs it, from 0: for what each worker keeps to itself.
    public let worker: Int
}

/// Ordered work on several threads with a fixed number of slots, so that memory does not grow with the input.
///
/// 1. the producer acquires a free slot, fills it and submits it  2. a worker does `work` on it  3. the consumer takes
/// finished slots in the order in which they were submitted, and releases each; it is one thread
///
/// The first failure, of whichever side, wakes all and is thrown to producer and consumer.
public final class Lane<Slot: Sendable, Failure: Error>: @unchecked Sendable {
    private let monitor = Monitor()
    // Each side waits for its own, and is woken only for that.
    private let hasFree = Monitor.Condition()
    private let hasWaiting = Monitor.Condition()
    private let hasFinished = Monitor.Condition()
    private let work: @Sendable (Slot, LaneTask) throws(Failure) -> Void
    private let slotCount: Int
    // All below is touched under the monitor alone.
    private var free: [Slot]
    private var waiting: [(number: Int, slot: Slot)] = []
    private var done: [Int: Slot] = [:]
    private var submitted = 0
    private var taken = 0
    private var hasEnded = false
    private var isStopped = false
    private let returnsSlots: Bool
    private var finished = 0
    private var failure: Failure?
    private var threads: [WorkerThread] = []

    /// `work` gets the slot and which task it is. With `returnsSlots`, nobody
    /// consumes: a finished slot is free again at once.
    public init(
        slots: [Slot], workers: Int, returnsSlots: Bool = false,
        work: @escaping @Sendable (Slot, LaneTask) throws(Failure) -> Void
    ) {
        precondition(!slots.isEmpty && workers > 0)
        self.work = work
        self.returnsSlots = returnsSlots
        free = slots
        slotCount = slots.count
        threads = (0..<workers).map { worker in WorkerThread { [unowned self] in self.run(worker: worker) } }
    }

    /// Producer: waits for a free slot.
    public func acquire() throws(Failure) -> Slot {
        monitor.lock()
        defer { monitor.unlock() }
        while true {
            if let failure { throw failure }
            if let slot = free.popLast() { return slot }
            hasFree.wait(in: monitor)
        }
    }

    /// Producer: hands a filled slot to the workers.
    public func submit(_ slot: Slot) {
        monitor.lock()
        waiting.append((submitted, slot))
        submitted += 1
        hasWaiting.wakeOne()
        monitor.unlock()
    }

    /// Producer: nothing more will be submitted.
    public func end() {
        monitor.lock()
        hasEnded = true
        hasFinished.wakeAll()
        monitor.unlock()
    }

    /// Any side: gives up; the first failure stands.
    public func fail(_ failure: Failure) {
        monitor.lock()
        if self.failure == nil { self.failure = failure }
        wakeAll()
        monitor.unlock()
    }

    /// Consumer: the next finished slot, or nil after the last.
    public func next() throws(Failure) -> Slot? {
        monitor.lock()
        defer { monitor.unlock() }
        while true {
            if let failure { throw failure }
            if let slot = done.removeValue(forKey: taken) {
                taken += 1
                return slot
            }
            if hasEnded, taken == submitted { return nil }
            hasFinished.wait(in: monitor)
        }
    }

    /// Consumer: gives a slot back.
    public func release(_ slot: Slot) {
        monitor.lock()
        free.append(slot)
        hasFree.wakeOne()
        monitor.unlock()
    }

    /// Stops the workers and waits for them; call before the lane goes out of scope, also after a failure.
    public func stop() {
        monitor.lock()
        isStopped = true
        wakeAll()
        monitor.unlock()
        for thread in threads { thread.join() }
        threads = []
    }

    deinit { precondition(threads.isEmpty, "a lane was not stopped") }

    private func run(worker: Int) {
        while let (number, slot) = nextTask() {
            do {
                try work(slot, LaneTask(number: number, worker: worker))
                finish(number, slot)
            } catch { fail(error) }
        }
    }

    private func nextTask() -> (Int, Slot)? {
        monitor.lock()
        defer { monitor.unlock() }
        while true {
            if isStopped || failure != nil { return nil }
            if !waiting.isEmpty { return waiting.removeFirst() }
            hasWaiting.wait(in: monitor)
        }
    }

    /// Waits until all that was submitted is done; for lanes that return their slots.
    public func drain() throws(Failure) {
        monitor.lock()
        defer { monitor.unlock() }
        while finished < submitted {
            if let failure { throw failure }
            hasFinished.wait(in: monitor)
        }
        if let failure { throw failure }
    }

    private func finish(_ number: Int, _ slot: Slot) {
        monitor.lock()
        finished += 1
        if returnsSlots {
            free.append(slot)
            hasFree.wakeOne()
            if finished == submitted { hasFinished.wakeAll() }
        } else {
            done[number] = slot
            if number == taken { hasFinished.wakeAll() }
        }
        monitor.unlock()
    }

    private func wakeAll() {
        hasFree.wakeAll()
        hasWaiting.wakeAll()
        hasFinished.wakeAll()
    }
}
