import Files
import Glibc
import PackageFormat
import Sealing

/// A custody log on disk: a folder with `events.jsonl`, one signed event a line, and `checkpoint`
/// (docs/custody-log.md, section 4).
///
/// Whoever adds holds the lock of the vault: one writer at a time.
public struct EventLog: Sendable {
    /// The folder.
    public let path: String
    let ledger: SigningPublicKey
    private let mode: mode_t

    private static let events = "events.jsonl"
    private static let checkpoint = "checkpoint"
    /// What stood behind a checkpoint and was no event.
    private static let torn = "torn"
    /// Of `events.jsonl`, in bytes.
    public static let maximumLength = 1 << 30

    /// `ledger` is the key that signs here; `mode` is that of the files.
    public init(at path: String, ledger: SigningPublicKey, mode: mode_t = 0o600) {
        (self.path, self.ledger, self.mode) = (path, ledger, mode)
    }

    public var exists: Bool { access(path, F_OK) == 0 }

    /// Makes the log with its first event, whole or not at all.
    public func create(_ first: EventBody, signedBy key: borrowing SigningKey) throws(LogError) {
        let log = Identifier.random()
        var tree = MerkleTree()
        let line = Self.line(of: SignedEvent(first.placed(in: log, number: 0), signedBy: key))
        tree.append(line)
        let note = CheckpointNote(Checkpoint(log: log, size: 1, root: tree.root), signedBy: key)
        try inLog { () throws(IOError) in
            var staged = try StagedFolder(at: path, mode: mode & 0o060 == 0 ? 0o700 : 0o2770)
            try Self.put(line + [UInt8(ascii: "\n")], Self.events, in: staged.folder, mode)
            try Self.put(Array(note.description.utf8), Self.checkpoint, in: staged.folder, mode)
            try staged.publish()
        }
    }

    private static func put(
        _ bytes: [UInt8], _ name: String, in folder: borrowing File, _ mode: mode_t
    ) throws(IOError) {
        let file = try File(creating: name, in: folder, mode: mode)
        try file.write(bytes)
    }

    private static func line(of event: SignedEvent) -> [UInt8] { CanonicalJSON.encode(event) }

    /// A log as it was read: its lines up to the checkpoint are those that the checkpoint was made of.
    struct Loaded {
        var note: CheckpointNote
        /// Of all lines, those behind the checkpoint that are events of this log too.
        var tree: MerkleTree
        var lines: [ArraySlice<UInt8>]
        /// The lines with their line feeds.
        var text: ArraySlice<UInt8>
        /// How many of the lines the checkpoint counts.
        var counted: Int
        /// Where what is no event begins, in bytes; the length of the file where nothing does.
        var wholeLength: Int
        var fileLength: Int
    }

