import Sealing

/// TERMS (docs/format.md, section 9): the agreement, and what the payload key depends on.
public struct Terms: Codable, Hashable, Sendable {
    public static let maximumLength = 1 << 20
    public static let deliveryX25519 = "x25519"

    public let packageID: Identifier
    public let createdAt: Instant
    /// How `S` is sealed; `x25519` is the one that this version knows.
    public let delivery: Line
    /// What a tool must understand to open it; this version understands nothing.
    public let requires: [Line]
    /// Packages that this one takes the place of.
    public let supersedes: [Identifier]
    public let agreement: Agreement
    public let approvals: [Approval]

    enum CodingKeys: String, CodingKey {
        case packageID = "package_id"
        case createdAt = "created_at"
        case delivery, requires, supersedes, agreement, approvals
    }

    public init(
        packageID: Identifier, createdAt: Instant, supersedes: [Identifier], agreement: Agreement,
        approvals: CompleteApprovals
    ) {
        self.packageID = packageID
        self.createdAt = createdAt
        self.delivery = Line(Self.deliveryX25519)!
        self.requires = []
        self.supersedes = supersedes
        self.agreement = agreement
        self.approvals = approvals.approvals
    }

    /// What of the terms a tool must know before it reads the rest: their fields may differ in a newer tool's package.
    struct Demands: Codable {
        let delivery: String
        let requires: [String]
        let agreement: VersionAlone
    }
}

/// `coreHash` of docs/format.md, section 8.
public func coreHash(ofTerms bytes: [UInt8]) -> Digest {
    Digest.of(littleEndian(Prelude.version), bytes, as: FormatTag.terms)
}
