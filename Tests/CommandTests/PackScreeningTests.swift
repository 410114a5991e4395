import PackageFormat
import Testing

/// `pack` under an agreement that has tables: nothing that screening finds is packed unless somebody accepted it.
@Suite struct PackScreeningTests {
    static let mending =
        "mend the extract; or accept what may be shared: \"microvault screen --help\", \"microvault accept --help\""
    static let contact = [
        Scratch.notAgreed,
        "    \"contact\" in \"tables/households.csv\" is no variable of the agreement; it is filled in 1 of 4 records (25.00%)",
        Scratch.email,
        "    \"contact\" in \"tables/households.csv\" holds e-mail addresses in 1 of 1 cells (100.00%), in record 1",
    ]
    static let alone = [
        Scratch.threshold,
        "    \"tables/households.csv\": 1 of 5 records (20.00%) are in cells below the agreement's 2",
    ]

    static func found(_ count: String, _ details: [String]) -> Complaint {
        Complaint(
            Status.screening, "screening found \(count) that nobody accepted", details: details, hint: mending)
    }

    @Test func refusalLeavesNothingAndUsesNoCard() throws {
        let scratch = try Scratch.readyToScreen(contact: true)
        let run = try scratch.expect(Self.found("2 things", Self.contact), from: Scratch.packing)
        scratch.expectNoValues(in: run.err)
        #expect(!scratch.exists("x.mvault") && !scratch.exists("x.mvault-head"))
        #expect(try scratch.bytes(of: "state/microvault/used-cards").isEmpty)
        // The variable cut away, the same card works.
        try scratch.writeTable()
        try scratch.succeed(Scratch.packing)
        try scratch.succeed(Scratch.opening)
        try scratch.succeed("diff", "-r", "extract", "opened")
    }

    @Test func whatItSaysBesideItsSummary() throws {
        let scratch = try Scratch.readyToScreen(alone: true)
        let run = try scratch.run(Array(Scratch.packing.dropLast()))
        scratch.check(run, Self.found("1 thing", Self.alone), tool: "microvault")
        #expect(run.out.hasSuffix("delete by             \(day(210).inWords), end of day\n"))
    }

    @Test func analystAcceptsOneOfTwoThenBoth() throws {
        let scratch = try Scratch.readyToScreen(contact: true)
        let one = Scratch.packing + Scratch.reasons([Scratch.email])
        try scratch.expect(Self.found("1 thing", Array(Self.contact.prefix(2))), from: one)
        try scratch.succeed(one + Scratch.reasons([Scratch.notAgreed]))
        try scratch.succeed("unvault", "verify", "x.mvault")
        try scratch.succeed(Scratch.opening)
        try scratch.succeed("diff", "-r", "extract", "opened")
    }

