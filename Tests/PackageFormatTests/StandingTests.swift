import Sealing
import Testing

@testable import PackageFormat

/// What holds for a package, whatever the order in which its provider's statements came.
@Suite struct StandingTests {
    private let second = SentSample.revised(Sample.agreement)
    private var third: Agreement { SentSample.revised(second) }

    /// All of `statements` taken one by one; what is refused is tried again once more has come.
    private func takenOneByOne(_ statements: [ProviderStatement], _ sent: SentSample) -> Standing {
        var standing = sent.standing
        var waiting = statements
        var isMoving = true
        while isMoving {
            isMoving = false
            waiting = waiting.filter { next in
                guard let later = try? standing.accepting(next) else { return true }
                (standing, isMoving) = (later, true)
                return false
            }
        }
        return standing
    }

    @Test func `without a statement the head says it all`() throws {
        let sent = try SentSample()
        #expect(sent.standing.agreement == Sample.agreement)
        #expect(sent.standing.agreementHash == Sample.agreement.hash)
        #expect(sent.standing.recalled == nil && sent.standing.hold == nil)
        #expect(sent.standing.applied.isEmpty && sent.standing.leftOut.isEmpty)
    }

    @Test func `each kind has its effect`() throws {
        let sent = try SentSample()
        let amended = try sent.standing.accepting(try sent.amendment(to: second, at: 1))
        #expect(amended.agreement == second && amended.agreementHash == second.hash)
        let held = try amended.accepting(try sent.hold(at: 2))
        #expect(held.hold == Standing.Notice(reason: Prose("An inquiry.")!, at: SentSample.minute(2)))
        #expect(held.agreement == second)
        let released = try held.accepting(try sent.release(at: 3))
        #expect(released.hold == nil)
        let recalled = try released.accepting(try sent.recall(at: 4))
        #expect(recalled.recalled == Standing.Notice(reason: Prose("Sent in error.")!, at: SentSample.minute(4)))
        #expect(recalled.agreement == second && recalled.applied.count == 4)
        // A recalled package can still be put on hold, so that its copies are kept.
        let last = try recalled.accepting(try sent.hold(at: 5))
        #expect(last.hold != nil && last.recalled != nil)
        #expect(try last.accepting(try sent.release(at: 6)).hold == nil)
    }

    @Test func `the same in every order`() throws {
        let sent = try SentSample()
        let statements = [
            try sent.amendment(to: second, at: 1), try sent.amendment(to: third, at: 2), try sent.release(at: 4),
            try sent.recall(at: 5), try sent.hold(at: 6, "Another inquiry."),
        ]
        let expected = Standing(of: sent.head, statements: statements)
        #expect(expected.agreement == third)
        #expect(expected.hold?.reason.description == "Another inquiry.")
        #expect(expected.recalled?.at == SentSample.minute(5))
        #expect(expected.applied == statements.map(\.digest))
        for order in permutations(statements) {
            let isSame = Standing(of: sent.head, statements: order + [order[0]]) == expected
            #expect(isSame, "\(order.map(\.kind))")
        }
    }

    @Test func `the same for who takes them one by one`() throws {
        let sent = try SentSample()
        let statements = [
            try sent.amendment(to: second, at: 1), try sent.amendment(to: third, at: 2), try sent.hold(at: 3),
            try sent.release(at: 4), try sent.recall(at: 5),
        ]
        let expected = Standing(of: sent.head, statements: statements)
        for order in permutations(statements) {
            let standing = takenOneByOne(order, sent)
            // An overtaken hold was refused or not, so only what is in force is compared.
            #expect(standing.agreementHash == third.hash, "\(order.map(\.kind))")
            #expect(standing.recalled == expected.recalled && standing.hold == nil, "\(order.map(\.kind))")
            let kept = order.filter { standing.applied.contains($0.digest) }
            let isSame = Standing(of: sent.head, statements: kept) == standing
            #expect(isSame, "\(order.map(\.kind))")
        }
    }

    @Test func `an amendment that was issued after the recall ends with it`() throws {
        let sent = try SentSample()
        let (early, late) = (try sent.amendment(to: second, at: 1), try sent.amendment(to: third, at: 9))
        let recall = try sent.recall(at: 5)
        for order in permutations([early, late, recall]) {
            let standing = Standing(of: sent.head, statements: order)
            #expect(standing.agreement == second)
            #expect(
                standing.leftOut == [.init(statement: late.digest, fault: .recalled(SentSample.minute(5)))])
            #expect(takenOneByOne(order, sent).agreement == second)
        }
    }

    @Test func `of two recalls the one that was issued first counts`() throws {
        let sent = try SentSample()
        let (first, later) = (try sent.recall(at: 1, "First."), try sent.recall(at: 2, "Second."))
        for order in [[first, later], [later, first]] {
            #expect(Standing(of: sent.head, statements: order).recalled?.reason.description == "First.")
            #expect(takenOneByOne(order, sent).recalled?.reason.description == "First.")
        }
    }

    @Test func `two amendments of one agreement`() throws {
        let sent = try SentSample()
        let other = SentSample.revised(Sample.agreement) { $0.title = line("Another second revision") }
        let (first, later) = (try sent.amendment(to: second, at: 1), try sent.amendment(to: other, at: 2))
        for order in [[first, later], [later, first]] {
            let standing = Standing(of: sent.head, statements: order)
            #expect(standing.agreement == second)
            #expect(
                standing.leftOut == [.init(statement: later.digest, fault: .notLater(revision: 2, inForce: 2))])
        }
        // One who took the other first stays with it.
        let standing = try sent.standing.accepting(later)
        #expect(standing.fault(of: first) == .notLater(revision: 2, inForce: 2))
    }

    @Test func `an amendment waits for the one before it`() throws {
        let sent = try SentSample()
        let (first, later) = (try sent.amendment(to: second, at: 2), try sent.amendment(to: third, at: 1))
        #expect(
            sent.standing.fault(of: later) == .notInForce(named: second.hash, inForce: Sample.agreement.hash))
        let standing = Standing(of: sent.head, statements: [later])
        #expect(standing.agreement == Sample.agreement && standing.applied.isEmpty)
        #expect(standing.leftOut.map(\.statement) == [later.digest])
        #expect(try standing.accepting(first).agreement == third)
        #expect(try standing.accepting(first) == Standing(of: sent.head, statements: [first, later]))
    }

    @Test func `a revision may be left out where the text says so`() throws {
        let sent = try SentSample()
        let fifth = SentSample.revised(Sample.agreement) { $0.revision = 5 }
        #expect(try sent.standing.accepting(try sent.amendment(to: fifth)).agreement.revision == 5)
    }

    @Test func `what cannot be sound is left out and said`() throws {
        let sent = try SentSample()
        let foreign = try SentSample.signed(sent.order(RecallOrder.self, "A stranger's."), by: 5)
        let standing = Standing(of: sent.head, statements: [foreign, try sent.hold(at: 1)])
        #expect(standing.recalled == nil && standing.hold != nil)
        #expect(
            standing.leftOut == [
                .init(statement: foreign.digest, fault: .notByProvider(signers: [Sample.keyText(5)]))
            ])
    }
}
