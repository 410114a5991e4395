import Testing

/// Whose package it is and for whom: signers, sites, passphrases.
@Suite struct OpenTrustTests {
    private let noProvider = Complaint(
        Status.usage, "no provider is trusted here",
        hint: "run \"unvault trust add KEY.pub --as provider\" with the provider's public key")

    @Test func noPins() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed("unvault", "trust", "remove", "provider.pub")
        try scratch.expect(noProvider, from: Scratch.opening)
        try scratch.trust("provider", as: "site")
        try scratch.expect(noProvider, from: Scratch.opening)
    }

    @Test func signerWhoIsNotTrusted() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed("unvault", "trust", "remove", "provider.pub")
        try scratch.makeKey("other")
        try scratch.trust("other")
        let complaint = Complaint(
            Status.notAuthentic,
            "the package is signed by a key that is not trusted here: \(try scratch.fingerprint("provider"))",
            hint: "compare this fingerprint with the provider by telephone, "
                + "then run \"unvault trust add KEY.pub --as provider\"")
        try scratch.expect(complaint, from: Scratch.opening)
        try scratch.expect(complaint, from: ["unvault", "verify", "x.mvault"])
    }

    @Test(arguments: ["approver:information-asset-owner", "site", "witness"])
    func signerWhoIsTrustedInAnotherRole(role: String) throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed("unvault", "trust", "remove", "provider.pub")
        try scratch.makeKey("other")
        try scratch.trust("other")
        try scratch.trust("provider", as: role)
        try scratch.expect(
            Complaint(
                Status.notAuthentic,
                "the package is signed by a key that is trusted here as \(role), not as provider: "
                    + (try scratch.fingerprint("provider")),
                hint: "tell the provider; do not open it by other means"), from: Scratch.opening)
    }

    @Test func vaultOfAnotherSite() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.makeVault(at: "elsewhere", organisation: "Department C", site: "Mill Lane")
        let id = try #require(namesIn(scratch.absolute("share/unvault/cards")).first?.split(separator: ".").first)
        let there = "  \(id)  J. Doe, Example House, DSA-2026-014"
        let opening = Scratch.opening + ["--vault", "elsewhere"]
        try scratch.expect(
            Complaint(
                Status.noKey, "no key here opens this package: this vault has no card",
                details: ["the package is for:", there],
                hint: "run \"unvault card REFERENCE --holder NAME -o FILE.card\" and send the card to the provider"),
            from: opening)
        try scratch.makeCard("c.card", holder: "R. Roe", reference: "DSA-2026-020", in: "elsewhere")
        let own = try #require(namesIn(scratch.absolute("elsewhere/cards")).first?.split(separator: ".").first)
        try scratch.expect(
            Complaint(
                Status.noKey, "no key here opens this package",
                details: [
                    "the package is for:", there, "the cards here are:", "  \(own)  R. Roe, Mill Lane, DSA-2026-020",
                ],
                hint: "use the vault of the site that the package is for, "
                    + "or ask the provider to pack for a card of this one"), from: opening)
    }

    /// A vault that holds the card's files, yet is not the site that the card names.
    @Test func cardCarriedToAnotherSite() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.makeVault(at: "elsewhere", organisation: "Department C", site: "Mill Lane")
        try scratch.succeed("sh", "-c", "cp share/unvault/cards/* elsewhere/cards/")
        try scratch.expect(
            Complaint(
                Status.refused,
                "the package is for \"Example House\" of \"Department B\"; "
                    + "this vault is \"Mill Lane\" of \"Department C\"",
                hint: "open it with the vault of that site"), from: Scratch.opening + ["--vault", "elsewhere"])
        #expect(try scratch.journal(of: "elsewhere").last?.code == "other-site")
    }

    @Test func siteWithAKeyThatTheAgreementDoesNotName() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.makeVault(at: "elsewhere")
        try scratch.succeed("sh", "-c", "cp share/unvault/cards/* elsewhere/cards/")
        try scratch.expect(
            Complaint(
                Status.refused,
                "the agreement does not name this vault's key for \"Example House\" of \"Department B\"",
                hint: "send \"unvault key show\" to the provider for the next revision"),
            from: Scratch.opening + ["--vault", "elsewhere"])
    }

    @Test func wrongPassphrase() throws {
        let scratch = try Scratch.readyWithPassphrase()
        try scratch.write("guess\n", to: "guess")
        try scratch.write("\n", to: "empty")
        for file in ["guess", "empty"] {
            try scratch.expect(
                Complaint(Status.noKey, "wrong passphrase", hint: "type it again; nobody can recover a lost one"),
                from: Scratch.reading(file, Scratch.opening + ["--passphrase-fd", "3"]))
        }
        #expect(
            try scratch.journal().map(\.event).suffix(4) == ["open-intended", "refused", "open-intended", "refused"])
        #expect(try scratch.journal().last?.code == "wrong-passphrase")
        try scratch.succeed(Scratch.reading("words", Scratch.opening + ["--passphrase-fd", "3"]))
        try scratch.succeed("diff", "-r", "extract", "opened")
    }

    @Test func wrongPassphraseOfTheSiteKey() throws {
        let scratch = try Scratch.readyWithPassphrase()
        try scratch.write("guess\n", to: "guess")
        try scratch.expect(
            Complaint(
                Status.noKey, "wrong passphrase for \"\(scratch.absolute("share/unvault/site.key"))\"",
                hint: "type it again; nobody can recover a lost one"),
            from: Scratch.reading(
                "guess", ["unvault", "card", "DSA-1", "--holder", "J. Doe", "-o", "c.card", "--passphrase-fd", "3"]))
    }

    @Test func deliveryKeyThatIsGone() throws {
        let scratch = try Scratch.readyToOpen()
        let key = try #require(namesIn(scratch.absolute("share/unvault/cards")).first { $0.hasSuffix(".key") })
        try scratch.succeed("rm", "share/unvault/cards/\(key)")
        let run = try scratch.run(Scratch.opening)
        #expect(run.status == Status.noKey, "\(run.err)")
        #expect(!scratch.exists("opened") && !scratch.listing().keys.contains { $0.hasSuffix(".partial") })
    }

    @Test func deliveryKeyThatOthersCanRead() throws {
        let scratch = try Scratch.readyToOpen()
        let key = try #require(namesIn(scratch.absolute("share/unvault/cards")).first { $0.hasSuffix(".key") })
        try scratch.succeed("chmod", "644", "share/unvault/cards/\(key)")
        let path = scratch.absolute("share/unvault/cards/\(key)")
        let run = try scratch.run(Scratch.opening)
        #expect(run.status != 0 && !scratch.exists("opened"))
        #expect(run.err.hasPrefix("unvault: error: other users can read \"\(path)\": its mode is 644\n"), "\(run.err)")
        #expect(run.errorLines.last?.hasPrefix("unvault: hint: run \"chmod 600 \(path)\"") == true, "\(run.err)")
    }
}
