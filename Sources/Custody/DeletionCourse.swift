import CustodyLog
import Erasing
import Files
import Glibc
import Opening
import PackageFormat
import Sealing

/// What a deletion has done so far.
struct DeletionCourse {
    let holding: Holding
    let startedAt: Instant
    var clock: CertificateBody.Clock?
    var wasInterrupted = false
    var isUnattended = false
    var erasure = Erasure()
    var media: [LocalStorage] = []
    /// As in `CertificateBody.Key`.
    var keyResult = "failed"
    var hadPassphrase: Bool?
    var isLogDamaged = false

    init(_ holding: Holding, startedAt: Instant) { (self.holding, self.startedAt) = (holding, startedAt) }

    mutating func add(_ objects: [ErasedObject]) { erasure.objects += objects }

    /// A deletion goes on where the log is damaged or cannot be written; the certificate says so.
    mutating func recording(_ body: () throws(VaultError) -> Void) throws(VaultError) {
        do throws(VaultError) { try body() } catch {
            switch error {
            case .log, .io, .damaged: isLogDamaged = true
            default: throw error
            }
        }
    }
}

extension SiteVault {
    /// What the clock is worth, for the certificate.
    func clockEvidence(at now: Instant) throws(VaultError) -> CertificateBody.Clock {
        let mark = try clockMark()
        let isAhead = mark.map { now > $0.advanced(bySeconds: ClockMark.longestStep) } ?? false
        var isConfirmed = false
        for log in try logs() {
            // Log by log, in the order of each: an anomaly's own time is ahead of its confirmation.
            let events = try history(of: log)
            guard !ClockMark.isNoticed(in: events) else {
                isConfirmed = false
                break
            }
            if events.contains(where: { $0.type == .clockConfirmed }) { isConfirmed = true }
        }
        return CertificateBody.Clock(mark: mark, isAhead: isAhead, isConfirmed: isConfirmed)
    }

    /// File systems that hold something of the package, each once; before anything is erased.
    func media(of holding: Holding, _ request: DeletionRequest) -> [LocalStorage] {
        var found: [LocalStorage] = []
        for path in holding.copies.map(\.destination) + holding.packages + request.also + [folder.path + "/cards/x"] {
            guard let folder = try? File(folder: splitPath(path).folder) else { continue }
            let storage = StorageSurvey().storage(of: folder)
            if !found.contains(storage) { found.append(storage) }
        }
        return found
    }

    func certify(
        _ course: DeletionCourse, _ request: DeletionRequest, siteKey: borrowing SigningKey?,
        witness: borrowing SigningKey?
    ) throws(VaultError) -> DeletionCertificate {
        let holding = course.holding
        let id = Identifier.random()
        let opensNoMore = opensNoMore(holding)
        let isKeyGone = ["destroyed", "missing"].contains(course.keyResult)
        let objects = course.erasure.objects
        let isComplete = course.erasure.objects.allSatisfy { object in
            switch object.result {
            case .erased: true
            // Where the package went is not known; the key is gone.
            case .missing: object.kind == .package || request.includesDerived || object.wentWithAnEarlierRun
            case .kept, .failed: false
            }
        }
        let result: CertificateBody.Result =
            isKeyGone && opensNoMore ? (isComplete ? .complete : .partial) : .failed
        let listed = objects.count <= CertificateBody.mostObjects ? objects : objects.filter { $0.result != .erased }
        let body = CertificateBody(
            certificateID: id, packageID: holding.packageID, packageHash: holding.packageHash,
            reference: holding.agreement.reference, revision: Count(holding.agreement.revision) ?? Count(0)!,
            provider: holding.provider, organisation: organisation, site: site, result: result,
            methodType: Reference("clear")!,
            methodUsed: Line("files overwritten once with random bytes, synced and unlinked; delivery key destroyed")!,
            verificationMethod: Line("every file read back after it was overwritten; every key of the vault tried")!,
            tool: request.tool, startedAt: course.startedAt, finishedAt: request.clock(),
            wasInterrupted: course.wasInterrupted || objects.contains { $0.caveats.contains(.interrupted) },
            isUnattended: request.person == nil, person: request.person, declaration: request.declaration,
            includesDerived: request.includesDerived,
            objects: listed.prefix(CertificateBody.mostObjects).map { $0.certified(in: id) },
            objectCount: Count(objects.count) ?? Count(0)!,
            key: .init(
                card: holding.card, result: Reference(course.keyResult)!,
                hadPassphrase: course.hadPassphrase, opensNoMore: opensNoMore),
            media: course.media.map(\.certified), caveats: caveats(course, request),
            clock: course.clock ?? .init(mark: nil, isAhead: false, isConfirmed: false),
            endorsement: folder.endorsement, checkpoint: log(of: holding.provider).lastGoodCheckpoint())
        let ledger = try ledgerKey()
        var statement = DeletionCertificateStatement(body, signedBy: ledger)
        switch siteKey {
        case .some(let key): statement = statement.signed(by: key)
        case .none: break
        }
        switch witness {
        case .some(let key): statement = statement.signed(by: key)
        case .none: break
        }
        do throws(CertificateFault) { return try DeletionCertificate(parsing: statement.text) } catch {
            preconditionFailure("a certificate of our own verifies: \(error)")
        }
    }

