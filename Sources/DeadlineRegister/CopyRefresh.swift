import CustodyLog
import FoundationEssentials
import GRDB
import PackageFormat

/// What the events and certificates of one copy come to.
struct CopyEvidence {
    var access = CopyFacts.Access.none
    var receivedAt: Int?
    /// First opening, and how many there were.
    var openedAt: Int?
    var openings = 0
    /// The last event about this copy.
    var lastAt: Int?
    /// The site's log says that it was deleted; a certificate may be missing.
    var isSaidDeleted = false
    var deletion = CopyFacts.Deletion.none
    /// Record of the last certificate that counts.
    var certificate: Int64?
    var deletedAt: Int?
    /// Opened or closed since the certificate.
    var isUncovered = false

    struct Event {
        let type: EventType
        let at: Int
        let log: String
        let number: Int
        let copy: String?
        let code: String?

        /// What a certificate must cover: something was there, or was made to go, at that moment.
        var needsCover: Bool {
            switch type {
            case .received, .openIntended, .opened, .closed: true
            default: false
            }
        }
    }

    struct Certificate {
        let record: Int64
        /// Of its text; the same wherever it was added.
        let digest: [UInt8]
        let result: CertificateBody.Result
        let finishedAt: Int
        let log: String?
        let logSize: Int?

        /// Whether it was made earlier; in one second the log it was made on decides, never the order of arrival.
        func isEarlier(than other: Certificate) -> Bool {
            guard finishedAt == other.finishedAt else { return finishedAt < other.finishedAt }
            guard logSize == other.logSize else { return (logSize ?? -1) < (other.logSize ?? -1) }
            return digest.lexicographicallyPrecedes(other.digest)
        }

        /// Whether it was made when the event had happened already.
        func covers(_ event: Event) -> Bool {
            if let log, let logSize, log == event.log { return event.number < logSize }
            // Of another log than it was made on, and where the log could not be read, the clock has to do.
            return event.at <= finishedAt
        }
    }

    /// `events` in the order of their logs; `certificates` that no log contradicts.
    init(events: [Event], certificates: [Certificate]) {
        var open: Set<String> = []
        for event in events {
            lastAt = max(lastAt ?? event.at, event.at)
            switch event.type {
            case .received:
                receivedAt = receivedAt ?? event.at
                if access == .none { access = .received }
            case .openIntended, .opened:
                receivedAt = receivedAt ?? event.at
                open.insert(event.copy ?? "")
                if event.type == .opened {
                    openedAt = openedAt ?? event.at
                    openings += 1
                }
            // Both leave nothing of the copy that they name.
            case .openAbandoned, .refused:
                guard let copy = event.copy else { break }
                open.remove(copy)
                if access == .none { access = .received }
            // One closing is of all copies; what it left is open still.
            case .closed where event.code == "complete": open = []
            case .deleted where event.code == "complete":
                open = []
                isSaidDeleted = true
            default: break
            }
            if event.needsCover { isSaidDeleted = false }
        }
        if !open.isEmpty { access = .open } else if openedAt != nil { access = .closed }

        guard let last = certificates.max(by: { $0.isEarlier(than: $1) }) else {
            return
        }
        (certificate, deletedAt) = (last.record, last.finishedAt)
        isUncovered = events.contains { $0.needsCover && !last.covers($0) }
        switch last.result {
        case .complete: deletion = isUncovered ? .none : .complete
        case .partial, .failed: deletion = .partial
        }
    }
}

extension Intake {
    /// Makes a copy's row anew from its events, certificates and what is in force for its package.
    func refresh(copy id: Int64) throws {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT c.package, c.site_key, p.delete_by_day, p.recalled_at, p.hold_at
                    FROM copy c JOIN package p ON p.hash = c.package WHERE c.id = ?
                    """), arguments: [id])
        guard let row else { throw Inconsistency(table: "copy") }
        let evidence = CopyEvidence(
            events: try events(of: row[0], at: row[1]), certificates: try certificates(of: id))
        try db.cachedStatement(
            sql: """
                UPDATE copy SET access = ?, received_at = ?, opened_at = ?, last_at = ?, openings = ?,
                    deletion = ?, certificate = ?, deleted_at = ?, is_uncovered = ?, is_said_deleted = ?, attention_day = ?
                WHERE id = ?
                """
        ).execute(
            arguments: [
                evidence.access.rawValue, evidence.receivedAt, evidence.openedAt, evidence.lastAt, evidence.openings,
                evidence.deletion.rawValue, evidence.certificate, evidence.deletedAt, evidence.isUncovered,
                evidence.isSaidDeleted, try attentionDay(evidence, row), id,
            ])
    }

    /// The first day at which `due` shows it, whatever it is asked for: before that only within so many days of its deadline.
    /// Nil once it is accounted for.
    private func attentionDay(_ evidence: CopyEvidence, _ row: Row) throws -> Int? {
        guard evidence.deletion != .complete else { return nil }
        var day: Int = row[2]
        for moment in [row[3], row[4], evidence.deletion == .partial ? evidence.deletedAt : nil] as [Int?] {
            // A day early at most: what is shown is decided by the state.
            if let moment { day = min(day, moment / 86_400 - 1) }
        }
        return day
    }

    /// Where a site has several logs, the one that was begun first comes first, whichever arrived first.
    private func events(of package: Data, at siteKey: String) throws -> [CopyEvidence.Event] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT e.type, e.at, l.id, e.number, e.copy, e.code FROM event e JOIN log l ON l.key = e.log
                    WHERE e.package = ? AND l.site_key = ? ORDER BY l.started_at, l.id, e.number
                    """), arguments: [package, siteKey]
        ).compactMap { row in
            EventType(rawValue: row[0]).map {
                CopyEvidence.Event(type: $0, at: row[1], log: row[2], number: row[3], copy: row[4], code: row[5])
            }
        }
    }

    private func certificates(of copy: Int64) throws -> [CopyEvidence.Certificate] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT record, digest, result, finished_at, log, log_size FROM certificate
                    WHERE copy = ? AND is_contradicted IS NOT 1
                    """), arguments: [copy]
        ).compactMap { row in
            CertificateBody.Result(rawValue: row[2]).map {
                CopyEvidence.Certificate(
                    record: row[0], digest: Array(row[1] as Data), result: $0, finishedAt: row[3], log: row[4],
                    logSize: row[5])
            }
        }
    }
}
