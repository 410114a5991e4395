import PackageFormat
import Sealing

/// A list of packages as a table for a spreadsheet (RFC 4180).
struct ListTable {
    let list: PackageList

    static let heading = [
        "reference", "revision", "title", "purpose", "purpose_category", "provider", "contact", "recipients",
        "classification", "personal_data", "special_category", "criminal_offence_data", "de_identification",
        "onward_sharing", "storage_encrypted", "removable_media", "conditions", "starts", "expires", "review_by",
        "delete_by", "signed_at", "variables", "package_id", "superseded_by", "package_hash", "agreement_hash",
        "signer_fingerprint", "file",
    ]

    var text: String { CommaSeparated.text([Self.heading] + list.entries.map(cells)) }

    private func cells(_ entry: PackageList.Entry) -> [String] {
        let agreement = entry.agreement
        let days = [agreement.starts.date, agreement.expires.date].map(\.description)
        let texts = [agreement.title.description, agreement.purpose.description, agreement.purposeCategory.rawValue]
        let flags = [agreement.personalData, agreement.specialCategory, agreement.criminalOffenceData].map(String.init)
        return [agreement.reference.description, String(agreement.revision)] + texts
            + [agreement.provider.organisation.description, agreement.provider.contact.description]
            + [agreement.recipients.map { "\($0.organisation), \($0.site)" }.joined(separator: "; ")]
            + [agreement.classification.description] + flags + [agreement.deIdentification.rawValue]
            + [agreement.onwardSharing.rawValue, agreement.storage.encrypted.rawValue]
            + [agreement.storage.removableMedia.rawValue]
            + [agreement.conditions.map { "\($0.id): \($0.text)" }.joined(separator: "; ")]
            + days + [agreement.reviewBy?.date.description ?? "", agreement.deleteBy.date.description]
            + [entry.head.envelope.signedAt.description, entry.published.map(variables).joined(separator: "; ")]
            + [entry.id.description, list.successors(of: entry).map(\.description).joined(separator: "; ")]
            + [entry.head.packageHash.hex, agreement.hash.hex]
            + [agreement.provider.signingKey.fingerprint.description, entry.file]
    }

    private func variables(_ table: DescribedTable) -> String {
        let names = table.variables.map { "\($0.name) (\($0.type.rawValue))" }.joined(separator: ", ")
        return "\(table.path), \(table.extent ?? ""): \(names)"
    }
}

/// RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe: texts come from elsewhere.
enum CommaSeparated {
    static func text(_ rows: [[String]]) -> String {
        rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    static func cell(_ text: String) -> String {
        let text = beginsFormula(text) ? "'" + text : text
        guard text.utf8.contains(where: { ",;\"\r\n'".utf8.contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    /// The signs, and their full-width forms, which some spreadsheets read in the same way; a whole number is none.
    private static func beginsFormula(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, Int(text) == nil else { return false }
        return "=+-@\t\r\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first)
    }
}
