/// Cells of one variable that are known to be fine from the kinds of their bytes, or are short numbers within the limits: most of a
/// survey file. Every other cell is checked.
struct FineCells {
    /// What the bytes may all be: 0 where that does not tell.
    private let kinds: UInt8
    /// How many they may be then.
    private var counts = 0...Int.max
    /// Of cells of digits alone, fewer than 8, a digit in each byte; the first is above the second where none is fine.
    private var lowest: UInt64
    private var highest: UInt64
    /// Of cells that are short decimals; nil where they are checked, or have no type.
    private var numbers: ShortRange?
    private var takesPoint = false

    /// Of the cells that `holds(short:_:)` takes.
    static let greatest: Int64 = 9_999_999

    static let all = FineCells(kinds: 0x7F)
    static let none = FineCells(kinds: 0)

    /// `kinds` alone decide.
    init(kinds: UInt8) {
        self.kinds = kinds
        (lowest, highest) = kinds & ByteKind.digit != 0 ? (0, .max) : (.max, 0)
    }

    /// Texts of a certain length, of characters that are one byte.
    init(counts: ClosedRange<Int>) {
        kinds = 0x7F & ~ByteKind.high
        (lowest, highest) = (.max, 0)
        self.counts = counts
    }

    /// Integers, or other decimals too, in `range`; everything where there is none.
    init(numbersIn range: ValueRange?, takesPoint: Bool) {
        self.init(kinds: range == nil ? ByteKind.digit : 0)
        guard let numbers = range.map({ $0.short }) ?? .everything else { return }
        (self.numbers, self.takesPoint) = (numbers, takesPoint)
        if range != nil, let whole = numbers.wholeNumbers(upTo: Self.greatest) {
            (lowest, highest) = (Self.value(of: whole.lowerBound), Self.value(of: whole.upperBound))
        }
    }

    /// A cell of `count` bytes, of which the kinds are `seen`.
    @inline(__always) func holds(_ seen: UInt8, _ count: Int) -> Bool {
        kinds != 0 && seen & ~kinds == 0 && counts.contains(count)
    }

    /// Of a cell of up to 7 bytes, the first of them lowest and zeros behind: whether they are digits and fine. `mask` has ones in all
    /// bytes of the cell.
    @inline(__always) func holds(short bytes: UInt64, _ count: Int, mask: UInt64) -> Bool {
        // 3 in the upper half of each byte, also when 6 is added: a digit.
        let upper = bytes & (bytes &+ (0x0606_0606_0606_0606 & mask)) & 0xF0F0_F0F0_F0F0_F0F0
        guard upper == 0x3030_3030_3030_3030 & mask, count > 0 else { return false }
        // The last digit lowest: sorts as the number does, leading zeros or none.
        let digits = (bytes & 0x0F0F_0F0F_0F0F_0F0F).byteSwapped &>> UInt64(truncatingIfNeeded: 64 &- 8 &* count)
        return lowest <= digits && digits <= highest
    }

    /// A number with a sign or a point, or a long one.
    @inline(__always) func holds(number cell: Cell, shape: CellShape?) -> Bool {
        if takesPoint, let numbers, let whole = shape?.wholeNumber(in: cell), numbers.isWithin(whole: whole) {
            return true
        }
        guard let numbers, let value = ShortDecimal(cell), takesPoint || !value.hasPoint else { return false }
        return numbers.holds(value)
    }

    /// A digit in each byte, the last in the lowest.
    private static func value(of number: Int64) -> UInt64 {
        String(number).utf8.reduce(0) { $0 << 8 | UInt64(digitValue($1)) }
    }
}
