import Dispatch
import Glibc
import Synchronization
import Testing

@testable import Pipelining

@Suite struct LaneOrderTests {
    @Test(.timeLimit(.minutes(1)), arguments: [(1, 1), (1, 4), (3, 2), (6, 4), (16, 16)])
    func `slots come out in the order in which they went in`(slots: Int, workers: Int) {
        let received = Mutex<[Int]>([])
        withinTime {
            let lane = Lane<Slot, Fault>(slots: (0..<slots).map { _ in Slot() }, workers: workers) { slot, task in
                #expect(slot.value == task.number)
                #expect((0..<workers).contains(task.worker))
                usleep(UInt32.random(in: 0...1_500))
                slot.value = -task.number
            }
            let producer = WorkerThread {
                for number in 0..<150 {
                    guard let slot = try? lane.acquire() else { return }
                    slot.value = number
                    lane.submit(slot)
                }
                lane.end()
            }
            while let slot = try? lane.next() {
                received.withLock { $0.append(-slot.value) }
                lane.release(slot)
            }
            producer.join()
            lane.stop()
        }
        #expect(received.withLock { $0 } == Array(0..<150))
    }

    @Test(.timeLimit(.minutes(1)))
    func `no slot serves two tasks and no worker runs two`() {
        let workers = (0..<4).map { _ in Tally() }
        let overlaps = Tally()
        withinTime {
            let lane = Lane<Slot, Fault>(slots: (0..<5).map { _ in Slot() }, workers: 4) { slot, task in
                if slot.isBusy.exchange(true, ordering: .sequentiallyConsistent) { overlaps.add() }
                workers[task.worker].add()
                usleep(UInt32.random(in: 0...500))
                workers[task.worker].add(-1)
                slot.isBusy.store(false, ordering: .sequentiallyConsistent)
            }
            let producer = WorkerThread {
                for _ in 0..<200 { if let slot = try? lane.acquire() { lane.submit(slot) } }
                lane.end()
            }
            while let slot = try? lane.next() { lane.release(slot) }
            producer.join()
            lane.stop()
        }
        #expect(overlaps.value == 0)
        #expect(workers.allSatisfy { $0.peak <= 1 })
        #expect(workers.reduce(0) { $0 + $1.peak } > 1, "one worker did everything")
    }

    @Test(.timeLimit(.minutes(1)))
    func `the producer waits while all slots are taken`() {
        withinTime {
            let lane = Lane<Slot, Fault>(slots: (0..<3).map { _ in Slot() }, workers: 2) { _, _ in }
            let acquired = Tally()
            let producer = WorkerThread {
                for _ in 0..<4 {
                    guard let slot = try? lane.acquire() else { return }
                    acquired.add()
                    lane.submit(slot)
                }
                lane.end()
            }
            while acquired.value < 3 { pause(milliseconds: 1) }
            pause(milliseconds: 60)
            #expect(acquired.value == 3)
            if let first = try? lane.next() { lane.release(first) }
            producer.join()
            #expect(acquired.value == 4)
            while let slot = try? lane.next() { lane.release(slot) }
            lane.stop()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a lane into which nothing went ends at once`() {
        withinTime {
            let lane = Lane<Slot, Fault>(slots: [Slot()], workers: 2) { _, _ in }
            lane.end()
            var found: Slot? = Slot()
            #expect(failure { () throws(Fault) in found = try lane.next() } == nil)
            #expect(found == nil)
            lane.stop()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `the consumer waits for the end`() {
        withinTime {
            let lane = Lane<Slot, Fault>(slots: [Slot()], workers: 1) { _, _ in }
            let ended = Tally()
            let consumer = WorkerThread {
                _ = try? lane.next()
                ended.add()
            }
            pause(milliseconds: 50)
            #expect(ended.value == 0)
            lane.end()
            consumer.join()
            #expect(ended.value == 1)
            lane.stop()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `slots that nobody consumes come back by themselves`() {
        let done = Tally()
        withinTime {
            let lane = Lane<Slot, Fault>(slots: [Slot(), Slot()], workers: 2, returnsSlots: true) { _, _ in
                usleep(UInt32.random(in: 0...1_000))
                done.add()
            }
            for number in 0..<100 {
                guard let slot = try? lane.acquire() else { return }
                slot.value = number
                lane.submit(slot)
            }
            #expect(failure { () throws(Fault) in try lane.drain() } == nil)
            #expect(done.value == 100)
            // The lane goes on after a drain.
            if let slot = try? lane.acquire() { lane.submit(slot) }
            #expect(failure { () throws(Fault) in try lane.drain() } == nil)
            #expect(done.value == 101)
            lane.stop()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `one worker keeps the order of submission`() {
        let seen = Mutex<[Int]>([])
        withinTime {
            let lane = Lane<Slot, Never>(slots: (0..<4).map { _ in Slot() }, workers: 1, returnsSlots: true) {
                slot, _ in
                seen.withLock { $0.append(slot.value) }
            }
            for number in 0..<500 {
                let slot = lane.acquire()
                slot.value = number
                lane.submit(slot)
            }
            lane.drain()
            lane.stop()
        }
        #expect(seen.withLock { $0 } == Array(0..<500))
    }
}
