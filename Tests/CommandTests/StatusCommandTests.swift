import Glibc
import PackageFormat
import Testing

/// `status`: what it says, and when something is due.
@Suite struct StatusCommandTests {
    private let status = ["unvault", "status"]

    private var isFirstHour: Bool {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return now.tv_sec % 86_400 < 3_700
    }

    @Test func nothingIsHeld() throws {
        let scratch = try Scratch.readyToPack()
        let run = try scratch.succeed(status)
        #expect(run.out == "nothing is held here\n" && run.err == "")
        #expect(try scratch.succeed(status + ["--json"]).out.filter { !$0.isWhitespace } == "[]")
    }

    @Test func whatIsOpen() throws {
        let scratch = try Scratch.opened()
        let lines = try scratch.succeed(status).out.split(separator: "\n").map(String.init)
        let open = try #require(lines.first { $0.hasPrefix("  open in") })
        #expect(open.hasPrefix("  open in             \(scratch.absolute("opened")), by J. Doe, \(day(0).inWords), "))
        #expect(
            lines.filter { !$0.hasPrefix("  open in") } == [
                "DSA-2026-014  open  210 days left", "  package             \(try scratch.packageID())",
                "  title               Household survey extract", "  from                Department A",
                "  opens until         \(day(180).inWords), end of day (Etc/UTC)",
                "  delete by           \(day(210).inWords), end of day",
            ])
    }

    /// Each state by the clock alone; status 2 from the day on which it opens no more.
    @Test(Scratch.needsFaketime) func statesInTheCourseOfTime() throws {
        let scratch = try Scratch.opened()
        for (days, words, code) in [
            (180, "open  30 days left", 0), (181, "expired  29 days left", Status.due),
            (209, "expired  1 day left", Status.due), (210, "deletion due  delete today", Status.due),
            (211, "OVERDUE  1 day late", Status.due), (219, "OVERDUE  9 days late", Status.due),
        ] as [(Int, String, Int32)] {
            // The deletion day begins an hour late, so that it has begun also where clocks were put forward.
            guard days != 210 || !isFirstHour else { continue }
            let run = try scratch.run(Scratch.shifted(days, status))
            #expect(run.status == code && run.err == "")
            #expect(run.out.hasPrefix("DSA-2026-014  \(words)\n"), "\(days): \(run.out)")
            let next = "  next                unvault delete \(try scratch.packageID())\n"
            #expect(run.out.contains(next) == (code == Status.due))
        }
        // Looking changes nothing.
        #expect(try scratch.journal().last?.event == "opened")
    }

    @Test(Scratch.needsFaketime) func clockThatIsBehind() throws {
        let scratch = try Scratch.opened()
        // It is said, and what is held is shown all the same.
        let behind = try scratch.succeed(Scratch.shifted(-2, status))
        #expect(behind.err.hasPrefix("this machine's clock says \(day(-2).inWords), "))
        #expect(behind.err.hasSuffix(", which this vault has seen pass\n"))
        #expect(behind.out.hasPrefix("DSA-2026-014  open  "))
        let run = try scratch.run(["env", "NO_FAKE_STAT=1", "faketime", "-f", "-23h"] + status)
        #expect(run.status == 0 && run.err == "", "\(run.err)")
    }

    /// One that cannot be read is shown as damaged, and the others as they are.
    @Test func damagedHolding() throws {
        let scratch = try Scratch.opened()
        let (first, id) = (try scratch.holdingFolder(), try scratch.packageID())
        try scratch.makeCard("c.card")
        try scratch.succeed(Scratch.packing("b.card", "c.card").with("x.mvault", "y.mvault"))
        try scratch.succeed(Scratch.opening("x.mvault", "y.mvault").with("opened", "second"))
        try scratch.write("{", to: "\(first)/holding.json")
        let reason = "\"\(scratch.absolute(first))/holding.json\" is damaged"
        let run = try scratch.run(status)
        #expect(run.status == Status.vaultDamaged && run.err == "")
        #expect(run.out.hasPrefix("DSA-2026-014  open  210 days left\n"))
        let lines = run.out.split(separator: "\n").map(String.init)
        #expect(
            lines.suffix(5) == [
                "DSA-2026-014  DAMAGED", "  package             \(id)",
                "  package hash        \(first.split(separator: "/").last ?? "")", "  damaged             \(reason)",
                "  next                take it from a backup of the vault",
            ])
        let json = try scratch.run(status + ["--json"])
        #expect(json.status == Status.vaultDamaged)
        #expect(json.out.contains("\"state\" : \"open\"") && json.out.contains("\"state\" : \"damaged\""))
        #expect(json.out.contains("\(id)"))
        // By name, each is told apart.
        try scratch.expect(
            Complaint(Status.vaultDamaged, reason, hint: "take it from a backup of the vault"),
            from: ["unvault", "close", "\(id)"])
        try scratch.succeed(Scratch.closing)
        #expect(!scratch.exists("second") && scratch.exists("opened/README.txt"))
    }

    @Test(Scratch.needsFaketime) func whatIsDueDecidesBeforeDamage() throws {
        let scratch = try Scratch.opened()
        let first = try scratch.holdingFolder()
        try scratch.makeCard("c.card")
        try scratch.succeed(Scratch.packing("b.card", "c.card").with("x.mvault", "y.mvault"))
        try scratch.succeed(Scratch.opening("x.mvault", "y.mvault").with("opened", "second"))
        try scratch.succeed("rm", "\(first)/head")
        #expect(try scratch.run(status).status == Status.vaultDamaged)
        let run = try scratch.run(Scratch.shifted(211, status))
        #expect(run.status == Status.due && run.out.contains("DSA-2026-014  DAMAGED\n"))
    }

    @Test func asJSON() throws {
        let scratch = try Scratch.opened()
        let text = try scratch.succeed(status + ["--json"]).out
        for part in [
            "\"state\" : \"open\"", "\"due\" : false", "\"delete_by\" : \"\(day(210))\"", "\"days_left\" : 210",
            "\"operator\" : \"J. Doe\"", "\"package_id\" : \"\(try scratch.packageID())\"",
        ] {
            #expect(text.contains(part) || text.contains(part.replacing(" : ", with: ":")), "\(part) in \(text)")
        }
    }
}
