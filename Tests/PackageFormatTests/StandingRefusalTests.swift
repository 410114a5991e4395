import Sealing
import Testing

@testable import PackageFormat

/// One test for each reason why a statement has no effect, replays among them.
@Suite struct StandingRefusalTests {
    private let second = SentSample.revised(Sample.agreement)
    private var third: Agreement { SentSample.revised(second) }
    private let otherID = Identifier(String(repeating: "ab", count: 16))!
    private let otherHash = Digest.of([1], as: .none)

    private func fault(_ body: AmendmentBody) throws -> ProviderStatementFault? {
        try SentSample().standing.fault(of: try SentSample.signed(body))
    }

    /// What a sender hears who asks before signing.
    private func askedFault(_ agreement: Agreement) throws -> ProviderStatementFault? {
        let standing = try SentSample().standing
        return failure { () throws(ProviderStatementFault) in try standing.check(agreement) }
    }

    @Test func `a sender hears the same before signing`() throws {
        let sent = try SentSample()
        let changes: [(inout Agreement) -> Void] = [
            { $0.reference = reference("DSA-2026-015") }, { $0.provider.signingKey = Sample.keyText(5) },
            { $0.recipients = [] }, { ($0.revision, $0.supersedes) = (1, nil) }, { $0.supersedes = otherHash },
            { _ in },
        ]
        for change in changes {
            let agreement = SentSample.revised(Sample.agreement, change)
            #expect(try askedFault(agreement) == fault(sent.amendmentBody(to: agreement)))
        }
        #expect(try askedFault(second) == nil)
        #expect(try askedFault(third) == .notInForce(named: second.hash, inForce: Sample.agreement.hash))
    }

    @Test func `replayed for another package of the same provider`() throws {
        let (sent, other) = (try SentSample(), try SentSample { $0.packageID = String(repeating: "ab", count: 16) })
        for statement in [
            try sent.amendment(to: second), try sent.recall(), try sent.hold(), try sent.release(),
        ] {
            #expect(other.standing.fault(of: statement) == .otherPackage(sent.head.terms.packageID))
            #expect(Standing(of: other.head, statements: [statement]).applied.isEmpty)
        }
    }

    @Test func `replayed for another head under the same id`() throws {
        let (sent, other) = (try SentSample(), try SentSample { $0.createdAt = "2026-12-03T10:00:01Z" })
        for statement in [try sent.amendment(to: second), try sent.recall(), try sent.hold(), try sent.release()] {
            #expect(other.standing.fault(of: statement) == .otherHead(sent.head.packageHash))
        }
    }

