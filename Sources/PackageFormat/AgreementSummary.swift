import Sealing

/// A compiled agreement in words, complete: what a signer reads before approving (docs/format.md, section 6).
public struct AgreementSummary: Sendable {
    /// In the order in which a signer wants them; a text may have several lines.
    public let lines: [(label: String, text: String)]

    public init(_ agreement: Agreement) {
        lines =
            Self.grounds(agreement) + Self.parties(agreement) + Self.sensitivity(agreement) + Self.term(agreement)
            + Self.handling(agreement) + Self.duties(agreement) + agreement.tables.map(Self.table) + [
                ("agreement hash", agreement.hash.hex)
            ]
    }

    /// What the person who opens a package accepts: purpose, sensitivity, dates, conditions and duties.
    public init(accepting agreement: Agreement) {
        let shown = ["reference", "revision", "title", "purpose", "purpose category", "legal gateway"]
        lines =
            Self.grounds(agreement).filter { shown.contains($0.label) }
            + [("provider", agreement.provider.organisation.description)] + Self.sensitivity(agreement)
            + Self.term(agreement) + Self.handling(agreement)
    }

    private typealias Lines = [(label: String, text: String)]

    private static func grounds(_ a: Agreement) -> Lines {
        given([
            ("reference", a.reference.description),
            ("revision", String(a.revision)),
            ("supersedes", a.supersedes?.hex),
            ("title", a.title.description),
            ("purpose", a.purpose.description),
            ("purpose category", a.purposeCategory.rawValue),
            ("legal gateway", a.legalGateway?.description),
            ("business case", a.businessCase?.description),
            ("impact assessment", a.dpia?.description),
            ("necessity", a.necessity?.description),
            ("sampling", a.sampling?.description),
        ])
    }

    private static func parties(_ a: Agreement) -> Lines {
        let provider: Lines = [
            ("provider", a.provider.organisation.description),
            ("data owner", a.provider.dataOwner.description),
            ("data steward", a.provider.dataSteward.description),
            ("contact", a.provider.contact.description),
            ("provider key", a.provider.signingKey.fingerprint.description),
        ]
        return provider
            + a.recipients.flatMap { recipient -> Lines in
                [
                    ("recipient", recipient.organisation.description),
                    ("site", recipient.site.description),
                    ("site key", recipient.siteKeys.map(\.fingerprint.description).joined(separator: "\n")),
                    ("users", recipient.users.map(\.description).joined(separator: "\n")),
                ]
            }
    }

    private static func sensitivity(_ a: Agreement) -> Lines {
        [
            ("classification", a.classification.description),
            ("personal data", word(a.personalData)),
            ("special category", word(a.specialCategory)),
            ("criminal offences", word(a.criminalOffenceData)),
            ("de-identification", a.deIdentification.rawValue),
        ]
    }

    private static func term(_ a: Agreement) -> Lines {
        given([
            ("opens from", "\(a.starts.date.inWords), start of day (\(a.timezone)): from \(a.starts.instant)"),
            ("opens until", end(of: a.expires, a)),
            ("review by", a.reviewBy.map { end(of: $0, a) }),
            ("delete by", end(of: a.deleteBy, a)),
        ])
    }

    private static func handling(_ a: Agreement) -> Lines {
        a.conditions.map { ("condition \($0.id)", $0.text.description) } + [
            ("onward sharing", a.onwardSharing.rawValue),
            ("storage", "encryption \(a.storage.encrypted.rawValue)"),
            ("removable media", a.storage.removableMedia.rawValue),
        ]
    }

    private static func duties(_ a: Agreement) -> Lines {
        var lines: Lines = []
        for assurance in a.assurances {
            let until = assurance.validUntil.map { "\nvalid until \(end(of: $0, a))" } ?? ""
            lines.append(
                (
                    "assurance",
                    "\(assurance.kind.rawValue)\nheld by \(assurance.holder)\nreference \(assurance.reference)\(until)"
                ))
        }
        for step in a.escalation {
            lines.append(("escalation", "\(step.role)\n\(step.contact)\n\(days(step.days)) after a deadline"))
        }
        for required in a.approvalsRequired {
            lines.append(("approval required", "\(required.role)\n\(required.name)\nkey \(required.key.fingerprint)"))
        }
        if a.approvalsRequired.isEmpty { lines.append(("approval required", "none")) }
        lines.append(("screening findings", "accepted by \(a.screening.acceptance.rawValue)"))
        return lines
    }

    private static func table(_ table: Table) -> (label: String, text: String) {
        var parts: [String] = []
        if let records = table.maximumRecords { parts.append("at most \(records) records") }
        if let k = table.kThreshold { parts.append("groups of at least \(k)") }
        if let schema = table.schema {
            parts.append("fields match: \(schema.fieldsMatch.rawValue)")
            parts += schema.fields.map { field in
                let constraints = field.constraints?.words ?? []
                let facts = ["type \(field.type.rawValue)", "role \(field.role.rawValue)"] + constraints
                return "field \"\(field.name)\": " + facts.joined(separator: ", ")
            }
        }
        return ("table \(table.path)", parts.isEmpty ? "no limits" : parts.joined(separator: "\n"))
    }

    private static func end(of day: DatedInstant, _ a: Agreement) -> String {
        "\(day.date.inWords), end of day (\(a.timezone)): before \(day.instant)"
    }

    private static func word(_ flag: Bool) -> String { flag ? "yes" : "no" }
    private static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }

    private static func given(_ lines: [(String, String?)]) -> Lines {
        lines.compactMap { label, text in text.map { (label, $0) } }
    }
}

extension AgreementSummary {
    /// As `LabelledLines` lays them out.
    public func text(width: Int = 80) -> String { LabelledLines(lines).text(width: width) }
}

extension Constraints {
    /// Each limit that is set.
    public var words: [String] {
        [
            required.map { "required \($0 ? "yes" : "no")" },
            unique.map { "unique \($0 ? "yes" : "no")" },
            minimum.map { "minimum \($0)" },
            maximum.map { "maximum \($0)" },
            minLength.map { "minimum length \($0)" },
            maxLength.map { "maximum length \($0)" },
            pattern.map { "pattern \"\($0)\"" },
            self.enum.map { "one of " + $0.map { "\"\($0)\"" }.joined(separator: " ") },
        ].compactMap { $0 }
    }
}
