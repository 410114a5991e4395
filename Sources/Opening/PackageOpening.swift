import Archiving
import Files
import Glibc
import PackageFormat
import Sealing

/// What the operator brings to an opening.
public struct OpeningRequest {
    public let path: String
    /// The folder to make, as the user named it.
    public let destination: String
    /// The folder that a relative destination starts from, so that records still mean the same elsewhere.
    public let workingFolder: String
    public let selection: Selection
    /// What the operator says of storage that the machine cannot see into.
    public let storageAttested: Line?
    public let now: Instant

    public init(
        path: String, destination: String, from workingFolder: String = "", selection: Selection = .all,
        storageAttested: Line? = nil, now: Instant
    ) {
        (self.path, self.destination, self.workingFolder) = (path, destination, workingFolder)
        self.selection = selection
        (self.storageAttested, self.now) = (storageAttested, now)
    }
}

extension OpeningRequest {
    /// `path` from the root, its folder without links: it must mean the same on the day of deletion.
    fileprivate func recorded(_ path: String) -> String {
        let whole = path.utf8.first == UInt8(ascii: "/") || workingFolder.isEmpty ? path : joinPath(workingFolder, path)
        let (folder, name) = splitPath(whole)
        guard let real = realpath(folder, nil) else { return whole }
        defer { free(real) }
        return joinPath(String(cString: real), name)
    }
}

/// What the person at the terminal is asked, in the course of an opening.
public protocol Operator {
    /// The name to open under, as typed; `users` are those that the agreement names. Nil where nobody can be asked.
    func chooses(from users: [Line]) throws(OpeningError) -> String?
    /// Shows the terms and asks; false where they are not accepted.
    func accepts(
        _ head: Head, _ agreement: Agreement, approvals: [ApprovalStanding], storage: StorageFacts?
    ) throws(OpeningError) -> Bool
}

/// What an opening did.
public struct OpeningOutcome: Sendable {
    public let facts: PackageFacts
    public let person: Line
    public let destination: String
    public let files: Int
    public let bytes: Int
    /// The sender's word on what it looked for; nil where it says nothing.
    public let screening: GivenScreening?
}

/// Opens one package.
///
/// 1. head read once, lengths, signature, pin, form, agreement, approvals, cards  2. my card  3. time, site, person
/// 4. terms accepted  5. destination: storage, space  6. intent recorded  7. passphrase, unseal, commitment
/// 8. index, seek table, catalogue, padding  9. chunks → frames → tar → staging  10. published  11. outcome recorded
///
/// Nothing stands at the destination after any failure.
public struct PackageOpening<Site: Custodian, Trust: Pins & ApprovalDemands> {
    private let request: OpeningRequest
    private let site: Site
    private let pins: Trust
    private let person: any Operator
    private let options: ExtractionOptions
    private let probe: StorageProbe

    public init(
        _ request: OpeningRequest, at site: Site, pins: Trust, person: any Operator, options: ExtractionOptions,
        probe: StorageProbe = StorageProbe()
    ) {
        (self.request, self.site, self.pins) = (request, site, pins)
        (self.person, self.options, self.probe) = (person, options, probe)
    }

    /// Opens, or opens a part.
    public func run() throws(OpeningError) -> OpeningOutcome {
        try admitted { (package, permit, facts, attempt) throws(OpeningError) in
            try open(package, permit, facts, attempt)
        }
    }

    /// The catalogue alone, under all checks of an opening but those of the destination; nothing is written but the
    /// record.
    public func list() throws(OpeningError) -> Catalogue {
        try admitted { (package, permit, facts, _) throws(OpeningError) in
            guard try person.accepts(permit.head.head, permit.agreement, approvals: permit.approvals, storage: nil)
            else {
                throw .refused(.termsNotAccepted)
            }
            try atSite { () throws(CustodianFailure) in
                try site.record(.listed(facts, person: permit.person), at: request.now)
            }
            return try contents(of: package, permit).tail.catalogue
        }
    }

    /// How far an opening came, for the record of its refusal.
    private final class Attempt {
        var person: Line?
        var copy: Identifier?
    }

