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

    /// The next 256 that fit `condition`, in the order of arrival.
    static func stretch(_ db: Database, _ condition: String, _ arguments: StatementArguments) throws -> [StoredRecord] {
        try Row.fetchAll(
            db,
            sql:
                "SELECT number, kind, digest, added_at, content FROM record WHERE \(condition) ORDER BY number LIMIT 256",
            arguments: arguments
        ).map {
            StoredRecord(
                number: $0[0], kind: $0[1], digest: $0[2], at: Instant(secondsSinceEpoch: $0[3]) ?? .first,
                content: $0[4])
        }
    }
}

/// Looking again at what waits for something that came: as transactions of their own, or inside one that is open.
protocol LooksAgain {
    func look<Value>(_ body: (Database) throws -> Value) throws -> Value
    func change<Value>(_ body: (Database) throws -> Value) throws -> Value
}

extension LooksAgain {
    func lookAgain() throws {
        while let awaits = try look({ db in try String.fetchOne(db, sql: "SELECT awaits FROM unlocked LIMIT 1") }) {
            try pass(over: awaits)
        }
    }

    /// All that waits for `awaits`, in the order of arrival; again as long as one of them was taken, since others may have waited
    /// for that one.
    private func pass(over awaits: String) throws {
        var (last, hasTaken): (Int64, Bool) = (0, false)
        while true {
            let stretch = try look { [last] db in
                try StoredRecord.stretch(db, "awaits = ? AND number > ?", [awaits, last])
            }
            guard let end = stretch.last else { break }
            let readings = sideBySide(stretch.count) { stretch[$0].reading }
            for (record, reading) in zip(stretch, readings) {
                guard let reading else { continue }
                let isTaken = try change { db in
                    // Another process may have taken it.
                    let waits = try String.fetchOne(
                        db.cachedStatement(sql: "SELECT awaits FROM record WHERE number = ?"),
                        arguments: [record.number])
                    guard waits == awaits else { return false }
                    var intake = Intake(db, now: record.at)
                    return try intake.settle(reading, record: record.number).state == .taken
                }
                hasTaken = hasTaken || isTaken
            }
            last = end.number
        }
        guard !hasTaken else { return }
        try change { db in try db.execute(sql: "DELETE FROM unlocked WHERE awaits = ?", arguments: [awaits]) }
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
