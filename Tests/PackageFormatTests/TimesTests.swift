import Testing

@testable import PackageFormat

@Suite struct LocalDateTests {
    /// Counts the days one by one with the rules that children learn.
    @Test func `every day of four centuries has its number and its name`() {
        var (year, month, dayOfMonth) = (1970, 1, 1)
        var wrong = 0
        for number in 0..<160_000 {
            guard let date = LocalDate(daysSinceEpoch: number) else {
                wrong += 1
                continue
            }
            if (date.year, date.month, date.day) != (year, month, dayOfMonth) { wrong += 1 }
            if date.daysSinceEpoch != number { wrong += 1 }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
            dayOfMonth += 1
            if dayOfMonth > length { (month, dayOfMonth) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        #expect(wrong == 0)
        #expect(year == 2408)
    }

    @Test func `random days come back as text`() {
        for _ in 0..<10_000 {
            let number = Int.random(in: 0...2_932_896)
            let date = LocalDate(daysSinceEpoch: number)
            #expect(date.flatMap { LocalDate($0.description) }?.daysSinceEpoch == number)
        }
    }

    @Test func `the first and the last day`() {
        #expect(LocalDate(daysSinceEpoch: 0)?.description == "1970-01-01")
        #expect(LocalDate(daysSinceEpoch: 2_932_896)?.description == "9999-12-31")
        #expect(LocalDate(daysSinceEpoch: -1) == nil)
        #expect(LocalDate(daysSinceEpoch: 2_932_897) == nil)
    }

    @Test(arguments: ["2000-02-29", "2024-02-29", "2400-02-29", "1970-01-01", "9999-12-31", "2027-04-30"])
    func `a date`(text: String) {
        #expect(LocalDate(text)?.description == text)
    }

    @Test(arguments: [
        "", "2027-02-29", "2100-02-29", "2200-02-29", "2024-02-30", "2027-04-31", "2027-00-01", "2027-13-01",
        "2027-01-00", "2027-01-32", "1969-12-31", "0000-01-01", "10000-01-01", "2027-1-01", "2027-01-1", "27-01-01",
        "2027/01/01", "2027-01-01 ", " 2027-01-01", "2027-01-01T", "+027-01-01", "-027-01-01", "2027-01-0a",
        "２027-01-01", "20270101", "2027-01-01Z",
    ])
    func `what is no date`(text: String) {
        #expect(LocalDate(text) == nil)
    }

    @Test func `dates in words and in order`() {
        #expect(LocalDate("2027-05-31")?.inWords == "31 May 2027")
        #expect(LocalDate("2027-05-31")! < LocalDate("2027-06-01")!)
        #expect(LocalDate(year: 2027, month: 2, day: 29) == nil)
        #expect(LocalDate(year: 2028, month: 2, day: 29) != nil)
        #expect(LocalDate(year: 2028, month: .max, day: 1) == nil)
    }
}

@Suite struct InstantTests {
    /// Expected values are those of Python's `datetime`.
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_811_804_399, "2027-05-31T22:59:59Z"),
        (4_107_542_399, "2100-02-28T23:59:59Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
    ])
    func `seconds and text`(seconds: Int, text: String) {
        #expect(Instant(secondsSinceEpoch: seconds)?.description == text)
        #expect(Instant(text)?.secondsSinceEpoch == seconds)
    }

    @Test func `random instants come back`() {
        for _ in 0..<10_000 {
            let seconds = Int.random(in: 0...253_402_300_799)
            let found = Instant(secondsSinceEpoch: seconds)
            #expect(found.flatMap { Instant($0.description) }?.secondsSinceEpoch == seconds)
        }
    }

    @Test(arguments: [
        "", "2027-05-31", "2027-05-31T24:00:00Z", "2027-05-31T23:60:00Z", "2027-05-31T23:59:60Z", "2027-05-31T23:59:59",
        "2027-05-31T23:59:59z", "2027-05-31t23:59:59Z", "2027-05-31 23:59:59Z", "2027-05-31T23:59:59.0Z",
        "2027-05-31T23:59:59+00:00", "2027-02-29T00:00:00Z", "1969-12-31T23:59:59Z", "2027-05-31T2a:59:59Z",
        "2027-05-31T-1:59:59Z", " 2027-05-31T23:59:59Z", "2027-05-31T23:59:59Z\n",
    ])
    func `what is no instant`(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test func `limits`() {
        #expect(Instant(secondsSinceEpoch: -1) == nil)
        #expect(Instant(secondsSinceEpoch: 253_402_300_800) == nil)
        #expect(Instant.first.advanced(bySeconds: -5) == Instant.first)
        #expect(Instant.last.advanced(bySeconds: 5) == Instant.last)
        #expect(Instant.first.advanced(bySeconds: 86_400).description == "1970-01-02T00:00:00Z")
        #expect(instant("2027-05-31T23:59:59Z").utcDate.description == "2027-05-31")
        #expect(instant("2027-05-31T23:59:59Z") < instant("2027-06-01T00:00:00Z"))
    }
}
