import ArgumentParser
import CommandLineSupport
import Custody
import CustodyLog
import PackageFormat
import Sealing

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show what this site holds, where it is open and until when; status 2 when something is due.")

    @Flag(help: "Print as JSON.")
    var json = false

    @OptionGroup var vault: VaultOptions

    func run() throws {
        let site = try vault.open()
        let (now, doubt) = try site.shownTime(clock: Surroundings.now)
        if let doubt { Output.notice(doubt.words.message) }
        let rows = try site.report(at: now)
        let damaged = try site.damagedHoldings().map(DamagedRow.init)
        if json {
            try printJSON(rows.map(Row.whole) + damaged.map(Row.damaged))
        } else {
            show(rows)
            show(damaged)
            if rows.isEmpty, damaged.isEmpty { Output.print("nothing is held here") }
        }
        if rows.contains(where: \.isDue) { throw ExitStatus.due }
        if !damaged.isEmpty { throw ExitStatus.vaultDamaged }
    }

    private func show(_ rows: [HoldingReport]) {
        for row in rows {
            Output.print("\(row.reference)  \(words(row.state))  \(left(row))")
            Output.print(aligned("  package", row.packageID.description))
            Output.print(aligned("  title", shown(row.title)))
            Output.print(aligned("  from", shown(row.provider)))
            if row.state != .deleted {
                Output.print(aligned("  opens until", "\(row.expires.inWords), end of day (\(row.timezone))"))
                Output.print(aligned("  delete by", "\(row.deleteBy.inWords), end of day"))
            }
            for copy in row.copies {
                Output.print(
                    aligned("  open in", "\(shown(copy.destination)), by \(shown(copy.person)), \(inWords(copy.at))"))
            }
            if let reason = row.recallReason { Output.print(aligned("  recalled", shown(reason))) }
            if let reason = row.holdReason { Output.print(aligned("  on hold", shown(reason))) }
            if let path = row.certificate { Output.print(aligned("  certificate", shown(path))) }
            if let next = next(row) { Output.print(aligned("  next", next)) }
        }
    }

    private func show(_ rows: [DamagedRow]) {
        for row in rows {
            Output.print("\(row.reference?.description ?? "a package")  DAMAGED")
            if let id = row.packageID { Output.print(aligned("  package", id.description)) }
            Output.print(aligned("  package hash", row.packageHash.description))
            Output.print(aligned("  damaged", row.reason))
            if let hint = row.hint { Output.print(aligned("  next", hint)) }
        }
    }

    private func words(_ state: CopyState) -> String {
        switch state {
        case .sent, .received: "received"
        case .open: "open"
        case .closed: "closed"
        case .expired: "expired"
        case .recalled: "recalled"
        case .deletionDue: "deletion due"
        case .overdue: "OVERDUE"
        case .deleted: "deleted"
        case .deletionPartial: "deleted in part"
        case .onHold: "on hold"
        }
    }

    private func left(_ row: HoldingReport) -> String {
        guard row.state != .deleted else { return "" }
        let days = row.daysLeft
        if days < 0 { return "\(counted(-days, "day")) late" }
        return days == 0 ? "delete today" : "\(counted(days, "day")) left"
    }

    private func next(_ row: HoldingReport) -> String? {
        switch row.state {
        case .expired, .recalled, .deletionDue, .overdue: "unvault delete \(row.packageID)"
        case .deletionPartial: "unvault delete \(row.packageID), once what was kept is dealt with"
        case .sent, .received, .open, .closed, .deleted, .onHold: nil
        }
    }
}

/// A row of `status --json`.
private enum Row: Encodable {
    case whole(HoldingReport)
    case damaged(DamagedRow)

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .whole(let row): try row.encode(to: encoder)
        case .damaged(let row): try row.encode(to: encoder)
        }
    }
}

/// A holding that cannot be read: what its folder and the logs tell of it.
private struct DamagedRow: Encodable {
    let state = "damaged"
    let packageHash: Digest
    let packageID: Identifier?
    let reference: Reference?
    let reason: String
    let hint: String?

    enum CodingKeys: String, CodingKey {
        case state
        case packageHash = "package_hash"
        case packageID = "package_id"
        case reference
        case reason = "damaged"
    }

    init(_ holding: DamagedHolding) {
        (packageHash, packageID, reference) = (holding.packageHash, holding.packageID, holding.reference)
        (reason, hint) = (holding.error.words.message, holding.error.words.hint)
    }
}
