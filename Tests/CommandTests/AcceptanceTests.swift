import PackageFormat
import Testing

/// Findings that an approver accepts: report, `microvault accept`, `pack --acceptance`, and what makes an acceptance void.
@Suite struct AcceptanceTests {
    private let again = "run \"microvault screen\" and accept what it finds now"

    private func accepted() throws -> Scratch {
        let scratch = try Scratch.readyToScreen("approver", alone: true)
        try scratch.report()
        try scratch.succeed(Scratch.accepting(Scratch.threshold))
        return scratch
    }

    private let packing = Scratch.packing + ["--acceptance", "owner.acceptance"]

    @Test func reportAcceptPackOpen() throws {
        let scratch = try Scratch.readyToScreen("approver", alone: true)
        try scratch.report()
        let run = try scratch.succeed(Scratch.accepting(Scratch.threshold))
        #expect(run.out == "")
        #expect(
            run.err == """
                  \(Scratch.threshold)
                      "tables/households.csv": 1 of 5 records (20.00%) are in cells below the agreement's 2
                      accepted because: It was agreed.
                wrote owner.acceptance

                """)
        let acceptance = try Acceptance(parsing: try scratch.bytes(of: "owner.acceptance")).body
        let report = try ScreeningReport(parsing: try scratch.bytes(of: "report.json"))
        #expect(acceptance.reportHash == report.hash && acceptance.contentsHash == report.contentsHash)
        #expect(acceptance.role?.description == Scratch.ownerRole && acceptance.name?.description == "R. Patel")
        let dry = try scratch.succeed(packing + ["--dry-run"])
        #expect(dry.out == "" && dry.err == "")
        try scratch.succeed(packing)
        try scratch.succeed("unvault", "verify", "x.mvault")
        #expect(
            try scratch.succeed(Array(Scratch.opening.dropLast())).out.hasSuffix(
                "\nthe sender's screening found 1 thing, accepted by R. Patel (information-asset-owner)\n"))
        try scratch.succeed("diff", "-r", "extract", "opened")
    }

    @Test func nameOfTheFile() throws {
        let scratch = try Scratch.readyToScreen("approver", alone: true)
        try scratch.report()
        let accepting = Scratch.accepting(Scratch.threshold).filter { $0 != "-o" && $0 != "owner.acceptance" }
        let run = try scratch.succeed(accepting)
        let name = "DSA-2026-014.\(Scratch.ownerRole).acceptance"
        #expect(run.err.hasSuffix("wrote \(name)\n"))
        try scratch.expect(
            Complaint(
                Status.usage, "\"\(name)\" exists already",
                hint: "name another place, or move it away first; nothing is ever replaced"),
            from: accepting, after: "  \(Scratch.threshold)\n")
        // One whose place was named is refused before anything is asked.
        try scratch.expect(
            Complaint(
                Status.usage, "\"report.json\" exists already",
                hint: "name another place, or move it away first; nothing is ever replaced"),
            from: Scratch.accepting(Scratch.threshold).with("owner.acceptance", "report.json"))
    }

    /// Each accepts one; together they have accepted all.
    @Test func twoApprovers() throws {
        let scratch = try Scratch.readyToScreen("approver", contact: true)
        try scratch.report()
        try scratch.succeed(Scratch.accepting(Scratch.email))
        try scratch.expect(
            PackScreeningTests.found("1 thing", Array(PackScreeningTests.contact.prefix(2))), from: packing)
        try scratch.succeed(
            Scratch.accepting(Scratch.notAgreed).with("owner.key", "officer.key")
                .with("owner.acceptance", "officer.acceptance"))
        try scratch.succeed(packing + ["--acceptance", "officer.acceptance"])
        try scratch.succeed("unvault", "verify", "x.mvault")
    }

    @Test func analystMayNotAccept() throws {
        let scratch = try Scratch.readyToScreen("approver", alone: true)
        try scratch.expect(
            Complaint(
                Status.refused, "agreement \"DSA-2026-014\" leaves it to an approver to accept findings",
                hint:
                    "write a report with \"microvault screen --report\", have an approver run \"microvault accept\", "
                    + "and give the result with \"--acceptance\""),
            from: Scratch.packing + Scratch.reasons([Scratch.threshold]))
    }

    // MARK: Void

    @Test func afterOneByteOfTheExtractChanged() throws {
        let scratch = try accepted()
        let table = try scratch.text(of: Scratch.table)
        try scratch.write(table.replacing("31415", with: "31416"), to: Scratch.table)
        try scratch.expect(
            Complaint(
                Status.refused,
                "\"owner.acceptance\" does not hold for this extract: it is of other files, or of these before they changed",
                hint: again), from: packing)
        try scratch.write(table, to: Scratch.table)
        try scratch.succeed(packing)
    }

    @Test func afterTheAgreementChanged() throws {
        let scratch = try accepted()
        let yaml = try scratch.text(of: "agreement.yaml")
        try scratch.write(yaml.replacing("jobs by region", with: "jobs by district"), to: "agreement.yaml")
        try scratch.succeed(
            "rm", Scratch.agreementFile, "DSA-2026-014.\(Scratch.ownerRole).approval",
            "DSA-2026-014.\(Scratch.officerRole).approval")
        try scratch.succeed("microvault", "agreement", "compile", "agreement.yaml")
        try scratch.approveAll()
        try scratch.expect(
            Complaint(
                Status.refused,
                "\"owner.acceptance\" does not hold for this extract: it is of another text of the agreement",
                hint: again), from: packing)
        try scratch.succeed("rm", "owner.acceptance")
        try scratch.expect(
            Complaint(
                Status.refused,
                "\"report.json\" is of another agreement than \"DSA-2026-014.agreement\", or of an earlier text of it",
                hint: "run \"microvault screen\" again with this agreement"),
            from: Scratch.accepting(Scratch.threshold))
    }

    /// A report that somebody edited, so that it tells the approver of less.
    @Test func ofAnotherReport() throws {
        let scratch = try Scratch.readyToScreen("approver", contact: true, alone: true)
        try scratch.report()
        let report = try scratch.text(of: "report.json")
        let edited = report.replacing("\"below_k\":1", with: "\"below_k\":0")
        try #require(edited != report)
        try scratch.write(edited, to: "report.json")
        try scratch.succeed(Scratch.accepting(Scratch.threshold))
        try scratch.expect(
            Complaint(
                Status.refused,
                "\"owner.acceptance\" does not hold for this extract: it is of another screening of these files",
                hint: again), from: packing)
    }

    @Test func signatureOfAnother() throws {
        let scratch = try accepted()
        try scratch.succeed(
            Scratch.accepting(Scratch.threshold).with("owner.key", "officer.key")
                .with("owner.acceptance", "officer.acceptance"))
        let lines = try scratch.text(of: "owner.acceptance").split(separator: "\n")
        let officer = try scratch.text(of: "officer.acceptance").split(separator: "\n")
        try scratch.write("\(lines[0])\n\(lines[1])\n\(officer[2])\n", to: "owner.acceptance")
        try scratch.expect(
            Complaint(
                Status.notAuthentic,
                "\"owner.acceptance\" does not hold for this extract: its signature does not fit", hint: again),
            from: packing)
    }

    @Test func fileThatIsNone() throws {
        let scratch = try accepted()
        let hint = "name the file that the approver sent"
        try scratch.expect(
            Complaint(Status.usage, "\"provider.pub\" is not an acceptance: it is cut short or altered", hint: hint),
            from: Scratch.packing + ["--acceptance", "provider.pub"])
        try scratch.expect(
            Complaint(
                Status.usage, "\"b.card\" is not an acceptance: it begins with \"microvault/1 card\"", hint: hint),
            from: Scratch.packing + ["--acceptance", "b.card"])
        try scratch.expect(
            Complaint(Status.inputOutput, "\"no.acceptance\" is not there", hint: "check the path"),
            from: Scratch.packing + ["--acceptance", "no.acceptance"])
    }
}
