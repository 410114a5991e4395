/// A sign or none, digits, and a point or none, of 18 characters together at most: read from the bytes and compared exactly,
/// as `Bound` compares them, without an allocation.
struct ShortDecimal {
    /// Has the sign, as `fraction` has: -1.5 is -1 and -0.5.
    let whole: Int64
    /// In units of 10⁻¹⁸.
    let fraction: Int64
    let hasPoint: Bool

    static let mostCharacters = 18
    private static let one: Int64 = 1_000_000_000_000_000_000

    init(whole: Int64) { (self.whole, fraction, hasPoint) = (whole, 0, false) }

    /// Nil for everything else: exponents, `NaN`, words, what is longer.
    @inline(__always) init?(_ cell: Cell) {
        let end = cell.count
        guard end > 0, end <= Self.mostCharacters else { return nil }
        let isNegative = cell[0] == UInt8(ascii: "-")
        let start = isNegative || cell[0] == UInt8(ascii: "+") ? 1 : 0
        var place = start
        var whole: Int64 = 0
        while place < end, isDigit(cell[place]) {
            whole = whole &* 10 &+ Int64(digitValue(cell[place]))
            place += 1
        }
        var fraction: Int64 = 0
        var digits = place - start
        hasPoint = place < end
        if hasPoint {
            guard cell[place] == UInt8(ascii: ".") else { return nil }
            digits += end - place - 1
            place += 1
            var unit = Self.one
            while place < end {
                guard isDigit(cell[place]) else { return nil }
                unit /= 10
                fraction &+= Int64(digitValue(cell[place])) &* unit
                place += 1
            }
        }
        guard digits > 0 else { return nil }
        (self.whole, self.fraction) = isNegative ? (-whole, -fraction) : (whole, fraction)
    }

    @inline(__always) static func < (a: ShortDecimal, b: ShortDecimal) -> Bool {
        a.whole < b.whole || a.whole == b.whole && a.fraction < b.fraction
    }
}

/// Two limits that are short decimals; one that is not there is beyond every cell's.
struct ShortRange {
    let lowest: ShortDecimal
    let highest: ShortDecimal

    static let everything = ShortRange(lowest: ShortDecimal(whole: .min), highest: ShortDecimal(whole: .max))

    @inline(__always) func holds(_ value: ShortDecimal) -> Bool { !(value < lowest) && !(highest < value) }

    /// Whether that holds of every decimal with these digits before its point: false where the others tell.
    @inline(__always) func isWithin(whole: Int64) -> Bool { lowest.whole < whole && whole < highest.whole }

    /// The whole numbers from 0 to `most` that are within; nil where none is.
    func wholeNumbers(upTo most: Int64) -> ClosedRange<Int64>? {
        let first = max(0, lowest.fraction > 0 ? lowest.whole + 1 : lowest.whole)
        let last = min(most, highest.fraction < 0 ? highest.whole - 1 : highest.whole)
        return first <= last ? first...last : nil
    }
}
