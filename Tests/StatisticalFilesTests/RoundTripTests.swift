import CReadStat
import StatisticalFiles
import Testing

@Suite struct RoundTripTests {
    /// Names that all formats take, texts that make trouble in a table, missing values and dates.
    private func survey(_ format: MadeFile.Format) -> MadeFile {
        let (date, stamp, time) =
            switch format {
            case .sav, .zsav: ("DATE11", "DATETIME20", "TIME8")
            case .dta: ("%td", "%tc", "%9.0g")
            case .sas7bdat, .xpt: ("DATE9", "DATETIME19", "TIME8")
            }
        // 1 March 1984, 13:05:09.
        let (day, second, afternoon) =
            switch format {
            case .sav, .zsav: (12_666_326_400.0, 12_666_373_509.0, 47_109.0)
            case .dta: (8_826.0, 762_613_509_000.0, 47_109.0)
            case .sas7bdat, .xpt: (8_826.0, 762_613_509.0, 47_109.0)
            }
        return MadeFile(
            format: format,
            columns: [
                .init(name: "ID", label: "Number of the person"),
                .init(name: "NAME", label: "Name, as given", type: READSTAT_TYPE_STRING, width: 40),
                .init(name: "SEX", label: "Sex at birth", labelSet: "sexes"),
                .init(name: "BORN", label: "", format: date),
                .init(name: "SEEN", label: "", format: stamp),
                .init(name: "AT", label: "", format: time),
                .init(name: "PAY", label: "Pay, £ an hour"),
            ],
            rows: [
                [
                    .number(1), .text("Ó Súilleabháin, \"Seán\""), .number(1), .number(day), .number(second),
                    .number(afternoon), .number(12.25),
                ],
                [.number(2), .text("two\nlines   "), .number(2), .missing, .missing, .missing, .missing],
                [.number(-3), .text(""), .missing, .number(day), .number(second), .number(0), .number(0.1)],
            ], labels: ["sexes": [1: "Male", 2: "Female, or nearly"]],
            notes: format == .sav || format == .zsav || format == .dta ? ["asked by J. Doe"] : [],
            fileLabel: "Health survey")
    }

