import Testing

@testable import Sealing

@Suite struct KeyLineTests {
    private static let signing = "microvault-signing iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1yXjJ4w"
    private static let delivery = "microvault-delivery V9tLNZ8jrl4Ubk4lEgVnBHIlBjSMFQwUdT0Mkz0E1CHbweDL"

    private static func problem(_ line: String, expecting kind: KeyKind = .signing) -> KeyLine.Problem? {
        failure { () throws(KeyLine.Problem) in _ = try KeyLine(parsing: line, expecting: kind) }
    }

    /// Lines and fingerprints were computed with Python from docs/format.md alone.
    @Test func `a line is the kind, and base64 of key and checksum`() throws {
        let key = try signingKey(1).publicKey
        #expect(KeyLine(key).text == Self.signing)
        #expect(KeyLine(key, comment: "Department A, surveys").text == Self.signing + " Department A, surveys")
        #expect(KeyLine(key, comment: "Department A").bare == Self.signing)
        #expect(KeyLine(key).fingerprint.description == "t327-tnwl-yqyy-bmtb-d3ll-nd4d-q2lm-gren")
        let delivery = try DeliveryKey(scalar: secret([UInt8](repeating: 9, count: 32))).publicKey
        #expect(KeyLine(delivery).text == Self.delivery)
        #expect(KeyLine(delivery).fingerprint.description == "aw5l-yjru-gncv-ozmj-p7fs-ftkz-unnp-xfgu")
    }

    @Test(arguments: ["", "one", "Department A, household surveys", " two  spaces ", "é 東京", "\u{301}mark", "a\u{301}"])
    func `a line comes back with its comment`(comment: String) throws {
        let line = KeyLine(try signingKey(1).publicKey, comment: comment)
        let found = try KeyLine(parsing: line.text, expecting: .signing)
        #expect(found == line)
        #expect(Array(found.comment.utf8) == Array(comment.utf8))
        #expect(try found.signingKey() == signingKey(1).publicKey)
    }

    @Test func `a delivery line gives a delivery key`() throws {
        let line = try KeyLine(parsing: Self.delivery, expecting: .delivery)
        #expect(try line.deliveryKey().bytes == line.key)
        #expect(line.kind == .delivery)
    }

    @Test(arguments: [
        "", " ", "microvault-signing", "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1yXjJ4w", "ssh-ed25519 AAAA",
        " microvault-signing iojj", "Microvault-signing iojj", "microvault-signing\tiojj", "microvault/1 secret-key",
    ])
    func `what is no key line`(line: String) {
        #expect(Self.problem(line) == .notAKeyLine)
    }

    @Test func `each other problem`() {
        #expect(Self.problem(Self.delivery) == .wrongKind(expected: .signing, found: .delivery))
        #expect(
            Self.problem(Self.signing, expecting: .delivery) == .wrongKind(expected: .delivery, found: .signing))
        #expect(Self.problem("microvault-signing ") == .wrongLength)
        #expect(Self.problem("microvault-signing  iojj") == .wrongLength)
        #expect(Self.problem(Self.signing + "=") == .notBase64)
        #expect(Self.problem(Self.signing + "\n") == .notBase64)
        #expect(Self.problem(String(Self.signing.dropLast())) == .wrongLength)
        #expect(Self.problem(String(Self.signing.dropLast(3))) == .notBase64)
        #expect(Self.problem(String(Self.signing.dropLast(4))) == .wrongLength)
        #expect(Self.problem(Self.signing + "AAAA") == .wrongLength)
    }

    /// A slip of the pen: any one character changed.
    @Test func `the checksum finds any changed character`() {
        let start = "microvault-signing ".utf8.count
        let characters = Array(Self.signing.utf8)
        for index in start..<characters.count {
            var altered = characters
            altered[index] = altered[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(Self.problem(String(decoding: altered, as: UTF8.self)) == .checksum)
        }
    }

    @Test func `the checksum is bound to the kind`() {
        let body = Self.signing.dropFirst("microvault-signing".count)
        #expect(Self.problem("microvault-delivery" + body, expecting: .delivery) == .checksum)
    }

    @Test func `a weak key with a good checksum is refused`() {
        for kind in [KeyKind.signing, .delivery] {
            let key = [UInt8](repeating: 0, count: 32)
            let sum = Digest.of(Array(kind.rawValue.utf8), key, as: Personalisation("mv1 key line")).bytes.prefix(4)
            #expect(Self.problem("\(kind.rawValue) \(Base64.encode(key + sum))", expecting: kind) == .weakKey)
        }
    }
}

@Suite struct FingerprintTests {
    private static let text = "t327-tnwl-yqyy-bmtb-d3ll-nd4d-q2lm-gren"

    @Test(arguments: [
        "t327-tnwl-yqyy-bmtb-d3ll-nd4d-q2lm-gren", "T327-TNWL-YQYY-BMTB-D3LL-ND4D-Q2LM-GREN",
        "t327 tnwl yqyy bmtb d3ll nd4d q2lm gren", "t327tnwlyqyybmtbd3llnd4dq2lmgren",
        " t327-tnwl yqyybmtb-d3ll - nd4d q2lm-gren ",
    ])
    func `what people type`(typed: String) throws {
        let line = KeyLine(try signingKey(1).publicKey)
        #expect(Fingerprint(typed: typed) == line.fingerprint)
        #expect(Fingerprint(typed: typed)?.description == Self.text)
    }

    @Test(arguments: [
        "", "t327", "t327-tnwl-yqyy-bmtb-d3ll-nd4d-q2lm-gre", "t327-tnwl-yqyy-bmtb-d3ll-nd4d-q2lm-grena",
        "1327-tnwl-yqyy-bmtb-d3ll-nd4d-q2lm-gren", "t327_tnwl_yqyy_bmtb_d3ll_nd4d_q2lm_gren",
        "t327\ttnwl yqyy bmtb d3ll nd4d q2lm gren",
    ])
    func `what is no fingerprint`(typed: String) {
        #expect(Fingerprint(typed: typed) == nil)
    }

    @Test func `another key and another kind have other fingerprints`() throws {
        let first = KeyLine(try signingKey(1).publicKey).fingerprint
        #expect(first != KeyLine(try signingKey(2).publicKey).fingerprint)
        #expect(first != Fingerprint(typed: "u327-tnwl-yqyy-bmtb-d3ll-nd4d-q2lm-gren"))
    }
}
