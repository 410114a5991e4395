import Testing

@testable import Sealing

/// Ed25519 against published vectors. docs/format.md, section 4, says what a reader refuses.
@Suite struct Ed25519VectorTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let message, publicKey, signature: [UInt8]
    }

    /// Each row: number, message and key; R; S.
    private static func vectors(_ source: String, _ text: String) -> [Vector] {
        table(5, text).map {
            Vector(
                testDescription: "\(source) \($0[0])", message: hex($0[1]), publicKey: hex($0[2]),
                signature: hex($0[3] + $0[4]))
        }
    }

    /// RFC 8032, section 7.1, test 1024: a message of 1,023 bytes. The other four are in `SigningTests`.
    @Test func `the long vector of RFC 8032`() throws {
        let message = hex(
            table(
                1,
                """
                08b8b2b733424243760fe426a4b54908632110a66c2f6591eabd3345e3e4eb98fa6e264bf09efe12ee50f8f54e9f77b1e355f6c5
                0544e23fb1433ddf73be84d879de7c0046dc4996d9e773f4bc9efe5738829adb26c81b37c93a1b270b20329d658675fc6ea534e0
                810a4432826bf58c941efb65d57a338bbd2e26640f89ffbc1a858efcb8550ee3a5e1998bd177e93a7363c344fe6b199ee5d02e82
                d522c4feba15452f80288a821a579116ec6dad2b3b310da903401aa62100ab5d1a36553e06203b33890cc9b832f79ef80560ccb9
                a39ce767967ed628c6ad573cb116dbefefd75499da96bd68a8a97b928a8bbc103b6621fcde2beca1231d206be6cd9ec7aff6f6c9
                4fcd7204ed3455c68c83f4a41da4af2b74ef5c53f1d8ac70bdcb7ed185ce81bd84359d44254d95629e9855a94a7c1958d1f8ada5
                d0532ed8a5aa3fb2d17ba70eb6248e594e1a2297acbbb39d502f1a8c6eb6f1ce22b3de1a1f40cc24554119a831a9aad6079cad88
                425de6bde1a9187ebb6092cf67bf2b13fd65f27088d78b7e883c8759d2c4f5c65adb7553878ad575f9fad878e80a0c9ba63bcbcc
                2732e69485bbc9c90bfbd62481d9089beccf80cfe2df16a2cf65bd92dd597b0707e0917af48bbb75fed413d238f5555a7a569d80
                c3414a8d0859dc65a46128bab27af87a71314f318c782b23ebfe808b82b0ce26401d2e22f04d83d1255dc51addd3b75a2b1ae078
                4504df543af8969be3ea7082ff7fc9888c144da2af58429ec96031dbcad3dad9af0dcbaaaf268cb8fcffead94f3c7ca495e056a9
                b47acdb751fb73e666c6c655ade8297297d07ad1ba5e43f1bca32301651339e22904cc8c42f58c30c04aafdb038dda0847dd988d
                cda6f3bfd15c4b4c4525004aa06eeff8ca61783aacec57fb3d1f92b0fe2fd1a85f6724517b65e614ad6808d6f6ee34dff7310fdc
                82aebfd904b01e1dc54b2927094b2db68d6f903b68401adebf5a7e08d78ff4ef5d63653a65040cf9bfd4aca7984a74d371459867
                80fc0b16ac451649de6188a7dbdf191f64b5fc5e2ab47b57f7f7276cd419c17a3ca8e1b939ae49e488acba6b965610b5480109c8
                b17b80e1b7b750dfc7598d5d5011fd2dcc5600a32ef5b52a1ecc820e308aa342721aac0943bf6686b64b2579376504ccc493d97e
                6aed3fb0f9cd71a43dd497f01f17c0e2cb3797aa2a2f256656168e6c496afc5fb93246f6b1116398a346f1a641f3b041e989f791
                4f90cc2c7fff357876e506b50d334ba77c225bc307ba537152f3f1610e4eafe595f6d9d90d11faa933a15ef1369546868a7f3a45
                a96768d40fd9d03412c091c6315cf4fde7cb68606937380db2eaaa707b4c4185c32eddcdd306705e4dc1ffc872eeee475a64dfac
                86aba41c0618983f8741c5ef68d3a101e8a3b8cac60c905c15fc910840b94c00a0b9d0
                """
            ).joined().joined())
        #expect(message.count == 1_023)
        let key = try SigningKey(
            seed: secret(hex("f5e5767cf153319517630f226876b86c8160cc583bc013744c6bf255f5cc0ee5")))
        #expect(
            Hex.encode(key.publicKey.bytes) == "278117fc144c72340f67d0f2316e8386ceffbf2b2428c9c51fef7c597f1d426e")
        let signature = key.sign(message)
        #expect(
            Hex.encode(signature)
                == "0aab4c900501b3e24d7cdf4663326a3a87df5e4843b2cbdb67cbf6e460fec350"
                + "aa5371b1508f9f4528ecea23c436d94b5e8fcd4f681e30a6ac00a9704a188a03")
        #expect(key.publicKey.verifies(signature, over: message))
        #expect(!key.publicKey.verifies(signature, over: Array(message.dropLast())))
    }

    /// Wycheproof, ed25519_test.json: limbs that overflow where carries are lost.
    @Test(
        arguments: vectors(
            "Wycheproof",
            """
            119 321b5f663c19e30ee7bbb85e48ecf44db9d3f512 4abfb535313705a6570018440cdec1a3ae33e51f352112fa6acbd0c6bc3ea859
            f296715e855d8aecccba782b670163dedc4458fe4eb509a856bcac450920fd2e
            95a3a3eb212d2d9ccaf948c39ae46a2548af125f8e2ad9b77bd18f92d59f9200
            120 c48890e92aeeb3af04858a8dc1d34f16a4347b91 4f2162e6bf03a712db0efa418b7e7006e23871d9d7ec555a313885c4afd96385
            367d07253a9d5a77d054b9c1a82d3c0a448a51905343320b3559325ef4183960
            8aa45564978da1b2968c556cfb23b0c98a9be83e594d5e769d69d1156e1b1506
            121 26d5f0631f49106db58c4cfc903691134811b33c 0717d75ce27ea181ed5a30e6456c649b5cf453a6b4c12cd3f9fd16b31e0c25cd
            9588e02bc815649d359ce710cdc69814556dd8c8bab1c468f40a49ebefb7f0de
            7ed49725edfd1b708fa1bad277c35d6c1b9c5ec25990997645780f9203d7dd08
            122 2a71f064af982a3a1103a75cef898732d7881981 db5b9eab7e84e5a13505865fa711c9c896c898609fc11fc9bc1e55028f9496df
            2217a0be57dd0d6c0090641496bcb65e37213f02a0df50aff0368ee2808e1376
            504f37b37494132dfc4d4887f58b9e86eff924040db3925ee4f8e1428c4c500e
            123 bf26796cef4ddafcf5033c8d105057db0210b6ad 7bac18f6d2625d3915f233434cda38a577247a7332a5170b37142a34644145e0
            1fda6dd4519fdbefb515bfa39e8e5911f4a0a8aa65f40ef0c542b8b34b87f9c2
            49dc57f320718ff457ed5915c4d0fc352affc1287724d3f3a9de1ff777a02e01
            """))
    func `a signature at the edges of the limbs verifies`(vector: Vector) throws {
        let key = try SigningPublicKey(vector.publicKey)
        #expect(key.verifies(vector.signature, over: vector.message))
        #expect(!key.verifies(vector.signature, over: vector.message + [0]))
    }

    /// Wycheproof, ed25519_test.json: special R and S (12 to 25), R that is not the one computed, by a bit (42 to 62), S not
    /// below L (63 to 70 and 85: plus 1, 2, 4 and 8 times L, plus powers of two, plus p), R = 1 with a sign (151).
    @Test(
        arguments: vectors(
            "Wycheproof",
            """
            12 3f 7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa
            0000000000000000000000000000000000000000000000000000000000000000
            ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010
            13 3f 7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa
            0000000000000000000000000000000000000000000000000000000000000000
            edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010
            15 3f 7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa
            0100000000000000000000000000000000000000000000000000000000000000
            0000000000000000000000000000000000000000000000000000000000000000
            22 3f 7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa
            edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010
            ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010
            25 3f 7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa
            edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
            0000000000000000000000000000000000000000000000000000000000000000
            42 313233343030 7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa
            647c1492402ab5ce03e2c3a7f0384d051b9cf3570f1207fc78c1bcc98c281c2b
            1d125e5538f38afbcc1c84e489521083041d24bc6240767029da063271a1ff0c
            54 313233343030 7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa
            657c1492402ab5ce03e2c3a7f0384d051b9cf3570f1207fc78c1bcc98c281d2b
            0576ecf8eaf675f00f3dfbe19f75b83b7607a6c96414f6821af920a2498d0305
            57 313233343030 7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa
            657c1492402ab5ce03e2c3a7f0384d051b9cf3570f1207fc78c1bcc98c281c0b
            543bd3da0a56a8c9c152f59c9fec12f31fa66434d48b817b30d90cb4efa8b501
            59 313233343030 7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa
            657c1492402ab5ce03e2c3a7f0384d051b9cf3570f1207fc78c1bcc98c281cab
            227aedf259f910f0f3a759a335062665217925d019173b88917eae294f75d40f
            60 313233343030 7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa
            0000000000000000000000000000000000000000000000000000000000000000
            e0b8e7770d51c7a36375d006c5bffd6af43ff54aaf47e4330dc118c71d61ec02
            61 313233343030 7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa
            ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
            463a1908382e7eb7693acef9884f7cf931a215e0791876be22c631a59881fd0e
            62 313233343030 7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa
            9a83eb6dbfd54a31fc1d3c580fc7b2fae4630ca8f0edf803873e433673d7e3d4
            0e94254586cb6188c5386c3febed477cb9a6cb29e3979adc4cb27cf5278fb70a
            63 54657374 7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa
            7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab0
            67654bce3832c2d76f8f6f5dafc08d9339d4eef676573336a5c51eb6f946b31d
            64 54657374 7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa
            7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab0
            5439412b5395d42f462c67008eba6ca839d4eef676573336a5c51eb6f946b32d
            65 54657374 7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa
            7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab0
            2ee12ce5875bf9dff26556464bae2ad239d4eef676573336a5c51eb6f946b34d
            66 54657374 7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa
            7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab0
            e2300459f1e742404cd934d2c595a6253ad4eef676573336a5c51eb6f946b38d
            67 54657374 7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa
            7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab0
            7a9155711ecfaf7f99f277bad0c6ae7e39d4eef676573336a5c51eb6f946b32d
            68 54657374 7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa
            7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab0
            7a9155711ecfaf7f99f277bad0c6ae7e39d4eef676573336a5c51eb6f946b34d
            69 54657374 7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa
            7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab0
            7a9155711ecfaf7f99f277bad0c6ae7e39d4eef676573336a5c51eb6f946b38d
            70 54657374 7d4d0e7f6153a69b6242b522abbee685fda4420f8834b108c3bdae369ef549fa
            7c38e026f29e14aabd059a0f2db8b0cd783040609a8be684db12f82a27774ab0
            679155711ecfaf7f99f277bad0c6ae7e39d4eef676573336a5c51eb6f946b38d
            85 6a0bc2b0057cedfc0fa2e3f7f7d39279b30f454a69dfd1117c758d86b19d85e0 100fdf47fb94f1536a4f7c3fda27383fa03375a8f527c537e6f1703c47f94f86
            0971f86d2c9c78582524a103cb9cf949522ae528f8054dc20107d999be673ff4
            e25ebf2f2928766b1248bec6e91697775f8446639ede46ad4df4053000000010
            151 313233343030 d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a
            0100000000000000000000000000000000000000000000000000000000000080
            c803ee1f2342aa96ff698a393d1ab5e66f3eda101d6d120b394c3fd32c117d0a
            """))
    func `another R or S is refused`(vector: Vector) throws {
        let key = try SigningPublicKey(vector.publicKey)
        #expect(!key.verifies(vector.signature, over: vector.message))
    }

    /// "Taming the many EdDSAs" (SSR 2020), its twelve cases: keys of small (0, 1, 10, 11) or mixed order (2 to 5, 8, 9),
    /// and S not below L with a good key (6, 7). Each of 0 to 3, 6, 7 and 11 verifies somewhere.
    @Test(
        arguments: vectors(
            "case",
            """
            0 8c93255d71dcab10e8f379c26200f3c7bd5f09d9bc3068d3ef4edeb4853022b6 c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa
            c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a
            0000000000000000000000000000000000000000000000000000000000000000
            1 9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79 c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa
            f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43
            a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04
            2 aebf3f2601a0c8c5d39cc7d8911642f740b78168218da8471772b35f9d35b9ab f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43
            c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa
            8c4bd45aecaca5b24fb97bc10ac27ac8751a7dfe1baff8b953ec9f5833ca260e
            3 9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79 cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d
            9046a64750444938de19f227bb80485e92b83fdb4b6506c160484c016cc1852f
            87909e14428a7a1d62e9f22f3d3ad7802db02eb2e688b6c52fcd6648a98bd009
            4 e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d
            160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed512
            5ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09
            5 e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d
            21122a84e0b5fca4052f5b1235c80a537878b38f3142356b2c2384ebad4668b7
            e40bc836dac0f71076f9abe3a53f9c03c1ceeeddb658d0030494ace586687405
            6 85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40 442aad9f089ad9e14647b1ef9099a1ff4798d78589e66f28eca69c11f582a623
            e96f66be976d82e60150baecff9906684aebb1ef181f67a7189ac78ea23b6c0e
            547f7690a0e2ddcd04d87dbc3490dc19b3b3052f7ff0538cb68afb369ba3a514
            7 85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40 442aad9f089ad9e14647b1ef9099a1ff4798d78589e66f28eca69c11f582a623
            8ce5b96c8f26d0ab6c47958c9e68b937104cd36e13c33566acd2fe8d38aa1942
            7e71f98a473474f2f13f06f97c20d58cc3f54b8bd0d272f42b695dd7e89a8c22
            8 9bedc267423725d473888631ebf45988bad3db83851ee85c85e241a07d148b41 f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43
            ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
            03be9678ac102edcd92b0210bb34d7428d12ffc5df5f37e359941266a4e35f0f
            9 9bedc267423725d473888631ebf45988bad3db83851ee85c85e241a07d148b41 f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43
            ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
            ca8c5b64cd208982aa38d4936621a4775aa233aa0505711d8fdcfdaa943d4908
            10 e96b7021eb39c1a163b6da4e3093dcd3f21387da4cc4572be588fafae23c155b ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
            a9d55260f765261eb9b84e106f665e00b867287a761990d7135963ee0a7d59dc
            a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04
            11 39a591f5321bbe07fd5a23dc2f39d025d74526615746727ceefd6e82ae65c06f ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
            a9d55260f765261eb9b84e106f665e00b867287a761990d7135963ee0a7d59dc
            a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04
            """))
    func `none of the twelve cases passes`(vector: Vector) {
        let hasGoodKey = ["case 6", "case 7"].contains(vector.testDescription)
        guard let key = try? SigningPublicKey(vector.publicKey) else {
            #expect(!hasGoodKey)
            return
        }
        #expect(hasGoodKey)
        #expect(!key.verifies(vector.signature, over: vector.message))
    }
}
