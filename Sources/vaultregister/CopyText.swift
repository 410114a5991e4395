import CommandLineSupport
import CustodyLog
import DeadlineRegister
import PackageFormat

/// A copy in lines, for `due` and `show`.
struct CopyText {
    let row: CopyRow

    init(_ row: CopyRow) { self.row = row }

    var lines: [String] {
        var lines = ["\(shown(row.reference))  \(row.state.inWords(daysLeft: row.daysLeft))\(declared)"]
        lines.append(aligned("  title", shown(row.title)))
        lines.append(aligned("  held by", place))
        if !row.isOurs { lines.append(aligned("  from", shown(row.provider))) }
        if let package = row.packageID { lines.append(aligned("  package", package)) }
        lines.append(aligned("  deadline", deadline))
        if let reason = row.recallReason {
            lines.append(aligned("  recalled", "\(day(row.recalledAt)): \(shown(reason))"))
        }
        if let reason = row.holdReason { lines.append(aligned("  on hold", shown(reason))) }
        lines.append(aligned("  last known", lastKnown))
        if !row.missing.isEmpty {
            lines.append(aligned("  missing", row.missing.map(\.inWords).joined(separator: "; ")))
        }
        if !row.isAccountedFor {
            for (index, name) in ask.enumerated() { lines.append(aligned(index == 0 ? "  ask" : "", name)) }
        }
        return lines
    }

    private var declared: String { row.evidence == .declared ? "  (declared, not verified)" : "" }

    var place: String {
        let people =
            row.holders.isEmpty
            ? ""
            : " (\(row.holders.prefix(5).map { shown($0) }.joined(separator: ", "))\(row.holders.count > 5 ? ", …" : ""))"
        return "\(shown(row.organisation)), \(shown(row.site))\(people)"
    }

    var deadline: String {
        row.deadline == row.deleteBy
            ? row.deleteBy.inWords : "\(row.deadline.inWords), by recall; else \(row.deleteBy.inWords)"
    }

    /// The last that signed evidence says of it.
    var lastKnown: String {
        if row.evidence == .declared {
            let said = row.deletedOn.map { "said to be deleted on \($0.inWords)" } ?? "what a table says"
            return row.paper.map { "\(said); \(shown($0))" } ?? said
        }
        if let deleted = row.deletedOn {
            return "deleted on \(deleted.inWords), by certificate (record \(row.certificateRecord ?? 0))"
        }
        guard let last = row.lastUseAt else {
            return row.heardAt.map { "the site's log says nothing of it up to \(inWords($0))" }
                ?? "nothing has come from the site"
        }
        let opened = row.openings > 0 ? "opened \(counted(row.openings, "time")), last event" : "last event"
        return "\(opened) \(inWords(last)); the site's log is known up to \(day(row.heardAt))"
    }

    /// Those to ask, the nearest first: who holds it, who shared it, and who is named for such a delay.
    var ask: [String] {
        if let contact = row.contact { return [shown(contact)] }
        var names = row.holders.prefix(3).map { "\(shown($0)), \(shown(row.organisation))" }
        if let contacts = row.contacts {
            names.append("\(shown(contacts.dataSteward)), data steward, \(shown(contacts.contact))")
            for escalation in contacts.escalation(daysLate: -row.daysLeft) where row.daysLeft < 0 {
                names.append(
                    "\(escalation.role), \(shown(escalation.contact)), for \(counted(escalation.days, "day")) late")
            }
        }
        return Array(names)
    }

    private func day(_ moment: Instant?) -> String { moment?.utcDate.inWords ?? "" }
}

/// Copies as a table for a spreadsheet.
struct CopyTable {
    let rows: [CopyRow]

    init(_ rows: [CopyRow]) { self.rows = rows }

    static let heading = [
        "reference", "title", "state", "evidence", "provider", "organisation", "site", "holders", "package_id",
        "deadline",
        "days_left", "delete_by", "last_event_at", "deleted_on", "missing", "ask",
    ]

    var text: String { csv([Self.heading] + rows.map(cells)) }

    private func cells(_ row: CopyRow) -> [String] {
        [
            row.reference, row.title, row.state.rawValue, row.evidence.rawValue, row.provider, row.organisation,
            row.site,
            row.holders.joined(separator: "; "), row.packageID ?? "", row.deadline.description, String(row.daysLeft),
            row.deleteBy.description, row.lastUseAt?.description ?? "", row.deletedOn?.description ?? "",
            row.missing.map(\.rawValue).joined(separator: "; "), CopyText(row).ask.joined(separator: "; "),
        ]
    }
}

/// RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe: names come from elsewhere.
func csv(_ rows: [[String]]) -> String {
    rows.map { $0.map(csvCell).joined(separator: ",") + "\r\n" }.joined()
}

private func csvCell(_ text: String) -> String {
    var text = shown(text)
    let isNumber = Int(text) != nil
    if !isNumber, let first = text.utf8.first, "=+-@".utf8.contains(first) { text = "'" + text }
    guard text.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
}
