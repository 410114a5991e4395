import PackageFormat
import Screening
import Sealing
import TestCast
import Testing

@testable import Sending

/// Packing and screening by one reading.
@Suite struct ScreenedPackTests {
    private let desk = Desk()
    private let fields = [
        Field(name: Line("ref")!, type: .string, role: .pseudonym, constraints: nil),
        Field(name: Line("region")!, type: .string, role: .other, constraints: nil),
    ]

    init() {
        desk.agreement = Sample.agreement {
            $0.tables = [
                Table(
                    path: ArchivePath("a.csv")!, maximumRecords: nil, kThreshold: nil,
                    schema: TableSchema(fieldsMatch: .superset, fields: fields))
            ]
        }
    }

    private func pack(
        publishing: Bool = false,
        accepting accept: AcceptFindings = acceptNothing
    ) throws -> PackOutcome {
        desk.options.publishesVariables = publishing
        let run = ExtractScreening(desk.agreement)
        defer { run.stop() }
        return try desk.pack(screening: run, accepting: accept)
    }

    private func accepting(_ ids: [Reference]? = nil, by key: UInt8 = Who.provider) -> AcceptFindings {
        { (report, agreement) throws(SendingError) in
            let accepted = (ids ?? report.findings.map(\.id)).map {
                AcceptanceBody.Accepted($0, reason: Line("tested")!)
            }
            let body = AcceptanceBody(accepted, of: report, under: agreement, as: nil, at: Sample.signedAt)
            do throws(AcceptanceFault) {
                return try AcceptedScreening(
                    checking: [Acceptance(body, signedBy: signingKey(key))], of: report, under: agreement)
            } catch { throw .acceptance(path: nil, error) }
        }
    }

    @Test func nothingFoundIsSaidInTheCatalogue() throws {
        desk.add("a.csv", Array("ref,region\nx1,North\n".utf8))
        _ = try pack()
        let catalogue = try Desk.catalogue(of: desk.decrypted().stream)
        let screening = try #require(catalogue.screening)
        #expect(screening.report.findings.isEmpty && screening.acceptances.isEmpty)
        #expect(screening.report.contentsHash == catalogue.entries.contentsHash)
        #expect(screening.report.agreementHash == desk.agreement.hash)
        #expect(screening.report.tables.map(\.records.value) == [1])
    }

    @Test func whatNobodyAcceptedIsNotSigned() throws {
        desk.add("a.csv", Array("ref,region\nx1,j.doe@example.org\n".utf8))
        let found = #expect(throws: SendingError.self) { try pack() }
        guard case .screening(let report, let open) = found else {
            Issue.record("\(String(describing: found))")
            return
        }
        #expect(report.findings.map(\.kind) == [.email] && open == report.findings.map(\.id))
        // The head is written last: without it the file is no package.
        #expect(desk.scratch.read("out.mvault")?.prefix(8).allSatisfy { $0 == 0 } == true)
        #expect(desk.scratch.read("out.mvault-head") == [])
    }

