import PackageFormat
import Sealing

/// Reads the shape of an agreement (docs/format.md, section 6); the rules beyond shape come after.
struct AgreementReader {
    private let keys: MappingReader<Agreement.CodingKeys>
    /// Nil, and reported, where the zone is unknown: days are then read, but mean no instant.
    private let zone: LocalTime?
    private let zoneName: Line?

    /// Nil, and reported, unless it is a mapping of the version that this tool knows: a newer one has keys of its own.
    init?(_ root: Source) {
        if let version = Self.version(of: root), version != Agreement.currentVersion {
            let path = Agreement.CodingKeys.version.rawValue
            root.findings.report(.rule(.unknownVersion(version), otherLine: nil), at: root.place, path: path)
            return nil
        }
        guard let keys = MappingReader(root, keys: Agreement.CodingKeys.self) else { return nil }
        self.keys = keys
        zoneName = keys.optional(.timezone) { $0.line() }.flatMap { $0 ?? Line(LocalTime.standardZone) }
        zone = zoneName.flatMap { Self.zone($0, findings: root.findings) }
    }

    private static func version(of root: Source) -> Int? {
        guard case .mapping(let mapping) = root.node else { return nil }
        let name = Agreement.CodingKeys.version.rawValue
        return mapping.first { $0.key.scalar?.string == name }?.value.scalar.flatMap { Int($0.string) }
    }

    /// Nil where something was reported. Every key is read before any is missed, so that all problems are found.
    func agreement() -> Agreement? {
        let identity = identity()
        let grounds = grounds()
        let parties = parties()
        let sensitivity = sensitivity()
        let days = days()
        let duties = duties()
        let handling = handling()
        guard let identity, let grounds, let parties, let sensitivity, let days, let duties, let handling, let zoneName
        else { return nil }
        return Agreement(
            reference: identity.reference, revision: identity.revision, supersedes: identity.supersedes,
            title: identity.title, purpose: grounds.purpose, purposeCategory: grounds.category,
            legalGateway: grounds.gateway, businessCase: grounds.businessCase, dpia: grounds.dpia,
            necessity: grounds.necessity, sampling: grounds.sampling, provider: parties.provider,
            recipients: parties.recipients, classification: sensitivity.classification,
            personalData: sensitivity.personal, specialCategory: sensitivity.special,
            criminalOffenceData: sensitivity.criminal, deIdentification: sensitivity.deIdentification,
            assurances: duties.assurances, escalation: duties.escalation, starts: days.starts, expires: days.expires,
            deleteBy: days.deleteBy, reviewBy: days.reviewBy, timezone: zoneName, conditions: duties.conditions,
            onwardSharing: handling.onwardSharing, storage: handling.storage, approvalsRequired: duties.approvals,
            screening: handling.screening, tables: handling.tables)
    }
}

extension AgreementReader {
    private func identity() -> (reference: Reference, revision: Int, supersedes: Digest?, title: Line)? {
        let version = keys.required(.version) { $0.integer() }
        let reference = keys.required(.reference) { $0.reference() }
        let revision = keys.required(.revision) { $0.integer() }
        let supersedes = keys.optional(.supersedes) { $0.digest() }
        let title = keys.required(.title) { $0.line() }
        guard version != nil, let reference, let revision, let supersedes, let title else { return nil }
        return (reference, revision, supersedes, title)
    }

    private struct Grounds {
        var purpose: Prose
        var category: PurposeCategory
        var gateway: Line?
        var businessCase: Line?
        var dpia: Line?
        var necessity: Prose?
        var sampling: Prose?
    }

    private func grounds() -> Grounds? {
        let purpose = keys.required(.purpose) { $0.prose() }
        let category = keys.required(.purposeCategory) { $0.oneOf(PurposeCategory.self) }
        let gateway = keys.optional(.legalGateway) { $0.line() }
        let businessCase = keys.optional(.businessCase) { $0.line() }
        let dpia = keys.optional(.dpia) { $0.line() }
        let necessity = keys.optional(.necessity) { $0.prose() }
        let sampling = keys.optional(.sampling) { $0.prose() }
        guard let purpose, let category, let gateway, let businessCase, let dpia, let necessity, let sampling
        else { return nil }
        return Grounds(
            purpose: purpose, category: category, gateway: gateway, businessCase: businessCase, dpia: dpia,
            necessity: necessity, sampling: sampling)
    }

