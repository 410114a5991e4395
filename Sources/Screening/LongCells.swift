/// Cells of 8 to 16 bytes that were judged before and amount to something, by variable and bytes: dates, codes of areas. Belongs to
/// one worker.
final class LongCells {
    private struct Known {
        var bytes = SIMD2<UInt64>.zero
        /// -1 where nothing is known.
        var column = -1
        var hits = 0
        var verdict = Verdict()

        @inline(__always) func isOf(_ bytes: SIMD2<UInt64>, _ column: Int) -> Bool {
            self.bytes.x == bytes.x && self.bytes.y == bytes.y && self.column == column
        }
    }

    static let bytes = 8...16
    private static let count = 2_048

    private let places: UnsafeMutablePointer<Known>
    private let masks: UnsafeMutablePointer<UInt64>
    /// For each variable whether anything is known.
    private let isAny: UnsafeMutablePointer<Bool>
    private let tally: Tally

    init(columns: Int, tally: Tally) {
        self.tally = tally
        places = .allocate(capacity: Self.count)
        places.initialize(repeating: Known(), count: Self.count)
        isAny = .allocate(capacity: columns)
        isAny.initialize(repeating: false, count: columns)
        masks = .allocate(capacity: 9)
        for count in 0..<9 { masks[count] = count == 8 ? .max : 1 << UInt64(count * 8) - 1 }
    }

    deinit {
        places.deallocate()
        isAny.deallocate()
        masks.deallocate()
    }

    /// Of a cell of 8 to 16 bytes, zeros behind; 16 can be read.
    @inline(__always) private func bytes(of cell: Cell) -> SIMD2<UInt64> {
        var bytes = UnsafeRawPointer(cell.baseAddress!).loadUnaligned(as: SIMD2<UInt64>.self)
        bytes.y &= masks[cell.count &- 8]
        return bytes
    }

    /// The two in which a cell may be.
    @inline(__always) private func places(
        of bytes: SIMD2<UInt64>, _ column: Int
    ) -> (UnsafeMutablePointer<Known>, UnsafeMutablePointer<Known>) {
        let hash = ValueHash.mixed(bytes.x ^ 0x9E37_79B9_7F4A_7C15, bytes.y ^ 0xD6E8_FEB8_6659_FD93)
        let place = Int(truncatingIfNeeded: hash &+ UInt64(truncatingIfNeeded: column)) & (Self.count - 1)
        return (places + place, places + (place ^ 1))
    }

    /// Counts a cell that is known; false for every other.
    @inline(__always) func takes(_ cell: Cell, column: Int) -> Bool {
        guard isAny[column] else { return false }
        let bytes = bytes(of: cell)
        let (first, second) = places(of: bytes, column)
        let known = first.pointee.isOf(bytes, column) ? first : second
        guard known.pointee.isOf(bytes, column) else { return false }
        known.pointee.hits += 1
        return true
    }

    /// Takes in what was judged. What amounts to nothing is judged as fast; what still wants the place of its record is not known yet.
    func learn(_ cell: Cell, _ verdict: Verdict, column: Int) {
        guard !verdict.counted.isEmpty, tally.hasAllPlaces(of: verdict, column) else { return }
        let bytes = bytes(of: cell)
        let (first, second) = places(of: bytes, column)
        let known = first.pointee.column < 0 || first.pointee.hits < second.pointee.hits ? first : second
        tell(known)
        known.pointee = Known(bytes: bytes, column: column, hits: 0, verdict: verdict)
        isAny[column] = true
    }

    private func tell(_ known: UnsafeMutablePointer<Known>) {
        if known.pointee.hits > 0 { tally.add(known.pointee.verdict, times: known.pointee.hits, known.pointee.column) }
        known.pointee.hits = 0
    }

    /// Tells the tally of all hits.
    func tellAll() {
        for place in 0..<Self.count { tell(places + place) }
    }
}
