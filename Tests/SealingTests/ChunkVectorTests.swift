import CSodium
import Testing

@testable import Sealing

/// XChaCha20-Poly1305 with the nonces that chunks have: le64(index), 15 zeros, the final flag. Expected values were made by
/// HChaCha20 written out in Python over the ChaCha20-Poly1305 of its `cryptography` package, and by PyNaCl; both agreed.
@Suite struct ChunkVectorTests {
    private static func open(_ sealed: [UInt8], _ index: Int, isLast: Bool) throws -> SealingError? {
        let key = try PackageKeyTests.payloadKey()
        return failure { () throws(SealingError) in
            _ = try PackageKeyTests.open(key, sealed, index, isLast: isLast)
        }
    }

    /// Each row: index; the byte 00 sealed as a chunk that is not the last; as the last.
    static let indexes = table(
        3,
        """
        0 1f17f3f6688c5b0f60e3a5f715dae90d35 1fe413ed1214cb49092a45e631845ae4ed
        1 7e75aae6410be2fbb583b8fdbf4b9ef7fe bf9e4717c6afe1838d2b1e5a0269707562
        127 2d1dd22b05a2514b6f7df5b3205738c1c3 bdaff62961e824262c141b36fa550b642a
        255 cb6785227fe609b3d44dabe4874a7b9acf 701ab82574a0717ef82c8d8d61166b71f3
        256 98c1a5b1774b3a40bac28537d4304efb39 bb240aa410aceffff00a2eed5514bd3c98
        65535 a343e854f03bf20ca58784e241a4bb769d ab55ef0dbe6240d2d289448fdfe56e7990
        65536 d310a704bb3b4154b5915f579487e714b4 0f105a3b7bcbf12d988fe6b89ba5741a00
        2147483648 8396439d523229dd8cc8a5f2eaa9fc094a 9749f7a3e60126792e9c3fba7606a9e6d1
        4294967295 f1c0863f0fad4f3b9c2488b88f0eb3526b 1a2e64eaacfa75d7848f6e8057a7241b5d
        4294967296 3c42304e6a93ccde73b99b18d45b5fc84c d9f2e2fa2d2a62fef31fcbb2ee246736d6
        9007199254740991 cb6975e1550169174064a05e613c252306 eec9d44f5bc7b980540b666e7f0526918c
        9223372036854775807 f4d58de862e1cb298a3b371acfbcf0ce80 730f06e224de696e6ed1c5fe498b63542b
        """)

    @Test(arguments: indexes)
    func `index and final flag make the nonce`(row: [String]) throws {
        let key = try PackageKeyTests.payloadKey()
        let index = try #require(Int(row[0]))
        for (isLast, expected) in [(false, row[1]), (true, row[2])] {
            let sealed = PackageKeyTests.seal(key, [0], index, isLast: isLast)
            #expect(Hex.encode(sealed) == expected)
            #expect(try PackageKeyTests.open(key, sealed, index, isLast: isLast) == [0])
            #expect(try Self.open(sealed, index, isLast: !isLast) == .doesNotOpen)
        }
    }

    /// Each row: a length; the digest of so many bytes of `pattern`, sealed as chunk 5.
    static let lengths = table(
        2,
        """
        0 edc1db0fbfc605b5d3597411fe95eadaafc1f608314a0d24fa80c27d926b7811
        1 5f750b965b89602c8f8fe81a7e323fbc7d1537e3310b911f9714e29076aa795c
        15 7e6e5c99cdc1277607c74576b1617fb817272f72f80faa4bfc0dd5c12cb10128
        16 5fe0d104fe8726b989b3e139485bc4070a710d4bea4c687a0a12ffdea25c80bb
        17 5f18d8f64613a2922a6dff04c4fccf00b41080cbb7f7bf1d6e85798699776e07
        31 65899f879c26bd335eb0f5d8094342ecc9f9dbc09449fd1aa464fb6a47a78b59
        32 a3a04f52d619d128e1fa54e6a09bfc564029ba75a362b99730df35f3893e19d8
        33 a0e2213ead642ef4798c737d3e9e07c68be36bf42d1a5ed003752fb23fca883f
        63 31c6175c233c658e0959977ab8d5b7a6c75eec09ceb6fdde8f15ea0777c8d2f3
        64 76c6cf51fde3010273fb0f35ee27534a37d36212f3ec6689e476cf79e8e4402e
        65 371e4e5007dceae4ba0cf29106dfdd97e7ec19b8532fc5a7fc470bdea0b3f88a
        127 540302555d7d657dcb2915cf5e457dc6ef58a491af3c61f96a28f7a6171fe874
        128 34f26736a6a5ae75e7f1c374bfbf3faeb9ee45ad12f4f4804feb6c018ebfb776
        129 86be8aa6c23be47795b3f1c15bae144c58ce5f8477579670f42c3114a92f710c
        255 ccc018b33022a1d436d71b22d2ebb12d511567128ba104d2b85cfc9d4db16de0
        256 4e7e8d8e65b4c3bb78eef1b92abb9bec825e75e1995354efb476cfae6d5a0415
        257 93b9cdfeebd14e6fbc62a11bfdd4a7c5f764bc2ce1afcedb19dc57b233f5698f
        4096 e8d9169ee3c7a4675452feb75149dbfdab5f969e2be0008777f27e70bafbbe27
        262143 7324e67167a8a7410f69c7fe61de4e385e8cdcf88b28251a652fd2438d6b7ce4
        262144 fb519048fecaab490cab42414ab0f06daa42c2f2bc9f46cf6a02e64f3627ff98
        """)

