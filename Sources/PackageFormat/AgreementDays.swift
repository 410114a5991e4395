/// Days as an agreement counts them, without time-zone data: from the instants that were compiled into it.
public struct DayCount: Hashable, Sendable {
    /// A moment at which a local day begins, and the offset from UTC, in seconds, that it shows.
    private struct Midnight: Hashable, Sendable {
        let at: Int
        let offset: Int
    }

    private let midnights: [Midnight]

    /// `beginnings`: days, each with the first instant of it; at least one. Those of an agreement, or what was kept of them.
    public init(beginnings: [(day: LocalDate, instant: Instant)]) {
        precondition(!beginnings.isEmpty)
        midnights = beginnings.map { day, instant in
            Midnight(
                at: instant.secondsSinceEpoch, offset: day.daysSinceEpoch * 86_400 - instant.secondsSinceEpoch)
        }
    }

    /// The day that `moment` falls on, by the offset from UTC at the nearest day that the agreement names. At the days that
    /// decide, the last of opening and of deletion, that is exact; elsewhere it can be an hour off where clocks changed between.
    public func day(at moment: Instant) -> LocalDate {
        let seconds = moment.secondsSinceEpoch
        let nearest = midnights.min { abs($0.at - seconds) < abs($1.at - seconds) }
        let local = max(0, seconds + (nearest?.offset ?? 0))
        return LocalDate(daysSinceEpoch: local / 86_400) ?? moment.utcDate
    }
}

extension Agreement {
    public var days: DayCount {
        let lastDays = [expires, deleteBy] + (reviewBy.map { [$0] } ?? [])
        return DayCount(
            beginnings: [(starts.date, starts.instant)] + lastDays.map { ($0.date.advanced(byDays: 1), $0.instant) })
    }
}

extension LocalDate {
    /// Later by `days`; stays at the last or first day allowed.
    public func advanced(byDays days: Int) -> LocalDate {
        LocalDate(daysSinceEpoch: daysSinceEpoch + days) ?? (days < 0 ? Instant.first : Instant.last).utcDate
    }
}
