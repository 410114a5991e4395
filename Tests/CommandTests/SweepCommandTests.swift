import PackageFormat
import Testing

/// `sweep` and `clock confirm`, with the clock moved.
@Suite(Scratch.needsFaketime) struct SweepCommandTests {
    private let sweep = ["unvault", "sweep"]

    private func jumped(_ run: ToolRun, _ days: Int) {
        #expect(run.status == Status.refused && run.out == "")
        #expect(run.err.hasPrefix("unvault: error: this machine's clock says \(day(days).inWords), "), "\(run.err)")
        #expect(run.err.contains(", more than 36 hours after \(day(0).inWords), "))
        #expect(
            run.err.hasSuffix(
                ", which is the last time on record; nothing was deleted\nunvault: hint: if the clock is right, run \"unvault clock confirm --date DATE --reason TEXT\"\n"
            ))
    }

    @Test func nothingToDo() throws {
        let scratch = try Scratch.opened()
        for command in [sweep + ["--dry-run"], sweep] {
            let run = try scratch.succeed(command)
            #expect(run.out == "nothing to close or delete\n" && run.err == "")
        }
        #expect(try scratch.succeed(sweep + ["--quiet"]).out == "")
        let lines = try scratch.journal()
        #expect(lines.last?.event == "swept" && lines.last?.isUnattended == true)
        #expect(lines.filter { $0.event == "swept" }.count == 1)
    }

    @Test func clockThatJumpedDeletesNothing() throws {
        let scratch = try Scratch.opened()
        for command in [sweep + ["--dry-run"], sweep, sweep] {
            jumped(try scratch.run(Scratch.shifted(300, command)), 300)
        }
        #expect(scratch.exists("opened/README.txt") && scratch.exists("x.mvault"))
        #expect(try scratch.journal().suffix(2).map(\.event) == ["clock-anomaly", "swept"])
        // Back on time, everything goes on as before.
        #expect(try scratch.succeed(sweep).out == "nothing to close or delete\n")
        try scratch.succeed(Scratch.opening("opened", "again"))
    }

    @Test func expiredCopyIsClosed() throws {
        let scratch = try Scratch.opened()
        try scratch.confirmClock(days: 181)
        let name = "DSA-2026-014, package \(try scratch.packageID())"
        #expect(try scratch.succeed(Scratch.shifted(181, sweep + ["--dry-run"])).out == "would close \(name)\n")
        #expect(scratch.exists("opened"))
        #expect(
            try scratch.succeed(Scratch.shifted(181, sweep)).out == "closed \(name): 2 files, 46 bytes\n")
        #expect(!scratch.exists("opened") && scratch.exists("x.mvault"))
        #expect(try scratch.state(days: 181) == "expired")
        let closed = try #require(try scratch.journal().last { $0.event == "closed" })
        #expect(closed.isUnattended == true && closed.person == nil && closed.code == "complete")
    }

    @Test func deletionDay() throws {
        let scratch = try Scratch.opened()
        try scratch.confirmClock(days: 211)
        let name = "DSA-2026-014, package \(try scratch.packageID())"
        #expect(try scratch.succeed(Scratch.shifted(211, sweep + ["--dry-run"])).out == "would delete \(name)\n")
        let run = try scratch.succeed(Scratch.shifted(211, sweep))
        let path = scratch.absolute(try scratch.holdingFolder() + "/certificates/0001.certificate")
        #expect(run.out == "deleted \(name): complete; certificate \(path)\n" && run.err == "")
        #expect(!scratch.exists("opened") && !scratch.exists("x.mvault"))
        let body = try scratch.certificate(path)
        #expect(body["unattended"] as? Bool == true && body["person"] == nil)
        #expect(
            try scratch.succeed("unvault", "certificate", "show", path).out.contains(
                "  deleted by          nobody was there: an unattended sweep; the site key did not sign\n"))
        #expect(try scratch.succeed(Scratch.shifted(212, sweep)).out == "nothing to close or delete\n")
    }

    /// What it leaves is for a person: it says so once, and does not try again.
    @Test func changedFilesAreLeftForAPerson() throws {
        let scratch = try Scratch.opened()
        try scratch.write("new\n", to: "opened/results.csv")
        try scratch.confirmClock(days: 211)
        let run = try scratch.run(Scratch.shifted(211, sweep))
        #expect(run.status == Status.deletion && run.out.contains(": partial; certificate "))
        #expect(scratch.exists("opened/results.csv") && !scratch.exists("opened/README.txt"))
        #expect(try scratch.succeed(Scratch.shifted(211, sweep)).out == "nothing to close or delete\n")
        #expect(try scratch.state(days: 211) == "deletion-partial")
    }

    @Test func damageDoesNotKeepTheOthers() throws {
        let scratch = try Scratch.opened()
        let first = try scratch.holdingFolder()
        try scratch.makeCard("c.card")
        try scratch.succeed(Scratch.packing("b.card", "c.card").with("x.mvault", "y.mvault"))
        try scratch.succeed(Scratch.opening("x.mvault", "y.mvault").with("opened", "second"))
        try scratch.confirmClock(days: 211)
        try scratch.succeed("rm", "\(first)/head")
        for (command, words) in [(sweep + ["--dry-run"], "would delete"), (sweep, "deleted")] {
            let run = try scratch.run(Scratch.shifted(211, command))
            #expect(run.status == Status.vaultDamaged && run.out.hasPrefix("\(words) DSA-2026-014, package "))
            #expect(
                run.err
                    == "unvault: error: \"\(scratch.absolute(first))/head\" is damaged\nunvault: hint: take it from a backup of the vault\n"
            )
        }
        #expect(!scratch.exists("second") && !scratch.exists("y.mvault") && scratch.exists("opened/README.txt"))
    }

    @Test func damagedLogIsToldOnce() throws {
        let scratch = try Scratch.opened()
        try scratch.confirmClock(days: 181)
        let log = try scratch.logFolder()
        try scratch.succeed("mv", log, "elsewhere")
        let damaged = """
            unvault: error: the custody log "\(scratch.absolute(log))" is damaged: it is not there any more
            unvault: hint: look into how that came about; then "unvault log restart --reason TEXT" begins a new one, which says so; deleting goes on meanwhile

            """
        let name = "DSA-2026-014, package \(try scratch.packageID())"
        let closing = try scratch.run(Scratch.shifted(181, sweep))
        #expect(
            closing.status == Status.vaultDamaged && closing.out == "did not close \(name)\n" && closing.err == damaged)
        #expect(scratch.exists("opened/README.txt"))
        try scratch.confirmClock(days: 211)
        let deleting = try scratch.run(Scratch.shifted(211, sweep))
        #expect(deleting.status == Status.vaultDamaged && deleting.err == damaged)
        #expect(deleting.out.hasPrefix("deleted \(name): complete; certificate "))
        let certificate = try scratch.certificate("\(try scratch.holdingFolder())/certificates/0001.certificate")
        #expect((certificate["caveats"] as? [String])?.contains("log-damaged") == true)
        #expect(!scratch.exists("opened") && !scratch.exists(log))
    }

    @Test func passphraseIsNotNeeded() throws {
        let scratch = try Scratch.readyWithPassphrase()
        try scratch.succeed(Scratch.reading("words", Scratch.opening + ["--passphrase-fd", "3"]))
        try scratch.confirmClock(days: 211)
        #expect(try scratch.succeed(Scratch.shifted(211, sweep)).out.contains(": complete; certificate "))
    }

    // MARK: clock confirm

    @Test func clockThatIsConfirmed() throws {
        let scratch = try Scratch.opened()
        let run = try scratch.succeed(
            "unvault", "clock", "confirm", "--date", "\(day(0))", "--reason", "After the move.")
        #expect(run.out == "" && run.err.hasPrefix("confirmed: it is \(day(0).inWords), "))
        let event = try #require(try scratch.journal().last)
        #expect(event.event == "clock-confirmed" && event.reason == "After the move." && event.mark != nil)
        #expect(try scratch.journal(in: "share/unvault/logs/site").last?.event == "clock-confirmed")
    }

    @Test func daysThatAreNotTheClocks() throws {
        let scratch = try Scratch.opened()
        try scratch.expect(
            Complaint(
                Status.usage, "this machine's clock shows \(day(0).inWords), not \(day(-7).inWords)",
                hint: "set the clock right first, then confirm it"),
            from: ["unvault", "clock", "confirm", "--date", "\(day(-7))", "--reason", "Why."])
        try scratch.expect(
            Complaint(Status.usage, "\"today\" is not a day", hint: "write it as 2026-11-21"),
            from: ["unvault", "clock", "confirm", "--date", "today", "--reason", "Why."])
        try scratch.expect(
            Complaint(Status.usage, "\" \" says nothing", hint: "say what was wrong with the clock"),
            from: ["unvault", "clock", "confirm", "--date", "\(day(0))", "--reason", " "])
        #expect(try scratch.journal().last?.event == "opened")
    }

    /// A vault that was made while the clock was ten years ahead, and one that opened then, are both mended.
    @Test func vaultFromTheFuture() throws {
        let scratch = try Scratch()
        try scratch.makeKey("provider")
        try scratch.succeed(
            Scratch.shifted(
                3_652, ["unvault", "init", "--organisation", "B", "--site", "House", "--no-passphrase"]))
        let run = try scratch.run(sweep)
        #expect(run.status == Status.refused)
        #expect(
            run.err.contains("which this vault has seen pass\nunvault: hint: set the clock right; if it is right, run ")
        )
        try scratch.succeed("unvault", "clock", "confirm", "--date", "\(day(0))", "--reason", "It was wrong.")
        #expect(try scratch.succeed("unvault", "status").out == "nothing is held here\n")
    }

    @Test func openingWithTheClockAheadAndBack() throws {
        let scratch = try Scratch.opened()
        #expect(try scratch.run(Scratch.shifted(3_652, Scratch.opening("opened", "late"))).status == Status.refused)
        #expect(try scratch.journal().suffix(2).map(\.event) == ["clock-anomaly", "refused"])
        try scratch.succeed(Scratch.opening("opened", "again"))
        #expect(try scratch.state() == "open")
    }
}
