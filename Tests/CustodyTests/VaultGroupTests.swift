import CustodyLog
import Files
import FoundationEssentials
import Glibc
import Opening
import PackageFormat
import Pipelining
import Sealing
import Synchronization
import TestCast
import Testing

@testable import Custody

/// Several people, several processes, several sites.
@Suite struct VaultGroupTests {
    private let desk = VaultDesk()

    /// A group of this machine that this process can give files to, other than its own.
    private static let group: String? = {
        guard geteuid() == 0 else { return nil }
        return ["users", "adm", "staff"].first { getgrnam($0) != nil && getgrnam($0).pointee.gr_gid != getegid() }
    }()

    @Test(.enabled(if: group != nil, "no second group to give files to"))
    func aSharedVaultIsItsGroups() async {
        await #expect(processExitsWith: .success) {
            let desk = VaultDesk()
            umask(0o022)
            let group = try #require(VaultGroupTests.group)
            let vault = try desk.create(group: group)
            let delivery = try Delivery(desk, in: vault)
            try delivery.open(in: vault)
            _ = try vault.close(try delivery.holding(in: vault), request: .test())
            try delivery.take(.hold, in: vault)
            try delivery.take(.release, in: vault, at: 1)
            _ = try vault.delete(delivery)
            let id = try #require(getgrnam(group)).pointee.gr_gid
            for (name, mode) in try desk.tree() {
                var status = stat()
                lstat(desk.path + "/" + name, &status)
                #expect(status.st_gid == id, "\(name)")
                #expect(mode == (status.st_mode & S_IFMT == S_IFDIR ? "2770" : "660"), "\(name): \(mode)")
            }
            #expect(vault.folder.isShared)
            #expect(try desk.open().folder.isShared)
        }
    }

    @Test func aGroupThatIsNotThereIsTold() throws {
        #expect(throws: VaultError.groupUnknown("no-such-group")) { try desk.create(group: "no-such-group") }
        #expect(access(desk.path, F_OK) != 0)
    }

    @Test func aVaultThatOthersMayWriteIsRefused() throws {
        try desk.create()
        chmod(desk.path, 0o702)
        #expect(throws: VaultError.writableByOthers(path: desk.path)) { try desk.open() }
    }

    /// Whoever waits is told for whom; once.
    @Test func aWaitNamesTheHolder() throws {
        let vault = try desk.create()
        let told = Mutex([Line?]())
        let path = desk.path
        let threads = Mutex([WorkerThread]())
        try vault.held { () throws(VaultError) in
            let waiting = WorkerThread {
                do {
                    let surroundings = VaultSurroundings(
                        process: Line("second")!, waits: { holder in told.withLock { $0.append(holder) } })
                    let second = try SiteVault(at: path, passphrases: FakePassphrases(), surroundings: surroundings)
                    try second.record([EventBody(.swept, at: Sample.now)], of: nil)
                } catch { Issue.record("\(error)") }
            }
            for _ in 0..<60_000 where told.withLock({ $0.isEmpty }) { usleep(1_000) }
            #expect(desk.lines(nil).count == 1)
            threads.withLock { $0.append(waiting) }
        }
        for thread in threads.withLock({ $0 }) { thread.join() }
        #expect(told.withLock { $0 } == [Line("unvault test, process 4711 of jdoe")!])
        #expect(desk.lines(nil).count == 2)
    }

    @Test func aWaitCanBeInterrupted() throws {
        let vault = try desk.create()
        let path = desk.path
        let failure = Mutex<VaultError?>(nil)
        let asked = Mutex(0)
        try vault.held { () throws(VaultError) in
            let waiting = WorkerThread {
                let surroundings = VaultSurroundings(
                    process: Line("second")!,
                    isInterrupted: {
                        asked.withLock {
                            $0 += 1; return $0 > 2
                        }
                    })
                do throws(VaultError) {
                    let second = try SiteVault(at: path, passphrases: FakePassphrases(), surroundings: surroundings)
                    try second.record([EventBody(.swept, at: Sample.now)], of: nil)
                } catch { failure.withLock { $0 = error } }
            }
            waiting.join()
        }
        #expect(failure.withLock { $0 } == .passphrase(.interrupted))
        #expect(desk.lines(nil).count == 1)
    }

    /// Two people open one package at once: two copies, both on record, none taken for a leftover of the other.
    @Test func twoOpeningsAtOnceAreBothOnRecord() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let (path, scratch, facts) = (desk.path, desk.scratch.path, delivery.facts)
        let threads = (0..<4).map { number in
            WorkerThread {
                do {
                    let vault = try SiteVault(at: path, passphrases: FakePassphrases(), surroundings: .test)
                    for round in 0..<5 {
                        _ = try vault.removeLeftovers(now: Sample.now)
                        var staged = try StagedFolder(at: "\(scratch)/copy-\(number)-\(round)", mode: 0o700)
                        let copy = OpenedCopy(
                            copy: .random(), person: Sample.person, destination: staged.path,
                            staging: staged.stagingPath, storage: Line("ext4")!, intendedAt: Sample.now,
                            folderNumber: nil)
                        try vault.record(.intended(facts, person: Sample.person, copy), at: Sample.now)
                        try vault.keep([], of: copy.copy, of: facts)
                        try staged.publish()
                        try vault.record(
                            .opened(facts, person: Sample.person, copy: copy.copy, files: 0, bytes: 0), at: Sample.now)
                    }
                } catch { Issue.record("\(error)") }
            }
        }
        for thread in threads { thread.join() }
        let events = try desk.events()
        #expect(try delivery.holding(in: vault).copies.count == 20)
        #expect(events.count { $0.type == .openIntended } == 20)
        #expect(!events.contains { $0.type == .openAbandoned })
        // An opening that another process finds just before its outcome is on record is not told twice.
        #expect(events.count { $0.type == .opened } == 20)
        #expect(!events.contains { $0.code?.description == "interrupted" })
        let erasure = try vault.close(try delivery.holding(in: vault), request: .test())
        #expect(erasure.isComplete(includingDerived: false))
    }

    @Test func twoSitesDoNotMix() throws {
        let (one, two) = (desk, VaultDesk())
        let (first, second) = (try one.create(), try two.create())
        let (here, there) = (try Delivery(one, in: first), try Delivery(two, in: second))
        try here.open(in: first)
        try there.open(in: second)
        _ = try first.delete(here)
        #expect(there.isThere("copy/empty.txt") && there.hasKey)
        #expect(try !two.types().contains(.deleted))
        #expect(first.folder.endorsement != second.folder.endorsement)
    }
}

