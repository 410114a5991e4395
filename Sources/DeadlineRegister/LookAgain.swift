import FoundationEssentials
import GRDB
import PackageFormat
import Pipelining
import Sealing

/// A record as it is stored.
struct StoredRecord: Sendable {
    let number: Int64
    let kind: String
    let digest: Data
    let at: Instant
    let content: Data

    /// Nil where it is not what was received.
    var reading: Reading? {
        guard let kind = Arrival.Kind(rawValue: kind) else { return nil }
        let arrival = Arrival(name: "", content: Array(content), kind: kind)
        return arrival.digest.bytes.elementsEqual(digest) ? Reading(arrival) : nil
    }

    private static let mostRecords = 256
    private static let mostBytes = 32 << 20

    /// The next that fit `condition`, in the order of arrival; no more than fit into memory well.
    static func stretch(_ db: Database, _ condition: String, _ arguments: StatementArguments) throws -> [StoredRecord] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: "SELECT number, kind, digest, added_at, content FROM record WHERE \(condition) ORDER BY number"),
            arguments: arguments)
        var (found, bytes): ([StoredRecord], Int) = ([], 0)
        while found.count < mostRecords, bytes < mostBytes, let row = try rows.next() {
            let record = StoredRecord(
                number: row[0], kind: row[1], digest: row[2], at: Instant(secondsSinceEpoch: row[3]) ?? .first,
                content: row[4])
            bytes += record.content.count
            found.append(record)
        }
        return found
    }
}

/// Looking again at what waits for something that came, as transactions of their own or inside one that is open.
///
/// Which record is next, the database alone says, and nothing is added before all of them had their turn: however many processes
/// add at the same time, and wherever one is killed, the records are taken in the one order in which a rebuild takes them.
protocol LooksAgain {
    func look<Value>(_ body: (Database) throws -> Value) throws -> Value
    func change<Value>(_ body: (Database) throws -> Value) throws -> Value
}

extension LooksAgain {
    func lookAgain() throws {
        while let turn = try look(Turn.next) {
            guard !turn.records.isEmpty else {
                try change(turn.end)
                continue
            }
            let readings = sideBySide(turn.records.count) { turn.records[$0].reading }
            var before = turn.lookedAt
            for (record, reading) in zip(turn.records, readings) {
                // Another process may be ahead; then the next turn begins where it is.
                guard try change({ try turn.settle(record, reading, after: before, $0) }) else { break }
                before = record.number
            }
        }
    }
}

/// The first in the queue of what came, and the next records that wait for it.
private struct Turn: Sendable {
    let position: Int64
    let awaits: String
    /// Number of the last record that had its turn.
    let lookedAt: Int64
    let records: [StoredRecord]

    static func next(_ db: Database) throws -> Turn? {
        guard let (position, awaits, lookedAt) = try first(db) else { return nil }
        return Turn(
            position: position, awaits: awaits, lookedAt: lookedAt,
            records: try StoredRecord.stretch(db, "awaits = ? AND number > ?", [awaits, lookedAt]))
    }

    private static func first(_ db: Database) throws -> (Int64, String, Int64)? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT position, awaits, looked_at FROM unlocked ORDER BY position LIMIT 1")
        ).map { ($0[0], $0[1], $0[2]) }
    }

    private func isNow(after number: Int64, _ db: Database) throws -> Bool {
        guard let (position, _, lookedAt) = try Self.first(db) else { return false }
        return position == self.position && lookedAt == number
    }

    private func nextRecord(after number: Int64, _ db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT MIN(number) FROM record WHERE awaits = ? AND number > ?"),
            arguments: [awaits, number])
    }

    /// False where it is not this record's turn.
    func settle(_ record: StoredRecord, _ reading: Reading?, after number: Int64, _ db: Database) throws -> Bool {
        guard try isNow(after: number, db), try nextRecord(after: number, db) == record.number else { return false }
        // One that is no longer what was received stays where it is; `check` says so.
        if let reading {
            var intake = Intake(db, now: record.at)
            _ = try intake.settle(reading, record: record.number)
        }
        try db.cachedStatement(sql: "UPDATE unlocked SET looked_at = ? WHERE position = ?").execute(
            arguments: [record.number, position])
        return true
    }

    func end(_ db: Database) throws {
        guard try isNow(after: lookedAt, db), try nextRecord(after: lookedAt, db) == nil else { return }
        try db.cachedStatement(sql: "DELETE FROM unlocked WHERE position = ?").execute(arguments: [position])
    }
}

/// Each step a transaction.
struct StepByStep: LooksAgain {
    let database: DatabaseQueue
    func look<Value>(_ body: (Database) throws -> Value) throws -> Value { try database.read(body) }
    func change<Value>(_ body: (Database) throws -> Value) throws -> Value { try database.write(body) }
}

/// Inside a transaction that is open.
struct WithinTransaction: LooksAgain {
    let db: Database
    func look<Value>(_ body: (Database) throws -> Value) throws -> Value { try body(db) }
    func change<Value>(_ body: (Database) throws -> Value) throws -> Value { try body(db) }
}