    /// Steps 1 to 3, then `body`; a refusal of either is recorded.
    private func admitted<Value>(
        _ body: (borrowing PackageFile, Permit, PackageFacts, Attempt) throws(OpeningError) -> Value
    ) throws(OpeningError) -> Value {
        let package = try inFile { () throws(PackageFileError) in try PackageFile(at: request.path) }
        let verified = try inPackage { () throws(PackageError) in
            try package.head.signatureChecked().pinned(by: pins).verified()
        }
        try inFile { () throws(PackageFileError) in try package.checkLengths(of: verified.head) }
        let (card, sealed) = try receive(verified.head, package.head)
        let facts = PackageFacts(verified.head, card: card.body.cardID)
        let attempt = Attempt()
        do throws(OpeningError) {
            return try body(package, try permit(verified, card, sealed, attempt), facts, attempt)
        } catch {
            // Where even this cannot be recorded, e.g. on a full disk, the reason stays the one to tell.
            try? site.record(
                .refused(facts, person: attempt.person, copy: attempt.copy, code: error.code), at: request.now)
            throw error
        }
    }

    /// The card of this package whose key is here. A card is for one delivery: its first package binds it, so the card
    /// taken is one that was not used for another.
    private func receive(_ head: Head, _ bytes: HeadBytes) throws(OpeningError) -> (AgreedCard, SealedSecret) {
        let here = try atSite { () throws(CustodianFailure) in try site.cards() }
        var used: (facts: PackageFacts, other: Digest)?
        for (card, slot) in zip(head.cards, head.envelope.slots)
        where here.contains(where: { $0.cardID == card.body.cardID && $0.deliveryKey == card.body.deliveryKey }) {
            let facts = PackageFacts(head, card: card.body.cardID)
            let other = try atSite { () throws(CustodianFailure) in try site.bind(facts.card, to: facts.packageHash) }
            guard let other else {
                try atSite { () throws(CustodianFailure) in
                    try site.keep(bytes, of: facts, at: request.recorded(request.path), on: request.now)
                    try site.record(.received(facts), at: request.now)
                }
                return (card, slot.sealed)
            }
            used = (facts, other)
        }
        guard let used else { throw .noKey(package: head.cards.map(\.body), here: here) }
        let refusal = OpeningError.refused(.cardUsedBefore(card: used.facts.card, package: used.other))
        try? site.record(.refused(used.facts, person: nil, copy: nil, code: refusal.code), at: request.now)
        throw refusal
    }

    private func permit(
        _ verified: VerifiedHead, _ card: AgreedCard, _ sealed: SealedSecret, _ attempt: Attempt
    ) throws(OpeningError) -> Permit {
        let head = verified.head
        let last = try atSite { () throws(CustodianFailure) in try site.lastRecordedTime() }
        let standing = try atSite { () throws(CustodianFailure) in try site.standing(of: head) }
        let agreement = standing.agreement
        let circumstances = Circumstances(
            now: request.now, organisation: site.organisation, site: site.site, siteKey: site.siteKey,
            lastRecorded: last)
        let recipient = try byAgreement { () throws(Refusal) in
            try Policy.checkTime(head, standing, in: circumstances)
            return try Policy.checkSite(agreement, card: card.body, in: circumstances)
        }
        let typed = try person.chooses(from: recipient.users)
        let name = try byAgreement { () throws(Refusal) in
            try Policy.checkPerson(typed, of: recipient, under: agreement, in: circumstances)
        }
        attempt.person = name
        let approvals = try byAgreement { () throws(Refusal) in try Policy.checkApprovals(agreement, pins: pins) }
        return Permit(
            head: verified, agreement: agreement, card: card, sealed: sealed, person: name, approvals: approvals)
    }

    private func open(
        _ package: borrowing PackageFile, _ permit: Permit, _ facts: PackageFacts, _ attempt: Attempt
    ) throws(OpeningError) -> OpeningOutcome {
        let head = permit.head.head
        let parent = try destinationParent()
        let storage = probe.facts(of: parent)
        guard try person.accepts(head, permit.agreement, approvals: permit.approvals, storage: storage) else {
            throw .refused(.termsNotAccepted)
        }
        try byAgreement { () throws(Refusal) in
            try permit.agreement.storage.check(storage, isAttested: request.storageAttested != nil)
        }
        try checkSpace(parent, needed: head.envelope.contentBytesBound.value)
        var staged = try stage()
        let made = try onDisk { () throws(IOError) in try staged.folder.status() }
        guard made.mode & 0o077 == 0 else { throw .rightsNotKept(path: request.destination) }
        let copy = OpenedCopy(
            copy: .random(), person: permit.person, destination: request.recorded(request.destination),
            staging: request.recorded(staged.stagingPath), storage: storage.line(attested: request.storageAttested),
            intendedAt: request.now, folderNumber: Count(Int(truncatingIfNeeded: made.inode)))
        try atSite { () throws(CustodianFailure) in
            try site.record(.intended(facts, person: permit.person, copy), at: request.now)
        }
        attempt.copy = copy.copy
        let (files, bytes, screening) = try extract(package, permit, into: staged.folder) {
            (entries) throws(CustodianFailure) in
            try site.keep(entries, of: copy.copy, of: facts)
        }
        try onDisk { () throws(IOError) in try staged.publish(keeping: false) }
        try atSite { () throws(CustodianFailure) in
            try site.record(
                .opened(facts, person: permit.person, copy: copy.copy, files: files, bytes: bytes), at: request.now)
        }
        // Until the outcome is on record, the folder is taken back where something fails.
        staged.keep()
        return OpeningOutcome(
            facts: facts, person: permit.person, destination: request.destination, files: files, bytes: bytes,
            screening: screening)
    }

