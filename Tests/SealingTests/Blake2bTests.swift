import Testing

@testable import Sealing

/// BLAKE2b at the edges of its block of 128 bytes. The inputs are those of RFC 7693, appendix E, with the length as seed; the
/// expected values are those of Python's `hashlib`, whose results over that appendix's inputs give the appendix's digest.
@Suite struct Blake2bTests {
    /// Each row: a length, the digest without personalisation, the digest with `mv1 leaf`.
    static let vectors = table(
        3,
        """
        0 0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8
        561cc1ca650bf047f2f5ba715201659b74547f887aef601ad512b69c121f94c6
        1 be492f1d5267c38c859e0778607aebe4c9695240fa032f7f692e494b6c0ac94f
        7a3193f3bd54185493db7d87ad56ce5d74dada9ac7d19a590beb3ad085fcf1f7
        2 36ac3de955840f71e3695b53ca41576614687ddcdcebc052eb0a210a19115946
        84bfe5e1118035f8e9acce8a2f8e430a79a233f149aa129ea48921108cf71a3d
        3 c6fcb3c3542e65f2db9a75aca089bfe3ff63e5b3889f65bf1d2da61964710782
        227e377d95451c40b4161cf7b0ca3f3a4a90159bdafc9e07662ac355a613dc7e
        31 7056ce9f0623db434eeb6be91d53ee2b7e6de6602de1c4d25ec23ba2669c1153
        cb3c43d798e5adc539c9cbc979dc9798b0094f9e3ed75051328604f4e8c8c803
        32 eb185ea92ddf5cd0a8a335c0f101edff4f778ddeabeca7d17b3b18a746f874ad
        18947e5147cc09224c8bbdc244798eedf37b31723a7f040062e2d00b156ff4c0
        33 b09ec8cfffb61ba099ef51c61e5b82006959917c9e920624f9d99ed51eb1e5ea
        0aeb587daea8a98285fe7b61c6ec75adc2cd5b2860ded9e37715fcd6fa483e43
        63 821e57e3296d10a520cf3801ad1d3a41627047a25d772e0336bd84e76dff7940
        3dbc9ec9d56e64c788e128f1edcafbc79de438916a8078e9d5ee749dd5561b8a
        64 ec21e0865e0c7781f11c782906d2253d67e67e126ed391df9e21c9dc2f9f3090
        26945d7584189a83224f9b00a46339a096a3e340349d9451ac54a997f73cda37
        65 94124a4c184e009c9b23c7358a2b319f90755902773a1809d3076d6271c54443
        add0a6ac0bc7b402e7f41972ada9bd1934bfe1586bb4afc4d02025ac856ef349
        127 2217d63a408e479e8daa6f4a675120a7f0f51b7b32b063e355c111891672326a
        07f6849bd1bd4c60f244cadf1756909bcfaa9e1db9dd06d3d481fde00aa6dc6b
        128 9f51dad780c3c7f1915262e80ccbd443a91e5c5c97e8127f9c9f8536aec85960
        f1f7d09730b7889ab0d099d3a5c71bf73f52c55a1b79ec3dc25aa1865f8934a7
        129 5a9585ea35499d7d883d3a22eed1d3ebc46c1b1937d479b8be92b358c3eed78e
        a1ce6f19fc458eae481577f0c7aeb78c9ed48b04bfff4fd7fbd0ef3353919a0c
        191 4782b92547ea0dad4d00bcf630ee44a5de0dddba7e5e23cb4d47c57825a9b998
        242c985ae02948ffdac5e3fe1eee3fe5223b8bc73b21c226d9bb904f537580cb
        192 8b3f78cc88fdde3414bef0032622bce8ec39ad3b5c4172fd35ad81b6dcb81dde
        904fa80231ea261e13abb0c4aeb289632c194dc82ef085f38b8eab4457cd6e46
        193 54fe237b94c42df7839b9deb1269b85f6a8e43e470e9147513f06c790de1803b
        28ec94888b1d9366cde364b5fabcf9ef2d41ddbb06e0f049a1482b1c55ab4b2a
        255 517f6f8c5afea55f1c27cb8cdb4ff015c9602a550ba3080e5ac32796931711d3
        460ae734f6cbc71c41e5419c53d473d7cc9e1fd8f4ba2e0bdf8322d09ccc82c2
        256 7924db0acf00cb944fab589f1a618abc9954833d26861365cba9715e996de733
        c8f4ef2b7cb6be2306943e4275547cd549737dd6bfc8a0f00886d3f01ddd17b4
        257 4d396945f07b15730b0d6545189ae9542b13a617a724583a69582872e898685d
        f345593cc31f2a39617e92aad482f860f504d1443b57b0de12e2830a55c0f870
        1024 a001b41dd6bfcb13c73bf83a1fe5c881d49476163e472906c200375d8482b004
        9567ee48f1b1f79ae8b5bfba73d41d0a3163f04dc3505d116db4ece467f1a1ba
        1048575 420463d268c8ac9c9e296ca0af13b338fabe0f54cd8362da73ab4d7c0ceaf0d6
        5717b4fb95b8f5d31266910228c569010a6ac0a242d49dbe606c1d100fba33da
        1048576 feccc02ea2cc129d3cbfbdb0bdc7269cdd1423991090e6fd1a19a0cae309c10a
        9b1a75598cecebcdb94c63fe58c861356842d6d689a9b4d329f35be081783353
        1048577 5b5c0fdeae99c6676eb63d4ef28ac53117cf981899a7919af625dedc53a1337b
        406b74e3e5d1a69b8da05457e1c7b3650365de42821e5a8adc0f017b34628033
        """)

