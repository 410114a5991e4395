import CustodyLog
import Files
import Glibc
import PackageFormat
import Sealing

/// Where the parts of a site vault lie (ARCHITECTURE.md, "Site vault").
public struct VaultFolder: Sendable {
    /// Organisation and site, as the agreements name them.
    public struct Identity: Codable, Hashable, Sendable {
        static let currentVersion = 1
        let version: Int
        public let organisation: Line
        public let site: Line

        enum CodingKeys: String, CodingKey {
            case version = "microvault_site_vault"
            case organisation, site
        }
    }

    public let path: String
    public let identity: Identity
    public let siteKey: SigningKeyText
    /// The site's word for the ledger key.
    public let endorsement: LedgerEndorsement
    /// Shared by a group: its members read and write it.
    public let isShared: Bool

    /// Of the files in it.
    var fileMode: mode_t { isShared ? 0o660 : 0o600 }
    var folderMode: mode_t { isShared ? 0o2770 : 0o700 }

    /// What a passphrase is asked for.
    var purpose: String { "the site vault of \(identity.site)" }
    var siteKeyPath: String { path + "/site.key" }
    public var sitePublicKeyPath: String { path + "/site.pub" }
    var pinsPath: String { path + "/pins.json" }
    var lockPath: String { path + "/lock" }
    var cardsFolder: String { path + "/cards" }
    func cardPath(_ card: Identifier) -> String { "\(cardsFolder)/\(card).card" }
    func cardKeyPath(_ card: Identifier) -> String { "\(cardsFolder)/\(card).key" }
    func bindingPath(_ card: Identifier) -> String { "\(cardsFolder)/\(card).package" }
    var ledgerKeyPath: String { path + "/ledger.key" }
    func logPath(_ provider: SigningKeyText?) -> String {
        "\(logsFolder)/\(provider.map { $0.fingerprint.description } ?? Self.siteLog)"
    }
    /// The folder of the log of what concerns no provider.
    static let siteLog = "site"
    var logsFolder: String { path + "/logs" }
    var holdingsFolder: String { path + "/holdings" }
    func holdingPath(_ package: Digest) -> String { "\(holdingsFolder)/\(package)" }

    /// Opens the vault at `path`.
    public init(at path: String) throws(VaultError) {
        guard let bytes = try Self.read(path + "/vault.json", vault: path) else { throw .missing(path: path) }
        let status = try inVault { () throws(IOError) in try File(folder: path).status() }
        guard status.mode & 0o002 == 0 else { throw .writableByOthers(path: path) }
        guard let identity = try? CanonicalJSON.decode(Identity.self, from: bytes, cap: 1 << 16) else {
            throw .notAVault(path: path)
        }
        guard identity.version == Identity.currentVersion else { throw .newerVersion(path: path) }
        guard let line = try Self.read(path + "/site.pub", vault: path),
            let key = try? KeyLine(parsing: String(decoding: line, as: UTF8.self).trimmed, expecting: .signing),
            let siteKey = SigningKeyText(key.bare)
        else { throw .damaged(path: path + "/site.pub") }
        let statement = path + "/ledger.endorsement"
        guard let text = try Self.read(statement, vault: path), let endorsement = try? LedgerEndorsement(parsing: text),
            let verified = try? endorsement.verified(), verified.signers == [siteKey.key],
            endorsement.body.organisation == identity.organisation, endorsement.body.site == identity.site
        else { throw .damaged(path: statement) }
        (self.path, self.identity, self.siteKey, self.endorsement) = (path, identity, siteKey, endorsement)
        isShared = status.mode & 0o070 == 0o070
        // Members of the group must be able to write what this process makes.
        if isShared { umask(0o007) }
    }

    private static func read(_ path: String, vault: String) throws(VaultError) -> [UInt8]? {
        do throws(IOError) {
            let file = try File(reading: path, links: .refused)
            return try file.contents(cap: 1 << 16)
        } catch {
            guard error.code == ENOENT else { throw .io(error) }
            return nil
        }
    }

