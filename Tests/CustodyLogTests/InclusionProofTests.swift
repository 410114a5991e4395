import Testing

@testable import CustodyLog

/// Audit paths of RFC 6962, section 2.1.1, against the tree that the log itself grows.
@Suite struct InclusionProofTests {
    private static let sizes = 1...70

    private func leaves(_ count: Int) -> [[UInt8]] { (0..<count).map { Array("event \($0)".utf8) } }

    private func tree(_ leaves: [[UInt8]]) -> MerkleTree {
        var tree = MerkleTree()
        for leaf in leaves { tree.append(leaf) }
        return tree
    }

    @Test func theLevelsHaveTheRootOfTheTree() {
        #expect(MerkleLevels(leaves: []).root == MerkleTree().root)
        for size in Self.sizes {
            #expect(MerkleLevels(leaves: leaves(size)).root == tree(leaves(size)).root, "\(size)")
        }
    }

    @Test(arguments: sizes) func everyPathVerifies(size: Int) {
        let leaves = leaves(size)
        let (levels, root) = (MerkleLevels(leaves: leaves), tree(leaves).root)
        for index in 0..<size {
            let path = levels.path(of: index)
            let leaf = MerkleLevels.leafHash(leaves[index])
            #expect(MerkleLevels.root(leaf: leaf, index: index, size: size, path: path) == root)
        }
    }

    /// Another leaf, index or size, another hash, one more, one less, two in the other order.
    @Test(arguments: [1, 2, 3, 4, 7, 8, 13, 33, 70]) func noOtherPathDoes(size: Int) {
        let leaves = leaves(size)
        let (levels, root) = (MerkleLevels(leaves: leaves), tree(leaves).root)
        for index in 0..<size {
            let path = levels.path(of: index)
            let leaf = MerkleLevels.leafHash(leaves[index])
            func gives(_ leaf: TreeHash, _ index: Int, _ path: [TreeHash], size: Int = size) -> Bool {
                MerkleLevels.root(leaf: leaf, index: index, size: size, path: path) == root
            }
            #expect(!gives(MerkleLevels.leafHash(Array("another".utf8)), index, path))
            for other in 0..<size where other != index { #expect(!gives(leaf, other, path)) }
            for other in [-1, size] { #expect(!gives(leaf, other, path)) }
            #expect(!gives(leaf, index, path + [leaf]) && !gives(leaf, index, [leaf] + path))
            for place in path.indices {
                var altered = path
                altered[place] = leaf
                #expect(!gives(leaf, index, altered))
                altered = path
                altered.remove(at: place)
                #expect(!gives(leaf, index, altered))
                if place > 0 {
                    altered = path
                    altered.swapAt(place, place - 1)
                    #expect(!gives(leaf, index, altered))
                }
            }
        }
        // A node is never taken for a leaf: both are hashed with a byte of their own before them.
        #expect(MerkleLevels.leafHash([1]) != MerkleTree.node(root, root))
    }

    @Test func theFirstLeavesPathIsThatOfTheReference() {
        // RFC 6962, section 2.1.3: seven leaves; the path of d0 is [b, h, l], of d3 [c, g, l], of d6 [i, k].
        let levels = MerkleLevels(leaves: leaves(7))
        let hashes = leaves(7).map { MerkleLevels.leafHash($0) }
        let (g, h, i) = (
            MerkleTree.node(hashes[0], hashes[1]), MerkleTree.node(hashes[2], hashes[3]),
            MerkleTree.node(hashes[4], hashes[5])
        )
        let l = MerkleTree.node(i, hashes[6])
        #expect(levels.path(of: 0) == [hashes[1], h, l])
        #expect(levels.path(of: 3) == [hashes[2], g, l])
        #expect(levels.path(of: 6) == [i, MerkleTree.node(g, h)])
    }
}