    /// What stands behind the data, checked, and the means to read the data.
    private struct Contents {
        let reader: ChunkReader
        let tail: StreamTail
    }

    private func contents(of package: borrowing PackageFile, _ permit: Permit) throws(OpeningError) -> Contents {
        let head = permit.head.head
        let reader = try ChunkReader(package.file, layout: head.layout, key: try unseal(permit))
        var stream = StreamReader(
            reader, index: try index(of: package, head), isInterrupted: options.isInterrupted)
        return Contents(
            reader: reader, tail: try StreamTail(&stream, envelope: head.envelope, agreement: head.agreement))
    }

    private func index(of package: borrowing PackageFile, _ head: Head) throws(OpeningError) -> IndexReader {
        try IndexReader(package.file, layout: head.layout, root: head.envelope.indexRoot)
    }

    private func extract(
        _ package: borrowing PackageFile, _ permit: Permit, into folder: borrowing File,
        keeping keep: ([CatalogueEntry]) throws(CustodianFailure) -> Void
    ) throws(OpeningError) -> (files: Int, bytes: Int, screening: GivenScreening?) {
        let contents = try contents(of: package, permit)
        let runs = try request.selection.runs(of: contents.tail.catalogue)
        try atSite { () throws(CustodianFailure) in try keep(runs.flatMap(\.entries)) }
        var extraction = try Extraction(into: folder, destination: request.destination, options: options)
        for run in runs {
            let frames = run.frames(of: contents.tail.table)
            let stream = ContentStream(
                contents.reader, index: try index(of: package, permit.head.head), table: contents.tail.table,
                frames: frames, workers: options.workers, isInterrupted: options.isInterrupted)
            defer { stream.stop() }
            try extraction.write(run, from: stream, firstFrame: frames.lowerBound)
        }
        let (files, bytes) = extraction.finish()
        return (files, bytes, contents.tail.catalogue.screening)
    }

    /// The payload key, once it agrees with the signed commitment.
    private func unseal(_ permit: Permit) throws(OpeningError) -> PayloadKey {
        let head = permit.head.head
        let delivery = try atSite { () throws(CustodianFailure) in
            try site.deliveryKey(for: permit.card.body.cardID)
        }
        let key: PayloadKey
        do throws(SealingError) {
            let secret = try PackageSecret(unsealing: permit.sealed.bytes, with: delivery)
            key = PayloadKey(secret, coreHash: head.coreHash)
        } catch { throw .package(.sealedSecret) }
        guard key.commitment == head.envelope.commitment else { throw .package(.commitment) }
        return key
    }

    private func destinationParent() throws(OpeningError) -> File {
        try onDisk { () throws(IOError) in
            let (parent, name) = splitPath(request.destination)
            guard !name.isEmpty else { throw IOError(.create, request.destination, code: EEXIST) }
            let folder = try File(folder: parent)
            guard try folder.status(of: name) == nil else { throw IOError(.create, request.destination, code: EEXIST) }
            return folder
        }
    }

    private func checkSpace(_ folder: borrowing File, needed: Int) throws(OpeningError) {
        let free = try onDisk { () throws(IOError) in try folder.freeSpace() }
        guard free >= needed else { throw .spaceShort(needed: needed, free: free, path: request.destination) }
    }

    private func stage() throws(OpeningError) -> StagedFolder {
        try onDisk { () throws(IOError) in try StagedFolder(at: request.destination, mode: 0o700) }
    }
}
