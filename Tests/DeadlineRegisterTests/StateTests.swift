import CustodyLog
import PackageFormat
import TestCast
import Testing

/// The table of docs/deadlines.md, a row a test: the first row that fits decides. Opening ends on 31 May 2027, deletion
/// is due by 30 June.
@Suite struct StateTests {
    private func facts(_ change: (inout CopyFacts) -> Void = { _ in }) -> CopyFacts {
        var facts = CopyFacts(
            expires: day("2027-05-31"), deleteBy: day("2027-06-30"), recalledOn: nil, isOnHold: false, access: .open,
            deletion: .none)
        change(&facts)
        return facts
    }

    private static let days = ["2027-01-15", "2027-05-31", "2027-06-01", "2027-06-30", "2027-07-01"].map { day($0) }

    private func states(_ facts: CopyFacts) -> [CopyState] { Self.days.map { facts.state(on: $0) } }

    @Test func deletedComesBeforeAllElse() {
        let deleted = facts { ($0.deletion, $0.isOnHold, $0.recalledOn) = (.complete, true, day("2027-01-01")) }
        #expect(states(deleted) == Array(repeating: .deleted, count: 5))
    }

    @Test func aHoldStopsTheClock() {
        let held = facts { ($0.deletion, $0.isOnHold, $0.recalledOn) = (.partial, true, day("2027-01-01")) }
        #expect(states(held) == Array(repeating: .onHold, count: 5))
    }

    @Test func deletedInPartIsNeverOnlyLate() {
        let partial = facts { ($0.deletion, $0.recalledOn) = (.partial, day("2027-01-01")) }
        #expect(states(partial) == Array(repeating: .deletionPartial, count: 5))
    }

    @Test func afterItsLastDayItIsOverdueAlsoWhereItWasRecalled() {
        for recall in [nil, day("2027-01-01")] {
            let late = facts { $0.recalledOn = recall }
            #expect(late.state(on: day("2027-07-01")) == .overdue)
        }
    }

    @Test func recalledIsNotYetConfirmed() {
        let recalled = facts { $0.recalledOn = day("2027-01-10") }
        #expect(states(recalled) == [.recalled, .recalled, .recalled, .recalled, .overdue])
        #expect(recalled.deadline == day("2027-01-10") && recalled.daysLeft(on: day("2027-01-15")) == -5)
        // Recalled after its last day, it is late since that.
        let late = facts { $0.recalledOn = day("2027-07-05") }
        #expect(late.deadline == day("2027-06-30"))
    }

    @Test func onItsLastDayDeletionIsDue() { #expect(facts().state(on: day("2027-06-30")) == .deletionDue) }

    @Test func betweenTheLastOpeningAndDeletionItIsExpired() {
        #expect(facts().state(on: day("2027-06-01")) == .expired && facts().state(on: day("2027-06-29")) == .expired)
    }

    @Test(arguments: [
        (CopyFacts.Access.none, CopyState.sent), (.received, .received), (.open, .open), (.closed, .closed),
    ])
    func untilTheLastOpeningItIsWhatItsSiteSays(access: CopyFacts.Access, state: CopyState) {
        let facts = facts { $0.access = access }
        #expect(states(facts) == [state, state, .expired, .deletionDue, .overdue])
        #expect(facts.daysLeft(on: day("2027-05-31")) == 30 && facts.daysLeft(on: day("2027-07-02")) == -2)
    }

    @Test func whatIsDueIsOnlyWhatSomebodyMustDoNow() {
        #expect(CopyState.allCases.filter(\.isDue) == [.recalled, .deletionDue, .overdue, .deletionPartial])
    }
}

/// On which of the agreement's days a moment falls, around midnights and changes of the clock.
@Suite struct DayTests {
    private func agreement(
        _ starts: (String, String), _ expires: (String, String), _ deleteBy: (String, String), _ zone: String
    ) -> Agreement {
        Sample.agreement {
            $0.starts = Sample.dated(starts.0, starts.1)
            $0.expires = Sample.dated(expires.0, expires.1)
            $0.deleteBy = Sample.dated(deleteBy.0, deleteBy.1)
            $0.timezone = Line(zone)!
        }
    }

