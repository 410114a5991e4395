import CustodyLog
import FoundationEssentials
import GRDB
import PackageFormat
import Sealing

/// Every access to the data of one agreement that the register has evidence of, and where it has none.
public struct Audit: Encodable, Sendable {
    /// One event of a site's log about a package of the agreement.
    public struct Access: Encodable, Sendable {
        public let at: Instant
        public let type: EventType
        /// As they gave their name at the site.
        public let person: String?
        public let organisation: String
        public let site: String
        public let packageID: Identifier
        /// Of the agreement that was in force when it happened.
        public let revision: Int?
        public let copy: Identifier?
        public let code: String?
        public let storage: String?
        public let isUnattended: Bool
        public let proof: Proof

        enum CodingKeys: String, CodingKey {
            case at, type
            case person = "operator"
            case organisation, site
            case packageID = "package_id"
            case revision, copy, code, storage
            case isUnattended = "unattended"
            case proof
        }
    }

    /// That the event stands in the site's log (RFC 6962, section 2.1.1), as anybody can compute again.
    public struct Proof: Encodable, Sendable {
        public let log: Identifier
        public let number: Int
        /// The event as it stands in the log, with the ledger key's signature: the leaf.
        public let line: String
        public let path: [TreeHash]
        /// Signed by the ledger key: size and root.
        public let checkpoint: CheckpointNote
        /// Which record brought it.
        public let record: Int64
    }

    public struct Deletion: Encodable, Sendable {
        public let at: Instant
        public let organisation: String
        public let site: String
        public let packageID: String
        public let result: String
        public let person: String?
        public let isUnattended: Bool
        public let caveats: [String]
        public let witnesses: String
        /// False where the site's log, as the register has it, contradicts the certificate; nil where it does not reach so far.
        public let agreesWithLog: Bool?
        public let record: Int64

        enum CodingKeys: String, CodingKey {
            case at, organisation, site
            case packageID = "package_id"
            case result
            case person = "operator"
            case isUnattended = "unattended"
            case caveats, witnesses
            case agreesWithLog = "agrees_with_log"
            case record
        }
    }

    /// Where nothing is known, or only by somebody's word.
    public struct Gap: Encodable, Sendable {
        public enum Kind: String, Encodable, Sendable {
            /// No receipts have come from this site about this agreement's provider.
            case noReceipts = "no-receipts"
            /// Nothing is known of what happened after the last receipts.
            case sinceLastReceipts = "since-last-receipts"
            /// A transfer that stands in a table alone.
            case declared
            /// A record about this agreement that is kept aside.
            case keptAside = "kept-aside"
        }

        public let kind: Kind
        public let organisation: String
        public let site: String
        public let since: Instant?
        public let detail: String
    }

    public let reference: String
    public let title: String
    public let accesses: [Access]
    public let deletions: [Deletion]
    public let gaps: [Gap]
}

extension Register {
    /// `reference` is an agreement's, or a package's id.
    public func audit(_ reference: String, now: Instant) throws(RegisterError) -> Audit {
        let copies = try copies(at: .now(now), of: reference)
        guard let first = copies.first else { throw .unknown(reference) }
        let (accesses, deletions) = try read { db in
            (try Self.accesses(db, to: reference), try Self.deletions(db, of: reference))
        }
        var gaps: [Audit.Gap] = []
        for copy in copies {
            let kind: Audit.Gap.Kind =
                switch (copy.evidence, copy.heardAt) {
                case (.declared, _): .declared
                case (.verified, nil): .noReceipts
                case (.verified, _?): .sinceLastReceipts
                }
            gaps.append(
                Audit.Gap(
                    kind: kind, organisation: copy.organisation, site: copy.site, since: copy.heardAt,
                    detail: copy.paper ?? copy.packageID ?? ""))
        }
        for record in try aside() where record.subject == first.reference {
            gaps.append(
                Audit.Gap(
                    kind: .keptAside, organisation: "", site: "", since: record.addedAt,
                    detail: "\(record.name): \(record.reason.rawValue)"))
        }
        return Audit(
            reference: first.reference, title: first.title, accesses: accesses, deletions: deletions, gaps: gaps)
    }

