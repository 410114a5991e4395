import PackageFormat
import Pipelining
import Sealing

/// Events of one log from a number on, with what shows that they continue what was exported before
/// (docs/custody-log.md, section 5).
///
/// As a file: a context line, one line of canonical JSON, then each event as it stands in the log.
public struct Receipts: Sendable {
    public struct Header: Codable, Hashable, Sendable {
        public let organisation: Line
        public let site: Line
        public let provider: SigningKeyText
        public let endorsement: LedgerEndorsement
        public let log: Identifier
        /// Number of the first event that follows.
        public let from: Count
        /// Roots of the largest complete subtrees of the events before `from`, from the left.
        public let frontier: [TreeHash]
        public let checkpoint: CheckpointNote
    }

    static let context = "microvault/1 receipts"
    public static let maximumLength = EventLog.maximumLength

    public let header: Header
    let lines: [[UInt8]]

    public var organisation: Line { header.organisation }
    public var site: Line { header.site }
    public var provider: SigningKeyText { header.provider }
    public var checkpoint: Checkpoint { header.checkpoint.checkpoint }
    /// Number of the first event.
    public var from: Int { header.from.value }
    public var ledgerKey: SigningKeyText { header.endorsement.body.ledgerKey }

    /// The file.
    public var text: [UInt8] {
        var text = Array("\(Self.context)\n".utf8) + CanonicalJSON.encode(header) + [UInt8(ascii: "\n")]
        for line in lines { text += line + [UInt8(ascii: "\n")] }
        return text
    }

    public enum Problem: Error, Equatable, Sendable {
        case tooLong
        case notReceipts
        case newerVersion
        case malformed(line: Int)
        /// The endorsement does not verify, is of another site than it says, or signed by none of the site's keys.
        case endorsement
        /// Not signed by the endorsed ledger key, or of another log.
        case checkpoint
        /// Events and frontier do not give the root of the checkpoint.
        case otherRoot
        case event(number: Int)
    }

    /// Parses a file; nothing is proven until `verified(siteKeys:)`.
    public init(parsing bytes: [UInt8]) throws(Problem) {
        guard bytes.count <= Self.maximumLength else { throw .tooLong }
        let parts = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard parts.count >= 3, parts.last?.isEmpty == true else { throw .notReceipts }
        let context = String(decoding: parts[0].prefix(64), as: UTF8.self)
        guard context.hasSameBytes(as: Self.context) else {
            guard context.hasPrefix("microvault/"), !context.hasPrefix("microvault/1 ") else { throw .notReceipts }
            throw .newerVersion
        }
        guard let header = try? CanonicalJSON.decode(Header.self, from: parts[1], cap: 1 << 20) else {
            throw .malformed(line: 2)
        }
        self.header = header
        lines = parts[2..<(parts.count - 1)].map(Array.init)
    }

    init(header: Header, lines: [[UInt8]]) { (self.header, self.lines) = (header, lines) }

    /// What receipts prove, if `siteKey` is a key of the site: the log had exactly these events from `from` on, and at `from` it
    /// had the root that is given, which must be that of the checkpoint seen before.
    public struct Verified: Sendable {
        public let receipts: Receipts
        /// The key that endorsed the ledger key.
        public let siteKey: SigningPublicKey
        public let events: [EventBody]
        public let rootBefore: TreeHash
        /// The log's tree before and behind these events.
        public let before: MerkleTree
        public let after: MerkleTree

        public var header: Header { receipts.header }
        /// The lines of the log, as they stand in it.
        public var lines: [[UInt8]] { receipts.lines }
    }

    public func verified(siteKeys: [SigningPublicKey]) throws(Problem) -> Verified {
        let verified = try checked()
        guard siteKeys.contains(verified.siteKey) else { throw .endorsement }
        return verified
    }

    /// All that can be checked without knowing the site's keys. Signatures are checked on all cores.
    public func checked() throws(Problem) -> Verified {
        guard let endorsement = header.endorsement.verifiedOnce(), endorsement.signers.count == 1,
            let signer = endorsement.signers.first,
            header.endorsement.body.organisation == header.organisation, header.endorsement.body.site == header.site
        else { throw .endorsement }
        let ledger = ledgerKey.key
        guard header.checkpoint.isSigned(by: ledger), checkpoint.log == header.log else { throw .checkpoint }
        guard let before = MerkleTree(size: from, frontier: header.frontier) else { throw .otherRoot }
        let checked = sideBySide(lines.count) { index -> EventBody? in
            guard let event = SignedEvent.verified(embedded: lines[index]), event.signers == [ledger],
                event.body.log == header.log, event.body.number.value == from + index
            else { return nil }
            return event.body
        }
        var tree = before
        var events: [EventBody] = []
        for (line, event) in zip(lines, checked) {
            guard let event else { throw .event(number: tree.size) }
            tree.append(line)
            events.append(event)
        }
        guard tree.size == checkpoint.size, tree.root == checkpoint.root else { throw .otherRoot }
        return Verified(
            receipts: self, siteKey: signer, events: events, rootBefore: before.root, before: before, after: tree)
    }
}

extension EventLog {
    /// Receipts of the events from `from` on, up to the checkpoint; `from` is at most its size.
    public func receipts(
        from: Int, organisation: Line, site: Line, provider: SigningKeyText, endorsement: LedgerEndorsement
    ) throws(LogError) -> Receipts {
        let found: Loaded = try load()
        precondition(from >= 0 && from <= found.counted)
        var tree = MerkleTree()
        for line in found.lines[..<from] { tree.append(line) }
        guard let first = Count(from) else { preconditionFailure("a log is below 2^53 events") }
        let header = Receipts.Header(
            organisation: organisation, site: site, provider: provider, endorsement: endorsement,
            log: found.note.checkpoint.log, from: first, frontier: tree.frontier, checkpoint: found.note)
        return Receipts(header: header, lines: found.lines[from..<found.counted].map(Array.init))
    }
}

extension Receipts {
    /// Number of the first event that a file of receipts holds, for sorting several; nil where it is none.
    public static func first(in bytes: [UInt8]) -> Int? {
        let lines = bytes.prefix(1 << 21).split(
            separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
        guard lines.count == 3 else { return nil }
        return (try? CanonicalJSON.decode(Header.self, from: lines[1], cap: 1 << 20))?.from.value
    }
}
