import CustodyLog
import Glibc
import Opening
import PackageFormat
import Sealing
import TestCast
import Testing

@testable import Custody

/// Logs that are damaged or gone, and those that take their places (docs/custody-log.md, section 4).
@Suite struct RestartTests {
    private static let hour = 3_600
    private static let tenYears = 3_652 * 86_400
    private let desk = VaultDesk()

    private func after(_ seconds: Int) -> Instant { Sample.now.advanced(bySeconds: seconds) }
    private var logPath: String { desk.path + "/" + desk.log() }

    private func refused(_ facts: PackageFacts) -> OpeningEvent {
        .refused(facts, person: nil, copy: nil, code: "expired")
    }

    @discardableResult
    private func restart(_ vault: SiteVault, now: Instant = Sample.now) throws -> [RestartedLog] {
        try vault.restartDamagedLogs(reason: Prose("The disk failed.")!, now: now)
    }

    /// Edits the first line of the provider's log.
    private func damage(_ provider: SigningKeyText? = signer(Who.provider)) throws {
        let name = desk.log(provider) + "/events.jsonl"
        desk.put(try #require(desk.text(name)).replacing("\"number\":0,", with: "\"number\":0, "), name)
    }

    /// Takes the folder of a log out of the vault.
    private func remove(_ provider: SigningKeyText? = signer(Who.provider)) {
        rename(desk.path + "/" + desk.log(provider), desk.scratch.path + "/removed-\(desk.log(provider).dropFirst(5))")
    }

    private func gone(_ path: String) -> VaultError { .log(.damaged(path: path, .gone)) }

    // MARK: What a log put aside still tells

    @Test func aDestroyedKeyStaysDestroyed() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let name = "cards/\(delivery.facts.card).key"
        let key = try #require(desk.text(name))
        _ = try vault.delete(delivery)
        for count in 1...2 {
            try damage()
            try restart(vault)
            #expect(try vault.logsAside(of: vault.log(of: signer(Who.provider))).count == count)
            desk.put(key, name)
            #expect(try vault.cards().isEmpty)
            #expect(try vault.destroyedKeys() == [delivery.facts.card: Sample.now])
        }
        let again = try vault.delete(delivery)
        #expect(again.result == .complete && !delivery.hasKey)
    }

