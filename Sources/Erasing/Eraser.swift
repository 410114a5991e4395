import Files
import PackageFormat

/// Erases files and opened folders: overwrites what can be overwritten, removes it, and tells of each object what was done.
///
/// Nothing is thrown: what cannot be erased is reported with its reason, and everything else goes on. Killed at any point, the
/// next run with the same arguments finishes.
public struct Eraser: Sendable {
    /// Asked at every step; once true, nothing new is begun, and what is left is reported as failed with `EINTR`.
    public var isInterrupted: @Sendable () -> Bool = { false }
    /// Called with the bytes of content erased so far.
    public var progress: (@Sendable (Int) -> Void)?

    public init() {}

    /// Erases one file. `expecting`: what it must hold; with `mustMatch` it is kept where it holds something else. Links,
    /// devices and FIFOs are kept; nothing is followed.
    public func erase(
        _ name: String, in folder: borrowing File, kind: ErasedObject.Kind, expecting: ExpectedContent? = nil,
        mustMatch: Bool = false
    ) -> ErasedObject {
        let own = FileName(name)
        let mark = ErasureMark(path: own.bytes, expected: expecting)
        let work = FolderErasure(isInterrupted: isInterrupted)
        var finished: ErasedObject?
        // What an earlier run began goes first: its mark is needed for what may stand there since.
        for found in [mark.begun, mark.overwritten, own] {
            let candidate = Candidate(
                name: found, path: folder.path(of: own), kind: kind, expected: expecting, mustMatch: mustMatch,
                mark: mark)
            let object = work.erase([candidate], in: folder)[0]
            guard object.result == .missing else {
                guard object.result == .erased, found != own else { return object }
                finished = object
                continue
            }
        }
        return finished
            ?? ErasedObject(kind: kind, path: folder.path(of: own), size: expecting?.size, result: .missing)
    }

    /// Erases an opened copy: the folder at `destination` and what the catalogue names in it. Reports each object once, as it is
    /// done; paths are `destination`, a slash and the path inside.
    ///
    /// Files that the catalogue names and that hold what it says are erased. Changed and added files, links and
    /// whatever else is there are listed and kept, unless `includingDerived`: then they are erased too, links as such and files
    /// with names elsewhere only unlinked. Folders go when they are empty, the destination last.
    /// - Parameters:
    ///   - identity: of the folder that the opening made; another one, or a link, is refused as a whole.
    ///   - isResuming: an earlier run on this copy did not come to its end, so that what is missing now may be its work.
    public func eraseCopy(
        at destination: String, identity: FolderIdentity? = nil, catalogue: [ExpectedEntry], includingDerived: Bool,
        isResuming: Bool = false, machine: Machine = Machine(), report: @escaping (ErasedObject) -> Void
    ) {
        let copy = CopyErasure(
            catalogue, destination: destination, includingDerived: includingDerived, isResuming: isResuming,
            eraser: self,
            machine: machine, report: report)
        copy.run(identity: identity)
    }

    /// The same, collected: about 300 bytes for each object.
    public func eraseCopy(
        at destination: String, identity: FolderIdentity? = nil, catalogue: [ExpectedEntry], includingDerived: Bool,
        isResuming: Bool = false
    ) -> [ErasedObject] {
        var objects: [ErasedObject] = []
        eraseCopy(
            at: destination, identity: identity, catalogue: catalogue, includingDerived: includingDerived,
            isResuming: isResuming
        ) { objects.append($0) }
        return objects
    }
}

/// What an opened copy should hold; an entry of its catalogue without its place in the package.
public struct ExpectedEntry: Hashable, Sendable {
    public let path: ArchivePath
    /// Absent for a folder.
    public let content: ExpectedContent?

    public init(path: ArchivePath, content: ExpectedContent?) { (self.path, self.content) = (path, content) }

    public init(_ entry: CatalogueEntry) {
        path = entry.path
        content = entry.size.flatMap { size in entry.digest.map { ExpectedContent(size: size, digest: $0) } }
    }
}

/// Which folder an opening made, to be told from another that has its path now.
public struct FolderIdentity: Codable, Hashable, Sendable {
    public let inode: Count

    /// From a record.
    public init(inode: Count) { self.inode = inode }

    public init?(of folder: borrowing File) {
        guard let status = try? folder.status(), let inode = Count(Int(truncatingIfNeeded: status.inode)) else {
            return nil
        }
        self.inode = inode
    }

    /// File systems that number files anew at each mount, so that the number tells nothing. Device numbers are not kept
    /// at all: those of btrfs, mapped devices and shares change from one mount to the next.
    private static let renumbering: Set<String> = ["vfat", "msdos", "exfat", "cifs", "smb3", "9p", "overlay"]

    static func isLasting(on fileSystem: String?) -> Bool {
        guard let fileSystem else { return false }
        return !renumbering.contains(fileSystem) && !fileSystem.hasPrefix("fuse")
    }
}
