import PackageFormat
import Testing

/// `recall`, `hold` and `release`: what they write, and what they and `amend` refuse alike.
@Suite struct ProviderStatementCommandTests {
    private func refusedKey(_ scratch: Scratch) throws -> Complaint {
        Complaint(
            Status.refused,
            "the signing key is not the one that the agreement names as provider: \(try scratch.fingerprint("other"))",
            hint: "sign with the key \(try scratch.fingerprint("provider"))")
    }

    @Test func ordersAreWritten() throws {
        let scratch = try Scratch.readyToOpen()
        let head = try scratch.sentHead()
        for order in ["hold", "release", "recall"] {
            let run = try scratch.succeed(Scratch.ordering(order))
            let package = "package \(head.terms.packageID) (DSA-2026-014)"
            #expect(
                run.out == "" && run.err == "wrote a.statement, a \(order) of \(package)\n" + Scratch.afterStatement)
            #expect(try scratch.status(of: "a.statement").st_mode & 0o7777 == 0o644)
            let statement = try scratch.statement()
            #expect(statement.kind.rawValue == order && statement.reason?.description == "An inquiry.")
            let standing = try scratch.standingWithStatement()
            #expect((standing.recalled != nil) == (order == "recall") && (standing.hold != nil) == (order == "hold"))
            try scratch.succeed("rm", "a.statement")
        }
    }

    @Test func wholePackagesServeAsHeads() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed(Scratch.ordering("hold").with(Scratch.headFile, "x.mvault"))
        #expect(try scratch.statement().packageHash == scratch.sentHead().packageHash)
        // The payload is not looked at.
        let bytes = try scratch.bytes(of: "x.mvault")
        try scratch.write(Array(bytes.dropLast(1)), to: "x.mvault")
        try scratch.succeed("rm", "a.statement")
        try scratch.succeed(Scratch.ordering("hold").with(Scratch.headFile, "x.mvault"))
    }

    @Test func reasonsAreNormalised() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed(Scratch.ordering("hold").with("An inquiry.", "  Enque\u{0302}te\nde fond. "))
        #expect(try scratch.statement().reason == Prose("Enquête\nde fond."))
    }

    @Test func reasonsThatAreNone() throws {
        let scratch = try Scratch.readyToOpen()
        func command(_ reason: String) -> [String] {
            Scratch.ordering("hold").with("An inquiry.", reason)
        }
        try scratch.expect(
            Complaint(
                Status.usage, "the reason is empty", hint: "say in a sentence why, with \"--reason\""),
            from: command("  "))
        try scratch.expect(
            Complaint(
                Status.usage, "the reason \"a\\u{1B}b\" holds a character that no text here may hold",
                hint: "leave control characters out"), from: command("a\u{1B}b"))
        try scratch.expect(
            Complaint(
                Status.usage, "the reason has 16,385 bytes; 16,384 are the most", hint: "shorten it"),
            from: command(String(repeating: "a", count: 16_385)))
        try scratch.expect(
            Complaint(
                Status.usage, "missing expected argument '--reason <reason>'",
                hint: "\"microvault hold --help\" says what it takes"),
            from: Scratch.ordering("hold").filter { $0 != "--reason" && $0 != "An inquiry." })
    }

    @Test func keysOfOthers() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.makeKey("other")
        try scratch.revise()
        let commands = [
            Scratch.ordering("recall"), Scratch.ordering("hold"), Scratch.ordering("release"), Scratch.amending,
        ]
        for command in commands {
            try scratch.expect(
                try refusedKey(scratch), from: command.with("provider.key", "other.key"))
        }
    }

    @Test func nothingIsOverwritten() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.revise()
        try scratch.write("precious", to: "a.statement")
        // The key is not even unlocked for it.
        let exists = Complaint(
            Status.usage, "\"a.statement\" exists already",
            hint: "name another place, or move it away first; nothing is ever replaced")
        for command in [
            Scratch.ordering("recall"), Scratch.ordering("hold"), Scratch.ordering("release"), Scratch.amending,
        ] {
            try scratch.expect(exists, from: command.with("provider.key", "no.key"))
        }
        #expect(try scratch.text(of: "a.statement") == "precious")
    }

    @Test func filesThatAreNoHeads() throws {
        let scratch = try Scratch.readyToOpen()
        let name = "name a file that \"microvault pack\" wrote"
        func command(_ file: String) -> [String] { Scratch.ordering("hold").with(Scratch.headFile, file) }
        try scratch.expect(
            Complaint(Status.inputOutput, "\"no.mvault\" is not there", hint: "check the path"),
            from: command("no.mvault"))
        try scratch.expect(
            Complaint(Status.notAuthentic, "\"b.card\": this is not a Microvault package", hint: name),
            from: command("b.card"))
        try scratch.flipBit(of: Scratch.headFile, at: 100, to: "bad.mvault-head")
        try scratch.expect(
            Complaint(
                Status.notAuthentic,
                "\"bad.mvault-head\": the signature does not fit: the package was altered or damaged", hint: name),
            from: command("bad.mvault-head"))
        try scratch.flipBit(of: Scratch.headFile, at: 8, bit: 1, to: "new.mvault-head")
        try scratch.expect(
            Complaint(
                Status.newerTool,
                "\"new.mvault-head\": the package has format version 3; this tool knows version 1",
                hint: "update this tool"), from: command("new.mvault-head"))
        let bytes = try scratch.bytes(of: Scratch.headFile)
        try scratch.write(Array(bytes.dropLast()), to: "cut.mvault-head")
        let run = try scratch.run(command("cut.mvault-head"))
        #expect(run.status == Status.notAuthentic && run.err.contains("\"cut.mvault-head\": the package is cut short"))
    }

    @Test func keysWithAPassphrase() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.write("battery staple\n", to: "passphrase")
        try scratch.succeed(
            Scratch.reading(
                "passphrase", ["microvault", "key", "passphrase", "provider.key", "--passphrase-fd", "3"]))
        try scratch.expect(
            Complaint(
                Status.usage, "\"provider.key\" has a passphrase, and there is no terminal to ask for it",
                hint: "give it through \"--passphrase-fd N\""), from: Scratch.ordering("hold"))
        try scratch.write("guess\n", to: "guess")
        let run = try scratch.run(Scratch.reading("guess", Scratch.ordering("hold", "--passphrase-fd", "3")))
        #expect(run.status == Status.noKey && !scratch.exists("a.statement"))
        try scratch.succeed(Scratch.reading("passphrase", Scratch.ordering("hold", "--passphrase-fd", "3")))
        #expect(try scratch.statement().kind == .hold)
    }

    @Test func recallWithoutATerminalToAsk() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.expect(
            Complaint(
                Status.usage, "there is no terminal to ask whether the recall is meant",
                hint: "a recall is final: if it is meant, run this with \"--yes\""),
            from: Scratch.ordering("recall").filter { $0 != "--yes" })
    }

    @Test(arguments: ["yes", "no"])
    func recallIsAskedFor(answer: String) throws {
        let scratch = try Scratch.readyToOpen()
        let terminal = try TerminalSession(Scratch.ordering("recall").filter { $0 != "--yes" }, in: scratch)
        try terminal.expect("agreement             DSA-2026-014, revision 1: Household survey extract\r\n")
        try terminal.expect("opens for             J. Doe, Department B, Example House\r\n")
        try terminal.expect("reason                An inquiry.\r\n")
        try terminal.expect("A recall is final. Do you recall this package? [yes/no] ")
        terminal.typeLine(answer)
        #expect(terminal.finish() == (answer == "yes" ? 0 : Status.refused))
        #expect(scratch.exists("a.statement") == (answer == "yes"))
        if answer == "no" {
            #expect(
                terminal.transcript.hasSuffix(
                    "microvault: error: not recalled\nmicrovault: hint: nothing was written\n"))
        }
    }

    /// A statement for one package is none for another, of the same agreement and by the same key.
    @Test func headOfAnotherPackage() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.makeCard("c.card")
        try scratch.succeed(
            Scratch.packing.with("b.card", "c.card").with("x.mvault", "y.mvault"))
        try scratch.succeed(Scratch.ordering("recall").with(Scratch.headFile, "y.mvault-head"))
        #expect(throws: ProviderStatementFault.otherPackage(try scratch.statement().packageID)) {
            try scratch.standingWithStatement()
        }
    }

    @Test(arguments: ["amend", "recall", "hold", "release"])
    func help(command: String) throws {
        let run = try Scratch().run(["microvault", command, "--help"])
        #expect(run.status == 0 && run.err == "" && run.out.contains("USAGE: microvault \(command) "))
    }
}