    @Test(arguments: lengths)
    func `every length is sealed and opened`(row: [String]) throws {
        let key = try PackageKeyTests.payloadKey()
        let plain = pattern(try #require(Int(row[0])))
        let sealed = PackageKeyTests.seal(key, plain, 5, isLast: false)
        #expect(Digest.of(sealed, as: .none).hex == row[1])
        #expect(try PackageKeyTests.open(key, sealed, 5, isLast: false) == plain)
    }

    @Test func `a chunk of nothing is a tag, every bit of which counts`() throws {
        let key = try PackageKeyTests.payloadKey()
        let sealed = PackageKeyTests.seal(key, [], 9, isLast: true)
        #expect(Hex.encode(sealed) == "14ddfc2636c4532d8770f9a5d89134a0")
        #expect(try PackageKeyTests.open(key, sealed, 9, isLast: true) == [])
        for bit in 0..<128 {
            var altered = sealed
            altered[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(try Self.open(altered, 9, isLast: true) == .doesNotOpen)
        }
        for count in 0..<16 {
            #expect(try Self.open(Array(sealed.prefix(count)), 9, isLast: true) == .wrongLength(count))
        }
        #expect(try Self.open(sealed + [0], 9, isLast: true) == .doesNotOpen)
    }

    @Test func `every bit of the index counts`() throws {
        let index = 0x0123_4567_89AB_CDEF
        let key = try PackageKeyTests.payloadKey()
        let sealed = PackageKeyTests.seal(key, pattern(40), index, isLast: false)
        #expect(try Self.open(sealed, index, isLast: false) == nil)
        for bit in 0..<63 {
            #expect(try Self.open(sealed, index ^ 1 << bit, isLast: false) == .doesNotOpen)
        }
    }

    private static let sunscreen = Array(
        "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it."
            .utf8)
    private static let draftNonce = Array(UInt8(0x40)..<0x58)
    private static let draftData = hex("50515253c0c1c2c3c4c5c6c7")

    /// draft-irtf-cfrg-xchacha-03, A.3.1 with its own key, which no wrapper takes: so the library itself.
    @Test func `the vector of the draft`() {
        Sodium.ready
        var sealed = [UInt8](repeating: 0, count: Self.sunscreen.count + 16)
        let status = crypto_aead_xchacha20poly1305_ietf_encrypt(
            &sealed, nil, Self.sunscreen, UInt64(Self.sunscreen.count), Self.draftData, UInt64(Self.draftData.count),
            nil, Self.draftNonce, Array(UInt8(0x80)..<0xA0))
        #expect(status == 0)
        #expect(
            Hex.encode(sealed)
                == "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39"
                + "ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
                + "21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49")
    }

    /// Plaintext, nonce and additional data of the draft, under the key of the lock that docs/format.md shows.
    @Test func `the draft's plaintext under the key of a lock`() throws {
        let lock = try #require(
            PassphraseLock(passes: 1, memoryKiB: 8_192, salt: Array(UInt8(0)..<16), nonce: Self.draftNonce))
        let sealed = try lock.lock(
            secret(Self.sunscreen), passphrase: secret(Array("correct horse".utf8)), context: Self.draftData)
        #expect(
            Hex.encode(sealed)
                == "c862103f09635db69aece0e0b4217f20c9fe6bc89c88666dc531141ce5e24d089cd5417be84e565521d12fcd1828c6b7"
                + "a14a35707c43cb1a69b07adfc53f4206bb6225063abc4ccd489f58a08a3da57c081c59e0ea22b5eee195fe3332afa20b"
                + "3d307d06552f1bc188f7faea90ee5e723f63f01ec801d07a78acb339e148fb5e2165")
    }
}
