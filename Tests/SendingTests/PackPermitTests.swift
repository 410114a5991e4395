import PackageFormat
import Sealing
import TestCast
import Testing

@testable import Sending

/// What the agreement and the cards must be before a byte is packed.
@Suite struct PackPermitTests {
    private func request(_ agreement: Agreement = Sample.agreement(), cards: [Card] = [Sample.card()]) -> PackRequest {
        PackRequest(
            agreement: agreement, approvals: Sample.approvals(of: agreement),
            cards: cards.enumerated().map { GivenCard(path: "\($0).card", card: $1) },
            signer: signingKey(Who.provider).publicKey, minimumDays: 7, approvers: nil, supersedes: [], now: Sample.now)
    }

    private func refuses(
        _ error: SendingError, _ request: PackRequest, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: error, sourceLocation: sourceLocation) { try PackPermit(request) }
    }

    private func permits(_ request: PackRequest, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(throws: Never.self, sourceLocation: sourceLocation) { try PackPermit(request) }
    }

    @Test func whatIsInOrderIsPermitted() throws {
        var request = request(Sample.approvedAgreement, cards: [Sample.card(2), Sample.card(1)])
        request.supersedes = [Sample.cardID(9)]
        let permit = try PackPermit(request)
        #expect(permit.cards.map(\.body.cardID) == [Sample.cardID(2), Sample.cardID(1)])
        #expect(permit.approvals.approvals.count == 2 && permit.supersedes == [Sample.cardID(9)])
        #expect(permit.now == Sample.now && permit.given.map(\.path) == ["0.card", "1.card"])
    }

    @Test func anAgreementThatHasEndedPacksNothing() {
        var request = request()
        request.now = request.agreement.expires.instant
        refuses(
            .ended(Sample.reference, lastDay: LocalDate("2027-05-31")!, timezone: Line("Europe/London")!), request)
        request.now = request.now.advanced(bySeconds: -1)
        request.minimumDays = 0
        request.cards = [GivenCard(path: "a", card: Sample.card(useBy: Instant.last))]
        permits(request)
    }

    @Test func enoughDaysMustBeLeft() {
        var request = request(cards: [Sample.card(useBy: Instant.last)])
        let end = request.agreement.expires.instant
        request.now = end.advanced(bySeconds: -7 * 86_400)
        permits(request)
        request.now = end.advanced(bySeconds: -7 * 86_400 + 1)
        let lastDay = LocalDate("2027-05-31")!
        refuses(.tooFewDays(Sample.reference, left: 6, minimum: 7, lastDay: lastDay), request)
        request.minimumDays = 6
        permits(request)
        // Before the start the whole term counts, and no more.
        request.now = Instant("2026-01-01T00:00:00Z")!
        request.minimumDays = 181
        permits(request)
        request.minimumDays = 182
        refuses(.tooFewDays(Sample.reference, left: 181, minimum: 182, lastDay: lastDay), request)
    }

    @Test func afterTheReviewALaterRevisionIsNeeded() {
        let review = Sample.dated("2027-01-31", "2027-02-01T00:00:00Z")
        var request = request(Sample.agreement { $0.reviewBy = review })
        request.now = review.instant.advanced(bySeconds: -1)
        permits(request)
        request.now = review.instant
        refuses(.reviewPassed(Sample.reference, review.date), request)
    }

    @Test func theKeyIsThatOfTheAgreement() {
        var request = request()
        request.signer = signingKey(Who.otherProvider).publicKey
        refuses(.otherSigningKey(given: signer(Who.otherProvider), agreed: signer(Who.provider)), request)
    }

    @Test func approvalsAreComplete() {
        let agreement = Sample.approvedAgreement
        var request = request(agreement)
        request.approvals.removeLast()
        refuses(.approval(Sample.reference, .missing(role: Sample.officerRole)), request)
        // In any order: the package has them in that of the agreement.
        request.approvals = Sample.approvals(of: agreement).reversed()
        permits(request)
        request.approvals = Sample.approvals(of: Sample.approvedAgreement)
        request.agreement.personalData = false
        refuses(.approval(Sample.reference, .otherText(role: Sample.ownerRole)), request)
        request.agreement = Sample.agreement()
        refuses(.approval(Sample.reference, .notRequired(role: Sample.ownerRole)), request)
    }

    @Test func theOrderOfApprovalsIsThatOfTheAgreement() throws {
        var request = request(Sample.approvedAgreement)
        request.approvals.reverse()
        let permit = try PackPermit(request)
        #expect(permit.approvals.approvals.map(\.body.role) == [Sample.ownerRole, Sample.officerRole])
    }

    @Test func approversAreListedWhereAListIs() {
        var request = request(Sample.approvedAgreement)
        let owner = signingKey(Who.approver).publicKey
        request.approvers = ("approvers", [owner])
        refuses(
            .approverNotListed(role: Sample.officerRole, signer(Who.officer), folder: "approvers"), request)
        request.approvers = ("approvers", [signingKey(Who.officer).publicKey, owner])
        permits(request)
        request.approvers = ("approvers", [])
        refuses(.approverNotListed(role: Sample.ownerRole, signer(Who.approver), folder: "approvers"), request)
    }

    @Test func thereAreCardsAndNotTooMany() {
        refuses(.noCards, request(cards: []))
        refuses(.tooManyCards(1_025), request(cards: [Card](repeating: Sample.card(), count: 1_025)))
    }

    @Test func everyCardWithAFaultIsNamed() {
        let fresh = Sample.now
        let cards = [
            Sample.card(1), Sample.card(2, holder: Line("N. Obody")!), Sample.card(3, signedBy: Who.stranger),
            Sample.card(4, provider: Who.otherProvider), Sample.card(5, reference: Reference("OTHER")!),
            Sample.card(6, site: Line("Elsewhere")!), Sample.card(7, useBy: fresh),
            Sample.card(8, useBy: fresh.advanced(bySeconds: 1)),
        ]
        func problem(_ number: Int, _ fault: CardFault) -> SendingError.CardProblem {
            .init(path: "\(number).card", card: cards[number].body, reason: .fault(fault))
        }
        refuses(
            .cards([
                problem(1, .holderNotNamed(Line("N. Obody")!)), problem(2, .notSignedBySite),
                problem(3, .otherProvider),
                problem(4, .otherReference(Reference("OTHER")!)),
                problem(5, .unknownSite(organisation: Sample.organisation, site: Line("Elsewhere")!)),
                problem(6, .useByPassed(fresh)),
            ]), request(cards: cards))
    }

    @Test func aCardIsGivenOnce() {
        let twice = [Sample.card(1), Sample.card(1), Sample.card(2, key: 1)]
        refuses(
            .cards([
                .init(path: "1.card", card: twice[1].body, reason: .givenTwice),
                .init(path: "2.card", card: twice[2].body, reason: .givenTwice),
            ]), request(cards: twice))
    }

    @Test func anAssuranceThatHasLapsedStopsItsHolder() {
        let until = Sample.dated("2027-01-14", "2027-01-15T00:00:00Z")
        let other = Line("Zoë Ångström")!
        for holder in [Sample.person, Sample.site] {
            let lapsed = Assurance(kind: .vetting, holder: holder, reference: Line("V-1")!, validUntil: until)
            var request = request(Sample.agreement { $0.assurances = [lapsed] })
            request.now = until.instant
            refuses(.cards([.init(path: "0.card", card: Sample.card().body, reason: .lapsed(lapsed))]), request)
            request.now = until.instant.advanced(bySeconds: -1)
            permits(request)
        }
        let lapsed = Assurance(kind: .vetting, holder: other, reference: Line("V-1")!, validUntil: until)
        permits(request(Sample.agreement { $0.assurances = [lapsed] }))
        // A card may have two faults.
        let card = Sample.card(1, holder: other, useBy: until.instant)
        let request = request(Sample.agreement { $0.assurances = [lapsed] }, cards: [card])
        refuses(
            .cards([
                .init(path: "0.card", card: card.body, reason: .fault(.useByPassed(until.instant))),
                .init(path: "0.card", card: card.body, reason: .lapsed(lapsed)),
            ]), request)
    }

    @Test func theFirstOfSeveralReasonsIsTold() {
        var request = request(cards: [])
        request.signer = signingKey(Who.stranger).publicKey
        request.approvals = Sample.approvals(of: Sample.approvedAgreement)
        request.now = request.agreement.expires.instant
        refuses(
            .ended(Sample.reference, lastDay: LocalDate("2027-05-31")!, timezone: Line("Europe/London")!), request)
        request.now = Sample.now
        refuses(.otherSigningKey(given: signer(Who.stranger), agreed: signer(Who.provider)), request)
        request.signer = signingKey(Who.provider).publicKey
        refuses(.approval(Sample.reference, .notRequired(role: Sample.ownerRole)), request)
    }
}
