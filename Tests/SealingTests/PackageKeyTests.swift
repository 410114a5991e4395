import Testing

@testable import Sealing

@Suite struct DeliveryKeyTests {
    /// RFC 7748, section 6.1.
    @Test(arguments: [
        (
            "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
            "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"
        ),
        (
            "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb",
            "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"
        ),
    ])
    func `the vectors of RFC 7748`(scalar: String, publicKey: String) throws {
        let key = try DeliveryKey(scalar: secret(hex(scalar)))
        #expect(Hex.encode(key.publicKey.bytes) == publicKey)
    }

    /// The points of low order of Curve25519, with their second spellings and with the top bit, which X25519 ignores.
    @Test(arguments: [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b880",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ])
    func `a point of low order is refused`(text: String) {
        #expect(failure { () throws(SealingError) in _ = try DeliveryPublicKey(hex(text)) } == .weakPublicKey)
    }

    @Test func `keys have 32 bytes`() {
        #expect(
            failure { () throws(SealingError) in _ = try DeliveryPublicKey([UInt8](repeating: 9, count: 31)) }
                == .wrongLength(31))
        #expect(
            failure { () throws(SealingError) in _ = try DeliveryKey(scalar: .random(count: 33)) } == .wrongLength(33))
    }
}

/// Expected values were computed with PyNaCl and `hashlib`, from docs/format.md alone.
@Suite struct PackageKeyTests {
    /// `00 01 … 1f` sealed to the delivery key whose scalar is 32 times `09`.
    private static let sealed = hex(
        "d87d143d0324135516845143e1d92d71d1bf2cc1821213aec44a1bb7dcfcff0ef6cdd330b8d3ef07"
            + "ec6f824278b6d905dcee476096bc361028649f437d614bf0b6d5583fb8bbbdad5924a05df2961c8f")
    static let coreHash = Digest.of(Array("core".utf8), as: Personalisation("mv1 terms"))

    private static func deliveryKey(_ number: UInt8 = 9) throws -> DeliveryKey {
        try DeliveryKey(scalar: secret([UInt8](repeating: number, count: 32)))
    }

    static func payloadKey(coreHash: Digest = coreHash) throws -> PayloadKey {
        PayloadKey(try PackageSecret(unsealing: sealed, with: try deliveryKey()), coreHash: coreHash)
    }

    static func seal(_ key: PayloadKey, _ plain: [UInt8], _ index: Int, isLast: Bool) -> [UInt8] {
        var sealed = [UInt8](repeating: 0, count: plain.count + PayloadKey.tagLength)
        plain.withUnsafeBytes { plain in
            sealed.withUnsafeMutableBytes { key.seal(plain, index: index, isLast: isLast, into: $0) }
        }
        return sealed
    }

    static func open(
        _ key: PayloadKey, _ sealed: [UInt8], _ index: Int, isLast: Bool, room: Int? = nil
    ) throws(SealingError) -> [UInt8] {
        let plain = UnsafeMutableRawBufferPointer.allocate(
            byteCount: room ?? max(0, sealed.count - PayloadKey.tagLength), alignment: 1)
        defer { plain.deallocate() }
        let input = UnsafeMutableRawBufferPointer.allocate(byteCount: sealed.count, alignment: 1)
        defer { input.deallocate() }
        input.copyBytes(from: sealed)
        try key.open(UnsafeRawBufferPointer(input), index: index, isLast: isLast, into: plain)
        return Array(plain)
    }

    @Test func `the commitment follows from secret and terms`() throws {
        let key = try Self.payloadKey()
        #expect(key.commitment.hex == "e0e5bdf8d6ae4123909fa0e36a2481f33e575c7945a33f8452f809b24e3ea39c")
        let other = try Self.payloadKey(coreHash: Digest.of(Array("Core".utf8), as: Personalisation("mv1 terms")))
        #expect(other.commitment != key.commitment)
    }

