import Testing

/// What `pack` refuses because of the agreement, its approvals or the key that signs.
@Suite struct PackAgreementTests {
    private let another = "make a later revision and have it approved"

    @Test func agreementThatHasEnded() throws {
        let scratch = try Scratch.readyToPack { ($0.starts, $0.expires) = (-40, -3) }
        try scratch.expect(
            Complaint(
                Status.refused, "agreement \"DSA-2026-014\" ended on \(day(-3).inWords) (Etc/UTC)", hint: another),
            from: Scratch.packing)
    }

    @Test func agreementWithTooFewDaysLeft() throws {
        let scratch = try Scratch.readyToPack { $0.expires = 3 }
        try scratch.expect(
            Complaint(
                Status.refused, "agreement \"DSA-2026-014\" runs until \(day(3).inWords): 3 days left, fewer than 7",
                hint: "make a later revision, or accept the short term with \"--minimum-days 3\""),
            from: Scratch.packing)
        try scratch.succeed(Scratch.packing + ["--minimum-days", "3"])
    }

    @Test func agreementWhoseReviewDayHasPassed() throws {
        let scratch = try Scratch.readyToPack { $0.reviewBy = -2 }
        try scratch.expect(
            Complaint(
                Status.refused, "agreement \"DSA-2026-014\" was to be reviewed by \(day(-2).inWords)", hint: another),
            from: Scratch.packing)
    }

    @Test(.enabled(if: isInstalled("faketime"), "faketime is not installed"))
    func reviewDayThatPassesLater() throws {
        let scratch = try Scratch.readyToPack { $0.reviewBy = 20 }
        try scratch.succeed(Scratch.packing + ["--dry-run"])
        try scratch.expect(
            Complaint(
                Status.refused, "agreement \"DSA-2026-014\" was to be reviewed by \(day(20).inWords)", hint: another),
            from: Scratch.shifted(21, Scratch.packing))
    }

    @Test func approvalThatIsMissing() throws {
        let scratch = try Scratch.readyToApprove()
        try scratch.approve(Scratch.ownerRole, with: "owner")
        try scratch.expect(
            Complaint(
                Status.refused,
                "agreement \"DSA-2026-014\": the approval of the data-protection-officer is missing",
                hint:
                    "ask for it: \"microvault agreement approve REF.agreement --role data-protection-officer --key KEY\""
            ), from: Scratch.packing)
    }

    @Test func approvalOfATextThatChanged() throws {
        let scratch = try Scratch.readyToApprove()
        try scratch.approve(Scratch.ownerRole, with: "owner")
        try scratch.approve(Scratch.officerRole, with: "officer")
        let yaml = try scratch.text(of: "agreement.yaml")
        try scratch.write(yaml.replacing("jobs by region", with: "jobs by district"), to: "agreement.yaml")
        try scratch.succeed("rm", Scratch.agreementFile)
        try scratch.succeed("microvault", "agreement", "compile", "agreement.yaml")
        try scratch.expect(
            Complaint(
                Status.refused,
                "agreement \"DSA-2026-014\": the approval of the information-asset-owner is for another text: "
                    + "the agreement changed after it, or it belongs elsewhere",
                hint: "ask for a new approval of the present text"), from: Scratch.packing)
    }

    @Test func approvalByAKeyThatTheAgreementDoesNotName() throws {
        let scratch = try Scratch.readyToApprove()
        try scratch.expect(
            Complaint(
                Status.refused,
                "\"officer.key\" is not the key that the agreement names for the information-asset-owner",
                hint: "the agreement names \(try scratch.fingerprint("owner")); "
                    + "this key is \(try scratch.fingerprint("officer"))"),
            from: [
                "microvault", "agreement", "approve", Scratch.agreementFile, "--role", Scratch.ownerRole, "--key",
                "officer.key", "--yes",
            ], after: "reference  ")
    }

    /// The authoring tool refuses such an agreement; this one was written by hand.
    @Test func oneKeyForTwoRoles() throws {
        let scratch = try Scratch.readyToApprove()
        func key(_ name: String) throws -> String {
            try scratch.text(of: "\(name).pub").split(separator: " ").prefix(2).joined(separator: " ")
        }
        let text = try scratch.text(of: Scratch.agreementFile)
        try scratch.write(text.replacing(try key("officer"), with: try key("owner")), to: Scratch.agreementFile)
        let complaint =
            "\"\(Scratch.agreementFile)\": two roles use one key in the compiled agreement at "
            + "\"approvals_required[1].key\""
        try scratch.expect(
            Complaint(
                Status.refused, complaint,
                hint: "each approver has a key of their own: name them, and compile the agreement again"),
            from: Scratch.packing)
    }

    /// A signature line put under somebody else's approval.
    @Test func approvalWithAForeignSignature() throws {
        let scratch = try Scratch.readyToApprove()
        try scratch.approve(Scratch.ownerRole, with: "owner")
        try scratch.approve(Scratch.officerRole, with: "officer")
        let file = "DSA-2026-014.information-asset-owner.approval"
        let officer = try scratch.text(of: "DSA-2026-014.data-protection-officer.approval").split(separator: "\n")
        let owner = try scratch.text(of: file).split(separator: "\n")
        try scratch.write("\(owner[0])\n\(owner[1])\n\(officer[2])\n", to: file)
        try scratch.expect(
            Complaint(
                Status.notAuthentic,
                "agreement \"DSA-2026-014\": the approval of the information-asset-owner is not valid: "
                    + "its signature does not fit", hint: "ask for a new approval"), from: Scratch.packing)
    }

