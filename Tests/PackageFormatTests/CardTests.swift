import Sealing
import Testing

@testable import PackageFormat

@Suite struct CardTests {
    private static let moment = instant("2027-01-30T12:00:00Z")

    private static func fault(
        _ body: CardBody, signedBy signer: UInt8 = 2, under agreement: Agreement = Sample.agreement,
        at moment: Instant = moment
    ) -> CardFault? {
        let card = Card(body, signedBy: Sample.key(signer))
        return failure { () throws(CardFault) in _ = try AgreedCard(checking: card, under: agreement, at: moment) }
    }

    @Test func `a card that the agreement allows`() throws {
        let agreed = try AgreedCard(checking: Sample.card, under: Sample.agreement, at: Self.moment)
        #expect(agreed.card == Sample.card)
        #expect(Self.fault(Sample.cardBody(holder: "A. Smith")) == nil)
    }

    @Test func `each fault`() {
        #expect(Self.fault(Sample.cardBody(provider: 5)) == .otherProvider)
        #expect(
            Self.fault(Sample.cardBody(reference: "DSA-2026-015")) == .otherReference(reference("DSA-2026-015")))
        #expect(
            Self.fault(Sample.cardBody(organisation: "Department C"))
                == .unknownSite(organisation: line("Department C"), site: line("Example House")))
        #expect(
            Self.fault(Sample.cardBody(site: "Other House"))
                == .unknownSite(organisation: line("Department B"), site: line("Other House")))
        #expect(Self.fault(Sample.cardBody(), signedBy: 5) == .notSignedBySite)
        #expect(Self.fault(Sample.cardBody(), signedBy: 1) == .notSignedBySite)
        #expect(Self.fault(Sample.cardBody(holder: "B. Stranger")) == .holderNotNamed(line("B. Stranger")))
        #expect(Self.fault(Sample.cardBody(holder: "j. doe")) == .holderNotNamed(line("j. doe")))
    }

    @Test func `use-by is exclusive`() {
        let useBy = instant("2027-01-31T00:00:00Z")
        #expect(Self.fault(Sample.cardBody(), at: useBy.advanced(bySeconds: -1)) == nil)
        #expect(Self.fault(Sample.cardBody(), at: useBy) == .useByPassed(useBy))
    }

    @Test func `a card altered after it was signed`() throws {
        let altered = try Card(parsing: Sample.card.text.replacing("J. Doe", with: "A. Smith"))
        let fault = failure { () throws(CardFault) in
            _ = try AgreedCard(checking: altered, under: Sample.agreement, at: Self.moment)
        }
        #expect(fault == .statement(.badSignature(Sample.keyText(2))))
    }

    @Test func `a site key signs for its own site alone`() {
        let agreement = Sample.changed {
            $0.recipients.append(
                Recipient(
                    organisation: line("Department C"), site: line("Far House"), siteKeys: [Sample.keyText(6)],
                    users: [line("C. Other")]))
        }
        let body = Sample.cardBody(organisation: "Department C", site: "Far House", holder: "C. Other")
        #expect(Self.fault(body, signedBy: 6, under: agreement) == nil)
        #expect(Self.fault(body, signedBy: 2, under: agreement) == .notSignedBySite)
        #expect(
            Self.fault(Sample.cardBody(holder: "C. Other"), under: agreement) == .holderNotNamed(line("C. Other")))
    }
}

@Suite struct ApprovalTests {
    private static let owner = reference("information-asset-owner")
    private static let officer = reference("data-protection-officer")

    private static func fault(_ approvals: [Approval], of agreement: Agreement = Sample.agreement) -> ApprovalFault? {
        failure { () throws(ApprovalFault) in _ = try CompleteApprovals(checking: approvals, of: agreement) }
    }

    @Test func `all approvals, in the order of the agreement`() throws {
        let found = try CompleteApprovals(checking: Sample.approvals().reversed(), of: Sample.agreement)
        #expect(found.approvals == Sample.approvals())
        let none = Sample.changed { $0.approvalsRequired = [] }
        #expect(try CompleteApprovals(checking: [], of: none).approvals == [])
    }

    @Test func `missing, twice, not required`() {
        let both = Sample.approvals()
        #expect(Self.fault([]) == .missing(role: Self.owner))
        #expect(Self.fault([both[0]]) == .missing(role: Self.officer))
        #expect(Self.fault([both[1]]) == .missing(role: Self.owner))
        #expect(Self.fault(both + [both[0]]) == .twice(role: Self.owner))
        let other = Sample.approval(0) { $0.role = reference("minister") }
        #expect(Self.fault(both + [other]) == .notRequired(role: reference("minister")))
    }

    @Test func `the text changed after an approval`() {
        let changes: [(inout Agreement) -> Void] = [
            { $0.title = line("Another title") }, { $0.revision = 2 }, { $0.reference = reference("DSA-2026-015") },
            { $0.expires = day("2027-06-01", "2027-06-01T23:00:00Z") },
        ]
        for change in changes {
            let changed = Sample.changed(change)
            #expect(Self.fault(Sample.approvals(), of: changed) == .otherText(role: Self.owner))
            #expect(
                Self.fault([Sample.approval(0, of: changed), Sample.approval(1)], of: changed)
                    == .otherText(role: Self.officer))
        }
    }

    @Test func `another name and another key`() {
        let renamed = Sample.approval(0) { $0.name = line("X. Someone") }
        #expect(
            Self.fault([renamed, Sample.approval(1)]) == .otherName(role: Self.owner, line("X. Someone")))
        #expect(Self.fault([Sample.approval(0, key: 4), Sample.approval(1)]) == .otherKey(role: Self.owner))
        #expect(Self.fault([Sample.approval(0), Sample.approval(1, key: 3)]) == .otherKey(role: Self.officer))
    }

    @Test func `a second signer and a bad signature`() throws {
        let good = Sample.approval(0).text
        let more = good + Sample.approval(0, key: 5).text.split(separator: 10)[2] + [10]
        #expect(Self.fault([try Approval(parsing: more), Sample.approval(1)]) == .otherKey(role: Self.owner))
        let foreign = try Approval(parsing: good.replacing(Sample.keyText(3).description, with: "\(Sample.keyText(5))"))
        #expect(
            Self.fault([foreign, Sample.approval(1)])
                == .statement(role: Self.owner, .badSignature(Sample.keyText(5))))
        let moved = try Approval(parsing: good.replacing("2026-12-02", with: "2026-12-01"))
        #expect(
            Self.fault([moved, Sample.approval(1)]) == .statement(role: Self.owner, .badSignature(Sample.keyText(3))))
    }
}
