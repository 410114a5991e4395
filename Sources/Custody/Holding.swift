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
        self.path = path
        guard let bytes = try Self.read(path + "/head"), let text = try Self.read(path + "/holding.json"),
            let stored = try? CanonicalJSON.decode(Stored.self, from: text, cap: Self.maximumFile),
            let head = try? HeadBytes(bytes).signatureChecked().parsedWithoutPin(),
            head.packageHash.description == splitPath(path).name
        else { throw .damaged(path: path) }
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

    /// Entries of an opened copy; nil where it was cut short before they were known.
    func entries(of copy: Identifier) throws(VaultError) -> [CatalogueEntry]? {
        let path = "\(path)/copies/\(copy).catalogue"
        guard let bytes = try Self.read(path, cap: 1 << 30) else { return nil }
        var entries: [CatalogueEntry] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let entry = try? CanonicalJSON.decode(CatalogueEntry.self, from: line, cap: 1 << 16) else {
                throw .damaged(path: path)
            }
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
    /// All packages that came to this vault, in the order of their arrival.
    public func holdings() throws(VaultError) -> [Holding] {
        let names = try inVault { () throws(IOError) in try File(folder: folder.holdingsFolder).names() }
        var found: [Holding] = []
        for name in names.compactMap({ $0 })
        // Its last file: where this is not, a package was seen by a process that was killed then.
        where Digest(name) != nil && access("\(folder.holdingPath(Digest(name)!))/holding.json", F_OK) == 0 {
            found.append(try Holding(at: joinPath(folder.holdingsFolder, name)))
        }
        return found.sorted { ($0.receivedAt, $0.packageID) < ($1.receivedAt, $1.packageID) }
    }

    public func holding(_ package: Digest) throws(VaultError) -> Holding? {
        let path = folder.holdingPath(package)
        guard access(path + "/holding.json", F_OK) == 0 else { return nil }
        return try Holding(at: path)
    }

    /// The holding that `name` means: a package id, or a reference of which one package is held still.
    public func holding(named name: String) throws(VaultError) -> Holding {
        let all = try holdings()
        let found = all.filter { $0.packageID.description == name || $0.packageHash.description == name }
        if let one = found.first, found.count == 1 { return one }
        let referenced = found.isEmpty ? all.filter { $0.agreement.reference.description == name } : found
        let present = referenced.filter { $0.certificate?.result != .complete }
        let candidates = present.isEmpty ? referenced : present
        guard let one = candidates.first else { throw .holdingUnknown(name) }
        guard candidates.count == 1 else {
            throw .holdingAmbiguous(name, packages: candidates.map(\.packageID))
        }
        return one
    }

    /// Writes `bytes` into a holding's folder, whose folders are made where they are missing; replaces.
    func put(_ bytes: [UInt8], _ name: String, in holding: String) throws(IOError) {
        let path = joinPath(holding, name)
        try makeFolders(of: path)
        try bytes.withUnsafeBufferPointer { (buffer) throws(IOError) in
            try replaceFile(at: path, with: UnsafeRawBufferPointer(buffer), mode: folder.fileMode)
        }
    }

    private func makeFolders(of path: String) throws(IOError) {
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
