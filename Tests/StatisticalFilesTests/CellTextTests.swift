import Testing

@testable import StatisticalFiles

@Suite struct CellTextTests {
    private func text(_ value: Double, _ unit: CellMeaning.Unit) -> String {
        var bytes: [UInt8] = []
        CellText.append(value, unit, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func days() {
        #expect(text(0, .days) == "1960-01-01")
        #expect(text(-1, .days) == "1959-12-31")
        #expect(text(59, .days) == "1960-02-29")
        #expect(text(22_889, .days) == "2022-09-01")
        #expect(text(-21_914, .days) == "1900-01-01")
        #expect(text(0.99, .days) == "1960-01-01")
        #expect(text(86_400, .daySeconds(epoch: CellMeaning.epoch1582)) == "1582-10-15")
    }

    @Test func moments() {
        #expect(text(-1, .seconds(epoch: CellMeaning.epoch1960)) == "1959-12-31T23:59:59")
        #expect(text(-1, .milliseconds) == "1959-12-31T23:59:59")
        #expect(text(1_999, .milliseconds) == "1960-01-01T00:00:01")
        #expect(text(90_061, .secondsOfDay) == "25:01:01")
        #expect(text(-61, .secondsOfDay) == "-00:01:01")
    }

    @Test func periodsAreTheirFirstDay() {
        #expect(text(-1, .months) == "1959-12-01")
        #expect(text(750, .months) == "2022-07-01")
        #expect(text(251, .quarters) == "2022-10-01")
        #expect(text(125, .halfYears) == "2022-07-01")
        #expect(text(0, .weeks) == "1960-01-01")
        #expect(text(53, .weeks) == "1961-01-08")
        #expect(text(-1, .weeks) == "1959-12-24")
    }

    @Test func whatNoCalendarHasStaysANumber() {
        #expect(text(1e9, .days) == "1000000000")
        #expect(text(-800_000, .days) == "-800000")
        #expect(text(1e300, .days) == "1e+300")
        #expect(text(.infinity, .milliseconds) == "inf")
        #expect(text(1e14, .seconds(epoch: CellMeaning.epoch1582)) == "100000000000000")
    }

    @Test func numbers() {
        #expect(text(9_007_199_254_740_991, .plain) == "9007199254740991")
        #expect(text(1e16, .plain) == "1e+16")
        #expect(text(-5, .plain) == "-5")
        #expect(text(0.1, .plain) == "0.1")
        var bytes: [UInt8] = []
        CellText.append(number: Float(0.1), to: &bytes)
        #expect(bytes == Array("0.1".utf8))
    }

    @Test(arguments: [
        ("DATE11", StatisticalFormat.sav, DecodedVariable.Kind.date), ("SDATE10", .sav, .date),
        ("DATETIME20.2", .zsav, .datetime), ("YMDHMS19", .sav, .datetime), ("DTIME", .sav, .time),
        ("WKDAY3", .sav, .number), ("F8.2", .sav, .number), ("%td", .dta, .date), ("%-tdD_m_Y", .dta, .date),
        ("%d", .dta, .date), ("%dD_m_Y", .dta, .date), ("%tm", .dta, .date), ("%tC", .dta, .datetime),
        ("%ty", .dta, .number), ("%9.0g", .dta, .number), ("DATE9", .sas7bdat, .date), ("DATETIME19", .xpt, .datetime),
        ("DTDATE9", .xpt, .datetime), ("yymmdd10.", .sas7bdat, .date), ("YYMMN6", .sas7bdat, .date),
        ("E8601DA", .sas7bdat, .date), ("E8601DT", .sas7bdat, .datetime), ("TIMEAMPM", .xpt, .time),
        ("DOLLAR12", .sas7bdat, .number), ("BEST12", .xpt, .number), ("", .xpt, .number),
    ])
    func formats(format: String, file: StatisticalFormat, kind: DecodedVariable.Kind) {
        #expect(CellMeaning(isText: false, format: format, in: file).kind == kind)
        #expect(CellMeaning(isText: true, format: format, in: file).kind == .string)
    }

    @Test func endingsOfNames() {
        #expect(StatisticalFormat(ofFileNamed: "a/b.SAV") == .sav)
        #expect(StatisticalFormat(ofFileNamed: "x.csv.dta") == .dta)
        #expect(StatisticalFormat(ofFileNamed: "table.sas7bdat") == .sas7bdat)
        #expect(StatisticalFormat(ofFileNamed: "sav") == nil)
        #expect(StatisticalFormat(ofFileNamed: "a.sav.csv") == nil)
        #expect(StatisticalFormat(ofFileNamed: "a.") == nil)
    }
}
