import PackageFormat
import Sealing

/// Where, when and by whom a package is to be opened.
public struct Circumstances: Sendable {
    public let now: Instant
    public let organisation: Line
    public let site: Line
    public let siteKey: SigningPublicKey
    /// The latest time that the site's log knows; nil for a new one.
    public let lastRecorded: Instant?

    public init(now: Instant, organisation: Line, site: Line, siteKey: SigningPublicKey, lastRecorded: Instant?) {
        (self.now, self.organisation, self.site) = (now, organisation, site)
        (self.siteKey, self.lastRecorded) = (siteKey, lastRecorded)
    }

    /// The later of the clock and what the record knows to have passed.
    var effectiveNow: Instant { max(now, lastRecorded ?? now) }
}

/// Approvals that a site demands of a provider, and keys that it knows approvers by.
public protocol ApprovalDemands {
    /// Roles that must have approved with a pinned key, for packages of this provider.
    func demandedRoles(of provider: SigningPublicKey) -> [Reference]
}

/// How much this site knows of one approval in a package.
public struct ApprovalStanding: Equatable, Sendable {
    public let role: Reference
    public let name: Line
    /// Whether the key is pinned here for this role; else the approval counts as declared by the provider.
    public let isPinned: Bool
}

/// The rules of an agreement for opening, in the order of docs/format.md, section 13: time, site, person.
public enum Policy {
    /// A clock behind the log by no more than this is let pass, 24 h in seconds.
    public static let clockTolerance = 86_400
    /// A package signed later than now by no more than this is let pass, an hour in seconds.
    public static let signingTolerance = 3_600

    /// `standing` is what holds for the package now: the agreement in its head, or a later revision.
    public static func checkTime(_ head: Head, _ standing: Standing, in circumstances: Circumstances) throws(Refusal) {
        let agreement = standing.agreement
        let now = circumstances.now
        if let last = circumstances.lastRecorded, now < last.advanced(bySeconds: -clockTolerance) {
            throw .clockBack(last: last, now: now)
        }
        let effective = circumstances.effectiveNow
        guard head.envelope.signedAt <= effective.advanced(bySeconds: signingTolerance) else {
            throw .clockAhead(signedAt: head.envelope.signedAt, now: now)
        }
        let provider = agreement.provider.organisation
        if let recall = standing.recalled {
            throw .recalled(agreement.reference, reason: recall.reason, at: recall.at, provider: provider)
        }
        guard effective >= agreement.starts.instant else {
            throw .notStarted(agreement.reference, agreement.starts, timezone: agreement.timezone)
        }
        guard effective < agreement.expires.instant else {
            throw .expired(agreement.reference, agreement.expires, timezone: agreement.timezone, provider: provider)
        }
        if let review = agreement.reviewBy, effective >= review.instant {
            throw .reviewPassed(agreement.reference, review, provider: provider)
        }
    }

    public static func checkSite(
        _ agreement: Agreement, card: CardBody, in circumstances: Circumstances
    ) throws(Refusal) -> Recipient {
        let (organisation, site) = (circumstances.organisation, circumstances.site)
        guard card.organisation == organisation, card.site == site,
            let recipient = agreement.recipient(organisation: organisation, site: site)
        else { throw .otherSite(card: card, organisation: organisation, site: site) }
        guard recipient.siteKeys.contains(where: { $0.key == circumstances.siteKey }) else {
            throw .siteKeyNotNamed(organisation: organisation, site: site)
        }
        let holders = [site, card.holder]
        if let lapsed = agreement.lapsedAssurances(of: holders, at: circumstances.effectiveNow).first {
            throw .lapsed(lapsed)
        }
        return recipient
    }

    /// `person` as typed; compared after NFC and trimming.
    public static func checkPerson(
        _ person: String?, of recipient: Recipient, under agreement: Agreement, in circumstances: Circumstances
    ) throws(Refusal) -> Line {
        guard let person, let line = Line(typed: person) else { throw .personMissing(users: recipient.users) }
        guard recipient.users.contains(line) else { throw .personNotNamed(line, users: recipient.users) }
        if let lapsed = agreement.lapsedAssurances(of: [line], at: circumstances.effectiveNow).first {
            throw .lapsed(lapsed)
        }
        return line
    }

    public static func checkApprovals(
        _ agreement: Agreement, pins: some Pins & ApprovalDemands
    ) throws(Refusal) -> [ApprovalStanding] {
        let standings = agreement.approvalsRequired.map { required in
            let roles = pins.roles(of: required.key.key)
            return ApprovalStanding(
                role: required.role, name: required.name, isPinned: roles.contains(.approver(role: required.role)))
        }
        for role in pins.demandedRoles(of: agreement.provider.signingKey.key) {
            guard standings.contains(where: { $0.role == role && $0.isPinned }) else {
                throw .approvalDemanded(role: role)
            }
        }
        return standings
    }
}

/// That the agreement lets this person open this package here and now; made by `PackageOpening` alone.
public struct Permit: Sendable {
    public let head: VerifiedHead
    /// The agreement in force: that of the head, or a later revision.
    public let agreement: Agreement
    public let card: AgreedCard
    public let sealed: SealedSecret
    public let person: Line
    public let approvals: [ApprovalStanding]

    init(
        head: VerifiedHead, agreement: Agreement, card: AgreedCard, sealed: SealedSecret, person: Line,
        approvals: [ApprovalStanding]
    ) {
        (self.head, self.agreement, self.card, self.sealed) = (head, agreement, card, sealed)
        (self.person, self.approvals) = (person, approvals)
    }
}
