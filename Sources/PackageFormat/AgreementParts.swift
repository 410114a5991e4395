import Sealing

public enum PurposeCategory: String, Codable, Sendable, CaseIterable { case statistics, research, legal }

public enum DeIdentification: String, Codable, Sendable, CaseIterable { case identifiable, pseudonymised, anonymised }

public enum OnwardSharing: String, Codable, Sendable, CaseIterable {
    case prohibited
    case withWrittenConsent = "with-written-consent"
}

/// A marking of the UK Government Security Classifications Policy that this tool may carry: OFFICIAL or
/// OFFICIAL-SENSITIVE, the latter with an optional descriptor, e.g. `OFFICIAL-SENSITIVE PERSONAL`.
public struct Classification: TextCoded {
    public let description: String

    public init?(_ text: String) {
        // By scalars: a space and a combining mark after it are one Character.
        let words = text.unicodeScalars.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard let line = Line(text), let marking = words.first.map(String.init) else { return nil }
        let isBare = words.count == 1
        guard
            marking == "OFFICIAL" && isBare
                || marking == "OFFICIAL-SENSITIVE" && (isBare || Line(String(words[1])) != nil)
        else { return nil }
        description = line.description
    }
}

/// The organisation that shares the data.
public struct Provider: Codable, Hashable, Sendable {
    public var organisation: Line
    /// The Information Asset Owner.
    public var dataOwner: Line
    public var dataSteward: Line
    public var contact: Line
    /// Signs packages, amendments and recalls.
    public var signingKey: SigningKeyText

    public enum CodingKeys: String, CodingKey, CaseIterable {
        case organisation
        case dataOwner = "data_owner"
        case dataSteward = "data_steward"
        case contact
        case signingKey = "signing_key"
    }

    public init(organisation: Line, dataOwner: Line, dataSteward: Line, contact: Line, signingKey: SigningKeyText) {
        (self.organisation, self.dataOwner, self.dataSteward) = (organisation, dataOwner, dataSteward)
        (self.contact, self.signingKey) = (contact, signingKey)
    }
}

/// One approved site of a receiving organisation, with the people named for it.
public struct Recipient: Codable, Hashable, Sendable {
    public var organisation: Line
    public var site: Line
    /// Keys that may sign cards for this site.
    public var siteKeys: [SigningKeyText]
    public var users: [Line]

    public enum CodingKeys: String, CodingKey, CaseIterable {
        case organisation, site
        case siteKeys = "site_keys"
        case users
    }

    public init(organisation: Line, site: Line, siteKeys: [SigningKeyText], users: [Line]) {
        (self.organisation, self.site, self.siteKeys, self.users) = (organisation, site, siteKeys, users)
    }
}

/// Something that a site or a user must hold, and until when; lapsed, it refuses packing and opening for that holder.
public struct Assurance: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        case confidentialityDeclaration = "confidentiality-declaration"
        case dataProtectionTraining = "data-protection-training"
        case accreditation
        case assuranceFramework = "assurance-framework"
        case approvedResearcher = "approved-researcher"
        case approvedProject = "approved-project"
        case vetting
        case ownerConsent = "owner-consent"
        case parentAgreement = "parent-agreement"
    }

    public var kind: Kind
    /// A site or a user of this agreement.
    public var holder: Line
    public var reference: Line
    /// The last day of validity; the first instant after it.
    public var validUntil: DatedInstant?

    public enum CodingKeys: String, CodingKey, CaseIterable {
        case kind, holder, reference
        case validUntil = "valid_until"
    }

    public init(kind: Kind, holder: Line, reference: Line, validUntil: DatedInstant?) {
        (self.kind, self.holder, self.reference, self.validUntil) = (kind, holder, reference, validUntil)
    }
}

/// Whom the register names when a deadline has passed by `days`.
public struct Escalation: Codable, Hashable, Sendable {
    public var role: Reference
    public var contact: Line
    public var days: Int

    public enum CodingKeys: String, CodingKey, CaseIterable { case role, contact, days }

    public init(role: Reference, contact: Line, days: Int) {
        (self.role, self.contact, self.days) = (role, contact, days)
    }
}

public struct Condition: Codable, Hashable, Sendable {
    public var id: Reference
    public var text: Prose

