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

    /// What a passphrase is asked for.
    var purpose: String { "the site vault of \(identity.site)" }
    var siteKeyPath: String { path + "/site.key" }
    public var sitePublicKeyPath: String { path + "/site.pub" }
    var pinsPath: String { path + "/pins.json" }
    var lockPath: String { path + "/lock" }
    func cardPath(_ card: Identifier) -> String { "\(path)/cards/\(card).card" }
    func cardKeyPath(_ card: Identifier) -> String { "\(path)/cards/\(card).key" }
    func bindingPath(_ card: Identifier) -> String { "\(path)/cards/\(card).package" }
    func journalPath(_ provider: SigningKeyText?) -> String {
        let name = provider.map { $0.fingerprint.description } ?? "site"
        return "\(journalFolder)/\(name).jsonl"
    }
    var journalFolder: String { path + "/journal" }

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
        (self.path, self.identity, self.siteKey) = (path, identity, siteKey)
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

    /// Makes a vault with the given site key text, whole or not at all.
    public static func create(
        at path: String, organisation: Line, site: Line, siteKey: SigningPublicKey, keyText: borrowing SecretBytes
    ) throws(VaultError) {
        let identity = Identity(version: Identity.currentVersion, organisation: organisation, site: site)
        let line = KeyLine(siteKey, comment: "\(organisation) \(site)").text
        do throws(IOError) {
            try makeParents(of: path)
            var staged = try StagedFolder(at: path, mode: 0o700)
            try put(CanonicalJSON.encode(identity), "vault.json", in: staged.folder)
            try put(Array("\(line)\n".utf8), "site.pub", in: staged.folder)
            let key = try File(creating: "site.key", in: staged.folder, mode: 0o600)
            try keyText.withBytes { (bytes) throws(IOError) in try key.write(bytes) }
            try staged.folder.makeFolder("cards", mode: 0o700)
            try staged.folder.makeFolder("journal", mode: 0o700)
            try staged.publish()
        } catch {
            guard error.code == EEXIST else { throw .io(error) }
            throw .exists(path: path)
        }
    }

    private static func put(_ bytes: [UInt8], _ name: String, in folder: borrowing File) throws(IOError) {
        let file = try File(creating: name, in: folder, mode: 0o600)
        try file.write(bytes)
    }
}
