import CustodyLog
import PackageFormat
import TestCast
import Testing

@testable import DeadlineRegister

/// When a copy, and an agreement, is accounted for, and when it is not.
@Suite struct ClosingTests {
    /// A register with one package, and the site that holds it.
    private struct Case {
        let desk: Desk
        let sent: Sent
        let site: Site

        init() throws {
            (desk, sent) = (try Desk(), try Sent())
            site = try Site(desk.scratch)
            try desk.add(sent.bytes)
        }

        func isClosed() throws -> Bool {
            try desk.register.show("DSA-2026-014", at: .day(day("2027-01-15"))).isClosed
        }
    }

    @Test func aPartialDeletionDoesNotClose() throws {
        let it = try Case()
        try it.site.open(it.sent)
        for result in [CertificateBody.Result.partial, .failed] {
            try it.desk.add(
                it.site.certificate(of: it.sent, result, number: result == .partial ? 1 : 2), expecting: nil)
            let copy = try it.desk.copy()
            #expect(copy.state == .deletionPartial && copy.missing == [.completeCertificate] && !copy.isAccountedFor)
            #expect(try !it.isClosed() && it.desk.register.due(at: .day(day("2027-01-15"))).isDue)
        }
        try it.desk.add(it.site.certificate(of: it.sent, at: Sample.now.advanced(bySeconds: 60), number: 3))
        #expect(try it.isClosed() && it.desk.state(on: "2028-01-01") == .deleted)
        try it.desk.expectSound()
    }

    @Test(arguments: [EventType.openIntended, .opened, .closed])
    func whatNoCertificateCoversDoesNotClose(type: EventType) throws {
        let it = try Case()
        try it.site.open(it.sent)
        let certificate = try it.site.certificate(of: it.sent)
        try it.desk.add(certificate)
        #expect(try it.isClosed())
        try it.site.record(.deleted, it.sent, code: "complete")
        try it.desk.add(it.site.receipts())
        #expect(try it.isClosed())
        try it.site.record(type, it.sent, copy: 2, code: "complete")
        try it.desk.add(it.site.receipts(from: 2))
        let copy = try it.desk.copy()
        #expect(copy.isUncovered && copy.missing == [.certificateOfLaterUse] && copy.deletedOn == nil)
        #expect(try !it.isClosed() && it.desk.state(on: "2027-07-01") == .overdue)
        // The same certificate again changes nothing; one that was made since does.
        #expect(try it.desk.add(certificate)[0].isRepeated)
        #expect(try !it.isClosed())
        try it.desk.add(it.site.certificate(of: it.sent, at: Sample.now.advanced(bySeconds: 9), number: 2))
        #expect(try it.isClosed())
        try it.desk.expectSound()
    }

    @Test func aDeletionThatOnlyTheLogTellsOfDoesNotClose() throws {
        let it = try Case()
        try it.site.open(it.sent)
        try it.site.record(.deleted, it.sent, code: "complete")
        try it.desk.add(it.site.receipts())
        #expect(try it.desk.copy().missing == [.certificateOfDeletionLogged] && !it.isClosed())
    }

    @Test func recalledIsNotConfirmed() throws {
        let it = try Case()
        try it.desk.add(it.sent.recall())
        let copy = try it.desk.copy()
        #expect(copy.state == .recalled && copy.deadline == day("2027-01-15") && copy.recallReason == "Sent in error.")
        #expect(copy.missing == [.acknowledgement, .certificate])
        // That the site knows of it confirms nothing.
        try it.site.record(.statementApplied, it.sent)
        try it.desk.add(it.site.receipts())
        #expect(try it.desk.state() == .recalled && !it.isClosed())
        try it.desk.add(it.site.certificate(of: it.sent))
        #expect(try it.isClosed())
    }

    @Test func aHoldStopsTheClockAndShows() throws {
        let it = try Case()
        try it.desk.add(it.sent.hold())
        for date in ["2027-01-15", "2027-07-01"] {
            let due = try it.desk.register.due(at: .day(day(date)))
            #expect(due.copies.map(\.state) == [.onHold] && due.copies[0].holdReason == "An inquiry." && !due.isDue)
        }
        try it.desk.add(it.sent.release(at: Sample.now.advanced(bySeconds: 60)))
        #expect(try it.desk.register.due(at: .day(day("2027-01-15"))).copies.isEmpty)
        #expect(try it.desk.register.due(at: .day(day("2027-07-01"))).copies.map(\.state) == [.overdue])
        try it.desk.expectSound()
    }

    @Test func anAgreementClosesWithTheLastOfItsCopies() throws {
        let desk = try Desk()
        let cards = [
            Sample.card(1), Sample.card(2, site: Site.otherName, holder: Line("P. Okoro")!, signedBy: Who.otherSite),
        ]
        let sent = try Sent(to: cards) { $0.addOtherSite() }
        let (site, other) = (try Site(desk.scratch), try Site.other(desk.scratch))
        try desk.add(sent.bytes, site.certificate(of: sent))
        let shown = try desk.register.show("DSA-2026-014", at: .day(day("2027-07-01")))
        #expect(!shown.isClosed && Set(shown.copies.map(\.state)) == [.deleted, .overdue])
        #expect(try desk.register.due(at: .day(day("2027-07-01"))).copies.map(\.site) == ["Other House"])
        // The card of the other site is no card of this one.
        try desk.add(other.certificate(of: sent, card: 1, number: 2), expecting: .doesNotFit)
        try desk.add(other.certificate(of: sent, card: 2, number: 3), expecting: nil)
        #expect(try desk.register.show(sent.id, at: .day(day("2027-07-01"))).isClosed)
        #expect(try desk.register.overview(at: .day(day("2027-07-01"))).agreements == (0, 1))
    }

    /// One package is gone, and another under the same agreement is not.
    @Test func anAgreementIsOpenWhileOneOfItsPackagesIs() throws {
        let it = try Case()
        try it.desk.add(Sent(2, to: [Sample.card(2)]).bytes, it.site.certificate(of: it.sent))
        #expect(try !it.isClosed())
    }

    @Test func aRenewalMovesTheDeadlineOfWhatIsThere() throws {
        let it = try Case()
        let later = it.sent.revised { $0.runs(until: "2027-08-31", deleteBy: "2027-09-30") }
        try it.desk.add(it.sent.amendment(to: later))
        #expect(try it.desk.state(on: "2027-07-01") == .sent && it.desk.copy().revision == 2)
        #expect(try it.desk.register.due(at: .day(day("2027-07-01"))).copies.isEmpty)
        #expect(try it.desk.register.due(at: .day(day("2027-10-01"))).copies.map(\.state) == [.overdue])
    }

    /// What a site's receipts tell of is known for each of its copies, also those they say nothing of.
    @Test func howFarASiteIsKnownIsSaidOfEveryCopy() throws {
        let it = try Case()
        let second = try Sent(2, to: [Sample.card(2)])
        try it.desk.add(second.bytes)
        try it.site.open(second)
        try it.desk.add(it.site.receipts())
        for copy in try it.desk.copies() { #expect(copy.heardAt == Sample.now, "\(copy.packageID ?? "")") }
    }
}
