import Glibc
import Synchronization
import Testing

@testable import Pipelining

/// Lanes that share threads.
@Suite struct CrewTests {
    /// Two lanes of one crew, the second fed by the step of the first: numbers go through both and come out in order.
    private static func relay(
        _ count: Int, workers: Int, slots: Int, halves: Int, failingAt failing: Int = -1
    ) -> (received: [Int], failures: [Fault?]) {
        let crew = Crew(workers: workers)
        let second = Lane<Slot, Fault>(slots: (0..<slots).map { _ in Slot() }, crew: crew) { slot, task in
            #expect((0..<workers).contains(task.worker))
            usleep(UInt32.random(in: 0...300))
            slot.value = -slot.value
        }
        let first = Lane<Slot, Fault>(
            slots: (0..<slots).map { _ in Slot() }, crew: crew,
            step: { (slot, task) throws(Fault) in
                #expect(slot.value == task.number)
                // More than the second lane has slots, so that the step has to wait for them.
                for _ in 0..<halves {
                    let half = try second.acquire(as: task.worker)
                    half.value = slot.value
                    second.submit(half)
                }
            }
        ) { (_, task) throws(Fault) in
            usleep(UInt32.random(in: 0...300))
            if task.number == failing { throw .worker(failing) }
        }
        let produced = Mutex<Fault?>(nil)
        let producer = WorkerThread {
            let found = failure { () throws(Fault) in
                for number in 0..<count {
                    let slot = try first.acquire()
                    slot.value = number
                    first.submit(slot)
                }
                try first.drain()
                second.end()
            }
            produced.withLock { $0 = found }
            if let found { second.fail(found) }
        }
        var received: [Int] = []
        let consumed = failure { () throws(Fault) in
            while let slot = try second.next() {
                received.append(-slot.value)
                second.release(slot)
            }
        }
        producer.join()
        first.stop()
        second.stop()
        crew.stop()
        return (received, [produced.withLock { $0 }, consumed])
    }

    @Test(.timeLimit(.minutes(1)), arguments: [(1, 1, 3), (1, 2, 1), (2, 1, 2), (2, 6, 9), (8, 3, 4)])
    func `two lanes keep the order of both`(workers: Int, slots: Int, halves: Int) {
        withinTime {
            let (received, failures) = Self.relay(60, workers: workers, slots: slots, halves: halves)
            #expect(received == (0..<60).flatMap { Array(repeating: $0, count: halves) })
            #expect(failures == [nil, nil])
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: [1, 2, 5])
    func `a failure in the first lane ends both, wherever it is`(workers: Int) {
        withinTime {
            for failing in 0..<30 {
                let (received, failures) = Self.relay(30, workers: workers, slots: 3, halves: 2, failingAt: failing)
                #expect(failures == [.worker(failing), .worker(failing)])
                #expect(received.count <= failing * 2)
                #expect(received.enumerated().allSatisfy { $0.element == $0.offset / 2 })
            }
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a step is done in order, by one worker at a time`() {
        let seen = Mutex<[Int]>([])
        let inside = Tally()
        withinTime {
            let crew = Crew(workers: 4)
            let lane = Lane<Slot, Fault>(
                slots: (0..<9).map { _ in Slot() }, crew: crew,
                step: { slot, task in
                    inside.add()
                    seen.withLock { $0.append(slot.value) }
                    usleep(UInt32.random(in: 0...200))
                    inside.add(-1)
                }
            ) { _, _ in usleep(UInt32.random(in: 0...800)) }
            for number in 0..<200 {
                guard let slot = try? lane.acquire() else { return }
                slot.value = number
                lane.submit(slot)
            }
            #expect(failure { () throws(Fault) in try lane.drain() } == nil)
            #expect(seen.withLock { $0.count } == 200)
            lane.stop()
            crew.stop()
        }
        #expect(seen.withLock { $0 } == Array(0..<200))
        #expect(inside.peak == 1)
    }

    /// Many times: the worker that is next in turn may wait just where the failure is made known.
    @Test(.timeLimit(.minutes(1)))
    func `a failing step wakes the producer, and no step follows it`() {
        let counts = Mutex<[Int: Int]>([:])
        withinTime {
            for _ in 0..<3_000 {
                let steps = Tally()
                let crew = Crew(workers: 3)
                let lane = Lane<Slot, Fault>(
                    slots: [Slot(), Slot(), Slot()], crew: crew,
                    step: { (_, task) throws(Fault) in
                        steps.add()
                        if task.number == 5 { throw .consumer }
                    }
                ) { _, _ in }
                #expect(failure { () throws(Fault) in while true { lane.submit(try lane.acquire()) } } == .consumer)
                #expect(failure { () throws(Fault) in try lane.drain() } == .consumer)
                lane.stop()
                crew.stop()
                counts.withLock { $0[steps.value, default: 0] += 1 }
            }
        }
        #expect(counts.withLock { $0 } == [6: 3_000])
    }

    @Test(.timeLimit(.minutes(1)))
    func `a lane that stops leaves the others of its crew at work`() {
        withinTime {
            let crew = Crew(workers: 1)
            let left = Tally()
            let stopped = Lane<Slot, Fault>(slots: (0..<9).map { _ in Slot() }, crew: crew, returnsSlots: true) {
                _, _ in
                left.add()
                pause(milliseconds: 30)
            }
            let other = Lane<Slot, Fault>(slots: [Slot()], crew: crew, returnsSlots: true) { _, _ in }
            for _ in 0..<9 { if let slot = try? stopped.acquire() { stopped.submit(slot) } }
            while left.value == 0 { pause(milliseconds: 1) }
            stopped.stop()
            let atStop = left.value
            for _ in 0..<20 { if let slot = try? other.acquire() { other.submit(slot) } }
            #expect(failure { () throws(Fault) in try other.drain() } == nil)
            #expect(left.value == atStop && atStop < 9)
            other.stop()
            crew.stop()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `all workers serve whichever lane has tasks`() {
        let atOnce = Tally()
        withinTime {
            let crew = Crew(workers: 3)
            let idle = Lane<Slot, Fault>(slots: [Slot()], crew: crew, returnsSlots: true) { _, _ in }
            let busy = Lane<Slot, Fault>(slots: (0..<3).map { _ in Slot() }, crew: crew, returnsSlots: true) { _, _ in
                atOnce.add()
                while atOnce.peak < 3 { usleep(500) }
                atOnce.add(-1)
            }
            for _ in 0..<3 { if let slot = try? busy.acquire() { busy.submit(slot) } }
            #expect(failure { () throws(Fault) in try busy.drain() } == nil)
            busy.stop()
            idle.stop()
            crew.stop()
        }
        #expect(atOnce.peak == 3)
    }
}
