import PackageFormat
import TestCast
import Testing

@testable import Screening

@Suite struct FindingTests {
    // MARK: Identifiers and their thresholds

    @Test func oneAddressOfMailIsEnough() {
        let cells = (1...500).map { $0 == 77 ? "see j.doe@example.org" : "note \($0)" }
        #expect(screened(column("comment", cells)).lines == ["e-mail comment 1/500 in 77"])
    }

    @Test func onePostcodeInAHundred() {
        func lines(_ postcodes: Int) -> [String] {
            screened(column("place", (1...1_000).map { $0 <= postcodes ? "LS2 9JT" : "x\($0)" })).lines
        }
        #expect(lines(10) == ["postcode place 10/1000 in 1,2,3"])
        #expect(lines(9) == [])
    }

    @Test func randomNumbersOfTenDigitsAreNoNHSNumbers() {
        var chance = Chance(7)
        let random = (0..<5_000).map { _ in String(Int.random(in: 1_000_000_000...9_999_999_999, using: &chance)) }
        #expect(screened(column("ref", random)).lines == [])
        let valid = random.filter { identifiers(in: $0).contains(.nhsNumber) }
        #expect(screened(column("ref", Array(valid.prefix(19)))).lines == [])
        #expect(screened(column("ref", Array(valid.prefix(20)))).lines == ["nhs-number ref 20/20 in 1,2,3"])
        // Three in ten, and one fewer.
        let others = random.filter { !identifiers(in: $0).contains(.nhsNumber) }
        #expect(screened(column("ref", Array(others.prefix(70)) + valid.prefix(30))).lines.count == 1)
        #expect(screened(column("ref", Array(others.prefix(71)) + valid.prefix(30))).lines == [])
    }

    @Test func aPseudonymMatchesNone() {
        let cells = (1...1_000).map { $0 == 9 ? "LS2 9JT" : "x\($0)" }
        let found = screened(column("ref", cells), under: table([field("ref", .string, .pseudonym)]))
        #expect(found.lines == ["postcode ref 1/1000 in 9"])
        let date = screened(column("ref", ["a", "1999-01-01"]), under: table([field("ref", .string, .pseudonym)]))
        #expect(date.lines == ["date-of-birth ref 1/2 in 2"])
    }

    @Test func aNameWithDataIsOne() {
        #expect(screened("surname,x\n,1\n,2\n").lines == [])
        #expect(screened("surname,x\nDoe,1\n,2\n").lines == ["name surname @variable-name 1/2"])
    }

    @Test func datesOfManyYearsLookLikeBirths() {
        let births = (0..<60).map { "\(1940 + $0)-05-17" }
        #expect(screened(column("d", births)).lines == ["date-of-birth d 60/60 in 1,2,3"])
        #expect(screened(column("d", (0..<60).map { "2024-\($0 % 12 + 10 > 12 ? "10" : "11")-17" })).lines == [])
        #expect(screened(column("d", Array(births.prefix(19)))).lines == [])
        #expect(screened(column("d", births.map { String($0.prefix(4)) })).lines == [])
        // An agreement may start after all years that are counted.
        let late = ExtractScreening(
            Sample.agreement { $0.starts = Sample.dated("2500-01-01", "2500-01-01T00:00:00Z") }, workers: 1)
        late.begin(ArchivePath("t.csv")!)
        Array(column("d", births).utf8).withUnsafeBytes { late.feed($0) }
        late.end()
        #expect(late.finish().lines == ["date-of-birth d 60/60 in 1,2,3"])
    }

