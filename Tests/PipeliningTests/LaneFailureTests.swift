import Glibc
import Synchronization
import Testing

@testable import Pipelining

/// Whatever side fails, the others wake and all of them get the first failure.
@Suite struct LaneFailureTests {
    private static func lane(
        slots: Int, workers: Int, returnsSlots: Bool = false, failingAt number: Int
    ) -> Lane<Slot, Fault> {
        Lane(slots: (0..<slots).map { _ in Slot() }, workers: workers, returnsSlots: returnsSlots) {
            (_, task) throws(Fault) in
            if task.number == number {
                pause(milliseconds: 20)
                throw .worker(number)
            }
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: [1, 2, 8])
    func `a worker's failure wakes producer and consumer`(workers: Int) {
        withinTime {
            let lane = Self.lane(slots: 3, workers: workers, failingAt: 2)
            let produced = Mutex<Fault?>(nil)
            let producer = WorkerThread {
                let found = failure { () throws(Fault) in while true { lane.submit(try lane.acquire()) } }
                produced.withLock { $0 = found }
            }
            let consumed = failure { () throws(Fault) in while try lane.next() != nil { pause(milliseconds: 1) } }
            producer.join()
            lane.stop()
            #expect(consumed == .worker(2))
            #expect(produced.withLock { $0 } == .worker(2))
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `the producer's failure wakes the consumer`() {
        withinTime {
            let lane = Self.lane(slots: 2, workers: 2, failingAt: -1)
            let producer = WorkerThread {
                pause(milliseconds: 30)
                lane.fail(.producer)
            }
            #expect(failure { () throws(Fault) in _ = try lane.next() } == .producer)
            producer.join()
            lane.stop()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `the consumer's failure wakes the producer`() {
        withinTime {
            let lane = Self.lane(slots: 2, workers: 2, failingAt: -1)
            let produced = Mutex<Fault?>(nil)
            let producer = WorkerThread {
                let found = failure { () throws(Fault) in while true { lane.submit(try lane.acquire()) } }
                produced.withLock { $0 = found }
            }
            pause(milliseconds: 30)
            lane.fail(.consumer)
            producer.join()
            #expect(produced.withLock { $0 } == .consumer)
            lane.stop()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `the first failure stands`() {
        withinTime {
            let lane = Self.lane(slots: 1, workers: 1, failingAt: -1)
            lane.fail(.producer)
            lane.fail(.consumer)
            #expect(failure { () throws(Fault) in _ = try lane.acquire() } == .producer)
            #expect(failure { () throws(Fault) in _ = try lane.next() } == .producer)
            #expect(failure { () throws(Fault) in try lane.drain() } == .producer)
            lane.stop()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a failure stands after the end too`() {
        withinTime {
            let lane = Self.lane(slots: 2, workers: 1, failingAt: 0)
            if let slot = try? lane.acquire() { lane.submit(slot) }
            lane.end()
            #expect(failure { () throws(Fault) in while try lane.next() != nil {} } == .worker(0))
            lane.stop()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a drain ends with the failure of the last task`() {
        withinTime {
            let lane = Self.lane(slots: 4, workers: 2, returnsSlots: true, failingAt: 3)
            for _ in 0..<4 { if let slot = try? lane.acquire() { lane.submit(slot) } }
            #expect(failure { () throws(Fault) in try lane.drain() } == .worker(3))
            lane.stop()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `nothing is begun after a failure`() {
        let begun = Tally()
        withinTime {
            let lane = Lane<Slot, Fault>(slots: (0..<50).map { _ in Slot() }, workers: 1) { (_, _) throws(Fault) in
                begun.add()
                pause(milliseconds: 20)
                throw .worker(0)
            }
            for _ in 0..<50 { if let slot = try? lane.acquire() { lane.submit(slot) } }
            lane.end()
            #expect(failure { () throws(Fault) in _ = try lane.next() } == .worker(0))
            lane.stop()
        }
        #expect(begun.value == 1)
    }

    @Test(.timeLimit(.minutes(1)))
    func `stopping waits for the task that runs and leaves the others`() {
        let begun = Tally()
        let finished = Tally()
        withinTime {
            let lane = Lane<Slot, Fault>(slots: (0..<20).map { _ in Slot() }, workers: 1) { _, _ in
                begun.add()
                pause(milliseconds: 40)
                finished.add()
            }
            for _ in 0..<20 { if let slot = try? lane.acquire() { lane.submit(slot) } }
            while begun.value == 0 { pause(milliseconds: 1) }
            lane.stop()
            let atStop = finished.value
            #expect(atStop == begun.value)
            #expect((1..<20).contains(atStop))
            pause(milliseconds: 60)
            #expect(finished.value == atStop)
            lane.stop()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `many short lanes with a failure at any task come to an end`() {
        withinTime {
            for round in 0..<150 {
                let failing = round % 30
                let lane = Lane<Slot, Fault>(slots: [Slot(), Slot(), Slot()], workers: 3) { (_, task) throws(Fault) in
                    if task.number == failing { throw .worker(failing) }
                }
                let producer = WorkerThread {
                    for _ in 0..<25 {
                        guard let slot = try? lane.acquire() else { return }
                        lane.submit(slot)
                    }
                    lane.end()
                }
                let found = failure { () throws(Fault) in
                    while let slot = try lane.next() { lane.release(slot) }
                }
                producer.join()
                lane.stop()
                #expect(found == (failing < 25 ? .worker(failing) : nil))
            }
        }
    }
}
