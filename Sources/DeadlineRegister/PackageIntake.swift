import CustodyLog
import FoundationEssentials
import GRDB
import PackageFormat
import Sealing

/// Heads, and what their providers say later.
extension Intake {
    mutating func take(_ head: Head, _ record: Int64) throws -> Outcome {
        guard try isProvider(head.signer) else {
            return .waiting(.unknownProvider, awaits: .key(SigningKeyText(head.signer)))
        }
        let agreement = head.agreement
        let hash = Data(head.packageHash.bytes)
        let others = try Data.fetchAll(
            db.cachedStatement(sql: "SELECT hash FROM package WHERE package_id = ?"),
            arguments: [head.terms.packageID.description])
        guard !others.contains(hash) else { return .taken }
        if !others.isEmpty {
            try find(.twoHeads, head.terms.packageID.description, agreement.reference.description, record)
        }
        try insert(head, hash, record)
        try addSites(of: agreement)
        for copy in try insertCopies(of: head, hash, record) { try refresh(copy: copy) }
        unlock(.package(head.packageHash))
        return .taken
    }

    private func insert(_ head: Head, _ hash: Data, _ record: Int64) throws {
        let (agreement, provider) = (head.agreement, head.agreement.provider)
        try db.cachedStatement(
            sql: """
                INSERT INTO package (hash, package_id, reference, revision, provider_key, provider, title, created_at, signed_at,
                    starts_day, starts_at, expires_day, expires_at, delete_by_day, delete_by_at, review_by_day, review_by_at,
                    timezone, ask, record)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, NULL, NULL, '', '', ?)
                """
        ).execute(
            arguments: [
                hash, head.terms.packageID.description, agreement.reference.description, agreement.revision,
                SigningKeyText(head.signer).description, provider.organisation.description,
                agreement.title.description, head.terms.createdAt.secondsSinceEpoch,
                head.envelope.signedAt.secondsSinceEpoch, record,
            ])
        try store(Standing(of: head, statements: []), hash)
    }

    /// What is in force, where the rest finds it.
    func store(_ standing: Standing, _ hash: Data) throws {
        let agreement = standing.agreement
        let (recall, hold) = (standing.recalled, standing.hold)
        try db.cachedStatement(
            sql: """
                UPDATE package SET revision = ?, title = ?, starts_day = ?, starts_at = ?, expires_day = ?, expires_at = ?,
                    delete_by_day = ?, delete_by_at = ?, review_by_day = ?, review_by_at = ?, timezone = ?, ask = ?,
                    recalled_at = ?, recall_reason = ?, hold_at = ?, hold_reason = ?
                WHERE hash = ?
                """
        ).execute(
            arguments: [
                agreement.revision, agreement.title.description,
                agreement.starts.date.daysSinceEpoch, agreement.starts.instant.secondsSinceEpoch,
                agreement.expires.date.daysSinceEpoch, agreement.expires.instant.secondsSinceEpoch,
                agreement.deleteBy.date.daysSinceEpoch, agreement.deleteBy.instant.secondsSinceEpoch,
                agreement.reviewBy?.date.daysSinceEpoch, agreement.reviewBy?.instant.secondsSinceEpoch,
                agreement.timezone.description,
                String(decoding: CanonicalJSON.encode(Contacts(agreement)), as: UTF8.self),
                recall?.at.secondsSinceEpoch, recall?.reason.description, hold?.at.secondsSinceEpoch,
                hold?.reason.description, hash,
            ])
    }

    /// One for each site key that signed cards of this package.
    private func insertCopies(of head: Head, _ hash: Data, _ record: Int64) throws -> [Int64] {
        var copies: [Int64] = []
        let bySigner = Dictionary(grouping: head.cards) { $0.card.signatures.first?.key.description ?? "" }
        for (key, cards) in bySigner.sorted(by: { $0.key < $1.key }) {
            guard let first = cards.first?.body else { continue }
            let holders = cards.map(\.body.holder)
            try db.cachedStatement(
                sql: "INSERT INTO copy (package, site_key, organisation, site, holders) VALUES (?, ?, ?, ?, ?)"
            ).execute(
                arguments: [
                    hash, key, first.organisation.description, first.site.description,
                    String(decoding: CanonicalJSON.encode(holders), as: UTF8.self),
                ])
            let copy = db.lastInsertedRowID
            copies.append(copy)
            for card in cards {
                let id = card.body.cardID.description
                let isUsed = try Bool.fetchOne(
                    db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM card WHERE card_id = ?)"), arguments: [id])
                if isUsed == true { try find(.cardUsedTwice, id, head.agreement.reference.description, record) }
                try db.cachedStatement(sql: "INSERT INTO card VALUES (?, ?, ?, ?)").execute(
                    arguments: [id, hash, copy, card.body.holder.description])
            }
        }
        return copies
    }