    /// Between lines that are none, and where no checkpoint is; but not by another key.
    @Test func wholeSignedLinesCountWhateverElseIsThere() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        _ = try vault.delete(delivery)
        let line = try #require(desk.lines().first { $0.contains("\"key-destroyed\"") })
        let stranger = Sample.cardID(77)
        var event = EventBody(.keyDestroyed, at: Sample.now)
        event.card = stranger
        let forged = String(
            decoding: CanonicalJSON.encode(SignedEvent(event, signedBy: signingKey(Who.stranger))), as: UTF8.self)
        desk.put("\u{0}nonsense\n\(line)\n\(forged)\n\n\(line.dropLast())", desk.log() + "/events.jsonl")
        unlink(logPath + "/checkpoint")
        try restart(vault)
        #expect(try vault.destroyedCards() == [delivery.facts.card])
        unlink(logPath + ".damaged-1/events.jsonl")
        #expect(try vault.destroyedCards().isEmpty)
    }

    @Test func theMarkIsNotForgotten() throws {
        let vault = try desk.create()
        try vault.record(refused(facts()), at: after(30 * Self.hour))
        try damage()
        // By a clock that was set back before.
        try restart(vault)
        #expect(try vault.clockMark() == after(30 * Self.hour))
        #expect(throws: VaultError.clockBack(mark: after(30 * Self.hour), now: Sample.now)) {
            try vault.effectiveTime(clock: Sample.now)
        }
        // A confirmation sets it in the new log, and so for both.
        try vault.confirmClock(
            date: Sample.now.utcDate, today: Sample.now.utcDate, reason: Prose("Checked.")!, now: Sample.now)
        #expect(try vault.clockMark() == Sample.now)
    }

    /// A restart with the clock far ahead must not make the next sweep delete.
    @Test func aRestartDoesNotRaiseTheMark() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try damage()
        desk.put(desk.lines().map { $0 + "\n" }.joined(), desk.log() + "/events.jsonl")
        try restart(vault, now: after(Self.tenYears))
        #expect(try vault.clockMark() == Sample.now)
        let late = after(Self.tenYears)
        #expect(throws: VaultError.clockJumped(mark: Sample.now, now: late)) {
            try vault.sweep(isDryRun: false, tool: Line("test")!, clock: { late })
        }
        #expect(delivery.hasKey)
        #expect(try desk.types() == [.logStarted, .clockAnomaly, .swept])
    }

    // MARK: A restart that was cut short

    @Test func aRestartThatWasKilledIsFinishedByTheNext() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let before = try #require(CheckpointNote(desk.text(desk.log() + "/checkpoint") ?? ""))
        rename(logPath, logPath + ".damaged-1")
        #expect(throws: gone(logPath)) {
            try vault.record([EventBody(.swept, at: Sample.now)], of: delivery.facts.provider)
        }
        #expect(throws: CustodianFailure.logDamaged(path: logPath)) { try vault.cards() }
        #expect(!vault.log(of: delivery.facts.provider).exists)
        #expect(try restart(vault) == [RestartedLog(path: logPath, aside: logPath + ".damaged-1")])
        let first = try #require(try desk.events().first)
        #expect(first.previous == before && first.provider == signer(Who.provider))
        #expect(try restart(vault).isEmpty)
    }

    /// Neither pin nor card nor holding tells of the provider: its own first event does.
    @Test func theLogPutAsideTellsOfItsProvider() throws {
        let vault = try desk.create()
        try vault.record(.received(facts()), at: Sample.now)
        rename(logPath, logPath + ".damaged-1")
        #expect(throws: gone(logPath)) {
            try vault.record([EventBody(.swept, at: Sample.now)], of: signer(Who.provider))
        }
        try restart(vault)
        #expect(try desk.events()[0].provider == signer(Who.provider))
        #expect(try vault.loggedProviders() == [signer(Who.provider)])
        // Nor is one that is named after another believed.
        let other = desk.path + "/" + desk.log(signer(Who.otherProvider))
        rename(logPath, other)
        unlink(other + "/checkpoint")
        try restart(vault)
        #expect(try desk.events(signer(Who.otherProvider))[0].provider == nil)
    }

    @Test func whatAKilledBeginningLeftIsRemoved() throws {
        let vault = try desk.create()
        let left = desk.path + "/logs/.\(desk.log().dropFirst(5)).1.partial"
        mkdir(left, 0o700)
        try vault.record(.received(facts()), at: Sample.now)
        #expect(access(left, F_OK) != 0)
    }

    // MARK: A log that is gone

    private enum Trace: CaseIterable { case pin, card, holding }

    /// Each alone tells that there was a log.
    @Test(arguments: Trace.allCases) private func aLogThatIsGoneIsDamaged(_ trace: Trace) throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        if trace != .pin { unlink(desk.path + "/pins.json") }
        if trace != .card { unlink("\(desk.path)/cards/\(delivery.facts.card).card") }
        if trace != .holding {
            rename(desk.path + "/holdings/\(delivery.facts.packageHash)", desk.scratch.path + "/holding")
        }
        remove()
        #expect(throws: CustodianFailure.logDamaged(path: logPath)) {
            try vault.record(self.refused(delivery.facts), at: Sample.now)
        }
        #expect(!vault.log(of: delivery.facts.provider).exists)
        #expect(try restart(vault) == [RestartedLog(path: logPath, aside: nil)])
        let first = try #require(try desk.events().first)
        #expect(first.provider == signer(Who.provider) && first.previous == nil && first.reason != nil)
        try vault.record(refused(delivery.facts), at: Sample.now)
    }

    @Test func theSitesOwnLogIsGone() throws {
        let vault = try desk.create()
        remove(nil)
        let path = desk.path + "/" + desk.log(nil)
        #expect(throws: gone(path)) { try vault.clockMark() }
        #expect(throws: gone(path)) {
            try vault.trust(
                KeyLine(signingKey(Who.approver).publicKey), as: .witness, demanding: [], now: Sample.now)
        }
        try restart(vault)
        #expect(try desk.types(nil) == [.logStarted])
        #expect(try vault.verifyLogs().count == 1)
    }

    @Test func allLogsAreGone() throws {
        let vault = try desk.create()
        try Delivery(desk, in: vault).open(in: vault)
        rename(desk.path + "/logs", desk.scratch.path + "/logs")
        #expect(throws: VaultError.self) { try vault.clockMark() }
        #expect(throws: VaultError.self) { try vault.report(at: Sample.now) }
        #expect(try restart(vault).map(\.aside) == [nil, nil])
        #expect(try vault.verifyLogs().count == 2)
        #expect(try desk.tree()["logs"] == "700")
    }

    @Test func deletingGoesOnWhereTheLogIsGone() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.open(in: vault)
        remove()
        let certificate = try vault.delete(delivery)
        #expect(certificate.result == .complete && certificate.caveats.contains("log-damaged"))
        #expect(certificate.body.checkpoint == nil && !delivery.isThere("copy"))
        #expect(!vault.log(of: delivery.facts.provider).exists)
    }

    /// The first pin, the first card and the first package of a provider begin its log.
    @Test func theFirstUseIsNoLoss() throws {
        let vault = try desk.create()
        try vault.trust(desk.provider, as: .approver(role: Reference("officer")!), demanding: [], now: Sample.now)
        #expect(!vault.log(of: signer(Who.provider)).exists)
        try vault.trust(desk.provider, as: .provider, demanding: [], now: Sample.now)
        #expect(try desk.types() == [.logStarted, .pinned])
        let second = VaultDesk()
        _ = try second.card(in: try second.create())
        #expect(try second.types() == [.logStarted, .cardMade])
    }
}
