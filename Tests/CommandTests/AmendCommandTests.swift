import PackageFormat
import Sealing
import Testing

/// What `amend` writes, and which agreements and approvals it refuses.
@Suite struct AmendCommandTests {
    @Test func amendmentIsWritten() throws {
        let scratch = try Scratch.readyToOpen()
        let second = try scratch.revise { $0.replacing("Household survey", with: "Longer household survey") }
        let run = try scratch.succeed(Scratch.amending + ["--reason", "More time."])
        let head = try scratch.sentHead()
        #expect(
            run.out == ""
                && run.err == "wrote a.statement, an amendment of package \(head.terms.packageID) (DSA-2026-014) "
                    + "to revision 2\n" + Scratch.afterStatement
        )
        let statement = try scratch.statement()
        #expect(statement.kind == .amendment && statement.agreementHash == head.agreement.hash)
        #expect(statement.reason?.description == "More time.")
        let standing = try scratch.standingWithStatement()
        #expect(standing.agreement == second)
    }

    @Test func approvalsAreTakenFromBesideTheAgreement() throws {
        let scratch = try Scratch.readyToApprove()
        try scratch.approve(Scratch.ownerRole, with: "owner")
        try scratch.approve(Scratch.officerRole, with: "officer")
        try scratch.succeed(Scratch.packing)
        try scratch.succeed("sh", "-c", "mkdir old && mv *.approval old/")
        let second = try scratch.revise()
        func missing(_ role: String) -> Complaint {
            Complaint(
                Status.refused, "agreement \"DSA-2026-014\": the approval of the \(role) is missing",
                hint: "ask for it: \"microvault agreement approve REF.agreement --role \(role) --key KEY\"")
        }
        try scratch.expect(missing(Scratch.ownerRole), from: Scratch.amending)
        // Those of the first revision do not serve.
        let old = "old/DSA-2026-014.\(Scratch.ownerRole).approval"
        try scratch.expect(
            Complaint(
                Status.refused,
                "agreement \"DSA-2026-014\": the approval of the information-asset-owner is for another text: "
                    + "the agreement changed after it, or it belongs elsewhere",
                hint: "ask for a new approval of the present text"), from: Scratch.amending + ["--approval", old])
        try scratch.approve(Scratch.ownerRole, with: "owner", file: "second.agreement")
        try scratch.expect(missing(Scratch.officerRole), from: Scratch.amending)
        try scratch.approve(Scratch.officerRole, with: "officer", file: "second.agreement")
        try scratch.makeFolder("approvers")
        try scratch.succeed("cp", "owner.pub", "approvers/")
        try scratch.expect(
            Complaint(
                Status.refused,
                "the key of the data-protection-officer is not among the approvers in \"approvers\": "
                    + (try scratch.fingerprint("officer")),
                hint: "ask whoever keeps that folder whether this key may approve"),
            from: Scratch.amending + ["--approvers", "approvers"])
        // One lies beside the agreement, the other is given.
        let officer = "DSA-2026-014.\(Scratch.officerRole).approval"
        try scratch.succeed("mv", officer, "given.approval")
        try scratch.succeed(Scratch.amending + ["--approval", "given.approval"])
        let standing = try scratch.standingWithStatement()
        #expect(standing.agreement == second)
    }

    @Test func agreementsThatAmendNothing() throws {
        let scratch = try Scratch.readyToOpen()
        let first = try scratch.sentHead().agreement.hash
        let again = "then compile it and have it approved again"
        func command(_ file: String) -> [String] { Scratch.amending.with("second.agreement", file) }
        try scratch.expect(
            Complaint(
                Status.refused,
                "\"\(Scratch.agreementFile)\" is revision 1; the package was sent under revision 1",
                hint: "raise \"revision\", set \"supersedes\" to \(first), \(again)"),
            from: command(Scratch.agreementFile))

        let stray = try #require(Digest(String(repeating: "ab", count: 32)))
        try scratch.revise(to: "stray.agreement", superseding: stray)
        try scratch.expect(
            Complaint(
                Status.refused, "\"stray.agreement\" supersedes another agreement than the package's: \(stray)",
                hint: "set \"supersedes\" to \(first), \(again)"), from: command("stray.agreement"))

        try scratch.revise(to: "other.agreement") { $0.replacing("DSA-2026-014", with: "DSA-2026-015") }
        try scratch.expect(
            Complaint(
                Status.refused,
                "\"other.agreement\" is agreement \"DSA-2026-015\"; the package was sent under \"DSA-2026-014\"",
                hint: "name a later revision of the package's own agreement"), from: command("other.agreement"))

        try scratch.makeKey("other")
        let (own, others) = (try scratch.keyLine("provider"), try scratch.keyLine("other"))
        try scratch.revise(to: "key.agreement") { $0.replacing(own, with: others) }
        try scratch.expect(
            Complaint(
                Status.refused,
                "\"key.agreement\" names another signing key of the provider: \(try scratch.fingerprint("other"))",
                hint: "the package is signed by \(try scratch.fingerprint("provider")); for another key, pack again"),
            from: command("key.agreement"))

        try scratch.expect(
            Complaint(
                Status.usage, "\"revised.yaml\" is not a compiled agreement",
                hint: "run \"microvault agreement compile revised.yaml\" first"), from: command("revised.yaml"))
    }

    @Test func revisionsBetweenCannotBeChecked() throws {
        let scratch = try Scratch.readyToOpen()
        let between = try #require(Digest(String(repeating: "ab", count: 32)))
        let third = try scratch.revise(revision: 3, superseding: between)
        let run = try scratch.succeed(Scratch.amending)
        #expect(
            run.err.hasPrefix(
                "microvault: notice: revision 3 supersedes one that is not in the package (\(between)): "
                    + "it was not checked, and recipients need the amendment to it first\nwrote a.statement, "))
        let head = try scratch.sentHead()
        #expect(
            throws: ProviderStatementFault.notInForce(named: between, inForce: head.agreement.hash)
        ) { try scratch.standingWithStatement() }
        // One that says it supersedes the package's own can be checked, whatever its number.
        try scratch.succeed("rm", "a.statement", "second.agreement")
        try scratch.revise(revision: 3)
        #expect(try scratch.succeed(Scratch.amending).err.hasPrefix("wrote a.statement, "))
        #expect(third.revision == 3)
    }
}
