import Archiving
import Files
import FoundationEssentials
import Glibc
import PackageFormat
import Screening
import Sealing
import Synchronization
import TestCast
import Testing

@testable import Sending

/// A folder to pack, and the package of it.
final class Desk {
    let scratch = Scratch()
    let source: String
    var options = PackOptions()
    var agreement = Sample.agreement()
    var clock: () -> Instant = { Sample.signedAt }

    init() {
        source = scratch.folder("extract")
        options.workers = 2
    }

    func add(_ path: String, _ content: [UInt8]) {
        if let slash = path.lastIndex(of: "/") { _ = scratch.folder("extract/" + path[..<slash]) }
        scratch.write(content, "extract/" + path)
        utimes("\(source)/\(path)", [timeval](repeating: timeval(tv_sec: 1_700_000_000, tv_usec: 5), count: 2))
    }

    func permit(_ agreement: Agreement? = nil) throws -> PackPermit {
        try PackPermit(
            PackRequest(
                agreement: agreement ?? self.agreement, approvals: [],
                cards: [GivenCard(path: "a.card", card: Sample.card())], signer: signingKey(Who.provider).publicKey,
                minimumDays: 7, approvers: nil, supersedes: [], now: Sample.signedAt))
    }

    @discardableResult func pack(
        _ extract: Extract? = nil, to name: String = "out.mvault", screening: ExtractScreening? = nil,
        accepting accept: AcceptFindings = acceptNothing
    ) throws -> PackOutcome {
        let extract = try extract ?? Extract([source])
        let folder = try File(folder: scratch.path)
        for old in [name, name + "-head"] where try folder.status(of: old) != nil { try folder.remove(old) }
        let package = try File(creating: name, in: folder, mode: 0o600)
        let head = try File(creating: name + "-head", in: folder, mode: 0o600)
        return try PackageWriter(extract, permit: permit(), options: options).write(
            to: package, head: head, signedBy: signingKey(Who.provider), screening: screening, accepting: accept,
            clock: clock)
    }

    /// The head, and the plaintext stream under its chunks.
    func decrypted(_ name: String = "out.mvault") throws -> (head: Head, stream: [UInt8]) {
        let bytes = scratch.read(name) ?? []
        let head = try HeadBytes(bytes).signatureChecked().parsedWithoutPin()
        let secret = try PackageSecret(unsealing: head.envelope.slots[0].sealed.bytes, with: deliveryKey(1))
        let key = PayloadKey(secret, coreHash: head.coreHash)
        var stream: [UInt8] = []
        for chunk in 0..<head.layout.chunkCount {
            let start = head.layout.offset(of: chunk)
            let sealed = Array(bytes[start..<(start + head.layout.sealedLength(of: chunk))])
            var plain = [UInt8](repeating: 0, count: head.layout.plainLength(of: chunk))
            try sealed.withUnsafeBytes { sealed in
                try plain.withUnsafeMutableBytes {
                    try key.open(sealed, index: chunk, isLast: chunk == head.layout.chunkCount - 1, into: $0)
                }
            }
            stream += plain
        }
        return (head, stream)
    }

    static func catalogue(of stream: [UInt8]) throws -> Catalogue {
        let length = try SeekTable.tableLength(footer: Array(stream.suffix(9)), streamLength: stream.count)
        let table = try SeekTable(parsing: Array(stream.suffix(length)), streamLength: stream.count)
        let text = stream[(table.dataLength + 8)..<(table.dataLength + table.catalogueFrameLength)]
        return try Catalogue(parsing: Array(text), bytesBound: 1 << 30, entriesBound: 1_000)
    }
}

/// What somebody can do to a file while it is packed.
enum FileChange: String, CaseIterable {
    case append, truncate, rewrite, touch, chmod, replace, remove

    func make(to path: String, in scratch: Scratch) {
        var found = stat()
        #expect(stat(path, &found) == 0)
        switch self {
        case .append:
            let file = open(path, O_WRONLY | O_APPEND)
            write(file, "x", 1)
            close(file)
        case .truncate: Glibc.truncate(path, found.st_size - 1)
        case .rewrite:
            let file = open(path, O_WRONLY)
            pwrite(file, "x", 1, found.st_size - 1)
            close(file)
        case .touch: utimes(path, [timeval](repeating: timeval(tv_sec: 1_800_000_000, tv_usec: 0), count: 2))
        case .chmod: Glibc.chmod(path, 0o640)
        case .replace:
            // Another file under its name; whoever has the one that was listed open still reads that one.
            scratch.write([1], "other")
            rename(scratch.path + "/other", path)
        case .remove: unlink(path)
        }
    }
}

