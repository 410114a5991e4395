import PackageFormat

/// What `minimum` and `maximum` of one variable allow. The outcome is always that of `Bound`; cells that are short decimals, dates
/// and times get it from their bytes.
struct ValueRange {
    private let minimum: Bound?
    private let maximum: Bound?
    /// Nil where a limit is no short decimal.
    let short: ShortRange?
    /// Dates and times are no numbers, so that their bytes alone decide.
    private let isOfBytes: Bool
    private let lowestBytes: [UInt8]?
    private let highestBytes: [UInt8]?

    /// Nil where neither limit is there.
    init?(minimum: String?, maximum: String?, type: Field.Kind) {
        guard minimum != nil || maximum != nil else { return nil }
        (self.minimum, self.maximum) = (minimum.map { Bound($0) }, maximum.map { Bound($0) })
        (lowestBytes, highestBytes) = (minimum.map { Array($0.utf8) }, maximum.map { Array($0.utf8) })
        let lowest = Self.short(minimum, without: ShortRange.everything.lowest)
        let highest = Self.short(maximum, without: ShortRange.everything.highest)
        short = lowest.flatMap { lowest in highest.map { ShortRange(lowest: lowest, highest: $0) } }
        isOfBytes = [.date, .time, .datetime, .yearmonth].contains(type)
    }

    private static func short(_ limit: String?, without: ShortDecimal) -> ShortDecimal? {
        guard var limit else { return without }
        return limit.withUTF8 { ShortDecimal($0) }
    }

    /// Of a cell that has the variable's type.
    @inline(__always) func excess(of cell: Cell) -> (isBelow: Bool, isAbove: Bool) {
        if let short, let value = ShortDecimal(cell) { return (value < short.lowest, short.highest < value) }
        return longExcess(of: cell)
    }

    private func longExcess(of cell: Cell) -> (isBelow: Bool, isAbove: Bool) {
        if isOfBytes {
            return (
                lowestBytes.map { cell.lexicographicallyPrecedes($0) } ?? false,
                highestBytes.map { $0.lexicographicallyPrecedes(cell) } ?? false
            )
        }
        let value = Bound(String(decoding: cell, as: UTF8.self))
        return (minimum.map { value.isBelow($0) } ?? false, maximum.map { $0.isBelow(value) } ?? false)
    }
}
