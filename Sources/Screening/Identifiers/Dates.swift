/// Full dates as they stand in survey files; a cell is one when the date is all of it, but for a time behind it.
enum CellDate {
    /// The year of the date that `cell` is, 1800 to 2199; nil where it is none. Eight digits alone are not taken for a date.
    static func year(of cell: Cell) -> Int? {
        guard let year = yearFirst(cell) ?? dayFirst(cell), (1_800...2_199).contains(year) else { return nil }
        return year
    }

    /// Eight digits that would be a date: a number as often as not, so that a hint must say which.
    static func isCompact(_ cell: Cell) -> Bool {
        guard cell.count == 8, cell.allSatisfy(isDigit) else { return false }
        let isYearFirst = isValid(number(cell, 0..<4), number(cell, 4..<6), number(cell, 6..<8))
        return isYearFirst || isValid(number(cell, 4..<8), number(cell, 2..<4), number(cell, 0..<2))
    }

    /// `YYYY-MM-DD`, also with `/` or `.`
    private static func yearFirst(_ cell: Cell) -> Int? {
        guard cell.count >= 10, isSeparator(cell[4]), cell[7] == cell[4], hasDigits(cell, 0..<4),
            hasDigits(cell, 5..<7), hasDigits(cell, 8..<10), isEnd(10, of: cell)
        else { return nil }
        let year = number(cell, 0..<4)
        return isValid(year, number(cell, 5..<7), number(cell, 8..<10)) ? year : nil
    }

    /// `D/M/YYYY` with one or two digits, also with `-`, `.`, a space, a month's name, or `DDMMMYYYY`; month first where only
    /// that is a date.
    private static func dayFirst(_ cell: Cell) -> Int? {
        var place = 0
        guard let day = shortNumber(cell, &place) else { return nil }
        let separator = cell.at(place)
        let isSeparated = isSeparator(separator) || separator == UInt8(ascii: " ")
        if isSeparated { place += 1 }
        let month: Int
        if isLetter(cell.at(place)) {
            guard let named = monthName(cell, &place) else { return nil }
            month = named
        } else {
            guard isSeparated, let numbered = shortNumber(cell, &place) else { return nil }
            month = numbered
        }
        if isSeparated {
            guard cell.at(place) == separator else { return nil }
            place += 1
        }
        guard cell.count >= place + 4, hasDigits(cell, place..<(place + 4)), isEnd(place + 4, of: cell) else {
            return nil
        }
        let year = number(cell, place..<(place + 4))
        return isValid(year, month, day) || isValid(year, day, month) ? year : nil
    }

    private static func monthName(_ cell: Cell, _ place: inout Int) -> Int? {
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        let start = place
        while isLetter(cell.at(place)) { place += 1 }
        guard (3...9).contains(place - start) else { return nil }
        let word = cell[start..<(start + 3)].map { $0 | 0x20 }
        return names.firstIndex { $0.utf8.elementsEqual(word) }.map { $0 + 1 }
    }

    private static func shortNumber(_ cell: Cell, _ place: inout Int) -> Int? {
        let start = place
        while place - start < 3, isDigit(cell.at(place)) { place += 1 }
        return (1...2).contains(place - start) ? number(cell, start..<place) : nil
    }

    /// Nothing more, or a time.
    private static func isEnd(_ place: Int, of cell: Cell) -> Bool {
        cell.count == place
            || (cell[place] == UInt8(ascii: " ") || cell[place] == UInt8(ascii: "T")) && isDigit(cell.at(place + 1))
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")
    }

    private static func hasDigits(_ cell: Cell, _ range: Range<Int>) -> Bool { cell[range].allSatisfy(isDigit) }

    private static func number(_ cell: Cell, _ range: Range<Int>) -> Int {
        range.reduce(0) { $0 * 10 + digitValue(cell[$1]) }
    }

    static func isValid(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        guard (1...12).contains(month), day >= 1 else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return switch month {
        case 2: day <= (isLeap ? 29 : 28)
        case 4, 6, 9, 11: day <= 30
        default: day <= 31
        }
    }
}
