import PackageFormat
import Sealing

/// Events of one log from a number on, with what shows that they continue what was exported before
/// (docs/custody-log.md, section 5).
///
/// As a file: a context line, one line of canonical JSON, then each event as it stands in the log.
public struct Receipts: Sendable {
    struct Header: Codable, Hashable, Sendable {
        let organisation: Line
        let site: Line
        let provider: SigningKeyText
        let endorsement: LedgerEndorsement
        let log: Identifier
        /// Number of the first event that follows.
        let from: Count
        /// Roots of the largest complete subtrees of the events before `from`, from the left.
        let frontier: [TreeHash]
        let checkpoint: CheckpointNote
    }

    static let context = "microvault/1 receipts"
    public static let maximumLength = EventLog.maximumLength

    let header: Header
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

    /// What receipts prove, given the keys of the site: the log had exactly these events from `from` on, and at `from` it had
    /// the root that is returned, which must be that of the checkpoint seen before.
    public struct Verified: Sendable {
        public let receipts: Receipts
        public let events: [EventBody]
        public let rootBefore: TreeHash
    }

    public func verified(siteKeys: [SigningPublicKey]) throws(Problem) -> Verified {
        guard let endorsement = try? header.endorsement.verified(), endorsement.signers.count == 1,
            let signer = endorsement.signers.first, siteKeys.contains(signer),
            header.endorsement.body.organisation == header.organisation, header.endorsement.body.site == header.site
        else { throw .endorsement }
        let ledger = ledgerKey.key
        guard header.checkpoint.isSigned(by: ledger), checkpoint.log == header.log else { throw .checkpoint }
        guard var tree = MerkleTree(size: from, frontier: header.frontier) else { throw .otherRoot }
        let rootBefore = tree.root
        var events: [EventBody] = []
        for line in lines {
            guard let event = try? CanonicalJSON.decode(SignedEvent.self, from: line, cap: SignedEvent.maximumLength),
                event.body.log == header.log, event.body.number.value == tree.size,
                let verified = try? event.verified(), verified.signers == [ledger]
            else { throw .event(number: tree.size) }
            tree.append(line)
            events.append(event.body)
        }
        guard tree.size == checkpoint.size, tree.root == checkpoint.root else { throw .otherRoot }
        return Verified(receipts: self, events: events, rootBefore: rootBefore)
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
