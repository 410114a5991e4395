import CustodyLog
import PackageFormat

extension CopyState {
    /// At the site itself, what has expired is to be deleted too: it opens no more.
    public var isDueHere: Bool { isDue || self == .expired }
}

extension Holding {
    /// `wasOpened`: a copy was opened here at some time.
    public func state(at now: Instant, wasOpened: Bool) -> CopyState {
        let agreement = standing.agreement
        let deletion: CopyFacts.Deletion =
            switch certificate?.result {
            case nil: .none
            case .complete: .complete
            case .partial, .failed: .partial
            }
        let facts = CopyFacts(
            expires: agreement.expires.date, deleteBy: agreement.deleteBy.date,
            recalledOn: standing.recalled.map { agreement.days.day(at: $0.at) }, isOnHold: standing.hold != nil,
            access: copies.isEmpty ? (wasOpened ? .closed : .received) : .open, deletion: deletion)
        return facts.state(on: agreement.days.day(at: now))
    }

    /// Whole days from now to the deletion day; negative when it has passed.
    public func daysLeft(at now: Instant) -> Int {
        let agreement = standing.agreement
        return agreement.deleteBy.date.daysSinceEpoch - agreement.days.day(at: now).daysSinceEpoch
    }
}
