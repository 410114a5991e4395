import CustodyLog
import Files
import Opening
import PackageFormat
import Sealing

/// One holding as `status` shows it.
public struct HoldingReport: Encodable, Sendable {
    public struct Copy: Encodable, Sendable {
        public let destination: String
        public let person: Line
        public let at: Instant

        enum CodingKeys: String, CodingKey {
            case destination
            case person = "operator"
            case at = "opened_at"
        }
    }

    public let reference: Reference
    public let revision: Int
    public let packageID: Identifier
    public let packageHash: Digest
    public let title: Line
    public let provider: Line
    public let state: CopyState
    public let isDue: Bool
    public let expires: LocalDate
    public let deleteBy: LocalDate
    public let timezone: Line
    public let daysLeft: Int
    public let copies: [Copy]
    public let packages: [String]
    public let recallReason: Prose?
    public let holdReason: Prose?
    public let certificate: String?

    enum CodingKeys: String, CodingKey {
        case reference, revision
        case packageID = "package_id"
        case packageHash = "package_hash"
        case title, provider, state
        case isDue = "due"
        case expires
        case deleteBy = "delete_by"
        case timezone
        case daysLeft = "days_left"
        case copies, packages
        case recallReason = "recalled"
        case holdReason = "on_hold"
        case certificate
    }
}

extension SiteVault {
    /// The later of the clock and the mark, where the clock is not behind it by more than a day.
    public func effectiveTime(clock now: Instant) throws(VaultError) -> Instant {
        guard let mark = try clockMark() else { return now }
        return try effectiveTime(clock: now, mark: mark)
    }

    func effectiveTime(clock now: Instant, mark: Instant) throws(VaultError) -> Instant {
        guard now >= mark.advanced(bySeconds: -Policy.clockTolerance) else { throw .clockBack(mark: mark, now: now) }
        return max(now, mark)
    }

    /// The same for those who only look: with a clock that is behind, the time that the vault has seen.
    public func shownTime(clock now: Instant) throws(VaultError) -> (time: Instant, doubt: VaultError?) {
        do throws(VaultError) { return (try effectiveTime(clock: now), nil) } catch {
            guard case .clockBack(let mark, _) = error else { throw error }
            return (mark, error)
        }
    }

    public func report(at now: Instant) throws(VaultError) -> [HoldingReport] {
        var rows: [HoldingReport] = []
        for holding in try holdings() {
            let agreement = holding.agreement
            let state = holding.state(at: now, wasOpened: try !openedCopies(of: holding).isEmpty)
            rows.append(
                HoldingReport(
                    reference: agreement.reference, revision: agreement.revision, packageID: holding.packageID,
                    packageHash: holding.packageHash, title: agreement.title,
                    provider: agreement.provider.organisation, state: state, isDue: state.isDueHere,
                    expires: agreement.expires.date, deleteBy: agreement.deleteBy.date, timezone: agreement.timezone,
                    daysLeft: holding.daysLeft(at: now),
                    copies: holding.copies.map {
                        .init(destination: $0.destination, person: $0.person, at: $0.intendedAt)
                    }, packages: holding.packages, recallReason: holding.standing.recalled?.reason,
                    holdReason: holding.standing.hold?.reason,
                    certificate: holding.certificatePath))
        }
        return rows
    }

    /// Events of all logs, in the order of their times.
    public func events() throws(VaultError) -> [EventBody] {
        var all: [EventBody] = []
        for log in try logs() { all += try inLedger { () throws(LogError) in try log.contents().events } }
        return all.sorted { ($0.at, $0.log, $0.number.value) < ($1.at, $1.log, $1.number.value) }
    }

    /// A log that verifies.
    public struct VerifiedLog: Sendable {
        public let provider: SigningKeyText?
        public let events: Int
        public let tornBytes: Int
    }

    /// Every signature of every log; throws at the first that is damaged.
    public func verifyLogs() throws(VaultError) -> [VerifiedLog] {
        var found: [VerifiedLog] = []
        for log in try logs() {
            let contents = try inLedger { () throws(LogError) in try log.verify() }
            found.append(
                VerifiedLog(
                    provider: contents.events.first?.provider, events: contents.events.count,
                    tornBytes: contents.tornBytes))
        }
        return found
    }
}
