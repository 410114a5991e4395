import PackageFormat
import Sealing

/// What happened (docs/custody-log.md, section 2).
public enum EventType: String, Codable, Sendable {
    /// The first event of every log.
    case logStarted = "log-started"
    case pinned, unpinned
    case cardMade = "card-made"
    case received
    case openIntended = "open-intended"
    case opened
    /// An intent that came to nothing, found or known later: what it had written is gone.
    case openAbandoned = "open-abandoned"
    case listed, refused
    case closeIntended = "close-intended"
    case closed
    case deletionIntended = "deletion-intended"
    case keyDestroyed = "key-destroyed"
    case deleted
    case statementApplied = "statement-applied"
    case statementRefused = "statement-refused"
    case clockAnomaly = "clock-anomaly"
    case clockConfirmed = "clock-confirmed"
    /// A sweep that found nothing to do, or that ended.
    case swept
    /// Bytes behind the checkpoint were no event and were set aside.
    case tornEnd = "torn-end"
    case receiptsMade = "receipts-made"
}

/// One event of a custody log. Never holds a path or the name of a file of a package: providers receive events whole.
public struct EventBody: StatementBody {
    public static let kind: StaticString = "event"

    public private(set) var log: Identifier
    /// Its place in the log, from 0.
    public private(set) var number: Count
    public let at: Instant
    public let type: EventType

    /// Who did it, where somebody did.
    public var person: Line?
    public var packageID: Identifier?
    public var packageHash: Digest?
    public var reference: Reference?
    public var revision: Count?
    /// When the package was signed, by the provider's clock.
    public var signedAt: Instant?
    public var card: Identifier?
    /// Names one opened copy.
    public var copy: Identifier?
    public var files: Count?
    public var bytes: Count?
    /// What the machine could see of the storage, and what the operator said of it.
    public var storage: Line?
    /// A code of `refused`, `clock-anomaly` or the result of a deletion.
    public var code: Reference?
    public var key: SigningKeyText?
    public var roles: [Line]?
    public var demands: [Reference]?
    public var since: LocalDate?
    public var reason: Prose?
    /// The day that somebody confirmed.
    public var date: LocalDate?
    /// The latest time that the log knew.
    public var mark: Instant?
    /// The digest of a statement or certificate, and its kind.
    public var statement: Digest?
    public var statementKind: Reference?
    public var isUnattended: Bool?

    // log-started alone
    public var provider: SigningKeyText?
    public var endorsement: LedgerEndorsement?
    /// The last good checkpoint of the log that this one takes the place of.
    public var previous: CheckpointNote?

    public enum CodingKeys: String, CodingKey {
        case log, number, at, type
        case person = "operator"
        case packageID = "package_id"
        case packageHash = "package_hash"
        case reference, revision
        case signedAt = "signed_at"
        case card, copy, files, bytes, storage, code, key, roles, demands, since, reason, date, mark, statement
        case statementKind = "statement_kind"
        case isUnattended = "unattended"
        case provider, endorsement, previous
    }

    /// An event that has no place yet; `EventLog` gives it one.
    public init(_ type: EventType, at moment: Instant) {
        (self.type, at) = (type, moment)
        (log, number) = (.none, Count(0)!)
    }

    func placed(in log: Identifier, number: Int) -> EventBody {
        guard let number = Count(number) else { preconditionFailure("a log is below 2^53 events") }
        var placed = self
        (placed.log, placed.number) = (log, number)
        return placed
    }
}

extension Identifier {
    fileprivate static let none = Identifier("00000000000000000000000000000000")!
}

/// An event with the ledger key's signature.
public typealias SignedEvent = Statement<EventBody>
