import CustodyLog
import PackageFormat
import Sealing
import TestCast

/// A package as its provider sent it, and what the provider says of it later; its payload is nowhere.
struct Sent {
    let head: Head
    /// The head as a file.
    let bytes: [UInt8]
    private let provider: UInt8

    /// `number` tells packages apart; `variant` two heads under one number.
    init(
        _ number: Int = 1, to cards: [Card] = [Sample.card()], provider: UInt8 = Who.provider, variant: UInt8 = 0,
        signedAt: Instant = Sample.signedAt, _ change: (inout Agreement) -> Void = { _ in }
    ) throws {
        let agreement = Sample.agreement {
            $0.provider.signingKey = signer(provider)
            change(&$0)
        }
        let terms = Terms(
            packageID: Sample.cardID(number + 1_000), createdAt: signedAt, supersedes: [], agreement: agreement,
            approvals: try CompleteApprovals(checking: Sample.approvals(of: agreement), of: agreement))
        let digest = Digest.of([variant], as: .none)
        let slots = cards.map {
            Envelope.Slot(card: $0, sealed: SealedSecret(bytes: [UInt8](repeating: 0x5A, count: 80))!)
        }
        let envelope = Envelope(
            slots: slots, payloadLength: Count(1)!, indexRoot: digest, commitment: digest,
            contentBytesBound: Count(1)!, fileCountBound: Count(1)!, published: nil, signedAt: signedAt)
        let sealed = SealedHead(
            terms: terms, envelope: envelope,
            payloadOffset: SealedHead.payloadOffset(
                terms: terms, longestEnvelope: CanonicalJSON.encode(envelope).count),
            signedBy: signingKey(provider))
        (bytes, self.provider) = (sealed.bytes, provider)
        head = try HeadBytes(sealed.bytes).signatureChecked().parsedWithoutPin()
    }

    var id: String { head.terms.packageID.description }
    var hash: Digest { head.packageHash }

    private func order<Order: ProviderOrder>(_ kind: Order.Type, _ reason: String, _ at: Instant, _ key: UInt8?)
        -> [UInt8]
    {
        Statement(OrderBody<Order>(of: head, reason: Prose(reason)!, at: at), signedBy: signingKey(key ?? provider))
            .text
    }

    func hold(at moment: Instant = Sample.now, signedBy key: UInt8? = nil) -> [UInt8] {
        order(HoldOrder.self, "An inquiry.", moment, key)
    }
    func release(at moment: Instant = Sample.now) -> [UInt8] { order(ReleaseOrder.self, "It is over.", moment, nil) }
    func recall(at moment: Instant = Sample.now) -> [UInt8] { order(RecallOrder.self, "Sent in error.", moment, nil) }

    /// The agreement of the head, one revision on.
    func revised(_ change: (inout Agreement) -> Void) -> Agreement { Self.revised(head.agreement, change) }

    static func revised(_ earlier: Agreement, _ change: (inout Agreement) -> Void) -> Agreement {
        var next = earlier
        (next.revision, next.supersedes) = (earlier.revision + 1, earlier.hash)
        change(&next)
        return next
    }

    func amendment(to agreement: Agreement, at moment: Instant = Sample.now) throws -> [UInt8] {
        let body = AmendmentBody(
            of: head, agreement: agreement,
            approvals: try CompleteApprovals(checking: Sample.approvals(of: agreement), of: agreement), reason: nil,
            at: moment)
        return Statement(body, signedBy: signingKey(provider)).text
    }
}

extension Agreement {
    /// Another last day of opening and of deletion, in British summer time.
    mutating func runs(until expires: String, deleteBy: String) {
        self.expires = Sample.dated(expires, "\(expires)T23:00:00Z")
        self.deleteBy = Sample.dated(deleteBy, "\(deleteBy)T23:00:00Z")
    }

    /// The other site receives it too.
    mutating func addOtherSite() {
        recipients.append(
            Recipient(
                organisation: Sample.organisation, site: Site.otherName, siteKeys: [signer(Who.otherSite)],
                users: [Line("P. Okoro")!]))
    }
}

func day(_ text: String) -> LocalDate { LocalDate(text)! }
func moment(_ text: String) -> Instant { Instant(text)! }
