import CustodyLog
import Opening
import PackageFormat
import Sealing
import TestCast
import Testing

@testable import Custody

/// Each state, at the second where it begins and the second before.
@Suite struct HoldingStateTests {
    private let desk = VaultDesk()
    private static let expires = Sample.agreement().expires.instant
    private static let deleteBy = Sample.agreement().deleteBy.instant

    private func state(_ delivery: Delivery, _ vault: SiteVault, _ now: Instant, wasOpened: Bool = false) throws
        -> CopyState
    {
        try delivery.holding(in: vault).state(at: now, wasOpened: wasOpened)
    }

    @Test func receivedOpenClosed() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        #expect(try state(delivery, vault, Sample.now) == .received)
        try delivery.open(in: vault)
        #expect(try state(delivery, vault, Sample.now, wasOpened: true) == .open)
        _ = try vault.close(try delivery.holding(in: vault), request: .test())
        #expect(try state(delivery, vault, Sample.now, wasOpened: true) == .closed)
        for state in [CopyState.received, .open, .closed] { #expect(!state.isDueHere) }
    }

    @Test func expired() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        #expect(try state(delivery, vault, Self.expires.advanced(bySeconds: -1)) == .received)
        #expect(try state(delivery, vault, Self.expires) == .expired)
        try delivery.open(in: vault)
        #expect(try state(delivery, vault, Self.expires.advanced(bySeconds: -1), wasOpened: true) == .open)
        #expect(try state(delivery, vault, Self.expires, wasOpened: true) == .expired)
        #expect(CopyState.expired.isDueHere)
    }

    @Test func deletionDueOnTheDayAndOverdueAfterIt() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        #expect(try state(delivery, vault, Self.deleteBy.advanced(bySeconds: -82_801)) == .expired)
        #expect(try state(delivery, vault, Self.deleteBy.advanced(bySeconds: -82_800)) == .deletionDue)
        #expect(try state(delivery, vault, Self.deleteBy.advanced(bySeconds: -1)) == .deletionDue)
        #expect(try state(delivery, vault, Self.deleteBy) == .overdue)
        #expect(try state(delivery, vault, .last) == .overdue)
        #expect(CopyState.deletionDue.isDueHere && CopyState.overdue.isDueHere)
    }

    @Test func daysThatAreLeft() throws {
        let vault = try desk.create()
        let holding = try Delivery(desk, in: vault).holding(in: vault)
        for (seconds, days) in [
            (0, -1), (-1, 0), (-82_800, 0), (-82_801, 1), (-169_200, 1), (-169_201, 2), (1, -1), (90_000, -2),
        ] {
            #expect(holding.daysLeft(at: Self.deleteBy.advanced(bySeconds: seconds)) == days, "\(seconds)")
        }
    }

    @Test func recalledUntilItIsOverdue() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.take(.recall, in: vault)
        #expect(try state(delivery, vault, Sample.now) == .recalled)
        #expect(try state(delivery, vault, Self.expires) == .recalled)
        #expect(try state(delivery, vault, Self.deleteBy.advanced(bySeconds: -1)) == .recalled)
        #expect(try state(delivery, vault, Self.deleteBy) == .overdue)
        #expect(CopyState.recalled.isDueHere)
    }

    @Test func onHoldWhateverElse() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.take(.hold, in: vault)
        try delivery.take(.recall, in: vault, at: 1)
        for moment in [Sample.now, Self.expires, Self.deleteBy] {
            #expect(try state(delivery, vault, moment) == .onHold)
        }
        #expect(!CopyState.onHold.isDueHere)
        try delivery.take(.release, in: vault, at: 2)
        #expect(try state(delivery, vault, Sample.now) == .recalled)
    }

    @Test func deletedAndDeletedInPart() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.open(in: vault)
        desk.scratch.write([1], "copy/new.csv")
        #expect(try vault.delete(delivery).result == .partial)
        for moment in [Sample.now, Self.deleteBy] {
            #expect(try state(delivery, vault, moment, wasOpened: true) == .deletionPartial)
        }
        #expect(CopyState.deletionPartial.isDueHere)
        #expect(try vault.delete(delivery, .test { $0.includesDerived = true }).result == .complete)
        for moment in [Sample.now, Self.deleteBy] {
            #expect(try state(delivery, vault, moment, wasOpened: true) == .deleted)
        }
        #expect(!CopyState.deleted.isDueHere)
    }

    /// The day ends when it ends there: an hour earlier in summer, and after 29 February where there is one.
    @Test(arguments: [
        ("2027-10-30T23:00:00Z", "2027-10-31", "2027-11-01T00:00:00Z"),
        ("2027-03-28T00:00:00Z", "2027-03-28", "2027-03-28T23:00:00Z"),
        ("2028-02-29T00:00:00Z", "2028-02-29", "2028-03-01T00:00:00Z"),
        ("2028-12-31T00:00:00Z", "2028-12-31", "2029-01-01T00:00:00Z"),
    ]) func theInstantOfTheAgreementCounts(begins: String, date: String, ends: String) throws {
        let vault = try desk.create()
        let day = Sample.dated(date, ends)
        let before = try #require(LocalDate(daysSinceEpoch: day.date.daysSinceEpoch - 1))
        let delivery = try Delivery(desk, in: vault) {
            $0.expires = DatedInstant(date: before, instant: Instant(begins)!)
            $0.deleteBy = day
        }
        let longestDay = day.instant.advanced(bySeconds: -25 * 3_600 - 1)
        #expect(try state(delivery, vault, longestDay) == .received)
        #expect(try state(delivery, vault, day.instant.advanced(bySeconds: -82_800)) == .deletionDue)
        #expect(try state(delivery, vault, day.instant.advanced(bySeconds: -1)) == .deletionDue)
        #expect(try state(delivery, vault, day.instant) == .overdue)
        let row = try #require(try vault.report(at: longestDay).first)
        #expect(row.deleteBy == day.date && row.expires == before && row.daysLeft == 1 && !row.isDue)
    }
}
