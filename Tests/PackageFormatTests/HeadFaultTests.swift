import Sealing
import Testing

@testable import PackageFormat

/// Heads that are properly signed by the pinned provider and wrong all the same.
@Suite struct HeadFaultTests {
    private static let owner = reference("information-asset-owner")
    private static let low = "00112233445566778899aabbccddeeff"
    private static let high = String(repeating: "b", count: 32)

    @Test func `what a newer tool may demand is told first`() {
        #expect(headError(Sample.head { $0.delivery = "xwing" }) == .unknownDelivery("xwing"))
        #expect(headError(Sample.head { $0.requires = ["release", "two-key"] }) == .unknownRequirement("release"))
        // Its terms may have other fields.
        #expect(
            headError(
                Sample.head {
                    $0.delivery = "xwing"
                    $0.extra = "new"
                }) == .unknownDelivery("xwing"))
        #expect(
            headError(
                Sample.head {
                    $0.requires = ["release"]
                    $0.packageID = "short"
                }) == .unknownRequirement("release"))
    }

    @Test func `terms that are not canonical or not terms`() {
        #expect(headError(Sample.head { $0.extra = "new" }) == .notCanonical(.terms))
        #expect(headError(Sample.head { $0.packageID = "FF" }) == .malformed(.terms, path: "package_id"))
        #expect(headError(Sample.head { $0.createdAt = "yesterday" }) == .malformed(.terms, path: "created_at"))
        #expect(headError(Sample.head { $0.supersedes = ["x"] }) == .malformed(.terms, path: "supersedes[0]"))
        let terms = CanonicalJSON.encode(LooseTerms())
        let envelope = CanonicalJSON.encode(LooseEnvelope())
        func error(_ old: String, _ new: String) -> PackageError? {
            headError(Sample.head(terms: terms.replacing(old, with: new), envelope: envelope))
        }
        #expect(error("{", "{ ") == .notCanonical(.terms))
        #expect(error("J. Doe", "J. Do\\u0065") == .notCanonical(.terms))
        #expect(error(#""requires":[]"#, #""requires":[],"requires":[]"#) == .notCanonical(.terms))
        #expect(error(#""requires":[],"#, "") == .malformed(.terms, path: "requires"))
    }

    @Test func `an envelope that is not canonical or not an envelope`() {
        #expect(headError(Sample.head(envelope: { $0.extra = "new" })) == .notCanonical(.envelope))
        #expect(
            headError(Sample.head(envelope: { $0.signedAt = "" })) == .malformed(.envelope, path: "signed_at"))
        #expect(
            headError(Sample.head(envelope: { $0.contentBytesBound = -1 }))
                == .malformed(.envelope, path: "content_bytes_bound"))
        let envelope = CanonicalJSON.encode(LooseEnvelope())
        let terms = CanonicalJSON.encode(LooseTerms())
        #expect(headError(Sample.head(terms: terms, envelope: envelope + [10])) == .notCanonical(.envelope))
        let short = envelope.replacing(#""sealed":"Wlpa"#, with: #""sealed":""#)
        #expect(headError(Sample.head(terms: terms, envelope: short)) == .malformed(.envelope, path: "slots[0].sealed"))
    }

    @Test func `an agreement that breaks a rule`() {
        let broken = Sample.changed { $0.recipients[0].users = [] }
        #expect(
            headError(
                Sample.head {
                    $0.agreement = broken
                    $0.approvals = Sample.approvals(of: broken)
                }) == .agreement(.init(path: "recipients[0].users", rule: .empty)))
    }

    @Test func `terms swapped for those of another agreement`() {
        let softer = Sample.changed { $0.expires = day("2027-06-01", "2027-06-01T23:00:00Z") }
        #expect(headError(Sample.head { $0.agreement = softer }) == .approval(.otherText(role: Self.owner)))
    }

    @Test func `approvals`() {
        #expect(headError(Sample.head { $0.approvals = [] }) == .approval(.missing(role: Self.owner)))
        #expect(
            headError(Sample.head { $0.approvals.reverse() })
                == .approval(.outOfOrder(role: reference("data-protection-officer"))))
        #expect(
            headError(Sample.head { $0.approvals.append($0.approvals[0]) }) == .approval(.twice(role: Self.owner)))
        #expect(
            headError(Sample.head { $0.approvals[0] = Sample.approval(0, key: 5) })
                == .approval(.otherKey(role: Self.owner)))
    }

    @Test func `slots`() {
        #expect(headError(Sample.head(envelope: { $0.slots = [] })) == .slots(.none))
        let slots = [Sample.slot(id: Self.low), Sample.slot(id: Self.high, deliveryKey: 8)]
        #expect(headError(Sample.head(envelope: { $0.slots = slots })) == nil)
        #expect(headError(Sample.head(envelope: { $0.slots = slots.reversed() })) == .slots(.order))
        #expect(headError(Sample.head(envelope: { $0.slots = [slots[0], slots[0]] })) == .slots(.order))
        #expect(
            headError(
                Sample.head(envelope: { $0.slots = [slots[0], Sample.slot(id: Self.high, deliveryKey: 9)] }))
                == .slots(.sharedDeliveryKey))
    }

    @Test func `1,024 cards and not one more`() {
        // The count is looked at before the cards, so these need not be good ones.
        let slots = (0..<1_025).map { _ in Sample.slot(card: Sample.card) }
        #expect(headError(Sample.head(envelope: { $0.slots = slots })) == .slots(.tooMany(1_025)))
        #expect(headError(Sample.head(envelope: { $0.slots = Array(slots.dropLast()) })) == .slots(.order))
    }

    @Test func `a card that the agreement does not allow`() throws {
        let id = try #require(Identifier(Self.low))
        func error(_ card: Card) -> PackageError? {
            headError(Sample.head(envelope: { $0.slots = [Sample.slot(card: card)] }))
        }
        // An analyst's own key: the card is signed, but not by the site.
        #expect(error(Card(Sample.cardBody(), signedBy: Sample.key(1))) == .card(id, .notSignedBySite))
        #expect(
            error(Card(Sample.cardBody(holder: "B. Stranger"), signedBy: Sample.key(2)))
                == .card(id, .holderNotNamed(line("B. Stranger"))))
        #expect(error(Card(Sample.cardBody(provider: 5), signedBy: Sample.key(2))) == .card(id, .otherProvider))
        let altered = try Card(parsing: Sample.card.text.replacing("J. Doe", with: "A. Smith"))
        #expect(error(altered) == .card(id, .statement(.badSignature(Sample.keyText(2)))))
    }

    @Test func `use-by is held against the moment of signing`() throws {
        let id = try #require(Identifier(Self.low))
        let useBy = instant("2027-01-31T00:00:00Z")
        #expect(headError(Sample.head(envelope: { $0.signedAt = "2027-01-30T23:59:59Z" })) == nil)
        #expect(
            headError(Sample.head(envelope: { $0.signedAt = "2027-01-31T00:00:00Z" }))
                == .card(id, .useByPassed(useBy)))
    }

    @Test func `lengths and bounds`() {
        #expect(headError(Sample.head(envelope: { $0.payloadLength = 0 })) == .layout)
        #expect(headError(Sample.head(envelope: { $0.payloadLength = CanonicalJSON.integerLimit })) == .layout)
        #expect(headError(Sample.head(envelope: { $0.fileCountBound = padme(1_000_000) })) == nil)
        #expect(headError(Sample.head(envelope: { $0.fileCountBound = padme(1_000_000) + 1 })) == .layout)
        #expect(headError(Sample.head(envelope: { $0.contentBytesBound = CanonicalJSON.integerLimit })) == nil)
    }
}
