import CustodyLog
import PackageFormat
import TestCast
import Testing

@testable import DeadlineRegister

/// What contradicts something else that is signed is shown, whichever of the two came first.
@Suite struct FindingTests {
    /// Adds the files in both orders to registers of their own, which must find the same.
    private func findings(_ files: [[UInt8]], sourceLocation: SourceLocation = #_sourceLocation) throws -> [String] {
        var found: [[String]] = []
        for order in [files, files.reversed()] {
            let desk = try Desk()
            for file in order { try desk.add(file) }
            found.append(try desk.findings())
            try desk.expectSound(sourceLocation: sourceLocation)
        }
        #expect(found[0] == found[1], sourceLocation: sourceLocation)
        return found[0]
    }

    @Test func twoHeadsUnderOneID() throws {
        let (one, two) = (try Sent(), try Sent(to: [Sample.card(2)], variant: 1))
        #expect(one.id == two.id && one.hash != two.hash)
        #expect(try findings([one.bytes, two.bytes]) == ["two-heads: \(one.id)"])
        let desk = try Desk()
        try desk.add(one.bytes, two.bytes)
        #expect(try desk.copies().count == 2)
        #expect(try desk.register.due(at: .day(day("2027-01-15"))).findings.map(\.code) == [.twoHeads])
    }

    @Test func oneCardInTwoPackages() throws {
        let (one, two) = (try Sent(1), try Sent(2))
        #expect(try findings([one.bytes, two.bytes]) == ["card-used-twice: \(Sample.cardID(1))"])
        let other = try Sent(2, to: [Sample.card(2)])
        #expect(try findings([one.bytes, other.bytes]).isEmpty)
    }

    @Test func aLogThatWasBegunAnewContinuesTheOther() throws {
        let scratch = Scratch()
        let (sent, site) = (try Sent(), try Site(scratch))
        try site.open(sent)
        let next = try Site(scratch, folder: "next", at: moment("2027-02-01T00:00:00Z"), continuing: site)
        try next.record(.closed, sent, at: moment("2027-02-02T00:00:00Z"), code: "complete")
        let files = [sent.bytes, try site.receipts(), try next.receipts()]
        #expect(try findings(files) == ["log-restarted: Department B, Example House"])
        // Opened in the first, closed in the second, whichever came first.
        for order in [files, files.reversed()] {
            let desk = try Desk()
            for file in order { try desk.add(file) }
            #expect(try desk.state() == .closed)
            #expect(try desk.copy().heardAt == moment("2027-02-02T00:00:00Z"))
        }
    }

    @Test func aSecondLogThatContinuesNoneReplacesTheFirst() throws {
        let scratch = Scratch()
        let (sent, site) = (try Sent(), try Site(scratch))
        let second = try Site(scratch, folder: "second", at: moment("2027-02-01T00:00:00Z"))
        let files = [sent.bytes, try site.receipts(), try second.receipts()]
        #expect(try findings(files) == ["log-replaced: Department B, Example House"])
        for order in [files, files.reversed()] {
            let desk = try Desk()
            for file in order { try desk.add(file) }
            #expect(try desk.register.findings()[0].detail == second.id.description)
        }
    }

    @Test func aCertificateOnAnotherHistoryDoesNotCount() throws {
        let scratch = Scratch()
        let (sent, site) = (try Sent(), try Site(scratch))
        try site.open(sent)
        let backup = site.state
        try site.record(.listed, sent)
        let certificate = try site.certificate(of: sent)
        site.put(backup)
        try site.record(.refused, sent, code: "expired")
        try site.record(.swept)
        let files = [sent.bytes, certificate, try site.receipts()]
        let found = try findings(files)
        #expect(found == ["certificate-contradicts-log: Department B, Example House"])
        let desk = try Desk()
        try desk.add(sent.bytes, certificate)
        #expect(try desk.state() == .deleted)
        let before = try desk.register.changes()[sent.hash.description] ?? 0
        try desk.add(try site.receipts())
        let copy = try desk.copy(on: "2027-07-01")
        #expect(copy.state == .overdue && copy.certificateRecord == nil)
        #expect(try desk.register.changes()[sent.hash.description] ?? 0 > before + 1)
        let audit = try desk.register.audit("DSA-2026-014", now: Sample.now)
        #expect(audit.deletions.map(\.agreesWithLog) == [false])
    }

