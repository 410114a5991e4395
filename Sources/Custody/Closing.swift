import CustodyLog
import Erasing
import Files
import Glibc
import Opening
import PackageFormat
import Sealing

/// What whoever deletes brings to it.
public struct DeletionRequest: Sendable {
    /// Absent in an unattended sweep.
    public var person: CertificateBody.Person?
    public var declaration: Prose?
    /// Files that were changed or added go too, and missing ones are accounted for.
    public var includesDerived = false
    /// Further files and folders that hold content of the package, from the root.
    public var also: [String] = []
    /// Name and version of the tool, for the certificate.
    public var tool: Line
    public var clock: @Sendable () -> Instant

    public init(tool: Line, clock: @escaping @Sendable () -> Instant) { (self.tool, self.clock) = (tool, clock) }
}

/// What was erased, and what was not.
public struct Erasure: Sendable {
    public var objects: [ErasedObject] = []

    /// Kept, missing or failed.
    public var left: [ErasedObject] { objects.filter { $0.result != .erased && !$0.wentWithAnEarlierRun } }
    public var erased: [ErasedObject] { objects.filter { $0.result == .erased } }

    /// Whether all is gone; files that are missing count as gone where the operator accounts for them.
    func isComplete(includingDerived: Bool) -> Bool {
        left.allSatisfy { includingDerived && $0.result == .missing }
    }
}

extension ErasedObject {
    /// Missing since a run that was killed was at it: erased then, for all that can be known. The certificate says that it was
    /// interrupted, and the object does.
    var wentWithAnEarlierRun: Bool { result == .missing && caveats.contains(.interrupted) }
}

extension SiteVault {
    /// Erases the opened copies of a holding; package and key stay.
    ///
    /// 1. intent recorded  2. files that are as they were opened are erased, others kept  3. outcome recorded
    public func close(_ holding: Holding, request: DeletionRequest, isUnattended: Bool = false) throws(VaultError)
        -> Erasure
    {
        try held { () throws(VaultError) in
            let holding = try settled(holding, at: request.clock())
            guard !holding.copies.isEmpty else { throw .nothingOpen(holding.agreement.reference) }
            var intent = holding.event(.closeIntended, at: request.clock())
            (intent.person, intent.isUnattended) = (request.person?.name, isUnattended ? true : nil)
            try record([intent], of: holding.provider)
            let erasure = try eraseCopies(of: holding, request)
            var outcome = holding.event(.closed, at: request.clock())
            let isComplete = erasure.isComplete(includingDerived: request.includesDerived)
            (outcome.person, outcome.isUnattended) = (request.person?.name, isUnattended ? true : nil)
            (outcome.code, outcome.files) = (
                Reference(isComplete ? "complete" : "partial"), Count(erasure.erased.count)
            )
            try record([outcome], of: holding.provider)
            return erasure
        }
    }

    /// The holding as it is now that the vault is held; openings that were cut short are settled as far as the log can take it.
    func settled(_ holding: Holding, at now: Instant) throws(VaultError) -> Holding {
        _ = try? removeLeftovers(now: now)
        return try self.holding(holding.packageHash) ?? holding
    }

    /// Copies in turn; one that is gone is forgotten, one of which something is left is kept on record.
    func eraseCopies(of holding: Holding, _ request: DeletionRequest) throws(VaultError) -> Erasure {
        var erasure = Erasure()
        for copy in holding.copies {
            // An opening that still runs is not interrupted: its folder has no name yet.
            let isLeft = try inVault { () throws(IOError) in try removeLeftStaging(at: copy.staging) }
            if !isLeft, isThere(copy.staging) { throw .openingRuns(path: copy.destination) }
            // It was cut short before it had its name: nothing of it is anywhere.
            if isLeft, !isThere(copy.destination) {
                try forget(copy.copy, of: holding.path)
                continue
            }
            let entries = try holding.entries(of: copy.copy) ?? []
            let mark = "copies/\(copy.copy).erasing"
            let isResuming = isThere(joinPath(holding.path, mark))
            try inVault { () throws(IOError) in try put([], mark, in: holding.path) }
            let found = eraser.eraseCopy(
                at: copy.destination, identity: copy.folderNumber.map(FolderIdentity.init(inode:)),
                catalogue: entries.map { ExpectedEntry($0) }, includingDerived: request.includesDerived,
                isResuming: isResuming)
            erasure.objects += found
            try remember(found.filter { $0.result == .erased }, of: holding)
            let gone = Set(found.filter { $0.result == .erased }.map(\.path))
            let left = entries.filter { !gone.contains(joinPath(copy.destination, $0.path.description)) }
            let isGone = found.allSatisfy { $0.result == .erased || $0.result == .missing }
            if isGone {
                try forget(copy.copy, of: holding.path)
            } else {
                try keepList(left, of: copy.copy, in: holding)
            }
            // Where something is left, the next run begins anew and tells what is missing then.
            try removeFile(mark, of: holding.path)
        }
        return erasure
    }

    /// What was erased is told by every later certificate; one line for each object.
    func remember(_ objects: [ErasedObject], of holding: Holding) throws(VaultError) {
        guard !objects.isEmpty else { return }
        var text: [UInt8] = []
        for object in objects { text += CanonicalJSON.encode(object) + [UInt8(ascii: "\n")] }
        try inVault { () throws(IOError) in
            let file = try File(appendingTo: joinPath(holding.path, "erased"), mode: folder.fileMode)
            try file.write(text)
            try file.sync()
        }
    }

    /// What earlier runs erased, each path once.
    func erasedBefore(of holding: Holding) throws(VaultError) -> [ErasedObject] {
        guard let bytes = try Holding.read(joinPath(holding.path, "erased"), cap: 1 << 30) else { return [] }
        var known: Set<String> = []
        // A last line that was torn tells of nothing.
        return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard let object = try? CanonicalJSON.decode(ErasedObject.self, from: line, cap: 1 << 16),
                known.insert(object.path).inserted
            else { return nil }
            return object
        }
    }

    private func keepList(
        _ entries: [CatalogueEntry], of copy: Identifier, in holding: Holding
    ) throws(VaultError) {
        try inVault { () throws(IOError) in try put(entries.lines, "copies/\(copy).catalogue", in: holding.path) }
    }

    var eraser: Eraser {
        var eraser = Eraser()
        eraser.isInterrupted = surroundings.isInterrupted
        return eraser
    }
}
