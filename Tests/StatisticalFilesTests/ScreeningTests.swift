import CReadStat
import Files
import PackageFormat
import Screening
import TestCast
import Testing

/// Statistical files through the whole screening: records as those of a text, and every label beside them.
@Suite struct ScreeningOfStatisticalFilesTests {
    private func screened(_ bytes: [UInt8], as name: String) throws -> ScreenedExtract {
        let scratch = Scratch()
        scratch.write(bytes, name)
        let run = ExtractScreening(Sample.agreement())
        defer { run.stop() }
        let path = try ArchivePath(checking: name)
        run.screen(
            try File(reading: scratch.path + "/" + name), at: path, executable: Decoded.tool,
            environment: Decoded.environment, isInterrupted: { false })
        // Its bytes come by again when it is packed.
        run.begin(path)
        bytes.withUnsafeBytes { run.feed($0) }
        run.end()
        return run.finish()
    }

    private func lines(_ found: ScreenedExtract) -> [String] {
        found.findings.map { finding in
            let place = finding.place.map { " @\($0.rawValue)" } ?? ""
            return finding.kind.rawValue + (finding.variable.map { " \($0)" } ?? "") + place + " \(finding.count.value)"
        }
    }

    private func made(_ format: MadeFile.Format) -> MadeFile {
        MadeFile(
            format: format,
            columns: [
                .init(name: "NOTE", type: READSTAT_TYPE_STRING, width: 40),
                .init(name: "Q1", label: "Name of the respondent", type: READSTAT_TYPE_DOUBLE),
            ],
            rows: [[.text("fine"), .number(1)], [.text("call 07700 900123"), .number(2)]])
    }

    @Test(arguments: MadeFile.Format.allCases) func cellsAndVariableLabels(format: MadeFile.Format) throws {
        let found = try screened(made(format).bytes(), as: "t.\(format.rawValue)")
        #expect(lines(found) == ["telephone NOTE 1", "name Q1 @variable-label 2"])
        #expect(found.tables.map(\.records.value) == [2])
        #expect(found.tables.map(\.format.rawValue) == [format.rawValue])
    }

    @Test(arguments: [MadeFile.Format.sav, .dta]) func labelsOfValuesNotesAndTheFile(format: MadeFile.Format) throws {
        var file = made(format)
        file.columns = [
            .init(name: "Q1", type: format == .dta ? READSTAT_TYPE_INT32 : READSTAT_TYPE_DOUBLE, labelSet: "set")
        ]
        file.rows = [[format == .dta ? .integer(1) : .number(1)]]
        file.labels = ["set": [1: "asked at LS2 9JT", 2: "no"]]
        file.notes = ["from j.doe@example.org"]
        file.fileLabel = "AB123456C"
        let found = try screened(file.bytes(), as: "t.\(format.rawValue)")
        #expect(
            lines(found) == [
                "e-mail @note 1", "national-insurance @file-label 1", "postcode @value-label 1",
            ])
    }

    @Test func hostileFilesAreFindings() throws {
        let whole = try made(.sav).bytes()
        for bytes in [Array(whole.prefix(whole.count / 2)), Array(whole.prefix(4)), [], Array("no such file".utf8)] {
            let found = try screened(bytes, as: "t.sav")
            #expect(found.findings.map(\.kind) == [.malformed])
            #expect(found.findings.first?.detail != nil)
        }
    }
}
