import CustodyLog
import FoundationEssentials
import GRDB
import PackageFormat
import Sealing

/// What a page about the whole register shows.
public struct Overview: Sendable {
    /// Copies and declared transfers of one organisation, where it holds them.
    public struct Organisation: Sendable {
        public let name: String
        public var dueNow = 0
        public var next90 = 0
        public var later = 0
        public var onHold = 0
        /// By certificate.
        public var accounted = 0
        /// Declared transfers, of those not accounted for.
        public var declared = 0
        /// Said to be deleted, by nobody's certificate.
        public var declaredDeleted = 0
    }

    public let organisation: String
    public let day: LocalDate
    /// Not accounted for, by deadline.
    public let open: [CopyRow]
    public let organisations: [Organisation]
    public let agreements: (open: Int, closed: Int)
    public let aside: [AsideRow]
    public let findings: [FindingRow]

    /// What somebody has to do something about today.
    public var now: [CopyRow] { open.filter { $0.state.isDue } }
    public func coming(within days: ClosedRange<Int>) -> [CopyRow] {
        open.filter { !$0.state.isDue && $0.state != .onHold && days.contains($0.daysLeft) }
    }
    public var onHold: [CopyRow] { open.filter { $0.state == .onHold } }
}

extension Register {
    public func overview(at moment: LookedAt) throws(RegisterError) -> Overview {
        let ours = try organisation()
        let open = try openCopies(at: moment)
        var organisations: [String: Overview.Organisation] = [:]
        func count(_ name: String, _ change: (inout Overview.Organisation) -> Void) {
            change(&organisations[name, default: Overview.Organisation(name: name)])
        }
        for row in open {
            count(row.organisation) { found in
                if row.state.isDue {
                    found.dueNow += 1
                } else if row.state == .onHold {
                    found.onHold += 1
                } else if row.daysLeft <= 90 {
                    found.next90 += 1
                } else {
                    found.later += 1
                }
                if row.evidence == .declared { found.declared += 1 }
            }
        }
        for (name, copies) in try accounted() { count(name) { $0.accounted = copies } }
        for (name, copies) in try declaredDeleted(by: moment.day) { count(name) { $0.declaredDeleted = copies } }
        let references = Set(open.map(\.reference))
        let all = try read { db in
            try Int.fetchOne(
                db, sql: "SELECT COUNT(*) FROM (SELECT reference FROM package UNION SELECT reference FROM declared)")
                ?? 0
        }
        return Overview(
            organisation: ours, day: moment.day, open: open,
            organisations: organisations.values.sorted {
                ($0.dueNow, $0.next90, $1.name) > ($1.dueNow, $1.next90, $0.name)
            },
            agreements: (references.count, all - references.count), aside: try aside(), findings: try findings())
    }

    /// What is not accounted for, by deadline.
    func openCopies(at moment: LookedAt) throws(RegisterError) -> [CopyRow] {
        let ours = try organisation()
        return try read { db in
            var rows: [CopyRow] = []
            let verified = try Row.fetchCursor(db, sql: "\(CopyRow.select) WHERE c.attention_day IS NOT NULL")
            while let row = try verified.next() { rows.append(try CopyRow(row, ours: ours, at: moment)) }
            let declared = try Row.fetchCursor(db, sql: CopyRow.selectDeclared)
            while let row = try declared.next() {
                let copy = try CopyRow(declared: row, at: moment)
                if !copy.isAccountedFor { rows.append(copy) }
            }
            return rows.sorted(by: CopyRow.isBefore)
        }
    }

    private func accounted() throws(RegisterError) -> [(String, Int)] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT organisation, COUNT(*) FROM copy WHERE attention_day IS NULL GROUP BY organisation"
            ).map { ($0[0], $0[1]) }
        }
    }

    private func declaredDeleted(by day: LocalDate) throws(RegisterError) -> [(String, Int)] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT recipient, COUNT(*) FROM declared WHERE deleted_day <= ? GROUP BY recipient",
                arguments: [day.daysSinceEpoch]
            ).map { ($0[0], $0[1]) }
        }
    }

    /// For each package, by its hash, and each declared transfer, by its reference and place: a number that grows whenever
    /// something that was said of it changed.
    public func changes() throws(RegisterError) -> [String: Int] {
        try read { db in
            var found: [String: Int] = [:]
            // A certificate that a log contradicts later counts a second time: the copy is open again.
            for source in ["provider_statement", "certificate", "certificate WHERE is_contradicted = 1"] {
                for row in try Row.fetchAll(db, sql: "SELECT package, COUNT(*) FROM \(source) GROUP BY package") {
                    if let hash = Digest(row[0] as Data) { found[hash.description, default: 0] += row[1] }
                }
            }
            // What was used after its certificate is open again: receipts count too.
            let receipts = try Row.fetchAll(
                db,
                sql: "SELECT package, COUNT(DISTINCT record) FROM event WHERE package IS NOT NULL GROUP BY package")
            for row in receipts {
                if let hash = Digest(row[0] as Data) { found[hash.description, default: 0] += row[1] }
            }
            for row in try Row.fetchAll(db, sql: "SELECT reference, recipient, site, record FROM declared") {
                found["\(row[0] as String)\n\(row[1] as String)\n\(row[2] as String)"] = row[3]
            }
            return found
        }
    }
}