    // MARK: Provider's statements

    mutating func take(_ statement: ProviderStatement, _ record: Int64) throws -> Outcome {
        guard let head = try head(of: statement.packageHash) else {
            return .waiting(.unknownPackage, awaits: .package(statement.packageHash))
        }
        let standing = Standing(of: head, statements: try statements(of: statement.packageHash) + [statement])
        if let fault = standing.leftOut.first(where: { $0.statement == statement.digest })?.fault {
            switch fault {
            case .notByProvider: return .refused(.otherSigner, subject: head.agreement.reference.description)
            // It is sound, and has an effect or not depending on the others.
            case .notInForce, .notLater, .recalled, .overtaken, .alreadyApplied: break
            default: return .refused(.doesNotFit, subject: head.agreement.reference.description)
            }
        }
        let hash = Data(statement.packageHash.bytes)
        try db.execute(
            sql: "INSERT OR IGNORE INTO provider_statement VALUES (?, ?, ?, ?, ?)",
            arguments: [
                Data(statement.digest.bytes), hash, statement.kind.rawValue, statement.issuedAt.secondsSinceEpoch,
                record,
            ])
        try store(standing, hash)
        try noteIdle(standing, hash, head.agreement.reference)
        // With or without an effect: which of them have one can change with the next that comes.
        if case .amendment(let amendment) = statement { try addSites(of: amendment.body.agreement) }
        for copy in try Int64.fetchAll(db, sql: "SELECT id FROM copy WHERE package = ?", arguments: [hash]) {
            try refresh(copy: copy)
        }
        return .taken
    }

    /// Which of a package's statements have no effect now: another may come that gives them one.
    private func noteIdle(_ standing: Standing, _ hash: Data, _ reference: Reference) throws {
        try db.execute(
            sql: """
                DELETE FROM finding WHERE code = ? AND record IN (SELECT record FROM provider_statement WHERE package = ?)
                """, arguments: [FindingCode.statementWithoutEffect.rawValue, hash])
        for idle in standing.leftOut {
            let row = try Row.fetchOne(
                db, sql: "SELECT record, kind FROM provider_statement WHERE digest = ?",
                arguments: [Data(idle.statement.bytes)])
            if let row { try find(.statementWithoutEffect, reference.description, row[1], row[0]) }
        }
    }

    /// Keys that may speak for a site; an amendment may name further ones.
    private mutating func addSites(of agreement: Agreement) throws {
        for recipient in agreement.recipients {
            for key in recipient.siteKeys {
                try db.cachedStatement(sql: "INSERT OR IGNORE INTO site_key VALUES (?, ?, ?)").execute(
                    arguments: [key.description, recipient.organisation.description, recipient.site.description])
                // A key that was known for this site already: nothing waits for it that could be taken now.
                if db.changesCount > 0 { unlock(.key(key)) }
            }
        }
    }

    func head(of package: Digest) throws -> Head? {
        let content = try Data.fetchOne(
            db.cachedStatement(
                sql: "SELECT r.content FROM package p JOIN record r ON r.number = p.record WHERE p.hash = ?"),
            arguments: [Data(package.bytes)])
        guard let content else { return nil }
        return try HeadBytes(Array(content)).signatureChecked().parsedWithoutPin()
    }

    func statements(of package: Digest) throws -> [ProviderStatement] {
        try Data.fetchAll(
            db,
            sql: """
                SELECT r.content FROM provider_statement s JOIN record r ON r.number = s.record
                WHERE s.package = ? ORDER BY s.record
                """, arguments: [Data(package.bytes)]
        ).map { try ProviderStatement(parsing: Array($0)) }
    }
}

/// Whom to ask about an agreement's copies; names from the agreement.
public struct Contacts: Codable, Hashable, Sendable {
    public let organisation: Line
    public let dataOwner: Line
    public let dataSteward: Line
    public let contact: Line
    public let escalation: [Escalation]

    init(_ agreement: Agreement) {
        let provider = agreement.provider
        (organisation, dataOwner, dataSteward) = (provider.organisation, provider.dataOwner, provider.dataSteward)
        (contact, escalation) = (provider.contact, agreement.escalation)
    }

    /// Those who are named for a deadline that passed `days` ago, the last of them first.
    public func escalation(daysLate days: Int) -> [Escalation] {
        escalation.filter { $0.days <= days }.sorted { $0.days > $1.days }
    }
}
