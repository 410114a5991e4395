import Glibc
import Testing

@testable import Pipelining

@Suite struct ThreadsTests {
    @Test(.timeLimit(.minutes(1)))
    func `a thread runs its body once and join waits for it`() {
        let ran = Tally()
        let thread = WorkerThread {
            pause(milliseconds: 20)
            ran.add()
        }
        thread.join()
        #expect(ran.value == 1)
    }

    @Test func `as many workers as processors, 16 at most`() {
        let online = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        #expect((1...16).contains(workerCount))
        #expect(workerCount <= max(2, online))
    }

    @Test func `a buffer takes what fits`() {
        let buffer = Buffer(capacity: 10)
        let bytes = Array("abcdefg".utf8)
        #expect(bytes.withUnsafeBytes { buffer.append($0) } == 7)
        #expect(buffer.rest.count == 3)
        #expect(bytes.withUnsafeBytes { buffer.append($0) } == 3)
        #expect(bytes.withUnsafeBytes { buffer.append($0) } == 0)
        #expect(buffer.append(UnsafeRawBufferPointer(start: nil, count: 0)) == 0)
        #expect(Array(buffer.filled) == Array("abcdefgabc".utf8))
        #expect(buffer.rest.isEmpty)
        #expect(buffer.whole.count == 10)
        buffer.count = 0
        #expect(buffer.filled.isEmpty)
    }
}
