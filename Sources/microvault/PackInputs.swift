import CommandLineSupport
import Files
import PackageFormat
import Pipelining
import Sealing
import Sending

/// The files that a pack is given, read and parsed; nothing is checked here beyond their form.
enum PackInputs {
    /// Those beside the agreement by name, and those given.
    static func approvals(of agreement: Agreement, beside path: String, and given: [String]) throws -> [Approval] {
        var approvals = try given.map(AgreementFiles.readApproval)
        for required in agreement.approvalsRequired where !approvals.contains(where: { $0.body.role == required.role })
        {
            let place = AgreementFiles.approvalPath(of: agreement, role: required.role, beside: path)
            let (folder, name) = splitPath(place)
            if try File(folder: folder).status(of: name) != nil {
                approvals.append(try AgreementFiles.readApproval(place))
            }
        }
        return approvals
    }

    static func cards(_ paths: [String], folder: String?) throws -> [GivenCard] {
        var paths = paths
        if let folder {
            let names = try File(folder: folder).names().compactMap { $0 }.filter { $0.hasSuffix(".card") }
            guard !names.isEmpty else {
                throw Words(.usage, "no .card file is in \(quoted(folder))", hint: "put the recipients' cards there")
            }
            paths += names.map { joinPath(folder, $0) }
        }
        let all = paths
        return try sideBySide(all.count) { number in Result { try card(all[number]) } }.map { try $0.get() }
    }

    private static func card(_ path: String) throws -> GivenCard {
        let file = try File(reading: path)
        guard let bytes = try file.contents(cap: 65_536) else {
            throw Words(
                .usage, "\(quoted(path)) is too long for a card", hint: "name the file that the recipient sent")
        }
        do throws(StatementError) { return GivenCard(path: path, card: try Card(parsing: bytes)) } catch {
            throw Words(
                error.status, "\(quoted(path)) is not a card: \(error.phrase)",
                hint: "name the file that the recipient sent")
        }
    }

    static func approvers(_ folder: String?) throws -> (folder: String, keys: [SigningPublicKey])? {
        let standard = "/etc/microvault/approvers"
        if folder == nil, try File(folder: "/").status(of: "etc/microvault/approvers") == nil { return nil }
        let path = folder ?? standard
        let names = try File(folder: path).names().compactMap { $0 }.filter { $0.hasSuffix(".pub") }
        return (path, try names.map { try readKeyLine(joinPath(path, $0)).signingKey() })
    }

    static func identifiers(_ texts: [String]) throws -> [Identifier] {
        try texts.map { text in
            guard let id = Identifier(text) else {
                throw Words(
                    .usage, "\(quoted(text)) is not a package id",
                    hint: "copy the 32 characters that \"microvault inspect\" prints")
            }
            return id
        }
    }

    static func headPath(beside path: String) -> String {
        (path.hasSuffix(".mvault") ? String(path.dropLast(7)) : path) + ".mvault-head"
    }

    static func usedCardsPath() throws -> String {
        let path = try Surroundings.stateFolder(of: "microvault") + "/used-cards"
        try makeParents(of: path)
        return path
    }
}

/// What a pack says before it writes.
struct PackSummary {
    private let extract: Extract
    private let permit: PackPermit

    init(_ extract: Extract, permit: PackPermit) { (self.extract, self.permit) = (extract, permit) }

    var text: String {
        let agreement = permit.agreement
        var lines = [
            aligned("agreement", "\(agreement.reference), revision \(agreement.revision): \(agreement.title)"),
            aligned("extract", "\(counted(extract.fileCount, "file")), \(sized(extract.contentBytes))"),
        ]
        lines += extract.files.prefix(12).map { aligned("", "\(shown($0.path))  \(sized($0.status.size))") }
        if extract.fileCount > 12 {
            lines.append(aligned("", "and \(counted(extract.fileCount - 12, "more file"))"))
        }
        let people = permit.cards.prefix(12).map(\.body)
        for (index, card) in people.enumerated() {
            lines.append(
                aligned(index == 0 ? "will open for" : "", "\(card.holder), \(card.organisation), \(card.site)"))
        }
        if permit.cards.count > 12 { lines.append(aligned("", "and \(counted(permit.cards.count - 12, "more card"))")) }
        let zone = agreement.timezone
        lines.append(aligned("from", "\(agreement.starts.date.inWords) (\(zone))"))
        lines.append(aligned("until", "\(agreement.expires.date.inWords), end of day"))
        lines.append(aligned("delete by", "\(agreement.deleteBy.date.inWords), end of day"))
        return lines.joined(separator: "\n")
    }

    var notices: [String] {
        guard !extract.noticed.isEmpty else { return [] }
        let names = extract.noticed.prefix(5).map { quoted($0) }.joined(separator: ", ")
        let more = extract.noticed.count > 5 ? " and \(counted(extract.noticed.count - 5, "more"))" : ""
        return ["hidden or lock files are in the extract and will be packed: \(names)\(more)"]
    }
}
