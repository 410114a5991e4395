import Testing

@testable import Sealing

@Suite struct Base64Tests {
    /// RFC 4648, section 10, without padding.
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"),
    ])
    func `the vectors of RFC 4648`(plain: String, text: String) {
        #expect(Base64.encode(Array(plain.utf8)) == text)
        #expect(Base64.decode(text) == Array(plain.utf8))
    }

    @Test func `every length comes back`() {
        for count in 0...100 {
            let bytes = randomBytes(count)
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
        #expect(Base64.decode("+/+/") == [0xFB, 0xFF, 0xBF])
    }

    @Test(arguments: [
        "Zg==", "Zm8=", "Zm9v=", "=", "Zh", "Zn", "Zm9", "Z", "Zm9vY", " Zm9v", "Zm9v ", "Zm9v\n", "Zm\n9v", "Zm 9v",
        "Zm9v\r\n", "-_-_", "Zm9v\u{0}", "Zm9*", "Zm9é", "\u{212A}g", "Zm9v,Zm9v",
    ])
    func `a second spelling is refused`(text: String) {
        #expect(Base64.decode(text) == nil)
    }
}

@Suite struct HexTests {
    private static let digits = Array("0123456789abcdef".utf8)

    /// In each of the two places of a byte, and of a byte among others.
    @Test func `what is no digit is refused`() {
        for byte in UInt8.min...UInt8.max {
            let isDigit = Self.digits.contains(byte)
            for text in [[byte, 0x30], [0x30, byte], [0x66, 0x66, byte, 0x30, 0x30, 0x30]] {
                #expect((text.withUnsafeBufferPointer { Hex.decode($0) } != nil) == isDigit)
            }
        }
        #expect(Hex.decode("0") == nil && Hex.decode("000") == nil)
    }

    @Test func `every byte has two lower-case digits`() {
        let all = (0...255).map { UInt8($0) }
        let text = Hex.encode(all)
        #expect(text.hasPrefix("000102030405060708090a0b0c0d0e0f10"))
        #expect(text.hasSuffix("fdfeff"))
        #expect(Hex.decode(text) == all)
        #expect(Hex.decode("") == [])
        var appended = Array("x".utf8)
        Hex.append(all, to: &appended)
        #expect(appended == Array(("x" + text).utf8))
    }

    @Test(arguments: ["0", "000", "0A", "AB", "0g", " 00", "00 ", "00\n", "0x00", "é0", "٣٣"])
    func `a second spelling is refused`(text: String) {
        #expect(Hex.decode(text) == nil)
    }
}