    private func caveats(_ course: DeletionCourse, _ request: DeletionRequest) -> [Reference] {
        var codes: [String] = course.media.flatMap { $0.caveats.map(\.rawValue) }
        codes += course.erasure.objects.flatMap { $0.caveats.map(\.rawValue) }
        codes += ["key-backups-unknown", "vault-backup-possible"]
        if course.hadPassphrase == false { codes.append("key-without-passphrase") }
        if course.keyResult == "shared" { codes.append("key-shared") }
        if course.holding.head.envelope.slots.count > 1 { codes.append("other-recipients") }
        let left = course.erasure.left
        if left.contains(where: { $0.kind != .package && $0.result == .kept }) { codes.append("derived-files-kept") }
        if course.erasure.objects.filter({ $0.kind == .package }).allSatisfy({ $0.result != .erased }) {
            codes.append("package-not-found")
        }
        if course.isLogDamaged { codes.append("log-damaged") }
        if let clock = course.clock, clock.isAhead, !clock.isConfirmed { codes.append("clock-unconfirmed") }
        if course.erasure.objects.count > CertificateBody.mostObjects { codes.append("objects-not-listed") }
        return Array(Set(codes)).sorted().compactMap { Reference($0) }
    }

    /// Keeps the certificate, and beside it what its path hashes stand for, which stays at the site.
    func keep(
        _ certificate: DeletionCertificate, _ objects: [ErasedObject], of holding: Holding
    ) throws(VaultError) -> String {
        let number = try Holding.names(holding.path + "/certificates", ending: ".certificate").count + 1
        let name = "certificates/" + String(repeating: "0", count: max(0, 4 - String(number).count)) + String(number)
        var paths: [UInt8] = []
        for object in objects { paths += CanonicalJSON.encode(object) + [UInt8(ascii: "\n")] }
        try inVault { () throws(IOError) in
            try put(paths, name + ".objects", in: holding.path)
            try put(certificate.text, name + ".certificate", in: holding.path)
        }
        return joinPath(holding.path, name + ".certificate")
    }
}

extension LocalStorage {
    fileprivate var certified: CertificateBody.Media {
        CertificateBody.Media(
            fileSystem: Line(typed: fileSystem) ?? Line("unknown")!,
            mountOptions: Line(typed: mountOptions.joined(separator: ",")),
            model: deviceModel.flatMap { Line(typed: $0) }, rotational: Reference(rotational.rawValue)!,
            encrypted: Reference(dmCrypt.rawValue)!, discard: Reference(discard.rawValue)!,
            swap: Reference(swap.rawValue)!)
    }
}

extension ErasedObject {
    fileprivate func certified(in certificate: Identifier) -> CertificateBody.Object {
        CertificateBody.Object(
            kind: Reference(kind.rawValue)!, pathHash: CertificateBody.pathHash(path, in: certificate), size: size,
            matched: matched, method: Reference(method.rawValue)!, result: Reference(result.rawValue)!,
            errno: errno.flatMap { Count($0) }, links: links.flatMap { Count($0) },
            caveats: caveats.compactMap { Reference($0.rawValue) })
    }
}