    @Test func `chunks are XChaCha20-Poly1305 under the payload key`() throws {
        let key = try Self.payloadKey()
        #expect(
            Hex.encode(Self.seal(key, Array("first chunk".utf8), 0, isLast: false))
                == "79be5a9e030ad18b775f621c250faddc7e79498c7cfcc29f616792")
        #expect(
            Hex.encode(Self.seal(key, Array("last".utf8), 7, isLast: true))
                == "fbaf53a56ac812a227fd67e0eaca6e8f55ba558d")
        #expect(
            Hex.encode(Self.seal(key, [UInt8(ascii: "x")], 0x0102_0304_0506_0708, isLast: false))
                == "30e4b2fc60c1d3733478d355886f853460")
        let whole = Self.seal(key, pattern(262_144), 3, isLast: false)
        #expect(
            Digest.of(whole, as: .none).hex == "38991ae0fdcbf492344287f84a8e7aa48d37fb24b792c37f1e68c0fe62aae147")
        #expect(try Self.open(key, whole, 3, isLast: false) == pattern(262_144))
    }

    @Test func `a chunk opens in its place and under its terms alone`() throws {
        let key = try Self.payloadKey()
        let sealed = Self.seal(key, pattern(100), 5, isLast: false)
        #expect(try Self.open(key, sealed, 5, isLast: false) == pattern(100))
        let swapped = try Self.payloadKey(coreHash: Digest.of([], as: .none))
        let refusals = [
            failure { () throws(SealingError) in _ = try Self.open(key, sealed, 4, isLast: false) },
            failure { () throws(SealingError) in _ = try Self.open(key, sealed, 5, isLast: true) },
            failure { () throws(SealingError) in _ = try Self.open(swapped, sealed, 5, isLast: false) },
        ]
        #expect(refusals == [.doesNotOpen, .doesNotOpen, .doesNotOpen])
    }

    @Test func `one flipped bit or a missing byte does not open`() throws {
        let key = try Self.payloadKey()
        let sealed = Self.seal(key, pattern(20), 0, isLast: true)
        for bit in 0..<(sealed.count * 8) {
            var altered = sealed
            altered[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(
                failure { () throws(SealingError) in _ = try Self.open(key, altered, 0, isLast: true) } == .doesNotOpen)
        }
        for count in 16..<sealed.count {
            let short = Array(sealed.prefix(count))
            #expect(
                failure { () throws(SealingError) in _ = try Self.open(key, short, 0, isLast: true) } == .doesNotOpen)
        }
        let tiny = Array(sealed.prefix(15))
        #expect(
            failure { () throws(SealingError) in _ = try Self.open(key, tiny, 0, isLast: true) } == .wrongLength(15))
        #expect(
            failure { () throws(SealingError) in _ = try Self.open(key, sealed, 0, isLast: true, room: 19) }
                == .wrongLength(36))
    }

    @Test func `a chunk that does not authenticate releases nothing`() throws {
        let key = try Self.payloadKey()
        var sealed = Self.seal(key, pattern(50), 0, isLast: true)
        sealed[3] ^= 1
        let plain = UnsafeMutableRawBufferPointer.allocate(byteCount: 50, alignment: 1)
        defer { plain.deallocate() }
        plain.initializeMemory(as: UInt8.self, repeating: 0)
        let error = failure { () throws(SealingError) in
            let input = UnsafeMutableRawBufferPointer.allocate(byteCount: sealed.count, alignment: 1)
            defer { input.deallocate() }
            input.copyBytes(from: sealed)
            try key.open(UnsafeRawBufferPointer(input), index: 0, isLast: true, into: plain)
        }
        #expect(error == .doesNotOpen)
        #expect(plain.allSatisfy { $0 == 0 })
    }

    @Test func `a secret sealed to a card opens for that card alone`() throws {
        let key = DeliveryKey.random()
        let original = PackageSecret.random()
        let sealed = try original.sealed(to: key.publicKey)
        #expect(sealed.count == PackageSecret.sealedLength)
        let again = try original.sealed(to: key.publicKey)
        #expect(again != sealed)
        let opened = try PackageSecret(unsealing: sealed, with: key)
        #expect(
            PayloadKey(opened, coreHash: Self.coreHash).commitment
                == PayloadKey(original, coreHash: Self.coreHash).commitment)
        let other = DeliveryKey.random()
        let error = failure { () throws(SealingError) in _ = try PackageSecret(unsealing: sealed, with: other) }
        #expect(error == .doesNotOpen)
    }

    @Test func `an altered sealed secret does not open`() throws {
        let key = try Self.deliveryKey()
        for bit in 0..<(Self.sealed.count * 8) {
            var altered = Self.sealed
            altered[bit / 8] ^= 1 << UInt8(bit % 8)
            // X25519 ignores the top bit of the sender's point, but the nonce is a hash of all its bits.
            let error = failure { () throws(SealingError) in _ = try PackageSecret(unsealing: altered, with: key) }
            #expect(error == .doesNotOpen)
        }
        let short = failure { () throws(SealingError) in
            _ = try PackageSecret(unsealing: Array(Self.sealed.dropLast()), with: key)
        }
        #expect(short == .wrongLength(79))
    }
}
