import Files
import Glibc
import Opening
import PackageFormat
import Sealing

/// One line of the journal: what happened, when, to which package.
public struct JournalEntry: Codable, Hashable, Sendable {
    public enum Event: String, Codable, Sendable {
        case vaultMade = "vault-made"
        case pinned, unpinned
        case cardMade = "card-made"
        case received
        case openIntended = "open-intended"
        case opened, listed, refused
        case leftoverRemoved = "leftover-removed"
    }

    public let at: Instant
    public let event: Event
    public var card: Identifier?
    public var code: String?
    public var demands: [Reference]?
    public var destination: String?
    public var files: Count?
    public var bytes: Count?
    public var key: SigningKeyText?
    public var packageHash: Digest?
    public var packageID: Identifier?
    public var person: Line?
    public var reference: Reference?
    public var revision: Int?
    public var roles: [String]?
    public var signedAt: Instant?
    public var since: LocalDate?
    public var staging: String?
    public var storage: String?

    enum CodingKeys: String, CodingKey {
        case at, event, card, code, demands, destination, files, bytes, key
        case packageHash = "package_hash"
        case packageID = "package_id"
        case person, reference, revision, roles
        case signedAt = "signed_at"
        case since, staging, storage
    }

    init(_ event: Event, at now: Instant) { (self.event, at) = (event, now) }

    init(_ event: OpeningEvent, at now: Instant) {
        switch event {
        case .received(let facts): self.init(.received, facts, at: now)
        case .intended(let facts, let person, let destination, let staging, let storage):
            self.init(.openIntended, facts, at: now)
            (self.person, self.destination, self.staging, self.storage) = (person, destination, staging, storage)
        case .opened(let facts, let person, let destination, let files, let bytes):
            self.init(.opened, facts, at: now)
            (self.person, self.destination) = (person, destination)
            (self.files, self.bytes) = (Count(files), Count(bytes))
        case .listed(let facts, let person):
            self.init(.listed, facts, at: now)
            self.person = person
        case .refused(let facts, let person, let code):
            self.init(.refused, facts, at: now)
            (self.person, self.code) = (person, code)
        }
    }

    private init(_ event: Event, _ facts: PackageFacts, at now: Instant) {
        self.init(event, at: now)
        (packageID, packageHash, card) = (facts.packageID, facts.packageHash, facts.card)
        (reference, revision, signedAt) = (facts.reference, facts.revision, facts.signedAt)
    }
}

/// A file of canonical JSON lines for each provider; appended, then synced, under a lock.
struct Journal {
    let path: String

    func append(_ entry: JournalEntry) throws(IOError) {
        let isNew = access(path, F_OK) != 0
        let file = try File(appendingTo: path, mode: 0o600)
        _ = try file.lock(waiting: true)
        try setTornEndAside(of: file)
        try file.write(CanonicalJSON.encode(entry) + [UInt8(ascii: "\n")])
        try file.sync()
        if isNew { try File(folder: splitPath(path).folder).sync() }
    }

    /// A last line without its line feed was cut by a power failure: moved into a file of its own, so that what is
    /// appended stays readable.
    private func setTornEndAside(of file: borrowing File) throws(IOError) {
        let length = try file.status().size
        let window = min(length, 1 << 20)
        let tail = try file.bytes(window, at: length - window)
        guard let last = tail.last, last != UInt8(ascii: "\n") else { return }
        let torn = Array(tail[((tail.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1)...])
        let aside = try File(appendingTo: path + ".torn", mode: 0o600)
        try aside.write(torn + [UInt8(ascii: "\n")])
        try aside.sync()
        try file.truncate(to: length - torn.count)
    }

    /// Whether `event` was recorded for this package; lines that are no entries are passed over.
    func has(_ event: JournalEntry.Event, of package: Digest) throws(IOError) -> Bool {
        try wholeLines().contains { line in
            guard let entry = try? CanonicalJSON.decode(JournalEntry.self, from: line, cap: 1 << 20) else {
                return false
            }
            return entry.event == event && entry.packageHash == package
        }
    }

    /// All whole lines; nil where one is not an entry.
    func entries() throws(IOError) -> [JournalEntry]? {
        var entries: [JournalEntry] = []
        for line in try wholeLines() {
            guard let entry = try? CanonicalJSON.decode(JournalEntry.self, from: line, cap: 1 << 20) else { return nil }
            entries.append(entry)
        }
        return entries
    }

    /// Lines that end with a line feed; a torn end is passed over.
    private func wholeLines() throws(IOError) -> [ArraySlice<UInt8>] {
        let bytes: [UInt8]?
        do throws(IOError) {
            let file = try File(reading: path, links: .refused)
            bytes = try file.contents(cap: 1 << 30)
        } catch {
            guard error.code == ENOENT else { throw error }
            return []
        }
        guard let bytes else { throw IOError(.read, path, code: EFBIG) }
        return bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
    }
}
