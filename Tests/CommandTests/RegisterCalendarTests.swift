import PackageFormat
import Testing

/// The calendar as other programs take it in.
@Suite struct RegisterCalendarTests {
    private func register(_ rows: [String]) throws -> Scratch {
        let scratch = try Scratch()
        try scratch.succeed("vaultregister", "init", "--organisation", "Department A")
        try take(rows, scratch)
        return scratch
    }

    private func take(_ rows: [String], _ scratch: Scratch) throws {
        let heading = "reference,title,direction,provider,recipient,site,expires,delete_by,review_by,deleted"
        try scratch.write(([heading] + rows).joined(separator: "\n") + "\n", to: "t.csv")
        try scratch.succeed("vaultregister", "import-csv", "t.csv")
    }

    private func events(_ scratch: Scratch) throws -> [String: [String: String]] {
        try scratch.succeed("vaultregister", "calendar", "-o", "c.ics")
        return try CalendarEvents(try scratch.text(of: "c.ics")).events
    }

    private static let long = String(repeating: "Håndværk; ", count: 12) + "a, b"

    @Test func anEventKeepsItsIdentityAndEndsCancelled() throws {
        let scratch = try register(["R-1,T,out,Department A,B,S,2030-01-01,2030-02-01,2029-12-01,"])
        let first = try events(scratch)
        #expect(Set(first.values.map { $0["CATEGORIES"]! }) == ["expires", "review", "deletion"])
        #expect(first.values.allSatisfy { $0["STATUS"] == "CONFIRMED" && $0["alarms"] == "2" })
        try take(["R-1,T,out,Department A,B,S,2031-01-01,2031-02-01,2029-12-01,"], scratch)
        let second = try events(scratch)
        #expect(Set(second.keys) == Set(first.keys))
        #expect(Set(second.values.map { $0["DTSTART"]! }) == ["20310101", "20310201", "20291201"])
        try take(["R-1,T,out,Department A,B,S,2031-01-01,2031-02-01,2029-12-01,2026-01-01"], scratch)
        let third = try events(scratch)
        #expect(Set(third.keys) == Set(first.keys))
        #expect(third.values.allSatisfy { $0["STATUS"] == "CANCELLED" && $0["alarms"] == nil })
        for uid in first.keys {
            let numbers = [first, second, third].map { Int($0[uid]!["SEQUENCE"]!)! }
            #expect(numbers == numbers.sorted() && Set(numbers).count == 3, "\(numbers)")
        }
    }

    @Test func linesAreFoldedBetweenCharacters() throws {
        let scratch = try register(["R-1,\"\(Self.long)\",out,Department A,B,S,2030-01-01,2030-02-01,,"])
        let event = try #require(events(scratch).values.first { $0["CATEGORIES"] == "deletion" })
        let escaped = Self.long.replacing(";", with: "\\;").replacing(",", with: "\\,")
        #expect(event["SUMMARY"] == "Every copy gone by today: R-1\\, \(escaped)")
    }

    @Test(Scratch.needs(module: "icalendar")) func anotherParserReadsIt() throws {
        let scratch = try register([
            "R-1,\"\(Self.long)\",out,Department A,\"B, \"\"C\"\"\",S,2030-01-01,2030-02-01,2029-12-01,",
            "R-2,T,in,B,Department A,S,2024-01-01,2024-02-01,,2024-01-31",
        ])
        try scratch.succeed("vaultregister", "calendar", "-o", "c.ics")
        try scratch.write(
            """
            import icalendar
            calendar = icalendar.Calendar.from_ical(open("c.ics", "rb").read())
            for e in sorted(calendar.walk("VEVENT"), key=lambda e: (str(e["SUMMARY"]), str(e["UID"]))):
                assert not e.errors, e.errors
                alarms = [int(a["TRIGGER"].dt.total_seconds()) // 86400 for a in e.walk("VALARM")]
                days = (e["DTEND"].dt - e["DTSTART"].dt).days
                print(e["DTSTART"].dt, days, e["STATUS"], alarms, str(e["SUMMARY"])[:40], sep="|")

            """, to: "read.py")
        let lines = try scratch.succeed("python3", "read.py").out
        #expect(
            lines == """
                2030-02-01|1|CONFIRMED|[-30, -7]|Every copy gone by today: R-1, Håndværk;
                2024-02-01|1|CANCELLED|[]|Every copy gone by today: R-2, T
                2030-01-01|1|CONFIRMED|[-30, -7]|Opens no more after today: R-1, Håndværk
                2024-01-01|1|CANCELLED|[]|Opens no more after today: R-2, T
                2029-12-01|1|CONFIRMED|[-30, -7]|Review due: R-1, Håndværk; Håndværk; Hån

                """)
    }
}
