import CustodyLog
import Erasing
import Files
import Glibc
import Opening
import PackageFormat
import Sealing
import TestCast
import Testing

@testable import Custody

/// Deleting where something is damaged, was cut short or came back.
@Suite struct DeletionRecoveryTests {
    private let desk = VaultDesk()

    @Test func aDamagedLogDoesNotKeepFromDeleting() throws {
        for damage in [{ _ in "" }, { $0.replacing("J. Doe", with: "J. Roe") }] as [(String) -> String] {
            let desk = VaultDesk()
            let vault = try desk.create()
            let delivery = try Delivery(desk, in: vault)
            try delivery.open(in: vault)
            let name = desk.log() + "/events.jsonl"
            let damaged = damage(try #require(desk.text(name)))
            desk.put(damaged, name)
            let certificate = try vault.delete(delivery)
            #expect(certificate.result == .complete && certificate.caveats.contains("log-damaged"))
            #expect(desk.text(name) == damaged && !delivery.hasKey && !delivery.isThere("copy"))
            #expect(try delivery.holding(in: vault).state(at: Sample.now, wasOpened: true) == .deleted)
        }
    }

    @Test func aLogWithoutItsCheckpointGivesNone() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        unlink(desk.path + "/" + desk.log() + "/checkpoint")
        let certificate = try vault.delete(delivery)
        #expect(certificate.body.checkpoint == nil && certificate.caveats.contains("log-damaged"))
    }

    /// Another holding that is damaged is no reason to keep this one's plaintext and key.
    @Test func anotherHoldingThatIsDamagedDoesNotKeepFromDeleting() throws {
        let vault = try desk.create()
        let (one, two) = (try Delivery(desk, in: vault), try Delivery(desk, in: vault, number: 2))
        try one.open(in: vault)
        let holding = try one.holding(in: vault)
        desk.put("nonsense", "holdings/\(two.facts.packageHash)/holding.json")
        let certificate = try? vault.delete(holding, request: .test(), witness: nil).certificate
        #expect(certificate?.body.key.opensNoMore == true && !one.hasKey, "the key was kept")
    }

    // MARK: Interruption

    /// As a run that was killed leaves it, after each of its steps; the next one finishes and tells of it.
    @Test(arguments: 0...5) func aRunThatWasKilledIsFinished(step: Int) throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.open(in: vault)
        let holding = try delivery.holding(in: vault)
        let copy = holding.copies[0].copy
        try vault.record([holding.event(.deletionIntended, at: Sample.now)], of: holding.provider)
        if step >= 1 { desk.put("", "holdings/\(holding.packageHash)/copies/\(copy).erasing") }
        if step >= 2 { for name in ["data/notes.txt", "empty.txt"] { unlink(desk.scratch.path + "/copy/" + name) } }
        if step >= 3 { unlink(delivery.package) }
        if step >= 4 { try vault.record([holding.event(.keyDestroyed, at: Sample.now)], of: holding.provider) }
        if step >= 5 { unlink(desk.path + "/cards/\(delivery.facts.card).key") }
        let certificate = try vault.delete(delivery)
        #expect(certificate.result == .complete, "\(certificate.results)")
        #expect(certificate.body.wasInterrupted)
        #expect(certificate.body.key.result.description == "destroyed" && certificate.body.key.opensNoMore)
        #expect(!delivery.isThere("copy") && !delivery.hasKey && !delivery.isThere("received-1.mvault"))
        #expect(try desk.types().last == .deleted)
        #expect(throws: Never.self) { try vault.verifyLogs() }
    }

    /// The caveat does not go with the key that it is about.
    @Test func aKeyWithoutPassphraseIsToldAfterAKillToo() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let holding = try delivery.holding(in: vault)
        try vault.record(
            [holding.event(.deletionIntended, at: Sample.now), holding.event(.keyDestroyed, at: Sample.now)],
            of: holding.provider)
        unlink(desk.path + "/cards/\(delivery.facts.card).key")
        #expect(try vault.delete(delivery).caveats.contains("key-without-passphrase"))
    }

    /// A certificate that was made before the outcome could be recorded: the next run records one.
    @Test func anOutcomeThatIsMissingIsRecordedByTheNextRun() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        _ = try vault.delete(delivery)
        // The log as it was before its last event.
        let events = desk.lines()
        desk.put(events.dropLast().map { $0 + "\n" }.joined(), desk.log() + "/events.jsonl")
        try desk.resign()
        #expect(try desk.types().last == .keyDestroyed)
        // Nobody need know of it: the next sweep does it.
        let steps = try vault.sweep(isDryRun: false, tool: Line("test")!, clock: { Sample.now }).steps
        #expect(steps.map(\.act) == [.delete])
        #expect(try desk.types().contains(.deleted))
    }

    // MARK: Backups

    /// The newest log knows that the key was destroyed, whatever lies in the folder.
    @Test func aKeyThatCameBackIsNotUsed() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let name = "cards/\(delivery.facts.card).key"
        let key = try #require(desk.text(name))
        _ = try vault.delete(delivery)
        desk.put(key, name)
        #expect(try vault.cards().isEmpty)
        #expect(try desk.open().destroyedCards() == [delivery.facts.card])
        // Deleting again erases it, and says that it opened no more.
        let again = try vault.delete(delivery)
        #expect(again.result == .complete && again.body.key.result.description == "destroyed" && !delivery.hasKey)
    }

    /// With its old log the vault does not know; the register sees the fork (docs/custody-log.md, section 9).
    @Test func aVaultThatCameBackWholeIsALimit() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let name = "cards/\(delivery.facts.card).key"
        let before = ["/events.jsonl", "/checkpoint"].map { ($0, desk.text(desk.log() + $0)!) }
        let key = try #require(desk.text(name))
        _ = try vault.delete(delivery)
        let seen = try vault.log(of: signer(Who.provider)).contents().checkpoint.checkpoint
        desk.put(key, name)
        for (file, text) in before { desk.put(text, desk.log() + file) }
        #expect(try vault.cards().map(\.cardID) == [delivery.facts.card])
        for _ in 0..<5 {
            try vault.record(
                .refused(delivery.facts, person: nil, copy: nil, code: "expired"), at: Sample.now)
        }
        let receipts = try vault.log(of: signer(Who.provider)).receipts(
            from: seen.size, organisation: vault.organisation, site: vault.site, provider: signer(Who.provider),
            endorsement: vault.folder.endorsement)
        #expect(try receipts.verified(siteKeys: [vault.siteKey]).rootBefore != seen.root)
    }
}

extension VaultDesk {
    /// A checkpoint of the provider's log as it stands, by the vault's own ledger key.
    fileprivate func resign() throws {
        var tree = MerkleTree()
        for line in lines() { tree.append(Array(line.utf8)) }
        let key = try open().ledgerKey()
        let root = tree.root
        let note = CheckpointNote(
            Checkpoint(log: try events()[0].log, size: tree.size, root: root), signedBy: key)
        put(note.description, log() + "/checkpoint")
    }
}
