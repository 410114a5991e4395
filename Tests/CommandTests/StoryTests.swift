import Foundation
import Testing

/// From keys to an opened extract.
@Suite struct StoryTests {
    /// Every kind of file that an extract may hold.
    private func fill(_ scratch: Scratch) throws {
        try scratch.makeExtract()
        try scratch.makeFolder("extract/empty")
        try scratch.makeFolder("extract/a", mode: 0o755)
        try scratch.makeFolder("extract/a/b")
        try scratch.makeFolder("extract/a/b/c")
        try scratch.write("deep\n", to: "extract/a/b/c/deep.csv")
        try scratch.write("", to: "extract/empty.csv", mode: 0o666)
        try scratch.write("größe,名前\n", to: "extract/größe \u{540D}\u{524D} 'quoted' \"twice\".csv", mode: 0o400)
        try scratch.write("#!/bin/sh\n", to: "extract/run.sh", mode: 0o755)
        try scratch.write([UInt8](repeating: 7, count: 700_000), to: "extract/sevens.bin")
        try scratch.succeed("touch", "-d", "2020-02-29T12:34:56Z", "extract/README.txt")
        try scratch.succeed("touch", "-d", "1999-12-31T23:59:59Z", "extract/empty.csv")
    }

    @Test(arguments: [true, false])
    func approvalsBesideTheAgreementOrGiven(areGiven: Bool) throws {
        let scratch = try Scratch.readyToApprove()
        try scratch.approve(Scratch.ownerRole, with: "owner")
        let run = try scratch.succeed(
            "microvault", "agreement", "approve", Scratch.agreementFile, "--role", Scratch.officerRole, "--key",
            "officer.key", "--yes")
        #expect(run.err.hasSuffix("\nwrote DSA-2026-014.data-protection-officer.approval\n"))
        var packing = Scratch.packing
        if areGiven {
            try scratch.makeFolder("mail")
            try scratch.succeed("sh", "-c", "mv *.approval mail/")
            for role in [Scratch.officerRole, Scratch.ownerRole] {
                packing += ["--approval", "mail/DSA-2026-014.\(role).approval"]
            }
        }
        try scratch.succeed(packing)
        let opened = try scratch.succeed(Scratch.opening.dropLast())
        #expect(opened.out == "opened 2 files, 46 bytes, into opened for J. Doe\n")
        let declared = "declared by the provider; the key is not trusted here"
        #expect(
            opened.err.hasSuffix(
                """
                approved              R. Patel, information-asset-owner (\(declared))
                approved              S. Okafor, data-protection-officer (\(declared))

                """))
        try scratch.succeed("diff", "-r", "extract", "opened")
    }

    @Test func trustedApproverIsShownAsSuch() throws {
        let scratch = try Scratch.readyToApprove()
        try scratch.approve(Scratch.ownerRole, with: "owner")
        try scratch.approve(Scratch.officerRole, with: "officer")
        try scratch.trust("owner", as: "approver:information-asset-owner")
        // Trusted, but in another role.
        try scratch.trust("officer", as: "approver:information-asset-owner")
        try scratch.succeed(Scratch.packing)
        let lines = try scratch.succeed(Scratch.opening.dropLast()).errorLines
        #expect(lines.contains("approved              R. Patel, information-asset-owner (key trusted here)"))
        #expect(
            lines.last == "approved              S. Okafor, data-protection-officer "
                + "(declared by the provider; the key is not trusted here)")
    }

    @Test func openedTreeIsThatOfTheExtract() throws {
        let scratch = try Scratch.readyToPack()
        removeTree(scratch.absolute("extract"))
        try fill(scratch)
        try scratch.succeed(Scratch.packing)
        let run = try scratch.succeed(Scratch.opening)
        #expect(run.out == "" && run.err == "")
        try scratch.succeed("diff", "-r", "extract", "opened")
        let (packed, opened) = (scratch.listing(of: "extract"), scratch.listing(of: "opened"))
        #expect(packed.count == opened.count)
        for (name, facts) in opened {
            #expect(facts.hasPrefix("folder 700") || facts.hasPrefix("file 600"), "\(name): \(facts)")
            guard facts.hasPrefix("file") else { continue }
            let source = "extract" + name.dropFirst("opened".count)
            #expect(
                try scratch.status(of: name).st_mtim.tv_sec == (try scratch.status(of: source).st_mtim.tv_sec),
                "\(name)")
        }
        #expect(try scratch.status(of: "opened").st_mode & 0o7777 == 0o700)
        #expect(try scratch.status(of: "opened/README.txt").st_mtim.tv_sec == 1_582_979_696)
    }

    @Test func severalFilesAndFoldersKeepTheirNames() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.write("more\n", to: "notes.txt")
        try scratch.succeed(
            Array(Scratch.packing.prefix(2)) + ["extract/tables", "notes.txt"] + Scratch.packing.dropFirst(3))
        try scratch.succeed(Scratch.opening)
        #expect(
            Set(scratch.listing(of: "opened").keys) == [
                "opened/notes.txt", "opened/tables", "opened/tables/households.csv",
            ])
    }

    @Test(arguments: [["extract/README.txt"], ["./extract/"], ["extract/."]])
    func oneThingGiven(extract: [String]) throws {
        let scratch = try Scratch.readyToPack()
        try scratch.succeed(Array(Scratch.packing.prefix(2)) + extract + Scratch.packing.dropFirst(3))
        try scratch.succeed(Scratch.opening)
        #expect(scratch.exists("opened/README.txt"))
        #expect(scratch.exists("opened/tables/households.csv") == (extract != ["extract/README.txt"]))
    }

    /// Each site opens the package with its own card, for its own users.
    @Test func twoCardsForTwoSites() throws {
        let scratch = try Scratch()
        try scratch.makeKey("provider")
        try scratch.makeVault()
        try scratch.makeVault(at: "second", organisation: "Department C", site: "Mill Lane")
        var text = try scratch.agreementText()
        text.sites.append(
            .init(
                organisation: "Department C", name: "Mill Lane", key: try scratch.siteKeyLine(of: "second"),
                users: ["R. Roe"]))
        try scratch.compile(text)
        try scratch.makeCard()
        try scratch.makeCard("c.card", holder: "R. Roe", in: "second")
        try fill(scratch)
        let said = try scratch.succeed(Scratch.packing.dropLast() + ["--card", "c.card"]).out
        #expect(
            said.contains(
                """
                will open for         J. Doe, Department B, Example House
                                      R. Roe, Department C, Mill Lane

                """))
        try scratch.succeed(Scratch.opening)
        let second = ["--vault", "second"]
        try scratch.expect(
            Complaint(
                Status.refused, "\"J. Doe\" is not a user that the agreement names for this site",
                details: ["R. Roe"],
                hint: "one of these users opens it, or the provider names more in a later revision"),
            from: Scratch.opening("opened", "second-opened") + second)
        try scratch.succeed(
            Scratch.opening("opened", "second-opened").map { $0 == "J. Doe" ? "R. Roe" : $0 } + second)
        try scratch.succeed("diff", "-r", "extract", "opened")
        try scratch.succeed("diff", "-r", "opened", "second-opened")
    }

    @Test func whatOpeningShows() throws {
        let scratch = try Scratch.readyToOpen { $0.reviewBy = 90 }
        let run = try scratch.succeed(Scratch.opening.dropLast())
        #expect(run.out == "opened 2 files, 46 bytes, into opened for J. Doe\n")
        let starts = "\(day(-10).inWords), start of day (Etc/UTC): from"
        #expect(
            run.err == """
                reference             DSA-2026-014
                revision              1
                title                 Household survey extract
                purpose               Estimate jobs by region.
                purpose category      statistics
                provider              Department A
                classification        OFFICIAL
                personal data         yes
                special category      no
                criminal offences     no
                de-identification     pseudonymised
                opens from            \(starts)
                                      \(day(-10))T00:00:00Z
                opens until           \(end(180))
                review by             \(end(90))
                delete by             \(end(210))
                condition no-linkage  The data are not linked.
                onward sharing        prohibited
                storage               encryption recommended
                removable media       allowed

                """)
    }

    private func end(_ offset: Int) -> String {
        "\(day(offset).inWords), end of day (Etc/UTC): before\n                      \(day(offset + 1))T00:00:00Z"
    }

    @Test func theSamePackageTwiceIntoTwoFolders() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed(Scratch.opening)
        try scratch.succeed(Scratch.opening("opened", "again"))
        try scratch.succeed("diff", "-r", "opened", "again")
    }
}
