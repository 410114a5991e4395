import PackageFormat
import Sealing

/// A SHA-256 hash of a Merkle tree, written as 64 lower-case hexadecimal digits.
public struct TreeHash: TextCoded {
    public let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    public init?(_ text: String) {
        guard let bytes = Hex.decode(text), bytes.count == Sha256.length else { return nil }
        self.bytes = bytes
    }

    public var description: String { Hex.encode(bytes) }
}

/// The Merkle tree of RFC 6962, section 2.1, as far as appending needs it: its size and the roots of its complete subtrees.
public struct MerkleTree: Equatable, Sendable {
    /// Number of leaves.
    public private(set) var size = 0
    /// Roots of the largest complete subtrees, from the left: one for each bit that is set in `size`.
    public private(set) var frontier: [TreeHash] = []

    public init() {}

    /// Nil unless `frontier` has as many hashes as `size` has bits.
    public init?(size: Int, frontier: [TreeHash]) {
        guard size >= 0, frontier.count == size.nonzeroBitCount else { return nil }
        (self.size, self.frontier) = (size, frontier)
    }

    public mutating func append(_ leaf: some Collection<UInt8>) {
        var hash = TreeHash(bytes: Sha256.of([0] + leaf))
        var complete = size
        while complete & 1 == 1, let left = frontier.popLast() {
            hash = Self.node(left, hash)
            complete >>= 1
        }
        frontier.append(hash)
        size += 1
    }

    /// That of an empty tree is the hash of nothing.
    public var root: TreeHash {
        guard var root = frontier.last else { return TreeHash(bytes: Sha256.of([])) }
        for left in frontier.dropLast().reversed() { root = Self.node(left, root) }
        return root
    }

    static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        TreeHash(bytes: Sha256.of([1] + left.bytes + right.bytes))
    }
}
