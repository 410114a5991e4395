import Testing

/// What a person at a terminal is asked and shown.
@Suite struct TerminalTests {
    @Test func newPassphraseIsAskedForTwiceAndNotShown() throws {
        let scratch = try Scratch()
        let terminal = try TerminalSession(
            ["microvault", "key", "new", "--name", "Department A", "-o", "a.key"], in: scratch)
        try terminal.expect("new passphrase for a.key: ")
        #expect(!terminal.echoes)
        terminal.typeLine("battery staple")
        try terminal.expect("the same again: ")
        terminal.typeLine("battery staple")
        try terminal.expect("wrote a.key (secret, keep it) and a.pub (public, give it away)")
        #expect(terminal.finish() == 0)
        #expect(!terminal.transcript.contains("battery"))
        #expect(try scratch.text(of: "a.key").contains("\"lock\""))
    }

    @Test func passphrasesThatDiffer() throws {
        let scratch = try Scratch()
        let terminal = try TerminalSession(
            ["microvault", "key", "new", "--name", "Department A", "-o", "a.key"], in: scratch)
        try terminal.expect("new passphrase for a.key: ")
        terminal.typeLine("battery staple")
        try terminal.expect("the same again: ")
        terminal.typeLine("battery stable")
        #expect(terminal.finish() == Status.usage)
        #expect(
            terminal.transcript.hasSuffix(
                "microvault: error: the two passphrases differ\nmicrovault: hint: run this again\n"))
        #expect(scratch.listing().isEmpty)
    }

    @Test func interruptAtThePassphraseBringsTheEchoBack() throws {
        let scratch = try Scratch()
        let terminal = try TerminalSession(
            ["microvault", "key", "new", "--name", "Department A", "-o", "a.key"], in: scratch)
        try terminal.expect("new passphrase for a.key: ")
        #expect(!terminal.echoes)
        try terminal.waitUntilItReads()
        terminal.type("half a pass\u{3}")
        #expect(terminal.finish() == Status.interrupted)
        #expect(terminal.echoes)
        #expect(!terminal.transcript.contains("half"))
        #expect(terminal.transcript.hasSuffix("microvault: error: interrupted; nothing was left behind\n"))
        #expect(scratch.listing().isEmpty)
    }

    /// Whether the interrupt comes before the tool begins to read, or after, is not in the hands of the person.
    @Test func interruptAsSoonAsThePromptIsShown() throws {
        let scratch = try Scratch()
        for _ in 0..<10 {
            let terminal = try TerminalSession(
                ["microvault", "key", "new", "--name", "Department A", "-o", "a.key"], in: scratch)
            try terminal.expect("new passphrase for a.key: ")
            terminal.type("\u{3}")
            try #require(terminal.finish() == Status.interrupted)
        }
        #expect(scratch.listing().isEmpty)
    }

    @Test func interruptWhileStandardInputIsRead() throws {
        let scratch = try Scratch()
        let terminal = try TerminalSession(["microvault", "agreement", "check", "-"], in: scratch)
        try terminal.waitUntilItReads()
        terminal.typeLine("microvault_agreement: 1")
        terminal.type("\u{3}")
        // Nothing is half done, so SIGINT (2) ends it: a shell counts that as 130 too.
        #expect(terminal.finish() == -2)
    }

    private let asking = ["unvault", "open", "x.mvault", "--into", "opened"]
    private let question = "Do you accept these terms and the conditions no-linkage? [yes/no] "

    @Test func openingAsksWhoAcceptanceAndPassphrase() throws {
        let scratch = try Scratch.readyWithPassphrase()
        let terminal = try TerminalSession(asking, in: scratch)
        try terminal.expect("Who opens it?\r\n  1  J. Doe\r\n  2  A. Smith\r\nnumber: ")
        #expect(terminal.echoes)
        terminal.typeLine("2")
        try terminal.expect("purpose               Estimate jobs by region.")
        try terminal.expect("condition no-linkage  The data are not linked.")
        try terminal.expect(question)
        terminal.typeLine("yes")
        try terminal.expect("passphrase for the site vault of Example House: ")
        #expect(!terminal.echoes)
        terminal.typeLine("battery staple")
        try terminal.expect("opened 2 files, 46 bytes, into opened for A. Smith\r\n")
        #expect(terminal.finish() == 0)
        #expect(terminal.echoes && !terminal.transcript.contains("battery"))
        try scratch.succeed("diff", "-r", "extract", "opened")
        #expect(try scratch.journal().last?.person == "A. Smith")
    }

    @Test func wrongPassphraseAtTheTerminal() throws {
        let scratch = try Scratch.readyWithPassphrase()
        let before = scratch.listingWithoutRecords()
        let terminal = try TerminalSession(Scratch.opening, in: scratch)
        try terminal.expect("passphrase for the site vault of Example House: ")
        terminal.typeLine("guess")
        #expect(terminal.finish() == Status.noKey)
        #expect(
            terminal.transcript.hasSuffix(
                "unvault: error: wrong passphrase\nunvault: hint: type it again; nobody can recover a lost one\n"))
        #expect(difference(before, scratch.listingWithoutRecords()).isEmpty)
    }

    @Test(arguments: ["no", "", "y", "YES please"])
    func onlyYesAccepts(answer: String) throws {
        let scratch = try Scratch.readyToOpen()
        let terminal = try TerminalSession(asking + ["--operator", "J. Doe"], in: scratch)
        try terminal.expect(question)
        terminal.typeLine(answer)
        #expect(terminal.finish() == Status.refused)
        #expect(
            terminal.transcript.hasSuffix(
                """
                unvault: error: the terms were not accepted
                unvault: hint: accept them at the terminal, or with "--accept-terms"

                """))
        #expect(!scratch.exists("opened"))
    }

    @Test(arguments: ["0", "3", "J. Doe", ""])
    func numberThatIsNoneOfTheUsers(answer: String) throws {
        let scratch = try Scratch.readyToOpen()
        let terminal = try TerminalSession(asking, in: scratch)
        try terminal.expect("number: ")
        terminal.typeLine(answer)
        #expect(terminal.finish() == Status.usage)
        #expect(terminal.transcript.contains("unvault: error: it must be said who opens the package\n"))
        #expect(!scratch.exists("opened"))
    }

    @Test func onlyUserIsAskedByName() throws {
        let scratch = try Scratch.readyToOpen { $0.sites[0].users = ["J. Doe"] }
        let terminal = try TerminalSession(asking, in: scratch)
        try terminal.expect("Are you J. Doe? [yes/no] ")
        terminal.typeLine("yes")
        try terminal.expect(question)
        terminal.typeLine("Yes")
        #expect(terminal.finish() == 0)
        #expect(scratch.exists("opened/README.txt"))
    }

    @Test func interruptAtAQuestion() throws {
        let scratch = try Scratch.readyToOpen()
        let before = scratch.listingWithoutRecords()
        let terminal = try TerminalSession(asking, in: scratch)
        try terminal.expect("number: ")
        terminal.type("\u{3}")
        #expect(terminal.finish() == Status.interrupted)
        #expect(terminal.transcript.hasSuffix("unvault: error: interrupted; nothing was left behind\n"))
        #expect(difference(before, scratch.listingWithoutRecords()).isEmpty)
    }

    @Test(arguments: ["yes", "no"])
    func fingerprintIsCompared(answer: String) throws {
        let scratch = try Scratch()
        try scratch.makeKey("provider", called: "Department A")
        try scratch.makeVault(trusting: nil)
        let terminal = try TerminalSession(
            ["unvault", "trust", "add", "provider.pub", "--as", "provider"], in: scratch)
        try terminal.expect("key          Department A\r\nfingerprint  \(try scratch.fingerprint("provider"))\r\n")
        try terminal.expect("Does its owner read out the same fingerprint? [yes/no] ")
        terminal.typeLine(answer)
        #expect(terminal.finish() == (answer == "yes" ? 0 : Status.refused))
        #expect(try scratch.succeed("unvault", "trust", "list").out.isEmpty == (answer == "no"))
    }

    @Test(arguments: ["yes", "no"])
    func approverIsAsked(answer: String) throws {
        let scratch = try Scratch.readyToApprove()
        let terminal = try TerminalSession(
            [
                "microvault", "agreement", "approve", Scratch.agreementFile, "--role", Scratch.ownerRole, "--key",
                "owner.key",
            ], in: scratch)
        try terminal.expect("agreement hash")
        try terminal.expect("R. Patel, do you approve this as information-asset-owner? [yes/no] ")
        terminal.typeLine(answer)
        #expect(terminal.finish() == (answer == "yes" ? 0 : Status.refused))
        #expect(scratch.exists("DSA-2026-014.information-asset-owner.approval") == (answer == "yes"))
    }

    @Test func progressIsShownAndCleared() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.writeZeros(2 << 30, to: "extract/big.csv")
        let terminal = try TerminalSession(Array(Scratch.packing.dropLast()), in: scratch)
        try terminal.expect("\r\u{1B}[Kpacking [")
        try terminal.expect("%  ")
        try terminal.expect("/s  ")
        try terminal.expect(" left")
        try terminal.expect("\r\u{1B}[Kwrote x.mvault (")
        #expect(terminal.finish() == 0)
    }
}
