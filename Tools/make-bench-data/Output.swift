import Glibc

/// A new file that is written through a buffer, with the few kinds of text that a survey's cells are.
final class Output {
    private static let capacity = 1 << 20
    /// Room behind the buffer for one cell, so that only `endCell` has to look.
    private static let longestCell = 1 << 14

    private let descriptor: Int32
    private let buffer: UnsafeMutablePointer<UInt8>
    private var used = 0
    private var written = 0

    var length: Int { written + used }

    init(_ path: String) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { fail(path) }
        buffer = .allocate(capacity: Self.capacity + Self.longestCell)
    }

    deinit { buffer.deallocate() }

    func finish() {
        flush()
        guard close(descriptor) == 0 else { fail("close") }
    }

    private func flush() {
        var start = 0
        while start < used {
            let count = write(descriptor, buffer + start, used - start)
            guard count > 0 else { fail("write") }
            start += count
        }
        written += used
        used = 0
    }

    @inline(__always)
    private func look() { if used >= Self.capacity { flush() } }

    @inline(__always)
    func byte(_ value: UInt8) {
        buffer[used] = value
        used += 1
    }

    @inline(__always)
    func comma() { byte(0x2C) }

    @inline(__always)
    func endRecord() {
        byte(0x0A)
        look()
    }

    func text(_ value: StaticString) {
        bytes(UnsafeBufferPointer(start: value.utf8Start, count: value.utf8CodeUnitCount))
    }

    @inline(__always)
    func bytes(_ value: UnsafeBufferPointer<UInt8>) {
        guard let start = value.baseAddress else { return }
        (buffer + used).update(from: start, count: value.count)
        used += value.count
    }

    /// Decimal, filled with zeros to `digits`.
    @inline(__always)
    func number(_ value: Int, digits: Int) {
        var rest = value
        var place = used + digits
        while place > used {
            place -= 1
            buffer[place] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        used += digits
    }

    /// Decimal.
    @inline(__always)
    func number(_ value: Int) {
        guard value >= 0 else {
            byte(0x2D)
            return number(-value)
        }
        var digits = 1
        var bound = 10
        while value >= bound {
            digits += 1
            bound *= 10
        }
        number(value, digits: digits)
    }

    @inline(__always)
    func cell(_ value: Int) {
        number(value)
        comma()
    }

    /// `value` ten-thousandths.
    @inline(__always)
    func weight(_ value: Int) {
        number(value / 10_000)
        byte(0x2E)
        number(value % 10_000, digits: 4)
    }

    /// Eight hexadecimal digits.
    @inline(__always)
    func hexadecimal(_ value: UInt32) {
        var rest = value
        for _ in 0..<8 {
            let digit = UInt8(truncatingIfNeeded: rest >> 28)
            byte(digit < 10 ? 0x30 + digit : 0x57 + digit)
            rest <<= 4
        }
    }

    /// Any bytes, past the buffer.
    func block(_ bytes: UnsafeRawBufferPointer) {
        bytes.withMemoryRebound(to: UInt8.self) { bytes in
            var start = 0
            while start < bytes.count {
                let count = min(Self.capacity, bytes.count - start)
                self.bytes(UnsafeBufferPointer(rebasing: bytes[start..<start + count]))
                flush()
                start += count
            }
        }
    }
}

func fail(_ what: String) -> Never {
    perror("make-bench-data: error: \(what)")
    exit(74)
}
