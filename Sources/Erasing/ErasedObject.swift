import PackageFormat

/// What became of one file, folder or key.
public struct ErasedObject: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Sendable {
        /// A file that the catalogue names, changed or not.
        case openedFile = "opened-file"
        /// A file that the catalogue does not name.
        case derivedFile = "derived-file"
        case folder, package
        case deliveryKey = "delivery-key"
        /// A link, a FIFO, a socket or a device.
        case other
    }

    public enum Method: String, Codable, Sendable {
        /// Overwritten once with random bytes, synced, read back and compared, then unlinked.
        case overwrittenAndUnlinked = "overwritten-and-unlinked"
        case unlinked, none
    }

    public enum Result: String, Codable, Sendable {
        case erased
        /// Left as it is: changed, added, or not to be entered.
        case kept
        /// Named by the catalogue and not there.
        case missing
        /// Still there, under its own name or that of a begun erasure; `errno` says why.
        case failed
    }

    public let kind: Kind
    /// Under the folder as it was given; callers hash it where it must not be told.
    public let path: String
    /// Bytes; of something missing, those in the catalogue. Absent for what is no file.
    public let size: Count?
    /// Whether size and digest were the catalogue's just before; absent where there was nothing to compare with, and after an
    /// interruption that left nothing to compare.
    public let matched: Bool?
    public let method: Method
    public let result: Result
    /// Why it failed, as `errno(3)` of this machine; `EINTR` where the operator stopped the run before.
    public let errno: Int?
    /// Names that the file had, where there was more than one.
    public let links: Int?
    /// Those of the object; what weakens every overwrite here stands in `LocalStorage.caveats`. In order, none twice.
    public let caveats: [Caveat]

    public init(
        kind: Kind, path: String, size: Count? = nil, matched: Bool? = nil, method: Method = .none, result: Result,
        errno: Int? = nil, links: Int? = nil, caveats: Set<Caveat> = []
    ) {
        (self.kind, self.path, self.size, self.matched) = (kind, path, size, matched)
        (self.method, self.result, self.errno, self.links) = (method, result, errno, links)
        self.caveats = Caveat.allCases.filter(caveats.contains)
    }
}
