/// Short cells that were judged before, by variable and bytes: codes come again and again. Belongs to one worker.
///
/// A cell that is known costs a look and a count; what its hits amount to is told to the tally when another takes its place, and
/// at the end.
final class ShortCells {
    struct Known {
        /// Up to 7 of them, the first lowest, zeros behind, and `counted` where hits amount to something; a cell with a zero byte is
        /// never known.
        var bytes: UInt64
        var hits: Int
    }

    static let mostBytes = 7
    static let counted: UInt64 = 1 << 56
    /// Of one variable.
    private static let count = 32
    /// No cell's: it would have 8 bytes.
    static let nothing = UInt64.max

    /// For the scanner's inner loop.
    struct Places {
        let known: UnsafeMutablePointer<Known>
        /// For each count of bytes up to 7 all ones in as many.
        let masks: UnsafeMutablePointer<UInt64>

        /// Where a cell stands if it is known.
        @inline(__always) func place(of bytes: UInt64, _ column: Int) -> UnsafeMutablePointer<Known> {
            let hash = Int(truncatingIfNeeded: (bytes &* 0x9E37_79B9_7F4A_7C15) &>> 59)
            return known + (column &* ShortCells.count &+ hash)
        }
    }

    let places: Places
    /// No cell of 7 bytes is a date with its year.
    private let counted: UnsafeMutablePointer<CountedSet>
    private let columns: Int
    private let tally: Tally

    init(columns: Int, tally: Tally) {
        (self.columns, self.tally) = (columns, tally)
        // One variable more, of which nothing is ever known, stands for cells that the header has not.
        let places = (columns + 1) * Self.count
        let known = UnsafeMutablePointer<Known>.allocate(capacity: places)
        known.initialize(repeating: Known(bytes: Self.nothing, hits: 0), count: places)
        counted = .allocate(capacity: columns * Self.count)
        counted.initialize(repeating: CountedSet(), count: columns * Self.count)
        let masks = UnsafeMutablePointer<UInt64>.allocate(capacity: Self.mostBytes + 1)
        for count in 0...Self.mostBytes { masks[count] = 1 << UInt64(count * 8) - 1 }
        self.places = Places(known: known, masks: masks)
    }

    deinit {
        places.known.deallocate()
        places.masks.deallocate()
        counted.deallocate()
    }

    /// Takes in what was judged, in place of what was known there. What still wants the place of its record is not known yet.
    func learn(_ bytes: UInt64, _ verdict: Verdict, column: Int) {
        guard tally.hasAllPlaces(of: verdict, column) else { return }
        let place = places.place(of: bytes, column) - places.known
        tell(place, column)
        places.known[place] = Known(bytes: verdict.counted.isEmpty ? bytes : bytes | Self.counted, hits: 0)
        counted[place] = verdict.counted
    }

    private func tell(_ place: Int, _ column: Int) {
        tally.add(Verdict(counted: counted[place]), times: places.known[place].hits, column)
        places.known[place].hits = 0
    }

    /// Tells the tally of all hits.
    func tellAll() {
        for column in 0..<columns {
            for place in (column * Self.count)..<((column + 1) * Self.count) where places.known[place].hits > 0 {
                tell(place, column)
            }
        }
    }
}
