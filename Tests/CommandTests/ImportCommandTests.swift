import Testing

/// What a provider sends after the package.
@Suite struct ImportCommandTests {
    private let taking = ["unvault", "import", "a.statement"]

    private func order(_ scratch: Scratch, _ kind: String) throws -> ToolRun {
        try scratch.succeed(Scratch.ordering(kind))
        let run = try scratch.succeed(taking)
        #expect(run.out == "")
        try scratch.succeed("mv", "a.statement", "\(kind).statement")
        return run
    }

    @Test func recall() throws {
        let scratch = try Scratch.opened()
        let id = try scratch.packageID()
        #expect(
            try order(scratch, "recall").err == """
                DSA-2026-014 is recalled: it opens no more, and is to be deleted now
                next: unvault delete \(id)
                reason                An inquiry.

                """)
        #expect(try scratch.state() == "recalled")
        let run = try scratch.run(Scratch.opening("opened", "again"))
        #expect(run.status == Status.refused)
        #expect(run.err.hasPrefix("unvault: error: Department A recalled \"DSA-2026-014\" on \(day(0).inWords), "))
        #expect(run.err.hasSuffix(" UTC: An inquiry.\nunvault: hint: run \"unvault delete DSA-2026-014\"\n"))
        #expect(try scratch.journal().last?.code == "recalled")
        let sweep = try scratch.succeed("unvault", "sweep")
        #expect(sweep.out.hasPrefix("deleted DSA-2026-014, package \(id): complete; ") && !scratch.exists("opened"))
    }

    @Test func holdAndRelease() throws {
        let scratch = try Scratch.opened()
        #expect(
            try order(scratch, "hold").err
                == "DSA-2026-014 is on hold: nothing of it is deleted until it is released\nreason                An inquiry.\n"
        )
        let status = try scratch.succeed("unvault", "status").out
        #expect(status.hasPrefix("DSA-2026-014  on hold  ") && status.contains("  on hold             An inquiry.\n"))
        try scratch.expect(
            Complaint(
                Status.refused, "\"DSA-2026-014\" is on hold: An inquiry.",
                hint: "nothing of it may be deleted until the provider sends a release"), from: Scratch.deleting)
        // At one second the hold outlasts its release.
        try scratch.succeed("sleep", "1.1")
        #expect(
            try order(scratch, "release").err
                == "DSA-2026-014 is released: it is deleted as the agreement says\nreason                An inquiry.\n")
        try scratch.succeed(Scratch.deleting)
    }

    @Test func amendment() throws {
        let scratch = try Scratch.opened()
        try scratch.revise {
            $0.replacing("\(day(210))", with: "\(day(300))").replacing("\(day(180))", with: "\(day(270))")
        }
        try scratch.succeed(Scratch.amending)
        let run = try scratch.succeed(taking)
        #expect(
            run.err
                == "DSA-2026-014 is now under revision 2: opens until \(day(270).inWords), to be deleted by \(day(300).inWords)\n"
        )
        #expect(try scratch.succeed("unvault", "status").out.hasPrefix("DSA-2026-014  open  300 days left\n"))
        // Twice is harmless.
        let events = try scratch.journal().count
        try scratch.succeed(taking)
        #expect(try scratch.journal().count == events)
    }

    @Test func statementsThatAreRefused() throws {
        let scratch = try Scratch.opened()
        try scratch.makeKey("other")
        try scratch.write("nonsense\n", to: "a.statement")
        #expect(try scratch.run(taking).status == Status.usage)
        try scratch.expect(
            Complaint(Status.inputOutput, "\"no.statement\" is not there", hint: "check the path"),
            from: ["unvault", "import", "no.statement"])
        try scratch.succeed("rm", "a.statement")
        _ = try order(scratch, "recall")
        try scratch.succeed("sleep", "1.1")
        try scratch.succeed(Scratch.ordering("recall"))
        let run = try scratch.run(taking)
        #expect(run.status == Status.refused)
        #expect(run.err.contains(", which is final\n"))
        let last = try #require(try scratch.journal().last)
        #expect(last.event == "statement-refused" && last.statementKind == "recall")
        // Altered on its way.
        let text = try scratch.text(of: "recall.statement").replacing("An inquiry.", with: "An enquiry.")
        try scratch.write(text, to: "forged.statement")
        #expect(try scratch.run(["unvault", "import", "forged.statement"]).status == Status.notAuthentic)
    }

    @Test func providerThatIsTrustedNoLonger() throws {
        let scratch = try Scratch.opened()
        try scratch.succeed(Scratch.ordering("recall"))
        try scratch.succeed("unvault", "trust", "remove", "provider.pub")
        try scratch.expect(
            Complaint(
                Status.notAuthentic, "the statement is not signed by a provider that is trusted here",
                details: [try scratch.fingerprint("provider")],
                hint:
                    "\"unvault trust list\" shows the keys that are; ask the provider by a way that you trust"),
            from: taking)
        let last = try #require(try scratch.journal().last)
        #expect(last.event == "statement-refused" && last.statementKind == "recall" && last.code == "signer-not-pinned")
    }

    @Test func packageThatNeverCame() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed(Scratch.ordering("recall"))
        try scratch.expect(
            Complaint(
                Status.usage, "nothing that is held here is called \"\(try scratch.packageID())\"",
                hint: "\"unvault status\" shows what is held"), from: taking)
        #expect(try scratch.journal().last?.code == "package-unknown")
        // Where nobody who is trusted signed it, it is in nobody's log but the site's.
        try scratch.succeed("unvault", "trust", "remove", "provider.pub")
        #expect(try scratch.run(taking).status == Status.usage)
        #expect(try scratch.journal().last?.event == "unpinned")
        #expect(try scratch.journal(in: "share/unvault/logs/site").last?.code == "package-unknown")
    }
}