    private func state(_ agreement: Agreement, at text: String) -> CopyState {
        CopyFacts(
            expires: agreement.expires.date, deleteBy: agreement.deleteBy.date, recalledOn: nil, isOnHold: false,
            access: .open, deletion: .none
        ).state(on: agreement.days.day(at: moment(text)))
    }

    /// The clock goes forward on 28 March 2027 at 01:00 UTC, between the two days that decide.
    @Test(arguments: [
        ("2027-03-27T23:59:59Z", CopyState.open), ("2027-03-28T00:00:00Z", .deletionDue),
        ("2027-03-28T01:30:00Z", .deletionDue), ("2027-03-28T22:59:59Z", .deletionDue),
        ("2027-03-28T23:00:00Z", .overdue),
    ])
    func inLondonWhereTheClockGoesForward(at: String, expected: CopyState) {
        let agreement = agreement(
            ("2026-12-01", "2026-12-01T00:00:00Z"), ("2027-03-27", "2027-03-28T00:00:00Z"),
            ("2027-03-28", "2027-03-28T23:00:00Z"), "Europe/London")
        #expect(state(agreement, at: at) == expected)
    }

    /// It goes back on 31 October 2027.
    @Test(arguments: [
        ("2027-10-30T22:59:59Z", CopyState.open), ("2027-10-30T23:00:00Z", .deletionDue),
        ("2027-10-31T23:59:59Z", .deletionDue), ("2027-11-01T00:00:00Z", .overdue),
    ])
    func inLondonWhereItGoesBack(at: String, expected: CopyState) {
        let agreement = agreement(
            ("2026-12-01", "2026-12-01T00:00:00Z"), ("2027-10-30", "2027-10-30T23:00:00Z"),
            ("2027-10-31", "2027-11-01T00:00:00Z"), "Europe/London")
        #expect(state(agreement, at: at) == expected)
    }

    /// Half a day ahead of UTC, and an hour less from 4 April 2027 on.
    @Test(arguments: [
        ("2027-04-03T10:59:59Z", CopyState.open), ("2027-04-03T11:00:00Z", .expired),
        ("2027-04-04T11:59:59Z", .expired), ("2027-04-04T12:00:00Z", .deletionDue),
        ("2027-04-05T11:59:59Z", .deletionDue), ("2027-04-05T12:00:00Z", .overdue),
    ])
    func inAucklandWhereTheDayIsAheadOfUTC(at: String, expected: CopyState) {
        let agreement = agreement(
            ("2026-12-01", "2026-11-30T11:00:00Z"), ("2027-04-03", "2027-04-03T11:00:00Z"),
            ("2027-04-05", "2027-04-05T12:00:00Z"), "Pacific/Auckland")
        #expect(state(agreement, at: at) == expected)
    }

    /// `due` finds it in the first second of its last day there, when it is the day before by UTC.
    @Test func dueKnowsTheAgreementsOwnDay() throws {
        let desk = try Desk()
        let sent = try Sent {
            $0.starts = Sample.dated("2026-12-01", "2026-11-30T11:00:00Z")
            $0.expires = Sample.dated("2027-05-31", "2027-05-31T12:00:00Z")
            $0.deleteBy = Sample.dated("2027-06-30", "2027-06-30T12:00:00Z")
            $0.timezone = Line("Pacific/Auckland")!
        }
        try desk.add(sent.bytes)
        for (at, state) in [
            ("2027-06-29T11:59:59Z", nil), ("2027-06-29T12:00:00Z", CopyState.deletionDue),
            ("2027-06-30T11:59:59Z", .deletionDue), ("2027-06-30T12:00:00Z", .overdue),
        ] {
            let due = try desk.register.due(at: .now(moment(at)))
            #expect(due.copies.map(\.state) == (state.map { [$0] } ?? []), "\(at)")
            #expect(due.isDue == (state != nil))
        }
    }
}
