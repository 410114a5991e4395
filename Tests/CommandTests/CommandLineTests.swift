import Glibc
import Testing

/// Help, versions, usage errors and output that nobody reads.
@Suite struct CommandLineTests {
    private static let commands: [[String]] = [
        ["microvault"], ["microvault", "key"], ["microvault", "key", "new"], ["microvault", "key", "fingerprint"],
        ["microvault", "key", "passphrase"], ["microvault", "agreement"], ["microvault", "agreement", "new"],
        ["microvault", "agreement", "check"], ["microvault", "agreement", "compile"],
        ["microvault", "agreement", "show"], ["microvault", "agreement", "approve"], ["microvault", "pack"],
        ["microvault", "inspect"], ["microvault", "amend"], ["microvault", "recall"], ["microvault", "hold"],
        ["microvault", "release"], ["unvault"], ["unvault", "init"], ["unvault", "key"], ["unvault", "key", "show"],
        ["unvault", "key", "fingerprint"], ["unvault", "key", "passphrase"], ["unvault", "trust"],
        ["unvault", "trust", "add"],
        ["unvault", "trust", "list"], ["unvault", "trust", "remove"], ["unvault", "card"], ["unvault", "inspect"],
        ["unvault", "verify"], ["unvault", "list"], ["unvault", "open"], ["unvault", "status"], ["unvault", "close"],
        ["unvault", "delete"], ["unvault", "sweep"], ["unvault", "certificate"], ["unvault", "certificate", "show"],
        ["unvault", "certificate", "page"], ["unvault", "import"], ["unvault", "log"], ["unvault", "log", "show"],
        ["unvault", "log", "verify"], ["unvault", "log", "restart"], ["unvault", "clock"],
        ["unvault", "clock", "confirm"], ["unvault", "receipts"], ["vaultregister"], ["vaultregister", "key"],
    ]

    @Test(arguments: commands)
    func help(command: [String]) throws {
        let scratch = try Scratch()
        let run = try scratch.run(command + ["--help"])
        #expect(run.status == 0 && run.err == "")
        #expect(run.out.contains("USAGE: \(command.joined(separator: " "))"))
        #expect(scratch.listing().isEmpty)
    }

    @Test(arguments: ["microvault", "unvault", "vaultregister"])
    func version(tool: String) throws {
        let run = try Scratch().run([tool, "--version"])
        #expect(run.status == 0 && run.err == "")
        #expect(run.out.split(separator: ".").count == 3 && run.out.split(separator: "\n").count == 1)
    }

    @Test(arguments: ["microvault", "unvault", "vaultregister"])
    func completions(tool: String) throws {
        let run = try Scratch().run([tool, "--generate-completion-script", "bash"])
        #expect(run.status == 0 && run.out.contains("complete") && run.err == "")
    }

    @Test(arguments: commands)
    func unknownOption(command: [String]) throws {
        let scratch = try Scratch()
        let run = try scratch.run(command + ["--colour"])
        #expect(run.status == Status.usage && run.out == "")
        #expect(run.errorLines.count == 2)
        #expect(run.errorLines.first?.hasPrefix("\(command[0]): error: ") == true)
        #expect(
            run.errorLines.last
                == "\(command[0]): hint: \"\(command.joined(separator: " ")) --help\" says what it takes"
        )
    }

    @Test func unknownOptionInWords() throws {
        let scratch = try Scratch()
        try scratch.expect(
            Complaint(
                Status.usage, "unknown option '--colour'", hint: "\"unvault trust list --help\" says what it takes"),
            from: ["unvault", "trust", "list", "--colour"])
    }

    @Test func optionsThatAreMissing() throws {
        let scratch = try Scratch()
        try scratch.expect(
            Complaint(
                Status.usage, "missing expected argument '--into <into>'",
                hint: "\"unvault open --help\" says what it takes"),
            from: ["unvault", "open", "x.mvault"])
        try scratch.expect(
            Complaint(
                Status.usage, "missing expected argument '<extract> ...'",
                hint: "\"microvault pack --help\" says what it takes"),
            from: ["microvault", "pack", "--agreement", "a", "--sign-with", "b", "-o", "c"])
    }

    @Test func commandThatIsUnknown() throws {
        let scratch = try Scratch()
        let run = try scratch.run(["unvault", "shred"])
        #expect(run.status == Status.usage && run.errorLines.count == 2 && run.out == "")
        #expect(run.errorLines.last == "unvault: hint: \"unvault --help\" says what it takes")
    }

    @Test func readerThatGoesAway() throws {
        let scratch = try Scratch()
        let run = try scratch.run(["sh", "-c", "microvault agreement new | head -n 1"])
        #expect(run.status == 0 && run.err == "" && run.out.split(separator: "\n").count == 1)
    }

    /// As other tools do, it ends by SIGPIPE, with no words.
    @Test func readerThatIsGone() throws {
        let scratch = try Scratch()
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        close(ends[0])
        defer { close(ends[1]) }
        let run = try scratch.start(["microvault", "agreement", "new"], standardOutput: .descriptor(ends[1])).finish()
        #expect(run.status == -SIGPIPE && run.err == "")
    }

    @Test func resultThatCannotBeWritten() throws {
        let scratch = try Scratch()
        let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
        try #require(full >= 0)
        defer { close(full) }
        let run = try scratch.start(["microvault", "agreement", "new"], standardOutput: .descriptor(full)).finish()
        #expect(run.status == Status.inputOutput)
        #expect(run.errorLines.first?.hasPrefix("microvault: error: ") == true, "it must say why: \(run.err)")
    }

    /// Names of files reach the terminal with control characters escaped.
    @Test func namesAreShownWithoutControlCharacters() throws {
        let scratch = try Scratch()
        try scratch.expect(
            Complaint(Status.inputOutput, "\"a\\u{1B}[31m\\u{202E}b\" is not there", hint: "check the path"),
            from: ["microvault", "inspect", "a\u{1B}[31m\u{202E}b"])
    }

    @Test func unknownOptionsAreShownWithoutControlCharacters() throws {
        let scratch = try Scratch()
        let run = try scratch.run(["unvault", "open", "--\u{1B}[31m\u{202E}"])
        #expect(run.status == Status.usage)
        #expect(!run.err.contains("\u{1B}") && !run.err.contains("\u{202E}"))
    }
}
