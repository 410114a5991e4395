/// A rule of docs/format.md, section 6, that an agreement breaks; `path` as in `recipients[0].site_keys[1]`.
public struct AgreementProblem: Error, Equatable, Sendable {
    public enum Rule: Equatable, Sendable {
        case unknownVersion(Int)
        case supersedesMissing
        case supersedesOnFirstRevision
        case empty
        case keyUsedTwice(firstPath: String)
        case repeated(firstPath: String)
        case notAfter(path: String)
        case reviewOutsideTerm
        /// Cannot be true together with what stands at `path`.
        case contradicts(path: String)
        /// A path that cannot stand in a package beside one before it (docs/format.md, section 11).
        case pathConflict
        case holderUnknown(String)
        case outOfRange(ClosedRange<Int>)
        case lengthsCrossed
        case instantDoesNotFit
    }

    public let path: String
    public let rule: Rule

    public init(path: String, rule: Rule) { (self.path, self.rule) = (path, rule) }
}

/// The rules that go beyond shape; the author's tool names every problem, the recipient's refuses at the first.
public enum AgreementRules {
    public static func problems(of agreement: Agreement) -> [AgreementProblem] {
        identity(agreement) + parties(agreement) + sensitivity(agreement) + dates(agreement) + lists(agreement)
            + tables(agreement)
    }

    private static func identity(_ a: Agreement) -> [AgreementProblem] {
        var found: [AgreementProblem] = []
        if a.version != Agreement.currentVersion {
            found.append(.init(path: "microvault_agreement", rule: .unknownVersion(a.version)))
        }
        let revisions = 1...1_000_000
        if !revisions.contains(a.revision) { found.append(.init(path: "revision", rule: .outOfRange(revisions))) }
        if a.revision > 1, a.supersedes == nil { found.append(.init(path: "supersedes", rule: .supersedesMissing)) }
        if a.revision == 1, a.supersedes != nil {
            found.append(.init(path: "supersedes", rule: .supersedesOnFirstRevision))
        }
        return found
    }

    /// UK GDPR: special category and criminal offence data are personal data; anonymised data are not.
    private static func sensitivity(_ a: Agreement) -> [AgreementProblem] {
        var found: [AgreementProblem] = []
        if !a.personalData, a.specialCategory {
            found.append(.init(path: "special_category", rule: .contradicts(path: "personal_data")))
        }
        if !a.personalData, a.criminalOffenceData {
            found.append(.init(path: "criminal_offence_data", rule: .contradicts(path: "personal_data")))
        }
        if a.personalData, a.deIdentification == .anonymised {
            found.append(.init(path: "de_identification", rule: .contradicts(path: "personal_data")))
        }
        return found
    }

    private static func parties(_ a: Agreement) -> [AgreementProblem] {
        var found: [AgreementProblem] = []
        var keys: [(SigningKeyText, String)] = [(a.provider.signingKey, "provider.signing_key")]
        if a.recipients.isEmpty { found.append(.init(path: "recipients", rule: .empty)) }
        for (index, recipient) in a.recipients.enumerated() {
            let path = "recipients[\(index)]"
            if recipient.siteKeys.isEmpty { found.append(.init(path: path + ".site_keys", rule: .empty)) }
            if recipient.users.isEmpty { found.append(.init(path: path + ".users", rule: .empty)) }
            for (place, key) in recipient.siteKeys.enumerated() { keys.append((key, "\(path).site_keys[\(place)]")) }
            found += repeats(recipient.users.enumerated().map { ($1.description, "\(path).users[\($0)]") })
        }
        found += repeats(a.recipients.enumerated().map { ("\($1.organisation)\n\($1.site)", "recipients[\($0)]") })
        for (index, approval) in a.approvalsRequired.enumerated() {
            keys.append((approval.key, "approvals_required[\(index)].key"))
        }
        var first: [SigningKeyText: String] = [:]
        for (key, path) in keys {
            if let earlier = first[key] {
                found.append(.init(path: path, rule: .keyUsedTwice(firstPath: earlier)))
            } else {
                first[key] = path
            }
        }
        return found
    }

