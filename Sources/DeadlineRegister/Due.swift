import CustodyLog
import FoundationEssentials
import GRDB
import PackageFormat

/// What `due` shows.
public struct DueList: Encodable, Sendable {
    /// By deadline, the oldest first.
    public let copies: [CopyRow]
    public let aside: [AsideCount]
    /// What is signed and contradicts something else that is signed.
    public let findings: [FindingCount]

    /// Whether somebody has to do something: a deadline that has come or comes within the days asked for.
    public var isDue: Bool { copies.contains { $0.state != .onHold } }

    enum CodingKeys: String, CodingKey {
        case copies = "due"
        case aside = "kept_aside"
        case findings
    }
}

/// How many findings there are of one kind.
public struct FindingCount: Encodable, Hashable, Sendable {
    public let code: FindingCode
    public let count: Int
}

/// How many records are kept aside for a reason.
public struct AsideCount: Encodable, Hashable, Sendable {
    public let reason: AsideReason
    public let count: Int
}

extension Register {
    /// Copies that are not accounted for whose deadline has come, or comes within `days` days; those recalled, deleted in part
    /// or on hold whatever their deadline. `organisation`: those that it holds or shared.
    public func due(at moment: LookedAt, within days: Int = 0, organisation: String? = nil) throws(RegisterError)
        -> DueList
    {
        let ours = try self.organisation()
        // A day later than asked for: the agreement's own day can be ahead of UTC's. The state decides.
        let horizon = moment.day.daysSinceEpoch + days + 1
        let rows = try read { db in
            var rows: [CopyRow] = []
            let verified = try Row.fetchCursor(
                db, sql: "\(CopyRow.select) WHERE c.attention_day <= ?", arguments: [horizon])
            while let row = try verified.next() { rows.append(try CopyRow(row, ours: ours, at: moment)) }
            let declared = try Row.fetchCursor(
                db, sql: "\(CopyRow.selectDeclared) WHERE delete_by_day <= ?", arguments: [horizon])
            while let row = try declared.next() { rows.append(try CopyRow(declared: row, at: moment)) }
            return rows
        }
        let shown = rows.filter { row in
            guard !row.isAccountedFor, organisation.map({ $0 == row.organisation || $0 == row.provider }) ?? true else {
                return false
            }
            return row.state.isDue || row.state == .onHold || row.daysLeft <= days
        }
        return DueList(
            copies: shown.sorted(by: CopyRow.isBefore), aside: try asideCounts(), findings: try findingCounts())
    }

    /// All copies, for the report and the calendar.
    public func copies(at moment: LookedAt, of subject: String? = nil) throws(RegisterError) -> [CopyRow] {
        let ours = try organisation()
        return try read { db in
            let (condition, arguments): (String, StatementArguments) =
                subject.map { ("WHERE p.reference = ?1 OR p.package_id = ?1", [$0]) } ?? ("", [])
            var rows = try Row.fetchAll(db, sql: "\(CopyRow.select) \(condition)", arguments: arguments).map {
                try CopyRow($0, ours: ours, at: moment)
            }
            let declared = subject.map { _ in "WHERE reference = ?1" } ?? ""
            rows += try Row.fetchAll(db, sql: "\(CopyRow.selectDeclared) \(declared)", arguments: arguments).map {
                try CopyRow(declared: $0, at: moment)
            }
            return rows.sorted(by: CopyRow.isBefore)
        }
    }

    func asideCounts() throws(RegisterError) -> [AsideCount] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT reason, COUNT(*) FROM record WHERE state <> 'taken' GROUP BY reason ORDER BY reason"
            ).compactMap { row in
                (row[0] as String?).flatMap(AsideReason.init).map { AsideCount(reason: $0, count: row[1]) }
            }
        }
    }
}

extension Register {
    private func findingCounts() throws(RegisterError) -> [FindingCount] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT code, COUNT(*) FROM finding GROUP BY code ORDER BY code").compactMap {
                row in
                FindingCode(rawValue: row[0]).map { FindingCount(code: $0, count: row[1]) }
            }
        }.filter(\.code.isSerious)
    }
}

extension CopyRow {
    static func isBefore(_ a: CopyRow, _ b: CopyRow) -> Bool {
        guard a.deadline == b.deadline else { return a.deadline < b.deadline }
        return (a.reference, a.organisation, a.site, a.packageID ?? "") < (
            b.reference, b.organisation, b.site, b.packageID ?? ""
        )
    }
}
