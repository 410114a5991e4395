import CBytes
import Glibc

/// Whole records of one table, on their way from the reader to a worker, and what the worker found out by value.
final class Batch: @unchecked Sendable {
    static let target = 1 << 20
    /// A record that is longer makes the rest of its file unscreened.
    static let longestRecord = 16 << 20
    /// Behind the bytes: for a line feed at the end, and for the block that the scanner reads where the last cell begins.
    private static let room = 1 + Stops.width

    private(set) var base: UnsafeMutablePointer<UInt8>
    private var capacity = Batch.target + 65_536 + Batch.room
    var count = 0
    var table: TableScreening?
    /// Nothing of the table follows.
    var endsTable = false
    /// Counted from 0 within the table.
    var number = 0
    /// Set by the worker.
    var rows = 0
    /// For each record a hash of each keyed variable.
    var hashes: UnsafeMutablePointer<UInt64>
    private var hashCapacity = 0

    init() {
        base = .allocate(capacity: capacity)
        hashes = .allocate(capacity: 1)
    }

    deinit {
        base.deallocate()
        hashes.deallocate()
    }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    func append(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 0 else { return }
        let needed = count + bytes.count + Self.room
        if needed > capacity { grow(to: max(capacity * 2, needed)) }
        memcpy(base + count, bytes.baseAddress!, bytes.count)
        count += bytes.count
    }

    func clear() {
        (count, rows, table, endsTable) = (0, 0, nil, false)
    }

    /// Takes away the first `length` bytes.
    func drop(first length: Int) {
        memmove(base, base + length, count - length)
        count -= length
    }

    /// Takes what stands from `start` on to the end of `other`.
    func move(from start: Int, to other: Batch) {
        other.append(UnsafeRawBufferPointer(start: base + start, count: count - start))
        count = start
    }

    /// For a file that does not end with a line feed.
    func endLine() {
        guard count > 0, base[count - 1] != UInt8(ascii: "\n") else { return }
        base[count] = UInt8(ascii: "\n")
        count += 1
    }

    private func grow(to size: Int) {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
        memcpy(larger, base, count)
        base.deallocate()
        (base, capacity) = (larger, size)
    }

    /// Where the hashes of one record more are to stand, of `keys` for each.
    @inline(__always) func hashes(ofRow row: Int, keys: Int) -> UnsafeMutablePointer<UInt64> {
        if (row + 1) * keys > hashCapacity { makeRoom(forRow: row, keys: keys) }
        return hashes + row * keys
    }

    private func makeRoom(forRow row: Int, keys: Int) {
        let size = max(4_096 * keys, hashCapacity * 2)
        let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: size)
        memcpy(larger, hashes, row * keys * 8)
        hashes.deallocate()
        (hashes, hashCapacity) = (larger, size)
    }

    private func hasOddCount(of byte: UInt8) -> Bool {
        // In bounds to the last: there is room for a block behind the bytes.
        var odd: UInt64 = 0
        for place in stride(from: 0, to: count, by: 16) {
            let part = UnsafeRawPointer(base).loadUnaligned(fromByteOffset: place, as: SIMD16<UInt8>.self)
            let found = UInt64(mv_equal(part, byte))
            odd ^= count - place >= 16 ? found : found & (1 << UInt64(count - place) - 1)
        }
        return odd.nonzeroBitCount & 1 == 1
    }

    /// Where the last whole record ends, that is behind the last line feed outside quotes; nil where none ends here. A record
    /// begins at 0.
    func lastRecordEnd() -> Int? {
        let quote = UInt8(ascii: "\"")
        guard memchr(base, Int32(quote), count) != nil else {
            return bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
        }
        var isQuoted = hasOddCount(of: quote)
        var place = count
        while place > 0 {
            place -= 1
            if base[place] == quote { isQuoted.toggle() }
            if base[place] == UInt8(ascii: "\n"), !isQuoted { return place + 1 }
        }
        return nil
    }
}

/// Bytes of a cell whose doubled quotes were taken out; they stay where they are until the next.
final class ByteStore {
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity = 4_096
    var count = 0

    init() { base = .allocate(capacity: capacity) }
    deinit { base.deallocate() }

    var bytes: Cell { Cell(start: base, count: count) }

    func append(_ byte: UInt8) {
        if count == capacity { grow(to: capacity * 2) }
        base[count] = byte
        count += 1
    }

    func append(_ more: Cell) {
        guard let start = more.baseAddress else { return }
        if count + more.count > capacity { grow(to: max(capacity * 2, count + more.count)) }
        memcpy(base + count, start, more.count)
        count += more.count
    }

    private func grow(to size: Int) {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
        memcpy(larger, base, count)
        base.deallocate()
        (base, capacity) = (larger, size)
    }
}