    @Test(arguments: MadeFile.Format.allCases) func everythingComesBack(format: MadeFile.Format) throws {
        let kind = try #require(StatisticalFormat(rawValue: format.rawValue))
        let decoded = try Decoded(try survey(format).bytes(), kind)
        let table = try #require(decoded.table)
        #expect(table.variables.map { $0.name } == ["ID", "NAME", "SEX", "BORN", "SEEN", "AT", "PAY"])
        #expect(table.variables[1].label == "Name, as given")
        #expect(table.variables[6].label == "Pay, £ an hour")
        #expect(
            table.variables.map { $0.kind }
                == [.number, .string, .number, .date, .datetime, format == .dta ? .number : .time, .number])
        #expect(table.rows == (format == .xpt ? nil : 3))
        let time = format == .dta ? "47109" : "13:05:09"
        let midnight = format == .dta ? "0" : "00:00:00"
        #expect(
            decoded.records == """
                1,"Ó Súilleabháin, ""Seán""\",1,1984-03-01,1984-03-01T13:05:09,\(time),12.25
                2,"two
                lines",2,,,,
                -3,,,1984-03-01,1984-03-01T13:05:09,\(midnight),0.1

                """)
        #expect(decoded.rows == 3)
        #expect(decoded.unread == 0)
        guard format != .sas7bdat, format != .xpt else { return }
        let labels = decoded.texts.filter { $0.kind == .valueLabel }
        #expect(labels.map { $0.text } == ["Male", "Female, or nearly"])
        #expect(labels.allSatisfy { $0.variables == ["SEX"] && !$0.place.isEmpty })
        #expect(decoded.texts.filter { $0.kind == .note }.map { $0.text } == ["asked by J. Doe"])
    }

    @Test(arguments: [MadeFile.Format.sav, .dta, .sas7bdat, .xpt]) func fileLabel(format: MadeFile.Format) throws {
        let kind = try #require(StatisticalFormat(rawValue: format.rawValue))
        let table = try Decoded(try survey(format).bytes(), kind).table
        // ReadStat gives a SAS file's name of the table alone.
        if format == .sas7bdat { #expect(table?.fileLabel.contains("survey") != true || table?.tableName != nil) }
        if format != .sas7bdat { #expect(table?.fileLabel == "Health survey") }
        if format == .xpt { #expect(table?.tableName == "DATASET") }
    }

    @Test func longTextsAndLabelledTexts() throws {
        let long = String(repeating: "äb ", count: 500) + "end"
        var file = MadeFile(
            format: .sav,
            columns: [
                .init(name: "story", type: READSTAT_TYPE_STRING, width: 4_000),
                .init(name: "region", type: READSTAT_TYPE_STRING, width: 8, labelSet: "regions"),
            ], rows: [[.text(long), .text("N")], [.text("x"), .text("S")]],
            textLabels: ["regions": ["N": "North", "Jane Roe": "a name that stands as a value"]])
        let decoded = try Decoded(try file.bytes(), .sav)
        #expect(decoded.records == "\(long),N\nx,S\n")
        #expect(decoded.texts.contains { $0.kind == .valueLabel && $0.text == "North" && $0.variables == ["region"] })
        #expect(decoded.texts.contains { $0.kind == .labelledValue && $0.text == "Jane Roe" })
        (file.format, file.textLabels) = (.dta, [:])
        file.columns[0].width = 2_045
        #expect(try Decoded(try file.bytes(), .dta).records == "\(long),N\nx,S\n")
    }

    /// ReadStat sorts and looks up many of something in other ways than few: none may need a call that the filter forbids.
    @Test(arguments: MadeFile.Format.allCases) func manyColumns(format: MadeFile.Format) throws {
        let kind = try #require(StatisticalFormat(rawValue: format.rawValue))
        let file = MadeFile(
            format: format,
            columns: (0..<1_500).map {
                $0.isMultiple(of: 3)
                    ? .init(name: "t\($0)", type: READSTAT_TYPE_STRING, width: 8) : .init(name: "n\($0)")
            },
            rows: (0..<3).map { row in
                (0..<1_500).map { $0.isMultiple(of: 3) ? .text("r\(row)") : .number(Double($0)) }
            })
        let decoded = try Decoded(try file.bytes(), kind)
        #expect(decoded.table?.variables.count == 1_500)
        #expect(decoded.rows == 3)
        #expect(decoded.records.hasPrefix("r0,1,2,r0,4,5,r0,"))
    }

    @Test func aVeryLongTextOfSPSS() throws {
        let file = MadeFile(
            format: .sav, columns: [.init(name: "story", type: READSTAT_TYPE_STRING, width: 32_000)],
            rows: [[.text(String(repeating: "x", count: 32_000))]])
        #expect(try Decoded(try file.bytes(), .sav).records == String(repeating: "x", count: 32_000) + "\n")
    }

    @Test func manyTextsThatStandElsewhere() throws {
        let texts = (0..<5_000).map { "story \($0)" }
        let file = MadeFile(
            format: .dta, columns: [.init(name: "story", type: READSTAT_TYPE_STRING_REF)],
            rows: texts.map { [.reference($0)] })
        #expect(try Decoded(try file.bytes(), .dta).records == texts.map { "\($0)\n" }.joined())
    }

    /// The writer wants all of them before the first row.
    @Test func textsThatStandElsewhere() throws {
        let long = String(repeating: "Zoë, ", count: 5_000) + "."
        let file = MadeFile(
            format: .dta, columns: [.init(name: "story", type: READSTAT_TYPE_STRING_REF)],
            rows: [[.reference(long)], [.reference("b")], [.reference("")]])
        #expect(try Decoded(try file.bytes(), .dta).records == "\"\(long)\"\nb\n\"\"\n")
    }

    @Test func numbersOfEveryType() throws {
        let file = MadeFile(
            format: .dta,
            columns: [
                .init(name: "whole", type: READSTAT_TYPE_INT32), .init(name: "real"),
                .init(name: "gone", type: READSTAT_TYPE_INT32),
            ],
            rows: [
                [.integer(-2_147_483_000), .number(1e300), .missing],
                [.integer(0), .number(-0.0), .tagged("b")], [.integer(7), .number(1 / 3), .integer(1)],
            ])
        #expect(
            try Decoded(try file.bytes(), .dta).records
                == "-2147483000,1e+300,\n0,0,\n7,0.3333333333333333,1\n")
    }

    @Test func aRecordOfOneEmptyCellIsStillOne() throws {
        let file = MadeFile(
            format: .sav, columns: [.init(name: "x")], rows: [[.missing], [.number(1)], [.missing]])
        let decoded = try Decoded(try file.bytes(), .sav)
        #expect(decoded.records == "\"\"\n1\n\"\"\n")
        #expect(decoded.rows == 3)
    }

    @Test func noRowsAtAll() throws {
        let decoded = try Decoded(
            try MadeFile(format: .dta, columns: [.init(name: "x")], rows: []).bytes(), .dta)
        #expect(decoded.rows == 0 && decoded.records.isEmpty && decoded.table?.variables.count == 1)
    }

    @Test func moreThanOneFrame() throws {
        let rows = (0..<60_000).map { [MadeFile.Cell.number(Double($0)), .text("person \($0)")] }
        let file = MadeFile(
            format: .sav,
            columns: [.init(name: "id"), .init(name: "name", type: READSTAT_TYPE_STRING, width: 16)], rows: rows,
            compression: READSTAT_COMPRESS_ROWS)
        let decoded = try Decoded(try file.bytes(), .sav)
        #expect(decoded.records == (0..<60_000).map { "\($0),person \($0)\n" }.joined())
    }
}
