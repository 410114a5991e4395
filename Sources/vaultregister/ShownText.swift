import CommandLineSupport
import DeadlineRegister
import PackageFormat

/// What `show` prints.
struct ShownText {
    let found: Shown

    init(_ found: Shown) { self.found = found }

    var lines: [String] {
        var lines = ["\(shown(found.reference))  \(shown(found.title))", status, ""]
        for copy in found.copies { lines += CopyText(copy).lines + [""] }
        for package in found.packages {
            lines.append("package \(package.packageID)")
            lines.append(aligned("  hash", package.packageHash))
            lines.append(aligned("  signed", inWords(package.signedAt)))
            lines.append(aligned("  revision in force", String(package.revision)))
            for approval in package.approvals {
                lines.append(
                    aligned(
                        "  approved",
                        "\(shown(approval.name)), \(approval.role), \(inWords(approval.at))\(approval.isTrusted ? "" : " (by a key that is not trusted here for that role)")"
                    ))
            }
            for statement in package.statements {
                lines.append(
                    aligned(
                        "  \(statement.kind)",
                        "\(inWords(statement.issuedAt))\(statement.reason.map { ": \(shown($0))" } ?? "")\(statement.hasEffect ? "" : " (without effect)")"
                    ))
            }
            lines.append("")
        }
        for card in found.offeredCards {
            lines.append(
                aligned(
                    "card, no package yet",
                    "\(shown(card.holder)), \(shown(card.organisation)), \(shown(card.site)), \(inWords(card.madeAt))"))
        }
        for note in found.notes { lines.append(aligned("note", "\(inWords(note.at)): \(shown(note.text))")) }
        for finding in found.findings {
            lines.append(aligned("finding", "\(finding.code.inWords): \(shown(finding.subject))"))
        }
        for record in found.aside {
            lines.append(aligned("kept aside", "\(shown(record.name)): \(record.reason.inWords)"))
        }
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    private var status: String {
        let open = found.copies.filter { !$0.isAccountedFor }.count
        if found.isClosed { return "closed: \(counted(found.copies.count, "copy is", "copies are all")) accounted for" }
        return found.copies.isEmpty
            ? "no package was seen yet"
            : "open: \(counted(open, "copy", "copies")) of \(found.copies.count) not accounted for"
    }
}
