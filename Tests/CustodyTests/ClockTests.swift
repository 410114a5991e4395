import CustodyLog
import Opening
import PackageFormat
import TestCast
import Testing

@testable import Custody

/// docs/custody-log.md, section 6, rule by rule.
@Suite struct ClockTests {
    private static let hour = 3_600
    private static let tenYears = 3_652 * 86_400
    private let desk = VaultDesk()

    private func after(_ seconds: Int) -> Instant { Sample.now.advanced(bySeconds: seconds) }

    private func mark(_ events: (EventType, Int)...) -> Int? {
        ClockMark(of: events.map { EventBody($0.0, at: after($0.1)) }).time.map {
            $0.secondsSinceEpoch - Sample.now.secondsSinceEpoch
        }
    }

    @Test func theFirstEventIsTheMark() {
        #expect(mark() == nil)
        #expect(mark((.logStarted, 0)) == 0)
        #expect(mark((.logStarted, Self.tenYears)) == Self.tenYears)
    }

    @Test func aLaterEventRaisesItByNoMoreThanADayAndAHalf() {
        #expect(mark((.logStarted, 0), (.opened, 36 * Self.hour)) == 36 * Self.hour)
        #expect(mark((.logStarted, 0), (.opened, 36 * Self.hour + 1)) == 0)
        #expect(mark((.logStarted, 0), (.opened, Self.tenYears), (.opened, 60)) == 60)
        // Step by step it goes on.
        #expect(mark((.logStarted, 0), (.opened, 36 * Self.hour), (.swept, 72 * Self.hour)) == 72 * Self.hour)
    }

    @Test func anEarlierEventLeavesItAsItIs() {
        #expect(mark((.logStarted, 0), (.opened, -Self.hour)) == 0)
        #expect(mark((.logStarted, 0), (.opened, -Self.tenYears)) == 0)
    }

    @Test func aConfirmationSetsIt() {
        #expect(mark((.logStarted, 0), (.clockConfirmed, Self.tenYears)) == Self.tenYears)
        #expect(mark((.logStarted, Self.tenYears), (.clockConfirmed, 0)) == 0)
        #expect(mark((.logStarted, Self.tenYears), (.clockConfirmed, 0), (.opened, 60)) == 60)
        #expect(mark((.clockConfirmed, 0), (.clockAnomaly, Self.tenYears)) == 0)
    }

    @Test func aNewVaultKnowsItsFirstMoment() throws {
        let vault = try desk.create()
        #expect(try vault.lastRecordedTime() == Sample.now)
        #expect(try vault.effectiveTime(clock: after(-86_400)) == Sample.now)
    }

    @Test func theMarkOfAVaultIsTheLatestOfItsLogs() throws {
        let vault = try desk.create()
        try vault.record(.received(facts(1)), at: after(600))
        try vault.record(.received(facts(2, provider: Who.otherProvider)), at: after(300))
        #expect(try vault.clockMark() == after(600))
        #expect(try desk.open().clockMark() == after(600))
    }

