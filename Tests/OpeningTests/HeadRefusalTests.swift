import PackageFormat
import Sealing
import TestCast
import Testing

@testable import Opening

/// Signatures, pins, terms and approvals: whose word the head is.
@Suite struct HeadRefusalTests {
    private let provider = signer(Who.provider)
    private let other = signer(Who.otherProvider)

    @Test func aForeignSignatureIsRefusedBeforeParsing() {
        var forge = PackageForge()
        forge.signer = Who.stranger
        forge.spellTerms = { _ in "not even JSON" }
        forge.isRefused(.signerNotPinned(signer(Who.stranger), roles: []))
    }

    @Test func aSignatureThatDoesNotVerifyIsRefused() {
        let bench = Bench()
        var bytes = PackageForge().bytes
        bytes[40] ^= 1
        bench.scratch.write(bytes, "received.mvault")
        bench.refuses(.package(.badSignature), recorded: [])
        // Nor does one by a key that is no point of the curve.
        let forge = PackageForge()
        let head = forge.head
        bytes = forge.bytes
        bytes.replaceSubrange((head.count - 96)..<(head.count - 64), with: [UInt8](repeating: 0, count: 32))
        bench.scratch.write(bytes, "received.mvault")
        bench.refuses(.package(.badSignature), recorded: [])
    }

    @Test(arguments: [
        PinRole.site, .witness, .approver(role: Sample.ownerRole),
    ])
    func aKeyPinnedInAnotherRoleIsNoProvider(role: PinRole) {
        let bench = Bench(PackageForge())
        bench.pins.pinned = [provider.key: [role]]
        bench.refuses(.package(.signerNotPinned(provider, roles: [role])), recorded: [])
    }

    @Test func aKeyPinnedForAnotherProviderDoesNotSignHere() {
        var forge = PackageForge()
        forge.signer = Who.otherProvider
        let bench = Bench(forge)
        bench.pins.pinned[other.key] = [.provider]
        bench.refuses(.package(.signerIsNotProvider(provider)), recorded: [])
        // With itself named as provider, it has no cards.
        forge.terms.agreement.provider.signingKey = other
        let second = Bench(forge)
        second.pins.pinned[other.key] = [.provider]
        second.refuses(.package(.card(Sample.cardID(1), .otherProvider)), recorded: [])
    }

    @Test func swappedTermsHaveAnotherKey() {
        var forge = PackageForge()
        forge.terms.agreement.expires = Sample.dated("2027-06-15", "2027-06-15T23:00:00Z")
        let events = ["received", "intended", "refused not-authentic"]
        Bench(forge).refuses(.package(.commitment), recorded: events)
        // Not only the agreement: every byte of the terms.
        forge = PackageForge()
        forge.terms.package_id = Identifier("ffffffffffffffffffffffffffffffff")!
        Bench(forge).refuses(.package(.commitment), recorded: events)
    }

    @Test func strippedTermsRefuseTheCards() {
        // Without the recipient the cards have no site.
        var forge = PackageForge()
        forge.terms.agreement.recipients[0].siteKeys = [signer(Who.otherSite)]
        forge.isRefused(.card(Sample.cardID(1), .notSignedBySite))
    }

    @Test func anotherSecretForOneCardIsRefused() {
        // Two keys for one ciphertext are out of reach once the commitment is signed.
        var forge = PackageForge(cards: [Sample.card(1), Sample.card(2)])
        forge.envelope.slots[0] = forge.slot(Sample.card(1), PackageForge.Secret())
        let events = ["received", "intended", "refused not-authentic"]
        Bench(forge).refuses(.package(.commitment), recorded: events)
        // The other card's site sees nothing of it.
        let second = Bench(forge)
        second.site.here = [Sample.card(2).body]
        second.site.keys = [Sample.cardID(2): 2]
        #expect(throws: Never.self) { try second.open() }
    }

    @Test func aSealedSecretForAnotherKeyIsRefused() {
        var forge = PackageForge()
        let elsewhere = forge.slot(Sample.card(2), forge.secret)
        forge.envelope.slots[0] = Envelope.Slot(card: Sample.card(1), sealed: elsewhere.sealed)
        Bench(forge).refuses(
            .package(.sealedSecret), recorded: ["received", "intended", "refused not-authentic"])
    }

    @Test func whatANewerToolMakesIsToldAsSuch() {
        var forge = PackageForge()
        forge.terms.delivery = "xwing"
        forge.isRefused(.unknownDelivery("xwing"))
        forge = PackageForge()
        forge.terms.requires = ["release"]
        forge.isRefused(.unknownRequirement("release"))
        // Also where the terms have fields that this version does not know.
        forge.spellTerms = { $0.replacing("\"supersedes\":", with: "\"share\":1,\"supersedes\":") }
        forge.isRefused(.unknownRequirement("release"))
    }