    @Test func `another provider, whoever else signs`() throws {
        let sent = try SentSample()
        let body = sent.order(RecallOrder.self, "Mine.")
        #expect(
            sent.standing.fault(of: try SentSample.signed(body, by: 5)) == .notByProvider(signers: [Sample.keyText(5)]))
        // The site's and the approvers' keys are in the package, and are not the provider's.
        for key in [2, 3, 4] as [UInt8] {
            let statement = try SentSample.signed(body, by: key)
            #expect(sent.standing.fault(of: statement) == .notByProvider(signers: [Sample.keyText(key)]))
        }
        let lines = Statement(body, signedBy: Sample.key(5)).text.split(separator: 10)
        let both = try ProviderStatement(parsing: try SentSample.signed(body).text + lines[2] + [10])
        #expect(
            sent.standing.fault(of: both) == .notByProvider(signers: [Sample.keyText(1), Sample.keyText(5)]))
        #expect(
            sent.standing.fault(of: try SentSample.signed(sent.amendmentBody(to: second), by: 5))
                == .notByProvider(signers: [Sample.keyText(5)]))
    }

    @Test func `orders that name another agreement`() throws {
        let sent = try SentSample()
        let body = sent.order(HoldOrder.self, "Why.", agreement: otherHash)
        #expect(sent.standing.fault(of: try SentSample.signed(body)) == .otherAgreement(otherHash))
        // They name the agreement in the head, whatever amended it since.
        let amended = try sent.standing.accepting(try sent.amendment(to: second))
        #expect(amended.fault(of: try sent.hold(at: 1)) == nil)
        let late = sent.order(HoldOrder.self, "Why.", agreement: second.hash)
        #expect(amended.fault(of: try SentSample.signed(late)) == .otherAgreement(second.hash))
        let other = sent.order(RecallOrder.self, "Why.", reference: "DSA-2026-015")
        #expect(
            sent.standing.fault(of: try SentSample.signed(other)) == .otherReference(reference("DSA-2026-015")))
    }

    @Test func `amendments for another package`() throws {
        let sent = try SentSample()
        #expect(try fault(sent.amendmentBody(to: second, id: otherID)) == .otherPackage(otherID))
        #expect(try fault(sent.amendmentBody(to: second, hash: otherHash)) == .otherHead(otherHash))
    }

    @Test func `amendments to another agreement or of another provider`() throws {
        let sent = try SentSample()
        let other = SentSample.revised(Sample.agreement) { $0.reference = reference("DSA-2026-015") }
        #expect(try fault(sent.amendmentBody(to: other)) == .otherReference(reference("DSA-2026-015")))
        let foreign = SentSample.revised(Sample.agreement) { $0.provider.signingKey = Sample.keyText(5) }
        #expect(try fault(sent.amendmentBody(to: foreign)) == .otherProvider(Sample.keyText(5)))
    }

    @Test func `amendments that break a rule`() throws {
        let sent = try SentSample()
        let bad = SentSample.revised(Sample.agreement) { $0.recipients = [] }
        #expect(
            try fault(sent.amendmentBody(to: bad)) == .agreement(AgreementProblem(path: "recipients", rule: .empty)))
        let none = SentSample.revised(Sample.agreement) { $0.supersedes = nil }
        #expect(
            try fault(sent.amendmentBody(to: none, superseding: Sample.agreement.hash))
                == .agreement(AgreementProblem(path: "supersedes", rule: .supersedesMissing)))
    }

    @Test func `amendments to no later revision`() throws {
        let sent = try SentSample()
        #expect(
            try fault(sent.amendmentBody(to: Sample.agreement))
                == .notLater(revision: 1, inForce: 1))
        let same = Sample.changed { $0.title = line("The first revision again") }
        #expect(
            try fault(sent.amendmentBody(to: same, superseding: Sample.agreement.hash))
                == .notLater(revision: 1, inForce: 1))
        // An older amendment that was never taken here is no way back.
        let first = try sent.amendment(to: second)
        let tight = SentSample.revised(Sample.agreement) { ($0.revision, $0.title) = (3, line("Straight to three")) }
        let amended = try sent.standing.accepting(try sent.amendment(to: tight, at: 1))
        #expect(amended.fault(of: first) == .notLater(revision: 2, inForce: 3))
    }

    @Test func `amendments in the place of another text`() throws {
        let sent = try SentSample()
        #expect(try fault(sent.amendmentBody(to: second, superseding: otherHash)) == .supersedesDiffers)
        let stray = SentSample.revised(Sample.agreement) { $0.supersedes = otherHash }
        #expect(
            try fault(sent.amendmentBody(to: stray, superseding: Sample.agreement.hash)) == .supersedesDiffers)
        #expect(
            try fault(sent.amendmentBody(to: stray)) == .notInForce(named: otherHash, inForce: Sample.agreement.hash))
        // Made for the agreement in the head, after another amendment took its place.
        let late = SentSample.revised(Sample.agreement) { $0.revision = 3 }
        let amended = try sent.standing.accepting(try sent.amendment(to: second))
        #expect(
            amended.fault(of: try sent.amendment(to: late))
                == .notInForce(named: Sample.agreement.hash, inForce: second.hash))
    }

    @Test func `approvals of an amendment`() throws {
        let sent = try SentSample()
        let good = Sample.approvals(of: second)
        func fault(_ approvals: [Approval]) throws -> ProviderStatementFault? {
            try self.fault(sent.amendmentBody(to: second, approvals: approvals))
        }
        #expect(try fault([good[0]]) == .approval(.missing(role: reference("data-protection-officer"))))
        #expect(try fault([]) == .approval(.missing(role: reference("information-asset-owner"))))
        #expect(
            try fault(good.reversed()) == .approval(.outOfOrder(role: reference("data-protection-officer"))))
        #expect(try fault(good + [good[1]]) == .approval(.twice(role: reference("data-protection-officer"))))
        let stranger = Sample.approval(0, of: second, key: 5)
        #expect(
            try fault([stranger, good[1]]) == .approval(.otherKey(role: reference("information-asset-owner"))))
        // Those of the revision before do not serve.
        #expect(
            try fault([Sample.approval(0), good[1]])
                == .approval(.otherText(role: reference("information-asset-owner"))))
    }

    @Test func `nothing but a hold and its release after a recall`() throws {
        let sent = try SentSample()
        let recalled = try sent.standing.accepting(try sent.recall(at: 5))
        let refused = ProviderStatementFault.recalled(SentSample.minute(5))
        #expect(recalled.fault(of: try sent.amendment(to: second, at: 6)) == refused)
        #expect(recalled.fault(of: try sent.amendment(to: second, at: 5)) == refused)
        #expect(recalled.fault(of: try sent.recall(at: 6, "Again.")) == refused)
        #expect(recalled.fault(of: try sent.recall(at: 5, "Again.")) == refused)
        #expect(recalled.fault(of: try sent.hold(at: 6)) == nil)
        #expect(recalled.fault(of: try sent.release(at: 6)) == nil)
        // No release lifts a recall.
        #expect(try recalled.accepting(try sent.release(at: 7)).recalled != nil)
    }

    @Test func `a statement that was applied already`() throws {
        let sent = try SentSample()
        let statements = [
            try sent.amendment(to: second), try sent.hold(at: 1), try sent.release(at: 2), try sent.recall(at: 3),
        ]
        let standing = Standing(of: sent.head, statements: statements)
        for statement in statements { #expect(standing.fault(of: statement) == .alreadyApplied) }
    }

    @Test func `a replayed release lifts no newer hold, and a replayed hold does not come back`() throws {
        let sent = try SentSample()
        let (hold, release) = (try sent.hold(at: 1), try sent.release(at: 2))
        let released = Standing(of: sent.head, statements: [hold, release])
        // One who never saw the first pair gets its release after the newer hold.
        let held = try sent.standing.accepting(try sent.hold(at: 3))
        let (one, two, three) = (SentSample.minute(1), SentSample.minute(2), SentSample.minute(3))
        #expect(held.fault(of: release) == .overtaken(.release, issuedAt: two, by: .hold, at: three))
        #expect(held.fault(of: hold) == .overtaken(.hold, issuedAt: one, by: .hold, at: three))
        #expect(try released.accepting(try sent.hold(at: 3)).fault(of: release) == .alreadyApplied)
        let late = try sent.standing.accepting(release)
        #expect(late.fault(of: hold) == .overtaken(.hold, issuedAt: one, by: .release, at: two))
    }

    @Test func `at one second a hold wins over a release`() throws {
        let sent = try SentSample()
        let (hold, release) = (try sent.hold(at: 1), try sent.release(at: 1))
        for order in [[hold, release], [release, hold]] {
            #expect(Standing(of: sent.head, statements: order).hold != nil)
        }
        let held = try sent.standing.accepting(hold)
        let moment = SentSample.minute(1)
        #expect(held.fault(of: release) == .overtaken(.release, issuedAt: moment, by: .hold, at: moment))
        #expect(try sent.standing.accepting(release).accepting(hold).hold != nil)
    }
}
