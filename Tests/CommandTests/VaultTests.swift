import Testing

/// The site vault: first-run messages, `init`, `card`.
@Suite struct VaultTests {
    private let noVault =
        "run \"unvault init --organisation NAME --site NAME\" first, or name the vault with \"--vault\""
    private let initialise = ["unvault", "init", "--organisation", "Department B", "--site", "Example House"]

    @Test(arguments: [
        ["key", "show"], ["trust", "list"], ["card", "DSA-1", "--holder", "J. Doe", "-o", "b.card"],
        ["verify", "x.mvault"], ["open", "x.mvault", "--into", "opened"],
    ])
    func noVault(command: [String]) throws {
        let scratch = try Scratch()
        try scratch.expect(
            Complaint(
                Status.usage, "there is no site vault at \"\(scratch.absolute("share/unvault"))\"", hint: noVault),
            from: ["unvault"] + command)
    }

    @Test func noVaultWhereOneIsNamed() throws {
        let scratch = try Scratch()
        let complaint = Complaint(Status.usage, "there is no site vault at \"here\"", hint: noVault)
        try scratch.expect(complaint, from: ["unvault", "key", "show", "--vault", "here"])
        scratch.environment["UNVAULT_HOME"] = "here"
        try scratch.expect(complaint, from: ["unvault", "key", "show"])
    }

    @Test func noPlaceForAVault() throws {
        let scratch = try Scratch()
        scratch.environment["HOME"] = nil
        scratch.environment["XDG_DATA_HOME"] = "not/absolute"
        try scratch.expect(
            Complaint(
                Status.usage, "neither XDG_DATA_HOME nor HOME is set", hint: "set XDG_DATA_HOME to an absolute path"),
            from: initialise + ["--no-passphrase"])
    }

