import CSodium
import Testing

@testable import Sealing

/// X25519 as `crypto_box_seal` uses it. The point of a vector stands where a sender's ephemeral key stands, and the box is
/// closed with the shared secret of the vector: it opens only where X25519 gives that.
@Suite struct X25519Tests {
    struct Vector: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let scalar, point, shared: [UInt8]
    }

    private static let secretBytes = Array(UInt8(0)..<32)
    /// Of `secretBytes`, with the terms "core"; see `PackageKeyTests`.
    private static let commitment = "e0e5bdf8d6ae4123909fa0e36a2481f33e575c7945a33f8452f809b24e3ea39c"

    /// `secretBytes` as `crypto_box_seal` writes them, with `shared` in the place of X25519 (docs/format.md, section 8).
    private static func sealed(from point: [UInt8], to key: DeliveryPublicKey, shared: [UInt8]) -> [UInt8] {
        var boxKey = [UInt8](repeating: 0, count: 32)
        crypto_core_hsalsa20(&boxKey, [UInt8](repeating: 0, count: 16), shared, nil)
        var nonce = [UInt8](repeating: 0, count: 24)
        let both = point + key.bytes
        crypto_generichash(&nonce, 24, both, UInt64(both.count), nil, 0)
        var box = [UInt8](repeating: 0, count: 48)
        crypto_secretbox_easy(&box, secretBytes, 32, nonce, boxKey)
        return point + box
    }

    /// RFC 7748, sections 5.2 (the second point has its top bit set) and 6.1; Wycheproof, x25519_test.json: points on the
    /// twist, at the edges of the field's limbs, not reduced (87 to 99), and scalars and results at the edges.
    static let vectors = table(
        4,
        """
        RFC-7748-5.2-first
        a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4
        e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c
        c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552
        RFC-7748-5.2-second
        4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d
        e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493
        95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957
        RFC-7748-6.1
        77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a
        de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f
        4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742
        Wycheproof-1
        c8a9d5a91091ad851c668b0736c1c9a02936c0d3ad62670858088047ba057475
        504a36999f489cd2fdbc08baff3d88fa00569ba986cba22548ffde80f9806829
        436a2c040cf45fea9b29a0cb81b1f41458f863d0d61b453d0a982720d6d61320
        Wycheproof-2
        d85d8c061a50804ac488ad774ac716c3f5ba714b2712e048491379a500211958
        63aa40c6e38346c5caf23a6df0a5e6c80889a08647e551b3563449befcfc9733
        279df67a7c4611db4708a0e8282b195e5ac0ed6f4b2f292c6fbd0acac30d1332
        Wycheproof-27
        806e7f26ca3246de8182946cbed09f52b95da626c823c7b50450001a47b7b252
        edfffffffffffffffffffffffffffeffffffffffffffffffffffffffffffff7f
        bca4a0724f5c1feb184078448c898c8620e7caf81f64cca746f557dff2498859
        Wycheproof-31
        d02456e456911d3c6cd054933199807732dfdc958642ad1aebe900c793bef24a
        eaffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
        07ba5fcbda21a9a17845c401492b10e6de0a168d5c94b606694c11bac39bea41
        Wycheproof-51
        a8f37318a4c760f3cb2d894822918735683cb1edacf3e666e15694154978fd6d
        ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff3f
        d151b97cba9c25d48e6d576338b97d53dd8b25e84f65f7a2091a17016317c553
        Wycheproof-54
        184198c6228177f3ef41dc9a341258f8181ae365fe9ec98d93639b0bbee1467d
        fffffffffeffff7ffffffffffeffff7ffffffffffeffff7ffffffffffeffff7f
        8039eebed1a4f3b811ea92102a6267d4da412370f3f0d6b70f1faaa2e8d5236d
        Wycheproof-62
        40bd4e1caf39d9def7663823502dad3e7d30eb6eb01e9b89516d4f2f45b7cd7f
        ebffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
        2cf6974b0c070e3707bf92e721d3ea9de3db6f61ed810e0a23d72d433365f631
        Wycheproof-87
        0016b62af5cabde8c40938ebf2108e05d27fa0533ed85d70015ad4ad39762d54
        efffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
        b4d10e832714972f96bd3382e4d082a21a8333a16315b3ffb536061d2482360d
        Wycheproof-88
        d83650ba7cec115881916255e3fa5fa0d6b8dcf968731bd2c9d2aec3f561f649
        f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
        515eac8f1ed0b00c70762322c3ef86716cd2c51fe77cec3d31b6388bc6eea336
        Wycheproof-89
        88dd14e2711ebd0b0026c651264ca965e7e3da5082789fbab7e24425e7b4377e
        f1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
        6919992d6a591e77b3f2bacbd74caf3aea4be4802b18b2bc07eb09ade3ad6662
        Wycheproof-90
        98c2b08cbac14e15953154e3b558d42bb1268a365b0ef2f22725129d8ac5cb7f
        ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
        9c034fcd8d3bf69964958c0105161fcb5d1ea5b8f8abb371491e42a7684c2322
        Wycheproof-91
        c0697b6f05e0f3433b44ea352f20508eb0623098a7770853af5ca09727340c4e
        0200000000000000000000000000000000000000000000000000000000000080
        ed18b06da512cab63f22d2d51d77d99facd3c4502e4abf4e97b094c20a9ddf10
        Wycheproof-94
        285a6a7ceeb7122f2c78d99c53b2a902b490892f7dff326f89d12673c3101b53
        daffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
        9b01287717d72f4cfb583ec85f8f936849b17d978dbae7b837db56a62f100a68
        Wycheproof-95
        c8e0330ae9dceeff887fba761225879a4bd2e0db08799244136e4721b2c88970
        dbffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
        dfe60831c9f4f96c816e51048804dbdc27795d760eced75ef575cbe3b464054b
        Wycheproof-98
        b8d499041a6713c0f6f876db7406587fdb44582f9542356ae89cfa958a34d266
        ebffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
        63483b5d69236c63cddbed33d8e22baecc2b0ccf886598e863c844d2bf256704
        Wycheproof-99
        c85f08e60c845f82099141a66dc4583d2b1040462c544d33d0453b20b1a6377e
        ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
        e9db74bc88d0d9bf046ddd13f943bccbe6dbb47d49323f8dfeedc4a694991a3c
        Wycheproof-103
        60a3a4f130b98a5be4b1cedb7cb85584a3520e142d474dc9ccb909a073a9767f
        b7b6d39c765cb60c0c8542f4f3952ffb51d3002d4aeb9f8ff988b192043e6d0a
        0200000000000000000000000000000000000000000000000000000000000000
        Wycheproof-106
        60a3a4f130b98a5be4b1cedb7cb85584a3520e142d474dc9ccb909a073a9767f
        4977d0d897e1ba566590f60f2eb0db6f7b24c13d436918ccfd32708dfad7e247
        feffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff3f
        Wycheproof-110
        60a3a4f130b98a5be4b1cedb7cb85584a3520e142d474dc9ccb909a073a9767f
        7e26f8f24cb590027f9d1bc49b0e1a242c7d8f43624d3e8fab28ee08e02cb45e
        ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff03
        Wycheproof-112
        60a3a4f130b98a5be4b1cedb7cb85584a3520e142d474dc9ccb909a073a9767f
        8d612c5831aa64b057300e7e310f3aa332af34066fefcab2b089c9592878f832
        e3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
        Wycheproof-115
        60a3a4f130b98a5be4b1cedb7cb85584a3520e142d474dc9ccb909a073a9767f
        3e5efb63c352ce942762482bc9337a5d35ba55664743ac5e93d11f957336cb10
        0000000000000000000000000000000000000000000000000000000000000002
        Wycheproof-511
        a023cdd083ef5bb82f10d62e59e15a6800000000000000000000000000000050
        6c05871352a451dbe182ed5e6ba554f2034456ffe041a054ff9cc56b8e946376
        6c05871352a451dbe182ed5e6ba554f2034456ffe041a054ff9cc56b8e946376
        Wycheproof-512
        58083dd261ad91eff952322ec824c682ffffffffffffffffffffffffffffff5f
        2eae5ec3dd494e9f2d37d258f873a8e6e9d0dbd1e383ef64d98bb91b3e0be035
        2eae5ec3dd494e9f2d37d258f873a8e6e9d0dbd1e383ef64d98bb91b3e0be035
        Wycheproof-513
        4855555555555555555555555555555555555555555555555555555555555555
        3e3e7708ef72a6dd78d858025089765b1c30a19715ac19e8d917067d208e0666
        63ef7d1c586476ec78bb7f747e321e01102166bf967a9ea9ba9741f49d439510
        Wycheproof-515
        4855555555555555555555555555555555555555555555555555555555555555
        be3b3edeffaf83c54ae526379b23dd79f1cb41446e3687fef347eb9b5f0dc308
        cfa83e098829fe82fd4c14355f70829015219942c01e2b85bdd9ac4889ec2921
        Wycheproof-518
        b8aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa6a
        be3b3edeffaf83c54ae526379b23dd79f1cb41446e3687fef347eb9b5f0dc308
        e3c649beae7cc4a0698d519a0a61932ee5493cbb590dbe14db0274cc8611f914
        """
    ).map { Vector(testDescription: $0[0], scalar: hex($0[1]), point: hex($0[2]), shared: hex($0[3])) }

    @Test(arguments: vectors)
    func `a sealed secret opens where X25519 gives the vector's shared secret`(vector: Vector) throws {
        let key = try DeliveryKey(scalar: secret(vector.scalar))
        let sealed = Self.sealed(from: vector.point, to: key.publicKey, shared: vector.shared)
        let opened = try PackageSecret(unsealing: sealed, with: key)
        #expect(PayloadKey(opened, coreHash: PackageKeyTests.coreHash).commitment.hex == Self.commitment)
        var shared = vector.shared
        shared[31] ^= 1
        let other = Self.sealed(from: vector.point, to: key.publicKey, shared: shared)
        let refusal = failure { () throws(SealingError) in _ = try PackageSecret(unsealing: other, with: key) }
        #expect(refusal == .doesNotOpen)
    }

    /// Wycheproof, x25519_test.json, 69 to 82: 0, 1, p − 1, p, p + 1 and both points of order 8, without and with the top
    /// bit. With each of them X25519 gives 32 zero bytes, which anybody can close a box with.
    static let zero = table(
        3,
        """
        69 786a33a4f7af297a20e7642925932bf509e7070fa1bc36986af1eb13f4f50b55
        0000000000000000000000000000000000000000000000000000000000000000
        70 786a33a4f7af297a20e7642925932bf509e7070fa1bc36986af1eb13f4f50b55
        0100000000000000000000000000000000000000000000000000000000000000
        71 786a33a4f7af297a20e7642925932bf509e7070fa1bc36986af1eb13f4f50b55
        ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
        72 786a33a4f7af297a20e7642925932bf509e7070fa1bc36986af1eb13f4f50b55
        5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157
        73 786a33a4f7af297a20e7642925932bf509e7070fa1bc36986af1eb13f4f50b55
        e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800
        74 786a33a4f7af297a20e7642925932bf509e7070fa1bc36986af1eb13f4f50b55
        edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
        75 786a33a4f7af297a20e7642925932bf509e7070fa1bc36986af1eb13f4f50b55
        eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
        76 786a33a4f7af297a20e7642925932bf509e7070fa1bc36986af1eb13f4f50b55
        0000000000000000000000000000000000000000000000000000000000000080
        77 786a33a4f7af297a20e7642925932bf509e7070fa1bc36986af1eb13f4f50b55
        0100000000000000000000000000000000000000000000000000000000000080
        78 786a33a4f7af297a20e7642925932bf509e7070fa1bc36986af1eb13f4f50b55
        ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
        79 786a33a4f7af297a20e7642925932bf509e7070fa1bc36986af1eb13f4f50b55
        5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7
        80 786a33a4f7af297a20e7642925932bf509e7070fa1bc36986af1eb13f4f50b55
        e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b880
        81 786a33a4f7af297a20e7642925932bf509e7070fa1bc36986af1eb13f4f50b55
        edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
        82 786a33a4f7af297a20e7642925932bf509e7070fa1bc36986af1eb13f4f50b55
        eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
        """
    ).map { Vector(testDescription: "Wycheproof \($0[0])", scalar: hex($0[1]), point: hex($0[2]), shared: []) }

    @Test(arguments: zero)
    func `a shared secret of zeros opens nothing`(vector: Vector) throws {
        let key = try DeliveryKey(scalar: secret(vector.scalar))
        let sealed = Self.sealed(from: vector.point, to: key.publicKey, shared: [UInt8](repeating: 0, count: 32))
        let refusal = failure { () throws(SealingError) in _ = try PackageSecret(unsealing: sealed, with: key) }
        #expect(refusal == .doesNotOpen)
    }

    /// p + 2, p + 18, 2p − 1, 2p, 2p + 1, p plus the points of order 8, and small points with the top bit set.
    @Test(arguments: [
        "efffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "d9ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "daffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "dbffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "cdeb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b880",
        "4c9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7",
        "0200000000000000000000000000000000000000000000000000000000000080",
        "0900000000000000000000000000000000000000000000000000000000000080",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ])
    func `a second spelling of a point is no delivery key, in a line either`(text: String) {
        #expect(failure { () throws(SealingError) in _ = try DeliveryPublicKey(hex(text)) } == .weakPublicKey)
        #expect(parsing(hex(text), as: .delivery) == .weakKey)
    }

    @Test(arguments: zero)
    func `a point of low order is no delivery key, in a line either`(vector: Vector) {
        #expect(failure { () throws(SealingError) in _ = try DeliveryPublicKey(vector.point) } == .weakPublicKey)
        #expect(parsing(vector.point, as: .delivery) == .weakKey)
    }

    /// The largest point, and the neighbours of what is refused; points of the twist are points.
    @Test(arguments: [
        "ebffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0200000000000000000000000000000000000000000000000000000000000000",
        "0900000000000000000000000000000000000000000000000000000000000000",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff3f",
        "edfffffffffffffffffffffffffffffffffffffffffffffffffffffffeffff7f",
    ])
    func `a point in its one spelling is a delivery key`(text: String) throws {
        let key = try DeliveryPublicKey(hex(text))
        #expect(try KeyLine(parsing: KeyLine(key).text, expecting: .delivery).deliveryKey().bytes == hex(text))
        #expect(try PackageSecret.random().sealed(to: key).count == PackageSecret.sealedLength)
    }

    /// RFC 7748, section 5.2: X25519 of what the two rounds before gave. No wrapper gives its result, so the library does.
    @Test func `one round, and a thousand`() {
        Sodium.ready
        var scalar = [9] + [UInt8](repeating: 0, count: 31)
        var point = scalar
        for round in 1...1_000 {
            var result = [UInt8](repeating: 0, count: 32)
            let status = crypto_scalarmult(&result, scalar, point)
            #expect(status == 0)
            (scalar, point) = (result, scalar)
            if round == 1 {
                #expect(Hex.encode(scalar) == "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079")
            }
        }
        #expect(Hex.encode(scalar) == "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51")
    }
}
