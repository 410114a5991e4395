/// UK postcodes by the Royal Mail's Programmers' Guide: an area of those in use, a district, a sector and a unit.
enum Postcode {
    private static let areas: Set<[UInt8]> = Set(
        """
        AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL \
        GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX \
        PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN \
        WR WS WV YO ZE
        """.split(separator: " ").map { Array($0.utf8) })
    /// Never in the last two letters.
    private static let barredUnit = Set("CIKMOV".utf8)

    /// Whether a full postcode begins at `start`, which no digit or letter stands before; one or two spaces, or none, stand
    /// before its last three.
    static func begins(at start: Int, in cell: Cell) -> Bool {
        let run = runLength(from: start, in: cell)
        if (5...7).contains(run) {
            let inward = start + run - 3
            if isInward(at: inward, in: cell), isOutward(start..<inward, in: cell) { return true }
        }
        guard (2...4).contains(run), cell.at(start + run) == UInt8(ascii: " ") else { return false }
        var inward = start + run + 1
        if cell.at(inward) == UInt8(ascii: " ") { inward += 1 }
        return runLength(from: inward, in: cell) == 3 && isInward(at: inward, in: cell)
            && isOutward(start..<(start + run), in: cell)
    }

    /// Whether all of the cell is a district, `SW1A` or `LS2`.
    static func isDistrict(_ cell: Cell) -> Bool { isOutward(0..<cell.count, in: cell) }

    private static func runLength(from start: Int, in cell: Cell) -> Int {
        var place = start
        while place - start < 8, isAlphanumeric(cell.at(place)) { place += 1 }
        return place - start
    }

    private static func isInward(at place: Int, in cell: Cell) -> Bool {
        guard isDigit(cell.at(place)) else { return false }
        for letter in [cell.at(place + 1), cell.at(place + 2)] {
            guard isLetter(letter), !barredUnit.contains(letter & 0xDF) else { return false }
        }
        return true
    }

    /// A9, A99, A9A, AA9, AA99 or AA9A, and an area that exists.
    private static func isOutward(_ range: Range<Int>, in cell: Cell) -> Bool {
        guard (2...4).contains(range.count) else { return false }
        var area: [UInt8] = []
        var place = range.lowerBound
        while place < range.upperBound, isLetter(cell[place]) {
            area.append(cell[place] & 0xDF)
            place += 1
        }
        let digits = range.upperBound - place
        guard (1...2).contains(digits), isDigit(cell[place]), areas.contains(area) else { return false }
        return digits == 1 || isDigit(cell[place + 1]) || isLetter(cell[place + 1])
    }
}
