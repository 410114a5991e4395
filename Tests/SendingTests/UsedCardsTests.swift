import Files
import Glibc
import PackageFormat
import Pipelining
import Synchronization
import TestCast
import Testing

@testable import Sending

/// The list of cards that were packed for.
@Suite(.timeLimit(.minutes(1))) struct UsedCardsTests {
    private let scratch = Scratch()
    private var path: String { scratch.path + "/used-cards" }
    private let package = Identifier("00112233445566778899aabbccddeeff")!

    private func given(_ numbers: UInt8...) -> [GivenCard] {
        numbers.map { GivenCard(path: "\($0).card", card: Sample.card($0)) }
    }

    private func agreed(_ numbers: UInt8...) throws -> [AgreedCard] {
        try numbers.map { try AgreedCard(checking: Sample.card($0), under: Sample.agreement(), at: Sample.now) }
    }

    private func line(_ number: Int, _ package: Identifier? = nil) -> String {
        "\(Sample.cardID(number)) \(package ?? self.package) \(Sample.now)\n"
    }

    private func record(_ numbers: UInt8..., publish: () throws(IOError) -> Void = {}) throws {
        var used = try UsedCards(at: path)
        let cards = try numbers.map {
            try AgreedCard(checking: Sample.card($0), under: Sample.agreement(), at: Sample.now)
        }
        try used.record(cards, package: package, at: Sample.now, thenPublish: publish)
    }

    private func text() -> String { String(decoding: scratch.read("used-cards") ?? [0], as: UTF8.self) }

    @Test func aNewListIsEmptyAndPrivate() throws {
        let used = try UsedCards(at: path)
        try used.check(given(1, 2))
        #expect(try File(reading: path).status().mode == 0o600)
        #expect(text().isEmpty)
    }

    @Test func whatWasUsedIsRefused() throws {
        try record(1, 2)
        #expect(text() == line(1) + line(2))
        let used = try UsedCards(at: path)
        try used.check(given(3))
        let problems = given(1, 2).map {
            SendingError.CardProblem(
                path: $0.path, card: $0.card.body, reason: .usedBefore(package: package, at: Sample.now))
        }
        do {
            try used.check(given(1, 3, 2))
            Issue.record("not refused")
        } catch { #expect(error == .cards(problems)) }
    }

    @Test func theRecordStandsBeforeThePackageIsPublished() throws {
        var seen = ""
        try record(1) { seen = text() }
        #expect(seen == line(1))
    }

    @Test func aPackageThatIsNotPublishedTakesItsRecordBack() throws {
        try record(1)
        let failure = IOError(.link, "extract.mvault", code: EEXIST)
        #expect(throws: failure) {
            try record(2, 3) { () throws(IOError) in throw failure }
        }
        #expect(text() == line(1))
        try record(2)
        #expect(text() == line(1) + line(2))
    }

    @Test func onlyTheFailedRecordIsTakenBack() throws {
        var used = try UsedCards(at: path)
        try used.record(agreed(1), package: package, at: Sample.now) {}
        let failure = IOError(.link, "extract.mvault", code: EEXIST)
        let second = try agreed(2)
        do {
            try used.record(second, package: package, at: Sample.now) { () throws(IOError) in throw failure }
            Issue.record("published")
        } catch { #expect(error == failure) }
        #expect(text() == line(1))
    }

    @Test func aTornLastLineIsDropped() throws {
        for torn in ["0", String(line(2).dropLast()), line(2).prefix(40) + ""] {
            scratch.write(Array((line(1) + torn).utf8), "used-cards")
            let used = try UsedCards(at: path)
            try used.check(given(2))
            #expect(text() == line(1))
        }
        scratch.write(Array(line(1).dropLast().utf8), "used-cards")
        _ = try UsedCards(at: path)
        #expect(text().isEmpty)
    }

    @Test func aDamagedLineIsToldAndKept() {
        for (number, damaged) in [
            (1, "nonsense\n"), (2, line(1) + "\n"), (2, line(1) + line(2).uppercased() + line(3)),
            (1, " " + line(1).replacing(" ", with: "\t")), (2, line(1) + line(2).replacing("\n", with: " more\n")),
            (3, line(1) + line(2) + line(3).replacing("Z", with: "")),
        ] {
            scratch.write(Array(damaged.utf8), "used-cards")
            #expect(throws: SendingError.usedCardsDamaged(path: path, line: number)) { try open() }
            #expect(text() == damaged)
        }
    }

    private func open() throws { _ = try UsedCards(at: path) }

    @Test func aLinkIsNotFollowed() {
        symlink("elsewhere", path)
        #expect(throws: SendingError.io(IOError(.open, path, code: ELOOP))) { try open() }
    }

    @Test func twoPacksDoNotUseOneCard() throws {
        let flag = Flag()
        let card = given(1)
        let thread: WorkerThread
        do {
            var used = try UsedCards(at: path)
            thread = WorkerThread { [path] in
                do {
                    let other = try UsedCards(at: path)
                    flag.isOpen = true
                    do { try other.check(card) } catch { flag.isRefused = true }
                } catch { preconditionFailure("\(error)") }
            }
            usleep(200_000)
            #expect(!flag.isOpen)
            try used.record(agreed(1), package: package, at: Sample.now) {}
        }
        thread.join()
        #expect(flag.isOpen)
        // It sees what was recorded while it waited.
        #expect(flag.isRefused)
    }

    private final class Flag: Sendable {
        private let open = Atomic(false)
        private let refused = Atomic(false)
        var isOpen: Bool {
            get { open.load(ordering: .acquiring) }
            set { open.store(newValue, ordering: .releasing) }
        }
        var isRefused: Bool {
            get { refused.load(ordering: .acquiring) }
            set { refused.store(newValue, ordering: .releasing) }
        }
    }
}