    /// Makes a vault with the given site key text, whole or not at all. The ledger key is made here, endorsed by the site
    /// key; the site's own log begins with it. With `group`, the vault is that group's.
    public static func create(
        at path: String, organisation: Line, site: Line, siteKey: borrowing SigningKey,
        keyText: borrowing SecretBytes, group: gid_t?, now: Instant
    ) throws(VaultError) {
        let identity = Identity(version: Identity.currentVersion, organisation: organisation, site: site)
        let line = KeyLine(siteKey.publicKey, comment: "\(organisation) \(site)").text
        let ledger = SigningKey.random()
        let ledgerText = SecretKeyFile.text(of: ledger.seed, kind: .signing, comment: Line(typed: "ledger of \(site)"))
        let endorsement = LedgerEndorsement(
            LedgerKeyBody(
                organisation: organisation, site: site, ledgerKey: SigningKeyText(ledger.publicKey), madeAt: now),
            signedBy: siteKey)
        let mode: mode_t = group == nil ? 0o600 : 0o660
        if group != nil { umask(0o007) }
        do throws(IOError) {
            try makeParents(of: path)
            var staged = try StagedFolder(at: path, mode: 0o700)
            guard try staged.folder.status().mode & 0o077 == 0 else { throw IOError(.create, path, code: ENOTSUP) }
            try share(staged.folder, with: group)
            try put(CanonicalJSON.encode(identity), "vault.json", in: staged.folder, mode)
            try put(Array("\(line)\n".utf8), "site.pub", in: staged.folder, mode)
            try put(endorsement.text, "ledger.endorsement", in: staged.folder, mode)
            try put(keyText, "site.key", in: staged.folder, mode)
            try put(ledgerText, "ledger.key", in: staged.folder, mode)
            for name in ["cards", "logs", "holdings"] {
                try staged.folder.makeFolder(name, mode: 0o700)
                try share(try File(folder: name, in: staged.folder), with: group)
            }
            // There from the first moment on: a vault without it has lost it.
            let log = EventLog(at: staged.stagingPath + "/logs/\(siteLog)", ledger: ledger.publicKey, mode: mode)
            try begin(log, endorsedBy: endorsement, at: now, signedBy: ledger)
            try staged.publish()
        } catch {
            switch error.code {
            case EEXIST: throw .exists(path: path)
            case ENOTSUP where error.path == path: throw .rightsNotKept(path: path)
            default: throw .io(error)
            }
        }
    }

    private static func begin(
        _ log: EventLog, endorsedBy endorsement: LedgerEndorsement, at now: Instant, signedBy key: borrowing SigningKey
    ) throws(IOError) {
        var first = EventBody(.logStarted, at: now)
        first.endorsement = endorsement
        let event = first
        do throws(LogError) { try log.create(event, signedBy: key) } catch {
            guard case .io(let error) = error else { preconditionFailure("a log that is being made is not damaged") }
            throw error
        }
    }

    /// What is made in a folder with the set-group-ID bit belongs to its group.
    private static func share(_ folder: borrowing File, with group: gid_t?) throws(IOError) {
        guard let group else { return }
        try folder.setGroup(group)
        try folder.setMode(0o2770)
    }

    private static func put(
        _ bytes: [UInt8], _ name: String, in folder: borrowing File, _ mode: mode_t
    ) throws(IOError) {
        let file = try File(creating: name, in: folder, mode: mode)
        try file.write(bytes)
    }

    private static func put(
        _ secret: borrowing SecretBytes, _ name: String, in folder: borrowing File, _ mode: mode_t
    ) throws(IOError) {
        let file = try File(creating: name, in: folder, mode: mode)
        try secret.withBytes { (bytes) throws(IOError) in try file.write(bytes) }
    }
}
