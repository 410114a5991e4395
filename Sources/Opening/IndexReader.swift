import Files
import PackageFormat
import Sealing

/// The index of a package, checked against the signed root; pages are read when they are used and checked again.
struct IndexReader: ~Copyable {
    private let file: File
    private let layout: ChunkLayout
    private let pageHashes: [UInt8]
    private var page = -1
    private var leaves: [UInt8] = []

    init(_ file: borrowing File, layout: ChunkLayout, root: Digest) throws(OpeningError) {
        let copy = try onDisk { () throws(IOError) in try file.duplicate() }
        let hashes = try onDisk { () throws(IOError) in
            try file.bytes(layout.pageCount * Digest.length, at: layout.pageHashesOffset)
        }
        guard hashes.count == layout.pageCount * Digest.length,
            IndexDigest.root(chunkCount: layout.chunkCount, pageHashes: hashes) == root
        else { throw .package(.indexRoot) }
        self.file = copy
        self.layout = layout
        pageHashes = hashes
    }

    /// The leaf that `chunk` must have.
    mutating func leaf(of chunk: Int) throws(OpeningError) -> Digest {
        let wanted = chunk / ChunkLayout.leavesPerPage
        if wanted != page { try load(wanted) }
        let start = chunk % ChunkLayout.leavesPerPage * Digest.length
        guard let leaf = Digest(leaves[start..<start + Digest.length]) else { preconditionFailure("32 bytes") }
        return leaf
    }

    private mutating func load(_ page: Int) throws(OpeningError) {
        let length = layout.leavesIn(page: page) * Digest.length
        let bytes = try onDisk { () throws(IOError) in try file.bytes(length, at: layout.pageOffset(page)) }
        let expected = pageHashes[(page * Digest.length)..<((page + 1) * Digest.length)]
        guard bytes.count == length, IndexDigest.page(page, leaves: bytes).bytes.elementsEqual(expected) else {
            throw .package(.indexPage(page))
        }
        leaves = bytes
        self.page = page
    }
}
