/// UK telephone numbers by Ofcom's National Telephone Numbering Plan: prefix 0, +44 or 0044, then 10 digits (9 in a few areas)
/// of which the first is 1, 2, 3, 7, 8 or 9.
enum Telephone {
    /// Whether a number begins at `start`, which no digit or letter stands before. Groups are separated by one space, dash or
    /// dot, may stand in parentheses, and have three digits or more, so that dates and times are none.
    static func begins(at start: Int, in cell: Cell) -> Bool {
        var place = start
        var isInternational = true
        if cell.at(place) == UInt8(ascii: "(") { place += 1 }
        if matches("+44", at: place, in: cell) {
            place += 3
        } else if matches("0044", at: place, in: cell) {
            place += 4
        } else if cell.at(place) == UInt8(ascii: "0") {
            place += 1
            isInternational = false
        } else {
            return false
        }
        if isInternational {
            if isSeparator(cell.at(place)) { place += 1 }
            // +44 (0)20 …
            if matches("(0)", at: place, in: cell) { place += 3 }
            if isSeparator(cell.at(place)) { place += 1 }
        }
        guard isFirst(cell.at(place)) else { return false }
        return endsAsNumber(from: place, in: cell, hasZero: !isInternational)
    }

    private static func endsAsNumber(from start: Int, in cell: Cell, hasZero: Bool) -> Bool {
        var place = start
        var digits = 0
        var group = hasZero ? 1 : 0
        var separators = 0
        var shortest = Int.max
        while true {
            let byte = cell.at(place)
            if isDigit(byte) {
                digits += 1
                group += 1
                place += 1
                guard digits <= 10 else { return false }
            } else if digits < 10, let next = afterSeparator(place, in: cell) {
                // The area's group may have two digits behind +44, and three with its 0.
                shortest = min(shortest, separators == 0 && !hasZero ? group + 1 : group)
                separators += 1
                group = 0
                place = next
            } else {
                break
            }
        }
        shortest = min(shortest, separators == 0 ? Int.max : group)
        guard !isLetter(cell.at(place)), separators <= 4, shortest >= 3 else { return false }
        return digits == 10 || digits == 9 && (separators > 0 || !hasZero)
    }

    /// Where the next group begins, where a separator stands at `place` and a digit behind it.
    private static func afterSeparator(_ place: Int, in cell: Cell) -> Int? {
        var next = place
        if cell.at(next) == UInt8(ascii: ")") { next += 1 }
        if isSeparator(cell.at(next)) { next += 1 }
        return next > place && isDigit(cell.at(next)) ? next : nil
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    private static func isFirst(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "1"), UInt8(ascii: "2"), UInt8(ascii: "3"): true
        case UInt8(ascii: "7"), UInt8(ascii: "8"), UInt8(ascii: "9"): true
        default: false
        }
    }

    private static func matches(_ text: StaticString, at place: Int, in cell: Cell) -> Bool {
        text.withUTF8Buffer { text in
            for (index, byte) in text.enumerated() where cell.at(place + index) != byte { return false }
            return true
        }
    }
}