    private static func digest(_ parts: [ArraySlice<UInt8>], _ personalisation: Personalisation, secret: Bool) -> String
    {
        var stream = DigestStream(personalisation, takesSecrets: secret)
        for part in parts { part.withUnsafeBytes { stream.update($0) } }
        return stream.finalise().hex
    }

    @Test(arguments: vectors)
    func `every length, in ordinary and in guarded memory`(row: [String]) throws {
        let count = try #require(Int(row[0]))
        let input = sequence(count, seed: UInt32(count))
        for isSecret in [false, true] {
            #expect(Self.digest([input[...]], .none, secret: isSecret) == row[1])
            #expect(Self.digest([input[...]], Personalisation("mv1 leaf"), secret: isSecret) == row[2])
        }
        input.withUnsafeBytes { #expect(Digest.of($0, as: Personalisation("mv1 leaf")).hex == row[2]) }
    }

    @Test(arguments: vectors.filter { $0[0].count < 5 })
    func `every division into two parts`(row: [String]) throws {
        let count = try #require(Int(row[0]))
        let input = sequence(count, seed: UInt32(count))
        for middle in 0...count {
            let parts = [input[..<middle], input[middle...]]
            #expect(Self.digest(parts, Personalisation("mv1 leaf"), secret: false) == row[2])
        }
    }

    /// Into guarded memory, as keys are derived.
    @Test(arguments: vectors.filter { $0[0].count < 5 })
    func `a digest that is a secret`(row: [String]) throws {
        let count = try #require(Int(row[0]))
        var stream = DigestStream(Personalisation("mv1 leaf"), takesSecrets: true)
        stream.update(sequence(count, seed: UInt32(count)))
        var taken = Optional(stream)
        let secret = SecretBytes(count: 32) { taken.take()!.finalise(into: $0) }
        #expect(Hex.encode(exposed(secret)) == row[2])
    }

    @Test func `every byte of the input and of the personalisation counts`() {
        let input = sequence(129, seed: 129)
        var found: Set<String> = [Digest.of(input, as: Personalisation("mv1 leaf")).hex]
        for index in input.indices {
            var altered = input
            altered[index] ^= 0x80
            found.insert(Digest.of(altered, as: Personalisation("mv1 leaf")).hex)
        }
        let others: [Personalisation] = [
            "mv1 leag", "mv1 lea", "mv1 leaf ", "Mv1 leaf", "mv1 page", "mv1 leaf\u{1}", "", "mv1 block", "mv1 file",
        ].map { Personalisation($0) }
        for other in others { found.insert(Digest.of(input, as: other).hex) }
        #expect(found.count == 1 + input.count + others.count)
    }

    /// Keyed, as `K`, `Kp` and the commitment are (docs/format.md, section 8). Each row: S, coreHash, commitment, and the tag
    /// of an empty chunk 0 under Kp. S comes in by a sealed box that was made here.
    static let keyed = table(
        4,
        """
        0000000000000000000000000000000000000000000000000000000000000000
        0000000000000000000000000000000000000000000000000000000000000000
        a90d087ab8b7eae975e5262a3cdacf41df54cbfe46ab6018cd970a7f23c7b922
        a94c908cc1e0c22e67b3f2280c64d13b
        0000000000000000000000000000000000000000000000000000000000000000
        69b6d01e0b279002d618937d3e7eab4b403240528755cfb032f98d42b6e0fc95
        d95558712855bea212a99d3c254d187268ad40967e13e5f48f52d39bd37ca49e
        7d5c2be0dce1d7623771aeb536b346d1
        ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
        0000000000000000000000000000000000000000000000000000000000000000
        30b2529df8342b8a97d0b38de589b640f2e5a87956cd6f74a35b52415fb9f73b
        f4dd5c0ae02d3df639cdd2070b017213
        ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
        69b6d01e0b279002d618937d3e7eab4b403240528755cfb032f98d42b6e0fc95
        3749878d08b527bdc2273b60f1e2ba2b1716ca046b806550435f694c11093662
        bc6f484066c9fa8cfa803130e85893a2
        000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
        0000000000000000000000000000000000000000000000000000000000000000
        b3396f674efd49fc3bd610a4e1b02a7ca66ceadbd41b07c3a703d95ff42209d1
        23636183b9657f60ae4b1d394b0edfd2
        000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f
        69b6d01e0b279002d618937d3e7eab4b403240528755cfb032f98d42b6e0fc95
        e0e5bdf8d6ae4123909fa0e36a2481f33e575c7945a33f8452f809b24e3ea39c
        f4a76613d594cd010b3893f81292c7e2
        e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff
        0000000000000000000000000000000000000000000000000000000000000000
        3aa0228d19f3f102429fc140b823a49edea62be9a4a5bcef1cce54a5e520d546
        4e0e7d75e61e3dc18771683b4bf9d8fb
        e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff
        69b6d01e0b279002d618937d3e7eab4b403240528755cfb032f98d42b6e0fc95
        ffdc16aafcda2ca50221b980000e2f052d673919ecb1b28f211b49a6e1bef06c
        d82a3ebfa41d60f25b2d2c1aa0b69f6f
        """)

    @Test(arguments: keyed)
    func `the keys of a package`(row: [String]) throws {
        let card = DeliveryKey.random()
        let sealed = try sealing(hex(row[0]), to: card.publicKey)
        let opened = try PackageSecret(unsealing: sealed, with: card)
        let key = PayloadKey(opened, coreHash: try #require(Digest(hex(row[1]))))
        #expect(key.commitment.hex == row[2])
        #expect(Hex.encode(PackageKeyTests.seal(key, [], 0, isLast: false)) == row[3])
    }
}
