import CustodyLog
import PackageFormat
import TestCast
import Testing

@testable import DeadlineRegister

/// What the events and certificates of one copy come to.
@Suite struct EvidenceTests {
    private func event(_ type: EventType, _ number: Int, copy: String? = "a", code: String? = nil, log: String = "one")
        -> CopyEvidence.Event
    {
        CopyEvidence.Event(type: type, at: 1_000 + number, log: log, number: number, copy: copy, code: code)
    }

    private func certificate(
        _ size: Int?, _ result: CertificateBody.Result = .complete, finishedAt: Int = 1_100, log: String? = "one",
        record: Int64 = 1
    ) -> CopyEvidence.Certificate {
        CopyEvidence.Certificate(
            record: record, digest: [UInt8(record)], result: result, finishedAt: finishedAt,
            log: size == nil ? nil : log,
            logSize: size)
    }

    private var opened: [CopyEvidence.Event] {
        [event(.received, 1, copy: nil), event(.openIntended, 2), event(.opened, 3)]
    }

    @Test func nothingSaysNothing() {
        let found = CopyEvidence(events: [], certificates: [])
        #expect(found.access == .none && found.deletion == .none && found.lastAt == nil && !found.isUncovered)
    }

    @Test func openedIsOpen() {
        let found = CopyEvidence(events: opened, certificates: [])
        #expect(found.access == .open && found.receivedAt == 1_001 && found.openedAt == 1_003 && found.openings == 1)
    }

    /// Somebody may be reading it, though nothing says that it opened.
    @Test func anIntentIsOpenUntilItIsAbandoned() {
        let intended = Array(opened.prefix(2))
        #expect(CopyEvidence(events: intended, certificates: []).access == .open)
        let abandoned = CopyEvidence(events: intended + [event(.openAbandoned, 3)], certificates: [])
        #expect(abandoned.access == .received && abandoned.openings == 0)
        let refused = CopyEvidence(events: intended + [event(.refused, 3)], certificates: [])
        #expect(refused.access == .received)
        // A refusal before any intent names no copy, and ends none.
        #expect(CopyEvidence(events: opened + [event(.refused, 4, copy: nil)], certificates: []).access == .open)
    }

    @Test func abandoningOneCopyLeavesTheOther() {
        let events = opened + [event(.openIntended, 4, copy: "b"), event(.openAbandoned, 5, copy: "b")]
        #expect(CopyEvidence(events: events, certificates: []).access == .open)
    }

    @Test func onlyACompleteClosingCloses() {
        let closed = CopyEvidence(events: opened + [event(.closed, 4, copy: nil, code: "complete")], certificates: [])
        #expect(closed.access == .closed)
        let partial = CopyEvidence(events: opened + [event(.closed, 4, copy: nil, code: "partial")], certificates: [])
        #expect(partial.access == .open)
        let again = opened + [event(.closed, 4, copy: nil, code: "complete"), event(.openIntended, 5, copy: "b")]
        #expect(CopyEvidence(events: again, certificates: []).access == .open)
    }

    @Test func aDeletionInTheLogIsNoCertificate() {
        let deleted = opened + [event(.deleted, 4, copy: nil, code: "complete")]
        let found = CopyEvidence(events: deleted, certificates: [])
        #expect(found.isSaidDeleted && found.deletion == .none && found.access == .closed)
        let reopened = CopyEvidence(events: deleted + [event(.opened, 5, copy: "b")], certificates: [])
        #expect(!reopened.isSaidDeleted && reopened.access == .open)
        let partial = CopyEvidence(events: opened + [event(.deleted, 4, copy: nil, code: "partial")], certificates: [])
        #expect(!partial.isSaidDeleted && partial.access == .open)
    }

    @Test func aCertificateAfterAllOfItCompletesTheDeletion() {
        let found = CopyEvidence(events: opened, certificates: [certificate(4)])
        #expect(found.deletion == .complete && found.certificate == 1 && found.deletedAt == 1_100)
        #expect(CopyEvidence(events: [], certificates: [certificate(nil)]).deletion == .complete)
    }

    @Test(arguments: [CertificateBody.Result.partial, .failed]) func anyOtherResultDoesNot(
        result: CertificateBody.Result
    ) {
        #expect(CopyEvidence(events: opened, certificates: [certificate(4, result)]).deletion == .partial)
    }

    /// By the log's own order, whatever the clock says.
    @Test(arguments: [EventType.received, .openIntended, .opened, .closed])
    func whatCameAfterTheCertificateIsNotCovered(type: EventType) {
        let events = opened + [event(type, 6, copy: "b", code: "complete")]
        let found = CopyEvidence(events: events, certificates: [certificate(4)])
        #expect(found.isUncovered && found.deletion == .none)
        #expect(CopyEvidence(events: events, certificates: [certificate(7)]).deletion == .complete)
    }

    @Test(arguments: [EventType.deletionIntended, .keyDestroyed, .deleted, .refused, .swept, .receiptsMade])
    func whatOnlyRecordsTheDeletionNeedsNoCover(type: EventType) {
        let events = opened + [event(type, 6, copy: nil, code: "complete")]
        #expect(CopyEvidence(events: events, certificates: [certificate(4)]).deletion == .complete)
    }

    @Test func aCertificateOfAnOlderLogGoesByTheClock() {
        let other = certificate(4, finishedAt: 1_100, log: "older")
        #expect(CopyEvidence(events: opened, certificates: [other]).deletion == .complete)
        let later = CopyEvidence(events: opened + [event(.opened, 200)], certificates: [other])
        #expect(later.isUncovered && later.deletion == .none)
        // So does one whose log could not be read.
        let later2 = CopyEvidence(events: opened + [event(.opened, 200)], certificates: [certificate(nil)])
        #expect(later2.isUncovered)
    }

    @Test func theLastCertificateCounts() {
        let first = certificate(4, .partial, finishedAt: 1_100, record: 2)
        let second = certificate(6, .complete, finishedAt: 1_200, record: 1)
        for order in [[first, second], [second, first]] {
            #expect(CopyEvidence(events: opened, certificates: order).deletion == .complete)
        }
    }

    /// A deletion that was run again at once: the log says which came last, and not the order of arrival.
    @Test(arguments: [(1, 2), (2, 1)]) func inOneSecondTheLogSaysWhichIsTheLast(records: (Int64, Int64)) {
        let first = certificate(4, .partial, record: records.0)
        let second = certificate(6, .complete, record: records.1)
        #expect(CopyEvidence(events: opened, certificates: [first, second]).deletion == .complete)
    }
}
