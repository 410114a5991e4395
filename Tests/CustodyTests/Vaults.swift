import Files
import FoundationEssentials
import Glibc
import Opening
import PackageFormat
import Sealing
import TestCast

@testable import Custody

/// Gives one passphrase, or fails as told, and counts what was asked.
final class FakePassphrases: PassphraseSource {
    var word: String?
    var failure: PassphraseFailure = .unavailable
    var asked: [String] = []

    init(_ word: String? = nil) { self.word = word }

    func passphrase(for purpose: String) throws(PassphraseFailure) -> SecretBytes { try give(purpose) }
    func newPassphrase(for purpose: String) throws(PassphraseFailure) -> SecretBytes { try give("new: " + purpose) }

    private func give(_ purpose: String) throws(PassphraseFailure) -> SecretBytes {
        asked.append(purpose)
        guard let word else { throw failure }
        return SecretBytes(count: word.utf8.count) { $0.copyBytes(from: word.utf8) }
    }
}

/// A vault in a scratch folder.
final class VaultDesk {
    let scratch = Scratch()
    let passphrases = FakePassphrases()
    var path: String { scratch.path + "/vault" }
    let provider = KeyLine(signingKey(Who.provider).publicKey, comment: "Department A")

    @discardableResult func create(hasPassphrase: Bool = false) throws(VaultError) -> SiteVault {
        try SiteVault.create(
            at: path, organisation: Sample.organisation, site: Sample.site, siteKey: signingKey(Who.site),
            hasPassphrase: hasPassphrase, passphrases: passphrases, now: Sample.now)
    }

    func open() throws(VaultError) -> SiteVault { try SiteVault(at: path, passphrases: passphrases) }

    func card(in vault: SiteVault, holder: Line = Sample.person) throws(VaultError) -> Card {
        try vault.makeCard(
            reference: Sample.reference, holder: holder, provider: signer(Who.provider),
            useBy: Sample.now.advanced(bySeconds: 86_400), now: Sample.now)
    }

    /// Paths below the vault with their kinds and modes, in order.
    func tree() throws -> [String: String] {
        var found: [String: String] = [:]
        let names = try FileManager.default.subpathsOfDirectory(atPath: path)
        for name in names + [""] {
            var status = stat()
            lstat(path + "/" + name, &status)
            found[name] = String(status.st_mode & 0o7777, radix: 8)
        }
        return found
    }

    func text(_ name: String) -> String? { scratch.read("vault/" + name).map { String(decoding: $0, as: UTF8.self) } }
    func put(_ text: String, _ name: String) { scratch.write(Array(text.utf8), "vault/" + name) }

    func journal(_ provider: SigningKeyText? = signer(Who.provider)) -> String {
        "journal/" + (provider?.fingerprint.description ?? "site") + ".jsonl"
    }

    func lines(_ provider: SigningKeyText? = signer(Who.provider)) -> [String] {
        (text(journal(provider)) ?? "").split(separator: "\n").map(String.init)
    }
}

/// What a package says of itself in the record; `number` tells packages apart.
func facts(_ number: Int = 1, signedAt: Instant = Sample.signedAt, provider: UInt8 = Who.provider) throws
    -> PackageFacts
{
    let agreement = Sample.agreement { $0.provider.signingKey = signer(provider) }
    let terms = Terms(
        packageID: Sample.cardID(number + 100), createdAt: Sample.signedAt, supersedes: [], agreement: agreement,
        approvals: try CompleteApprovals(checking: [], of: agreement))
    let card = Sample.card(1, provider: provider)
    let secret = PackageSecret.random()
    let sealed = SealedSecret(bytes: try secret.sealed(to: card.body.deliveryKey.key))!
    let digest = Digest.of([UInt8(number)], as: .none)
    let envelope = Envelope(
        slots: [.init(card: card, sealed: sealed)], payloadLength: Count(1)!, indexRoot: digest, commitment: digest,
        contentBytesBound: Count(1)!, fileCountBound: Count(1)!, published: nil, signedAt: signedAt)
    let head = SealedHead(
        terms: terms, envelope: envelope,
        payloadOffset: SealedHead.payloadOffset(terms: terms, longestEnvelope: envelope),
        signedBy: signingKey(provider))
    return PackageFacts(try HeadBytes(head.bytes).signatureChecked().parsedWithoutPin(), card: card.body.cardID)
}
