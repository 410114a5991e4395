import PackageFormat
import Sealing

/// All hashes of a Merkle tree (RFC 6962, section 2.1), for proofs: 64 bytes for each leaf.
public struct MerkleLevels: Sendable {
    /// From the leaves to the root; the last of an odd number stands for itself one level up.
    private var levels: [[TreeHash]]

    public init(leaves: [[UInt8]]) { self.init(hashes: leaves.map { Self.leafHash($0) }) }

    public static func leafHash(_ leaf: some Collection<UInt8>) -> TreeHash { TreeHash(bytes: Sha256.of([0] + leaf)) }

    public init(hashes: [TreeHash]) {
        levels = [hashes]
        while let last = levels.last, last.count > 1 {
            var next: [TreeHash] = []
            next.reserveCapacity((last.count + 1) / 2)
            for left in stride(from: 0, to: last.count, by: 2) {
                next.append(left + 1 < last.count ? MerkleTree.node(last[left], last[left + 1]) : last[left])
            }
            levels.append(next)
        }
    }

    public var size: Int { levels[0].count }
    public var root: TreeHash { levels.last?.first ?? MerkleTree().root }

    /// The audit path of RFC 6962, section 2.1.1, from the leaf's sibling upwards.
    public func path(of index: Int) -> [TreeHash] {
        precondition(index >= 0 && index < size)
        var (path, index): ([TreeHash], Int) = ([], index)
        for level in levels.dropLast() {
            let sibling = index ^ 1
            if sibling < level.count { path.append(level[sibling]) }
            index >>= 1
        }
        return path
    }

    /// The root that a leaf and its path give (RFC 9162, section 2.1.3.2); nil where the path has another length than it must.
    public static func root(leaf: TreeHash, index: Int, size: Int, path: [TreeHash]) -> TreeHash? {
        guard index >= 0, index < size else { return nil }
        var (hash, node, last) = (leaf, index, size - 1)
        var rest = path[...]
        while last > 0 {
            if node & 1 == 1 || node < last {
                guard let sibling = rest.popFirst() else { return nil }
                hash = node & 1 == 1 ? MerkleTree.node(sibling, hash) : MerkleTree.node(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return rest.isEmpty ? hash : nil
    }
}