    public enum CodingKeys: String, CodingKey, CaseIterable { case id, text }

    public init(id: Reference, text: Prose) { (self.id, self.text) = (id, text) }
}

/// Where opened data may be written.
public struct Storage: Codable, Hashable, Sendable {
    public enum Encryption: String, Codable, Sendable, CaseIterable { case required, recommended }
    public enum RemovableMedia: String, Codable, Sendable, CaseIterable { case prohibited, allowed }

    public var encrypted: Encryption
    public var removableMedia: RemovableMedia

    public enum CodingKeys: String, CodingKey, CaseIterable {
        case encrypted
        case removableMedia = "removable_media"
    }

    public init(encrypted: Encryption, removableMedia: RemovableMedia) {
        (self.encrypted, self.removableMedia) = (encrypted, removableMedia)
    }
}

public struct ApprovalRequirement: Codable, Hashable, Sendable {
    public var role: Reference
    public var name: Line
    public var key: SigningKeyText

    public enum CodingKeys: String, CodingKey, CaseIterable { case role, name, key }

    public init(role: Reference, name: Line, key: SigningKeyText) {
        (self.role, self.name, self.key) = (role, name, key)
    }
}

public struct ScreeningTerms: Codable, Hashable, Sendable {
    public enum Acceptance: String, Codable, Sendable, CaseIterable { case analyst, approver }
    /// Who may accept a screening finding.
    public var acceptance: Acceptance

    public enum CodingKeys: String, CodingKey, CaseIterable { case acceptance }

    public init(acceptance: Acceptance) { self.acceptance = acceptance }
}

/// One file of the extract, and what it may hold.
public struct Table: Codable, Hashable, Sendable {
    public var path: ArchivePath
    public var maximumRecords: Int?
    public var kThreshold: Int?
    public var schema: TableSchema?

    public enum CodingKeys: String, CodingKey, CaseIterable {
        case path
        case maximumRecords = "max_records"
        case kThreshold = "k_threshold"
        case schema
    }

    public init(path: ArchivePath, maximumRecords: Int?, kThreshold: Int?, schema: TableSchema?) {
        (self.path, self.maximumRecords, self.kThreshold, self.schema) = (path, maximumRecords, kThreshold, schema)
    }
}

/// Data Package v2 Table Schema, the part that is used here.
public struct TableSchema: Codable, Hashable, Sendable {
    /// Data Package v2 `fieldsMatch`.
    public enum FieldsMatch: String, Codable, Sendable, CaseIterable { case exact, equal, subset, superset, partial }

    public var fieldsMatch: FieldsMatch
    public var fields: [Field]

    public enum CodingKeys: String, CodingKey, CaseIterable { case fieldsMatch, fields }

    public init(fieldsMatch: FieldsMatch, fields: [Field]) { (self.fieldsMatch, self.fields) = (fieldsMatch, fields) }
}

public struct Field: Codable, Hashable, Sendable {
    /// Table Schema types that survey files have.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        case string, number, integer, boolean, date, time, datetime, year, yearmonth, any
    }
    /// What the variable is for disclosure control; our own addition to Table Schema.
    public enum Role: String, Codable, Sendable, CaseIterable {
        case pseudonym
        case quasiIdentifier = "quasi-identifier"
        case sensitive, weight, other
    }

    public var name: Line
    public var type: Kind
    public var role: Role
    public var constraints: Constraints?

    public enum CodingKeys: String, CodingKey, CaseIterable { case name, type, role, constraints }

    public init(name: Line, type: Kind, role: Role, constraints: Constraints?) {
        (self.name, self.type, self.role, self.constraints) = (name, type, role, constraints)
    }
}

/// Table Schema constraints; `minimum` and `maximum` are decimals or dates, as text.
public struct Constraints: Codable, Hashable, Sendable {
    public var required: Bool?
    public var unique: Bool?
    public var minimum: Line?
    public var maximum: Line?
    public var minLength: Int?
    public var maxLength: Int?
    public var pattern: Line?
    public var `enum`: [Line]?

    public enum CodingKeys: String, CodingKey, CaseIterable {
        case required, unique, minimum, maximum, minLength, maxLength, pattern
        case `enum`
    }

    public init() {}
}
