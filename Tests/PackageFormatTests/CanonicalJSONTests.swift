import Testing

@testable import PackageFormat

@Suite struct CanonicalJSONTests {
    private struct Shape: Codable, Equatable {
        var count = Count(1)!
        var flags: [Bool]?
        var inner: Inner?
        var name = "x"

        struct Inner: Codable, Equatable { var depth: Int }
    }

    private static func problem(_ bytes: [UInt8], cap: Int = 1_000_000) -> CanonicalJSON.Problem? {
        failure { () throws(CanonicalJSON.Problem) in _ = try CanonicalJSON.decode(Shape.self, from: bytes, cap: cap) }
    }

    private static func problem(_ text: String) -> CanonicalJSON.Problem? { problem(Array(text.utf8)) }

    @Test func `one spelling is accepted`() throws {
        let text = #"{"count":9007199254740991,"flags":[true,false],"inner":{"depth":-7},"name":"é \"\\/\n"}"#
        let value = try CanonicalJSON.decode(Shape.self, from: Array(text.utf8), cap: 1_000)
        #expect(value.count.value == CanonicalJSON.integerLimit)
        #expect(value.name == "é \"\\/\n")
        #expect(CanonicalJSON.encode(value) == Array(text.utf8))
    }

    @Test(arguments: [
        #"{"count":1,"count":1,"name":"x"}"#, #"{"count":2,"count":1,"name":"x"}"#,
        #"{"count":1,"name":"x","name":"x"}"#,
        #"{"count":1,"extra":1,"name":"x"}"#, #"{"count":1,"inner":{"depth":1,"extra":1},"name":"x"}"#,
        #"{"count":1,"flags":null,"name":"x"}"#, #"{"count":1,"name":"x","z":null}"#,
        #"{"count":1.0,"name":"x"}"#, #"{"count":1e2,"name":"x"}"#, #"{"count":1E0,"name":"x"}"#,
        #"{"count":-0,"name":"x"}"#,
        #"{"count":1,"name":"\u00e9"}"#, #"{"count":1,"name":"a\/b"}"#, #"{"count":1,"name":"\u0041"}"#,
        #"{"count":1,"name":"\u000a"}"#, #"{"count":1,"name":"\ud83d\ude00"}"#,
        #" {"count":1,"name":"x"}"#, #"{"count":1,"name":"x"} "#, #"{"count":1,"name":"x"}"# + "\n",
        #"{"count": 1,"name":"x"}"#, #"{"name":"x","count":1}"#, "\u{FEFF}" + #"{"count":1,"name":"x"}"#,
        #"{"count":1,"name":"x",}"#,
    ])
    func `a second spelling is refused`(text: String) {
        #expect(Self.problem(text) == .notCanonical)
    }

    @Test(arguments: [
        "", "{}x", "{", "nul", "[]", "1", #"{"count":1,"name":"x"}}"#,
        #"{"count":1,"name":'x'}"#, #"{count:1,"name":"x"}"#, #"{"count":1,"name":"\ud800"}"#,
        #"{"count":1,"name":"\x41"}"#, #"{"count":01,"name":"x"}"#, #"{"count":+1,"name":"x"}"#,
        #"{"count":1.5,"name":"x"}"#, #"{"count":NaN,"name":"x"}"#, #"{"count":"1","name":"x"}"#,
        #"{"count":true,"name":"x"}"#, #"{"count":-1,"name":"x"}"#, #"{"count":9007199254740992,"name":"x"}"#,
        #"{"count":99999999999999999999,"name":"x"}"#, #"{"count":1,"name":null}"#, #"{"count":1}"#,
        #"{"count":1,"name":"x"}{"count":1,"name":"x"}"#, "/**/" + #"{"count":1,"name":"x"}"#,
        "{\"count\":1,\"name\":\"a\nb\"}",
    ])
    func `what is not JSON of the shape is refused`(text: String) {
        guard case .malformed = Self.problem(text) else {
            Issue.record("\(text): \(String(describing: Self.problem(text)))")
            return
        }
    }

    @Test func `the path names what does not fit`() {
        #expect(Self.problem(#"{"count":1}"#) == .malformed(path: "name"))
        #expect(Self.problem(#"{"count":-1,"name":"x"}"#) == .malformed(path: "count"))
        #expect(Self.problem(#"{"count":1,"inner":{},"name":"x"}"#) == .malformed(path: "inner.depth"))
        #expect(Self.problem(#"{"count":1,"flags":[true,1],"name":"x"}"#) == .malformed(path: "flags[1]"))
    }

    @Test func `invalid UTF-8 and other encodings are refused`() {
        let text = Array(#"{"count":1,"name":"x"}"#.utf8)
        for bad in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF5, 0x80, 0x80, 0x80]] as [[UInt8]] {
            #expect(Self.problem(Array(text.dropLast(3)) + bad + Array("\"}".utf8)) != nil)
        }
        let utf16 = Array(#"{"count":1,"name":"x"}"#.utf16)
        #expect(Self.problem(utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) != nil)
        #expect(Self.problem(utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }) != nil)
        #expect(Self.problem(utf16.flatMap { [UInt8($0 & 0xFF), 0, 0, 0] }) != nil)
    }

    @Test func `the cap is looked at first`() {
        let text = Array(#"{"count":1,"name":"x"}"#.utf8)
        #expect(Self.problem(text, cap: text.count) == nil)
        #expect(Self.problem(text, cap: text.count - 1) == .overCap(length: text.count, cap: text.count - 1))
    }

    @Test(arguments: ["[", #"{"a":"#, #"{"count":1,"inner":"#])
    func `deep nesting is refused and does not crash`(opening: String) {
        #expect(Self.problem(String(repeating: opening, count: 100_000)) != nil)
        let tail = String(repeating: opening == "[" ? "]" : "}", count: 100_000)
        #expect(Self.problem(String(repeating: opening, count: 100_000) + "1" + tail) != nil)
    }

    /// RFC 8785, sections 3.2.2.2 and 3.2.3.
    @Test func `strings and the order of keys are those of RFC 8785`() {
        let strings = ["\u{8}\t\n\u{c}\r\"\\/", "\u{0}\u{1f}\u{7f}", "é\u{2028}😀<>&'"]
        #expect(
            CanonicalJSON.encode(strings)
                == Array(#"["\b\t\n\f\r\"\\/","\u0000\u001f"#.utf8) + [0x7F] + Array("\",\"é\u{2028}😀<>&'\"]".utf8))
        let keys = ["a", "Z", "_", "a1", "a10", "a2", "aB", "ab", "fields", "fieldsMatch", "fields_match", "0"]
        let object = Dictionary(uniqueKeysWithValues: keys.map { ($0, 1) })
        let sorted = keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let expected = "{" + sorted.map { "\"\($0)\":1" }.joined(separator: ",") + "}"
        #expect(String(decoding: CanonicalJSON.encode(object), as: UTF8.self) == expected)
    }

    @Test func `counts have limits`() {
        #expect(Count(-1) == nil)
        #expect(Count(0)?.value == 0)
        #expect(Count(9_007_199_254_740_991) != nil)
        #expect(Count(9_007_199_254_740_992) == nil)
    }
}
