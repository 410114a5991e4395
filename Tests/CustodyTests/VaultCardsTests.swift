import Files
import Glibc
import Opening
import PackageFormat
import Pipelining
import Sealing
import Synchronization
import TestCast
import Testing

@testable import Custody

@Suite struct VaultCardsTests {
    private let desk = VaultDesk()

    @Test func aCardSaysWhatWasAsked() throws {
        let vault = try desk.create()
        let card = try desk.card(in: vault)
        let body = card.body
        #expect(body.organisation == Sample.organisation && body.site == Sample.site && body.holder == Sample.person)
        #expect(body.provider == signer(Who.provider) && body.reference == Sample.reference)
        #expect(body.madeAt == Sample.now && body.useBy == Sample.now.advanced(bySeconds: 86_400))
        #expect(try card.verified().signers == [signingKey(Who.site).publicKey])
        #expect(throws: Never.self) {
            try AgreedCard(checking: card, under: Sample.agreement(), at: Sample.now)
        }
        #expect(try vault.cards() == [body])
        #expect(try desk.types() == [.logStarted, .cardMade])
        #expect(try desk.events()[1].card == body.cardID)
    }

    @Test func eachCardHasItsOwnKey() throws {
        let vault = try desk.create()
        var keys: Set<DeliveryPublicKey> = []
        for _ in 0..<3 {
            let card = try desk.card(in: vault)
            keys.insert(card.body.deliveryKey.key)
            let key = try vault.deliveryKey(for: card.body.cardID).publicKey
            #expect(key == card.body.deliveryKey.key)
        }
        #expect(keys.count == 3)
        #expect(try desk.open().cards().count == 3)
    }

    @Test func onePassphraseLocksSiteAndCards() throws {
        desk.passphrases.word = "correct horse"
        let vault = try desk.create(hasPassphrase: true)
        let card = try desk.card(in: vault)
        // Once for the new vault, once for the card.
        #expect(desk.passphrases.asked == ["new: the site vault", "the site vault of Example House"])
        #expect(desk.text("site.key")?.contains("memory_kib") == true)
        #expect(desk.text("cards/\(card.body.cardID).key")?.contains("memory_kib") == true)
        let key = try vault.deliveryKey(for: card.body.cardID).publicKey
        #expect(key == card.body.deliveryKey.key)
        #expect(desk.passphrases.asked.last == "the site vault of Example House")

        desk.passphrases.word = "incorrect horse"
        #expect(throws: VaultError.key(.wrongPassphrase(path: desk.path + "/site.key"))) {
            try self.desk.card(in: vault)
        }
        #expect(failure(vault, card) == .wrongPassphrase)
        desk.passphrases.word = nil
        #expect(failure(vault, card) == .passphraseUnavailable)
        #expect(throws: VaultError.passphraseUnavailable) { try self.desk.card(in: vault) }
        desk.passphrases.failure = .interrupted
        #expect(failure(vault, card) == .interrupted)
        desk.passphrases.failure = .io(IOError(.read, "fd", code: EIO))
        #expect(failure(vault, card) == .io(IOError(.read, "fd", code: EIO)))
        #expect(try vault.cards().count == 1)
    }

    private func failure(_ vault: SiteVault, _ card: Card) -> CustodianFailure? {
        do throws(CustodianFailure) {
            _ = try vault.deliveryKey(for: card.body.cardID)
            return nil
        } catch { return error }
    }

    @Test func keysThatAreNotThereOrDamagedAreTold() throws {
        let vault = try desk.create()
        let card = try desk.card(in: vault)
        let name = "cards/\(card.body.cardID).key"
        let path = desk.path + "/" + name
        let text = try #require(desk.text(name))
        for damaged in [
            "", "x", text + "x", text.replacing("delivery", with: "signing"), text.replacing("/1 ", with: "/2 "),
        ] {
            desk.put(damaged, name)
            chmod(path, 0o600)
            #expect(failure(vault, card) == .damaged(path: path))
        }
        desk.put(text, name)
        chmod(path, 0o640)
        #expect(failure(vault, card) == .key(.readableByOthers(path: path, mode: 0o640)))
        chmod(path, 0o600)
        #expect(failure(vault, card) == nil)
        unlink(path)
        #expect(failure(vault, card) == .io(IOError(.open, path, code: ENOENT)))
    }

    @Test func theKeyOfAnotherCardIsNotHandedOut() throws {
        let vault = try desk.create()
        let (first, second) = (try desk.card(in: vault), try desk.card(in: vault))
        let place = desk.path + "/cards/\(first.body.cardID).key"
        rename(desk.path + "/cards/\(second.body.cardID).key", place)
        #expect(failure(vault, first) == .damaged(path: place))
    }

    @Test func aSiteKeyThatIsNotThatOfTheVaultSignsNothing() throws {
        let vault = try desk.create()
        let other = SecretKeyFile.text(of: signingKey(Who.otherSite).seed, kind: .signing, comment: nil)
        unlink(desk.path + "/site.key")
        try other.writeKeyFile(at: desk.path + "/site.key")
        #expect(throws: VaultError.damaged(path: desk.path + "/site.key")) { try self.desk.card(in: vault) }
    }

    @Test func damagedCardsAreTold() throws {
        let vault = try desk.create()
        let card = try desk.card(in: vault)
        let name = "cards/\(card.body.cardID).card"
        let text = try #require(desk.text(name))
        for damaged in ["", String(text.dropLast(2)), text.replacing("/1 card", with: "/1 approval")] {
            desk.put(damaged, name)
            #expect(throws: CustodianFailure.damaged(path: desk.path + "/" + name)) { try vault.cards() }
        }
        // What is left of an interrupted write is no card.
        desk.put(text, name)
        desk.put("torn", "cards/.x.card.1.partial")
        #expect(try vault.cards().count == 1)
    }

    @Test func aCardBindsToItsFirstPackage() throws {
        let vault = try desk.create()
        let card = Sample.cardID(1)
        let (first, second) = (Digest.of([1], as: .none), Digest.of([2], as: .none))
        #expect(try vault.bind(card, to: first) == nil)
        #expect(try vault.bind(card, to: first) == nil)
        #expect(try vault.bind(card, to: second) == first)
        #expect(try desk.open().bind(card, to: second) == first)
        #expect(try vault.bind(Sample.cardID(2), to: second) == nil)
        for text in ["", "nonsense\n", "\(first)".dropLast() + "\n"] {
            desk.put(text, "cards/\(card).package")
            #expect(throws: CustodianFailure.damaged(path: desk.path + "/cards/\(card).package")) {
                try vault.bind(card, to: first)
            }
        }
    }

    /// Not to be written is another fault than to be bound already, or damaged. In a process of its own, which writes no more.
    @Test func aBindingThatCannotBeWrittenIsNoDamage() async {
        await #expect(processExitsWith: .success) {
            let desk = VaultDesk()
            let vault = try desk.create()
            signal(SIGXFSZ, SIG_IGN)
            let size = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
            var limit = rlimit()
            getrlimit(size, &limit)
            var none = rlimit(rlim_cur: 0, rlim_max: limit.rlim_max)
            try #require(setrlimit(size, &none) == 0)
            let failure = #expect(throws: CustodianFailure.self) {
                try vault.bind(Sample.cardID(1), to: Digest.of([1], as: .none))
            }
            setrlimit(size, &limit)
            guard case .io(let error) = failure else {
                Issue.record("\(String(describing: failure)) in \(desk.path)")
                return
            }
            #expect(error.code == EFBIG)
        }
    }

    @Test func ofTwoThatBindAtOnceOneWins() throws {
        try desk.create()
        let path = desk.path
        for round in 0..<50 {
            let results = Mutex([Digest: Digest?]())
            let threads = ([1, 2] as [UInt8]).map { number in
                WorkerThread {
                    do {
                        let vault = try SiteVault(at: path, passphrases: FakePassphrases(), surroundings: .test)
                        let package = Digest.of([number], as: .none)
                        let other = try vault.bind(Sample.cardID(round), to: package)
                        results.withLock { $0[package] = .some(other) }
                    } catch { Issue.record("\(error)") }
                }
            }
            for thread in threads { thread.join() }
            let (first, second) = (Digest.of([1], as: .none), Digest.of([2], as: .none))
            let found = results.withLock { $0 }
            #expect(found == [first: nil, second: first] || found == [first: second, second: nil])
        }
    }
}
