import Sealing

/// What screening found in one extract under one agreement: counts and names of variables, never a value
/// (docs/format.md, section 17). The same extract, agreement and rules give the same bytes.
public struct ScreeningReport: Codable, Hashable, Sendable {
    public static let maximumLength = 16 << 20
    /// Of the rules in docs/screening.md; another number may find other things.
    public static let rules = Count(1)!

    public let rules: Count
    public let agreementHash: Digest
    /// `contentsHash` of the catalogue: which files these are.
    public let contentsHash: Digest
    public let tables: [ScreenedTable]
    public let findings: [ScreeningFinding]

    public enum CodingKeys: String, CodingKey {
        case rules
        case agreementHash = "agreement_hash"
        case contentsHash = "contents_hash"
        case tables, findings
    }

    public init(agreementHash: Digest, contentsHash: Digest, tables: [ScreenedTable], findings: [ScreeningFinding]) {
        rules = Self.rules
        (self.agreementHash, self.contentsHash) = (agreementHash, contentsHash)
        (self.tables, self.findings) = (tables, findings)
    }

    /// The file, and what an acceptance names by `hash`.
    public var bytes: [UInt8] { CanonicalJSON.encode(self) }
    public var hash: Digest { Digest.of(bytes, as: FormatTag.screening) }

    public init(parsing bytes: [UInt8]) throws(CanonicalJSON.Problem) {
        self = try CanonicalJSON.decode(Self.self, from: bytes, cap: Self.maximumLength)
    }
}

/// One file that was screened; of the others a finding tells.
public struct ScreenedTable: Codable, Hashable, Sendable {
    public enum Format: String, Codable, Sendable, CaseIterable {
        case csv, sav, zsav, dta, sas7bdat, xpt
    }

    public let path: ArchivePath
    public let format: Format
    public let records: Count
    public let variables: [Variable]
    public let risk: DisclosureRisk?

    public struct Variable: Codable, Hashable, Sendable {
        public let name: Line
        /// The agreement's type where it has one, else what the cells look like.
        public let type: Field.Kind
        public let blank: Count
        /// The finest level of geography that cells of this variable name.
        public let geography: Geography?

        public init(name: Line, type: Field.Kind, blank: Count, geography: Geography?) {
            (self.name, self.type, self.blank, self.geography) = (name, type, blank, geography)
        }
    }

    public init(path: ArchivePath, format: Format, records: Count, variables: [Variable], risk: DisclosureRisk?) {
        (self.path, self.format, self.records) = (path, format, records)
        (self.variables, self.risk) = (variables, risk)
    }
}

/// A level of geography, finest first: GSS codes of the Office for National Statistics, and districts of postcodes.
public enum Geography: String, Codable, Sendable, CaseIterable {
    case outputArea = "output-area"
    case lowerSuperOutputArea = "lower-super-output-area"
    case middleSuperOutputArea = "middle-super-output-area"
    case ward
    case postcodeDistrict = "postcode-district"
    case constituency
    case localAuthority = "local-authority"
    case county, region, country
    case other = "other-gss-code"
}