    private static func dates(_ a: Agreement) -> [AgreementProblem] {
        var found: [AgreementProblem] = []
        // The last day of the agreement counts: one day is the shortest term.
        if a.expires.date < a.starts.date || a.expires.instant <= a.starts.instant {
            found.append(.init(path: "expires", rule: .notAfter(path: "starts")))
        }
        if a.deleteBy.date <= a.expires.date || a.deleteBy.instant <= a.expires.instant {
            found.append(.init(path: "delete_by", rule: .notAfter(path: "expires")))
        }
        if let review = a.reviewBy, review.date < a.starts.date || review.date > a.expires.date {
            found.append(.init(path: "review_by", rule: .reviewOutsideTerm))
        }
        // Local days are at most 15 hours from UTC days: an instant that is further off belongs to another day.
        let firsts = [("starts", a.starts, 0), ("expires", a.expires, 1), ("delete_by", a.deleteBy, 1)]
        let review = a.reviewBy.map { [("review_by", $0, 1)] } ?? []
        let assured = a.assurances.enumerated().compactMap { index, assurance in
            assurance.validUntil.map { ("assurances[\(index)].valid_until", $0, 1) }
        }
        for (path, day, offset) in firsts + review + assured {
            let midnight = (day.date.daysSinceEpoch + offset) * 86_400
            if abs(day.instant.secondsSinceEpoch - midnight) > 15 * 3_600 {
                found.append(.init(path: path, rule: .instantDoesNotFit))
            }
        }
        return found
    }

    private static func lists(_ a: Agreement) -> [AgreementProblem] {
        var found = repeats(a.conditions.enumerated().map { ($1.id.description, "conditions[\($0)].id") })
        found += repeats(
            a.approvalsRequired.enumerated().map { ($1.role.description, "approvals_required[\($0)].role") })
        let holders = Set(a.recipients.map(\.site) + a.recipients.flatMap(\.users))
        for (index, assurance) in a.assurances.enumerated() where !holders.contains(assurance.holder) {
            let rule = AgreementProblem.Rule.holderUnknown(assurance.holder.description)
            found.append(.init(path: "assurances[\(index)].holder", rule: rule))
        }
        for (index, step) in a.escalation.enumerated() where !(0...3_650).contains(step.days) {
            found.append(.init(path: "escalation[\(index)].days", rule: .outOfRange(0...3_650)))
        }
        return found
    }

    private static func tables(_ a: Agreement) -> [AgreementProblem] {
        var found = repeats(a.tables.enumerated().map { ($1.path.description, "tables[\($0)].path") })
        let counts = 0...CanonicalJSON.integerLimit
        var paths = PathSet()
        for (index, table) in a.tables.enumerated() {
            let path = "tables[\(index)]"
            if let records = table.maximumRecords, !counts.contains(records) {
                found.append(.init(path: path + ".max_records", rule: .outOfRange(counts)))
            }
            if let k = table.kThreshold, !(1...1_000).contains(k) {
                found.append(.init(path: path + ".k_threshold", rule: .outOfRange(1...1_000)))
            }
            do throws(PathSet.Conflict) { try paths.insert(table.path, isFolder: false) } catch {
                if case .duplicate = error { continue }
                found.append(.init(path: path + ".path", rule: .pathConflict))
            }
            let fields = table.schema?.fields ?? []
            if table.schema != nil, fields.isEmpty { found.append(.init(path: path + ".schema.fields", rule: .empty)) }
            found += repeats(fields.enumerated().map { ($1.name.description, "\(path).schema.fields[\($0)].name") })
            for (place, field) in fields.enumerated() {
                guard let limits = field.constraints else { continue }
                let path = "\(path).schema.fields[\(place)].constraints"
                if let values = limits.enum, values.isEmpty { found.append(.init(path: path + ".enum", rule: .empty)) }
                for (name, length) in [("minLength", limits.minLength), ("maxLength", limits.maxLength)] {
                    if let length, !counts.contains(length) {
                        found.append(.init(path: "\(path).\(name)", rule: .outOfRange(counts)))
                    }
                }
                if let low = limits.minLength, let high = limits.maxLength, low > high {
                    found.append(.init(path: path + ".maxLength", rule: .lengthsCrossed))
                }
            }
        }
        return found
    }

    private static func repeats(_ values: [(String, String)]) -> [AgreementProblem] {
        var first: [String: String] = [:]
        var found: [AgreementProblem] = []
        for (value, path) in values {
            if let earlier = first[value] {
                found.append(.init(path: path, rule: .repeated(firstPath: earlier)))
            } else {
                first[value] = path
            }
        }
        return found
    }
}

extension Agreement {
    /// Assurances of `holder` that have lapsed at `now`.
    public func lapsedAssurances(of holders: [Line], at now: Instant) -> [Assurance] {
        assurances.filter { assurance in
            guard let until = assurance.validUntil else { return false }
            return holders.contains(assurance.holder) && now >= until.instant
        }
    }

    /// The recipient with this organisation and site.
    public func recipient(organisation: Line, site: Line) -> Recipient? {
        recipients.first { $0.organisation == organisation && $0.site == site }
    }
}
