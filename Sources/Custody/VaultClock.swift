import CustodyLog
import Files
import PackageFormat
import Sealing

/// The latest time that events show to have passed, by the rules of docs/custody-log.md, section 6. A function of the events
/// alone: nothing else is kept, so nothing else can lock a vault.
public struct ClockMark: Equatable, Sendable {
    /// A later event further ahead than this, 36 h in seconds, does not raise the mark: its clock may have been wrong.
    public static let longestStep = 36 * 3_600

    /// Nil before the first event.
    public private(set) var time: Instant?

    public init(of events: [EventBody]) {
        for event in events { take(event) }
    }

    private mutating func take(_ event: EventBody) {
        guard event.type != .clockConfirmed, let known = time else {
            // Somebody typed the day: this is the time, also where it is earlier.
            time = event.at
            return
        }
        if event.at <= known.advanced(bySeconds: Self.longestStep) { time = max(known, event.at) }
    }

    /// Whether the last word on the clock is that it ran ahead.
    static func isNoticed(in events: [EventBody]) -> Bool {
        events.last { $0.type == .clockAnomaly || $0.type == .clockConfirmed }?.type == .clockAnomaly
    }
}

extension SiteVault {
    /// The latest mark of all logs.
    public func clockMark() throws(VaultError) -> Instant? {
        let (mark, damaged) = try readableMark()
        if let first = damaged.first { throw first }
        return mark
    }

    /// The latest mark of those logs that are whole, and what is wrong with the others. A log that began anew goes on where
    /// those put aside end: their marks are not forgotten, its own first event cannot raise them far, and a confirmation in
    /// it sets them. Where lines of them are lost the mark can be too early, never raised by a clock that was not believed.
    func readableMark() throws(VaultError) -> (mark: Instant?, damaged: [VaultError]) {
        var latest: Instant?
        var damaged: [VaultError] = []
        for log in try logs() {
            do throws(VaultError) {
                guard let time = ClockMark(of: try history(of: log)).time else { continue }
                latest = max(latest ?? time, time)
            } catch {
                guard case .log = error else { throw error }
                damaged.append(error)
            }
        }
        return (latest, damaged)
    }

    /// Somebody vouches for the day that the clock shows; recorded in every log, so that each register sees it.
    /// Throws `dayDiffers` where the clock shows another day, here (`today`) or in UTC.
    public func confirmClock(date: LocalDate, today: LocalDate, reason: Prose, now: Instant) throws(VaultError) {
        guard date == today || date == now.utcDate else { throw .dayDiffers(given: date, clock: today) }
        try held { () throws(VaultError) in
            let mark = try? clockMark()
            let key = try ledgerKey()
            for log in try logs() {
                var event = EventBody(.clockConfirmed, at: now)
                (event.date, event.reason, event.mark) = (date, reason, mark)
                let confirmed = event
                do throws(LogError) { try log.append([confirmed], signedBy: key) } catch {
                    // A damaged log cannot take it, and its time is not asked for before it begins anew.
                    guard case .damaged = error else { throw VaultError(error) }
                }
            }
        }
    }
}
