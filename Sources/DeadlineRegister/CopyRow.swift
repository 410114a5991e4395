import CustodyLog
import FoundationEssentials
import GRDB
import PackageFormat
import Sealing

/// One copy of one package, or one declared transfer, as it stands on a day.
public struct CopyRow: Encodable, Sendable {
    /// Where what is known of it comes from.
    public enum Evidence: String, Encodable, Sendable {
        /// Signed, and the signatures checked.
        case verified
        /// As somebody wrote it into a table.
        case declared
    }

    /// What is not there that should be.
    public enum Missing: String, Encodable, Sendable, CaseIterable {
        /// Nothing has come from the site: no receipts, no certificate.
        case acknowledgement
        case certificate
        /// A certificate says partial or failed.
        case completeCertificate = "complete-certificate"
        /// Something was opened or closed since the certificate.
        case certificateOfLaterUse = "certificate-of-later-use"
        /// The site's log says that it was deleted; the certificate was not added.
        case certificateOfDeletionLogged = "certificate-of-deletion-logged"
        /// Of a declared transfer: nobody has said that it is gone.
        case wordOfDeletion = "word-of-deletion"
    }

    public let evidence: Evidence
    public let reference: String
    public let revision: Int?
    public let packageID: String?
    public let packageHash: String?
    public let title: String
    /// Whether the register's organisation shared it, or holds it.
    public let isOurs: Bool
    public let provider: String
    public let organisation: String
    public let site: String
    public let holders: [String]
    public let state: CopyState
    public let sentOn: LocalDate?
    public let expires: LocalDate
    public let deadline: LocalDate
    public let deleteBy: LocalDate
    public let reviewBy: LocalDate?
    public let daysLeft: Int
    public let receivedAt: Instant?
    public let openedAt: Instant?
    public let openings: Int
    public let lastUseAt: Instant?
    /// The last that the site's receipts tell of, about any package.
    public let heardAt: Instant?
    public let deletedOn: LocalDate?
    public let certificateRecord: Int64?
    public let isUncovered: Bool
    public let recalledAt: Instant?
    public let recallReason: String?
    public let holdReason: String?
    public let missing: [Missing]
    public let contacts: Contacts?
    /// Of a declared one: whom to ask, and where the paper is.
    public let contact: String?
    public let paper: String?

    public var isAccountedFor: Bool { state == .deleted }

    enum CodingKeys: String, CodingKey {
        case evidence, reference, revision
        case packageID = "package_id"
        case packageHash = "package_hash"
        case title
        case isOurs = "shared_by_us"
        case provider, organisation, site, holders, state
        case sentOn = "sent_on"
        case expires, deadline
        case deleteBy = "delete_by"
        case reviewBy = "review_by"
        case daysLeft = "days_left"
        case receivedAt = "received_at"
        case openedAt = "first_opened_at"
        case openings
        case lastUseAt = "last_event_at"
        case heardAt = "heard_of_site_at"
        case deletedOn = "deleted_on"
        case certificateRecord = "certificate_record"
        case isUncovered = "used_since_certificate"
        case recalledAt = "recalled_at"
        case recallReason = "recalled"
        case holdReason = "on_hold"
        case missing, contacts, contact, paper
    }
}

/// When a register is looked at: now, or on a day that somebody asks for.
public enum LookedAt: Sendable {
    case now(Instant)
    case day(LocalDate)

    /// The day by UTC, for what has no agreement.
    public var day: LocalDate {
        switch self {
        case .now(let moment): moment.utcDate
        case .day(let day): day
        }
    }
}

extension CopyRow {
    static let select = """
        SELECT p.reference, p.revision, p.package_id, p.hash, p.title, p.provider, c.organisation, c.site, c.holders, p.signed_at,
            p.starts_day, p.starts_at, p.expires_day, p.expires_at, p.delete_by_day, p.delete_by_at, p.review_by_day,
            p.review_by_at, c.access, c.received_at, c.opened_at, c.openings, c.last_at,
            (SELECT MAX(l.last_at) FROM log l WHERE l.site_key = c.site_key AND l.provider_key = p.provider_key), c.deletion, c.deleted_at,
            c.certificate, c.is_uncovered, c.is_said_deleted, p.recalled_at, p.recall_reason, p.hold_reason, p.hold_at, p.ask
        FROM copy c JOIN package p ON p.hash = c.package
        """

