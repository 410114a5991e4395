import Testing

@testable import Sealing

@Suite struct SigningTests {
    struct Vector: Sendable {
        let seed, publicKey, message, signature: String
    }

    /// RFC 8032, section 7.1, tests 1 to 3 and "SHA(abc)".
    static let vectors = [
        Vector(
            seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", message: "",
            signature: "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
                + "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
        Vector(
            seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", message: "72",
            signature: "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e"
                + "458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
        Vector(
            seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", message: "af82",
            signature: "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290"
                + "ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
        Vector(
            seed: "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
            publicKey: "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            message: "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a8"
                + "36ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            signature: "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ec"
                + "fdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"),
    ]

    @Test(arguments: vectors)
    func `the vectors of RFC 8032`(vector: Vector) throws {
        let key = try SigningKey(seed: secret(hex(vector.seed)))
        let signature = key.sign(hex(vector.message))
        #expect(Hex.encode(key.publicKey.bytes) == vector.publicKey)
        #expect(Hex.encode(signature) == vector.signature)
        #expect(key.publicKey.verifies(signature, over: hex(vector.message)))
        #expect(exposed(key.seed) == hex(vector.seed))
    }

    @Test func `one flipped bit anywhere does not verify`() throws {
        let key = try signingKey(1)
        let message = Array("microvault".utf8)
        let signature = key.sign(message)
        for bit in 0..<(64 * 8) {
            var altered = signature
            altered[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!key.publicKey.verifies(altered, over: message))
        }
        for bit in 0..<(message.count * 8) {
            var altered = message
            altered[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!key.publicKey.verifies(signature, over: altered))
        }
        #expect(!(try signingKey(2).publicKey.verifies(signature, over: message)))
    }

    @Test func `a signature has 64 bytes`() throws {
        let key = try signingKey(1)
        let signature = key.sign([1])
        #expect(!key.publicKey.verifies(Array(signature.dropLast()), over: [1]))
        #expect(!key.publicKey.verifies(signature + [0], over: [1]))
        #expect(!key.publicKey.verifies([], over: [1]))
    }

    /// RFC 8032, section 5.1.7: S + L verifies in the equation and must be refused all the same.
    @Test func `the malleable twin of a signature is refused`() throws {
        let key = try signingKey(1)
        let signature = key.sign([1, 2, 3])
        let order = hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
        var twin = signature
        var carry = 0
        for index in 0..<32 {
            let sum = Int(twin[32 + index]) + Int(order[index]) + carry
            twin[32 + index] = UInt8(sum & 0xFF)
            carry = sum >> 8
        }
        #expect(carry == 0)
        #expect(!key.publicKey.verifies(twin, over: [1, 2, 3]))
        #expect(key.publicKey.verifies(signature, over: [1, 2, 3]))
    }

    @Test(arguments: [0, 31, 33, 64])
    func `a seed has 32 bytes`(count: Int) {
        let error = failure { () throws(SealingError) in _ = try SigningKey(seed: .random(count: count)) }
        #expect(error == .wrongLength(count))
    }

    /// The eight points of small order, their second spellings, a second spelling of the identity, a point of mixed
    /// order, and bytes that are on no curve.
    @Test(arguments: [
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "3bcfb78c4ad06f9b8d7e8c50e37e33dd40042a7805f5df945fbf33620745bc68",
        "0200000000000000000000000000000000000000000000000000000000000000",
    ])
    func `a weak or second-spelled public key is refused`(text: String) {
        #expect(failure { () throws(SealingError) in _ = try SigningPublicKey(hex(text)) } == .weakPublicKey)
    }

    @Test func `a public key has 32 bytes`() throws {
        let bytes = try signingKey(1).publicKey.bytes
        #expect(
            failure { () throws(SealingError) in _ = try SigningPublicKey(bytes.dropLast()) } == .wrongLength(31))
        #expect(failure { () throws(SealingError) in _ = try SigningPublicKey(bytes + [0]) } == .wrongLength(33))
        #expect(try SigningPublicKey(bytes).bytes == bytes)
    }
}
