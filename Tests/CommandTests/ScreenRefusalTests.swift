import Glibc
import Testing

/// What `microvault screen` refuses or is stopped at, and that it leaves nothing.
@Suite struct ScreenRefusalTests {
    @Test func agreementThatIsNone() throws {
        let scratch = try Scratch.readyToScreen(alone: true)
        try scratch.expect(
            Complaint(Status.inputOutput, "\"no.agreement\" is not there", hint: "check the path"),
            from: Scratch.screening.with(Scratch.agreementFile, "no.agreement"))
        let text = try scratch.text(of: Scratch.agreementFile)
        try scratch.write(text.replacing("{\"", with: "{ \""), to: "edited.agreement")
        try scratch.expect(
            Complaint(
                Status.usage, "\"edited.agreement\": the compiled agreement is not in canonical form",
                hint: "compile it again, and do not edit the compiled file"),
            from: Scratch.screening.with(Scratch.agreementFile, "edited.agreement"))
        let run = try scratch.run(Scratch.screening.with(Scratch.agreementFile, Scratch.table))
        #expect(run.status == Status.usage)
        #expect(run.out == "")
        #expect(run.err.hasPrefix("microvault: error: \"extract/tables/households.csv\" has "))
    }

    @Test func extractThatIsNotThere() throws {
        let scratch = try Scratch.readyToScreen()
        try scratch.expect(
            Complaint(
                Status.inputOutput, "1 thing in the extract cannot be packed",
                details: ["\"nowhere\" cannot be read: no such file or directory"],
                hint: "copy what is meant into plain files and folders, then pack those"),
            from: Scratch.screening.with("extract", "nowhere"))
        try scratch.makeFolder("empty")
        try scratch.expect(
            Complaint(Status.usage, "there is no file in \"empty\"", hint: "name the files of the extract"),
            from: Scratch.screening.with("extract", "empty"))
    }

    @Test func reportThatExists() throws {
        let scratch = try Scratch.readyToScreen(alone: true)
        try scratch.write("precious", to: "report.json")
        try scratch.expect(
            Complaint(
                Status.usage, "\"report.json\" exists already",
                hint: "name another place, or move it away first; nothing is ever replaced"),
            from: Scratch.reporting)
        #expect(try scratch.text(of: "report.json") == "precious")
        try scratch.expect(
            Complaint(Status.inputOutput, "\"nowhere\" is not there", hint: "check the path"),
            from: Scratch.reporting.with("report.json", "nowhere/report.json"))
    }

    @Test func thingsThatNoPackTakes() throws {
        let scratch = try Scratch.readyToScreen(contact: true)
        try #require(mkfifo(scratch.absolute("extract/pipe.csv"), 0o600) == 0)
        try scratch.succeed("ln", "-s", "tables/households.csv", "extract/link.csv")
        try scratch.expect(
            Complaint(
                Status.inputOutput, "2 things in the extract cannot be packed",
                details: ["\"extract/link.csv\" is a symbolic link", "\"extract/pipe.csv\" is a FIFO"],
                hint: "copy what is meant into plain files and folders, then pack those"), from: Scratch.reporting)
    }

    @Test(.enabled(if: geteuid() != 0 || isInstalled("setpriv"), "root reads every file, and setpriv is missing"))
    func fileThatCannotBeRead() throws {
        let scratch = try Scratch.readyToScreen(contact: true)
        try scratch.succeed("chmod", "000", Scratch.table)
        let asUser = geteuid() == 0 ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] : []
        try scratch.expect(
            Complaint(
                Status.inputOutput, "1 thing in the extract cannot be packed",
                details: ["\"extract/tables/households.csv\" cannot be read: permission denied"],
                hint: "copy what is meant into plain files and folders, then pack those"),
            from: asUser + Scratch.reporting)
    }

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
    func signalWhileScreening(signal: Int32) throws {
        let scratch = try Scratch.readyToScreen()
        try scratch.succeed("sh", "-c", "yes 'Q-41c7,Zennor,31415' | head -c 64000000 >>\(Scratch.table)")
        let before = scratch.listing()
        let tool = try scratch.start(Scratch.reporting)
        #expect(tool.reaches { tool.hasOpen(scratch.absolute(Scratch.table)) })
        tool.send(signal)
        scratch.check(
            tool.finish(), Complaint(Status.interrupted, "interrupted; nothing was left behind", hint: nil),
            tool: "microvault")
        #expect(difference(before, scratch.listing()).isEmpty)
    }
}
