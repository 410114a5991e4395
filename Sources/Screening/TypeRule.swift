import PackageFormat

/// The lexical forms of Table Schema's types, in their default format.
enum TypeRule {
    static func holds(_ type: Field.Kind, of cell: Cell) -> Bool {
        switch type {
        case .string, .any: true
        case .integer: isInteger(cell)
        case .number: isNumber(cell)
        case .boolean:
            ["true", "True", "TRUE", "1", "false", "False", "FALSE", "0"].contains { $0.utf8.elementsEqual(cell) }
        case .date: isDate(cell)
        case .time: isTime(cell)
        case .datetime: isDateTime(cell)
        case .year: isYear(cell)
        case .yearmonth: isYearMonth(cell)
        }
    }

    /// A sign or none, then digits.
    static func isInteger(_ cell: Cell) -> Bool {
        let first = hasSign(cell) ? 1 : 0
        var place = first
        while isDigit(cell.at(place)) { place += 1 }
        return place > first && place == cell.count
    }

    /// A decimal with an exponent or none; `NaN`, `INF`, `-INF`.
    static func isNumber(_ cell: Cell) -> Bool {
        var place = hasSign(cell) ? 1 : 0
        var digits = 0
        while isDigit(cell.at(place)) { (place, digits) = (place + 1, digits + 1) }
        if cell.at(place) == UInt8(ascii: ".") {
            place += 1
            while isDigit(cell.at(place)) { (place, digits) = (place + 1, digits + 1) }
        }
        guard digits > 0 else {
            return (3...4).contains(cell.count) && ["NaN", "INF", "-INF"].contains { $0.utf8.elementsEqual(cell) }
        }
        if cell.at(place) | 0x20 == UInt8(ascii: "e") {
            place += 1
            if cell.at(place) == UInt8(ascii: "+") || cell.at(place) == UInt8(ascii: "-") { place += 1 }
            guard isDigit(cell.at(place)) else { return false }
            while isDigit(cell.at(place)) { place += 1 }
        }
        return place == cell.count
    }

    private static func hasSign(_ cell: Cell) -> Bool {
        cell.at(0) == UInt8(ascii: "-") || cell.at(0) == UInt8(ascii: "+")
    }

    /// Digits where `0` stands in `form`, and its other characters as they are.
    private static func has(_ form: StaticString, _ cell: Cell) -> Bool {
        form.withUTF8Buffer { form in
            guard form.count == cell.count else { return false }
            for (place, wanted) in form.enumerated() {
                guard wanted == UInt8(ascii: "0") ? isDigit(cell[place]) : cell[place] == wanted else { return false }
            }
            return true
        }
    }

    private static func number(_ cell: Cell, _ range: Range<Int>) -> Int {
        range.reduce(0) { $0 * 10 + digitValue(cell[$1]) }
    }

    private static func isDate(_ cell: Cell) -> Bool {
        has("0000-00-00", cell) && CellDate.isValid(number(cell, 0..<4), number(cell, 5..<7), number(cell, 8..<10))
    }

    private static func isTime(_ cell: Cell) -> Bool {
        has("00:00:00", cell) && number(cell, 0..<2) < 24 && number(cell, 3..<5) < 60 && number(cell, 6..<8) < 60
    }

    /// `YYYY-MM-DDThh:mm:ss`, then `Z` or nothing.
    private static func isDateTime(_ cell: Cell) -> Bool {
        guard cell.count == 19 || cell.count == 20 && cell[19] == UInt8(ascii: "Z") else { return false }
        return isDate(cell.part(0..<10)) && cell[10] == UInt8(ascii: "T") && isTime(cell.part(11..<19))
    }

    private static func isYear(_ cell: Cell) -> Bool {
        let digits = cell.dropFirst(hasSign(cell) ? 1 : 0)
        return digits.count == 4 && digits.allSatisfy(isDigit)
    }

    private static func isYearMonth(_ cell: Cell) -> Bool {
        has("0000-00", cell) && (1...12).contains(number(cell, 5..<7))
    }
}