/// What goes to registers.
@Suite struct VaultReceiptsTests {
    private let desk = VaultDesk()

    private func export(_ vault: SiteVault, all: Bool = false) throws -> Receipts.Verified {
        var text: [UInt8] = []
        let (count, from) = try vault.exportReceipts(for: signer(Who.provider), all: all, now: Sample.now) {
            (bytes) throws(IOError) in text = bytes
        }
        let found = try Receipts(parsing: text).verified(siteKeys: [vault.siteKey])
        #expect(found.events.count == count && found.receipts.from == from)
        return found
    }

    @Test func eachExportHasWhatIsNew() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let first = try export(vault)
        #expect(first.events.map(\.type) == [.logStarted, .pinned, .cardMade, .received, .receiptsMade])
        try delivery.open(in: vault)
        let second = try export(vault)
        #expect(second.events.map(\.type) == [.openIntended, .opened, .receiptsMade])
        #expect(second.rootBefore == first.receipts.checkpoint.root)
        #expect(try export(vault).events.map(\.type) == [.receiptsMade])
        let all = try export(vault, all: true)
        #expect(all.receipts.from == 0 && all.events.count == 10)
    }

    @Test func anExportThatFailsLeavesNothingOut() throws {
        let vault = try desk.create()
        _ = try Delivery(desk, in: vault)
        #expect(throws: VaultError.io(IOError(.write, "full", code: ENOSPC))) {
            try vault.exportReceipts(for: signer(Who.provider), all: false, now: Sample.now) {
                (_) throws(IOError) in throw IOError(.write, "full", code: ENOSPC)
            }
        }
        #expect(try export(vault).events.count == 6)
    }

    /// The note of what was exported is a convenience: none of its contents does harm.
    @Test(arguments: ["", "nonsense", "-5", "999", "99999999999999999999", "0"]) func theNoteMayBeWrong(_ text: String)
        throws
    {
        let vault = try desk.create()
        _ = try Delivery(desk, in: vault)
        _ = try export(vault)
        desk.put(text, desk.log() + "/exported")
        #expect(try export(vault).receipts.from == 0)
    }

    @Test func aProviderWithoutALogHasNoReceipts() throws {
        let vault = try desk.create()
        #expect(throws: VaultError.providerUnknown(signer(Who.provider).fingerprint)) { try self.export(vault) }
        #expect(try vault.loggedProviders().isEmpty)
    }
}

