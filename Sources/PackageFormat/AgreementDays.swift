/// Days as an agreement counts them, without time-zone data: from the instants that were compiled into it.
public struct DayCount: Sendable {
    private let beginnings: [(day: LocalDate, instant: Instant)]
    /// Of all of them, the offset from UTC that is furthest behind, in seconds.
    private let offset: Int

    /// `beginnings`: days, each with the first instant of it; at least one. Those of an agreement, or what was kept of them.
    public init(beginnings: [(day: LocalDate, instant: Instant)]) {
        self.beginnings = beginnings
        offset = beginnings.map { $0.day.daysSinceEpoch * 86_400 - $0.instant.secondsSinceEpoch }.min() ?? 0
    }

    /// The day that `moment` falls on. Exact where the agreement names the day: at the end of the last day of opening, and of
    /// deletion. At other midnights it is never early, and an hour late while clocks are ahead: nothing is deleted on the day before.
    public func day(at moment: Instant) -> LocalDate {
        let local = max(0, moment.secondsSinceEpoch + offset)
        let day = LocalDate(daysSinceEpoch: local / 86_400) ?? moment.utcDate
        return beginnings.filter { $0.instant <= moment }.map(\.day).reduce(day, max)
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
