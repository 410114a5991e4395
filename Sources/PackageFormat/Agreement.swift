import Sealing

/// A data-sharing agreement as it binds: the content of `REF.agreement` (docs/format.md, section 6).
///
/// People write it in YAML; `microvault agreement compile` makes this form, with each day as written and as a UTC
/// instant. Its canonical bytes are what approvers sign and packages carry.
public struct Agreement: Codable, Hashable, Sendable {
    public var version: Int
    public var reference: Reference
    /// 1, 2, …
    public var revision: Int
    /// Hash of the revision before; present from revision 2 on.
    public var supersedes: Digest?
    public var title: Line
    public var purpose: Prose
    public var purposeCategory: PurposeCategory
    public var legalGateway: Line?
    public var businessCase: Line?
    public var dpia: Line?
    public var necessity: Prose?
    public var sampling: Prose?
    public var provider: Provider
    public var recipients: [Recipient]
    public var classification: Classification
    public var personalData: Bool
    public var specialCategory: Bool
    public var criminalOffenceData: Bool
    public var deIdentification: DeIdentification
    public var assurances: [Assurance]
    public var escalation: [Escalation]
    /// The first day on which a package opens; its first instant.
    public var starts: DatedInstant
    /// The last day on which a package opens; the first instant after it.
    public var expires: DatedInstant
    /// The day by whose end every copy is gone; the first instant after it.
    public var deleteBy: DatedInstant
    /// After this day a package opens only under a later revision; the first instant after it.
    public var reviewBy: DatedInstant?
    /// IANA name, for display alone: the instants say what binds.
    public var timezone: Line
    public var conditions: [Condition]
    public var onwardSharing: OnwardSharing
    public var storage: Storage
    public var approvalsRequired: [ApprovalRequirement]
    public var screening: ScreeningTerms
    public var tables: [Table]

    public static let currentVersion = 1
    /// The compiled text fits into the terms of a package, beside the approvals: 64 KiB less than those.
    public static let maximumLength = Terms.maximumLength - (64 << 10)

    public enum CodingKeys: String, CodingKey, CaseIterable {
        case version = "microvault_agreement"
        case reference, revision, supersedes, title, purpose
        case purposeCategory = "purpose_category"
        case legalGateway = "legal_gateway"
        case businessCase = "business_case"
        case dpia, necessity, sampling, provider, recipients, classification
        case personalData = "personal_data"
        case specialCategory = "special_category"
        case criminalOffenceData = "criminal_offence_data"
        case deIdentification = "de_identification"
        case assurances, escalation, starts, expires
        case deleteBy = "delete_by"
        case reviewBy = "review_by"
        case timezone, conditions
        case onwardSharing = "onward_sharing"
        case storage
        case approvalsRequired = "approvals_required"
        case screening, tables
    }

    /// The canonical bytes: all of `REF.agreement`.
    public var bytes: [UInt8] { CanonicalJSON.encode(self) }
    /// `H("mv1 agreement", bytes)`: what approvals name.
    public var hash: Digest { Digest.of(bytes, as: FormatTag.agreement) }

    /// Reads `REF.agreement`: canonical form, then the rules of section 6.
    public init(parsing bytes: [UInt8]) throws(AgreementReadingError) {
        // A newer tool's agreement may have other keys, so its version is looked at first.
        if let version = VersionAlone.of(bytes), version > Self.currentVersion { throw .newerVersion(version) }
        do {
            self = try CanonicalJSON.decode(Agreement.self, from: bytes, cap: Self.maximumLength)
        } catch { throw .json(error) }
        guard let problem = AgreementRules.problems(of: self).first else { return }
        throw .rule(problem)
    }

    // Written out, since the memberwise initialiser of a public type is not public.
    // swift-format-ignore
    public init(
        reference: Reference, revision: Int, supersedes: Digest?, title: Line, purpose: Prose,
        purposeCategory: PurposeCategory, legalGateway: Line?, businessCase: Line?, dpia: Line?, necessity: Prose?,
        sampling: Prose?, provider: Provider, recipients: [Recipient], classification: Classification,
        personalData: Bool, specialCategory: Bool, criminalOffenceData: Bool, deIdentification: DeIdentification,
        assurances: [Assurance], escalation: [Escalation], starts: DatedInstant, expires: DatedInstant,
        deleteBy: DatedInstant, reviewBy: DatedInstant?, timezone: Line, conditions: [Condition],
        onwardSharing: OnwardSharing, storage: Storage, approvalsRequired: [ApprovalRequirement],
        screening: ScreeningTerms, tables: [Table]
    ) {
        self.version = Self.currentVersion
        (self.reference, self.revision, self.supersedes) = (reference, revision, supersedes)
        (self.title, self.purpose, self.purposeCategory) = (title, purpose, purposeCategory)
        (self.legalGateway, self.businessCase, self.dpia) = (legalGateway, businessCase, dpia)
        (self.necessity, self.sampling) = (necessity, sampling)
        (self.provider, self.recipients, self.classification) = (provider, recipients, classification)
        (self.personalData, self.specialCategory) = (personalData, specialCategory)
        (self.criminalOffenceData, self.deIdentification) = (criminalOffenceData, deIdentification)
        (self.assurances, self.escalation) = (assurances, escalation)
        (self.starts, self.expires, self.deleteBy, self.reviewBy) = (starts, expires, deleteBy, reviewBy)
        (self.timezone, self.conditions, self.onwardSharing) = (timezone, conditions, onwardSharing)
        (self.storage, self.approvalsRequired) = (storage, approvalsRequired)
        (self.screening, self.tables) = (screening, tables)
    }
}

/// The version of an agreement, whatever else is in it.
struct VersionAlone: Codable {
    let version: Int

    enum CodingKeys: String, CodingKey { case version = "microvault_agreement" }

    static func of(_ bytes: [UInt8]) -> Int? {
        guard bytes.count <= Terms.maximumLength else { return nil }
        return try? CanonicalJSON.glance(VersionAlone.self, at: bytes).version
    }
}

public enum AgreementReadingError: Error, Equatable, Sendable {
    case newerVersion(Int)
    case json(CanonicalJSON.Problem)
    case rule(AgreementProblem)
}
