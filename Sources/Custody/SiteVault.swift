import CustodyLog
import Files
import Glibc
import Opening
import PackageFormat
import Sealing

/// A recipient's folder of keys, pins, cards, holdings and logs.
public struct SiteVault {
    public let folder: VaultFolder
    let passphrases: any PassphraseSource
    let surroundings: VaultSurroundings
    let lock: VaultLock

    /// Opens the vault at `path`; passphrases are asked for when a key is needed, not before.
    public init(
        at path: String, passphrases: any PassphraseSource, surroundings: VaultSurroundings
    ) throws(VaultError) {
        folder = try VaultFolder(at: path)
        self.passphrases = passphrases
        self.surroundings = surroundings
        lock = VaultLock(at: folder.lockPath, mode: folder.fileMode)
    }

    /// Makes a vault with a new site key, or with `siteKey` where one is given. With `group`, it is shared by its members.
    public static func create(
        at path: String, organisation: Line, site: Line, siteKey: consuming SigningKey?, hasPassphrase: Bool,
        group: String?, passphrases: any PassphraseSource, surroundings: VaultSurroundings, now: Instant
    ) throws(VaultError) -> SiteVault {
        // Refused before a passphrase is asked for.
        guard access(path, F_OK) != 0 else { throw .exists(path: path) }
        var id: gid_t?
        if let group {
            id = groupID(named: group)
            guard id != nil else { throw .groupUnknown(group) }
        }
        let key = siteKey.take() ?? .random()
        let text = try keyText(
            of: key.seed, kind: .signing, comment: Line(typed: "\(organisation), \(site)"),
            hasPassphrase: hasPassphrase,
            passphrases: passphrases, purpose: "the site vault")
        try VaultFolder.create(
            at: path, organisation: organisation, site: site, siteKey: key, keyText: text, group: id, now: now)
        return try SiteVault(at: path, passphrases: passphrases, surroundings: surroundings)
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
}
