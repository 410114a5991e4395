import CustodyLog
import Files
import Glibc
import Opening
import PackageFormat
import Sealing

/// What a vault keeps of one package that came to one of its cards: a folder under `holdings`, named by the package's hash.
///
/// `head` as received, `holding.json`, `copies/COPY.json` and `.catalogue` for each opened copy, `statements/DIGEST.statement`,
/// `certificates/N.certificate`.
public struct Holding: Sendable {
    struct Stored: Codable, Hashable, Sendable {
        let card: Identifier
        let receivedAt: Instant
        /// Files that were seen to hold the package, from the root.
        var packages: [String]

        enum CodingKeys: String, CodingKey {
            case card
            case receivedAt = "received_at"
            case packages
        }
    }

    public let path: String
    public let head: Head
    /// Whoever signed its head was pinned as provider when it came.
    public let standing: Standing
    public let statements: [ProviderStatement]
    /// Copies that are open, or whose opening was cut short.
    public let copies: [OpenedCopy]
    /// The last certificate made of it.
    public let certificate: DeletionCertificate?
    public let certificatePath: String?
    let stored: Stored

    public var packageHash: Digest { head.packageHash }
    public var packageID: Identifier { head.terms.packageID }
    public var card: Identifier { stored.card }
    public var receivedAt: Instant { stored.receivedAt }
    public var packages: [String] { stored.packages }
    public var provider: SigningKeyText { head.agreement.provider.signingKey }
    /// The agreement in force.
    public var agreement: Agreement { standing.agreement }

    var facts: PackageFacts { PackageFacts(head, card: card) }

    func event(_ type: EventType, at now: Instant) -> EventBody { EventBody(type, facts, at: now) }

    static let maximumFile = 64 << 20

    init(at path: String) throws(VaultError) {
        guard let bytes = try Self.read(path + "/head"),
            let head = try? HeadBytes(bytes).signatureChecked().parsedWithoutPin(),
            head.packageHash.description == splitPath(path).name
        else { throw .damaged(path: path + "/head") }
        try self.init(at: path, head: head)
    }

    /// `head` is the one that is kept there: with a thousand cards, it takes a while to read once more.
    init(at path: String, head: Head) throws(VaultError) {
        self.path = path
        guard let stored = try Self.stored(at: path) else { throw .damaged(path: path + "/holding.json") }
        var statements: [ProviderStatement] = []
        for name in try Self.names(path + "/statements", ending: ".statement") {
            guard let text = try Self.read("\(path)/statements/\(name)"),
                let statement = try? ProviderStatement(parsing: text)
            else { throw .damaged(path: "\(path)/statements/\(name)") }
            statements.append(statement)
        }
        var copies: [OpenedCopy] = []
        for name in try Self.names(path + "/copies", ending: ".json") {
            guard let text = try Self.read("\(path)/copies/\(name)"),
                let copy = try? CanonicalJSON.decode(OpenedCopy.self, from: text, cap: Self.maximumFile)
            else { throw .damaged(path: "\(path)/copies/\(name)") }
            copies.append(copy)
        }
        var certificate: DeletionCertificate?
        var certificatePath: String?
        if let last = try Self.names(path + "/certificates", ending: ".certificate").last {
            guard let text = try Self.read("\(path)/certificates/\(last)"),
                let found = try? DeletionCertificate(parsing: text)
            else { throw .damaged(path: "\(path)/certificates/\(last)") }
            certificate = found
            certificatePath = "\(path)/certificates/\(last)"
        }
        (self.head, self.stored, self.statements, self.copies) = (head, stored, statements, copies)
        (self.certificate, self.certificatePath) = (certificate, certificatePath)
        standing = Standing(of: head, statements: statements)
    }

    /// Nil where the package never came, and where a process was killed as it came.
    static func stored(at path: String) throws(VaultError) -> Stored? {
        guard let text = try read(path + "/holding.json") else { return nil }
        guard let stored = try? CanonicalJSON.decode(Stored.self, from: text, cap: maximumFile) else {
            throw .damaged(path: path + "/holding.json")
        }
        return stored
    }

    /// Entries of an opened copy; nil where it was cut short before they were known.
    func entries(of copy: Identifier) throws(VaultError) -> [CatalogueEntry]? {
        let path = "\(path)/copies/\(copy).catalogue"
        guard let bytes = try Self.read(path, cap: 1 << 30) else { return nil }
        var entries: [CatalogueEntry] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let entry = CatalogueEntry(line: line) else { throw .damaged(path: path) }
            entries.append(entry)
        }
        return entries
    }

    static func read(_ path: String, cap: Int = maximumFile) throws(VaultError) -> [UInt8]? {
        do throws(IOError) {
            let file = try File(reading: path, links: .refused)
            guard let bytes = try file.contents(cap: cap) else { throw IOError(.read, path, code: EFBIG) }
            return bytes
        } catch {
            guard error.code == ENOENT else { throw .io(error) }
            return nil
        }
    }

    static func names(_ folder: String, ending: String) throws(VaultError) -> [String] {
        do throws(IOError) {
            return try File(folder: folder).names().compactMap { $0 }.filter {
                $0.hasSuffix(ending) && !$0.hasPrefix(".")
            }
        } catch {
            guard error.code == ENOENT else { throw .io(error) }
            return []
        }
    }
}

extension EventBody {
    /// An event of one package.
    init(_ type: EventType, _ facts: PackageFacts, at now: Instant) {
        self.init(type, at: now)
        (packageID, packageHash, card) = (facts.packageID, facts.packageHash, facts.card)
        (reference, revision, signedAt) = (facts.reference, Count(facts.revision), facts.signedAt)
    }
}

extension SiteVault {
    /// Writes `bytes` into a holding's folder, whose folders are made where they are missing; replaces.
    func put(_ bytes: [UInt8], _ name: String, in holding: String) throws(IOError) {
        let path = joinPath(holding, name)
        try makeFolders(of: path)
        try bytes.withUnsafeBufferPointer { (buffer) throws(IOError) in
            try replaceFile(at: path, with: UnsafeRawBufferPointer(buffer), mode: folder.fileMode)
        }
    }

    /// Makes the folders above `path` that are missing.
    func makeFolders(of path: String) throws(IOError) {
        let (parent, _) = splitPath(path)
        guard access(parent, F_OK) != 0 else { return }
        try makeFolders(of: parent)
        let (above, name) = splitPath(parent)
        do throws(IOError) {
            let above = try File(folder: above)
            try above.makeFolder(name, mode: folder.isShared ? 0o770 : 0o700)
            try above.sync()
        } catch {
            guard error.code == EEXIST else { throw error }
        }
    }

    func removeFile(_ name: String, of holding: String) throws(VaultError) {
        let (parent, base) = splitPath(joinPath(holding, name))
        try inVault { () throws(IOError) in
            let folder = try File(folder: parent)
            guard try folder.status(of: base) != nil else { return }
            try folder.remove(base)
            try folder.sync()
        }
    }
}
