import Foundation
import Testing

/// `close` and `delete`.
@Suite struct DeleteCommandTests {
    private let nothingCalled = Complaint(
        Status.usage, "nothing that is held here is called \"DSA-2026-015\"",
        hint: "\"unvault status\" shows what is held")

    @Test func closedCopy() throws {
        let scratch = try Scratch.opened()
        let run = try scratch.succeed(Scratch.closing + ["--operator", "J. Doe"])
        #expect(run.out == "closed DSA-2026-014: 2 files, 46 bytes\n" && run.err == "")
        #expect(!scratch.exists("opened") && scratch.exists("x.mvault"))
        #expect(try scratch.state() == "closed")
        let lines = try scratch.journal()
        #expect(lines.suffix(2).map(\.event) == ["close-intended", "closed"] && lines.last?.person == "J. Doe")
        try scratch.expect(
            Complaint(
                Status.usage, "nothing of \"DSA-2026-014\" is open here", hint: "\"unvault status\" shows what is open"),
            from: Scratch.closing)
        try scratch.succeed(Scratch.opening)
        try scratch.expect(nothingCalled, from: ["unvault", "close", "DSA-2026-015"])
    }

    @Test func changedCopyIsKept() throws {
        let scratch = try Scratch.opened()
        try scratch.write("changed\n", to: "opened/README.txt")
        try scratch.write("new\n", to: "opened/results.csv")
        let run = try scratch.run(Scratch.closing)
        #expect(run.status == Status.deletion)
        #expect(run.out == "closed DSA-2026-014: 1 file, 27 bytes\n")
        let place = scratch.absolute("opened")
        #expect(run.err.contains("\(place)/README.txt: kept, since it was changed\n"), "\(run.err)")
        #expect(run.err.contains("\(place)/results.csv: kept, since the package did not hold it\n"))
        #expect(run.err.contains("objects are not erased\n"))
        #expect(
            run.err.hasSuffix(
                "unvault: hint: move what must stay elsewhere and run it again, or give \"--include-derived\" to erase that too\n"
            ))
        #expect(try scratch.text(of: "opened/README.txt") == "changed\n")
        let second = try scratch.succeed(Scratch.closing + ["--include-derived"])
        #expect(second.out == "closed DSA-2026-014: 2 files, 12 bytes\n" && !scratch.exists("opened"))
    }

    @Test func everythingIsDeleted() throws {
        let scratch = try Scratch.opened()
        let run = try scratch.succeed(
            Scratch.deleting + ["--title", "Data manager", "--location", "Room 2", "--declare", "No copies were made."])
        let lines = run.out.split(separator: "\n").map(String.init)
        #expect(
            lines.first
                == "DSA-2026-014 deleted: COMPLETE: everything that this site's records know of was erased, and the delivery key destroyed"
        )
        #expect(lines.count == 3 && lines[1].hasPrefix("erased                4 files, "))
        #expect(lines[2] == "certificate           d.certificate")
        #expect(run.err == "next: send the certificate to the provider, with \"unvault receipts\"\n")
        #expect(!scratch.exists("opened") && !scratch.exists("x.mvault"))
        #expect(!namesIn(scratch.absolute("share/unvault/cards")).contains { $0.hasSuffix(".key") })
        #expect(try scratch.status(of: "d.certificate").st_mode & 0o7777 == 0o644)
        #expect(try scratch.state() == "deleted")
        #expect(try scratch.run(["unvault", "status"]).status == 0)
        #expect(
            try scratch.journal().suffix(3).map(\.event) == ["deletion-intended", "key-destroyed", "deleted"])
        // A copy of the package that came from elsewhere opens no more.
        let body = try scratch.certificate()
        #expect(body["result"] as? String == "complete" && body["declaration"] as? String == "No copies were made.")
    }

    @Test func packageThatWasKeptOpensNoMore() throws {
        let scratch = try Scratch.opened()
        let (holding, log) = (try scratch.holdingFolder(), try scratch.logFolder())
        try scratch.succeed(
            "sh", "-c", "cp x.mvault kept.mvault; cp -a share/unvault/cards cards; cp -a $0 holding", holding)
        try scratch.succeed(Scratch.deleting)
        let again = Scratch.opening("x.mvault", "kept.mvault")
        #expect(try scratch.run(again).status == Status.noKey)
        // Nor when the keys come back from a backup: the log knows that this one was destroyed.
        try scratch.succeed("sh", "-c", "cp -a cards/. share/unvault/cards/")
        let run = try scratch.run(again)
        #expect(run.status == Status.noKey && !scratch.exists("opened"))
        #expect(run.err.contains(" was deleted here on \(day(0).inWords), "))
        // And where the holding came back too, so that no certificate tells of it; also from a log that was put aside.
        try scratch.succeed("sh", "-c", "rm -r $0 && cp -a holding $0", holding)
        let card = try #require(namesIn(scratch.absolute("cards")).first { $0.hasSuffix(".card") }).dropLast(5)
        for isRestarted in [false, true] {
            if isRestarted {
                try scratch.succeed("rm", "\(log)/checkpoint")
                try scratch.succeed("unvault", "log", "restart", "--reason", "A test.")
            }
            let third = try scratch.run(again)
            #expect(third.status == Status.noKey && !scratch.exists("opened"))
            #expect(
                third.err.hasPrefix(
                    "unvault: error: no key here opens this package: the log records the key of card \(card) as destroyed on \(day(0).inWords), "
                ), "\(third.err)")
            #expect(
                third.err.hasSuffix(
                    " UTC\nunvault: hint: ask the provider to pack again for a new card, if the agreement still allows it\n"
                ))
        }
        let second = try scratch.succeed(Scratch.deleting.with("d.certificate", "e.certificate"))
        #expect(second.out.hasPrefix("DSA-2026-014 deleted: COMPLETE"))
        #expect(!namesIn(scratch.absolute("share/unvault/cards")).contains { $0.hasSuffix(".key") })
    }

    @Test func partialDeletion() throws {
        let scratch = try Scratch.opened()
        try scratch.write("new\n", to: "opened/results.csv")
        let run = try scratch.run(Scratch.deleting)
        #expect(run.status == Status.deletion)
        #expect(
            run.out.hasPrefix("DSA-2026-014 deleted: PARTIAL: something was kept, is missing or could not be erased\n"))
        #expect(run.err.contains("/opened/results.csv: kept, since the package did not hold it\n"))
        #expect(try scratch.certificate()["result"] as? String == "partial")
        let status = try scratch.run(["unvault", "status"])
        #expect(status.status == Status.due && status.out.hasPrefix("DSA-2026-014  deleted in part  "))
        let id = try scratch.packageID()
        #expect(
            status.out.hasSuffix("  next                unvault delete \(id), once what was kept is dealt with\n"))
        try scratch.succeed("rm", "opened/results.csv")
        try scratch.succeed(Scratch.deleting.with("d.certificate", "e.certificate"))
        let objects = try #require(try scratch.certificate("e.certificate")["objects"] as? [[String: Any]])
        #expect(objects.count { $0["kind"] as? String == "opened-file" && $0["result"] as? String == "erased" } == 2)
        #expect(try scratch.state() == "deleted")
    }

    @Test func furtherFiles() throws {
        let scratch = try Scratch.opened()
        try scratch.makeFolder("results")
        try scratch.write("1\n", to: "results/a.csv")
        try scratch.write("2\n", to: "notes.txt")
        try scratch.succeed(Scratch.deleting + ["--also", "results", "--also", scratch.absolute("notes.txt")])
        #expect(!scratch.exists("results") && !scratch.exists("notes.txt"))
    }

    // MARK: Refusals

    @Test func whatDeletingNeeds() throws {
        let scratch = try Scratch.opened()
        try scratch.expect(
            Complaint(
                Status.usage, "deleting cannot be undone, and there is no terminal to ask at",
                hint: "give \"--yes\" as well"), from: Scratch.deleting.filter { $0 != "--yes" })
        try scratch.expect(
            Complaint(Status.usage, "it must be said who deletes", hint: "name them with \"--operator\""),
            from: ["unvault", "delete", "DSA-2026-014", "--yes"])
        try scratch.expect(nothingCalled, from: Scratch.deleting.with("DSA-2026-014", "DSA-2026-015"))
        try scratch.expect(
            Complaint(Status.usage, "\" \" is not a name", hint: "give one line of text"),
            from: Scratch.deleting.with("J. Doe", " "))
        try scratch.expect(
            Complaint(
                Status.usage, "\" \" says nothing", hint: "say it in words, or leave \"--declare\" out"),
            from: Scratch.deleting + ["--declare", " "])
        try scratch.write("precious", to: "d.certificate")
        try scratch.expect(
            Complaint(
                Status.usage, "\"d.certificate\" exists already",
                hint: "name another place, or move it away first; nothing is ever replaced"), from: Scratch.deleting)
    }

    @Test func personAtATerminal() throws {
        let scratch = try Scratch.opened()
        let command = ["unvault", "delete", "DSA-2026-014"]
        let first = try TerminalSession(command, in: scratch)
        try first.expect("Who deletes it? ")
        first.typeLine("J. Doe")
        try first.expect("will erase            \(scratch.absolute("opened"))")
        try first.expect("Delete it for good? [yes/no] ")
        first.typeLine("y")
        #expect(first.finish() == Status.refused)
        #expect(
            first.transcript.hasSuffix("unvault: error: nothing was deleted\nunvault: hint: answer \"yes\" to delete\n")
        )
        #expect(scratch.exists("opened/README.txt") && scratch.exists("x.mvault"))
        let second = try TerminalSession(command, in: scratch)
        try second.expect("Who deletes it? ")
        second.typeLine("J. Doe")
        try second.expect("Delete it for good? [yes/no] ")
        second.typeLine("yes")
        try second.expect("DSA-2026-014 deleted: COMPLETE")
        #expect(second.finish() == 0)
        #expect(!scratch.exists("opened"))
    }

    @Test func witnesses() throws {
        let scratch = try Scratch.opened()
        try scratch.makeKey("witness")
        try scratch.expect(
            Complaint(
                Status.usage, "\"witness.key\" is not trusted here as witness",
                hint: "run \"unvault trust add KEY.pub --as witness\" first"),
            from: Scratch.deleting + ["--witness", "witness.key"])
        try scratch.trust("witness", as: "witness")
        try scratch.succeed(Scratch.deleting + ["--witness", "witness.key"])
        let text = try scratch.succeed("unvault", "certificate", "show", "d.certificate").out
        #expect(text.contains("  witness             \(try scratch.fingerprint("witness"))\n"))
    }

    @Test func vaultsOwnKeyIsNoWitness() throws {
        let scratch = try Scratch.opened()
        try scratch.succeed(
            "unvault", "trust", "add", try scratch.siteKeyLine(), "--as", "witness", "--fingerprint",
            String(try scratch.succeed("unvault", "key", "fingerprint", try scratch.siteKeyLine()).out.dropLast()))
        try scratch.expect(
            Complaint(
                Status.usage, "a key of this vault is no witness of what the vault does",
                hint: "let somebody else sign"),
            from: Scratch.deleting + ["--witness", "share/unvault/site.key"])
        #expect(scratch.exists("opened/README.txt"))
    }

    @Test func twoPackagesUnderOneReference() throws {
        let scratch = try Scratch.opened()
        try scratch.makeCard("c.card")
        try scratch.succeed(Scratch.packing("b.card", "c.card").with("x.mvault", "y.mvault"))
        try scratch.succeed(Scratch.opening("x.mvault", "y.mvault").with("opened", "second"))
        let run = try scratch.run(Scratch.deleting)
        #expect(run.status == Status.usage)
        #expect(run.errorLines.first == "unvault: error: 2 packages are held under \"DSA-2026-014\"")
        #expect(run.errorLines.last == "unvault: hint: name one of these packages")
        try scratch.succeed(Scratch.deleting.with("DSA-2026-014", "\(try scratch.packageID())"))
        #expect(!scratch.exists("opened") && scratch.exists("second/README.txt"))
        // Of the two, one is left.
        try scratch.succeed(Scratch.deleting.with("d.certificate", "e.certificate"))
        #expect(!scratch.exists("second"))
    }
}
