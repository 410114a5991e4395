import CustodyLog
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
    /// Given before `word`, each once.
    var words: [String] = []
    var failure: PassphraseFailure = .unavailable
    var asked: [String] = []

    init(_ word: String? = nil) { self.word = word }

    func passphrase(for purpose: String) throws(PassphraseFailure) -> SecretBytes { try give(purpose) }
    func newPassphrase(for purpose: String) throws(PassphraseFailure) -> SecretBytes { try give("new: " + purpose) }

    private func give(_ purpose: String) throws(PassphraseFailure) -> SecretBytes {
        asked.append(purpose)
        guard let word = words.isEmpty ? word : words.removeFirst() else { throw failure }
        return SecretBytes(count: word.utf8.count) { $0.copyBytes(from: word.utf8) }
    }
}

extension VaultSurroundings {
    static let test = VaultSurroundings(process: Line("unvault test, process 4711 of jdoe")!)
}

/// A vault in a scratch folder.
final class VaultDesk {
    let scratch = Scratch()
    let passphrases = FakePassphrases()
    var path: String { scratch.path + "/vault" }
    let provider = KeyLine(signingKey(Who.provider).publicKey, comment: "Department A")

    @discardableResult func create(
        hasPassphrase: Bool = false, group: String? = nil, now: Instant = Sample.now
    ) throws(VaultError) -> SiteVault {
        try SiteVault.create(
            at: path, organisation: Sample.organisation, site: Sample.site, siteKey: signingKey(Who.site),
            hasPassphrase: hasPassphrase, group: group, passphrases: passphrases, surroundings: .test, now: now)
    }

    func open() throws(VaultError) -> SiteVault {
        try SiteVault(at: path, passphrases: passphrases, surroundings: .test)
    }

    func card(in vault: SiteVault, holder: Line = Sample.person, now: Instant = Sample.now) throws(VaultError) -> Card {
        try vault.makeCard(
            reference: Sample.reference, holder: holder, provider: signer(Who.provider),
            useBy: now.advanced(bySeconds: 86_400), now: now)
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

    /// The folder of a log.
    func log(_ provider: SigningKeyText? = signer(Who.provider)) -> String {
        "logs/" + (provider?.fingerprint.description ?? "site")
    }

    func lines(_ provider: SigningKeyText? = signer(Who.provider)) -> [String] {
        (text(log(provider) + "/events.jsonl") ?? "").split(separator: "\n").map(String.init)
    }

    /// Events as they stand in the file, whatever they are worth.
    func events(_ provider: SigningKeyText? = signer(Who.provider)) throws -> [EventBody] {
        try lines(provider).map {
            try CanonicalJSON.decode(SignedEvent.self, from: Array($0.utf8), cap: SignedEvent.maximumLength).body
        }
    }

    func types(_ provider: SigningKeyText? = signer(Who.provider)) throws -> [EventType] {
        try events(provider).map(\.type)
    }
}

/// A head that was sent to `card`; `number` tells packages apart.
func head(
    _ number: Int = 1, card: Card = Sample.card(), others: [Card] = [], signedAt: Instant = Sample.signedAt,
    provider: UInt8 = Who.provider, _ change: (inout Agreement) -> Void = { _ in }
) throws -> (head: Head, bytes: HeadBytes) {
    let agreement = Sample.agreement {
        $0.provider.signingKey = signer(provider)
        change(&$0)
    }
    let terms = Terms(
        packageID: Sample.cardID(number + 100), createdAt: Sample.signedAt, supersedes: [], agreement: agreement,
        approvals: try CompleteApprovals(checking: [], of: agreement))
    let secret = PackageSecret.random()
    let digest = Digest.of([UInt8(number)], as: .none)
    let slots = try ([card] + others).map { card in
        Envelope.Slot(card: card, sealed: SealedSecret(bytes: try secret.sealed(to: card.body.deliveryKey.key))!)
    }
    let envelope = Envelope(
        slots: slots, payloadLength: Count(1)!, indexRoot: digest, commitment: digest, contentBytesBound: Count(1)!,
        fileCountBound: Count(1)!, published: nil, signedAt: signedAt)
    let sealed = SealedHead(
        terms: terms, envelope: envelope,
        payloadOffset: SealedHead.payloadOffset(terms: terms, longestEnvelope: CanonicalJSON.encode(envelope).count),
        signedBy: signingKey(provider))
    let bytes = try HeadBytes(sealed.bytes)
    return (try bytes.signatureChecked().parsedWithoutPin(), bytes)
}

/// What a package says of itself in the record.
func facts(_ number: Int = 1, signedAt: Instant = Sample.signedAt, provider: UInt8 = Who.provider) throws
    -> PackageFacts
{
    let card = Sample.card(1, provider: provider)
    let (head, _) = try head(number, card: card, signedAt: signedAt, provider: provider)
    return PackageFacts(head, card: card.body.cardID)
}