    @Test func acceptancesTravel() throws {
        desk.add("a.csv", Array("ref,region\nx1,j.doe@example.org\n".utf8))
        desk.add("b.bin", [0, 1, 2])
        _ = try pack(accepting: accepting())
        let catalogue = try Desk.catalogue(of: desk.decrypted().stream)
        let screening = try #require(catalogue.screening)
        #expect(screening.report.findings.map(\.kind) == [.email, .unnamedFile, .unscreened])
        #expect(
            throws: Never.self,
            performing: {
                _ = try AcceptedScreening(
                    checking: screening.acceptances, of: screening.report, under: desk.agreement)
            })
        #expect(throws: SendingError.acceptance(path: nil, .signer(signer(Who.stranger)))) {
            try pack(accepting: accepting(by: Who.stranger))
        }
        let first = screening.report.findings[0].id
        #expect(throws: SendingError.acceptance(path: nil, .missing(Array(screening.report.findings.map(\.id)[1...]))))
        {
            try pack(accepting: accepting([first]))
        }
    }

    @Test func aCatalogueHoldsSixtyThreeAcceptances() throws {
        desk.add("a.csv", Array("ref,region\nx1,j.doe@example.org\n".utf8))
        func accepting(_ count: Int) -> AcceptFindings {
            { (report, agreement) throws(SendingError) in
                let accepted = report.findings.map { AcceptanceBody.Accepted($0.id, reason: Line("tested")!) }
                let body = AcceptanceBody(accepted, of: report, under: agreement, as: nil, at: Sample.signedAt)
                let one = Acceptance(body, signedBy: signingKey(Who.provider))
                do throws(AcceptanceFault) {
                    return try AcceptedScreening(
                        checking: Array(repeating: one, count: count), of: report, under: agreement)
                } catch { throw .acceptance(path: nil, error) }
            }
        }
        _ = try pack(accepting: accepting(63))
        #expect(try Desk.catalogue(of: desk.decrypted().stream).screening?.acceptances.count == 63)
        #expect(throws: SendingError.acceptance(path: nil, .tooMany(64, limit: 63))) {
            try pack(accepting: accepting(64))
        }
    }

    @Test func screeningAloneGivesTheSameReport() throws {
        desk.add("a.csv", Array("ref,region\nx1,j.doe@example.org\n".utf8))
        desk.add("sub/c.csv", Array("q\n1\n".utf8))
        _ = try pack(accepting: accepting())
        let run = ExtractScreening(desk.agreement)
        defer { run.stop() }
        let alone = try ExtractScreener.report(
            of: Extract([desk.source]), by: run, under: desk.agreement, options: PackOptions())
        #expect(try Desk.catalogue(of: desk.decrypted().stream).screening?.report == alone)
        // Other content under the same names is another extract.
        desk.add("sub/c.csv", Array("q\n2\n".utf8))
        let again = ExtractScreening(desk.agreement)
        defer { again.stop() }
        let other = try ExtractScreener.report(
            of: Extract([desk.source]), by: again, under: desk.agreement, options: PackOptions())
        #expect(other.findings == alone.findings && other.contentsHash != alone.contentsHash)
    }

    @Test func variablesArePublishedOnlyWhenAsked() throws {
        let rows = (1...1_234).map { "x\($0),North\n" }.joined()
        desk.add("a.csv", Array(("\u{FEFF}ref,region\r\n" + rows).utf8))
        _ = try pack()
        #expect(try desk.decrypted().head.envelope.published == nil)
        _ = try pack(publishing: true)
        let published = try #require(try desk.decrypted().head.envelope.published)
        #expect(published.tables.map(\.path.description) == ["a.csv"])
        #expect(published.tables[0].records.value == 1_234)
        #expect(published.tables[0].fields.map(\.name.description) == ["ref", "region"])
        #expect(published.tables[0].fields.map(\.type) == [.string, .string])
    }

    /// Digits of counts that are not known yet must fit the fill before the payload.
    @Test func manyTablesArePublishedOrRefused() throws {
        desk.agreement = Sample.agreement {
            $0.tables = [Table(path: ArchivePath("0.csv")!, maximumRecords: nil, kThreshold: nil, schema: nil)]
        }
        for number in 0..<1_400 { desk.add("\(number).csv", Array("a,b\n1,2\n".utf8)) }
        _ = try pack(publishing: true, accepting: accepting())
        #expect(try desk.decrypted().head.envelope.published?.tables.count == 1_400)
        for number in 0..<1_400 {
            desk.add("\(number).csv", Array(("a,b\n1," + String(repeating: "x", count: 1_000) + "\n").utf8))
        }
        #expect(throws: SendingError.tooManyTablesToPublish(1_400)) {
            try pack(publishing: true, accepting: accepting())
        }
    }
}
