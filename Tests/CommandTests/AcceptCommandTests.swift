import Testing

/// What `microvault accept` asks and refuses.
@Suite struct AcceptCommandTests {
    private func reported(_ acceptance: String = "approver") throws -> Scratch {
        let scratch = try Scratch.readyToScreen(acceptance, alone: true)
        try scratch.report()
        return scratch
    }

    private let accepting = Scratch.accepting(Scratch.threshold)
    private let shown = """
          \(Scratch.threshold)
              "tables/households.csv": 1 of 5 records (20.00%) are in cells below the agreement's 2
              accepted because: It was agreed.

        """

    @Test(arguments: ["stranger", "provider"])
    func keyOfNoApprover(name: String) throws {
        let scratch = try reported()
        try scratch.makeKey("stranger")
        try scratch.expect(
            Complaint(
                Status.refused,
                "\"\(name).key\" is no approver's key by the agreement: \(try scratch.fingerprint(name))",
                hint: "the agreement names: R. Patel, \(Scratch.ownerRole); S. Okafor, \(Scratch.officerRole)"),
            from: accepting.with("owner.key", "\(name).key"), after: shown)
    }

    @Test func keyOfTheAnalyst() throws {
        let scratch = try reported("analyst")
        try scratch.expect(
            Complaint(
                Status.refused,
                "\"provider.key\" is no approver's key by the agreement: \(try scratch.fingerprint("provider"))",
                hint: "the analyst who packs may accept findings with \"microvault pack --accept-finding\""),
            from: accepting.with("owner.key", "provider.key"), after: shown)
    }

    @Test func agreementThatNamesNoApprover() throws {
        let scratch = try Scratch.readyToPack { $0.tables = Scratch.tables }
        try scratch.writeTable(alone: true)
        try scratch.report()
        try scratch.expect(
            Complaint(
                Status.refused,
                "\"provider.key\" is no approver's key by the agreement: \(try scratch.fingerprint("provider"))",
                hint: "the agreement names no approver: make a later revision with \"approvals_required\""),
            from: accepting.with("owner.key", "provider.key"), after: shown)
    }

    @Test func withoutATerminal() throws {
        let scratch = try reported()
        try scratch.expect(
            Complaint(
                Status.usage, "there is no terminal to ask for your acceptance",
                hint: "read the findings, then run this with \"--yes\""),
            from: accepting.filter { $0 != "--yes" }, after: shown)
    }

    @Test func atATerminal() throws {
        let scratch = try reported()
        let question = "Do you accept that the extract is shared with these findings? [yes/no] "
        let before = scratch.listing()
        let refusing = try TerminalSession(accepting.filter { $0 != "--yes" }, in: scratch)
        try refusing.expect("accepted because: It was agreed.")
        try refusing.expect(question)
        refusing.typeLine("no")
        #expect(refusing.finish() == Status.refused)
        #expect(
            refusing.transcript.hasSuffix(
                "microvault: error: not accepted\nmicrovault: hint: nothing was written\n"))
        #expect(difference(before, scratch.listing()).isEmpty)
        let agreeing = try TerminalSession(accepting.filter { $0 != "--yes" }, in: scratch)
        try agreeing.expect(question)
        agreeing.typeLine("yes")
        #expect(agreeing.finish() == 0)
        #expect(agreeing.transcript.hasSuffix("wrote owner.acceptance\n"))
        try scratch.succeed(Scratch.packing + ["--acceptance", "owner.acceptance"])
    }

    @Test func findingThatIsNotThere() throws {
        let scratch = try reported()
        try scratch.expect(
            Complaint(
                Status.usage, "the screening has no finding \"\(Scratch.email)\"",
                hint: "it found: \(Scratch.threshold)"), from: Scratch.accepting(Scratch.email))
        try scratch.writeTable()
        try scratch.succeed("rm", "report.json")
        try scratch.succeed(Scratch.reporting)
        try scratch.expect(
            Complaint(
                Status.usage, "the screening has no finding \"\(Scratch.threshold)\"", hint: "it found nothing"),
            from: accepting)
    }

    @Test func noFindingNamed() throws {
        let scratch = try reported()
        try scratch.expect(
            Complaint(
                Status.usage, "missing expected argument '--accept-finding <id>'",
                hint: "\"microvault accept --help\" says what it takes"), from: Scratch.accepting)
    }

    @Test(arguments: ["", String(repeating: "x", count: 2_000)])
    func reasonThatIsNone(reason: String) throws {
        let scratch = try reported()
        try scratch.expect(
            Complaint(
                Status.usage,
                "the reason for \"\(Scratch.threshold)\" is empty, longer than 1,024 bytes or holds a control character",
                hint: "say in one line why it may be shared"),
            from: Scratch.accepting + ["--accept-finding", Scratch.threshold, "--reason", reason])
    }

    @Test func reportThatIsNone() throws {
        let scratch = try reported()
        let hint = "name the file that \"microvault screen --report\" wrote"
        for file in ["provider.pub", Scratch.agreementFile] {
            try scratch.expect(
                Complaint(Status.usage, "\"\(file)\" is not a screening report", hint: hint),
                from: accepting.with("report.json", file))
        }
        // What --json prints is for reading.
        let json = try scratch.run(Scratch.screening + ["--json"]).out
        try scratch.write(json, to: "printed.json")
        try scratch.expect(
            Complaint(Status.usage, "\"printed.json\" is not a screening report", hint: hint),
            from: accepting.with("report.json", "printed.json"))
        try scratch.expect(
            Complaint(Status.inputOutput, "\"no.json\" is not there", hint: "check the path"),
            from: accepting.with("report.json", "no.json"))
    }

    @Test func agreementThatIsNotCompiled() throws {
        let scratch = try reported()
        try scratch.expect(
            Complaint(
                Status.usage, "\"agreement.yaml\" is not a compiled agreement",
                hint: "run \"microvault agreement compile agreement.yaml\" first"),
            from: accepting.with(Scratch.agreementFile, "agreement.yaml"))
    }
}
