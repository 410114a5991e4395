/// National Insurance numbers by HMRC's National Insurance Manual (NIM39110): two letters, six digits, a letter A to D.
/// D, F, I, Q, U and V are neither letter; O is not the second; BG, GB, KN, NK, NT, TN and ZZ are no prefixes.
enum NationalInsuranceNumber {
    private static let barredFirst = Set("DFIQUV".utf8)
    private static let barredSecond = Set("DFIQUVO".utf8)
    private static let barredPairs: Set<[UInt8]> = Set(
        ["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].map { Array($0.utf8) })

    /// Whether a number begins at `start`, which no digit or letter stands before. One space or dash may stand between the
    /// letters and each pair of digits.
    static func begins(at start: Int, in cell: Cell) -> Bool {
        guard isLetter(cell.at(start)), isLetter(cell.at(start + 1)) else { return false }
        var place = start + 2
        for _ in 0..<3 {
            place = behindSeparator(place, in: cell)
            guard isDigit(cell.at(place)), isDigit(cell.at(place + 1)) else { return false }
            place += 2
        }
        place = behindSeparator(place, in: cell)
        let suffix = cell.at(place) & 0xDF
        guard suffix >= UInt8(ascii: "A"), suffix <= UInt8(ascii: "D"), isLetter(cell.at(place)) else { return false }
        return !isAlphanumeric(cell.at(place + 1)) && isPrefix(cell[start] & 0xDF, cell[start + 1] & 0xDF)
    }

    /// Asked last: nearly every word is ruled out by what follows its first two letters.
    private static func isPrefix(_ first: UInt8, _ second: UInt8) -> Bool {
        !barredFirst.contains(first) && !barredSecond.contains(second) && !barredPairs.contains([first, second])
    }

    private static func behindSeparator(_ place: Int, in cell: Cell) -> Int {
        cell.at(place) == UInt8(ascii: " ") || cell.at(place) == UInt8(ascii: "-") ? place + 1 : place
    }
}

/// NHS numbers by the NHS Data Model and Dictionary: ten digits, of which the last is a check digit of modulus 11.
enum NHSNumber {
    enum Look { case none, tenDigits, valid }

    /// What begins at `start`, which no digit or letter stands before: ten digits, also as 3, 3 and 4 with a space or dash
    /// between. Ten times the same digit is a placeholder, not a number.
    static func look(at start: Int, in cell: Cell) -> Look {
        var place = start
        var digits = 0
        var sum = 0
        var check = 0
        var isRepeated = true
        while digits < 10 {
            if digits == 3 || digits == 6, cell.at(place) == UInt8(ascii: " ") || cell.at(place) == UInt8(ascii: "-") {
                place += 1
            }
            guard isDigit(cell.at(place)) else { return .none }
            let value = digitValue(cell[place])
            if cell[place] != cell[start] { isRepeated = false }
            if digits < 9 { sum += value * (10 - digits) } else { check = value }
            digits += 1
            place += 1
        }
        guard !isAlphanumeric(cell.at(place)) else { return .none }
        let expected = (11 - sum % 11) % 11
        return !isRepeated && expected != 10 && expected == check ? .valid : .tenDigits
    }
}