    private func parties() -> (provider: Provider, recipients: [Recipient])? {
        let provider = keys.required(.provider, Provider.init(reading:))
        let recipients = keys.required(.recipients) { $0.list(Recipient.init(reading:)) }
        guard let provider, let recipients else { return nil }
        return (provider, recipients)
    }

    private struct Sensitivity {
        var classification: Classification
        var personal: Bool
        var special: Bool
        var criminal: Bool
        var deIdentification: DeIdentification
    }

    private func sensitivity() -> Sensitivity? {
        let classification = keys.required(.classification) { $0.classification() }
        let personal = keys.required(.personalData) { $0.flag() }
        let special = keys.required(.specialCategory) { $0.flag() }
        let criminal = keys.required(.criminalOffenceData) { $0.flag() }
        let deIdentification = keys.required(.deIdentification) { $0.oneOf(DeIdentification.self) }
        guard let classification, let personal, let special, let criminal, let deIdentification else { return nil }
        return Sensitivity(
            classification: classification, personal: personal, special: special, criminal: criminal,
            deIdentification: deIdentification)
    }

    private struct Days {
        var starts: DatedInstant
        var expires: DatedInstant
        var deleteBy: DatedInstant
        var reviewBy: DatedInstant?
    }

    private func days() -> Days? {
        let starts = keys.required(.starts) { $0.day(in: zone, LocalTime.firstInstant(of:)) }
        let expires = keys.required(.expires) { $0.day(in: zone, LocalTime.firstInstant(after:)) }
        let deleteBy = keys.required(.deleteBy) { $0.day(in: zone, LocalTime.firstInstant(after:)) }
        let reviewBy = keys.optional(.reviewBy) { $0.day(in: zone, LocalTime.firstInstant(after:)) }
        guard let starts, let expires, let deleteBy, let reviewBy else { return nil }
        return Days(starts: starts, expires: expires, deleteBy: deleteBy, reviewBy: reviewBy)
    }

    private struct Duties {
        var assurances: [Assurance]
        var escalation: [Escalation]
        var conditions: [Condition]
        var approvals: [ApprovalRequirement]
    }

    private func duties() -> Duties? {
        let assurances = keys.value(.assurances, default: []) { $0.list { Assurance(reading: $0, in: zone) } }
        let escalation = keys.value(.escalation, default: []) { $0.list(Escalation.init(reading:)) }
        let conditions = keys.value(.conditions, default: []) { $0.list(Condition.init(reading:)) }
        let approvals = keys.value(.approvalsRequired, default: []) { $0.list(ApprovalRequirement.init(reading:)) }
        guard let assurances, let escalation, let conditions, let approvals else { return nil }
        return Duties(assurances: assurances, escalation: escalation, conditions: conditions, approvals: approvals)
    }

    private struct Handling {
        var onwardSharing: OnwardSharing
        var storage: Storage
        var screening: ScreeningTerms
        var tables: [Table]
    }

    private func handling() -> Handling? {
        let onwardSharing = keys.value(.onwardSharing, default: .prohibited) { $0.oneOf(OnwardSharing.self) }
        let storage = keys.value(.storage, default: .standard, Storage.init(reading:))
        let screening = keys.value(.screening, default: .standard, ScreeningTerms.init(reading:))
        let tables = keys.value(.tables, default: []) { $0.list(Table.init(reading:)) }
        guard let onwardSharing, let storage, let screening, let tables else { return nil }
        return Handling(onwardSharing: onwardSharing, storage: storage, screening: screening, tables: tables)
    }

    private static func zone(_ name: Line, findings: Findings) -> LocalTime? {
        let path = Agreement.CodingKeys.timezone.rawValue
        do {
            return try LocalTime(zone: name.description)
        } catch {
            let kind: AuthoringProblem.Kind =
                switch error {
                case .noData: .time(.noZoneData(folder: LocalTime.folder))
                case .unknownZone: .time(.unknownZone(name.description))
                }
            findings.report(kind, at: findings.place(of: path), path: path)
            return nil
        }
    }
}

extension Source {
    /// A day and the instant that it means in `zone`; nil without a zone, which was reported where it stands.
    func day(in zone: LocalTime?, _ instant: (LocalTime) -> (LocalDate) -> Instant?) -> DatedInstant? {
        guard let date = date(), let zone else { return nil }
        guard let instant = instant(zone)(date) else {
            report(.time(.outOfRange(date)))
            return nil
        }
        return DatedInstant(date: date, instant: instant)
    }
}