    /// An approver may accept wherever the analyst may; each accepts one.
    @Test func analystAndApprover() throws {
        let scratch = try Scratch.readyToApprove { ($0.acceptance, $0.tables) = ("analyst", Scratch.tables) }
        try scratch.approveAll()
        try scratch.succeed("rm", "extract/README.txt")
        try scratch.writeTable(contact: true)
        try scratch.report()
        try scratch.succeed(Scratch.accepting(Scratch.email))
        let packing = Scratch.packing + ["--acceptance", "owner.acceptance"]
        try scratch.expect(Self.found("1 thing", Array(Self.contact.prefix(2))), from: packing)
        try scratch.succeed(packing + Scratch.reasons([Scratch.notAgreed]))
        try scratch.succeed("unvault", "verify", "x.mvault")
        #expect(
            try scratch.succeed(Array(Scratch.opening.dropLast())).out.hasSuffix(
                "\nthe sender's screening found 2 things, accepted by R. Patel (information-asset-owner), the provider\n"
            ))
    }

    @Test func fileThatNoRuleReads() throws {
        let scratch = try Scratch.readyToScreen()
        try scratch.write("PAR1", to: "extract/more.parquet")
        let details = [
            "unnamed-file-25e9aac0", "    \"more.parquet\" is named by no table of the agreement",
            "unscreened-02c119ef", "    \"more.parquet\" was not looked into: a .parquet file",
        ]
        try scratch.expect(Self.found("2 things", details), from: Scratch.packing)
        try scratch.succeed(Scratch.packing + Scratch.reasons([details[0], details[2]]))
        try scratch.succeed(Scratch.opening)
        try scratch.succeed("diff", "-r", "extract", "opened")
    }

    @Test func findingThatIsNotThere() throws {
        let scratch = try Scratch.readyToScreen(alone: true)
        let both = Scratch.reasons([Scratch.threshold, Scratch.email])
        let complaint = Complaint(
            Status.usage, "\"--accept-finding\": there is no finding \"\(Scratch.email)\"",
            hint: "run \"microvault screen\" and accept what it finds now")
        try scratch.expect(complaint, from: Scratch.packing + both)
        try scratch.expect(complaint, from: Scratch.packing + both + ["--dry-run"])
        try scratch.expect(
            Complaint(
                Status.usage, "\"no id\" is no id of a finding", hint: "copy one that \"microvault screen\" prints"),
            from: Scratch.packing + Scratch.reasons(["no id"]))
    }

    @Test(arguments: ["", " ", String(repeating: "x", count: 2_000), "two\nlines"])
    func reasonThatIsNone(reason: String) throws {
        let scratch = try Scratch.readyToScreen(alone: true)
        try scratch.expect(
            Complaint(
                Status.usage,
                "the reason for \"\(Scratch.threshold)\" is empty, longer than 1,024 bytes or holds a control character",
                hint: "say in one line why it may be shared"),
            from: Scratch.packing + ["--accept-finding", Scratch.threshold, "--reason", reason])
    }

    @Test func findingWithoutAReason() throws {
        let scratch = try Scratch.readyToScreen(alone: true)
        try scratch.expect(
            Complaint(
                Status.usage, "each '--accept-finding' needs one '--reason'",
                hint: "\"microvault pack --help\" says what it takes"),
            from: Scratch.packing + ["--accept-finding", Scratch.threshold])
    }

    @Test func agreementWithoutTablesDoesNotScreen() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.writeTable(contact: true, alone: true)
        let none = Complaint(
            Status.usage, "agreement \"DSA-2026-014\" has no tables, so nothing is screened",
            hint: "leave the acceptances out")
        try scratch.expect(none, from: Scratch.packing + Scratch.reasons([Scratch.email]))
        try scratch.expect(none, from: Scratch.packing + ["--acceptance", "owner.acceptance"])
        try scratch.succeed(Scratch.packing)
        try scratch.succeed("unvault", "verify", "x.mvault")
    }

    @Test func dryRunShowsTheScreening() throws {
        let scratch = try Scratch.readyToScreen(alone: true)
        let before = scratch.listingWithoutRecords()
        let dry = Array(Scratch.packing.dropLast()) + ["--dry-run"]
        let screened = try scratch.run(Scratch.screening).out
        let run = try scratch.run(dry)
        #expect(run.status == Status.screening)
        #expect(run.out.hasSuffix("delete by             \(day(210).inWords), end of day\n" + screened))
        #expect(
            run.err == "nothing was written (--dry-run)\n" + Self.found("1 thing", Self.alone).text(of: "microvault"))
        let accepted = try scratch.succeed(dry + Scratch.reasons([Scratch.threshold]))
        #expect(accepted.err == "nothing was written (--dry-run)\n")
        try scratch.writeTable()
        #expect(try scratch.succeed(dry).out.hasSuffix("\nnothing was found\n"))
        try scratch.writeTable(alone: true)
        #expect(difference(before, scratch.listingWithoutRecords()).isEmpty)
        try scratch.succeed(Scratch.packing + Scratch.reasons([Scratch.threshold]))
    }
}
