/// Cells of one variable that are known to be fine from the kinds of their bytes, or are short numbers within the limits: most of a
/// survey file. Every other cell is checked.
struct FineCells {
    /// What the bytes may all be: 0 where that does not tell.
    var kinds: UInt8
    /// Of cells of digits alone, fewer than 8, as `value` has them; the first is above the second where none is fine.
    private var lowest: UInt64
    private var highest: UInt64
    /// Of cells that are short decimals; nil where they are checked, or have no type.
    private var numbers: ShortRange?
    private var takesPoint = false

    /// Digits in a cell that `value` takes, and the greatest number of them.
    static let mostDigits = 7
    static let greatest: Int64 = 9_999_999

    static let all = FineCells(kinds: 0x7F)
    static let none = FineCells(kinds: 0)

    /// `kinds` alone decide.
    init(kinds: UInt8) {
        self.kinds = kinds
        (lowest, highest) = kinds & ByteKind.digit != 0 ? (0, .max) : (.max, 0)
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

    @inline(__always) func holds(digits value: UInt64) -> Bool { lowest <= value && value <= highest }

    /// A number with a sign or a point, or a long one.
    @inline(__always) func holds(number cell: Cell) -> Bool {
        guard let numbers, let value = ShortDecimal(cell), takesPoint || !value.hasPoint else { return false }
        return numbers.holds(value)
    }

    /// A digit in each byte, the last in the lowest: sorts as the number does, leading zeros or none. `count` is 1 to 7, and 8
    /// bytes can be read.
    @inline(__always) static func value(of digits: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        let bytes = UInt64(bigEndian: UnsafeRawPointer(digits).loadUnaligned(as: UInt64.self))
        return bytes &>> UInt64(truncatingIfNeeded: 64 &- 8 &* count) & 0x0F0F_0F0F_0F0F_0F0F
    }

    private static func value(of number: Int64) -> UInt64 {
        String(number).utf8.reduce(0) { $0 << 8 | UInt64(digitValue($1)) }
    }
}
