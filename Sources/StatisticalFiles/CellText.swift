/// Writes the text of one cell behind what is there.
enum CellText {
    static func append(_ value: Double, _ unit: CellMeaning.Unit, to bytes: inout [UInt8]) {
        guard unit != .plain, value.isFinite, abs(value) < 1e15 else {
            append(number: value, to: &bytes)
            return
        }
        let before = bytes.count
        if !append(moment: value, unit, to: &bytes) {
            // A year that no calendar has: the number tells more.
            bytes.removeLast(bytes.count - before)
            append(number: value, to: &bytes)
        }
    }

    static func append(integer value: Int, to bytes: inout [UInt8]) {
        if value < 0 { bytes.append(0x2D) }
        var (rest, start) = (value.magnitude, bytes.count)
        repeat {
            bytes.append(0x30 + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        var end = bytes.count - 1
        while start < end {
            bytes.swapAt(start, end)
            (start, end) = (start + 1, end - 1)
        }
    }

    /// The shortest digits that read back as the same number, and no point for whole ones.
    static func append(number value: Double, to bytes: inout [UInt8]) {
        if value == value.rounded(.towardZero), abs(value) < 9_007_199_254_740_992 {
            append(integer: Int(value), to: &bytes)
        } else {
            bytes.append(contentsOf: value.description.utf8)
        }
    }

    static func append(number value: Float, to bytes: inout [UInt8]) {
        if value == value.rounded(.towardZero), abs(value) < 16_777_216 {
            append(integer: Int(value), to: &bytes)
        } else {
            bytes.append(contentsOf: value.description.utf8)
        }
    }

    private static func append(moment value: Double, _ unit: CellMeaning.Unit, to bytes: inout [UInt8]) -> Bool {
        let whole = Int(value.rounded(.down))
        switch unit {
        case .plain: return false
        case .days: return append(day: whole + CellMeaning.epoch1960, to: &bytes)
        case .daySeconds(let epoch): return append(day: floor(whole, 86_400).quotient + epoch, to: &bytes)
        case .seconds(let epoch): return append(seconds: whole, epoch: epoch, to: &bytes)
        case .milliseconds:
            return append(seconds: floor(whole, 1_000).quotient, epoch: CellMeaning.epoch1960, to: &bytes)
        case .secondsOfDay:
            if whole < 0 { bytes.append(0x2D) }
            append(time: Int(value.magnitude.rounded(.down)), to: &bytes)
            return true
        case .weeks:
            // Stata's years have 52 weeks, and the last is longer.
            let (year, week) = floor(whole, 52)
            return append(day: daysBeforeYear(1960 + year) + 7 * week, to: &bytes)
        case .months: return append(month: whole, to: &bytes)
        case .quarters: return append(month: 3 * whole, to: &bytes)
        case .halfYears: return append(month: 6 * whole, to: &bytes)
        }
    }

    private static func append(seconds: Int, epoch: Int, to bytes: inout [UInt8]) -> Bool {
        let (days, second) = floor(seconds, 86_400)
        guard append(day: days + epoch, to: &bytes) else { return false }
        bytes.append(0x54)
        append(time: second, to: &bytes)
        return true
    }

    private static func append(time seconds: Int, to bytes: inout [UInt8]) {
        append(padded: seconds / 3_600, 2, to: &bytes)
        bytes.append(0x3A)
        append(padded: seconds / 60 % 60, 2, to: &bytes)
        bytes.append(0x3A)
        append(padded: seconds % 60, 2, to: &bytes)
    }

    private static func append(month: Int, to bytes: inout [UInt8]) -> Bool {
        let (years, month) = floor(month, 12)
        return append(year: 1960 + years, month: month + 1, day: 1, to: &bytes)
    }

    /// `day`: from 1 January 1970, in the proleptic Gregorian calendar.
    private static func append(day: Int, to bytes: inout [UInt8]) -> Bool {
        // Eras of 400 years that begin on 1 March of year 0.
        let (era, dayOfEra) = floor(day + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * dayOfYear + 2) / 153
        let month = march < 10 ? march + 3 : march - 9
        return append(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * march + 2) / 5 + 1, to: &bytes)
    }

    private static func append(year: Int, month: Int, day: Int, to bytes: inout [UInt8]) -> Bool {
        guard (1...9_999).contains(year) else { return false }
        append(padded: year, 4, to: &bytes)
        bytes.append(0x2D)
        append(padded: month, 2, to: &bytes)
        bytes.append(0x2D)
        append(padded: day, 2, to: &bytes)
        return true
    }

    /// From 1 January 1970 to the first day of `year`.
    private static func daysBeforeYear(_ year: Int) -> Int {
        let past = year - 1
        return 365 * past + floor(past, 4).quotient - floor(past, 100).quotient + floor(past, 400).quotient - 719_162
    }

    private static func append(padded value: Int, _ digits: Int, to bytes: inout [UInt8]) {
        var power = 1
        for _ in 1..<digits {
            power *= 10
            if value < power { bytes.append(0x30) }
        }
        append(integer: value, to: &bytes)
    }

    private static func floor(_ value: Int, _ divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
