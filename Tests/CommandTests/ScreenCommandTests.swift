import Glibc
import PackageFormat
import Testing

/// `microvault screen`: what it says, and that it never says a value.
@Suite struct ScreenCommandTests {
    @Test func whatItSays() throws {
        let scratch = try Scratch.readyToScreen(contact: true, alone: true)
        let run = try scratch.run(Scratch.screening)
        #expect(run.status == Status.screening)
        #expect(run.err == "")
        #expect(
            run.out == """
                tables/households.csv: 5 records, 4 variables
                  by "region": 1 of 5 (20.00%) alone, 5 in cells below 3, 5 below 5, 5 below 10
                    "wage" is the same for all in their cell: 1 of 5 (20.00%)
                  whoever is alone in the sample need not be alone in the population
                3 findings:
                  \(Scratch.notAgreed)
                      "contact" in "tables/households.csv" is no variable of the agreement; \
                it is filled in 1 of 5 records (20.00%)
                  \(Scratch.email)
                      "contact" in "tables/households.csv" holds e-mail addresses in 1 of 1 cells (100.00%), in record 1
                  \(Scratch.threshold)
                      "tables/households.csv": 1 of 5 records (20.00%) are in cells below the agreement's 2

                """)
    }

    @Test func reportIsCanonicalAndTheSameInTwoRuns() throws {
        let scratch = try Scratch.readyToScreen(contact: true, alone: true)
        let first = try scratch.run(Scratch.screening + ["--report", "report.json"])
        #expect(first.status == Status.screening)
        #expect(first.err == "wrote report.json\n")
        let second = try scratch.run(Scratch.screening + ["--report", "again.json", "--quiet"])
        #expect(second.status == Status.screening)
        #expect(second.out == "" && second.err == "")
        let bytes = try scratch.bytes(of: "report.json")
        #expect(try scratch.bytes(of: "again.json") == bytes)
        #expect(try scratch.status(of: "report.json").st_mode & 0o7777 == 0o644)
        let report = try ScreeningReport(parsing: bytes)
        #expect(report.bytes == bytes)
        #expect(report.findings.map(\.id.description) == [Scratch.notAgreed, Scratch.email, Scratch.threshold])
        let agreement = try Agreement(parsing: try scratch.bytes(of: Scratch.agreementFile))
        #expect(report.agreementHash == agreement.hash)
    }

    @Test func reportAsJSON() throws {
        let scratch = try Scratch.readyToScreen(contact: true, alone: true)
        let run = try scratch.run(Scratch.screening + ["--json", "--report", "report.json"])
        #expect(run.status == Status.screening)
        #expect(run.err == "wrote report.json\n")
        #expect(
            run.out.contains(
                """
                    {
                      "count" : 1,
                      "id" : "\(Scratch.email)",
                      "kind" : "e-mail",
                      "of" : 1,
                      "path" : "tables/households.csv",
                      "rows" : [
                        1
                      ],
                      "variable" : "contact"
                    },

                """))
        // The same as the file, but for white space.
        let squeezed = run.out.filter { !$0.isWhitespace }
        #expect(squeezed == (try scratch.text(of: "report.json")).filter { !$0.isWhitespace })
    }

    /// Every kind of finding that a cell can be in, and no cell's value anywhere.
    @Test func noValueIsEverShown() throws {
        let scratch = try Scratch.readyToScreen(
            tables: """
                  - path: tables/households.csv
                    max_records: 3
                    k_threshold: 3
                    schema:
                      fields:
                        - {name: ref, type: string, role: pseudonym, constraints: {unique: true, required: true}}
                        - {name: region, type: string, role: quasi-identifier, constraints: {maxLength: 6, minLength: 3}}
                        - {name: wage, type: integer, role: sensitive, constraints: {minimum: "18000", maximum: "30000"}}
                        - {name: band, type: string, constraints: {enum: [a, b], pattern: "[a-c]"}}
                        - {name: gone, type: string}
                """)
        let rows = [
            "ref,region,wage,band,phone,dob,zip,nino,surname,notes",
            "Q-41c7,Zennor,31415,Lamorna,0113 496 0777,1931-07-19,LS2 9JT,AB123456C,Quillon,\"qwx.marker@post.example\"",
            "Q-41c7,Ze,27182x,Lamorna,+44 113 496 0777,1931-07-19,LS2 9JT,AB123456C,Quillon,call 0113 496 0777",
            ",Porthgwarra,17320,a,,,,,Quillon,\"a \"quote\" Lamorna\"", "Q-63e9,Zennor,31415,a,,,,,,,,Lamorna",
        ]
        try scratch.write(rows.joined(separator: "\n") + "\n", to: Scratch.table)
        let text = try scratch.run(Scratch.screening + ["--report", "report.json"])
        let json = try scratch.run(Scratch.screening + ["--json"])
        let packed = try scratch.run(Scratch.packing)
        #expect(text.status == Status.screening && json.status == Status.screening)
        #expect(packed.status == Status.screening)
        let report = try scratch.text(of: "report.json")
        scratch.expectNoValues(in: text.out, text.err, json.out, json.err, packed.out, packed.err, report)
        for value in ["0777", "1931", "LS2", "AB1234", "Quillon", "27182x", "post.example", "quote\""] {
            for said in [text.out, text.err, json.out, json.err, packed.out, packed.err, report] {
                #expect(!said.contains(value), "\(value)")
            }
        }
        let kinds = Set(try ScreeningReport(parsing: Array(report.utf8)).findings.map(\.kind))
        #expect(
            kinds == [
                .malformed, .maxRecords, .notAgreed, .missing, .type, .required, .unique, .minimum, .maximum, .pattern,
                .enum, .minLength, .maxLength, .email, .telephone, .nationalInsurance, .postcode, .dateOfBirth, .name,
                .kThreshold,
            ])
    }

    @Test func nothingFound() throws {
        let scratch = try Scratch.readyToScreen()
        let run = try scratch.succeed(Scratch.screening + ["--report", "report.json"])
        #expect(run.out.hasPrefix("tables/households.csv: 4 records, 3 variables\n"))
        #expect(run.out.hasSuffix("\nnothing was found\n"))
        #expect(run.err == "wrote report.json\n")
        #expect(try ScreeningReport(parsing: try scratch.bytes(of: "report.json")).findings.isEmpty)
    }

    @Test func quietPrintsNothing() throws {
        let scratch = try Scratch.readyToScreen(alone: true)
        let run = try scratch.run(Scratch.screening + ["--quiet"])
        #expect(run.status == Status.screening)
        #expect(run.out == "" && run.err == "")
        try scratch.writeTable()
        let second = try scratch.succeed(Scratch.screening + ["--quiet"])
        #expect(second.out == "" && second.err == "")
    }

    /// Not compiled yet, and with approvals that nobody gave.
    @Test func agreementInYAML() throws {
        let scratch = try Scratch.readyToScreen("approver", alone: true)
        let fromYAML = try scratch.run(Scratch.screening.with(Scratch.agreementFile, "agreement.yaml") + ["--json"])
        #expect(fromYAML.status == Status.screening)
        #expect(fromYAML.out == (try scratch.run(Scratch.screening + ["--json"])).out)
    }

    /// Direct identifiers are looked for all the same.
    @Test func agreementWithoutTables() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.writeTable(contact: true, alone: true)
        let run = try scratch.run(Scratch.screening)
        #expect(run.status == Status.screening)
        #expect(
            run.out == """
                tables/households.csv: 5 records, 4 variables
                2 findings:
                  unscreened-2c544ed0
                      "README.txt" was not looked into: a .txt file
                  \(Scratch.email)
                      "contact" in "tables/households.csv" holds e-mail addresses in 1 of 1 cells (100.00%), in record 1

                """)
        // A pack asks for a screening where there are tables.
        try scratch.succeed(Scratch.packing)
    }

    @Test func filesThatAreNotScreened() throws {
        let scratch = try Scratch.readyToScreen()
        try scratch.write("PAR1 Zennor", to: "extract/more.parquet")
        let run = try scratch.run(Scratch.screening)
        #expect(run.status == Status.screening)
        #expect(
            run.out.hasSuffix(
                """
                2 findings:
                  unnamed-file-25e9aac0
                      "more.parquet" is named by no table of the agreement
                  unscreened-02c119ef
                      "more.parquet" was not looked into: a .parquet file

                """), "\(run.out)")
    }
}
