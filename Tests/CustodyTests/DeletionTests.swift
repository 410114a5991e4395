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

@Suite struct DeletionTests {
    private let desk = VaultDesk()

    @Test func everythingGoesAndTheCertificateSaysSo() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.open(in: vault)
        let (certificate, path, _) = try vault.delete(
            delivery.holding(in: vault), request: .test { $0.declaration = Prose("No copies were made.")! },
            witness: nil)
        #expect(certificate.result == .complete)
        for name in ["copy", "received-1.mvault"] { #expect(!delivery.isThere(name)) }
        #expect(!delivery.hasKey)
        let body = certificate.body
        #expect(
            certificate.results == [
                "delivery-key erased", "folder erased", "folder erased", "opened-file erased", "opened-file erased",
                "opened-file erased", "package erased",
            ])
        #expect(body.objectCount.value == body.objects.count)
        #expect(body.objects.filter { $0.kind.description == "opened-file" }.allSatisfy { $0.matched == true })
        #expect(
            body.key.result.description == "destroyed" && body.key.opensNoMore && body.key.card == delivery.facts.card)
        #expect(body.packageHash == delivery.facts.packageHash && body.provider == signer(Who.provider))
        #expect(body.person?.name == Sample.person && body.person?.title == Line("Data manager")!)
        #expect(body.declaration == Prose("No copies were made.")! && !body.isUnattended && !body.wasInterrupted)
        #expect(body.methodType.description == "clear" && !body.media.isEmpty)
        #expect(certificate.siteKey == vault.siteKey && certificate.witnesses.isEmpty)
        #expect(body.checkpoint?.checkpoint.log == (try desk.events()[0].log))
        for caveat in ["key-backups-unknown", "vault-backup-possible", "key-without-passphrase"] {
            #expect(certificate.caveats.contains(caveat), "\(caveat)")
        }
        #expect(certificate.caveats == certificate.caveats.sorted())

        #expect(try desk.types().suffix(3) == [.deletionIntended, .keyDestroyed, .deleted])
        let outcome = try #require(try desk.events().last)
        #expect(outcome.code?.description == "complete" && outcome.person == Sample.person)
        #expect(outcome.statement == Digest.of(certificate.text, as: FormatTag.statement))
        // Kept, and with it what the path hashes stand for.
        #expect(try DeletionCertificate(parsing: try #require(read(path))) == certificate)
        let objects = try #require(read(path.replacing(".certificate", with: ".objects")))
        let first = try #require(objects.split(separator: 10).first)
        let object = try CanonicalJSON.decode(ErasedObject.self, from: first, cap: 1 << 16)
        #expect(
            body.objects[0].pathHash == CertificateBody.pathHash(object.path, in: body.certificateID))
        #expect(try vault.cards().isEmpty)
        #expect(try vault.verifyLogs().count == 2)
    }

    private func read(_ path: String) -> [UInt8]? {
        desk.scratch.read(String(path.dropFirst(desk.scratch.path.count + 1)))
    }

    @Test func noTraceOfTheContentStaysBeside() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.open(in: vault)
        let key = try #require(desk.text("cards/\(delivery.facts.card).key"))
        let canary = try #require(key.split(separator: "\n").last.map(String.init))
        _ = try vault.delete(delivery)
        for name in try #require(try? desk.scratch.files()) {
            let text = String(decoding: desk.scratch.read(name) ?? [], as: UTF8.self)
            #expect(!text.contains("1,100\n2,200") && !text.contains(canary), "\(name)")
        }
    }

    @Test func changedAddedAndMissingFilesMakeItPartial() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.open(in: vault)
        desk.scratch.write([9], "copy/data/households.csv")
        desk.scratch.write([1], "copy/added.csv")
        unlink(desk.scratch.path + "/copy/empty.txt")
        let certificate = try vault.delete(delivery)
        #expect(certificate.result == .partial)
        #expect(
            certificate.results.filter { !$0.hasPrefix("folder") } == [
                "delivery-key erased", "derived-file kept", "opened-file erased", "opened-file kept",
                "opened-file missing", "package erased",
            ])
        #expect(certificate.body.objects.first { $0.result.description == "kept" && $0.matched == false } != nil)
        #expect(certificate.caveats.contains("derived-files-kept"))
        // The key is gone all the same.
        #expect(!delivery.hasKey && certificate.body.key.opensNoMore)
        #expect(try delivery.holding(in: vault).copies.count == 1)
    }

    /// What one run left, another erases; its certificate tells of all, each object once.
    @Test func aSecondRunTellsOfTheFirst() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.open(in: vault)
        desk.scratch.write([9], "copy/data/households.csv")
        desk.scratch.write([1], "copy/added.csv")
        let first = try vault.delete(delivery)
        #expect(first.result == .partial)
        let second = try vault.delete(delivery, .test { $0.includesDerived = true })
        #expect(second.result == .complete, "\(second.results)")
        #expect(second.body.includesDerived && !second.body.wasInterrupted)
        let hashes = second.body.objects.map(\.pathHash)
        #expect(Set(hashes).count == hashes.count)
        for kind in ["opened-file erased", "derived-file erased", "package erased"] {
            #expect(second.results.contains(kind), "\(kind)")
        }
        #expect(second.results.count { $0 == "opened-file erased" } == 3)
        #expect(second.body.key.result.description == "destroyed")
        #expect(!second.caveats.contains("package-not-found") && !second.caveats.contains("derived-files-kept"))
        #expect(try delivery.holding(in: vault).certificate == second)
        #expect(!delivery.isThere("copy"))
        // A third finds nothing to do, and says the same.
        let third = try vault.delete(delivery)
        #expect(third.result == .complete && third.body.certificateID != second.body.certificateID)
    }

    @Test func aFileThatIsMissingIsAccountedForByAPerson() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.open(in: vault)
        unlink(desk.scratch.path + "/copy/empty.txt")
        #expect(try vault.delete(delivery, .test { $0.includesDerived = true }).result == .complete)
    }

    @Test func aPackageThatMovedDoesNotCount() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        rename(delivery.package, desk.scratch.path + "/elsewhere.mvault")
        // Another package in its place is not touched.
        let (_, other) = try head(9)
        desk.scratch.write(other.bytes + [1, 2, 3], "received-1.mvault")
        let certificate = try vault.delete(delivery)
        #expect(certificate.result == .complete && certificate.caveats.contains("package-not-found"))
        #expect(certificate.results == ["delivery-key erased", "package missing"])
        #expect(delivery.isThere("elsewhere.mvault") && delivery.isThere("received-1.mvault"))
    }

    @Test func everyPlaceWhereThePackageWasSeenCounts() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let second = desk.scratch.path + "/second.mvault"
        desk.scratch.write(try #require(desk.scratch.read("received-1.mvault")), "second.mvault")
        try vault.keep(delivery.bytes, of: delivery.facts, at: second, on: Sample.now)
        try vault.keep(delivery.bytes, of: delivery.facts, at: second, on: Sample.now)
        #expect(try delivery.holding(in: vault).packages == [delivery.package, second])
        #expect(try vault.delete(delivery).results.count { $0 == "package erased" } == 2)
        #expect(!delivery.isThere("second.mvault") && !delivery.isThere("received-1.mvault"))
    }

    @Test func whatElseIsNamedGoesToo() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        _ = desk.scratch.folder("results/deep")
        for name in ["results/deep/a.csv", "results/b.csv", "table.csv"] { desk.scratch.write([1, 2], name) }
        let also = ["results", "table.csv", "none.csv", "no/such/file"].map { desk.scratch.path + "/" + $0 }
        let certificate = try vault.delete(delivery, .test { $0.also = also })
        #expect(certificate.results.count { $0 == "derived-file erased" } == 3)
        #expect(certificate.results.count { $0.hasSuffix(" missing") } == 2)
        #expect(!delivery.isThere("results") && !delivery.isThere("table.csv"))
        // What was named and is not there is missing.
        #expect(certificate.result == .partial)
    }

    @Test func aLinkIsNotFollowed() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.open(in: vault)
        desk.scratch.write([1], "precious")
        symlink(desk.scratch.path + "/precious", desk.scratch.path + "/copy/link")
        let certificate = try vault.delete(delivery, .test { $0.also = [self.desk.scratch.path + "/copy/link"] })
        #expect(desk.scratch.read("precious") == [1] && certificate.result == .partial)
    }

    @Test func aWitnessSignsToo() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let key: SigningKey? = signingKey(Who.officer)
        let certificate = try vault.delete(delivery.holding(in: vault), request: .test(), witness: key).certificate
        #expect(certificate.witnesses == [signer(Who.officer).key])
    }

    /// The site key is no witness of itself: told before anything is erased.
    @Test func theSiteIsNoWitnessOfItself() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let key: SigningKey? = signingKey(Who.site)
        #expect(throws: VaultError.self) {
            try vault.delete(delivery.holding(in: vault), request: .test(), witness: key)
        }
        #expect(delivery.hasKey && delivery.isThere("received-1.mvault"))
    }

    @Test func aKeyWithAPassphraseHasNoCaveat() throws {
        desk.passphrases.word = "correct horse"
        let vault = try desk.create(hasPassphrase: true)
        let delivery = try Delivery(desk, in: vault)
        let certificate = try vault.delete(delivery)
        #expect(certificate.body.key.hadPassphrase == true && !certificate.caveats.contains("key-without-passphrase"))
        #expect(certificate.body.key.opensNoMore && certificate.result == .complete)
    }

    /// The passphrase is needed for the site key, before anything is erased.
    @Test func withoutThePassphraseNothingIsErased() throws {
        desk.passphrases.word = "correct horse"
        let vault = try desk.create(hasPassphrase: true)
        let delivery = try Delivery(desk, in: vault)
        desk.passphrases.word = "incorrect horse"
        let before = desk.lines()
        #expect(throws: VaultError.self) { try vault.delete(delivery) }
        #expect(delivery.hasKey && delivery.isThere("received-1.mvault") && desk.lines() == before)
        // A sweep needs none.
        let recalled = try vault.delete(delivery.holding(in: vault), request: .test(by: nil), witness: nil).certificate
        #expect(recalled.result == .complete && recalled.body.isUnattended && recalled.body.person == nil)
        #expect(try desk.events().last?.isUnattended == true)
    }

    @Test func otherRecipientsAreACaveat() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault, others: [Sample.card(9)])
        #expect(try vault.delete(delivery).caveats.contains("other-recipients"))
    }

    @Test func whatIsDestroyedIsTried() throws {
        let vault = try desk.create()
        let mine = try desk.card(in: vault)
        let also = try desk.card(in: vault)
        // The package was sealed to two cards of this vault: the other key opens it still.
        let delivery = try Delivery(desk, in: vault, card: mine, others: [also])
        let certificate = try vault.delete(delivery)
        #expect(certificate.result == .failed && !certificate.body.key.opensNoMore)
        #expect(certificate.body.key.result.description == "destroyed")
    }

    /// The same key under another card's name, without a passphrase, is found by trying it.
    @Test func aCopyOfTheKeyInTheVaultIsFound() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        desk.put(try #require(desk.text("cards/\(delivery.facts.card).key")), "cards/\(Sample.cardID(99)).key")
        let certificate = try vault.delete(delivery)
        #expect(certificate.result == .failed && !certificate.body.key.opensNoMore)
    }

    @Test func aKeyThatTwoPackagesShareIsKept() throws {
        let vault = try desk.create()
        let card = try desk.card(in: vault)
        let (one, two) = (
            try Delivery(desk, in: vault, number: 1, card: card), try Delivery(desk, in: vault, number: 2, card: card)
        )
        let first = try vault.delete(one)
        #expect(first.body.key.result.description == "shared" && first.caveats.contains("key-shared"))
        #expect(first.result == .failed && two.hasKey)
        #expect(try vault.delete(two).body.key.result.description == "shared")
    }
}

extension Scratch {
    /// Regular files below it.
    fileprivate func files() throws -> [String] {
        try FileManagerListing.files(below: path)
    }
}
