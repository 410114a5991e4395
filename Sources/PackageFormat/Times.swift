/// A day of the proleptic Gregorian calendar, written `2027-05-31`; years 1970 to 9999.
public struct LocalDate: TextCoded, Comparable {
    public let year: Int
    public let month: Int
    public let day: Int

    public init?(year: Int, month: Int, day: Int) {
        guard (1970...9999).contains(year), (1...12).contains(month),
            (1...Self.daysIn(month: month, of: year)).contains(day)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    public var description: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }

    /// `31 May 2027`, for people.
    public var inWords: String { "\(day) \(Self.months[month - 1]) \(year)" }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    private static func daysIn(month: Int, of year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil).
    public var daysSinceEpoch: Int {
        let y = month <= 2 ? year - 1 : year
        let era = y / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The inverse (civil_from_days); nil outside the years allowed.
    public init?(daysSinceEpoch days: Int) {
        guard days >= 0 else { return nil }
        let z = days + 719_468
        let era = z / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let mp = (5 * dayOfYear + 2) / 153
        let month = mp < 10 ? mp + 3 : mp - 9
        self.init(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: dayOfYear - (153 * mp + 2) / 5 + 1)
    }

    public static func < (a: LocalDate, b: LocalDate) -> Bool { a.daysSinceEpoch < b.daysSinceEpoch }
}

/// A moment in UTC to the second, written `2027-05-31T23:00:00Z`; years 1970 to 9999, no leap seconds.
public struct Instant: TextCoded, Comparable {
    public let secondsSinceEpoch: Int

    /// Nil outside the years allowed.
    public init?(secondsSinceEpoch seconds: Int) {
        guard seconds >= 0, LocalDate(daysSinceEpoch: seconds / 86_400) != nil else { return nil }
        secondsSinceEpoch = seconds
    }

    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "Z"),
            let date = LocalDate(String(decoding: bytes[0..<10], as: UTF8.self)),
            let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
            hour < 24, minute < 60, second < 60
        else { return nil }
        secondsSinceEpoch = date.daysSinceEpoch * 86_400 + hour * 3_600 + minute * 60 + second
    }

    public var utcDate: LocalDate { LocalDate(daysSinceEpoch: secondsSinceEpoch / 86_400)! }

    public var description: String {
        let second = secondsSinceEpoch % 86_400
        return "\(utcDate)T\(padded(second / 3_600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))Z"
    }

    /// Later by `seconds`; stays at the last or first instant allowed.
    public func advanced(bySeconds seconds: Int) -> Instant {
        Instant(secondsSinceEpoch: secondsSinceEpoch + seconds) ?? (seconds < 0 ? Instant.first : Instant.last)
    }

    public static let first = Instant(secondsSinceEpoch: 0)!
    public static let last = Instant("9999-12-31T23:59:59Z")!

    public static func < (a: Instant, b: Instant) -> Bool { a.secondsSinceEpoch < b.secondsSinceEpoch }
}

/// A day of an agreement as people wrote it, and the UTC instant that it means, so that no later tool needs time-zone
/// data. The instant is the first of the day for `starts`, the first after the day for all others.
public struct DatedInstant: Codable, Hashable, Sendable {
    public let date: LocalDate
    public let instant: Instant

    public init(date: LocalDate, instant: Instant) {
        self.date = date
        self.instant = instant
    }
}

private func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
        value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
}

private func padded(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
}
