import Testing

@testable import Sealing

/// Ed25519 where implementations differ: what is refused although it satisfies an equation of RFC 8032.
@Suite struct Ed25519Tests {
    /// Signatures that who holds the seed (32 times 01) can make with R of small order, S being k·a: all fourteen spellings of
    /// the eight points. The cofactored equation holds for each, for `01 00 …` the plain one too.
    private static let smallR = table(
        2,
        """
        0000000000000000000000000000000000000000000000000000000000000000
        af30e0f00b40ba13bb75e96204178434e6e3b05e546ac8dc9aab0fc4bca0b50c
        0000000000000000000000000000000000000000000000000000000000000080
        644a8f4984a45a4882d0e594fcc2b04d2674c9438b180fb6b3ef825d1fe5c407
        0100000000000000000000000000000000000000000000000000000000000000
        eb665cf1fa53b857cde5353330c73da3ca07211d4beb9a67f4810faa199a7103
        0100000000000000000000000000000000000000000000000000000000000080
        98715e304e5c4689fe6b88ba47a391d0a92275eabda2c6c9330b6ee673ab6104
        26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05
        12b25917472eedf3896a5a423106ce068ba11ca07dcb9759b2fd07430083910d
        26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85
        29c664fe677973963873f5072946b029732a5acf6b61e2f9d537adb37c11c10c
        c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a
        1ba30b7460a3ed68dad8c5bb719b08b5178ed9ebd6e552c7351c24896a372604
        c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa
        ad26afbfdff72d93e03c36991a857f451ac47d32fb143b3e9547225912a1a401
        ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
        42d757a60faeed77a9199108a092cb5f29d814897d43731da3d0033c18277d01
        ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
        dc6ffa9495655d7c7f779e855c12db79c8644cbab13de4b04e7d9cedbb79cf00
        edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
        da6a1f4b76e8f6406edadd57ad4bb71d69b53f2bb296401be926823d1638220f
        edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
        24e4729395c594af8f174d216275f10c498d619bff8c3506dbd8c7f5eaa30504
        eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
        2dfadc14eadfc40983a5fd1ba8e02196569998be68c7dc7d4aeafab15e4e3500
        eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
        f9279f967f86a980cddc8a9099a541791aeade93a4c76410b1e26186525b720f
        """)

    /// The same with R = r·B + T, T of order 2, 4 and 8: the cofactored equation holds.
    private static let mixedR = table(
        2,
        """
        a02bac4806fc17aaa2f6eccd495f0234f28d352b4506e14446552bb1f7642c52
        90577a8cf88f839b92d394e8a5f1968eb56adf0f982c28ade5a95891e82f0f09
        3dab73178e1b7d2392e7f8ce6581601881eefa2895c5a5a21699cd800cca1ab2
        74778ae2be03b576083b0df24cb7a0413711d6cc4c0a97c178672128fdb2fd00
        b0c4e41c2c0b40c09e177cb66a3d660d1793332b573a83cd4c0baf0dac60e03f
        021c137f0f4dd1c4b343ff640521edc466f15ffee4eabc5740ffc002abe62a06
        b1c9fed51dc9f9679a76c947bea5bfce32355274d841766054f802c2adffd63b
        1010087c4c8f65aed0a2300def780e681e95699bd06e2bdd7e4afde80a09670b
        4dd453b7f903e8555d091332b6a0fdcb0d72cad4baf91ebbb9aad44e089bd3ad
        caabd6d67a68b90ea57543efb3c695796e83bba3510e4e474c6d0f607319c60d
        b0548ce871e482dc6d1807319a7e9fe77e1105d76a3a5a5de966327ff335e54d
        5f34cd458fcd40701181e74bcb870cbf7ba7b165a2f9c5cc64277450ce738c0a
        3d3b1be3d3f4bf3f61e8834995c299f2e86cccd4a8c57c32b3f450f2539f1fc0
        f6c00d0963b400758fe8e4e00de36ce77556f233f37bb5d879b4483c69f25b0e
        """)

    @Test(arguments: smallR + mixedR)
    func `a signature whose R is not of the prime order is refused`(row: [String]) throws {
        let key = try signingKey(1)
        #expect(!key.publicKey.verifies(hex(row[0] + row[1]), over: Array("microvault".utf8)))
    }

    /// The key of that seed plus each point of order 2, 4 and 8. libsodium before the repair of CVE-2025-69277 takes the
    /// fourth, of order 2L, for valid.
    @Test(arguments: [
        "9ea3f11f5bd34f0cd7147fd0a436c088f624c6100c1df6a53c0a29e05d60cea0",
        "56b408aa732d2b51460ece91d25893af2340474699b8b8a4572b83df35545d3d",
        "3bcfb78c4ad06f9b8d7e8c50e37e33dd40042a7805f5df945fbf33620745bc68",
        "63771c228bf60e6a02ad24d2c345a28d3598f640e26bede40c8b77fe4bf090a3",
        "4f5c0ee0a42cb0f328eb802f5bc93f7709db39eff3e2095ac3f5d61fa29f315f",
        "974bf7558cd2d4aeb9f1316e2da76c50dcbfb8b96647475ba8d47c20caaba2c2",
        "b2304873b52f9064728173af1c81cc22bffbd587fa0a206ba040cc9df8ba4397",
    ])
    func `a key of mixed order is refused, in a line too`(text: String) {
        #expect(failure { () throws(SealingError) in _ = try SigningPublicKey(hex(text)) } == .weakPublicKey)
        #expect(parsing(hex(text), as: .signing) == .weakKey)
    }

    /// RFC 8032, section 5.1.7: S is below L. S plus every multiple of L that 32 bytes hold satisfies the equation.
    @Test func `S plus any multiple of L is refused`() throws {
        let key = try signingKey(1)
        let signature = key.sign([1, 2, 3])
        var twin = signature
        var multiples = 0
        while let next = Self.addingOrder(twin) {
            twin = next
            multiples += 1
            #expect(!key.publicKey.verifies(twin, over: [1, 2, 3]))
        }
        #expect(multiples >= 14)
        #expect(key.publicKey.verifies(signature, over: [1, 2, 3]))
    }

    /// Nil where S + L does not fit 32 bytes.
    private static func addingOrder(_ signature: [UInt8]) -> [UInt8]? {
        let order = hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
        var twin = signature
        var carry = 0
        for index in 0..<32 {
            carry += Int(twin[32 + index]) + Int(order[index])
            twin[32 + index] = UInt8(carry & 0xFF)
            carry >>= 8
        }
        return carry == 0 ? twin : nil
    }

    @Test(arguments: 0...80)
    func `a signature has 64 bytes, whatever it begins with`(count: Int) throws {
        let key = try signingKey(1)
        let signature = key.sign([])
        let other = Array((signature + signature).prefix(count))
        #expect(key.publicKey.verifies(other, over: []) == (count == 64))
    }
}
