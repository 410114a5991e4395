import Sealing

/// A later revision of the agreement, for a package that was sent under an earlier one (docs/format.md, section 16).
public struct AmendmentBody: StatementBody {
    public static let kind: StaticString = "amendment"

    public let packageID: Identifier
    public let packageHash: Digest
    /// Hash of the agreement that it takes the place of.
    public let agreementHash: Digest
    public let agreement: Agreement
    /// In the order of `approvals_required`.
    public let approvals: [Approval]
    public let issuedAt: Instant
    public let reason: Prose?

    public enum CodingKeys: String, CodingKey {
        case packageID = "package_id"
        case packageHash = "package_hash"
        case agreementHash = "agreement_hash"
        case agreement, approvals
        case issuedAt = "issued_at"
        case reason
    }
}

extension AmendmentBody {
    public init(
        of head: Head, agreement: Agreement, approvals: CompleteApprovals, reason: Prose?, at moment: Instant
    ) {
        (packageID, packageHash) = (head.terms.packageID, head.packageHash)
        // A first revision supersedes nothing; it amends no package either.
        agreementHash = agreement.supersedes ?? head.agreement.hash
        self.agreement = agreement
        self.approvals = approvals.approvals
        (issuedAt, self.reason) = (moment, reason)
    }
}

/// What a provider can order about one package besides an amendment; each order is a kind of statement of its own.
public protocol ProviderOrder: Hashable, Sendable {
    static var kind: StaticString { get }
}

/// Ends a package for good.
public enum RecallOrder: ProviderOrder { public static let kind: StaticString = "recall" }
/// Copies are kept until a release.
public enum HoldOrder: ProviderOrder { public static let kind: StaticString = "hold" }
/// Ends every hold that came before it.
public enum ReleaseOrder: ProviderOrder { public static let kind: StaticString = "release" }

public struct OrderBody<Order: ProviderOrder>: StatementBody {
    public static var kind: StaticString { Order.kind }

    public let packageID: Identifier
    public let packageHash: Digest
    /// Hash of the agreement in the head, whatever amended it since.
    public let agreementHash: Digest
    public let reference: Reference
    public let reason: Prose
    public let issuedAt: Instant

    public enum CodingKeys: String, CodingKey {
        case packageID = "package_id"
        case packageHash = "package_hash"
        case agreementHash = "agreement_hash"
        case reference, reason
        case issuedAt = "issued_at"
    }
}

extension OrderBody {
    public init(of head: Head, reason: Prose, at moment: Instant) {
        (packageID, packageHash) = (head.terms.packageID, head.packageHash)
        (agreementHash, reference) = (head.agreement.hash, head.agreement.reference)
        (self.reason, issuedAt) = (reason, moment)
    }
}

public typealias RecallBody = OrderBody<RecallOrder>
public typealias HoldBody = OrderBody<HoldOrder>
public typealias ReleaseBody = OrderBody<ReleaseOrder>
