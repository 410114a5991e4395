import CustodyLog
import FoundationEssentials
import GRDB
import PackageFormat
import Sealing

/// Receipts: events of a site's log that continue what is known of it.
extension Intake {
    mutating func take(_ receipts: Receipts.Verified, _ record: Int64) throws -> Outcome {
        let header = receipts.header
        guard try isProvider(header.provider.key) else {
            return .waiting(.unknownProvider, awaits: .key(header.provider))
        }
        guard try isKey(receipts.siteKey, of: header.organisation, header.site) else {
            return .waiting(.unknownSite, awaits: .key(SigningKeyText(receipts.siteKey)))
        }
        guard let log = try KnownLog(db, id: header.log) else {
            guard header.from.value == 0 else {
                return .waiting(.earlierReceiptsMissing, awaits: .log(header.log, size: header.from.value))
            }
            guard let first = receipts.events.first, first.type == .logStarted, first.provider == header.provider,
                first.endorsement == header.endorsement
            else { return .refused(.doesNotFit, subject: header.log.description) }
            let key = try begin(receipts, first, record)
            return try append(receipts, to: key, skipping: 0, record)
        }
        guard log.ledgerKey == receipts.receipts.ledgerKey.description,
            log.siteKey == SigningKeyText(receipts.siteKey).description,
            log.providerKey == header.provider.description
        else { return .refused(.doesNotFit, subject: header.log.description) }
        let from = header.from.value
        guard from <= log.size else {
            return .waiting(.earlierReceiptsMissing, awaits: .log(header.log, size: from))
        }
        // What both have must be the same: the tree where these begin, and each line from there on.
        let overlap = min(log.size, receipts.after.size) - from
        var tree = receipts.before
        for line in receipts.lines.prefix(overlap) { tree.append(line) }
        guard try log.tree(db, at: from) == receipts.before, try log.tree(db, at: from + overlap) == tree else {
            return .refused(
                receipts.after.size < log.size ? .logShrank : .logForked,
                subject: "\(header.organisation), \(header.site)")
        }
        guard receipts.after.size > log.size else { return .taken }
        return try append(receipts, to: log.key, skipping: overlap, record)
    }

    private mutating func begin(_ receipts: Receipts.Verified, _ first: EventBody, _ record: Int64) throws -> Int64 {
        let header = receipts.header
        let place = "\(header.organisation), \(header.site)"
        let siteKey = SigningKeyText(receipts.siteKey).description
        if let previous = first.previous {
            let old = previous.checkpoint
            let reason = first.reason.map { ": \($0)" } ?? ""
            try find(.logRestarted, place, "\(old.log) from event \(old.size)\(reason)", record)
        }
        try db.execute(
            sql: """
                INSERT INTO log (id, provider_key, site_key, ledger_key, organisation, site, size, started_at, last_at,
                    previous, reason)
                VALUES (?, ?, ?, ?, ?, ?, 0, ?, 0, ?, ?)
                """,
            arguments: [
                header.log.description, header.provider.description, siteKey, receipts.receipts.ledgerKey.description,
                header.organisation.description, header.site.description, first.at.secondsSinceEpoch,
                first.previous?.description, first.reason?.description,
            ])
        let log = db.lastInsertedRowID
        try noteReplaced(siteKey, header.provider, place, record)
        return log
    }

    /// Of a site's logs of one provider that continue no other, all but the one begun first; whichever arrived first.
    private func noteReplaced(_ siteKey: String, _ provider: SigningKeyText, _ place: String, _ record: Int64) throws {
        let begun = try Row.fetchAll(
            db,
            sql: """
                SELECT id, (SELECT record FROM event WHERE log = key AND number = 0) FROM log
                WHERE site_key = ? AND provider_key = ? AND previous IS NULL ORDER BY started_at, id
                """, arguments: [siteKey, provider.description])
        for (index, row) in begun.enumerated() {
            let id: String = row[0]
            try db.execute(
                sql: "DELETE FROM finding WHERE code = ? AND detail = ?",
                arguments: [FindingCode.logReplaced.rawValue, id])
            if index > 0 { try find(.logReplaced, place, id, row[1] ?? record) }
        }
    }