    @Test func theAgreementKeepsItsRules() {
        var forge = PackageForge()
        forge.terms.agreement.deleteBy = forge.terms.agreement.expires
        forge.isRefused(
            .agreement(AgreementProblem(path: "delete_by", rule: .notAfter(path: "expires"))))
        forge = PackageForge()
        forge.terms.agreement.recipients[0].siteKeys.append(provider)
        let twice = AgreementProblem(
            path: "recipients[0].site_keys[1]", rule: .keyUsedTwice(firstPath: "provider.signing_key"))
        forge.isRefused(.agreement(twice))
    }
}

/// Approvals in the terms.
@Suite struct ApprovalRefusalTests {
    private let forge = PackageForge(agreement: Sample.approvedAgreement)

    private func refuses(_ fault: ApprovalFault, _ change: (inout [Approval]) -> Void) {
        var forge = forge
        change(&forge.terms.approvals)
        forge.isRefused(.approval(fault))
    }

    private func approval(_ role: Int, by key: UInt8, _ change: (inout Agreement) -> Void = { _ in }) -> Approval {
        var agreement = Sample.approvedAgreement
        let required = agreement.approvalsRequired[role]
        change(&agreement)
        return Approval(ApprovalBody(of: agreement, for: required, at: Sample.signedAt), signedBy: signingKey(key))
    }

    @Test func allOfThemOpen() throws {
        let bench = Bench(forge)
        _ = try bench.open()
        #expect(bench.person.standings.map(\.isPinned) == [false, false])
    }

    @Test func oneMissingIsRefused() {
        refuses(.missing(role: Sample.ownerRole)) { $0.removeFirst() }
        refuses(.missing(role: Sample.officerRole)) { $0.removeLast() }
        refuses(.missing(role: Sample.ownerRole)) { $0 = [] }
    }

    @Test func orderAndNumberAreFixed() {
        refuses(.outOfOrder(role: Sample.officerRole)) { $0.reverse() }
        refuses(.twice(role: Sample.ownerRole)) { $0.append($0[0]) }
    }

    @Test func anApprovalOfAnotherTextIsRefused() {
        refuses(.otherText(role: Sample.ownerRole)) {
            $0[0] = approval(0, by: Who.approver) { $0.personalData = false }
        }
        refuses(.otherText(role: Sample.ownerRole)) {
            $0[0] = approval(0, by: Who.approver) { $0.reference = Reference("DSA-2026-015")! }
        }
    }

    @Test func anApprovalByAnotherKeyIsRefused() {
        refuses(.otherKey(role: Sample.ownerRole)) { $0[0] = approval(0, by: Who.officer) }
        refuses(.otherKey(role: Sample.ownerRole)) { $0[0] = approval(0, by: Who.provider) }
    }

    @Test func anApprovalUnderAnotherNameOrRoleIsRefused() {
        refuses(.otherName(role: Sample.ownerRole, Line("E. Else")!)) {
            $0[0] = approval(0, by: Who.approver)
            var required = Sample.approvedAgreement.approvalsRequired[0]
            required.name = Line("E. Else")!
            $0[0] = Approval(
                ApprovalBody(of: Sample.approvedAgreement, for: required, at: Sample.signedAt),
                signedBy: signingKey(Who.approver))
        }
        let unknown = Reference("minister")!
        refuses(.notRequired(role: unknown)) {
            var required = Sample.approvedAgreement.approvalsRequired[0]
            required.role = unknown
            $0.append(
                Approval(
                    ApprovalBody(of: Sample.approvedAgreement, for: required, at: Sample.signedAt),
                    signedBy: signingKey(Who.approver)))
        }
    }

    @Test func aSignatureThatDoesNotVerifyIsRefused() {
        // The body of one approval under the signature of another.
        var forge = forge
        let good = forge.terms.approvals[0].signatures[0].signature.description
        let other = approval(0, by: Who.approver) { $0.personalData = false }.signatures[0].signature.description
        forge.spellTerms = { $0.replacing(good, with: other) }
        forge.isRefused(.approval(.statement(role: Sample.ownerRole, .badSignature(signer(Who.approver)))))
    }

    @Test func demandedRolesNeedPinnedKeys() throws {
        let bench = Bench(forge)
        bench.pins.demands = [Sample.ownerRole]
        bench.refuses(
            .refused(.approvalDemanded(role: Sample.ownerRole)), recorded: ["received", "refused approval-demanded"])
        // A pin for another role is none for this one.
        bench.pins.pinned[signer(Who.approver).key] = [.approver(role: Sample.officerRole), .provider]
        bench.site.acts = []
        bench.refuses(
            .refused(.approvalDemanded(role: Sample.ownerRole)), recorded: ["received", "refused approval-demanded"])
        bench.pins.pinned[signer(Who.approver).key] = [.approver(role: Sample.ownerRole)]
        _ = try bench.open()
        #expect(bench.person.standings.map(\.isPinned) == [true, false])
    }

    @Test func aDemandThatTheAgreementDoesNotKnowIsRefused() {
        let bench = Bench(PackageForge())
        bench.pins.demands = [Sample.ownerRole]
        bench.refuses(
            .refused(.approvalDemanded(role: Sample.ownerRole)), recorded: ["received", "refused approval-demanded"])
    }
}
