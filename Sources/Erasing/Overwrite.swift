import Files
import Glibc
import Pipelining
import Sealing

/// One pass of random bytes over a file, and the proof that it arrived.
struct Overwrite: Sendable {
    /// Bytes that are written or compared in one step.
    static let stepLength = 1 << 20
    /// What lengths are rounded up to, so that the rest of the last block is reached too. That of nearly every file
    /// system, and what reading past memory wants; larger blocks have zeros there, which the kernel wrote itself.
    static let blockLength = 4_096

    private let noise = NoiseStream()
    private let length: Int

    /// For a file of `size` bytes.
    init(size: Int) { length = (size + Self.blockLength - 1) / Self.blockLength * Self.blockLength }

    /// Writes in place; nothing is truncated or allocated anew, so that a file system that can write in place does. Throws
    /// `EINTR` when asked to stop.
    func write(to file: borrowing File, isInterrupted: () -> Bool) throws(IOError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: min(length, Self.stepLength), alignment: Self.blockLength)
        defer { buffer.deallocate() }
        for start in stride(from: 0, to: length, by: Self.stepLength) {
            guard !isInterrupted() else { throw IOError(.write, file.path, code: EINTR) }
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(Self.stepLength, length - start)])
            noise.fill(part, block: start / Self.stepLength)
            try file.write(UnsafeRawBufferPointer(part), at: start)
            // Small files are better left to the sync, which puts neighbours together.
            if part.count == Self.stepLength { file.startWriteback(start..<start + part.count) }
        }
    }

    enum Origin: Sendable { case device, memory }

    /// Compares what is there with what was written; tells where it was read from. Call after a sync. Throws `EIO` where they
    /// differ, `EINTR` when asked to stop.
    func compare(with file: borrowing File, isInterrupted: @Sendable () -> Bool) throws(IOError) -> Origin {
        guard length > 0 else { return .device }
        guard file.readPastMemory() else {
            try compareAll(with: file, isInterrupted)
            return .memory
        }
        do throws(IOError) {
            try compareAll(with: file, isInterrupted)
            return .device
        } catch {
            // Promised when asked, refused when done: by file systems that want other lengths.
            guard error.code == EINVAL else { throw error }
            file.readThroughMemory()
            try compareAll(with: file, isInterrupted)
            return .memory
        }
    }

    /// On all cores: without the kernel's reading ahead, one thread would wait for the device at each step.
    private func compareAll(with file: borrowing File, _ isInterrupted: @Sendable () -> Bool) throws(IOError) {
        let starts = Array(stride(from: 0, to: length, by: Self.stepLength))
        let workers = min(workerCount, starts.count)
        let results = sideBySide(workers) { worker in
            Result { () throws(IOError) in
                try compare(
                    stride(from: worker, to: starts.count, by: workers).map { starts[$0] }, of: file, isInterrupted)
            }
        }
        for result in results { try result.get() }
    }

    private func compare(
        _ starts: [Int], of file: borrowing File, _ isInterrupted: () -> Bool
    ) throws(IOError) {
        let step = min(length, Self.stepLength)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * step, alignment: Self.blockLength)
        defer { buffer.deallocate() }
        for start in starts {
            guard !isInterrupted() else { throw IOError(.read, file.path, code: EINTR) }
            let count = min(step, length - start)
            let expected = UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
            let found = UnsafeMutableRawBufferPointer(rebasing: buffer[step..<step + count])
            noise.fill(expected, block: start / Self.stepLength)
            guard try file.read(into: found, at: start) == count,
                memcmp(expected.baseAddress!, found.baseAddress!, count) == 0
            else { throw IOError(.read, file.path, code: EIO) }
        }
    }
}
