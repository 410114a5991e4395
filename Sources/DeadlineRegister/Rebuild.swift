import FoundationEssentials
import GRDB
import PackageFormat
import Pipelining

/// What `check` looked at.
public struct RegisterCheck: Encodable, Sendable {
    public var records = 0
    public var signed = 0
    public var logs = 0
    public var events = 0
    public var copies = 0
}

extension Register {
    /// Makes every table but the records anew from them, in one transaction: all of it, or nothing changes.
    public func rebuild(progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }) throws(RegisterError) -> Int {
        let path = path
        let count = try write { db in
            try Self.replay(db, path: path, progress: progress)
        }
        try settle()
        return count
    }

    /// 1. database  2. every stored statement is what was received, and stands as it stood  3. every table follows from them
    ///
    /// Throws at the first thing that is wrong; changes nothing.
    public func check(progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }) throws(RegisterError)
        -> RegisterCheck
    {
        let path = path
        return try inDatabase(at: path) {
            try database.writeWithoutTransaction { db in
                var check = RegisterCheck()
                // Not a savepoint: SQLite would keep the old content of every page in memory, to go back to.
                try db.inTransaction(.immediate) {
                    check = try Self.check(db, path: path, progress: progress)
                    return .rollback
                }
                return check
            }
        }
    }

    /// Makes the tables anew beside the old ones' fingerprints; the caller undoes all of it.
    private static func check(
        _ db: Database, path: String, progress: (Int, Int) -> Void
    ) throws -> RegisterCheck {
        let problem = try String.fetchOne(db, sql: "PRAGMA integrity_check(1)")
        guard problem == "ok" else { throw RegisterError.damaged(path: path, detail: problem ?? "integrity_check") }
        var check = RegisterCheck()
        check.signed = try count(
            db, "record WHERE kind IN ('head', 'card', 'approval', 'statement', 'receipts', 'certificate')")
        check.logs = try count(db, "log")
        check.events = try count(db, "event")
        check.copies = try count(db, "copy")
        let before = try fingerprints(db)
        check.records = try replay(db, path: path, progress: progress)
        let after = try fingerprints(db)
        for (table, value) in before where after[table] != value {
            throw RegisterError.damaged(path: path, detail: "the table \(table) does not follow from the records")
        }
        return check
    }

    private static func count(_ db: Database, _ table: String) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(table)") ?? 0
    }

    /// Empties the derived tables and takes every record again, in the order of arrival.
    private static func replay(_ db: Database, path: String, progress: (Int, Int) -> Void) throws -> Int {
        for table in Schema.derived { try db.execute(sql: "DELETE FROM \(table)") }
        // Those that were taken say so until they are again. To change all in one statement would keep the old content of each in
        // memory, and write every record twice.
        try db.execute(
            sql: """
                UPDATE record SET state = 'waiting', reason = NULL, awaits = NULL, subject = NULL
                WHERE state <> 'taken' OR awaits IS NOT NULL
                """)
        let total = try count(db, "record")
        var (last, done): (Int64, Int) = (0, 0)
        progress(0, total)
        while true {
            let stretch = try StoredRecord.stretch(db, "number > ?", [last])
            guard let end = stretch.last else { break }
            let readings = sideBySide(stretch.count) { stretch[$0].reading }
            for (record, reading) in zip(stretch, readings) {
                guard let reading else {
                    throw RegisterError.damaged(path: path, detail: "record \(record.number) is not what was received")
                }
                var intake = Intake(db, now: record.at)
                _ = try intake.settle(reading, record: record.number)
                if try !intake.unlocked.isEmpty && intake.isQueued { try WithinTransaction(db: db).lookAgain() }
            }
            (last, done) = (end.number, done + stretch.count)
            progress(done, total)
        }
        return total
    }

    /// A digest of each table's rows, in their order. The numbers that rows were given on the way count too: records are
    /// taken in one order alone (`LooksAgain`).
    static func fingerprints(_ db: Database) throws -> [String: Int] {
        var found: [String: Int] = [:]
        let tables = Schema.derived.filter { $0 != "unlocked" }
        for table in tables + ["record"] {
            let columns = try db.columns(in: table).map(\.name).filter { $0 != "content" }
            let rows = try Row.fetchCursor(
                db,
                sql:
                    "SELECT \(columns.joined(separator: ", ")) FROM \(table) ORDER BY \(columns.joined(separator: ", "))"
            )
            var hasher = Hasher()
            while let row = try rows.next() {
                for value in row.databaseValues { hasher.combine(value) }
            }
            found[table] = hasher.finalize()
        }
        return found
    }
}
