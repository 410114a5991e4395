import PackageFormat
import Sealing

/// A list of packages as a document: an overview, then each package.
struct ListDocument {
    let list: PackageList

    /// Ends with a line feed.
    var text: String {
        let parts =
            [
                "# Catalogue of packages",
                """
                Made from the heads of packages: metadata, never data. Their signatures verify. \
                Not checked: whose keys made them (compare the fingerprints), the payloads, and what was amended since.
                """, overview,
            ] + list.entries.flatMap(sections)
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func md(_ text: some CustomStringConvertible) -> String { Markdown.inline(text) }

    private var overview: String {
        Markdown.table(
            ["Reference", "Title", "Provider", "Special category", "Opens until", "Delete by", "Package", ""],
            list.entries.map { entry in
                let agreement = entry.agreement
                return [
                    md(agreement.reference), md(agreement.title), md(agreement.provider.organisation),
                    word(agreement.specialCategory), agreement.expires.date.inWords, agreement.deleteBy.date.inWords,
                    "`\(entry.id)`", list.successors(of: entry).isEmpty ? "" : "**superseded**",
                ]
            })
    }

    private func sections(_ entry: PackageList.Entry) -> [String] {
        let agreement = entry.agreement
        var parts = [
            "## \(md(agreement.title))",
            Markdown.table(["", ""], facts(entry).map { [$0, $1] }),
        ]
        for table in entry.published {
            parts.append("### \(md(table.path))")
            parts.append("\(md(table.extent ?? "")), by the sender's word.")
            parts.append(
                Markdown.table(["Variable", "Type"], table.variables.map { [md($0.name), $0.type.rawValue] }))
        }
        if entry.published.isEmpty { parts.append("Variables: the sender published none.") }
        return parts
    }

    private func facts(_ entry: PackageList.Entry) -> [(String, String)] {
        let agreement = entry.agreement
        let conditions = agreement.conditions.map { "\(md($0.id)): \(md($0.text))" }
        var facts = [
            ("Agreement", "\(md(agreement.reference)), revision \(agreement.revision), hash `\(agreement.hash.hex)`"),
            ("Package", "`\(entry.id)`, signed \(entry.head.envelope.signedAt), from \(md(entry.file))"),
            ("Purpose", md(agreement.purpose)),
            ("Purpose category", agreement.purposeCategory.rawValue),
            ("Provider", "\(md(agreement.provider.organisation)), \(md(agreement.provider.contact))"),
            ("Signed by the key", md(agreement.provider.signingKey.fingerprint)),
            (
                "For",
                agreement.recipients.map { "\(md($0.organisation)), \(md($0.site))" }.joined(separator: "<br>")
            ),
            ("Classification", md(agreement.classification)),
            ("Personal data", "\(word(agreement.personalData)), \(agreement.deIdentification.rawValue)"),
            ("Special category data", word(agreement.specialCategory)),
            ("Criminal offence data", word(agreement.criminalOffenceData)),
            ("Onward sharing", agreement.onwardSharing.rawValue),
            (
                "Storage of opened data",
                "encryption \(agreement.storage.encrypted.rawValue), removable media \(agreement.storage.removableMedia.rawValue)"
            ),
            ("Conditions", conditions.isEmpty ? "none" : conditions.joined(separator: "<br>")),
            (
                "Opens",
                "from \(agreement.starts.date.inWords) to the end of \(agreement.expires.date.inWords) (\(md(agreement.timezone)))"
            ),
        ]
        if let review = agreement.reviewBy { facts.append(("To be reviewed by", "the end of \(review.date.inWords)")) }
        facts.append(("Every copy gone by", "the end of \(agreement.deleteBy.date.inWords)"))
        let successors = list.successors(of: entry)
        if !successors.isEmpty {
            facts.append(("**Superseded by**", successors.map { "`\($0)`" }.joined(separator: "<br>")))
        }
        return facts
    }

    private func word(_ flag: Bool) -> String { flag ? "yes" : "no" }
}
