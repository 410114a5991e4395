import FoundationEssentials
import GRDB
import PackageFormat

/// A record that is kept aside.
public struct AsideRow: Encodable, Sendable {
    public let record: Int64
    public let kind: String
    /// As it was given.
    public let name: String
    public let addedAt: Instant
    public let reason: AsideReason
    /// What it waits for.
    public let awaits: String?
    public let subject: String?

    enum CodingKeys: String, CodingKey {
        case record, kind, name
        case addedAt = "added_at"
        case reason
        case awaits = "waits_for"
        case subject
    }
}

public struct FindingRow: Encodable, Sendable {
    public let code: FindingCode
    public let subject: String
    public let detail: String
    public let at: Instant
    public let record: Int64
}

extension Register {
    public func aside() throws(RegisterError) -> [AsideRow] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT number, kind, name, added_at, reason, awaits, subject FROM record WHERE state <> 'taken' ORDER BY number
                    """
            ).map { row in
                guard let reason = AsideReason(rawValue: row[4]), let at = Instant(secondsSinceEpoch: row[3]) else {
                    throw Inconsistency(table: "record")
                }
                return AsideRow(
                    record: row[0], kind: row[1], name: row[2], addedAt: at, reason: reason,
                    awaits: (row[5] as String?).map(Awaited.shown),
                    subject: row[6])
            }
        }
    }

    public func findings() throws(RegisterError) -> [FindingRow] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT code, subject, detail, at, record FROM finding ORDER BY id").map { row in
                guard let code = FindingCode(rawValue: row[0]), let at = Instant(secondsSinceEpoch: row[3]) else {
                    throw Inconsistency(table: "finding")
                }
                return FindingRow(code: code, subject: row[1], detail: row[2], at: at, record: row[4])
            }
        }
    }

    /// Why a record that is not authentic is not: what its own checks threw.
    public func fault(of record: Int64) throws(RegisterError) -> (any Error)? {
        let row = try read { db in
            try Row.fetchOne(db, sql: "SELECT kind, content FROM record WHERE number = ?", arguments: [record])
                .map { ($0[0] as String, $0[1] as Data) }
        }
        guard let (name, content) = row, let kind = Arrival.Kind(rawValue: name),
            case .faulty(let error) = Reading(kind, Array(content))
        else { return nil }
        return error
    }
}
