import Pipelining
import Sealing

/// A delivery key of one site for one delivery under one agreement, signed by the site key.
public struct CardBody: StatementBody {
    public static let kind: StaticString = "card"

    public let cardID: Identifier
    public let organisation: Line
    public let site: Line
    /// The named user whom the delivery is for.
    public let holder: Line
    /// The provider whose package it is for.
    public let provider: SigningKeyText
    /// The agreement that it is for.
    public let reference: Reference
    public let deliveryKey: DeliveryKeyText
    public let madeAt: Instant
    /// From this moment on no package is sealed to it.
    public let useBy: Instant

    public enum CodingKeys: String, CodingKey {
        case cardID = "card_id"
        case organisation, site, holder, provider, reference
        case deliveryKey = "delivery_key"
        case madeAt = "made_at"
        case useBy = "use_by"
    }

    public init(
        cardID: Identifier, organisation: Line, site: Line, holder: Line, provider: SigningKeyText,
        reference: Reference, deliveryKey: DeliveryKeyText, madeAt: Instant, useBy: Instant
    ) {
        (self.cardID, self.organisation, self.site, self.holder) = (cardID, organisation, site, holder)
        (self.provider, self.reference, self.deliveryKey) = (provider, reference, deliveryKey)
        (self.madeAt, self.useBy) = (madeAt, useBy)
    }
}

public typealias Card = Statement<CardBody>

/// Why a card is not one that the agreement allows (docs/format.md, section 9).
public enum CardFault: Error, Equatable, Sendable {
    case statement(StatementError)
    case otherProvider
    case otherReference(Reference)
    case unknownSite(organisation: Line, site: Line)
    case notSignedBySite
    case holderNotNamed(Line)
    case useByPassed(Instant)
}

/// A card that the agreement allows; made by `AgreedCard.init(checking:)` alone.
public struct AgreedCard: Hashable, Sendable {
    public let card: Card
    public var body: CardBody { card.body }

    /// The same checks for the sender before sealing and for every verifier after: signatures, provider, reference,
    /// site, site key, holder, use-by at `moment`.
    public init(checking card: Card, under agreement: Agreement, at moment: Instant) throws(CardFault) {
        try self.init(card.checkedSignatures(), of: card, under: agreement, at: moment)
    }

    /// The same for many cards: their signatures are checked on all cores, each fault stays with its card.
    public static func checking(
        _ cards: [Card], under agreement: Agreement, at moment: Instant
    ) -> [Result<AgreedCard, CardFault>] {
        let signatures = sideBySide(cards.count) { cards[$0].checkedSignatures() }
        return zip(cards, signatures).map { card, signatures in
            do throws(CardFault) {
                return .success(try AgreedCard(signatures, of: card, under: agreement, at: moment))
            } catch { return .failure(error) }
        }
    }

    private init(
        _ signatures: Result<VerifiedStatement<CardBody>, StatementError>, of card: Card, under agreement: Agreement,
        at moment: Instant
    ) throws(CardFault) {
        let verified: VerifiedStatement<CardBody>
        do { verified = try signatures.get() } catch { throw .statement(error) }
        let body = card.body
        guard body.provider == agreement.provider.signingKey else { throw .otherProvider }
        guard body.reference == agreement.reference else { throw .otherReference(body.reference) }
        guard let recipient = agreement.recipient(organisation: body.organisation, site: body.site) else {
            throw .unknownSite(organisation: body.organisation, site: body.site)
        }
        guard verified.isSigned(by: recipient.siteKeys) else { throw .notSignedBySite }
        guard recipient.users.contains(body.holder) else { throw .holderNotNamed(body.holder) }
        guard moment < body.useBy else { throw .useByPassed(body.useBy) }
        self.card = card
    }
}
