import Files
import Glibc
import Opening
import PackageFormat
import Sealing

/// A recipient's folder of keys, pins, cards and records.
public struct SiteVault: Custodian {
    public let folder: VaultFolder
    let passphrases: any PassphraseSource

    /// Opens the vault at `path`; passphrases are asked for when a key is needed, not before.
    public init(at path: String, passphrases: any PassphraseSource) throws(VaultError) {
        folder = try VaultFolder(at: path)
        self.passphrases = passphrases
    }

    /// Makes a vault with a new site key, or with `siteKey` where one is given.
    public static func create(
        at path: String, organisation: Line, site: Line, siteKey: consuming SigningKey?, hasPassphrase: Bool,
        passphrases: any PassphraseSource, now: Instant
    ) throws(VaultError) -> SiteVault {
        // Refused before a passphrase is asked for.
        guard access(path, F_OK) != 0 else { throw .exists(path: path) }
        let key = siteKey.take() ?? .random()
        let text = try keyText(
            of: key.seed, kind: .signing, comment: Line(typed: "\(organisation), \(site)"),
            hasPassphrase: hasPassphrase,
            passphrases: passphrases, purpose: "the site vault")
        try VaultFolder.create(at: path, organisation: organisation, site: site, siteKey: key.publicKey, keyText: text)
        let vault = try SiteVault(at: path, passphrases: passphrases)
        var entry = JournalEntry(.vaultMade, at: now)
        entry.key = vault.folder.siteKey
        try vault.append(entry, to: nil)
        return vault
    }

    static func keyText(
        of secret: borrowing SecretBytes, kind: KeyKind, comment: Line?, hasPassphrase: Bool,
        passphrases: any PassphraseSource, purpose: String
    ) throws(VaultError) -> SecretBytes {
        guard hasPassphrase else { return SecretKeyFile.text(of: secret, kind: kind, comment: comment) }
        let passphrase = try asking { () throws(PassphraseFailure) in try passphrases.newPassphrase(for: purpose) }
        do throws(KeyFileError) {
            return try SecretKeyFile.text(of: secret, kind: kind, comment: comment, lockedBy: passphrase)
        } catch { throw .key(error) }
    }

    static func asking(_ body: () throws(PassphraseFailure) -> SecretBytes) throws(VaultError) -> SecretBytes {
        do throws(PassphraseFailure) { return try body() } catch { throw .passphrase(error) }
    }

    public var organisation: Line { folder.identity.organisation }
    public var site: Line { folder.identity.site }
    public var siteKey: SigningPublicKey { folder.siteKey.key }

    // MARK: Custodian

    public func cards() throws(CustodianFailure) -> [CardBody] {
        let names: [String?]
        do throws(IOError) { names = try File(folder: folder.path + "/cards").names() } catch { throw .io(error) }
        var cards: [CardBody] = []
        let present = Set(names.compactMap { $0 })
        for name in present.sorted() where name.hasSuffix(".card") && present.contains("\(name.dropLast(5)).key") {
            cards.append(try card(at: folder.path + "/cards/" + name))
        }
        return cards
    }

    public func bind(_ card: Identifier, to package: Digest) throws(CustodianFailure) -> Digest? {
        let path = folder.bindingPath(card)
        do throws(IOError) {
            // Whoever gives the file its name first has bound the card.
            try writeNewFile(Array("\(package)\n".utf8), at: path, mode: 0o600)
            return nil
        } catch {
            guard error.code == EEXIST else { throw .io(error) }
        }
        guard let text = try contents(of: path), let bound = Digest(String(decoding: text, as: UTF8.self).trimmed)
        else {
            throw .damaged(path: path)
        }
        return bound == package ? nil : bound
    }

    /// The latest signing time of the packages that were opened here: it was held against the clock, so it has passed.
    public func lastRecordedTime(for provider: SigningKeyText) throws(CustodianFailure) -> Instant? {
        let path = folder.journalPath(provider)
        let entries: [JournalEntry]?
        do throws(IOError) { entries = try Journal(path: path).entries() } catch { throw .io(error) }
        guard let entries else { throw .damaged(path: path) }
        return entries.filter { $0.event == .opened }.compactMap(\.signedAt).max()
    }

    public func record(_ event: OpeningEvent, at now: Instant) throws(CustodianFailure) {
        do throws(IOError) {
            let journal = Journal(path: folder.journalPath(event.facts.provider))
            if case .received(let facts) = event, try journal.has(.received, of: facts.packageHash) { return }
            try journal.append(JournalEntry(event, at: now))
        } catch {
            // The folder of the journals belongs to every vault.
            guard error.code == ENOENT else { throw .io(error) }
            throw .damaged(path: folder.journalFolder)
        }
    }

    public func deliveryKey(for card: Identifier) throws(CustodianFailure) -> DeliveryKey {
        let path = folder.cardKeyPath(card)
        let key = try Self.deliveryKey(of: try scalar(at: path), path: path)
        // A key file that was put in another's place opens nothing, and must not be taken for the card's.
        guard try self.card(at: folder.cardPath(card)).deliveryKey.key == key.publicKey else {
            throw .damaged(path: path)
        }
        return key
    }

    private static func deliveryKey(
        of scalar: consuming SecretBytes, path: String
    ) throws(CustodianFailure) -> DeliveryKey {
        do throws(SealingError) { return try DeliveryKey(scalar: scalar) } catch { throw .damaged(path: path) }
    }

    private func scalar(at path: String) throws(CustodianFailure) -> SecretBytes {
        do throws(KeyFileError) {
            let file = try SecretKeyFile(at: path, expecting: .delivery)
            return try file.unlock(askingFrom: VaultPassphrase(source: passphrases, purpose: folder.purpose))
        } catch {
            switch error {
            case .wrongPassphrase: throw .wrongPassphrase
            case .passphraseUnavailable: throw .passphraseUnavailable
            case .interrupted: throw .interrupted
            case .io(let error): throw .io(error)
            case .readableByOthers: throw .key(error)
            default: throw .damaged(path: path)
            }
        }
    }

    private func card(at path: String) throws(CustodianFailure) -> CardBody {
        guard let text = try contents(of: path), let card = try? Card(parsing: text) else { throw .damaged(path: path) }
        return card.body
    }

    /// One passphrase for the whole vault, so it is asked for by the vault's name.
    private struct VaultPassphrase: PassphraseSource {
        let source: any PassphraseSource
        let purpose: String

        func passphrase(for _: String) throws(PassphraseFailure) -> SecretBytes {
            try source.passphrase(for: purpose)
        }

        func newPassphrase(for _: String) throws(PassphraseFailure) -> SecretBytes {
            try source.newPassphrase(for: purpose)
        }
    }

    private func contents(of path: String) throws(CustodianFailure) -> [UInt8]? {
        do throws(IOError) {
            let file = try File(reading: path, links: .refused)
            return try file.contents(cap: 1 << 20)
        } catch { throw .io(error) }
    }

    func append(_ entry: JournalEntry, to provider: SigningKeyText?) throws(VaultError) {
        try inVault { () throws(IOError) in try Journal(path: folder.journalPath(provider)).append(entry) }
    }
}
