/// What a crew has to know of a lane.
protocol CrewLane: AnyObject, Sendable {
    /// A worker has one of its tasks now; called under the monitor.
    func begin()
}

/// Threads that the lanes of one pipeline share: as many as there are processors, whichever lane has tasks, so that no stage waits for a
/// thread of its own to be woken.
///
/// Tasks begin in the order in which they were submitted, to whatever lane. Stop the lanes first, then the crew.
public final class Crew: @unchecked Sendable {
    struct Task {
        let lane: any CrewLane
        /// Called with which of the workers runs it.
        let run: @Sendable (Int) -> Void
    }

    /// That of the lanes too: all that they share with the workers is touched under it.
    let monitor = Monitor()
    private let hasTasks = Monitor.Condition()
    private var tasks: [Task] = []
    private var isStopped = false
    private var threads: [WorkerThread] = []
    public let workers: Int

    public init(workers: Int = workerCount) {
        precondition(workers > 0)
        self.workers = workers
        threads = (0..<workers).map { worker in WorkerThread { [unowned self] in self.run(worker) } }
    }

    deinit { precondition(threads.isEmpty, "a crew was not stopped") }

    /// Waits for the threads to end; nothing that still waits is begun.
    public func stop() {
        monitor.lock()
        isStopped = true
        hasTasks.wakeAll()
        monitor.unlock()
        for thread in threads { thread.join() }
        threads = []
    }

    private func run(_ worker: Int) {
        while let task = next() { task.run(worker) }
    }

    private func next() -> Task? {
        monitor.lock()
        defer { monitor.unlock() }
        while !isStopped {
            if !tasks.isEmpty { return begun(0) }
            hasTasks.wait(in: monitor)
        }
        return nil
    }

    // MARK: For lanes, which hold the monitor

    func add(_ task: Task) {
        tasks.append(task)
        hasTasks.wakeOne()
    }

    /// The oldest task of one lane that nobody has begun.
    func take(of lane: some CrewLane) -> Task? { tasks.firstIndex { $0.lane === lane }.map(begun) }

    func drop(of lane: some CrewLane) { tasks.removeAll { $0.lane === lane } }

    private func begun(_ place: Int) -> Task {
        let task = tasks.remove(at: place)
        task.lane.begin()
        return task
    }
}
