import CustodyLog
import FoundationEssentials
import GRDB
import PackageFormat
import Sealing

/// Certificates of deletion.
extension Intake {
    mutating func take(_ certificate: DeletionCertificate, _ digest: Digest, _ record: Int64) throws -> Outcome {
        let body = certificate.body
        let hash = Data(body.packageHash.bytes)
        let package = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT package_id, reference, provider_key FROM package WHERE hash = ?"),
            arguments: [hash])
        guard let package else { return .waiting(.unknownPackage, awaits: .package(body.packageHash)) }
        let siteKey = SigningKeyText(certificate.siteKey).description
        let copy = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT id, organisation, site FROM copy WHERE package = ? AND site_key = ?"),
            arguments: [hash, siteKey])
        guard let copy else {
            // A key of the site that has no card in this package, or a key that no agreement names.
            return .refused(.otherSigner, subject: package[1])
        }
        let id: Int64 = copy[0]
        let hasCard = try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM card WHERE card_id = ? AND copy = ?)"),
            arguments: [body.key.card.description, id])
        guard body.packageID.description == package[0], body.reference.description == package[1],
            body.provider.description == package[2], body.organisation.description == copy[1],
            body.site.description == copy[2], hasCard == true
        else { return .refused(.doesNotFit, subject: package[1]) }
        try db.cachedStatement(
            sql: """
                INSERT INTO certificate VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)
                """
        ).execute(
            arguments: [
                body.certificateID.description, hash, id,
                Data(digest.bytes), body.result.rawValue,
                body.startedAt.secondsSinceEpoch, body.finishedAt.secondsSinceEpoch, body.isUnattended,
                body.person?.name.description,
                certificate.witnesses.map { SigningKeyText($0).fingerprint.description }.joined(separator: "\n"),
                body.caveats.map(\.description).joined(separator: " "),
                body.checkpoint?.checkpoint.log.description, body.checkpoint?.checkpoint.size,
                body.checkpoint?.checkpoint.root.description, record,
            ])
        if let log = body.checkpoint?.checkpoint.log { try checkCertificates(on: log, record) }
        try refresh(copy: id)
        return .taken
    }

    /// Holds the checkpoints of certificates against a log, as far as it is known.
    func checkCertificates(on log: Identifier, _ record: Int64) throws {
        guard let known = try KnownLog(db, id: log) else { return }
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT record, copy, log_size, log_root FROM certificate
                    WHERE log = ? AND log_size <= ? AND is_contradicted IS NULL ORDER BY log_size
                    """), arguments: [log.description, known.size])
        var tree = MerkleTree()
        for row in rows {
            let (certificate, copy, size, root): (Int64, Int64, Int, String) = (row[0], row[1], row[2], row[3])
            // Several were made on one size, and the next on a later one: the log is read once.
            if tree.size != size { tree = try known.tree(db, at: size, from: tree) }
            let agrees = tree.root.description == root
            try db.cachedStatement(sql: "UPDATE certificate SET is_contradicted = ? WHERE record = ?").execute(
                arguments: [!agrees, certificate])
            guard !agrees else { continue }
            let place = try Row.fetchOne(
                db,
                sql:
                    "SELECT p.reference, c.organisation, c.site FROM copy c JOIN package p ON p.hash = c.package WHERE c.id = ?",
                arguments: [copy])
            if let place {
                try find(
                    .certificateContradictsLog, "\(place[1] as String), \(place[2] as String)", place[0], certificate)
            }
            try refresh(copy: copy)
        }
    }
}