    /// Wherever in a long log it was made, and whichever of the two came first.
    @Test func aCertificateIsHeldAgainstTheLogAsItWasThen() throws {
        let scratch = Scratch()
        let (sent, site) = (try Sent(), try Site(scratch))
        var certificates: [[UInt8]] = []
        for (number, count) in [0, 254, 1, 1, 43, 212, 88].enumerated() {
            if count > 0 { try site.fill(count) }
            certificates.append(try site.certificate(of: sent, number: number))
        }
        let log = try site.receipts()
        #expect(try site.size == 600)
        for order in [[sent.bytes] + certificates + [log], [sent.bytes, log] + certificates] {
            let desk = try Desk()
            for file in order { try desk.add(file, expecting: nil) }
            let audit = try desk.register.audit("DSA-2026-014", now: Sample.now)
            #expect(audit.deletions.map(\.agreesWithLog) == Array(repeating: true, count: 7))
            #expect(try desk.findings() == [])
            try desk.expectSound()
        }
        // The same sizes of another log of the same name would not do.
        let other = try Site(scratch, folder: "other", at: moment("2027-01-09T00:00:00Z"))
        try other.fill(599)
        let forged = try site.certificate(of: sent, number: 9) {
            let size = $0.checkpoint!.checkpoint
            let root = try! Receipts(parsing: other.receipts()).checkpoint.root
            $0.checkpoint = CheckpointNote(
                Checkpoint(log: size.log, size: size.size, root: root), signedBy: signingKey(site.ledger))
        }
        let desk = try Desk()
        try desk.add(sent.bytes, log, forged)
        #expect(try desk.findings() == ["certificate-contradicts-log: Department B, Example House"])
        #expect(try desk.state() == .sent)
    }

    @Test func aStatementWithoutEffectIsShownUntilItHasOne() throws {
        let sent = try Sent()
        let second = sent.revised { $0.runs(until: "2027-08-31", deleteBy: "2027-09-30") }
        let third = Sent.revised(second) { $0.runs(until: "2027-10-01", deleteBy: "2027-10-20") }
        let (a, b) = (try sent.amendment(to: second), try sent.amendment(to: third))
        #expect(try findings([sent.bytes, a, b]).isEmpty)
        let desk = try Desk()
        try desk.add(sent.bytes, b)
        #expect(try desk.findings() == ["statement-without-effect: DSA-2026-014"])
        #expect(try desk.copy().deleteBy == day("2027-06-30"))
        try desk.add(a)
        #expect(try desk.findings().isEmpty && desk.copy().deleteBy == day("2027-10-20"))
        // After its recall nothing amends it.
        let late = try sent.amendment(
            to: Sent.revised(third) { $0.title = Line("Late")! }, at: moment("2027-03-01T00:00:00Z"))
        #expect(
            try findings([sent.bytes, a, b, sent.recall(at: moment("2027-02-01T00:00:00Z")), late])
                == ["statement-without-effect: DSA-2026-014"])
    }

    @Test func eachClockEventIsShownHoweverTheReceiptsWereCut() throws {
        let scratch = Scratch()
        let (sent, site) = (try Sent(), try Site(scratch))
        for minute in 1...3 { try site.record(.clockAnomaly, at: Sample.now.advanced(bySeconds: 60 * minute)) }
        try site.record(.clockConfirmed, at: Sample.now.advanced(bySeconds: 300))
        let whole = try site.receipts()
        let expected = Array(repeating: "clock: Department B, Example House", count: 4)
        #expect(try findings([sent.bytes, whole]) == expected)
        let parts = try [2, 3].map { try site.receipts(from: $0) }
        #expect(try findings([sent.bytes] + parts + [whole]) == expected)
        let desk = try Desk()
        try desk.add(sent.bytes, whole)
        #expect(try desk.register.due(at: .day(day("2027-01-15"))).findings.isEmpty, "not for \"due\"")
    }
}
