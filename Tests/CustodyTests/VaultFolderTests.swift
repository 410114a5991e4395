import CustodyLog
import Files
import Glibc
import PackageFormat
import Sealing
import TestCast
import Testing

@testable import Custody

@Suite struct VaultFolderTests {
    private let desk = VaultDesk()

    /// In a process of its own, as each test that sets the mask of new files: it belongs to all tests of one.
    @Test func aNewVaultIsWholeAndPrivate() async {
        await #expect(processExitsWith: .success) {
            let desk = VaultDesk()
            umask(0)
            let vault = try desk.create()
            try vault.trust(desk.provider, as: .provider, demanding: [], now: Sample.now)
            let card = try desk.card(in: vault)
            let id = card.body.cardID
            let bound = try vault.bind(id, to: facts().packageHash)
            #expect(bound == nil)
            let delivery = try Delivery(desk, in: vault, card: card)
            desk.scratch.append("torn", "vault/" + desk.log() + "/events.jsonl")
            let copy = try delivery.open(in: vault)
            let place = "holdings/\(delivery.facts.packageHash)"
            let log = desk.log()
            #expect(
                try desk.tree() == [
                    "": "700", "cards": "700", "logs": "700", "holdings": "700", "vault.json": "600", "site.key": "600",
                    "site.pub": "600", "ledger.key": "600", "ledger.endorsement": "600", "pins.json": "600",
                    "lock": "600", "cards/\(id).card": "600", "cards/\(id).key": "600", "cards/\(id).package": "600",
                    "logs/site": "700", "logs/site/events.jsonl": "600", "logs/site/checkpoint": "600", log: "700",
                    log + "/events.jsonl": "600", log + "/checkpoint": "600", log + "/torn": "600", place: "700",
                    place + "/head": "600", place + "/holding.json": "600", place + "/copies": "700",
                    place + "/copies/\(copy.copy).json": "600", place + "/copies/\(copy.copy).catalogue": "600",
                ])
        }
    }

    @Test func itKnowsWhoItIs() throws {
        try desk.create()
        let vault = try desk.open()
        #expect(vault.organisation == Sample.organisation && vault.site == Sample.site)
        #expect(vault.siteKey == signingKey(Who.site).publicKey)
        #expect(
            desk.text("vault.json")
                == #"{"microvault_site_vault":1,"organisation":"Department B","site":"Example House"}"#)
        #expect(desk.text("site.pub")?.hasPrefix("\(signer(Who.site)) Department B") == true)
        #expect(try desk.types(nil) == [.logStarted])
        let endorsement = try #require(try desk.events(nil)[0].endorsement)
        #expect(try endorsement.verified().signers == [signingKey(Who.site).publicKey])
        #expect(desk.passphrases.asked.isEmpty)
    }

    @Test func foldersAboveItAreMade() throws {
        let path = desk.scratch.path + "/a/b/vault"
        _ = try SiteVault.create(
            at: path, organisation: Sample.organisation, site: Sample.site, siteKey: nil, hasPassphrase: false,
            group: nil, passphrases: desk.passphrases, surroundings: .test, now: Sample.now)
        #expect(try File(folder: desk.scratch.path + "/a/b").status().mode == 0o700)
    }

    @Test func keysAreNewUnlessGiven() throws {
        var keys: Set<SigningPublicKey> = []
        for name in ["one", "two"] {
            let vault = try SiteVault.create(
                at: desk.scratch.path + "/" + name, organisation: Sample.organisation, site: Sample.site, siteKey: nil,
                hasPassphrase: false, group: nil, passphrases: desk.passphrases, surroundings: .test, now: Sample.now)
            keys.insert(vault.siteKey)
        }
        #expect(keys.count == 2)
    }

    @Test func whatIsThereIsNotReplaced() throws {
        mkdir(desk.path, 0o700)
        #expect(throws: VaultError.exists(path: desk.path)) { try self.desk.create(hasPassphrase: true) }
        rmdir(desk.path)
        symlink("nowhere", desk.path)
        // Asked for before the place is looked at closely, or not: nothing is made either way.
        #expect(throws: VaultError.exists(path: desk.path)) { try self.desk.create() }
        #expect(desk.passphrases.asked.isEmpty)
    }

    @Test func aPassphraseThatDoesNotComeLeavesNothing() {
        for failure in [PassphraseFailure.unavailable, .interrupted, .twoDiffer, .empty] {
            desk.passphrases.failure = failure
            #expect(throws: VaultError.passphrase(failure)) { try self.desk.create(hasPassphrase: true) }
            #expect(access(desk.path, F_OK) != 0)
        }
        #expect(desk.passphrases.asked.first == "new: the site vault")
    }

    @Test func otherFoldersAreNoVaults() throws {
        #expect(throws: VaultError.missing(path: desk.path)) { try desk.open() }
        mkdir(desk.path, 0o700)
        #expect(throws: VaultError.missing(path: desk.path)) { try desk.open() }
        for text in ["", "{}", "[]", "microvault", #"{"microvault_site_vault":"1"}"#] {
            desk.put(text, "vault.json")
            #expect(throws: VaultError.notAVault(path: desk.path)) { try desk.open() }
        }
    }

    @Test func aNewerVaultIsToldAsSuch() throws {
        try desk.create()
        let text = try #require(desk.text("vault.json"))
        desk.put(text.replacing(":1,", with: ":2,"), "vault.json")
        #expect(throws: VaultError.newerVersion(path: desk.path)) { try desk.open() }
    }

    @Test func aPublicKeyThatIsDamagedIsTold() throws {
        try desk.create()
        let line = try #require(desk.text("site.pub"))
        for text in [
            "", String(line.dropFirst()), line.replacing("signing", with: "delivery"), "microvault-signing AAAA\n",
        ] {
            desk.put(text, "site.pub")
            #expect(throws: VaultError.damaged(path: desk.path + "/site.pub")) { try desk.open() }
        }
        unlink(desk.path + "/site.pub")
        #expect(throws: VaultError.damaged(path: desk.path + "/site.pub")) { try desk.open() }
    }

    @Test func anEndorsementThatIsNotTheSitesIsTold() throws {
        try desk.create()
        let text = try #require(desk.text("ledger.endorsement"))
        let strange = LedgerEndorsement(
            LedgerKeyBody(
                organisation: Sample.organisation, site: Sample.site, ledgerKey: signer(Who.stranger),
                madeAt: Sample.now), signedBy: signingKey(Who.stranger))
        for other in [
            "", text.replacing("Example House", with: "Other House"), String(decoding: strange.text, as: UTF8.self),
        ] {
            desk.put(other, "ledger.endorsement")
            #expect(throws: VaultError.damaged(path: desk.path + "/ledger.endorsement")) { try desk.open() }
        }
    }

    @Test func aLedgerKeyThatIsNotTheEndorsedOneRecordsNothing() throws {
        let vault = try desk.create()
        let other = SecretKeyFile.text(of: signingKey(Who.stranger).seed, kind: .signing, comment: nil)
        unlink(desk.path + "/ledger.key")
        #expect(throws: VaultError.damaged(path: desk.path + "/ledger.key")) {
            try vault.trust(self.desk.provider, as: .provider, demanding: [], now: Sample.now)
        }
        try other.writeKeyFile(at: desk.path + "/ledger.key")
        #expect(throws: VaultError.damaged(path: desk.path + "/ledger.key")) {
            try vault.trust(self.desk.provider, as: .provider, demanding: [], now: Sample.now)
        }
        #expect(try vault.pins().all.isEmpty)
    }

    @Test func linksInTheVaultAreNotFollowed() throws {
        try desk.create()
        rename(desk.path + "/vault.json", desk.scratch.path + "/elsewhere.json")
        symlink("../elsewhere.json", desk.path + "/vault.json")
        #expect(throws: VaultError.io(IOError(.open, desk.path + "/vault.json", code: ELOOP))) { try desk.open() }
    }
}
