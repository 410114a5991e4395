import PackageFormat
import Sealing

/// An agreement as a document to read and print: every clause, and the hash of the text that binds.
struct AgreementDocument {
    let agreement: Agreement

    static func markdown(_ agreement: Agreement) -> [UInt8] {
        Array(AgreementDocument(agreement: agreement).text.utf8)
    }

    private typealias Rows = [(String, (any CustomStringConvertible)?)]

    /// Ends with a line feed.
    var text: String {
        var parts = [
            "# Data-sharing agreement \(md(agreement.reference)), revision \(agreement.revision)",
            "**\(md(agreement.title))**", origin,
        ]
        parts += ["## Purpose"] + purpose
        parts += ["## Parties"] + parties
        parts += ["## Data", facts(sensitivity)]
        parts += ["## Term", term]
        parts += ["## Conditions"] + conditions
        parts += ["## Handling", facts(handling)]
        parts += ["## Assurances", assurances, "## Approvals", approvals, "## If a deadline passes", escalation]
        parts += ["## Tables"] + tables
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func md(_ text: some CustomStringConvertible) -> String { Markdown.inline(text) }

    private func facts(_ rows: Rows) -> String {
        Markdown.table(["", ""], rows.compactMap { name, value in value.map { [name, md($0.description)] } })
    }

    /// What this page is, and what it is not.
    private var origin: String {
        """
        The text that is approved and binds is the compiled agreement with the hash \
        `\(agreement.hash.hex)`; this page says in words what stands there. \
        "microvault agreement show" prints the hash of a compiled agreement.
        """
    }

    private var purpose: [String] {
        [Markdown.quotation(agreement.purpose)] + [
            facts([
                ("Purpose category", agreement.purposeCategory.rawValue),
                ("Legal gateway", agreement.legalGateway),
                ("Business case", agreement.businessCase),
                ("Impact assessment", agreement.dpia),
                ("Necessity", agreement.necessity),
                ("Sampling", agreement.sampling),
                ("Supersedes the text with the hash", agreement.supersedes?.hex),
            ])
        ]
    }

    private var parties: [String] {
        let provider = agreement.provider
        return [
            "### Provider",
            facts([
                ("Organisation", provider.organisation), ("Data owner", provider.dataOwner),
                ("Data steward", provider.dataSteward), ("Contact", provider.contact),
                ("Fingerprint of the signing key", provider.signingKey.fingerprint),
            ]),
            "### Recipients",
            Markdown.table(
                ["Organisation", "Site", "People", "Fingerprints of the site's keys"],
                agreement.recipients.map { recipient in
                    [
                        md(recipient.organisation), md(recipient.site),
                        recipient.users.map(md).joined(separator: "<br>"),
                        recipient.siteKeys.map { md($0.fingerprint) }.joined(separator: "<br>"),
                    ]
                }),
        ]
    }

    private var sensitivity: Rows {
        [
            ("Classification", agreement.classification), ("Personal data", word(agreement.personalData)),
            ("Special category data", word(agreement.specialCategory)),
            ("Criminal offence data", word(agreement.criminalOffenceData)),
            ("De-identification", agreement.deIdentification.rawValue),
        ]
    }

    private var term: String {
        func end(_ what: String, _ day: DatedInstant) -> [String] {
            [what, "end of \(day.date.inWords)", "before \(day.instant)"]
        }
        var rows = [
            ["Opens from", "start of \(agreement.starts.date.inWords)", "from \(agreement.starts.instant)"],
            end("Opens until", agreement.expires),
        ]
        if let review = agreement.reviewBy { rows.append(end("To be reviewed by", review)) }
        rows.append(end("Every copy gone by", agreement.deleteBy))
        return Markdown.table(["", "Day (\(md(agreement.timezone)))", "UTC"], rows)
    }

    private var conditions: [String] {
        guard !agreement.conditions.isEmpty else { return ["None."] }
        return agreement.conditions.flatMap { ["### \(md($0.id))", Markdown.quotation($0.text)] }
    }

    private var handling: Rows {
        [
            ("Onward sharing", agreement.onwardSharing.rawValue),
            ("Encryption where opened data lie", agreement.storage.encrypted.rawValue),
            ("Removable media", agreement.storage.removableMedia.rawValue),
            ("Screening findings are accepted by", agreement.screening.acceptance.rawValue),
        ]
    }

    private var assurances: String {
        guard !agreement.assurances.isEmpty else { return "None." }
        return Markdown.table(
            ["Kind", "Holder", "Reference", "Valid until the end of"],
            agreement.assurances.map {
                [md($0.kind.rawValue), md($0.holder), md($0.reference), $0.validUntil?.date.inWords ?? ""]
            })
    }

    private var approvals: String {
        guard !agreement.approvalsRequired.isEmpty else { return "None is required." }
        return Markdown.table(
            ["Role", "Name", "Fingerprint of the key"],
            agreement.approvalsRequired.map { [md($0.role), md($0.name), md($0.key.fingerprint)] })
    }

    private var escalation: String {
        guard !agreement.escalation.isEmpty else { return "Nobody is named." }
        return Markdown.table(
            ["Days after it", "Role", "Contact"],
            agreement.escalation.map { [String($0.days), md($0.role), md($0.contact)] })
    }

    private var tables: [String] {
        guard !agreement.tables.isEmpty else { return ["None is listed; the extract is not screened before packing."] }
        return agreement.tables.flatMap { table -> [String] in
            var parts = ["### \(md(table.path))"]
            let limits = facts([
                ("Records at most", table.maximumRecords), ("Groups of at least", table.kThreshold),
                ("Fields match", table.schema?.fieldsMatch.rawValue),
            ])
            let hasLimits = table.maximumRecords != nil || table.kThreshold != nil || table.schema != nil
            parts.append(hasLimits ? limits : "No limits.")
            guard let schema = table.schema else { return parts }
            parts.append(
                Markdown.table(
                    ["Field", "Type", "Role", "Constraints"],
                    schema.fields.map { field in
                        [
                            md(field.name), field.type.rawValue, field.role.rawValue,
                            md(field.constraints?.words.joined(separator: ", ") ?? ""),
                        ]
                    }))
            return parts
        }
    }

    private func word(_ flag: Bool) -> String { flag ? "yes" : "no" }
}
