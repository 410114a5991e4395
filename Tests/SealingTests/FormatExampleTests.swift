import Testing

@testable import Sealing

/// The worked examples of docs/format.md that this module can make.
@Suite struct FormatExampleTests {
    private static func rising(from first: UInt8) -> SecretBytes { secret(Array(first..<(first + 32))) }

    @Test func `section 4, a signing key`() throws {
        let line = KeyLine(try SigningKey(seed: Self.rising(from: 0)).publicKey)
        #expect(Hex.encode(line.key) == "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8")
        #expect(line.text == "microvault-signing A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbgo4pyh")
        #expect(line.fingerprint.description == "fho5-2iaq-iwst-cofz-tnjg-fyg3-gijd-sgc7")
    }

    @Test func `section 4, a delivery key`() throws {
        let line = KeyLine(try DeliveryKey(scalar: Self.rising(from: 0x60)).publicKey)
        #expect(line.text == "microvault-delivery Z13VdO13iTELPS52gfN5C0ZsdzsVIf7PNld5WDcepS8it/xb")
        #expect(line.fingerprint.description == "js6j-5vre-gsik-h56h-2ltw-6mpx-zmu2-5ijq")
    }

    @Test func `section 5, a secret key with a passphrase`() throws {
        let header = """
            microvault/1 secret-key
            {"comment":"example","kind":"microvault-signing","lock":{"memory_kib":8192,\
            "nonce":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYX","passes":1,"salt":"AAECAwQFBgcICQoLDA0ODw"}}

            """
        let lock = try #require(
            PassphraseLock(passes: 1, memoryKiB: 8_192, salt: Array(0..<16), nonce: Array(0..<24)))
        let sealed = try lock.lock(
            Self.rising(from: 0), passphrase: secret(Array("correct horse".utf8)), context: Array(header.utf8))
        #expect(Base64.encode(sealed) == "QdrQFnbO9NaiOchHW6Lvmn0DI9dFCHiNzSZi5OHp1JDegCH6IwaaEhvGr9+gmsxA")
    }

    @Test func `section 7, the signature of a card`() throws {
        let message = """
            microvault/1 card
            {"card_id":"000102030405060708090a0b0c0d0e0f","delivery_key":"microvault-delivery \
            Z13VdO13iTELPS52gfN5C0ZsdzsVIf7PNld5WDcepS8it/xb","holder":"J. Doe","made_at":"2026-11-21T09:30:00Z",\
            "organisation":"Department B","provider":"microvault-signing \
            A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbgo4pyh","reference":"DSA-2026-014","site":"Example House",\
            "use_by":"2026-12-21T00:00:00Z"}

            """
        let site = try SigningKey(seed: Self.rising(from: 0x40))
        #expect(
            KeyLine(site.publicKey).text
                == "microvault-signing JUO5L/EJVRFHatyDadtt3JM2ZaEZeN2hQE7hBmypVZ3RL/zQ")
        #expect(
            Base64.encode(site.sign(Array(message.utf8)))
                == "gApXB64L4sThAEaOOt1nMBn7smW5urjuLA4e7VbMybONdowq6G/NAO/8H76zg7q0UcNFBEM56gIm6kubpJ8JDw")
    }

    @Test func `sections 8 and 10.2, the keys of a package and a chunk under them`() throws {
        let coreHash = Digest.of([1, 0], Array("{}".utf8), as: Personalisation("mv1 terms"))
        #expect(coreHash.hex == "ea0b1ae09771196de2f7003c0a97e09102d5ab02c58a0bc8232e86c9f0c8c55d")
        let card = DeliveryKey.random()
        let opened = try PackageSecret(
            unsealing: try sealing(Array(0..<32), to: card.publicKey), with: card)
        let key = PayloadKey(opened, coreHash: coreHash)
        #expect(key.commitment.hex == "62b0e5a6ac360baea93bd18d08e2a0dddea3065a7892022c76604c9f2767d818")
        let chunk = PackageKeyTests.seal(key, Array("hello\n".utf8), 0, isLast: true)
        #expect(Hex.encode(chunk) == "0e811bd220e2798705d71b8a2417d0e65f613752d925")
        let leaf = Digest.of(littleEndian(UInt64(0)), chunk, as: Personalisation("mv1 leaf"))
        #expect(leaf.hex == "2949aea85cbeca090880bbc47a88e544dff38adb0bb42ed01a50ed5291dc7d99")
        let page = Digest.of(littleEndian(UInt64(0)), leaf.bytes, as: Personalisation("mv1 page"))
        #expect(page.hex == "ca9d40691af6fb0c78d9c096c1e11e1d694e7f71c0a418c6b7699da5b6307cee")
        let root = Digest.of(littleEndian(UInt64(1)), page.bytes, as: Personalisation("mv1 index"))
        #expect(root.hex == "f3650b3325c0fe8a01e08f9b1f9cc483255fda6e4acbcccb428bfda10209152a")
    }
}
