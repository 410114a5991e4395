import CBytes

/// Cells of one digit that are fine, as many in succession as there are in 16 bytes: coded answers. Belongs to one worker.
final class DigitRuns {
    struct Limits {
        /// For each variable the least and the greatest digit, and behind it the delimiter: bytes as they stand in a record. None is
        /// between 255 and 0, which stand for a variable that is never passed over, and behind the last.
        let lowest: UnsafeMutablePointer<UInt8>
        let highest: UnsafeMutablePointer<UInt8>
        /// For each variable how often in succession nothing was gained where it was tried.
        let failures: UnsafeMutablePointer<UInt8>

        /// How many cells from `start`, that of `column`, are passed over; 16 bytes can be read.
        @inline(__always) func cells(at start: UnsafePointer<UInt8>, _ column: Int) -> Int {
            guard failures[column] < DigitRuns.mostFailures else { return 0 }
            // In bounds: both have 16 bytes more than two for each variable.
            let bytes = UnsafeRawPointer(start).loadUnaligned(as: SIMD16<UInt8>.self)
            let lowest = UnsafeRawPointer(lowest + 2 &* column).loadUnaligned(as: SIMD16<UInt8>.self)
            let highest = UnsafeRawPointer(highest + 2 &* column).loadUnaligned(as: SIMD16<UInt8>.self)
            let cells = (~UInt32(mv_between(bytes, lowest, highest))).trailingZeroBitCount / 2
            if cells > 1 { failures[column] = 0 } else { failures[column] &+= 1 }
            return cells
        }
    }

    fileprivate static let mostFailures = 16
    /// As many cells are passed over at once at most.
    static let most = 8

    /// Of variables in succession of which cells may be passed over, how many make it worth while to try.
    private static let least = 3

    let limits: Limits
    /// As a batch begins: variables where nothing is tried have failed too often.
    private let failures: [UInt8]

    init(_ plan: TablePlan) {
        let columns = plan.variables.count
        let size = 2 * columns + 16
        let lowest = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
        lowest.initialize(repeating: .max, count: size)
        let highest = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
        highest.initialize(repeating: 0, count: size)
        var run = 0
        var failures = [UInt8](repeating: UInt8(Self.mostFailures), count: columns + 1)
        for column in (0..<columns).reversed() {
            if column < columns - 1 {
                lowest[2 * column + 1] = plan.dialect.delimiter
                highest[2 * column + 1] = plan.dialect.delimiter
            }
            let fine = (UInt8(ascii: "0")...UInt8(ascii: "9")).filter {
                plan.keyedPlace[column] < 0 && plan.fine[column].holds(short: UInt64($0), 1, mask: 0xFF)
            }
            run = fine.isEmpty ? 0 : run + 1
            if let first = fine.first, let last = fine.last {
                (lowest[2 * column], highest[2 * column]) = (first, last)
            }
            if run >= Self.least { failures[column] = 0 }
        }
        self.failures = failures
        limits = Limits(lowest: lowest, highest: highest, failures: .allocate(capacity: columns + 1))
        beginBatch()
    }

    deinit {
        limits.lowest.deallocate()
        limits.highest.deallocate()
        limits.failures.deallocate()
    }

    /// What was not worth while is tried again.
    func beginBatch() {
        for column in failures.indices { limits.failures[column] = failures[column] }
    }
}
