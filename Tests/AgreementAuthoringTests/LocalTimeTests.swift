import Glibc
import PackageFormat
import Testing

@testable import AgreementAuthoring

@Suite struct LocalTimeTests {
    /// Zone, day, its first instant; from Python's zoneinfo.
    @Test(arguments: [
        ("Europe/London", "2026-12-01", "2026-12-01T00:00:00Z"),
        ("Europe/London", "2027-05-31", "2027-05-30T23:00:00Z"),
        ("Europe/London", "2027-03-28", "2027-03-28T00:00:00Z"),
        ("Europe/London", "2027-03-29", "2027-03-28T23:00:00Z"),
        ("Europe/London", "2027-10-31", "2027-10-30T23:00:00Z"),
        ("Europe/London", "2027-11-01", "2027-11-01T00:00:00Z"),
        ("Europe/London", "2028-02-29", "2028-02-29T00:00:00Z"),
        ("Europe/London", "2100-07-01", "2100-06-30T23:00:00Z"),
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"),
        ("Africa/Cairo", "2010-04-30", "2010-04-29T22:00:00Z"),
        ("Asia/Beirut", "2011-03-27", "2011-03-26T22:00:00Z"),
        ("America/Havana", "2030-03-10", "2030-03-10T05:00:00Z"),
        ("America/Havana", "2030-11-03", "2030-11-03T04:00:00Z"),
        ("America/St_Johns", "2010-11-07", "2010-11-07T02:30:00Z"),
        ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"),
        ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"),
        ("Asia/Kathmandu", "2026-06-01", "2026-05-31T18:15:00Z"),
        ("Pacific/Kiritimati", "2026-06-01", "2026-05-31T10:00:00Z"),
        ("Etc/GMT+12", "2026-06-01", "2026-06-01T12:00:00Z"),
        ("Africa/Monrovia", "1971-06-01", "1971-06-01T00:44:30Z"),
        ("UTC", "2026-06-01", "2026-06-01T00:00:00Z"),
    ])
    func `the first instant of a day`(zone: String, day: String, expected: String) throws {
        let date = try #require(LocalDate(day))
        let before = LocalDate(daysSinceEpoch: date.daysSinceEpoch - 1)
        let time = try LocalTime(zone: zone)
        #expect(time.firstInstant(of: date)?.description == expected)
        #expect(try time.firstInstant(after: #require(before))?.description == expected)
    }

    @Test(arguments: [
        "Europe/Londn", "", "/Europe/London", "Europe/../Europe/London", "europe/london", "Europe", "localtime",
        "right/Europe/London", "posix/UTC", "Factory", "zone.tab", "tzdata.zi", "Europe//London", "UTC\u{0}", "BST",
        "GMT+1",
    ])
    func `what is no zone is refused`(name: String) {
        #expect(throws: LocalTime.Fault.unknownZone) { try LocalTime(zone: name) }
    }

    @Test func `an unknown zone is reported once, where it stands`() {
        #expect(
            found(Sample.adding("timezone: Europe/Londn")) == [
                Found(26, "timezone", .time(.unknownZone("Europe/Londn")))
            ])
    }

    /// In a process of its own: TZ belongs to all tests of one.
    @Test func `TZ is what it was, and TZDIR leads nowhere`() async {
        await #expect(processExitsWith: .success) {
            setenv("TZ", "Asia/Tokyo", 1)
            setenv("TZDIR", "/nonexistent", 1)
            let date = try #require(LocalDate("2027-06-01"))
            let instant = try LocalTime(zone: "Europe/London").firstInstant(of: date)
            #expect(instant?.description == "2027-05-31T23:00:00Z")
            #expect(getenv("TZ").map { String(cString: $0) } == "Asia/Tokyo")
            unsetenv("TZ")
            _ = try LocalTime(zone: "Europe/London").firstInstant(of: date)
            #expect(getenv("TZ") == nil)
        }
    }
}