    private static func accesses(_ db: Database, to subject: String) throws -> [Audit.Access] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT e.log, e.number, e.record FROM event e JOIN package p ON p.hash = e.package
                WHERE p.reference = ?1 OR p.package_id = ?1 ORDER BY e.log, e.number
                """, arguments: [subject])
        var found: [Audit.Access] = []
        for (log, rows) in Dictionary(grouping: rows, by: { $0[0] as Int64 }).sorted(by: { $0.key < $1.key }) {
            let view = try LogView(db, log, wanted: Set(rows.map { $0[1] as Int }))
            for row in rows { found.append(try view.access(number: row[1], record: row[2])) }
        }
        return found.sorted { ($0.at, $0.proof.log, $0.proof.number) < ($1.at, $1.proof.log, $1.proof.number) }
    }

    private static func deletions(_ db: Database, of subject: String) throws -> [Audit.Deletion] {
        let keys = try String.fetchAll(
            db, sql: "SELECT key FROM pin WHERE role = ?", arguments: [PinRole.witness.description])
        let trusted = Set(keys.compactMap { SigningKeyText($0)?.fingerprint.description })
        return try Row.fetchAll(
            db,
            sql: """
                SELECT t.finished_at, c.organisation, c.site, p.package_id, t.result, t.person, t.unattended, t.caveats,
                    t.witnesses, t.is_contradicted, t.record
                FROM certificate t JOIN copy c ON c.id = t.copy JOIN package p ON p.hash = t.package
                WHERE p.reference = ?1 OR p.package_id = ?1 ORDER BY t.finished_at, t.record
                """, arguments: [subject]
        ).map { row in
            Audit.Deletion(
                at: Instant(secondsSinceEpoch: row[0]) ?? .first, organisation: row[1], site: row[2], packageID: row[3],
                result: row[4], person: row[5], isUnattended: row[6],
                caveats: (row[7] as String).split(separator: " ").map(String.init),
                witnesses: (row[8] as String).split(separator: "\n").map(String.init).filter(trusted.contains)
                    .joined(separator: ", "),
                agreesWithLog: (row[9] as Bool?).map { !$0 }, record: row[10])
        }
    }
}

/// One log whole, for proofs of some of its events: 64 bytes of memory for each, and the lines of those that are wanted.
private struct LogView {
    let organisation: String
    let site: String
    let checkpoint: CheckpointNote
    let levels: MerkleLevels
    let lines: [Int: [UInt8]]

    init(_ db: Database, _ key: Int64, wanted: Set<Int>) throws {
        let row = try Row.fetchOne(
            db, sql: "SELECT id, organisation, site, size FROM log WHERE key = ?", arguments: [key])
        guard let row, let id = Identifier(row[0]), let log = try KnownLog(db, id: id) else {
            throw Inconsistency(table: "log")
        }
        (organisation, site) = (row[1], row[2])
        var (hashes, lines): ([TreeHash], [Int: [UInt8]]) = ([], [:])
        try log.forEachLine(db, from: 0, to: log.size) { line in
            if wanted.contains(hashes.count) { lines[hashes.count] = line }
            hashes.append(MerkleLevels.leafHash(line))
        }
        self.lines = lines
        levels = MerkleLevels(hashes: hashes)
        let last = try Data.fetchOne(
            db,
            sql: "SELECT r.content FROM log_part t JOIN record r ON r.number = t.record WHERE t.log = ? AND t.size = ?",
            arguments: [key, log.size])
        guard let last, let header = try? Receipts(parsing: Array(last)).header,
            header.checkpoint.checkpoint.root == levels.root
        else { throw Inconsistency(table: "log_part") }
        checkpoint = header.checkpoint
    }

    func access(number: Int, record: Int64) throws -> Audit.Access {
        guard let line = lines[number],
            let event = try? CanonicalJSON.decode(SignedEvent.self, from: line, cap: SignedEvent.maximumLength).body,
            let package = event.packageID
        else { throw Inconsistency(table: "event") }
        return Audit.Access(
            at: event.at, type: event.type, person: event.person?.description, organisation: organisation, site: site,
            packageID: package, revision: event.revision?.value, copy: event.copy, code: event.code?.description,
            storage: event.storage?.description, isUnattended: event.isUnattended == true,
            proof: Audit.Proof(
                log: checkpoint.checkpoint.log, number: number, line: String(decoding: line, as: UTF8.self),
                path: levels.path(of: number), checkpoint: checkpoint, record: record))
    }
}
