import CustodyLog
import PackageFormat
import Sealing

/// Where a package stands at this site. A function of what is held, what was said and the time; the register has the same
/// words.
public enum HoldingState: String, Codable, Sendable {
    case received, open, closed
    /// Opens no more, and its deletion day has not passed.
    case expired
    case recalled
    /// To be deleted by today.
    case deletionDue = "deletion-due"
    case overdue
    case deleted
    case deletionPartial = "deletion-partial"
    /// Nothing is deleted until the provider releases it.
    case onHold = "on-hold"

    /// Something is to be done now.
    public var isDue: Bool {
        switch self {
        case .expired, .recalled, .deletionDue, .overdue, .deletionPartial: true
        case .received, .open, .closed, .deleted, .onHold: false
        }
    }
}

extension Holding {
    /// `wasOpened`: a copy was opened here at some time.
    public func state(at now: Instant, wasOpened: Bool) -> HoldingState {
        if let certificate, certificate.result == .complete { return .deleted }
        if standing.hold != nil { return .onHold }
        if certificate != nil { return .deletionPartial }
        let agreement = standing.agreement
        if now >= agreement.deleteBy.instant { return .overdue }
        if standing.recalled != nil { return .recalled }
        if now >= agreement.deleteBy.instant.advanced(bySeconds: -Self.shortestDay) { return .deletionDue }
        if now >= agreement.expires.instant { return .expired }
        if !copies.isEmpty { return .open }
        return wasOpened ? .closed : .received
    }

    /// The deletion day has begun for sure, also where clocks are put forward in it: 23 h in seconds.
    static let shortestDay = 23 * 3_600

    /// Whole days until the end of the deletion day; negative when it has passed.
    public func daysLeft(at now: Instant) -> Int {
        let seconds = standing.agreement.deleteBy.instant.secondsSinceEpoch - now.secondsSinceEpoch
        return seconds >= 0 ? seconds / 86_400 : -((-seconds + 86_399) / 86_400)
    }
}
