import CustodyLog
import Files
import Glibc
import Opening
import PackageFormat
import Pipelining
import Sealing
import TestCast
import Testing

@testable import Custody

/// What the vault writes into its logs; the log itself is tested with `CustodyLog`.
@Suite struct LogTests {
    private let desk = VaultDesk()

    private func refused(_ facts: PackageFacts, _ code: String = "expired") -> OpeningEvent {
        .refused(facts, person: nil, copy: nil, code: code)
    }

    @Test func eventsOfAPackageSayWhichOne() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let copy = try delivery.open(in: vault)
        try vault.record(refused(delivery.facts), at: Sample.now)
        let events = try desk.events()
        #expect(
            events.map(\.type) == [.logStarted, .pinned, .cardMade, .received, .openIntended, .opened, .refused])
        #expect(events.map(\.number.value) == Array(0..<7) && Set(events.map(\.log)).count == 1)
        for event in events.dropFirst(3) {
            let facts = delivery.facts
            #expect(event.packageID == facts.packageID && event.packageHash == facts.packageHash)
            #expect(event.reference == facts.reference && event.revision?.value == 1 && event.card == facts.card)
            #expect(event.signedAt == facts.signedAt && event.at == Sample.now)
        }
        #expect(events[4].copy == copy.copy && events[4].storage == copy.storage && events[4].person == Sample.person)
        #expect(events[5].files?.value == 3 && events[5].bytes?.value == 49 && events[5].copy == copy.copy)
        #expect(events[6].code?.description == "expired" && events[6].person == nil)
    }

    @Test func noPathReachesTheLogs() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.open(in: vault)
        _ = try vault.delete(delivery)
        let text = (desk.lines() + desk.lines(nil)).joined()
        for word in ["households", "notes.txt", "received-1", desk.scratch.path] { #expect(!text.contains(word)) }
    }

    @Test func aPackageIsReceivedOnce() throws {
        let vault = try desk.create()
        let packages = [try facts(1), try facts(2)]
        for number in [0, 0, 1, 0, 1] { try vault.record(.received(packages[number]), at: Sample.now) }
        #expect(try desk.types() == [.logStarted, .received, .received])
        // Refusals are recorded each time.
        for _ in 0..<3 { try vault.record(refused(packages[0]), at: Sample.now) }
        #expect(try desk.types().count == 6)
    }

    @Test func providersDoNotSeeEachOther() throws {
        let vault = try desk.create()
        try vault.record(.received(facts()), at: Sample.now)
        try vault.record(.received(facts(2, provider: Who.otherProvider)), at: Sample.now)
        for provider in [Who.provider, Who.otherProvider] {
            let events = try desk.events(signer(provider))
            #expect(events.map(\.type) == [.logStarted, .received] && events[0].provider == signer(provider))
        }
        #expect(try vault.loggedProviders().count == 2)
        #expect(try vault.logs().count == 3)
    }

    @Test func aRefusedOpeningForgetsItsCopy() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let copy = try delivery.open(in: vault, until: .listed)
        #expect(try delivery.holding(in: vault).copies == [copy])
        try vault.record(
            .refused(delivery.facts, person: Sample.person, copy: copy.copy, code: "interrupted"), at: Sample.now)
        #expect(try delivery.holding(in: vault).copies.isEmpty)
        #expect(try delivery.holding(in: vault).entries(of: copy.copy) == nil)
    }

    @Test func aDamagedLogEndsWhatMustBeRecorded() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let events = desk.log() + "/events.jsonl"
        let whole = try #require(desk.text(events))
        let path = desk.path + "/" + desk.log()
        for damaged in [
            "nonsense\n" + whole, String(whole.dropLast(2)), whole.replacing("\"at\"", with: "\"at\" "), "",
            "\u{0}" + whole, whole.replacing("received", with: "listed"),
        ] {
            desk.put(damaged, events)
            #expect(throws: CustodianFailure.logDamaged(path: path)) { try vault.lastRecordedTime() }
            #expect(throws: CustodianFailure.logDamaged(path: path)) { try vault.cards() }
            #expect(throws: CustodianFailure.logDamaged(path: path)) {
                try vault.record(self.refused(delivery.facts), at: Sample.now)
            }
            #expect(desk.text(events) == damaged)
        }
        desk.put(whole, events)
        try vault.record(refused(delivery.facts), at: Sample.now)
    }

    @Test func aLogThatIsALinkIsNotWritten() throws {
        let vault = try desk.create()
        try vault.record(.received(facts()), at: Sample.now)
        let name = desk.path + "/" + desk.log() + "/events.jsonl"
        rename(name, desk.scratch.path + "/elsewhere")
        symlink("../../../elsewhere", name)
        let before = desk.scratch.read("elsewhere")
        #expect(throws: CustodianFailure.io(IOError(.open, name, code: ELOOP))) {
            try vault.record(self.refused(facts()), at: Sample.now)
        }
        #expect(desk.scratch.read("elsewhere") == before)
    }

    @Test func twoWritersDoNotMixTheirEvents() throws {
        try desk.create()
        let path = desk.path
        let package = try facts()
        let threads = (0..<4).map { number in
            WorkerThread {
                do {
                    let vault = try SiteVault(at: path, passphrases: FakePassphrases(), surroundings: .test)
                    for _ in 0..<10 {
                        try vault.record(
                            .refused(package, person: nil, copy: nil, code: "thread-\(number)"), at: Sample.now)
                    }
                } catch { Issue.record("\(error)") }
            }
        }
        for thread in threads { thread.join() }
        let events = try desk.events()
        #expect(events.count == 41)
        for number in 0..<4 { #expect(events.filter { $0.code?.description == "thread-\(number)" }.count == 10) }
        #expect(try desk.open().verifyLogs().map(\.events).sorted() == [1, 41])
        #expect(desk.text(desk.log() + "/torn") == nil)
    }

    @Test func aRestartedLogNamesTheOneBefore() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.open(in: vault)
        let before = try #require(CheckpointNote(desk.text(desk.log() + "/checkpoint") ?? ""))
        let events = desk.log() + "/events.jsonl"
        desk.put(try #require(desk.text(events)).replacing("J. Doe", with: "J. Roe"), events)
        #expect(throws: (any Error).self) { try vault.verifyLogs() }
        let aside = try vault.restartDamagedLogs(reason: Prose("The disk failed.")!, now: Sample.now)
        let path = desk.path + "/" + desk.log()
        #expect(aside == [RestartedLog(path: path, aside: path + ".damaged-1")])
        let first = try desk.events()
        #expect(first.count == 1 && first[0].previous == before && first[0].reason == Prose("The disk failed.")!)
        #expect(first[0].provider == signer(Who.provider) && first[0].log != before.checkpoint.log)
        #expect(try vault.verifyLogs().count == 2)
        // What is open is told to the new log.
        #expect(try vault.removeLeftovers(now: Sample.now).isEmpty)
        #expect(try desk.types() == [.logStarted, .opened])
        #expect(try vault.restartDamagedLogs(reason: Prose("Again.")!, now: Sample.now).isEmpty)
    }

    @Test func aLogWhoseCheckpointIsGoneIsRestartedWithoutOne() throws {
        let vault = try desk.create()
        try vault.record(.received(facts()), at: Sample.now)
        unlink(desk.path + "/" + desk.log() + "/checkpoint")
        _ = try vault.restartDamagedLogs(reason: Prose("Lost.")!, now: Sample.now)
        // Nothing here knows the provider but the first event of its log.
        #expect(try desk.events()[0].previous == nil && desk.events()[0].provider == signer(Who.provider))
    }
}