    func load() throws(LogError) -> Loaded {
        let note = try note()
        let file = try eventBytes()
        guard let bytes = file else { throw .damaged(path: path, .otherRoot(size: note.checkpoint.size)) }
        let log = note.checkpoint.log
        var tree = MerkleTree()
        var lines: [ArraySlice<UInt8>] = []
        var position = 0
        while let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) {
            let line = bytes[position..<end]
            // Behind the checkpoint a line counts where it is the next event, whole: it was synced, and the power went.
            if tree.size >= note.checkpoint.size, event(line, number: tree.size, of: log) == nil { break }
            tree.append(line)
            lines.append(line)
            position = end + 1
            if tree.size == note.checkpoint.size, tree.root != note.checkpoint.root {
                throw .damaged(path: path, .otherRoot(size: tree.size))
            }
        }
        guard tree.size >= note.checkpoint.size else {
            throw .damaged(path: path, .shorter(found: tree.size, checkpoint: note.checkpoint.size))
        }
        return Loaded(
            note: note, tree: tree, lines: lines, text: bytes[..<position], counted: note.checkpoint.size,
            wholeLength: position,
            fileLength: bytes.count)
    }

    private func note() throws(LogError) -> CheckpointNote {
        let bytes: [UInt8]?
        do throws(IOError) {
            bytes = try File(reading: path + "/" + Self.checkpoint, links: .refused).contents(cap: 4_096)
        } catch {
            guard error.code == ENOENT else { throw .io(error) }
            throw .damaged(path: path, exists ? .checkpointMissing : .gone)
        }
        guard let bytes, let text = String(validating: bytes, as: UTF8.self), let note = CheckpointNote(text),
            note.checkpoint.size > 0
        else { throw .damaged(path: path, .checkpointMalformed) }
        guard note.isSigned(by: ledger) else { throw .damaged(path: path, .checkpointForeign) }
        return note
    }

    func eventBytes() throws(LogError) -> [UInt8]? {
        do throws(IOError) {
            let bytes = try File(reading: path + "/" + Self.events, links: .refused).contents(cap: Self.maximumLength)
            guard let bytes else { throw IOError(.read, path + "/" + Self.events, code: EFBIG) }
            return bytes
        } catch {
            guard error.code == ENOENT else { throw .io(error) }
            return nil
        }
    }

    /// The event of `line`, where it is the event `number` of `log`, signed by the ledger key.
    private func event(_ line: ArraySlice<UInt8>, number: Int, of log: Identifier) -> SignedEvent? {
        guard let event = try? CanonicalJSON.decode(SignedEvent.self, from: line, cap: SignedEvent.maximumLength),
            event.body.log == log, event.body.number.value == number, let verified = try? event.verified(),
            verified.signers == [ledger]
        else { return nil }
        return event
    }

    /// Appends events in order: lines written, synced, checkpoint made, synced. What stood behind the checkpoint and was no
    /// event is set aside first, and said in an event of its own.
    public func append(_ events: [EventBody], signedBy key: borrowing SigningKey) throws(LogError) {
        let found = try load()
        guard let first = events.first else { return }
        removePartials()
        var events = events
        if found.wholeLength < found.fileLength {
            try setAside(from: found.wholeLength)
            var note = EventBody(.tornEnd, at: first.at)
            note.bytes = Count(found.fileLength - found.wholeLength)
            events.insert(note, at: 0)
        }
        var tree = found.tree
        let log = found.note.checkpoint.log
        var text: [UInt8] = []
        for event in events {
            let line = Self.line(of: SignedEvent(event.placed(in: log, number: tree.size), signedBy: key))
            tree.append(line)
            text += line + [UInt8(ascii: "\n")]
        }
        let note = CheckpointNote(Checkpoint(log: log, size: tree.size, root: tree.root), signedBy: key)
        let checkpoint = Array(note.description.utf8)
        try inLog { () throws(IOError) in
            let file = try File(appendingTo: path + "/" + Self.events, mode: mode)
            do throws(IOError) {
                try file.write(text)
                try file.sync()
            } catch {
                // Nothing was promised yet; what is torn would be set aside by the next who adds.
                try? file.truncate(to: found.wholeLength)
                throw error
            }
            try checkpoint.withUnsafeBufferPointer { (bytes) throws(IOError) in
                try replaceFile(
                    at: path + "/" + Self.checkpoint, with: UnsafeRawBufferPointer(bytes), mode: mode)
            }
        }
    }

    private func setAside(from offset: Int) throws(LogError) {
        try inLog { () throws(IOError) in
            let file = try File(appendingTo: path + "/" + Self.events, mode: mode)
            let length = try file.status().size
            let bytes = try file.bytes(length - offset, at: offset)
            let aside = try File(appendingTo: path + "/" + Self.torn, mode: mode)
            try aside.write(bytes + [UInt8(ascii: "\n")])
            try aside.sync()
            try file.truncate(to: offset)
        }
    }
}

extension EventLog {
    /// What a log says.
    public struct Contents: Sendable {
        public let checkpoint: CheckpointNote
        /// Those behind the checkpoint too, where they are whole.
        public let events: [EventBody]
        /// Bytes that are no event; set aside by whoever adds next.
        public let tornBytes: Int
    }

    /// Reads the log; its lines are those of the checkpoint. Signatures of single events are for `verify()`.
    public func contents() throws(LogError) -> Contents {
        let found: Loaded = try load()
        let log = found.note.checkpoint.log
        var events = DecodedEvents.ofThisProcess.first(of: found.text, in: log)
        for (number, line) in found.lines.enumerated().dropFirst(events.count) {
            guard
                let event = try? CanonicalJSON.decode(SignedEvent.self, from: line, cap: SignedEvent.maximumLength),
                event.body.log == log, event.body.number.value == number
            else { throw .damaged(path: path, .malformed(number: number)) }
            events.append(event.body)
        }
        guard events.first?.type == .logStarted else { throw .damaged(path: path, .notStarted) }
        DecodedEvents.ofThisProcess.keep(events, of: found.text, in: log)
        return Contents(
            checkpoint: found.note, events: events, tornBytes: found.fileLength - found.wholeLength)
    }

    /// As `contents()`, and every event is signed by the ledger key.
    public func verify() throws(LogError) -> Contents {
        let contents: Contents = try contents()
        let found = try load()
        for (number, line) in found.lines.enumerated() {
            guard event(line, number: number, of: found.note.checkpoint.log) != nil else {
                throw .damaged(path: path, .badSignature(number: number))
            }
        }
        return contents
    }

    /// The last checkpoint that this vault signed, where one is there still; for a log that takes this one's place.
    public func lastGoodCheckpoint() -> CheckpointNote? { try? note() }
}
