import Testing

/// Cards that `pack` does not pack for; nothing is written then.
@Suite struct PackCardTests {
    private let newCard = "ask the recipient for a new card, or mend the agreement"

    private func refusal(_ reason: String, card: String = "b.card (J. Doe, Example House)") -> Complaint {
        let parts = card.split(separator: " ", maxSplits: 1)
        return Complaint(
            Status.refused, "1 card cannot be packed for", details: ["\"\(parts[0])\" \(parts[1]): \(reason)"],
            hint: newCard)
    }

    @Test func noCard() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.expect(
            Complaint(
                Status.usage, "no card was given",
                hint: "ask the recipient to run \"unvault card REFERENCE --holder NAME -o FILE.card\", "
                    + "then give it with \"--card\""),
            from: Scratch.packing.filter { $0 != "--card" && $0 != "b.card" })
    }

    @Test func cardForAnotherProvider() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.makeKey("other")
        try scratch.trust("other")
        try scratch.makeCard("c.card", in: nil, "--provider", try scratch.fingerprint("other"))
        try scratch.expect(
            refusal("it was made for another provider", card: "c.card (J. Doe, Example House)"),
            from: Scratch.packing("b.card", "c.card"))
    }

    @Test func cardForAnotherAgreement() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.makeCard("c.card", reference: "DSA-2026-015")
        try scratch.expect(
            refusal("it was made for agreement \"DSA-2026-015\"", card: "c.card (J. Doe, Example House)"),
            from: Scratch.packing("b.card", "c.card"))
    }

    @Test func cardThatWasAltered() throws {
        let scratch = try Scratch.readyToPack()
        let text = try scratch.text(of: "b.card")
        try scratch.write(text.replacing("J. Doe", with: "A. Smith"), to: "b.card")
        try scratch.expect(
            refusal("its signature does not fit", card: "b.card (A. Smith, Example House)"), from: Scratch.packing)
    }

    @Test func cardOfASiteThatTheAgreementDoesNotName() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.makeVault(at: "elsewhere", site: "Other House")
        try scratch.makeCard("c.card", in: "elsewhere")
        try scratch.expect(
            refusal(
                "the agreement names no site \"Other House\" of \"Department B\"", card: "c.card (J. Doe, Other House)"
            ), from: Scratch.packing("b.card", "c.card"))
    }

    @Test func cardThatAnotherKeySignedInTheNameOfTheSite() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.makeVault(at: "impostor")
        try scratch.makeCard("c.card", in: "impostor")
        try scratch.expect(
            refusal(
                "it is not signed by a key that the agreement names for its site",
                card: "c.card (J. Doe, Example House)"), from: Scratch.packing("b.card", "c.card"))
    }

    @Test func cardOfAHolderWhoIsNotNamed() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.makeCard("c.card", holder: "M. Stranger")
        try scratch.expect(
            refusal(
                "its holder \"M. Stranger\" is not a user that the agreement names for its site",
                card: "c.card (M. Stranger, Example House)"), from: Scratch.packing("b.card", "c.card"))
    }

    @Test(.enabled(if: isInstalled("faketime"), "faketime is not installed"))
    func cardPastItsUseByDate() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.succeed(
            Scratch.shifted(
                -8,
                [
                    "unvault", "card", "DSA-2026-014", "--holder", "J. Doe", "-o", "c.card", "--use-by",
                    "\(day(-3))",
                ]))
        try scratch.expect(
            refusal("it was to be used before \(day(-2).inWords)", card: "c.card (J. Doe, Example House)"),
            from: Scratch.packing("b.card", "c.card"))
    }

    @Test func cardUsedBefore() throws {
        let scratch = try Scratch.readyToPack()
        let first = try scratch.succeed(Scratch.packing.dropLast())
        let id = try #require(first.err.split(separator: " ").last).dropLast()
        try scratch.expect(
            Complaint(
                Status.refused, "1 card cannot be packed for",
                details: [
                    "\"b.card\" (J. Doe, Example House): it was packed for before, on \(day(0).inWords), "
                        + "in package \(id)"
                ],
                hint:
                    "ask the recipient for a new card; \"--reuse-card\" is for a package that never arrived"),
            from: Scratch.packing("x.mvault", "y.mvault"))
        try scratch.succeed(Scratch.packing("x.mvault", "y.mvault") + ["--reuse-card"])
    }

    /// Both wait for one list: the second to get it finds the card used.
    @Test func twoPacksAtOnceForOneCard() throws {
        let scratch = try Scratch.readyToPack()
        let tools = try ["x.mvault", "y.mvault"].map { try scratch.start(Scratch.packing("x.mvault", $0)) }
        #expect(tools.map { $0.finish().status }.sorted() == [0, Status.refused])
        #expect(scratch.exists("x.mvault") != scratch.exists("y.mvault"))
    }

    /// The list of used cards stands in the state folder, so it holds for every folder packed from.
    @Test func usedCardsAreKeptInTheStateFolder() throws {
        let scratch = try Scratch.readyToOpen()
        let card = try scratch.text(of: "state/microvault/used-cards").split(separator: " ")
        #expect(card.count == 3)
        #expect(try scratch.status(of: "state/microvault/used-cards").st_mode & 0o777 == 0o600)
        scratch.environment["XDG_STATE_HOME"] = scratch.absolute("fresh")
        try scratch.succeed(Scratch.packing("x.mvault", "y.mvault"))
    }

    @Test func damagedListOfUsedCards() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.write("no card at all\n", to: "state/microvault/used-cards")
        try scratch.expect(
            Complaint(
                Status.vaultDamaged,
                "the list of used cards \"\(scratch.absolute("state/microvault/used-cards"))\" is damaged at line 1",
                hint: "mend or move that file; without it, cards used before are not known"),
            from: Scratch.packing("x.mvault", "y.mvault"))
    }

    @Test func cardGivenTwice() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.expect(
            refusal("it, or its delivery key, was given twice"), from: Scratch.packing + ["--card", "b.card"])
    }

    @Test func everyFaultAtOnce() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.makeCard("c.card", reference: "DSA-2026-015")
        try scratch.makeCard("d.card", holder: "M. Stranger")
        try scratch.expect(
            Complaint(
                Status.refused, "2 cards cannot be packed for",
                details: [
                    "\"c.card\" (J. Doe, Example House): it was made for agreement \"DSA-2026-015\"",
                    "\"d.card\" (M. Stranger, Example House): its holder \"M. Stranger\" is not a user "
                        + "that the agreement names for its site",
                ], hint: newCard), from: Scratch.packing + ["--card", "c.card", "--card", "d.card"])
    }

    @Test func assuranceThatHasLapsed() throws {
        let scratch = try Scratch.readyToPack {
            $0.assurances = [
                "{kind: data-protection-training, holder: J. Doe, reference: DP-1, valid_until: \(day(-2))}",
                "{kind: accreditation, holder: Example House, reference: ACC-1, valid_until: \(day(90))}",
            ]
        }
        try scratch.expect(
            refusal("the data-protection-training of \"J. Doe\" (DP-1) lapsed after \(day(-2).inWords)"),
            from: Scratch.packing)
        try scratch.makeCard("c.card", holder: "A. Smith")
        try scratch.succeed(Scratch.packing("b.card", "c.card"))
    }

    @Test func assuranceOfTheSiteThatHasLapsed() throws {
        let scratch = try Scratch.readyToPack {
            $0.assurances = [
                "{kind: accreditation, holder: Example House, reference: ACC-1, valid_until: \(day(-1))}"
            ]
        }
        try scratch.expect(
            refusal("the accreditation of \"Example House\" (ACC-1) lapsed after \(day(-1).inWords)"),
            from: Scratch.packing)
    }

    @Test func fileThatIsNoCard() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.write("hello\n", to: "c.card")
        try scratch.expect(
            Complaint(
                Status.usage, "\"c.card\" is not a card: it is cut short or altered",
                hint: "name the file that the recipient sent"), from: Scratch.packing("b.card", "c.card"))
    }

    @Test func cardOfANewerTool() throws {
        let scratch = try Scratch.readyToPack()
        let text = try scratch.text(of: "b.card")
        try scratch.write(text.replacing("microvault/1 card", with: "microvault/2 card"), to: "b.card")
        try scratch.expect(
            Complaint(
                Status.newerTool,
                "\"b.card\" is not a card: it was written by a newer tool (\"microvault/2 card\")",
                hint: "name the file that the recipient sent"), from: Scratch.packing)
    }

    @Test func folderOfCards() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.makeFolder("cards")
        let packing = Scratch.packing.map { $0 == "--card" ? "--cards" : $0 == "b.card" ? "cards" : $0 }
        try scratch.expect(
            Complaint(Status.usage, "no .card file is in \"cards\"", hint: "put the recipients' cards there"),
            from: packing)
        try scratch.succeed("mv", "b.card", "cards/")
        try scratch.makeCard("cards/a.card", holder: "A. Smith")
        try scratch.write("not a card", to: "cards/notes.txt")
        try scratch.succeed(packing)
        let lines = try scratch.succeed("microvault", "inspect", "x.mvault-head").out.split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("opens for") } == 2)
    }
}