    /// Adds the events behind the first `skipping`.
    private mutating func append(
        _ receipts: Receipts.Verified, to log: Int64, skipping: Int, _ record: Int64
    ) throws -> Outcome {
        let header = receipts.header
        // Where each line stands in the file: two lines come before the first.
        let text = receipts.receipts.text.count
        var start = text - receipts.lines.reduce(0) { $0 + $1.count + 1 }
        let insert = try db.cachedStatement(sql: "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        var touched: Set<Data> = []
        var tree = receipts.before
        for (index, event) in receipts.events.enumerated() {
            let length = receipts.lines[index].count
            defer { start += length + 1 }
            tree.append(receipts.lines[index])
            guard index >= skipping else { continue }
            let package = event.packageHash.map { Data($0.bytes) }
            if let package { touched.insert(package) }
            try insert.execute(
                arguments: [
                    log, event.number.value, event.at.secondsSinceEpoch, event.type.rawValue, package,
                    event.copy?.description, event.person?.description, event.code?.description,
                    event.statement.map { Data($0.bytes) }, record, start, length,
                ])
            if event.type == .clockAnomaly || event.type == .clockConfirmed {
                try find(.clock, "\(header.organisation), \(header.site)", "\(event.type.rawValue) \(event.at)", record)
            }
            if tree.size.isMultiple(of: 256) || tree.size == receipts.after.size {
                try keep(tree, of: log, from: header.from.value, record)
            }
        }
        try db.cachedStatement(sql: "UPDATE log SET size = ?, last_at = ? WHERE key = ?").execute(
            arguments: [receipts.after.size, receipts.events.last?.at.secondsSinceEpoch ?? 0, log])
        try checkCertificates(on: header.log, record)
        let siteKey = SigningKeyText(receipts.siteKey).description
        let copies = try db.cachedStatement(sql: "SELECT id FROM copy WHERE package = ? AND site_key = ?")
        for package in touched {
            for copy in try Int64.fetchAll(copies, arguments: [package, siteKey]) { try refresh(copy: copy) }
        }
        try unlock(header.log, from: header.from.value + skipping, to: receipts.after.size)
        return .taken
    }

    /// Receipts that wait for one of these sizes of a log, and no others: those of a long log that came in no order are each
    /// looked at once.
    private mutating func unlock(_ log: Identifier, from known: Int, to size: Int) throws {
        let (first, last) = (Awaited.log(log, size: known + 1), Awaited.log(log, size: size))
        unlocked.formUnion(
            try String.fetchAll(
                db.cachedStatement(sql: "SELECT DISTINCT awaits FROM record WHERE awaits BETWEEN ? AND ?"),
                arguments: [first.description, last.description]))
    }

    private func keep(_ tree: MerkleTree, of log: Int64, from first: Int, _ record: Int64) throws {
        try db.cachedStatement(sql: "INSERT INTO log_part VALUES (?, ?, ?, ?, ?, ?)").execute(
            arguments: [
                log, first, tree.size, tree.root.description,
                String(decoding: CanonicalJSON.encode(tree.frontier), as: UTF8.self), record,
            ])
    }
}

/// What the register knows of one log.
struct KnownLog {
    let key: Int64
    let size: Int
    let siteKey: String
    let ledgerKey: String
    let providerKey: String

    init?(_ db: Database, id: Identifier) throws {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT key, size, site_key, ledger_key, provider_key FROM log WHERE id = ?"),
            arguments: [id.description])
        guard let row else { return nil }
        (key, size, siteKey, ledgerKey, providerKey) = (row[0], row[1], row[2], row[3], row[4])
    }

    /// The tree of its first `size` events: from the end of the receipts before, and the lines behind that.
    /// `earlier`, a tree of fewer events of this log, spares reading them again.
    func tree(_ db: Database, at size: Int, from earlier: MerkleTree = MerkleTree()) throws -> MerkleTree {
        precondition(size <= self.size)
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT size, frontier FROM log_part WHERE log = ? AND size <= ? ORDER BY size DESC LIMIT 1"),
            arguments: [key, size])
        var tree = earlier
        if let row, row[0] > earlier.size {
            let frontier = try CanonicalJSON.decode([TreeHash].self, from: Array((row[1] as String).utf8), cap: 1 << 16)
            guard let found = MerkleTree(size: row[0], frontier: frontier) else {
                throw Inconsistency(table: "log_part")
            }
            tree = found
        }
        guard tree.size < size else { return tree }
        try forEachLine(db, from: tree.size, to: size) { tree.append($0) }
        return tree
    }

    /// The lines of the events from `first` on, below `end`, out of the receipts that brought them.
    func forEachLine(_ db: Database, from first: Int, to end: Int, _ body: ([UInt8]) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT record, start, length FROM event WHERE log = ? AND number >= ? AND number < ? ORDER BY number
                """, arguments: [key, first, end])
        var (record, content) = (Int64(-1), Data())
        while let row = try rows.next() {
            if row[0] != record {
                record = row[0]
                content =
                    try Data.fetchOne(db, sql: "SELECT content FROM record WHERE number = ?", arguments: [record])
                    ?? Data()
            }
            let (start, length): (Int, Int) = (row[1], row[2])
            guard start >= 0, length >= 0, start + length <= content.count else { throw Inconsistency(table: "event") }
            try body(Array(content[(content.startIndex + start)..<(content.startIndex + start + length)]))
        }
    }
}

/// A table that does not follow from the records.
struct Inconsistency: Error {
    let table: String
}
