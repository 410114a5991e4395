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
        let digits = cell.dropFirst(hasSign(cell) ? 1 : 0)
        return !digits.isEmpty && digits.allSatisfy(isDigit)
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
        guard digits > 0 else { return ["NaN", "INF", "-INF"].contains { $0.utf8.elementsEqual(cell) } }
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
    private static func has(_ form: StaticString, _ cell: some RandomAccessCollection<UInt8>) -> Bool {
        form.withUTF8Buffer { form in
            form.count == cell.count
                && zip(form, cell).allSatisfy { $0 == UInt8(ascii: "0") ? isDigit($1) : $0 == $1 }
        }
    }

    private static func number(_ digits: some Sequence<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + digitValue($1) } }

    private static func isDate(_ cell: some RandomAccessCollection<UInt8>) -> Bool {
        let bytes = Array(cell)
        return has("0000-00-00", bytes)
            && CellDate.isValid(number(bytes[0..<4]), number(bytes[5..<7]), number(bytes[8..<10]))
    }

    private static func isTime(_ cell: some RandomAccessCollection<UInt8>) -> Bool {
        let bytes = Array(cell)
        return has("00:00:00", bytes) && number(bytes[0..<2]) < 24 && number(bytes[3..<5]) < 60
            && number(bytes[6..<8]) < 60
    }

    /// `YYYY-MM-DDThh:mm:ss`, then `Z` or nothing.
    private static func isDateTime(_ cell: Cell) -> Bool {
        guard cell.count == 19 || cell.count == 20 && cell[19] == UInt8(ascii: "Z") else { return false }
        return isDate(cell[0..<10]) && cell[10] == UInt8(ascii: "T") && isTime(cell[11..<19])
    }

    private static func isYear(_ cell: Cell) -> Bool {
        let digits = cell.dropFirst(hasSign(cell) ? 1 : 0)
        return digits.count == 4 && digits.allSatisfy(isDigit)
    }

    private static func isYearMonth(_ cell: Cell) -> Bool {
        has("0000-00", cell) && (1...12).contains(number(cell[5..<7]))
    }
}
