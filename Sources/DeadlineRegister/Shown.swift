import FoundationEssentials
import GRDB
import PackageFormat
import Sealing

/// All that the register knows of one agreement or one package.
public struct Shown: Encodable, Sendable {
    public struct Package: Encodable, Sendable {
        public let packageID: String
        public let packageHash: String
        public let signedAt: Instant
        public let revision: Int
        /// Who approved, as the package carries it, and whether the team trusts that key for that role.
        public let approvals: [Approved]
        public let statements: [Statement]

        enum CodingKeys: String, CodingKey {
            case packageID = "package_id"
            case packageHash = "package_hash"
            case signedAt = "signed_at"
            case revision, approvals, statements
        }
    }

    public struct Approved: Encodable, Sendable {
        public let role: String
        public let name: String
        public let at: Instant
        public let isTrusted: Bool

        enum CodingKeys: String, CodingKey {
            case role, name, at
            case isTrusted = "trusted_here"
        }
    }

    public struct Statement: Encodable, Sendable {
        public let kind: String
        public let issuedAt: Instant
        public let hasEffect: Bool
        public let reason: String?

        enum CodingKeys: String, CodingKey {
            case kind
            case issuedAt = "issued_at"
            case hasEffect = "has_effect"
            case reason
        }
    }

    /// A card that no package here was sealed to.
    public struct OfferedCard: Encodable, Sendable {
        public let cardID: String
        public let organisation: String
        public let site: String
        public let holder: String
        public let madeAt: Instant

        enum CodingKeys: String, CodingKey {
            case cardID = "card_id"
            case organisation, site, holder
            case madeAt = "made_at"
        }
    }

    public struct Note: Encodable, Sendable {
        public let text: String
        public let at: Instant
    }

    public let reference: String
    public let title: String
    /// Every copy at every site is accounted for.
    public let isClosed: Bool
    public let copies: [CopyRow]
    public let packages: [Package]
    public let offeredCards: [OfferedCard]
    public let notes: [Note]
    public let findings: [FindingRow]
    public let aside: [AsideRow]

    enum CodingKeys: String, CodingKey {
        case reference, title
        case isClosed = "closed"
        case copies, packages
        case offeredCards = "cards_without_package"
        case notes, findings
        case aside = "kept_aside"
    }
}

extension Register {
    public func show(_ subject: String, at moment: LookedAt) throws(RegisterError) -> Shown {
        let copies = try copies(at: moment, of: subject)
        guard let reference = try subjects(matching: subject).first else { throw .unknown(subject) }
        let (packages, cards, notes) = try read { db in
            (
                try Self.packages(db, subject), try Self.offeredCards(db, reference),
                try Self.notes(db, subject, reference)
            )
        }
        let ids = Set(packages.map(\.packageID)).union([reference, subject])
        return Shown(
            reference: reference, title: copies.first?.title ?? "",
            isClosed: !copies.isEmpty && copies.allSatisfy(\.isAccountedFor), copies: copies, packages: packages,
            offeredCards: cards, notes: notes,
            findings: try findings().filter { ids.contains($0.subject) || ids.contains($0.detail) },
            aside: try aside().filter { row in row.subject.map(ids.contains) ?? false })
    }

    private static func packages(_ db: Database, _ subject: String) throws -> [Shown.Package] {
        let hashes = try Data.fetchAll(
            db, sql: "SELECT hash FROM package WHERE reference = ?1 OR package_id = ?1 ORDER BY signed_at, hash",
            arguments: [subject])
        let intake = Intake(db, now: .first)
        return try hashes.compactMap { Digest($0) }.compactMap { hash in
            guard let head = try intake.head(of: hash) else { return nil }
            let statements = try intake.statements(of: hash)
            let standing = Standing(of: head, statements: statements)
            return Shown.Package(
                packageID: head.terms.packageID.description, packageHash: hash.description,
                signedAt: head.envelope.signedAt, revision: standing.agreement.revision,
                approvals: try head.terms.approvals.map { approval in
                    let signer = approval.signatures.first?.key.key
                    return Shown.Approved(
                        role: approval.body.role.description, name: approval.body.name.description,
                        at: approval.body.approvedAt,
                        isTrusted: try signer.map {
                            try intake.roles(of: $0).contains(.approver(role: approval.body.role))
                        }
                            ?? false)
                },
                statements: statements.map {
                    Shown.Statement(
                        kind: $0.kind.rawValue, issuedAt: $0.issuedAt, hasEffect: standing.applied.contains($0.digest),
                        reason: $0.reason?.description)
                })
        }
    }

    private static func offeredCards(_ db: Database, _ reference: String) throws -> [Shown.OfferedCard] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT card_id, organisation, site, holder, made_at FROM offered_card o
                WHERE reference = ? AND NOT EXISTS (SELECT 1 FROM card c WHERE c.card_id = o.card_id) ORDER BY made_at, card_id
                """, arguments: [reference]
        ).map {
            Shown.OfferedCard(
                cardID: $0[0], organisation: $0[1], site: $0[2], holder: $0[3],
                madeAt: Instant(secondsSinceEpoch: $0[4]) ?? .first)
        }
    }

    private static func notes(_ db: Database, _ subject: String, _ reference: String) throws -> [Shown.Note] {
        try Row.fetchAll(
            db, sql: "SELECT text, at FROM note WHERE reference IN (?, ?) ORDER BY at, id",
            arguments: [subject, reference]
        ).map { Shown.Note(text: $0[0], at: Instant(secondsSinceEpoch: $0[1]) ?? .first) }
    }
}
