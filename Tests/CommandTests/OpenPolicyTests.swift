import Testing

/// What the agreement and the site's own demands refuse at opening: status 3, an event in the log, and nothing else.
@Suite struct OpenPolicyTests {
    private static let needsFaketime = ConditionTrait.enabled(
        if: isInstalled("faketime"), "faketime is not installed")

    /// The refusal, and its event in the log.
    private func refuse(
        _ message: String, _ hint: String, code: String, details: [String] = [], from command: [String],
        in scratch: Scratch, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try scratch.expect(
            Complaint(Status.refused, message, details: details, hint: hint), from: command,
            sourceLocation: sourceLocation)
        let last = try #require(try scratch.journal().last, sourceLocation: sourceLocation)
        #expect(last.event == "refused" && last.code == code, sourceLocation: sourceLocation)
    }

    @Test(needsFaketime) func expired() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed(Scratch.shifted(180, Scratch.opening))
        try refuse(
            "agreement \"DSA-2026-014\" expired on \(day(180).inWords) (Etc/UTC)",
            "ask Department A for a new agreement, or run \"unvault delete DSA-2026-014\"", code: "expired",
            from: Scratch.shifted(181, Scratch.opening("opened", "late")), in: scratch)
    }

    @Test func notStarted() throws {
        let scratch = try Scratch.readyToOpen { $0.starts = 3 }
        try refuse(
            "agreement \"DSA-2026-014\" starts on \(day(3).inWords) (Etc/UTC)", "open it from that day on",
            code: "not-started", from: Scratch.opening, in: scratch)
    }

    @Test(needsFaketime) func reviewPassed() throws {
        let scratch = try Scratch.readyToOpen { $0.reviewBy = 20 }
        try refuse(
            "agreement \"DSA-2026-014\" was to be reviewed by \(day(20).inWords)",
            "ask Department A for a later revision and a package under it", code: "review-passed",
            from: Scratch.shifted(21, Scratch.opening), in: scratch)
        try scratch.succeed(Scratch.shifted(20, Scratch.opening))
    }

    /// An expired package is refused before a passphrase is asked for, which here could not be answered.
    @Test(needsFaketime) func expiredNeverAsksForAPassphrase() throws {
        let scratch = try Scratch.readyWithPassphrase()
        try refuse(
            "agreement \"DSA-2026-014\" expired on \(day(180).inWords) (Etc/UTC)",
            "ask Department A for a new agreement, or run \"unvault delete DSA-2026-014\"", code: "expired",
            from: Scratch.shifted(200, Scratch.opening), in: scratch)
    }

    @Test func passphraseWithoutATerminal() throws {
        let scratch = try Scratch.readyWithPassphrase()
        for command in [Scratch.opening, ["unvault", "card", "DSA-1", "--holder", "J. Doe", "-o", "c.card"]] {
            let run = try scratch.run(command)
            #expect(run.status == Status.usage)
            #expect(run.errorLines.count == 2)
            #expect(run.errorLines.first?.hasSuffix("there is no terminal to ask for it") == true)
            // The key has a passphrase: leaving it away is no choice here.
            #expect(run.errorLines.last == "unvault: hint: give it through \"--passphrase-fd N\"")
        }
        #expect(!scratch.exists("opened") && !scratch.exists("c.card"))
    }

    @Test(needsFaketime) func clockSetBack() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed(Scratch.opening)
        let run = try scratch.run(Scratch.shifted(-3, Scratch.opening("opened", "again")))
        #expect(run.status == Status.refused)
        #expect(run.err.hasPrefix("unvault: error: this machine's clock says \(day(-3).inWords), "))
        #expect(run.err.contains(" UTC, before \(day(0).inWords), "))
        #expect(
            run.err.hasSuffix(
                ", which this vault has seen pass\nunvault: hint: set the clock right; if it is right, run \"unvault clock confirm --date DATE --reason TEXT\"\n"
            ))
        #expect(try scratch.journal().last?.code == "clock-set-back")
        #expect(!scratch.exists("again"))
    }

    @Test(needsFaketime) func providersClockAhead() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.succeed(Scratch.shifted(2, Scratch.packing))
        let run = try scratch.run(Scratch.opening)
        #expect(run.status == Status.refused)
        #expect(run.err.hasPrefix("unvault: error: the package was signed on \(day(2).inWords), "))
        #expect(
            run.err.hasSuffix(
                "unvault: hint: set this machine's clock right; if it is right, tell the provider that theirs is ahead\n"
            ))
        #expect(try scratch.journal().last?.code == "provider-clock-ahead")
        #expect(!scratch.exists("opened"))
    }

    @Test func operatorWhoIsNotNamed() throws {
        let scratch = try Scratch.readyToOpen()
        try refuse(
            "\"M. Stranger\" is not a user that the agreement names for this site",
            "one of these users opens it, or the provider names more in a later revision",
            code: "operator-not-named", details: ["J. Doe", "A. Smith"],
            from: Scratch.opening("J. Doe", "M. Stranger"), in: scratch)
    }

    @Test func noOperatorAndNoTerminal() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.expect(
            Complaint(
                Status.usage, "it must be said who opens the package", details: ["J. Doe", "A. Smith"],
                hint: "name one of these users with \"--operator\""),
            from: Scratch.opening.filter { $0 != "--operator" && $0 != "J. Doe" })
        #expect(try scratch.journal().last?.code == "no-operator")
    }

    /// Compared after NFC and trimming: the agreement has the composed form.
    @Test func operatorTypedInAnotherForm() throws {
        let scratch = try Scratch.readyToOpen { $0.sites[0].users = ["Zo\u{EB} M\u{FC}ller"] }
        try scratch.succeed(Scratch.opening("J. Doe", "  Zoe\u{308} Mu\u{308}ller\t"))
        #expect(try scratch.journal().last?.person == "Zo\u{EB} M\u{FC}ller")
        try refuse(
            "\"zo\u{EB} m\u{FC}ller\" is not a user that the agreement names for this site",
            "one of these users opens it, or the provider names more in a later revision",
            code: "operator-not-named", details: ["Zo\u{EB} M\u{FC}ller"],
            from: Scratch.opening.map { $0 == "J. Doe" ? "zo\u{EB} m\u{FC}ller" : $0 == "opened" ? "again" : $0 },
            in: scratch)
    }

    @Test func termsNotAccepted() throws {
        let scratch = try Scratch.readyToOpen()
        // Shown although quiet: nobody accepts what was not shown.
        try scratch.expect(
            Complaint(
                Status.refused, "the terms were not accepted",
                hint: "accept them at the terminal, or with \"--accept-terms\""),
            from: Scratch.opening.filter { $0 != "--accept-terms" }, after: "reference             DSA-2026-014\n")
        #expect(try scratch.journal().last?.code == "terms-not-accepted")
    }

    @Test(needsFaketime) func lapsedAssuranceOfTheOperator() throws {
        let scratch = try Scratch.readyToOpen {
            $0.assurances = [
                "{kind: data-protection-training, holder: A. Smith, reference: DP-1, valid_until: \(day(30))}"
            ]
        }
        try refuse(
            "the data-protection-training of \"A. Smith\" (DP-1) lapsed after \(day(30).inWords)",
            "renew it, and ask the provider for a later revision that says so", code: "assurance-lapsed",
            from: Scratch.shifted(31, Scratch.opening("J. Doe", "A. Smith")), in: scratch)
        try scratch.succeed(Scratch.shifted(31, Scratch.opening))
    }

    /// Nor does anybody else open what was sent to a holder whose assurance has lapsed.
    @Test(needsFaketime, arguments: ["J. Doe", "A. Smith"])
    func lapsedAssuranceOfTheHolder(person: String) throws {
        let scratch = try Scratch.readyToOpen {
            $0.assurances = ["{kind: vetting, holder: J. Doe, reference: V-1, valid_until: \(day(30))}"]
        }
        try refuse(
            "the vetting of \"J. Doe\" (V-1) lapsed after \(day(30).inWords)",
            "renew it, and ask the provider for a later revision that says so", code: "assurance-lapsed",
            from: Scratch.shifted(31, Scratch.opening("J. Doe", person)), in: scratch)
    }

    @Test(needsFaketime) func lapsedAssuranceOfTheSite() throws {
        let scratch = try Scratch.readyToOpen {
            $0.assurances = ["{kind: accreditation, holder: Example House, reference: ACC-1, valid_until: \(day(30))}"]
        }
        for person in ["J. Doe", "A. Smith"] {
            try refuse(
                "the accreditation of \"Example House\" (ACC-1) lapsed after \(day(30).inWords)",
                "renew it, and ask the provider for a later revision that says so", code: "assurance-lapsed",
                from: Scratch.shifted(31, Scratch.opening("J. Doe", person)), in: scratch)
        }
    }

    @Test func approvalThatTheSiteDemands() throws {
        let scratch = try Scratch.readyToApprove()
        try scratch.approve(Scratch.ownerRole, with: "owner")
        try scratch.approve(Scratch.officerRole, with: "officer")
        try scratch.trust("provider", in: nil, "--demand-approval", Scratch.ownerRole)
        try scratch.succeed(Scratch.packing)
        try refuse(
            "this site demands the approval of the information-asset-owner by a key that it trusts; "
                + "the package has none",
            "ask the provider for that approval, or trust the approver's key with "
                + "\"--as approver:information-asset-owner\"", code: "approval-demanded", from: Scratch.opening,
            in: scratch)
        try scratch.trust("owner", as: "approver:data-protection-officer")
        #expect(try scratch.run(Scratch.opening).status == Status.refused)
        try scratch.trust("owner", as: "approver:information-asset-owner")
        try scratch.succeed(Scratch.opening)
    }

    @Test func secondPackageOnTheSameCard() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed(Scratch.packing("x.mvault", "y.mvault") + ["--reuse-card"])
        try scratch.succeed(Scratch.opening)
        let first = try #require(try scratch.journal().last)
        try refuse(
            "card \(first.card) was used for another package, \(first.packageHash)",
            "one card is for one delivery: make a new card and ask the provider to pack again",
            code: "card-used-before", from: Scratch.opening("x.mvault", "y.mvault").map { $0 == "opened" ? "y" : $0 },
            in: scratch)
    }

    /// The first package that arrives binds the card, opened or not.
    @Test func refusedPackageBindsItsCardToo() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed(Scratch.packing("x.mvault", "y.mvault") + ["--reuse-card"])
        _ = try scratch.run(Scratch.opening("J. Doe", "M. Stranger"))
        #expect(try scratch.run(Scratch.opening("x.mvault", "y.mvault")).status == Status.refused)
        #expect(try scratch.journal().last?.code == "card-used-before")
        try scratch.succeed(Scratch.opening)
    }
}