    @Test func aClockMayBeADayBehind() throws {
        let vault = try desk.create()
        for hours in [0, 1, 23, 24] {
            #expect(try vault.effectiveTime(clock: after(-hours * Self.hour)) == Sample.now)
        }
        for clock in [after(-24 * Self.hour - 1), after(-25 * Self.hour), .first] {
            #expect(throws: VaultError.clockBack(mark: Sample.now, now: clock)) {
                try vault.effectiveTime(clock: clock)
            }
        }
        #expect(try vault.effectiveTime(clock: after(5)) == after(5))
    }

    /// One event by a clock that ran ahead: noted once, and the vault goes on when the clock is right again.
    @Test func tenYearsAheadAndBack() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        for second in 0..<2 {
            try vault.record(
                .refused(delivery.facts, person: nil, copy: nil, code: "expired"), at: after(Self.tenYears + second))
        }
        let events = try desk.events()
        #expect(events.map(\.type).suffix(3) == [.clockAnomaly, .refused, .refused])
        let anomaly = events[events.count - 3]
        #expect(anomaly.mark == Sample.now && anomaly.code?.description == "clock-ahead")
        #expect(try vault.clockMark() == Sample.now)
        #expect(try vault.effectiveTime(clock: after(60)) == after(60))
        try vault.record(.refused(delivery.facts, person: nil, copy: nil, code: "expired"), at: after(60))
        #expect(try vault.clockMark() == after(60))
        #expect(try desk.types().count { $0 == .clockAnomaly } == 1)
    }

    /// A vault made while the clock was ahead is locked until somebody confirms the time, and no longer.
    @Test func aVaultMadeTenYearsAheadIsMended() throws {
        let vault = try desk.create(now: after(Self.tenYears))
        #expect(throws: VaultError.clockBack(mark: after(Self.tenYears), now: Sample.now)) {
            try vault.effectiveTime(clock: Sample.now)
        }
        try confirm(vault, at: Sample.now)
        #expect(try vault.clockMark() == Sample.now)
        #expect(try vault.effectiveTime(clock: Sample.now) == Sample.now)
    }

    /// So is one whose confirmation was wrong itself.
    @Test func aWrongConfirmationIsMended() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try confirm(vault, at: after(Self.tenYears))
        #expect(try vault.clockMark() == after(Self.tenYears))
        #expect(throws: VaultError.self) { try vault.effectiveTime(clock: after(60)) }
        try confirm(vault, at: after(60))
        #expect(try vault.effectiveTime(clock: after(60)) == after(60))
        // Both stand in every log.
        for provider in [signer(Who.provider), nil] {
            #expect(try desk.types(provider).count { $0 == .clockConfirmed } == 2)
        }
        #expect(delivery.hasKey)
    }

    private func confirm(_ vault: SiteVault, at now: Instant) throws {
        try vault.confirmClock(
            date: now.utcDate, today: now.utcDate, reason: Prose("The battery was empty.")!, now: now)
    }

    @Test func aConfirmationSaysWhatItConfirms() throws {
        let vault = try desk.create()
        try confirm(vault, at: after(86_400 * 10))
        let event = try #require(try desk.events(nil).last)
        #expect(event.type == .clockConfirmed && event.date == LocalDate("2027-01-25")!)
        #expect(event.reason == Prose("The battery was empty.")! && event.mark == Sample.now)
        // It is no anomaly.
        #expect(try desk.types(nil) == [.logStarted, .clockConfirmed])
    }

    @Test func theDayMustBeTheOneThatTheClockShows() throws {
        let vault = try desk.create()
        let (yesterday, today, tomorrow) = (
            LocalDate("2027-01-14")!, LocalDate("2027-01-15")!, LocalDate("2027-01-16")!
        )
        let reason = Prose("Why.")!
        for (date, here) in [(yesterday, today), (tomorrow, today), (yesterday, tomorrow)] {
            #expect(throws: VaultError.dayDiffers(given: date, clock: here)) {
                try vault.confirmClock(date: date, today: here, reason: reason, now: Sample.now)
            }
        }
        #expect(try desk.types(nil) == [.logStarted])
        // East or west of Greenwich the day here may be another than in UTC; either will do.
        for date in [today, tomorrow] {
            try vault.confirmClock(date: date, today: tomorrow, reason: reason, now: Sample.now)
        }
    }

    @Test func aConfirmationThatCannotBeWrittenIsNone() throws {
        let vault = try desk.create()
        // Where a log is damaged, the others take it.
        _ = try Delivery(desk, in: vault)
        let name = desk.log() + "/events.jsonl"
        desk.put("", name)
        try confirm(vault, at: Sample.now)
        #expect(try desk.types(nil).last == .clockConfirmed && desk.text(name) == "")
    }

    // MARK: A jump ahead

    @Test func aJumpAheadDeletesNothingUntilItIsConfirmed() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.open(in: vault)
        let overdue = after(365 * 86_400)
        let tool = Line("unvault test")!
        let refused = VaultError.clockJumped(mark: Sample.now, now: overdue)
        let before = desk.lines()
        #expect(throws: refused) { try vault.sweep(isDryRun: true, tool: tool, clock: { overdue }) }
        #expect(desk.lines() == before)
        #expect(throws: refused) { try vault.sweep(isDryRun: false, tool: tool, clock: { overdue }) }
        #expect(throws: refused) { try vault.sweep(isDryRun: false, tool: tool, clock: { overdue }) }
        #expect(try desk.types().suffix(2) == [.clockAnomaly, .swept])
        #expect(delivery.isThere("copy/data/households.csv") && delivery.hasKey)
        // Opening goes by the clock, and refuses.
        #expect(try vault.effectiveTime(clock: overdue) == overdue)
        #expect(try delivery.holding(in: vault).state(at: overdue, wasOpened: true) == .overdue)

        try confirm(vault, at: overdue)
        let steps = try vault.sweep(isDryRun: false, tool: tool, clock: { overdue }).steps
        #expect(steps.map(\.act) == [.delete])
        #expect(!delivery.isThere("copy") && !delivery.hasKey)
        #expect(try delivery.holding(in: vault).certificate?.body.clock.isConfirmed == true)
    }

    /// A step of a day and a half, as between two runs of a timer, is believed.
    @Test func aStepThatIsBelievedSweeps() throws {
        let vault = try desk.create()
        let deleteBy = Sample.now.advanced(bySeconds: 3 * 86_400)
        let delivery = try Delivery(desk, in: vault) {
            $0.expires = DatedInstant(date: Sample.now.utcDate.advanced(byDays: 1), instant: self.after(86_400))
            $0.deleteBy = DatedInstant(date: deleteBy.utcDate, instant: deleteBy)
        }
        try delivery.open(in: vault)
        let tool = Line("unvault test")!
        for (hours, acts) in [(20, []), (36, [SweepStep.Act.close]), (70, [.delete]), (90, [])] {
            let now = after(hours * Self.hour)
            let steps = try vault.sweep(isDryRun: false, tool: tool, clock: { now }).steps
            #expect(steps.map(\.act) == acts, "after \(hours) h")
        }
        #expect(try delivery.holding(in: vault).certificate?.result == .complete)
        #expect(try delivery.holding(in: vault).certificate?.body.isUnattended == true)
        #expect(try vault.clockMark() == after(90 * Self.hour))
    }

    @Test func aSweepIsNotedOnceADay() throws {
        let vault = try desk.create()
        for hours in [1, 2, 3, 13, 14] {
            let now = after(hours * Self.hour)
            _ = try vault.sweep(isDryRun: false, tool: Line("unvault test")!, clock: { now })
        }
        #expect(try desk.types(nil) == [.logStarted, .swept, .swept])
        #expect(try desk.events(nil).last?.isUnattended == true)
    }
}
