import CustodyLog
import FoundationEssentials
import GRDB
import PackageFormat
import Sealing

/// Takes records into the tables, inside one transaction for each.
///
/// Nothing here depends on the order of arrival but what waits: what came too early is looked at again when what it waits
/// for comes. `rebuild` runs the same records through the same steps.
struct Intake {
    let db: Database
    /// When this was added; for findings.
    let now: Instant
    /// What came now that others may wait for.
    var unlocked: Set<String> = []

    init(_ db: Database, now: Instant) { (self.db, self.now) = (db, now) }

    mutating func take(_ reading: Reading, record: Int64) throws -> Outcome {
        switch reading {
        case .head(let head): try take(head, record)
        case .card(let card): try take(card, record)
        case .approval(let approval): try take(approval, record)
        case .statement(let statement): try take(statement, record)
        case .receipts(let receipts): try take(receipts, record)
        case .certificate(let certificate, let digest): try take(certificate, digest, record)
        case .act(let act): try take(act, record)
        case .declared(let file): try take(file, record)
        case .newer: .waiting(.newerTool, awaits: .newerTool)
        case .faulty: .refused(.notAuthentic, subject: "")
        }
    }

    // MARK: What others wait for

    mutating func unlock(_ awaited: Awaited) { unlocked.insert(awaited.description) }

    /// Notes what came, for the pass that looks again at what waits for it.
    func storeUnlocked() throws {
        for awaits in unlocked.sorted() {
            try db.cachedStatement(
                sql: """
                    INSERT INTO unlocked (awaits) SELECT ?1 WHERE EXISTS (SELECT 1 FROM record WHERE awaits = ?1)
                        AND NOT EXISTS (SELECT 1 FROM unlocked WHERE awaits = ?1 AND looked_at = 0)
                    """
            ).execute(arguments: [awaits])
        }
    }

    // MARK: Keys

    func roles(of key: SigningPublicKey) throws -> [PinRole] {
        try String.fetchAll(
            db.cachedStatement(sql: "SELECT role FROM pin WHERE key = ?"), arguments: [SigningKeyText(key).description]
        ).compactMap { PinRole($0) }
    }

    func isProvider(_ key: SigningPublicKey) throws -> Bool { try roles(of: key).contains(.provider) }

    /// Whether an agreement names `key` for this site, or it is pinned as a site's.
    func isKey(_ key: SigningPublicKey, of organisation: Line, _ site: Line) throws -> Bool {
        let text = SigningKeyText(key).description
        let isNamed = try Bool.fetchOne(
            db.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM site_key WHERE key = ? AND organisation = ? AND site = ?)"),
            arguments: [text, organisation.description, site.description])
        return try isNamed == true || roles(of: key).contains(.site)
    }

    mutating func take(_ act: TeamAct, _ record: Int64) throws -> Outcome {
        switch act {
        case .pin(let pin):
            try db.execute(
                sql: "INSERT OR REPLACE INTO pin VALUES (?, ?, ?, ?)",
                arguments: [
                    pin.key.description, pin.role, pin.comment?.description ?? "", pin.at.secondsSinceEpoch,
                ])
            unlock(.key(pin.key))
        case .unpin(let unpin):
            try db.execute(sql: "DELETE FROM pin WHERE key = ?", arguments: [unpin.key.description])
            if let since = unpin.compromisedSince {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO compromised VALUES (?, ?)",
                    arguments: [unpin.key.description, since.description])
            }
        case .note(let note):
            try db.execute(
                sql: "INSERT INTO note (reference, text, at, record) VALUES (?, ?, ?, ?)",
                arguments: [note.reference.description, note.text.description, note.at.secondsSinceEpoch, record])
        }
        return .taken
    }

    func find(_ code: FindingCode, _ subject: String, _ detail: String, _ record: Int64) throws {
        try db.execute(
            sql: "INSERT OR IGNORE INTO finding (code, subject, detail, at, record) VALUES (?, ?, ?, ?, ?)",
            arguments: [code.rawValue, subject, detail, now.secondsSinceEpoch, record])
    }

    // MARK: Cards and approvals alone

    private func take(_ card: VerifiedStatement<CardBody>, _ record: Int64) throws -> Outcome {
        let body = card.body
        guard card.signers.count == 1, let signer = card.signers.first else {
            return .refused(.otherSigner, subject: body.reference.description)
        }
        guard try isKey(signer, of: body.organisation, body.site) else {
            return .waiting(.unknownSite, awaits: .key(SigningKeyText(signer)))
        }
        try db.execute(
            sql: "INSERT OR IGNORE INTO offered_card VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                body.cardID.description, body.reference.description, body.provider.description,
                body.organisation.description, body.site.description, body.holder.description,
                body.madeAt.secondsSinceEpoch, record,
            ])
        return .taken
    }

    private func take(_ approval: VerifiedStatement<ApprovalBody>, _ record: Int64) throws -> Outcome {
        let body = approval.body
        guard approval.signers.count == 1, let signer = approval.signers.first else {
            return .refused(.otherSigner, subject: body.reference.description)
        }
        guard try roles(of: signer).contains(.approver(role: body.role)) else {
            return .waiting(.unknownApprover, awaits: .key(SigningKeyText(signer)))
        }
        try db.execute(
            sql: "INSERT OR IGNORE INTO approval VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                Data(body.agreementHash.bytes), body.role.description, body.name.description,
                SigningKeyText(signer).description, body.reference.description, body.revision.value,
                body.approvedAt.secondsSinceEpoch, record,
            ])
        return .taken
    }
}
