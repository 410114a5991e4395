import Sealing
import Testing

@testable import CustodyLog

/// The tree of RFC 6962, section 2.1, against the reference vectors of Certificate Transparency.
@Suite struct MerkleTreeTests {
    private static let leaves = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ].map { Hex.decode($0)! }

    private static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test(arguments: 0...8) func rootsAreThoseOfTheReference(size: Int) {
        var tree = MerkleTree()
        for leaf in Self.leaves.prefix(size) { tree.append(leaf) }
        #expect(tree.size == size && tree.root.description == Self.roots[size])
        #expect(tree.frontier.count == size.nonzeroBitCount)
    }

    /// From every size to every later one, with the frontier alone.
    @Test func aFrontierIsEnoughToGoOn() throws {
        var first = MerkleTree()
        for size in 0...8 {
            var second = try #require(MerkleTree(size: size, frontier: first.frontier))
            #expect(second.root.description == Self.roots[size])
            for later in size..<8 {
                second.append(Self.leaves[later])
                #expect(second.root.description == Self.roots[later + 1])
            }
            if size < 8 { first.append(Self.leaves[size]) }
        }
    }

    @Test func aFrontierHasAHashForEachBit() {
        let hash = TreeHash(Self.roots[0])!
        for (size, count) in [(0, 1), (1, 0), (1, 2), (3, 1), (4, 2), (7, 2), (-1, 64)] {
            #expect(MerkleTree(size: size, frontier: Array(repeating: hash, count: count)) == nil)
        }
    }

    @Test func aHashHasOneSpelling() {
        for text in ["", Self.roots[1].uppercased(), String(Self.roots[1].dropLast(2)), Self.roots[1] + "00"] {
            #expect(TreeHash(text) == nil)
        }
    }
}