    @Test func whatInitMakes() throws {
        let scratch = try Scratch()
        let run = try scratch.succeed(initialise + ["--no-passphrase"])
        let line = try scratch.siteKeyLine()
        let fingerprint = try scratch.succeed("unvault", "key", "fingerprint", line).out
        #expect(run.out == "")
        #expect(
            run.err == """
                made the site vault \(scratch.absolute("share/unvault")) of Department B, Example House
                site key fingerprint \(fingerprint)\
                next: send the output of "unvault key show" to the provider, and run "unvault trust add" \
                with the provider's key

                """)
        let listing = scratch.listing()
        #expect(
            Set(listing.keys) == [
                "share", "share/unvault", "share/unvault/cards", "share/unvault/holdings",
                "share/unvault/ledger.endorsement", "share/unvault/ledger.key", "share/unvault/logs",
                "share/unvault/logs/site", "share/unvault/logs/site/checkpoint",
                "share/unvault/logs/site/events.jsonl", "share/unvault/site.key", "share/unvault/site.pub",
                "share/unvault/vault.json",
            ])
        for (name, facts) in listing where name.hasPrefix("share/") {
            #expect(facts.hasPrefix("folder 700") || facts.hasPrefix("file 600"), "\(name): \(facts)")
        }
    }

    @Test func initTwice() throws {
        let scratch = try Scratch()
        try scratch.succeed(initialise + ["--no-passphrase"])
        // Without a terminal a passphrase could not be asked for: this is refused before.
        try scratch.expect(
            Complaint(
                Status.usage, "\"\(scratch.absolute("share/unvault"))\" exists already",
                hint: "a site has one vault; name another folder with \"--vault\" for another site"), from: initialise)
    }

    @Test func initWithoutATerminal() throws {
        let scratch = try Scratch()
        try scratch.expect(
            Complaint(
                Status.usage, "a passphrase is needed, and there is no terminal to ask for it",
                hint: "give it through \"--passphrase-fd N\", or choose \"--no-passphrase\""), from: initialise)
    }

    @Test func initWithTheSitesOwnKey() throws {
        let scratch = try Scratch()
        try scratch.makeKey("site")
        try scratch.succeed(initialise + ["--no-passphrase", "--site-key", "site.key"])
        let shown = try scratch.siteKeyLine().split(separator: " ")[1]
        #expect(try scratch.keyLine("site").split(separator: " ")[1] == shown)
    }

    @Test(arguments: [("--organisation", "an organisation"), ("--site", "a site")])
    func namesThatAreNone(option: String, what: String) throws {
        let scratch = try Scratch()
        var command = initialise + ["--no-passphrase"]
        let place = try #require(command.firstIndex(of: option))
        command[place + 1] = " "
        try scratch.expect(
            Complaint(Status.usage, "\" \" is no name for \(what)", hint: "give one line of text"), from: command)
    }

    @Test func damagedVault() throws {
        let scratch = try Scratch()
        try scratch.makeVault(trusting: nil)
        let place = scratch.absolute("share/unvault")
        try scratch.write("{}", to: "share/unvault/vault.json")
        try scratch.expect(
            Complaint(
                Status.vaultDamaged, "\"\(place)\" is not a site vault, or its vault.json is damaged",
                hint: "take the vault from a backup"), from: ["unvault", "key", "show"])
    }

    @Test func damagedPins() throws {
        let scratch = try Scratch()
        try scratch.makeVault(trusting: nil)
        try scratch.write("[]", to: "share/unvault/pins.json")
        try scratch.expect(
            Complaint(
                Status.vaultDamaged, "\"\(scratch.absolute("share/unvault/pins.json"))\" is damaged",
                hint: "take it from a backup of the vault"), from: ["unvault", "trust", "list"])
    }

    // MARK: Cards

    private let card = ["unvault", "card", "DSA-2026-014", "--holder", "J. Doe", "-o", "b.card"]

    @Test func cardWithoutAProvider() throws {
        let scratch = try Scratch()
        try scratch.makeVault(trusting: nil)
        try scratch.expect(
            Complaint(
                Status.usage, "no provider is trusted here",
                hint: "run \"unvault trust add KEY.pub --as provider\" with the provider's public key"), from: card)
    }

    @Test func cardWithSeveralProviders() throws {
        let scratch = try Scratch()
        for name in ["a", "b", "c"] { try scratch.makeKey(name) }
        try scratch.makeVault(trusting: "a")
        try scratch.trust("b")
        let (a, b) = (try scratch.fingerprint("a"), try scratch.fingerprint("b"))
        try scratch.expect(
            Complaint(
                Status.usage, "2 providers are trusted here", details: [a, b],
                hint: "name one with \"--provider FINGERPRINT\""), from: card)
        let c = try scratch.fingerprint("c")
        try scratch.expect(
            Complaint(
                Status.usage, "\(c) is not trusted here as provider",
                hint: "\"unvault trust list\" shows the keys that are"), from: card + ["--provider", c])
        try scratch.expect(
            Complaint(
                Status.usage, "\"b.pub\" is not a fingerprint", hint: "\"unvault trust list\" shows them"),
            from: card + ["--provider", "b.pub"])
        try scratch.succeed(card + ["--provider", b])
        #expect(try scratch.text(of: "b.card").contains(try scratch.keyLine("b").split(separator: " ")[1]))
    }

    @Test func whatACardIs() throws {
        let scratch = try Scratch()
        try scratch.makeKey("provider")
        try scratch.makeVault()
        let run = try scratch.succeed(card)
        let id = try #require(namesIn(scratch.absolute("share/unvault/cards")).first?.split(separator: ".").first)
        #expect(run.out == "")
        #expect(run.err.hasPrefix("wrote b.card, card \(id), for one package sealed before \(day(60).inWords), "))
        #expect(run.err.hasSuffix(" UTC\n"))
        #expect(Set(namesIn(scratch.absolute("share/unvault/cards"))) == ["\(id).card", "\(id).key"])
        #expect(try scratch.text(of: "b.card") == (try scratch.text(of: "share/unvault/cards/\(id).card")))
    }

    @Test func cardsThatAreRefused() throws {
        let scratch = try Scratch()
        try scratch.makeKey("provider")
        try scratch.makeVault()
        func complain(_ old: String, _ new: String, _ message: String, _ hint: String, _ more: String...) throws {
            try scratch.expect(
                Complaint(Status.usage, message, hint: hint), from: card.map { $0 == old ? new : $0 } + more)
        }
        try complain(
            "DSA-2026-014", "DSA 2026", "\"DSA 2026\" is not a reference",
            "letters, digits, \".\", \"_\" and \"-\", 64 at most, as in DSA-2026-014")
        try complain("J. Doe", " ", "\" \" is no name", "give the name as the agreement has it")
        try complain("", "", "\(day(-1).inWords) is past", "name a day to come", "--use-by", "\(day(-1))")
        try complain("", "", "\"soon\" is not a day", "write it as 2026-11-21", "--use-by", "soon")
        try scratch.write("precious", to: "b.card")
        try complain(
            "", "", "\"b.card\" exists already",
            "name another place, or move it away first; nothing is ever replaced")
    }
}