@Suite struct VaultPassphraseTests {
    private let desk = VaultDesk()

    @Test func everyKeyGetsTheNewOne() throws {
        desk.passphrases.word = "old words"
        let vault = try desk.create(hasPassphrase: true)
        let cards = [try desk.card(in: vault), try desk.card(in: vault)]
        let ledger = desk.text("ledger.key")
        desk.passphrases.words = ["old words", "new words"]
        #expect(try vault.changePassphrase(isTakenAway: false) == 3)
        desk.passphrases.word = "new words"
        for card in cards {
            let key = try vault.deliveryKey(for: card.body.cardID).publicKey
            #expect(key == card.body.deliveryKey.key)
        }
        _ = try desk.card(in: vault)
        desk.passphrases.word = "old words"
        #expect(throws: VaultError.self) { try self.desk.card(in: vault) }
        #expect(desk.text("ledger.key") == ledger)
    }

    @Test func itCanBeTakenAwayAndGiven() throws {
        let vault = try desk.create()
        let card = try desk.card(in: vault)
        desk.passphrases.words = ["words"]
        #expect(try vault.changePassphrase(isTakenAway: false) == 2)
        desk.passphrases.words = ["words"]
        #expect(try vault.changePassphrase(isTakenAway: true) == 2)
        desk.passphrases.word = nil
        let key = try vault.deliveryKey(for: card.body.cardID).publicKey
        #expect(key == card.body.deliveryKey.key)
    }

    @Test func aWrongOldOneChangesNothing() throws {
        desk.passphrases.word = "old words"
        let vault = try desk.create(hasPassphrase: true)
        _ = try desk.card(in: vault)
        let before = try desk.tree().keys.map { ($0, desk.text($0)) }
        desk.passphrases.words = ["guess", "new words"]
        #expect(throws: VaultError.self) { try vault.changePassphrase(isTakenAway: false) }
        for (name, text) in before where !name.hasSuffix("lock") { #expect(desk.text(name) == text) }
    }

    /// What a killed run wrote of a key under a hidden name goes with the next: it may open without a passphrase.
    @Test func keysThatAKilledRunLeftAreErased() throws {
        let vault = try desk.create()
        let card = try desk.card(in: vault).body.cardID
        let left = [".site.key.1a.partial", "cards/.\(card).key.1a.partial"]
        for name in left { desk.put("microvault/1 secret-key\n", name) }
        desk.put("", "cards/.\(card).card.1a.partial")
        desk.passphrases.words = ["words"]
        #expect(try vault.changePassphrase(isTakenAway: false) == 2)
        for name in left { #expect(desk.text(name) == nil) }
        #expect(desk.text("cards/.\(card).card.1a.partial") != nil)
    }

    /// The site key is last: while it opens with the old one, the same run goes on.
    @Test func aRunThatWasCutShortGoesOn() throws {
        desk.passphrases.word = "old words"
        let vault = try desk.create(hasPassphrase: true)
        let cards = [try desk.card(in: vault), try desk.card(in: vault)].sorted {
            $0.body.cardID < $1.body.cardID
        }
        // One delivery key was changed, then the power went.
        let site = try #require(desk.text("site.key"))
        let last = try #require(desk.text("cards/\(cards[1].body.cardID).key"))
        desk.passphrases.words = ["old words", "new words"]
        _ = try vault.changePassphrase(isTakenAway: false)
        desk.put(site, "site.key")
        desk.put(last, "cards/\(cards[1].body.cardID).key")
        desk.passphrases.words = ["old words", "new words"]
        #expect(try vault.changePassphrase(isTakenAway: false) == 2)
        desk.passphrases.word = "new words"
        for card in cards {
            let key = try vault.deliveryKey(for: card.body.cardID).publicKey
            #expect(key == card.body.deliveryKey.key)
        }
    }
}
