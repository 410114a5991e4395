import Glibc

/// Which task a worker has.
public struct LaneTask: Sendable {
    /// Counted from 0 in the order of submission.
    public let number: Int
    /// Which of the crew's workers runs it, from 0: for what each worker keeps to itself.
    public let worker: Int
}

/// Ordered work on several threads with a fixed number of slots, so that memory does not grow with the input.
///
/// 1. the producer acquires a free slot, fills it and submits it  2. a worker of the crew does `work` on it  3. finished slots are taken
/// in the order in which they were submitted: by the consumer, which is one thread and releases each, or by `step`, which is done one
/// slot at a time by the worker that finished the slot whose turn it is; or by nobody, in no order
///
/// The first failure, of whichever side, wakes all and is thrown to producer and consumer.
public final class Lane<Slot: Sendable, Failure: Error>: CrewLane, @unchecked Sendable {
    public typealias Work = @Sendable (Slot, LaneTask) throws(Failure) -> Void

    private let crew: Crew
    private let ownsCrew: Bool
    private let monitor: Monitor
    // Each side waits for its own, and is woken only for that.
    private let hasFree = Monitor.Condition()
    private let hasFinished = Monitor.Condition()
    private let hasIdled = Monitor.Condition()
    private let work: Work
    private let step: Work?
    private let returnsSlots: Bool
    // All below is touched under the monitor alone.
    private var free: [Slot]
    private var done: [Int: Slot] = [:]
    private var submitted = 0
    private var taken = 0
    /// Slots that came back by themselves.
    private var returned = 0
    /// Tasks that a worker has begun and not ended.
    private var underWay = 0
    private var isStepping = false
    private var hasEnded = false
    private var isStopped = false
    private var failure: Failure?

    /// With `returnsSlots`, or with a `step`, nobody consumes: a slot is free again once it is finished, and the step is done with it.
    public convenience init(
        slots: [Slot], crew: Crew, returnsSlots: Bool = false, step: Work? = nil, work: @escaping Work
    ) {
        self.init(slots, crew, ownsCrew: false, returnsSlots: returnsSlots, step: step, work: work)
    }

    /// The same with as many threads for this lane alone.
    public convenience init(slots: [Slot], workers: Int, returnsSlots: Bool = false, work: @escaping Work) {
        self.init(slots, Crew(workers: workers), ownsCrew: true, returnsSlots: returnsSlots, step: nil, work: work)
    }

    private init(
        _ slots: [Slot], _ crew: Crew, ownsCrew: Bool, returnsSlots: Bool, step: Work?, work: @escaping Work
    ) {
        precondition(!slots.isEmpty)
        (self.crew, self.ownsCrew, monitor) = (crew, ownsCrew, crew.monitor)
        (self.work, self.step, self.returnsSlots) = (work, step, returnsSlots)
        free = slots
    }

    deinit { precondition(isStopped, "a lane was not stopped") }

    /// Producer: waits for a free slot. A worker of the crew that produces, in the step of another lane, names itself: it does tasks
    /// of this lane instead of waiting for somebody who may be itself.
    public func acquire(as worker: Int? = nil) throws(Failure) -> Slot {
        monitor.lock()
        defer { monitor.unlock() }
        while true {
            if let failure { throw failure }
            if let slot = free.popLast() { return slot }
            if let worker, let task = crew.take(of: self) {
                monitor.unlock()
                task.run(worker)
                monitor.lock()
            } else {
                hasFree.wait(in: monitor)
            }
        }
    }

    /// Producer: hands a filled slot to the workers.
    public func submit(_ slot: Slot) {
        monitor.lock()
        defer { monitor.unlock() }
        let number = submitted
        submitted += 1
        guard failure == nil, !isStopped else { return }
        crew.add(Crew.Task(lane: self) { worker in self.run(slot, LaneTask(number: number, worker: worker)) })
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
        giveUp(failure)
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
        giveBack(slot)
        monitor.unlock()
    }

    /// Waits until all that was submitted came back by itself.
    public func drain() throws(Failure) {
        monitor.lock()
        defer { monitor.unlock() }
        while returned < submitted {
            if let failure { throw failure }
            hasFinished.wait(in: monitor)
        }
        if let failure { throw failure }
    }

    /// Waits for the tasks that run and leaves the others; call before the lane goes out of scope, also after a failure. A task that
    /// waits for another lane must be woken by a failure of that one.
    public func stop() {
        monitor.lock()
        isStopped = true
        leave()
        while underWay > 0 { hasIdled.wait(in: monitor) }
        monitor.unlock()
        if ownsCrew { crew.stop() }
    }

    // MARK: Workers

    func begin() { underWay += 1 }

    private func run(_ slot: Slot, _ task: LaneTask) {
        do {
            try work(slot, task)
            finish(slot, task)
        } catch { fail(error) }
        monitor.lock()
        underWay -= 1
        if underWay == 0 { hasIdled.wakeAll() }
        monitor.unlock()
    }

    private func finish(_ slot: Slot, _ task: LaneTask) {
        monitor.lock()
        defer { monitor.unlock() }
        guard let step else {
            if returnsSlots { return comeBack(slot) }
            done[task.number] = slot
            if task.number == taken { hasFinished.wakeAll() }
            return
        }
        done[task.number] = slot
        // Whoever is at it takes this slot too when its turn comes.
        guard !isStepping else { return }
        isStepping = true
        defer { isStepping = false }
        while failure == nil, !isStopped, let slot = done.removeValue(forKey: taken) {
            let number = taken
            taken += 1
            monitor.unlock()
            let outcome = Result { () throws(Failure) in
                try step(slot, LaneTask(number: number, worker: task.worker))
            }
            monitor.lock()
            // Before anybody else can go on to the next step.
            if case .failure(let error) = outcome { return giveUp(error) }
            comeBack(slot)
        }
    }

    // MARK: Under the monitor

    private func comeBack(_ slot: Slot) {
        returned += 1
        giveBack(slot)
        if returned == submitted { hasFinished.wakeAll() }
    }

    private func giveBack(_ slot: Slot) {
        free.append(slot)
        hasFree.wakeOne()
    }

    private func giveUp(_ failure: Failure) {
        if self.failure == nil { self.failure = failure }
        leave()
    }

    /// Nothing is begun any more, and nobody waits.
    private func leave() {
        crew.drop(of: self)
        hasFree.wakeAll()
        hasFinished.wakeAll()
    }
}
