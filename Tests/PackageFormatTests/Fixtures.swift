import Sealing
import Testing

@testable import PackageFormat

/// The error of a call that must fail.
func failure<Failure: Error>(_ body: () throws(Failure) -> Void) -> Failure? {
    do {
        try body()
        return nil
    } catch { return error }
}

func secret(_ bytes: [UInt8]) -> SecretBytes { SecretBytes(count: bytes.count) { $0.copyBytes(from: bytes) } }

func line(_ text: String) -> Line { Line(text)! }
func reference(_ text: String) -> Reference { Reference(text)! }
func count(_ value: Int) -> Count { Count(value)! }
func instant(_ text: String) -> Instant { Instant(text)! }
func path(_ text: String) -> ArchivePath { ArchivePath(text)! }
func day(_ date: String, _ moment: String) -> DatedInstant {
    DatedInstant(date: LocalDate(date)!, instant: instant(moment))
}

extension [UInt8] {
    /// The bytes as text, with the first `old` put in the place of another.
    func replacing(_ old: String, with new: String) -> [UInt8] {
        let text = String(decoding: self, as: UTF8.self)
        precondition(text.contains(old), "\(old) is not there")
        guard let range = text.firstRange(of: old) else { return self }
        return Array((text[..<range.lowerBound] + new + text[range.upperBound...]).utf8)
    }
}

/// Keys from fixed seeds: 1 is the provider's, 2 the site's, 3 and 4 the approvers', 5 and above strangers'.
enum Sample {
    static func key(_ number: UInt8) -> SigningKey {
        do {
            return try SigningKey(seed: secret([UInt8](repeating: number, count: 32)))
        } catch { preconditionFailure("a seed has 32 bytes") }
    }

    static func keyText(_ number: UInt8) -> SigningKeyText { SigningKeyText(key(number).publicKey) }

    static func deliveryKey(_ number: UInt8) -> DeliveryKeyText {
        do {
            return DeliveryKeyText(try DeliveryKey(scalar: secret([UInt8](repeating: number, count: 32))).publicKey)
        } catch { preconditionFailure("a scalar has 32 bytes") }
    }

    static let agreement: Agreement = {
        let field = Field(name: line("age"), type: .integer, role: .quasiIdentifier, constraints: constraints)
        return Agreement(
            reference: reference("DSA-2026-014"), revision: 1, supersedes: nil, title: line("Household survey extract"),
            purpose: Prose("Estimate jobs by region.\nNothing else: \"région\" \\ path/to.")!,
            purposeCategory: .statistics, legalGateway: line("Digital Economy Act 2017, section 64"), businessCase: nil,
            dpia: nil, necessity: nil, sampling: nil,
            provider: Provider(
                organisation: line("Department A"), dataOwner: line("R. Patel"), dataSteward: line("K. Jones"),
                contact: line("data@department-a.example"), signingKey: keyText(1)),
            recipients: [
                Recipient(
                    organisation: line("Department B"), site: line("Example House"), siteKeys: [keyText(2)],
                    users: [line("J. Doe"), line("A. Smith")])
            ],
            classification: Classification("OFFICIAL-SENSITIVE")!, personalData: true, specialCategory: false,
            criminalOffenceData: false, deIdentification: .pseudonymised,
            assurances: [
                Assurance(
                    kind: .accreditation, holder: line("Example House"), reference: line("ACC-77"),
                    validUntil: day("2027-12-31", "2028-01-01T00:00:00Z"))
            ],
            escalation: [
                Escalation(role: reference("data-steward"), contact: line("steward@department-a.example"), days: 14)
            ],
            starts: day("2026-12-01", "2026-12-01T00:00:00Z"), expires: day("2027-05-31", "2027-05-31T23:00:00Z"),
            deleteBy: day("2027-06-30", "2027-06-30T23:00:00Z"), reviewBy: nil, timezone: line("Europe/London"),
            conditions: [Condition(id: reference("no-linkage"), text: Prose("The data are not linked.")!)],
            onwardSharing: .prohibited, storage: Storage(encrypted: .required, removableMedia: .prohibited),
            approvalsRequired: [
                ApprovalRequirement(
                    role: reference("information-asset-owner"), name: line("R. Patel"), key: keyText(3)),
                ApprovalRequirement(
                    role: reference("data-protection-officer"), name: line("S. Okafor"), key: keyText(4)),
            ],
            screening: ScreeningTerms(acceptance: .approver),
            tables: [
                Table(
                    path: path("data/households.csv"), maximumRecords: 5_000, kThreshold: 3,
                    schema: TableSchema(fieldsMatch: .exact, fields: [field]))
            ])
    }()

    private static var constraints: Constraints {
        var limits = Constraints()
        limits.minimum = line("0")
        limits.maxLength = 3
        return limits
    }

    static func changed(_ change: (inout Agreement) -> Void) -> Agreement {
        var agreement = agreement
        change(&agreement)
        return agreement
    }

    static func cardBody(
        id: String = "00112233445566778899aabbccddeeff", organisation: String = "Department B",
        site: String = "Example House", holder: String = "J. Doe", provider: UInt8 = 1,
        reference name: String = "DSA-2026-014", deliveryKey number: UInt8 = 9, useBy: String = "2027-01-31T00:00:00Z"
    ) -> CardBody {
        CardBody(
            cardID: Identifier(id)!, organisation: line(organisation), site: line(site), holder: line(holder),
            provider: keyText(provider), reference: reference(name), deliveryKey: deliveryKey(number),
            madeAt: instant("2026-12-01T09:30:00Z"), useBy: instant(useBy))
    }

    static let card = Card(cardBody(), signedBy: key(2))

    /// The approval that `agreement` requires in place `index`, or one that was changed.
    static func approval(
        _ index: Int, of agreement: Agreement = agreement, key number: UInt8? = nil,
        change: (inout ApprovalRequirement) -> Void = { _ in }
    ) -> Approval {
        var requirement = agreement.approvalsRequired[index]
        change(&requirement)
        let body = ApprovalBody(of: agreement, for: requirement, at: instant("2026-12-02T08:00:00Z"))
        return Approval(body, signedBy: key(number ?? UInt8(index + 3)))
    }

    static func approvals(of agreement: Agreement = agreement) -> [Approval] {
        agreement.approvalsRequired.indices.map { approval($0, of: agreement) }
    }
}