    @Test func approvalGivenTwice() throws {
        let scratch = try Scratch.readyToApprove()
        try scratch.approve(Scratch.ownerRole, with: "owner")
        try scratch.approve(Scratch.officerRole, with: "officer")
        let file = "DSA-2026-014.information-asset-owner.approval"
        try scratch.expect(
            Complaint(
                Status.refused,
                "agreement \"DSA-2026-014\": there are two approvals of the information-asset-owner",
                hint: "give one of them"), from: Scratch.packing + ["--approval", file, "--approval", file])
    }

    @Test func approvalThatIsNone() throws {
        let scratch = try Scratch.readyToApprove()
        try scratch.expect(
            Complaint(
                Status.usage, "\"provider.pub\" is not an approval: it is cut short or altered",
                hint: "name the file that the approver sent"),
            from: Scratch.packing + ["--approval", "provider.pub"])
        try scratch.expect(
            Complaint(
                Status.usage, "\"b.card\" is not an approval: it begins with \"microvault/1 card\"",
                hint: "name the file that the approver sent"), from: Scratch.packing + ["--approval", "b.card"])
    }

    @Test func approverWhoMayNotApproveAtAll() throws {
        let scratch = try Scratch.readyToApprove()
        try scratch.approve(Scratch.ownerRole, with: "owner")
        try scratch.approve(Scratch.officerRole, with: "officer")
        try scratch.makeFolder("approvers")
        try scratch.succeed("cp", "owner.pub", "approvers/")
        try scratch.expect(
            Complaint(
                Status.refused,
                "the key of the data-protection-officer is not among the approvers in \"approvers\": "
                    + (try scratch.fingerprint("officer")),
                hint: "ask whoever keeps that folder whether this key may approve"),
            from: Scratch.packing + ["--approvers", "approvers"])
        try scratch.succeed("cp", "officer.pub", "approvers/")
        try scratch.succeed(Scratch.packing + ["--approvers", "approvers"])
    }

    @Test func roleThatTheAgreementDoesNotAskFor() throws {
        let scratch = try Scratch.readyToApprove()
        try scratch.expect(
            Complaint(
                Status.usage, "agreement \"DSA-2026-014\" asks for no approval by \"caretaker\"",
                hint: "it asks for: information-asset-owner, data-protection-officer"),
            from: [
                "microvault", "agreement", "approve", Scratch.agreementFile, "--role", "caretaker", "--key",
                "owner.key", "--yes",
            ])
    }

    @Test func approvalWithoutATerminalToAsk() throws {
        let scratch = try Scratch.readyToApprove()
        try scratch.expect(
            Complaint(
                Status.usage, "there is no terminal to ask for your approval",
                hint: "read the agreement, then run this with \"--yes\""),
            from: [
                "microvault", "agreement", "approve", Scratch.agreementFile, "--role", Scratch.ownerRole, "--key",
                "owner.key",
            ], after: "reference  ")
    }

    @Test func yamlThatRequiresApprovals() throws {
        let scratch = try Scratch.readyToApprove()
        try scratch.expect(
            Complaint(
                Status.refused,
                "\"agreement.yaml\" requires approvals, which are given to the compiled agreement",
                hint: "run \"microvault agreement compile agreement.yaml\" and have the result approved"),
            from: Scratch.packing(Scratch.agreementFile, "agreement.yaml"))
    }

    @Test func yamlWithoutApprovalsIsTaken() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.succeed(Scratch.packing(Scratch.agreementFile, "agreement.yaml"))
        let inspection = try scratch.succeed("microvault", "inspect", "x.mvault", "--json").out
        let compiled = try scratch.succeed("microvault", "agreement", "show", Scratch.agreementFile).out
        let hash = try #require(compiled.split(separator: " ").last).dropLast()
        #expect(inspection.contains("\"agreement_hash\" : \"\(hash)\""))
    }

    @Test func signingKeyOfSomebodyElse() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.makeKey("other")
        try scratch.expect(
            Complaint(
                Status.refused,
                "the signing key is not the one that the agreement names as provider: "
                    + (try scratch.fingerprint("other")),
                hint: "sign with the key \(try scratch.fingerprint("provider"))"),
            from: Scratch.packing("provider.key", "other.key"))
    }

    @Test func compiledAgreementThatWasEdited() throws {
        let scratch = try Scratch.readyToPack()
        let text = try scratch.text(of: Scratch.agreementFile)
        try scratch.write(text.replacing("{\"", with: "{ \""), to: Scratch.agreementFile)
        try scratch.expect(
            Complaint(
                Status.usage, "\"DSA-2026-014.agreement\": the compiled agreement is not in canonical form",
                hint: "compile it again, and do not edit the compiled file"), from: Scratch.packing)
    }

    @Test func packageIdThatIsNone() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.expect(
            Complaint(
                Status.usage, "\"first\" is not a package id",
                hint: "copy the 32 characters that \"microvault inspect\" prints"),
            from: Scratch.packing + ["--supersedes", "first"])
        let id = String(repeating: "0f", count: 16)
        try scratch.succeed(Scratch.packing + ["--supersedes", id])
        #expect(try scratch.succeed("microvault", "inspect", "x.mvault").out.contains("takes the place of    \(id)\n"))
    }

    @Test func agreementThatIsNotThere() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.expect(
            Complaint(Status.inputOutput, "\"no.agreement\" is not there", hint: "check the path"),
            from: Scratch.packing(Scratch.agreementFile, "no.agreement"))
    }
}