    init(_ row: Row, ours: String, at moment: LookedAt) throws {
        func day(_ index: Int) throws -> LocalDate {
            guard let day = LocalDate(daysSinceEpoch: row[index]) else { throw Inconsistency(table: "package") }
            return day
        }
        func instant(_ index: Int) -> Instant? { (row[index] as Int?).flatMap { Instant(secondsSinceEpoch: $0) } }
        func beginning(_ index: Int, after days: Int) throws -> (day: LocalDate, instant: Instant)? {
            guard row[index] as Int? != nil, let instant = instant(index + 1) else { return nil }
            return (try day(index).advanced(byDays: days), instant)
        }
        let count = DayCount(
            beginnings: try [
                beginning(10, after: 0), beginning(12, after: 1), beginning(14, after: 1), beginning(16, after: 1),
            ].compactMap { $0 })
        let today =
            switch moment {
            case .now(let now): count.day(at: now)
            case .day(let day): day
            }
        guard let access = CopyFacts.Access(rawValue: row[18]), let deletion = CopyFacts.Deletion(rawValue: row[24])
        else {
            throw Inconsistency(table: "copy")
        }
        let facts = CopyFacts(
            expires: try day(12), deleteBy: try day(14), recalledOn: instant(29).map { count.day(at: $0) },
            isOnHold: row[32] as Int? != nil, access: access, deletion: deletion)
        evidence = .verified
        (reference, revision, packageID) = (row[0], row[1], row[2])
        packageHash = Digest(row[3] as Data)?.description
        (title, provider, organisation, site) = (row[4], row[5], row[6], row[7])
        isOurs = provider == ours
        holders = try CanonicalJSON.decode([Line].self, from: Array((row[8] as String).utf8), cap: 4 << 20).map(
            \.description)
        sentOn = instant(9).map { count.day(at: $0) }
        (expires, deleteBy) = (facts.expires, facts.deleteBy)
        reviewBy = (row[16] as Int?).flatMap { LocalDate(daysSinceEpoch: $0) }
        state = facts.state(on: today)
        (deadline, daysLeft) = (facts.deadline, facts.daysLeft(on: today))
        (receivedAt, openedAt, openings, lastUseAt, heardAt) = (
            instant(19), instant(20), row[21], instant(22), instant(23)
        )
        deletedOn = deletion == .complete ? instant(25).map { count.day(at: $0) } : nil
        (certificateRecord, isUncovered) = (row[26], row[27])
        (recalledAt, recallReason, holdReason) = (instant(29), row[30], row[31])
        missing = Self.missing(access, deletion, isUncovered: row[27], isSaidDeleted: row[28], hasHeard: heardAt != nil)
        contacts = try CanonicalJSON.decode(Contacts.self, from: Array((row[33] as String).utf8), cap: 4 << 20)
        (contact, paper) = (nil, nil)
    }

    private static func missing(
        _ access: CopyFacts.Access, _ deletion: CopyFacts.Deletion, isUncovered: Bool, isSaidDeleted: Bool,
        hasHeard: Bool
    ) -> [Missing] {
        switch deletion {
        case .complete: []
        case .partial: [.completeCertificate]
        case .none where isUncovered: [.certificateOfLaterUse]
        case .none where isSaidDeleted: [.certificateOfDeletionLogged]
        case .none: access == .none ? [.acknowledgement, .certificate] : [.certificate]
        }
    }

    // MARK: Declared

    static let selectDeclared = """
        SELECT reference, title, direction, provider, recipient, site, sent_day, expires_day, delete_by_day, review_by_day,
            deleted_day, contact, evidence FROM declared
        """

    init(declared row: Row, at moment: LookedAt) throws {
        func day(_ index: Int) -> LocalDate? { (row[index] as Int?).flatMap { LocalDate(daysSinceEpoch: $0) } }
        guard let expires = day(7), let deleteBy = day(8) else { throw Inconsistency(table: "declared") }
        let deleted = day(10)
        // A day on which it was deleted that has not come is none yet.
        let isDeleted = deleted.map { $0 <= moment.day } ?? false
        let facts = CopyFacts(
            expires: expires, deleteBy: deleteBy, recalledOn: nil, isOnHold: false, access: .none,
            deletion: isDeleted ? .complete : .none)
        evidence = .declared
        (reference, title, provider, organisation, site) = (row[0], row[1], row[3], row[4], row[5])
        isOurs = row[2] == "out"
        (sentOn, self.expires, self.deleteBy, reviewBy) = (day(6), expires, deleteBy, day(9))
        state = facts.state(on: moment.day)
        (deadline, daysLeft) = (facts.deadline, facts.daysLeft(on: moment.day))
        deletedOn = isDeleted ? deleted : nil
        missing = isDeleted ? [] : [.wordOfDeletion]
        contact = (row[11] as String).isEmpty ? nil : row[11]
        paper = (row[12] as String).isEmpty ? nil : row[12]
        (revision, packageID, packageHash, holders) = (nil, nil, nil, [])
        (receivedAt, openedAt, openings, lastUseAt, heardAt) = (nil, nil, 0, nil, nil)
        (certificateRecord, isUncovered, recalledAt, recallReason, holdReason) = (nil, false, nil, nil, nil)
        contacts = nil
    }
}
