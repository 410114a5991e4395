import CustodyLog
import PackageFormat
import Sealing
import Testing

/// `log`, `receipts` and `key passphrase`.
@Suite struct LogCommandTests {
    @Test func everyEventOldestFirst() throws {
        let scratch = try Scratch.opened()
        let lines = try scratch.succeed("unvault", "log", "show").out.split(separator: "\n").map(String.init)
        let words = lines.map { $0.split(separator: "  ")[1] }
        #expect(
            words.sorted() == [
                "card-made", "log-started", "log-started", "open-intended", "opened", "pinned", "received",
            ])
        let opened = try #require(lines.first { $0.contains("  opened  ") })
        #expect(opened.hasPrefix("\(day(0).inWords), "))
        #expect(opened.hasSuffix("  opened  DSA-2026-014  package \(try scratch.packageID())  by J. Doe"))
        #expect(try scratch.succeed("unvault", "log", "show", "--json").out.contains("\"open-intended\""))
    }

    @Test func logThatVerifies() throws {
        let scratch = try Scratch.opened()
        let run = try scratch.succeed("unvault", "log", "verify")
        // In the order of the folders' names.
        #expect(
            Set(run.out.split(separator: "\n").map(String.init)) == [
                "\(try scratch.fingerprint("provider")) 6 events, as the checkpoint says",
                "the site              1 event, as the checkpoint says",
                "what one machine can show is shown: an older copy of the whole vault would verify too; the register of whoever has the receipts would not take it",
            ])
        try scratch.succeed("sh", "-c", "printf torn >>\"$0/events.jsonl\"", try scratch.logFolder())
        #expect(
            try scratch.succeed("unvault", "log", "verify").out.contains(
                "6 events, as the checkpoint says; 4 bytes behind it are no event\n"))
    }

    @Test func damagedLog() throws {
        let scratch = try Scratch.opened()
        let log = try scratch.logFolder()
        let text = try scratch.text(of: "\(log)/events.jsonl")
        try scratch.write(text.replacing("J. Doe", with: "J. Roe"), to: "\(log)/events.jsonl")
        let complaint = Complaint(
            Status.vaultDamaged,
            "the custody log \"\(scratch.absolute(log))\" is damaged: the first 6 events are not those of the checkpoint",
            hint:
                "look into how that came about; then \"unvault log restart --reason TEXT\" begins a new one, which says so; deleting goes on meanwhile"
        )
        for command in [
            ["log", "verify"], ["log", "show"], ["receipts", "-o", "r.receipts"],
            ["trust", "remove", "provider.pub"],
        ] {
            try scratch.expect(complaint, from: ["unvault"] + command)
        }
        #expect(try scratch.run(Scratch.opening("opened", "again")).status == Status.vaultDamaged)
        #expect(!scratch.exists("again"))

        let restarted = try scratch.succeed("unvault", "log", "restart", "--reason", "The disk failed.")
        #expect(
            restarted.err == """
                put aside \(scratch.absolute(log)).damaged-1; a new log names its last good checkpoint
                next: send "unvault receipts --all" to the provider's and your own register

                """)
        #expect(try scratch.text(of: "\(log).damaged-1/events.jsonl").contains("J. Roe"))
        let first = try #require(try scratch.journal().first)
        #expect(first.event == "log-started" && first.reason == "The disk failed.")
        try scratch.succeed(Scratch.opening("opened", "again"))
        try scratch.succeed(Scratch.deleting)
        #expect(!scratch.exists("opened") && !scratch.exists("again"))
    }

    @Test func deletingGoesOnWithADamagedLog() throws {
        let scratch = try Scratch.opened()
        try scratch.write("", to: "\(try scratch.logFolder())/events.jsonl")
        let run = try scratch.run(Scratch.deleting)
        #expect(run.status == 0, "\(run.err)")
        #expect((try scratch.certificate()["caveats"] as? [String])?.contains("log-damaged") == true)
        #expect(!scratch.exists("opened"))
    }

    /// Killed between its two steps: the log is gone, nothing begins another in silence, and the next run ends it.
    @Test func restartThatWasKilled() throws {
        let scratch = try Scratch.opened()
        let log = try scratch.logFolder()
        try scratch.succeed("mv", log, "\(log).damaged-1")
        let complaint = Complaint(
            Status.vaultDamaged,
            "the custody log \"\(scratch.absolute(log))\" is damaged: it is not there any more",
            hint:
                "look into how that came about; then \"unvault log restart --reason TEXT\" begins a new one, which says so; deleting goes on meanwhile"
        )
        for command in [["status"], ["log", "verify"], ["trust", "remove", "provider.pub"]] {
            try scratch.expect(complaint, from: ["unvault"] + command)
        }
        try scratch.expect(complaint, from: Scratch.opening("opened", "again"))
        #expect(!scratch.exists("again") && !scratch.exists(log))
        let run = try scratch.succeed("unvault", "log", "restart", "--reason", "The power went.")
        #expect(
            run.err == """
                put aside \(scratch.absolute(log)).damaged-1; a new log names its last good checkpoint
                next: send "unvault receipts --all" to the provider's and your own register

                """)
        #expect(try scratch.text(of: "\(log)/events.jsonl").contains("\"previous\":\"microvault/log/"))
        try scratch.succeed("mv", log, "elsewhere")
        try scratch.succeed("rm", "-r", "\(log).damaged-1")
        #expect(
            try scratch.succeed("unvault", "log", "restart", "--reason", "It is gone.").err == """
                began \(scratch.absolute(log)) anew; nothing was there of the log before it
                next: send "unvault receipts --all" to the provider's and your own register

                """)
        try scratch.succeed("unvault", "receipts", "--all", "-o", "r.receipts")
    }

    @Test func nothingToRestart() throws {
        let scratch = try Scratch.opened()
        try scratch.expect(
            Complaint(Status.usage, "no log is damaged", hint: "\"unvault log verify\" says what was checked"),
            from: ["unvault", "log", "restart", "--reason", "Why."])
        try scratch.expect(
            Complaint(Status.usage, "\" \" says nothing", hint: "say what happened to the log"),
            from: ["unvault", "log", "restart", "--reason", " "])
    }

    // MARK: receipts

    private func verified(_ file: String, _ scratch: Scratch) throws -> Receipts.Verified {
        let site = try KeyLine(parsing: try scratch.siteKeyLine(), expecting: .signing)
        return try Receipts(parsing: try scratch.bytes(of: file)).verified(
            siteKeys: [SigningPublicKey(site.key)])
    }

    @Test func receiptsHaveWhatIsNew() throws {
        let scratch = try Scratch.opened()
        let next = "next: send it to the provider, and to your own register\n"
        let first = try scratch.succeed("unvault", "receipts", "-o", "1.receipts")
        #expect(first.out == "" && first.err == "wrote 1.receipts: 7 events\n" + next)
        try scratch.succeed(Scratch.closing)
        let second = try scratch.succeed("unvault", "receipts", "-o", "2.receipts")
        #expect(second.err == "wrote 2.receipts: 3 events after the 7 exported before\n" + next)
        let (one, two) = (try verified("1.receipts", scratch), try verified("2.receipts", scratch))
        #expect(two.events.map(\.type) == [.closeIntended, .closed, .receiptsMade])
        #expect(two.rootBefore == one.receipts.checkpoint.root)
        let all = try scratch.succeed("unvault", "receipts", "--all", "-o", "3.receipts")
        #expect(all.err == "wrote 3.receipts: 11 events\n" + next)
        #expect(try scratch.status(of: "1.receipts").st_mode & 0o7777 == 0o644)
        // What providers get names no place and no file.
        let text = try scratch.text(of: "3.receipts")
        for word in [scratch.path, "households", "README"] { #expect(!text.contains(word)) }
    }

    @Test func receiptsThatAreRefused() throws {
        let scratch = try Scratch.opened()
        try scratch.write("precious", to: "r.receipts")
        try scratch.expect(
            Complaint(
                Status.usage, "\"r.receipts\" exists already",
                hint: "name another place, or move it away first; nothing is ever replaced"),
            from: ["unvault", "receipts", "-o", "r.receipts"])
        #expect(try scratch.journal().last?.event == "opened")
        try scratch.expect(
            Complaint(
                Status.usage, "\"me\" is not a fingerprint", hint: "\"unvault trust list\" shows them"),
            from: ["unvault", "receipts", "-o", "s.receipts", "--provider", "me"])
        try scratch.makeKey("other")
        try scratch.trust("other")
        let run = try scratch.run(["unvault", "receipts", "-o", "s.receipts"])
        #expect(run.status == Status.usage)
        #expect(run.errorLines.last == "unvault: hint: name one with \"--provider FINGERPRINT\"")
        try scratch.succeed(
            "unvault", "receipts", "-o", "s.receipts", "--provider", try scratch.fingerprint("provider"))
    }

    // MARK: key passphrase

    @Test func passphraseThatIsChanged() throws {
        let scratch = try Scratch.readyWithPassphrase()
        try scratch.write("battery staple\ncorrect horse\n", to: "change")
        try scratch.write("correct horse\n", to: "new")
        try scratch.write("guess\nanother\n", to: "guess")
        let command = ["unvault", "key", "passphrase", "--passphrase-fd", "3"]
        let run = try scratch.succeed(Scratch.reading("change", command))
        #expect(
            run.out == ""
                && run.err
                    == "changed the passphrase of 2 keys\ncopies of the key files in backups still have the old one\n"
        )
        let opening = Scratch.opening + ["--passphrase-fd", "3"]
        #expect(try scratch.run(Scratch.reading("words", opening)).status == Status.noKey)
        try scratch.succeed(Scratch.reading("new", opening))
        try scratch.expect(
            Complaint(
                Status.noKey, "wrong passphrase for \"\(scratch.absolute("share/unvault/cards"))",
                hint: "type it again; nobody can recover a lost one"), beginning: true,
            from: Scratch.reading("guess", command))
        // With the old one again, as after a run that was cut short, nothing is left to do.
        #expect(
            try scratch.succeed(Scratch.reading("change", command)).err.hasPrefix(
                "changed the passphrase of 0 keys\n"))
        try scratch.succeed(Scratch.reading("new", command + ["--none"]))
        try scratch.succeed(Scratch.opening("opened", "again"))
    }

    @Test func passphraseWithoutATerminal() throws {
        let scratch = try Scratch.readyWithPassphrase()
        try scratch.expect(
            Complaint(
                Status.usage, "the keys of the site vault have a passphrase, and there is no terminal to ask for it",
                hint: "give it through \"--passphrase-fd N\""), from: ["unvault", "key", "passphrase"])
    }
}

extension Scratch {
    /// As `expect`, where the message goes on with what differs from run to run.
    fileprivate func expect(_ complaint: Complaint, beginning: Bool, from command: [String]) throws {
        let run = try run(command)
        #expect(
            run.status == complaint.status && run.err.hasPrefix("unvault: error: \(complaint.message)"), "\(run.err)")
        #expect(run.errorLines.last == "unvault: hint: \(complaint.hint ?? "")")
    }
}
