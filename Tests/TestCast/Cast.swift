import PackageFormat
import Sealing

/// Who signs what in these tests; a key's seed bytes are all its number, so that keys are the same in every run.
package enum Who {
    package static let provider: UInt8 = 1
    package static let site: UInt8 = 2
    package static let approver: UInt8 = 3
    package static let officer: UInt8 = 4
    package static let otherProvider: UInt8 = 5
    package static let otherSite: UInt8 = 6
    package static let stranger: UInt8 = 7
}

package func signingKey(_ number: UInt8) -> SigningKey {
    do {
        return try SigningKey(
            seed: SecretBytes(count: 32) { $0.copyBytes(from: [UInt8](repeating: number, count: 32)) })
    } catch { preconditionFailure("a seed has 32 bytes") }
}

package func signer(_ number: UInt8) -> SigningKeyText { SigningKeyText(signingKey(number).publicKey) }

package func deliveryKey(_ number: UInt8) -> DeliveryKey {
    do {
        return try DeliveryKey(
            scalar: SecretBytes(count: 32) { $0.copyBytes(from: [UInt8](repeating: 100 &+ number, count: 32)) })
    } catch { preconditionFailure("a scalar has 32 bytes") }
}

/// An agreement from 1 December 2026 to 31 May 2027, and cards under it.
package enum Sample {
    package static let now = Instant("2027-01-15T12:00:00Z")!
    package static let signedAt = Instant("2027-01-10T10:00:00Z")!
    package static let reference = Reference("DSA-2026-014")!
    package static let organisation = Line("Department B")!
    package static let site = Line("Example House")!
    package static let person = Line("J. Doe")!

    package static func dated(_ date: String, _ instant: String) -> DatedInstant {
        DatedInstant(date: LocalDate(date)!, instant: Instant(instant)!)
    }

    package static func agreement(_ change: (inout Agreement) -> Void = { _ in }) -> Agreement {
        var agreement = Agreement(
            reference: reference, revision: 1, supersedes: nil, title: Line("Household survey extract")!,
            purpose: Prose("Estimate jobs by region.")!, purposeCategory: .statistics, legalGateway: nil,
            businessCase: nil, dpia: nil, necessity: nil, sampling: nil,
            provider: Provider(
                organisation: Line("Department A")!, dataOwner: Line("R. Patel")!, dataSteward: Line("K. Jones")!,
                contact: Line("data@department-a.example")!, signingKey: signer(Who.provider)),
            recipients: [
                Recipient(
                    organisation: organisation, site: site, siteKeys: [signer(Who.site)],
                    users: [person, Line("Zoë Ångström")!])
            ],
            classification: Classification("OFFICIAL")!, personalData: true, specialCategory: false,
            criminalOffenceData: false, deIdentification: .pseudonymised, assurances: [], escalation: [],
            starts: dated("2026-12-01", "2026-12-01T00:00:00Z"), expires: dated("2027-05-31", "2027-05-31T23:00:00Z"),
            deleteBy: dated("2027-06-30", "2027-06-30T23:00:00Z"), reviewBy: nil, timezone: Line("Europe/London")!,
            conditions: [Condition(id: Reference("no-linkage")!, text: Prose("Not linked with other data.")!)],
            onwardSharing: .prohibited, storage: Storage(encrypted: .recommended, removableMedia: .allowed),
            approvalsRequired: [], screening: ScreeningTerms(acceptance: .analyst), tables: [])
        change(&agreement)
        return agreement
    }

    package static let ownerRole = Reference("information-asset-owner")!
    package static let officerRole = Reference("data-protection-officer")!

    /// Two approvals required.
    package static let approvedAgreement = agreement {
        $0.approvalsRequired = [
            ApprovalRequirement(role: ownerRole, name: Line("R. Patel")!, key: signer(Who.approver)),
            ApprovalRequirement(role: officerRole, name: Line("S. Okafor")!, key: signer(Who.officer)),
        ]
    }

    /// What the approvers of `agreement` sign, with the keys that it names.
    package static func approvals(of agreement: Agreement) -> [Approval] {
        zip(agreement.approvalsRequired, [Who.approver, Who.officer]).map { required, key in
            Approval(ApprovalBody(of: agreement, for: required, at: signedAt), signedBy: signingKey(key))
        }
    }

    package static func cardID(_ number: Int) -> Identifier {
        let digits = String(number, radix: 16)
        return Identifier(String(repeating: "0", count: 32 - digits.count) + digits)!
    }

    /// Card `number` with delivery key `number`.
    package static func card(
        _ number: UInt8 = 1, site: Line = site, holder: Line = person, provider: UInt8 = Who.provider,
        reference: Reference = reference, key: UInt8? = nil, useBy: Instant = Instant("2027-03-01T00:00:00Z")!,
        signedBy: UInt8 = Who.site
    ) -> Card {
        let body = CardBody(
            cardID: cardID(Int(number)), organisation: organisation, site: site, holder: holder,
            provider: signer(provider), reference: reference,
            deliveryKey: DeliveryKeyText(deliveryKey(key ?? number).publicKey),
            madeAt: Instant("2026-12-20T09:00:00Z")!, useBy: useBy)
        return Card(body, signedBy: signingKey(signedBy))
    }
}