@Suite(.timeLimit(.minutes(1))) struct PackageWriterTests {
    private let desk = Desk()

    private func fill() {
        desk.add("b/two.csv", [UInt8](repeating: UInt8(ascii: "2"), count: 2_000_000))
        desk.add("b/one.csv", Array("1\n".utf8))
        desk.add("a.csv", [])
        utimes(desk.source + "/b", [timeval](repeating: timeval(tv_sec: 1_700_000_000, tv_usec: 0), count: 2))
    }

    @Test func oneExtractGivesOneStream() throws {
        fill()
        var streams: Set<[UInt8]> = []
        var hashes: Set<Digest> = []
        for workers in 1...4 {
            desk.options.workers = workers
            hashes.insert(try desk.pack(to: "\(workers)").packageHash)
            streams.insert(try desk.decrypted("\(workers)").stream)
        }
        #expect(streams.count == 1)
        // The secret is another one each time, and so is the package.
        #expect(hashes.count == 4)
    }

    @Test func modesOwnersAndPlaceLeaveNoTrace() throws {
        fill()
        try desk.pack(to: "first")
        chmod(desk.source + "/a.csv", 0o400)
        chmod(desk.source + "/b", 0o755)
        rename(desk.source, desk.source + "-moved")
        try desk.pack(Extract([desk.source + "-moved"]), to: "second")
        #expect(try desk.decrypted("first").stream == desk.decrypted("second").stream)
    }

    @Test func theCatalogueListsWhatIsThere() throws {
        fill()
        let outcome = try desk.pack()
        let (head, stream) = try desk.decrypted()
        let catalogue = try Desk.catalogue(of: stream)
        #expect(catalogue.entries.map(\.path.description) == ["a.csv", "b", "b/one.csv", "b/two.csv"])
        #expect(catalogue.entries.map { $0.size?.value } == [0, nil, 2, 2_000_000])
        #expect(catalogue.entries.map(\.offset.value) == [0, 512, 1_024, 2_048])
        #expect(catalogue.entries[2].digest == FileDigest.of(Array("1\n".utf8)))
        #expect(outcome.contentBytes == 2_000_002 && outcome.packageID == head.terms.packageID)
        #expect(outcome.packageHash == head.packageHash && outcome.fileBytes == head.layout.fileLength)
        #expect(head.envelope.contentBytesBound.value == padme(2_000_002))
        #expect(head.envelope.fileCountBound.value == padme(4) && head.envelope.signedAt == Sample.signedAt)
        #expect(head.terms.createdAt == Sample.signedAt && head.envelope.published == nil)
    }

    @Test func theIndexIsThatOfTheChunks() throws {
        fill()
        try desk.pack()
        let head = try desk.decrypted().head
        let bytes = try #require(desk.scratch.read("out.mvault"))
        var index = IndexBuilder()
        for chunk in 0..<head.layout.chunkCount {
            let start = head.layout.offset(of: chunk)
            let sealed = Array(bytes[start..<(start + head.layout.sealedLength(of: chunk))])
            index.append(sealed.withUnsafeBytes { IndexDigest.leaf(chunk, $0) })
        }
        #expect(index.finish().root == head.envelope.indexRoot)
        #expect(index.finish().section == Array(bytes.suffix(index.finish().section.count)))
    }

    @Test func itIsSignedAfterTheLastByteWasRead() throws {
        fill()
        var read = 0
        desk.options.progress = { read = $0 }
        desk.clock = {
            #expect(read == 2_000_002)
            return Sample.now
        }
        try desk.pack()
        #expect(try desk.decrypted().head.envelope.signedAt == Sample.now)
    }

    private func refuses(
        _ error: SendingError, _ extract: Extract? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: error, sourceLocation: sourceLocation) { try desk.pack(extract) }
        // No head, so nothing that opens or verifies.
        #expect(desk.scratch.read("out.mvault-head") == [], sourceLocation: sourceLocation)
        #expect(
            desk.scratch.read("out.mvault")?.prefix(4_096).allSatisfy { $0 == 0 } ?? true,
            sourceLocation: sourceLocation)
    }

    @Test func whatRanOutMeanwhileIsNotSigned() {
        fill()
        desk.clock = { self.desk.agreement.expires.instant }
        refuses(.ended(Sample.reference, lastDay: LocalDate("2027-05-31")!, timezone: Line("Europe/London")!))
        for name in ["out.mvault", "out.mvault-head"] { unlink(desk.scratch.path + "/" + name) }
        let card = Sample.card().body
        desk.clock = { card.useBy }
        refuses(.cards([.init(path: "a.card", card: card, reason: .fault(.useByPassed(card.useBy)))]))
        // Fewer days than asked for are enough by then.
        for name in ["out.mvault", "out.mvault-head"] { unlink(desk.scratch.path + "/" + name) }
        desk.clock = { card.useBy.advanced(bySeconds: -1) }
        #expect(throws: Never.self) { try desk.pack() }
    }

    /// What is done to `b/two.csv` after its first part was read.
    @Test(arguments: FileChange.allCases.filter { $0 != .remove })
    func aFileThatChangesWhileItIsReadIsRefused(_ change: FileChange) {
        fill()
        let path = desk.source + "/b/two.csv"
        var isDone = false
        desk.options.progress = { [scratch = desk.scratch] read in
            guard read > 2, !isDone else { return }
            isDone = true
            change.make(to: path, in: scratch)
        }
        refuses(.changed(path: path))
    }

    @Test func aFileThatChangedSinceItWasListedIsRefused() throws {
        fill()
        let extract = try Extract([desk.source])
        let path = desk.source + "/b/one.csv"
        chmod(path, 0o600)
        desk.scratch.write([1, 2], "extract/b/one.csv")
        refuses(.changed(path: path), extract)
    }

    @Test func aFileThatIsGoneOrALinkIsRefused() throws {
        fill()
        let extract = try Extract([desk.source])
        let path = desk.source + "/b/one.csv"
        unlink(path)
        refuses(.io(IOError(.open, path, code: ENOENT)), extract)
        for name in ["out.mvault", "out.mvault-head"] { unlink(desk.scratch.path + "/" + name) }
        symlink("two.csv", path)
        refuses(.io(IOError(.open, path, code: ELOOP)), extract)
    }

    @Test func aFolderThatBecameALinkDoesNotLeadElsewhere() throws {
        fill()
        let extract = try Extract([desk.source])
        rename(desk.source + "/b", desk.scratch.path + "/b")
        _ = desk.scratch.folder("c")
        desk.scratch.write([1, 2], "c/one.csv")
        symlink("../c", desk.source + "/b")
        refuses(.changed(path: desk.source + "/b/one.csv"), extract)
    }

    @Test(arguments: [0, 1, 2, 4, 5]) func anInterruptionEndsIt(_ after: Int) {
        fill()
        let asked = Counter()
        desk.options.isInterrupted = { asked.count.add(1, ordering: .relaxed).newValue > after }
        refuses(.interrupted)
    }

    private final class Counter: Sendable { let count = Atomic(0) }

    @Test func aFullDiskEndsIt() throws {
        fill()
        desk.add("c.bin", (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) })
        let full = try File(appendingTo: "/dev/full", mode: 0o600)
        let head = try File(creating: "head", in: File(folder: desk.scratch.path), mode: 0o600)
        let writer = try PackageWriter(Extract([desk.source]), permit: desk.permit(), options: desk.options)
        do {
            _ = try writer.write(to: full, head: head, signedBy: signingKey(Who.provider), clock: { Sample.now })
            Issue.record("written")
        } catch { #expect(error == .io(IOError(.write, "/dev/full", code: ENOSPC))) }
        #expect(desk.scratch.read("head") == [])
    }

    @Test func termsThatAreTooLongAreRefused() throws {
        let text = Prose(String(repeating: "x", count: 16_000))!
        let agreement = Sample.agreement { agreement in
            agreement.conditions = (0..<70).map { Condition(id: Reference("c\($0)")!, text: text) }
        }
        desk.add("a.csv", [])
        let permit = try desk.permit(agreement)
        do {
            _ = try PackageWriter(Extract([desk.source]), permit: permit, options: desk.options)
            Issue.record("too long")
        } catch {
            guard case .headTooLong(.terms, let length, 1 << 20) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(length > 1 << 20)
        }
    }

    @Test func levelsTradeSizeForTime() throws {
        desk.add("a.csv", Array((0..<60_000).map { "\($0 % 977),\($0 % 31),\($0)\n" }.joined().utf8))
        desk.options.isPadded = false
        var sizes: [Int] = []
        for level in [1, 19] {
            desk.options.level = level
            sizes.append(try desk.pack(to: "level\(level)").fileBytes)
        }
        #expect(sizes[1] < sizes[0])
    }
}
