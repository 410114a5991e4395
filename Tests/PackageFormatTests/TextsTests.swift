import Testing

@testable import PackageFormat

@Suite struct TextsTests {
    private static let unfit: [UInt32] = [
        0, 0x09, 0x0D, 0x1B, 0x7F, 0x80, 0x9F, 0x61C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069,
        0xFDD0, 0xFDEF, 0xFEFF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF,
    ]

    @Test(arguments: ["a", "R. Patel", "région", "日本語", "a b", "😀", "a\u{200D}b", "e\u{323}\u{302}x".nfc, "\u{301}a"])
    func `a line`(text: String) {
        #expect(Line(text).map { Array($0.description.utf8) } == Array(text.utf8))
        #expect(Prose(text).map { Array($0.description.utf8) } == Array(text.utf8))
    }

    @Test(arguments: [
        "", " ", " a", "a ", "a\n", "\na", "a\u{A0}", "\u{3000}a", "a\u{2003}", "e\u{301}", "\u{212B}",
        "\u{1100}\u{1161}",
    ])
    func `what is neither line nor prose`(text: String) {
        #expect(Line(text) == nil)
        #expect(Prose(text) == nil)
    }

    @Test(arguments: unfit)
    func `unfit characters are refused anywhere`(value: UInt32) throws {
        let character = String(try #require(Unicode.Scalar(value)))
        for text in ["a\(character)b", "\(character)a", "a\(character)", character] {
            #expect(Line(text) == nil)
            #expect(Prose(text) == nil)
        }
    }

    @Test func `prose has lines, a line does not`() {
        #expect(Line("a\nb") == nil)
        #expect(Prose("a\nb\n\nc") != nil)
        #expect(Prose("a\r\nb") == nil)
        #expect(Prose("a\n") == nil)
    }

    @Test func `lengths count bytes`() {
        #expect(Line(String(repeating: "a", count: 1_024)) != nil)
        #expect(Line(String(repeating: "a", count: 1_025)) == nil)
        #expect(Line(String(repeating: "é", count: 512)) != nil)
        #expect(Line(String(repeating: "é", count: 513)) == nil)
        #expect(Prose(String(repeating: "a", count: 16_384)) != nil)
        #expect(Prose(String(repeating: "a", count: 16_385)) == nil)
    }

    @Test func `a typed line is normalised and trimmed first`() {
        #expect(Line(typed: "  J. Doe\t")?.description == "J. Doe")
        #expect(Line(typed: "e\u{301}").map { Array($0.description.utf8) } == [0xC3, 0xA9])
        #expect(Line(typed: " \n") == nil)
        #expect(Line(typed: "a\u{202E}b") == nil)
    }

    @Test(arguments: ["DSA-2026-014", "a", "A.b_c-d", "_x_", "0", String(repeating: "r", count: 64)])
    func `a reference`(text: String) {
        #expect(Reference(text)?.description == text)
    }

    @Test(arguments: [
        "", ".", "-", "..", "-a", "a-", ".a", "a.", "a b", "a/b", "a\\b", "é", "a\n", "a\u{0}", "a:b", "٣", "a\u{301}",
        String(repeating: "r", count: 65),
    ])
    func `what is no reference`(text: String) {
        #expect(Reference(text) == nil)
    }

    @Test(arguments: ["0", "-1", "1", "12.50", "-0.5", "10", "1234567890.0123456789"])
    func `a decimal`(text: String) {
        #expect(Decimal(text)?.description == text)
    }

    @Test(arguments: [
        "", "-", ".", "1.", ".5", "01", "-01", "+1", "1e2", "1,5", " 1", "1 ", "1.2.3", "--1", "٣", "0x1", "NaN",
        String(repeating: "1", count: 41),
    ])
    func `what is no decimal`(text: String) {
        #expect(Decimal(text) == nil)
    }

    @Test(arguments: ["OFFICIAL", "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE PERSONAL", "OFFICIAL-SENSITIVE HR CASE"])
    func `a classification`(text: String) {
        #expect(Classification(text)?.description == text)
    }

    @Test(arguments: [
        "", "SECRET", "TOP SECRET", "official", "OFFICIAL PERSONAL", "OFFICIAL ", "OFFICIAL-SENSITIVE ",
        "OFFICIAL-SENSITIVE  PERSONAL", "OFFICIAL-SENSITIVE\nSECRET", " OFFICIAL", "OFFICIAL-SENSITIVE-PERSONAL",
        "OFFICIAL_SENSITIVE", "OFFICIAL\u{301}",
    ])
    func `what is no classification`(text: String) {
        #expect(Classification(text) == nil)
    }
}

@Suite struct BytesTests {
    @Test func `an identifier has 32 lower-case digits`() {
        let text = "00112233445566778899aabbccddeeff"
        #expect(Identifier(text)?.description == text)
        for bad in ["", String(text.dropLast(2)), text + "00", text.uppercased(), String(text.dropLast()) + "g"] {
            #expect(Identifier(bad) == nil)
        }
        #expect(Identifier.random() != Identifier.random())
        #expect(Identifier(text)! < Identifier("00112233445566778899aabbccddef00")!)
    }

    @Test func `signatures and sealed secrets have one length`() {
        for (length, isSignature) in [(63, false), (64, true), (65, false)] {
            #expect((Signature(bytes: [UInt8](repeating: 1, count: length)) != nil) == isSignature)
        }
        for (length, isSealed) in [(79, false), (80, true), (81, false)] {
            #expect((SealedSecret(bytes: [UInt8](repeating: 1, count: length)) != nil) == isSealed)
        }
        let signature = Signature(bytes: [UInt8](repeating: 7, count: 64))!
        #expect(Signature(signature.description) == signature)
        #expect(Signature(signature.description + "=") == nil)
    }

    @Test func `a key text is the line without a comment`() {
        let text = Sample.keyText(1).description
        #expect(SigningKeyText(text) == Sample.keyText(1))
        for bad in ["", text + " ", text + " comment", " " + text, text + "\n", Sample.deliveryKey(9).description] {
            #expect(SigningKeyText(bad) == nil)
        }
        let delivery = Sample.deliveryKey(9).description
        #expect(DeliveryKeyText(delivery) == Sample.deliveryKey(9))
        for bad in ["", delivery + " ", delivery + " comment", text] { #expect(DeliveryKeyText(bad) == nil) }
    }

    @Test(arguments: ["provider", "site", "witness", "approver:information-asset-owner"])
    func `a pin role`(text: String) {
        #expect(PinRole(text)?.description == text)
    }

    @Test(arguments: ["", "Provider", "approver", "approver:", "approver:a b", "approver:a:b", "site:x", "provider "])
    func `what is no pin role`(text: String) {
        #expect(PinRole(text) == nil)
    }
}