/// Something that the agreement does not allow, or that looks like a direct identifier.
public struct ScreeningFinding: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        // The file.
        case unnamedFile = "unnamed-file"
        case unscreened, malformed
        case maxRecords = "max-records"
        // Its variables.
        case notAgreed = "not-agreed"
        case missing
        case order
        case noneAgreed = "none-agreed"
        // Cells against the schema.
        case type, required, unique, minimum, maximum, pattern
        case `enum`
        case minLength = "min-length"
        case maxLength = "max-length"
        // Direct identifiers.
        case email = "e-mail"
        case telephone
        case nationalInsurance = "national-insurance"
        case nhsNumber = "nhs-number"
        case postcode
        case dateOfBirth = "date-of-birth"
        case name, address
        // Disclosure.
        case kThreshold = "k-threshold"
    }

    /// Where it was found, other than in cells.
    public enum Place: String, Codable, Sendable, CaseIterable {
        case variableName = "variable-name"
        case variableLabel = "variable-label"
        case valueLabel = "value-label"
        case note
        case fileLabel = "file-label"
    }

    /// Kind and eight digits, the same for the same place in every run.
    public let id: Reference
    public let kind: Kind
    public let path: ArchivePath
    public let variable: Line?
    public let place: Place?
    /// How many cells, records, variables or texts, out of how many.
    public let count: Count
    public let of: Count
    /// The first records, counted from 1 behind the header; three at most.
    public let rows: [Count]
    /// What the agreement allows, or what is wrong with a file that cannot be read.
    public let detail: Line?

    public init(
        _ kind: Kind, path: ArchivePath, variable: Line? = nil, place: Place? = nil, count: Int, of: Int,
        rows: [Int] = [], detail: Line? = nil
    ) {
        let name = [kind.rawValue, path.description, variable?.description ?? "", place?.rawValue ?? ""]
        let digest = Digest.of(Array(name.joined(separator: "\n").utf8), as: FormatTag.finding)
        id = Reference("\(kind.rawValue)-\(digest.hex.prefix(8))")!
        (self.kind, self.path, self.variable, self.place, self.detail) = (kind, path, variable, place, detail)
        (self.count, self.of) = (Count(count)!, Count(of)!)
        self.rows = rows.prefix(3).map { Count($0)! }
    }
}

/// How many records share their combination of quasi-identifiers. A sample unique is not a population unique: whoever else
/// has the same values may not be in the sample.
public struct DisclosureRisk: Codable, Hashable, Sendable {
    /// Records that are alone, or in cells of fewer than 3, 5 and 10.
    public struct Sizes: Codable, Hashable, Sendable {
        public let uniques: Count
        public let below3: Count
        public let below5: Count
        public let below10: Count

        public enum CodingKeys: String, CodingKey {
            case uniques
            case below3 = "below_3"
            case below5 = "below_5"
            case below10 = "below_10"
        }

        public init(uniques: Int, below3: Int, below5: Int, below10: Int) {
            (self.uniques, self.below3) = (Count(uniques)!, Count(below3)!)
            (self.below5, self.below10) = (Count(below5)!, Count(below10)!)
        }
    }

    /// The same without one of the quasi-identifiers.
    public struct Without: Codable, Hashable, Sendable {
        public let variable: Line
        public let sizes: Sizes
        public init(variable: Line, sizes: Sizes) { (self.variable, self.sizes) = (variable, sizes) }
    }

    /// Records in cells where a sensitive variable has one value only, or two: whoever finds somebody's cell learns it.
    public struct Diversity: Codable, Hashable, Sendable {
        public let variable: Line
        public let oneValue: Count
        public let twoValues: Count

        public enum CodingKeys: String, CodingKey {
            case variable
            case oneValue = "one_value"
            case twoValues = "two_values"
        }

        public init(variable: Line, oneValue: Int, twoValues: Int) {
            (self.variable, self.oneValue, self.twoValues) = (variable, Count(oneValue)!, Count(twoValues)!)
        }
    }

    public let quasiIdentifiers: [Line]
    public let cells: Count
    public let sizes: Sizes
    public let kThreshold: Count?
    public let belowK: Count?
    public let without: [Without]
    /// Absent where there were more cells than are followed.
    public let sensitive: [Diversity]?

    public enum CodingKeys: String, CodingKey {
        case quasiIdentifiers = "quasi_identifiers"
        case cells, sizes
        case kThreshold = "k_threshold"
        case belowK = "below_k"
        case without, sensitive
    }

    public init(
        quasiIdentifiers: [Line], cells: Int, sizes: Sizes, kThreshold: Int?, belowK: Int?, without: [Without],
        sensitive: [Diversity]?
    ) {
        (self.quasiIdentifiers, self.cells, self.sizes) = (quasiIdentifiers, Count(cells)!, sizes)
        (self.kThreshold, self.belowK) = (kThreshold.map { Count($0)! }, belowK.map { Count($0)! })
        (self.without, self.sensitive) = (without, sensitive)
    }
}
