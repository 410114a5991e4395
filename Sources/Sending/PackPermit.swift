import PackageFormat
import Sealing

/// A card as a file that the sender was given.
public struct GivenCard: Sendable {
    public let path: String
    public let card: Card

    public init(path: String, card: Card) { (self.path, self.card) = (path, card) }
}

/// What the sender brings to a pack, before it is checked.
public struct PackRequest: Sendable {
    public var agreement: Agreement
    public var approvals: [Approval]
    public var cards: [GivenCard]
    public var signer: SigningPublicKey
    /// Days that the agreement must still run, the last included.
    public var minimumDays: Int
    /// Keys that may approve at all, and the folder that lists them; nil where there is none.
    public var approvers: (folder: String, keys: [SigningPublicKey])?
    public var supersedes: [Identifier]
    public var now: Instant

    public init(
        agreement: Agreement, approvals: [Approval], cards: [GivenCard], signer: SigningPublicKey, minimumDays: Int,
        approvers: (folder: String, keys: [SigningPublicKey])?, supersedes: [Identifier], now: Instant
    ) {
        (self.agreement, self.approvals, self.cards, self.signer) = (agreement, approvals, cards, signer)
        (self.minimumDays, self.approvers, self.supersedes, self.now) = (minimumDays, approvers, supersedes, now)
    }
}

/// That this agreement allows packing for these cards now; made by its own checks alone, and needed to write.
public struct PackPermit: Sendable {
    public let agreement: Agreement
    public let approvals: CompleteApprovals
    public let cards: [AgreedCard]
    /// The cards with the paths by which they were given.
    public let given: [GivenCard]
    public let supersedes: [Identifier]
    public let signer: SigningPublicKey
    public let now: Instant

    /// 1. term  2. signing key  3. approvals and approvers  4. cards, all faults at once
    public init(_ request: PackRequest) throws(SendingError) {
        let agreement = request.agreement
        try Self.checkTerm(agreement, minimumDays: request.minimumDays, now: request.now)
        let agreed = agreement.provider.signingKey
        guard agreed.key == request.signer else {
            throw .otherSigningKey(given: SigningKeyText(request.signer), agreed: agreed)
        }
        do {
            approvals = try CompleteApprovals(checking: request.approvals, of: agreement)
        } catch { throw .approval(agreement.reference, error) }
        if let (folder, keys) = request.approvers {
            for required in agreement.approvalsRequired where !keys.contains(required.key.key) {
                throw .approverNotListed(role: required.role, required.key, folder: folder)
            }
        }
        cards = try Self.check(request.cards, under: agreement, now: request.now)
        self.agreement = agreement
        given = request.cards
        supersedes = request.supersedes
        signer = request.signer
        now = request.now
    }

    /// Again when it is signed: a long pack may have outlasted the agreement or a card, and no verifier would take it.
    func checkAgain(at moment: Instant) throws(SendingError) {
        try Self.checkTerm(agreement, minimumDays: 0, now: moment)
        let outlasted = given.filter { moment >= $0.card.body.useBy }
        guard outlasted.isEmpty else {
            throw .cards(
                outlasted.map {
                    .init(path: $0.path, card: $0.card.body, reason: .fault(.useByPassed($0.card.body.useBy)))
                })
        }
    }

    private static func checkTerm(_ agreement: Agreement, minimumDays: Int, now: Instant) throws(SendingError) {
        let lastDay = agreement.expires.date
        guard now < agreement.expires.instant else {
            throw .ended(agreement.reference, lastDay: lastDay, timezone: agreement.timezone)
        }
        if let review = agreement.reviewBy, now >= review.instant {
            throw .reviewPassed(agreement.reference, review.date)
        }
        // Whole days from now to the end of the last day; before the start all days of the term count.
        let from = max(now, agreement.starts.instant)
        let left = (agreement.expires.instant.secondsSinceEpoch - from.secondsSinceEpoch) / 86_400
        guard left >= minimumDays else {
            throw .tooFewDays(agreement.reference, left: left, minimum: minimumDays, lastDay: lastDay)
        }
    }

    private static func check(
        _ given: [GivenCard], under agreement: Agreement, now: Instant
    ) throws(SendingError) -> [AgreedCard] {
        guard !given.isEmpty else { throw .noCards }
        guard given.count <= Envelope.maximumCards else { throw .tooManyCards(given.count) }
        var cards: [AgreedCard] = []
        var problems: [SendingError.CardProblem] = []
        var ids: Set<Identifier> = []
        var keys: Set<DeliveryPublicKey> = []
        let checked = AgreedCard.checking(given.map(\.card), under: agreement, at: now)
        for (card, result) in zip(given, checked) {
            let body = card.card.body
            func refuse(_ reason: SendingError.CardProblem.Reason) {
                problems.append(.init(path: card.path, card: body, reason: reason))
            }
            guard ids.insert(body.cardID).inserted, keys.insert(body.deliveryKey.key).inserted else {
                refuse(.givenTwice)
                continue
            }
            do {
                cards.append(try result.get())
            } catch { refuse(.fault(error)) }
            if let lapsed = agreement.lapsedAssurances(of: [body.holder, body.site], at: now).first {
                refuse(.lapsed(lapsed))
            }
        }
        guard problems.isEmpty else { throw .cards(problems) }
        return cards
    }
}
