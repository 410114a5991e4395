import Archiving
import Files
import PackageFormat
import Pipelining
import Screening
import Sealing

/// The numbers of a written package.
public struct PackOutcome: Sendable {
    public let packageID: Identifier
    public let packageHash: Digest
    public let fileBytes: Int
    public let contentBytes: Int
}

/// Options of a pack that no check needs.
public struct PackOptions {
    /// One of `FrameProfile.levels`.
    public var level = FrameProfile.defaultLevel
    /// Whether the payload is padded to a Padmé length.
    public var isPadded = true
    /// Of a pack that is not screened; a screening brings its own.
    public var workers = workerCount
    /// Whether names, types and record counts of the tables that are screened stand in the envelope, for everybody to read.
    public var publishesVariables = false
    /// Called with the bytes of content read so far, or left for a worker to read next, on the thread that goes through the files.
    public var progress: (Int) -> Void = { _ in }
    /// Asked now and then; true ends with `interrupted`.
    public var isInterrupted: @Sendable () -> Bool = { false }

    public init() {}
}

/// Writes one package.
///
/// 1. set the head's place aside  2. read files, digest, tar  3. compress frames  4. cut into chunks, seal, hash
/// 5. write chunks in order  6. index  7. sign the head and write it into its place
///
/// Stages 2 to 5 run side by side, on memory that does not grow with the extract.
public struct PackageWriter {
    private let permit: PackPermit
    private let extract: Extract
    private let options: PackOptions
    private let terms: Terms
    private let payloadKey: PayloadKey
    private let slots: [Envelope.Slot]

    /// Draws the package's secret and seals it to each card.
    public init(_ extract: Extract, permit: PackPermit, options: PackOptions) throws(SendingError) {
        (self.extract, self.permit, self.options) = (extract, permit, options)
        terms = Terms(
            packageID: .random(), createdAt: permit.now, supersedes: permit.supersedes, agreement: permit.agreement,
            approvals: permit.approvals)
        let bytes = CanonicalJSON.encode(terms)
        guard bytes.count <= Terms.maximumLength else {
            throw .headTooLong(.terms, length: bytes.count, cap: Terms.maximumLength)
        }
        let secret = PackageSecret.random()
        payloadKey = PayloadKey(secret, coreHash: coreHash(ofTerms: bytes))
        slots = try Self.slots(for: permit.cards, sealing: secret)
    }

    private static func slots(
        for cards: [AgreedCard], sealing secret: borrowing PackageSecret
    ) throws(SendingError) -> [Envelope.Slot] {
        let sealed = sideBySide(cards.count) { number -> Result<[UInt8], SealingError> in
            do throws(SealingError) {
                return .success(try secret.sealed(to: cards[number].body.deliveryKey.key))
            } catch { return .failure(error) }
        }
        var slots: [Envelope.Slot] = []
        for (card, result) in zip(cards, sealed) {
            do throws(SealingError) {
                guard let sealed = SealedSecret(bytes: try result.get()) else {
                    preconditionFailure("a sealed box has 80 bytes")
                }
                slots.append(.init(card: card.card, sealed: sealed))
            } catch { throw .sealing(error) }
        }
        return slots
    }

    public var packageID: Identifier { terms.packageID }

    /// Writes everything into `package` and the head into `head` too; the caller gives them their names.
    /// With `screening`, nothing is signed unless it finds nothing or all that it finds is accepted.
    /// `clock` tells when it is signed, after the last byte was read.
    public func write(
        to package: borrowing File, head headFile: borrowing File, signedBy key: borrowing SigningKey,
        screening: ExtractScreening? = nil, accepting accept: AcceptFindings = acceptNothing, clock: () -> Instant
    ) throws(SendingError) -> PackOutcome {
        var tables: PublishedTables?
        if options.publishesVariables, let screening { tables = try PublishedTables(of: extract, by: screening) }
        var report: ScreeningReport?
        let longest = envelope(
            payloadLength: CanonicalJSON.integerLimit, root: payloadKey.commitment, published: tables?.longest,
            signedAt: .last)
        let length = CanonicalJSON.encode(longest).count
        guard length <= Envelope.maximumLength else {
            throw .headTooLong(.envelope, length: length, cap: Envelope.maximumLength)
        }
        let crew = screening?.crew ?? Crew(workers: options.workers)
        defer { if screening == nil { crew.stop() } }
        let payloadOffset = SealedHead.payloadOffset(terms: terms, longestEnvelope: length)
        do {
            try package.seek(to: payloadOffset)
            let payload = try PayloadWriter.write(
                extract, to: package, key: payloadKey, options: options, by: crew,
                also: screening.map { [ScreeningSink(run: $0)] } ?? [],
                screened: { (entries) throws(SendingError) in
                    guard let screening else { return nil }
                    let found = screening.finish().report(of: permit.agreement, contents: entries.contentsHash)
                    report = found
                    return try accept(found, permit.agreement)
                })
            try package.write(payload.indexSection)
            let signedAt = clock()
            try permit.checkAgain(at: signedAt)
            let envelope = envelope(
                payloadLength: payload.length, root: payload.indexRoot,
                published: report.flatMap { tables?.counted(by: $0) },
                signedAt: signedAt)
            let head = SealedHead(terms: terms, envelope: envelope, payloadOffset: payloadOffset, signedBy: key)
            try package.write(head.bytes, at: 0)
            try headFile.write(head.bytes)
            let size = try package.status().size
            return PackOutcome(
                packageID: terms.packageID, packageHash: head.packageHash, fileBytes: size,
                contentBytes: extract.contentBytes)
        } catch let error as SendingError { throw error } catch let error as IOError { throw .io(error) } catch {
            preconditionFailure("nothing else is thrown")
        }
    }

    private func envelope(
        payloadLength: Int, root: Digest, published: Envelope.Published?, signedAt: Instant
    ) -> Envelope {
        let isDraft = signedAt == .last
        let bytes = isDraft ? CanonicalJSON.integerLimit : padme(extract.contentBytes)
        let files = isDraft ? CanonicalJSON.integerLimit : padme(extract.items.count)
        guard let payload = Count(payloadLength), let bytes = Count(bytes), let files = Count(files) else {
            preconditionFailure("a package is below 2^53 bytes")
        }
        return Envelope(
            slots: slots, payloadLength: payload, indexRoot: root, commitment: payloadKey.commitment,
            contentBytesBound: bytes, fileCountBound: files, published: published, signedAt: signedAt)
    }
}