    @Test func districtsAndCodesAreGeography() {
        let found = screened("a,b,c\nLS2,E12000007,E01010949\nSW1A,E12000002,E01011942\n")
        #expect(found.lines == [])
        #expect(
            found.tables[0].variables.map(\.geography) == [.postcodeDistrict, .region, .lowerSuperOutputArea])
    }

    @Test func aHeaderThatIsDataIsSeen() {
        let found = screened("1,j.doe@example.org\n2,x\n")
        #expect(found.lines == ["e-mail @variable-name 1/2"])
        #expect(found.tables[0].variables.map(\.name.description) == ["1", "column 2"])
    }

    // MARK: The agreement's table

    @Test(arguments: [
        (TableSchema.FieldsMatch.exact, "a,b", []), (.exact, "b,a", ["order 2/2"]),
        (.exact, "a", ["missing b 1/2"]), (.exact, "a,b,c", ["not-agreed c 0/0"]), (.equal, "b,a", []),
        (.equal, "a,b,c", ["not-agreed c 0/0"]), (.equal, "b", ["missing a 1/2"]), (.subset, "c,b,a", []),
        (.subset, "a,c", ["missing b 1/2"]), (.superset, "b", []), (.superset, "b,c", ["not-agreed c 0/0"]),
        (.partial, "b,c", []), (.partial, "c,d", ["none-agreed 2/2"]),
    ])
    func fieldsMatch(match: TableSchema.FieldsMatch, header: String, findings: [String]) {
        #expect(screened(header + "\n", under: table([field("a"), field("b")], match: match)).lines == findings)
    }

    @Test(arguments: [
        (Field.Kind.integer, ["1", "-2", "+3", "0012345678901"], ["1.0", "x", "1e3", "-", " 1"]),
        (.number, ["1", "-2.5", ".5", "5.", "1e3", "1E-3", "NaN", "INF", "-INF"], ["1,5", "x", "1e", ".", "--1"]),
        (.boolean, ["true", "FALSE", "1", "0"], ["yes", "2", "tRUE"]),
        (.date, ["2024-02-29", "1700-01-01"], ["2023-02-29", "29/02/2024", "2024-2-9"]),
        (.time, ["23:59:59"], ["24:00:00", "1:00:00", "23:59"]),
        (.datetime, ["2024-02-29T10:00:00", "2024-02-29T10:00:00Z"], ["2024-02-29 10:00:00", "2024-02-29"]),
        (.year, ["2024", "-0044"], ["24", "20245"]), (.yearmonth, ["2024-12"], ["2024-13", "202412"]),
        (.string, ["x", "1"], []), (.any, ["x"], []),
    ])
    func types(type: Field.Kind, good: [String], bad: [String]) {
        let table = table([field("v", type), field("w")])
        func lines(_ cells: [String]) -> [String] {
            screened("v,w\n" + cells.map { "\"\($0)\",z\n" }.joined(), under: table).lines
        }
        #expect(lines(good) == [])
        for cell in bad { #expect(lines([cell]) == ["type v 1/1 in 1"], "\(cell)") }
    }

    @Test func constraints() {
        func lines(_ cells: [String], _ type: Field.Kind = .string, _ limit: (inout Constraints) -> Void) -> [String] {
            screened(
                "v,w\n" + cells.map { "\($0),z\n" }.joined(),
                under: table([field("v", type, .other, limit), field("w")])
            ).lines
        }
        #expect(lines(["1", "", "2"]) { $0.required = true } == ["required v 1/3 in 2"])
        #expect(lines(["1", "", "", "1", "2", "1"]) { $0.unique = true } == ["unique v 2/6 in 4,6"])
        #expect(lines(["9", "10", "10.5", "-3"], .number) { $0.minimum = Line("10") } == ["minimum v 2/4 in 1,4"])
        #expect(lines(["9", "10", "10.5", "007"], .number) { $0.maximum = Line("10") } == ["maximum v 1/4 in 3"])
        #expect(
            lines(["90071992547409930", "90071992547409931"], .integer) { $0.maximum = Line("90071992547409930") }
                == ["maximum v 1/2 in 2"])
        #expect(
            lines(["2024-01-02", "2023-12-31"], .date) { $0.minimum = Line("2024-01-01") } == ["minimum v 1/2 in 2"])
        #expect(lines(["ab", "abc", "äö"]) { $0.minLength = 3 } == ["min-length v 2/3 in 1,3"])
        #expect(lines(["ab", "abc", "äö"]) { $0.maxLength = 2 } == ["max-length v 1/3 in 2"])
        #expect(lines(["a", "b", "A"]) { $0.enum = [Line("a")!, Line("b")!] } == ["enum v 1/3 in 3"])
        // One that is no regular expression is fitted by nothing.
        #expect(lines(["A1", ""]) { $0.pattern = Line("[A") } == ["pattern v 1/2 in 1"])
        // The whole cell, as XML Schema has it.
        #expect(lines(["A1", "A12", "xA1"]) { $0.pattern = Line("[A-Z]\\d") } == ["pattern v 2/3 in 2,3"])
    }

    @Test func recordsAndFiles() {
        #expect(screened("a\n1\n2\n3\n", under: table([], records: 2)).lines == ["max-records 1/3"])
        #expect(screened("a\n1\n", as: "other.csv", under: table([])).lines == ["unnamed-file 1/1"])
        #expect(screened("PAR1", as: "x.parquet").lines == ["unscreened 1/1"])
        #expect(screened("a\n", as: "noending").findings[0].detail == Line("a file without an ending"))
    }

    // MARK: What is wrong with a file

    @Test(arguments: [
        ("a,b\n1,\"2\n3,4\n", "malformed 1/1 in 1"), ("a,b\n1,2\"3\n", "malformed 1/1 in 1"),
        ("a,b\n1,\"2\"3\n", "malformed 1/1 in 1"), ("a,b\n1\n2,3,4\n5,6\n", "malformed 2/3 in 1,2"),
        ("a,b\n1,\u{0}\n", "malformed 1/1 in 1"), ("", "malformed 1/1"), ("a,a\n1,2\n", "malformed a 1/2"),
    ])
    func malformed(text: String, finding: String) {
        #expect(screened(text).lines == [finding], "\(text.debugDescription)")
    }

    @Test func foreignEncodingsAndEndlessRecords() {
        #expect(screened([0xFF, 0xFE, 0x61, 0x00]).findings[0].detail == Line("text in UTF-16, which is not read"))
        let endless = "a,b\n1,\"" + String(repeating: "x", count: 17 << 20)
        let found = screened(endless)
        #expect(found.findings[0].detail == Line("a record of more than 16 MiB, or a quote that is never closed"))
        #expect(found.findings.count == 1)
        let header = screened(String(repeating: "x", count: 2 << 20))
        #expect(header.findings[0].detail == Line("no end of the header in the first MiB"))
        let wide = screened((0...50_000).map { "v\($0)" }.joined(separator: ",") + "\n")
        #expect(wide.findings[0].detail == Line("50001 variables, more than are looked at"))
        // Ten MB in one line is long, and no fault.
        #expect(screened("a,b\n1," + String(repeating: "x", count: 10_000_000) + "\n2,3\n").lines == [])
    }

    @Test func dialects() {
        let records = ["ref;comment;n", "1;\"a;b\";3", "2;\"a\nb\";4"].joined(separator: "\n")
        let semicolons = screened(records)
        #expect(semicolons.tables[0].variables.map(\.name.description) == ["ref", "comment", "n"])
        #expect(semicolons.tables[0].records.value == 2 && semicolons.lines == [])
        let tabs = screened("\u{FEFF}ref\tcomment\r\n1\ta,b\r\n", as: "t.tsv")
        #expect(tabs.tables[0].variables.map(\.name.description) == ["ref", "comment"])
        #expect(tabs.lines == [])
        // é in Windows-1252: the length counts it once.
        let western = screened(
            Array("na\u{ef}ve,x\n".unicodeScalars.map { UInt8($0.value) }) + [0xE9, 0xE9] + Array(",1\n".utf8),
            under: table([
                field("na\u{ef}ve", .string, .other) {
                    $0.maxLength = 2; $0.enum = [Line("éé")!]
                }
            ]))
        #expect(western.tables[0].variables[0].name == Line("naïve"))
        #expect(western.lines == [])
        let quoted = screened("a,\"b \"\"x\"\"\"\n\"1\",\"he said \"\"j@example.org\"\"\"\n")
        #expect(quoted.tables[0].variables[1].name == Line("b \"x\""))
        #expect(quoted.lines == ["e-mail b \"x\" 1/1 in 1"])
    }

    @Test func blankLinesAreNoRecords() {
        #expect(screened("a,b\n\n1,2\n\r\n3,4\n\n").tables[0].records.value == 2)
        #expect(screened("a\n\n1\n").tables[0].records.value == 2)
        #expect(screened("a,b\n1,2").tables[0].records.value == 1)
        #expect(screened("a,b").tables[0].records.value == 0)
    }
}
