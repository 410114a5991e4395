import FoundationEssentials
import Testing

@testable import PackageFormat

/// `CanonicalJSON` reads and writes the one spelling by itself. What it accepts, refuses, says and writes is held against a
/// library that knows all of JSON.
@Suite struct CanonicalReaderTests {
    private struct Shape: Codable, Equatable {
        var flag: Bool?
        var items: [Item] = []
        var keys: [String: Int] = [:]
        var number = 0
        var text = ""
        var zone: Zone?

        struct Item: Codable, Equatable {
            var b: [[Int]] = []
            var a: String?
            var count: Count?
        }

        enum Zone: String, Codable { case near, far = "far away" }

        /// Control characters but the line feed: no text of the format has them.
        var holdsRareEscapes: Bool {
            ([text] + items.compactMap(\.a)).contains { $0.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" } }
        }
    }

    /// The same numbers in every run (SplitMix64).
    private struct Chance {
        var state: UInt64

        mutating func below(_ bound: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((z ^ (z >> 31)) % UInt64(bound))
        }
    }

    private enum Outcome: Equatable {
        case value(Shape)
        case problem(CanonicalJSON.Problem)
    }

    private static func ours(_ bytes: [UInt8]) -> Outcome {
        do throws(CanonicalJSON.Problem) {
            return .value(try CanonicalJSON.decode(Shape.self, from: bytes, cap: 1 << 20))
        } catch {
            return .problem(error)
        }
    }

    private static func library(writes value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    /// The rule, by the library alone; where it is not JSON, the path of the fault is for `CanonicalJSONTests`.
    private static func isAccepted(_ bytes: [UInt8]) -> Shape? {
        guard let value = try? JSONDecoder().decode(Shape.self, from: Data(bytes)),
            let spelling = try? library(writes: value), spelling == bytes
        else { return nil }
        return value
    }

    private static let texts = [
        "", "x", "é", "e\u{301}", "😀", "\u{0}", "\u{1f}\u{7f}", "\u{8}\t\n\u{c}\r", "\"\\/", "\u{2028}\u{FEFF}", "<>&'",
        "a longer text that has no room in sixteen bytes", "\u{10FFFF}", "\\u0041", "null",
    ]

    private static func shape(_ random: inout Chance) -> Shape {
        func text() -> String { (0..<random.below(3)).map { _ in texts[random.below(texts.count)] }.joined() }
        var shape = Shape()
        shape.flag = [true, false, nil][random.below(3)]
        shape.number = [0, -1, 7, CanonicalJSON.integerLimit, -CanonicalJSON.integerLimit][random.below(5)]
        shape.text = text()
        shape.zone = [.near, .far, nil][random.below(3)]
        for _ in 0..<random.below(4) {
            shape.keys["k\(random.below(40))_\(random.below(3))"] = random.below(1_000)
        }
        for _ in 0..<random.below(4) {
            var item = Shape.Item()
            item.a = random.below(2) == 0 ? text() : nil
            item.count = Count(random.below(5))
            item.b = (0..<random.below(3)).map { Array(0..<$0) }
            shape.items.append(item)
        }
        return shape
    }

    @Test func `it writes what the library writes and reads it back`() throws {
        var random = Chance(state: 8_785)
        for _ in 0..<2_000 {
            let shape = Self.shape(&random)
            let bytes = CanonicalJSON.encode(shape)
            #expect(bytes == (try Self.library(writes: shape)))
            #expect(Self.ours(bytes) == .value(shape))
            #expect(shape.holdsRareEscapes || (try? CanonicalReader(bytes)?.decode(Shape.self)) == shape)
        }
    }

    @Test func `every byte changed, left out or added is judged as the library judges it`() throws {
        var random = Chance(state: 7_159)
        var accepted = 0
        for _ in 0..<12 {
            let bytes = CanonicalJSON.encode(Self.shape(&random))
            for place in bytes.indices {
                var changed: [[UInt8]] = [Array(bytes[..<place]) + bytes[(place + 1)...]]
                for byte in Array("\"\\{}[]:,-019 tfnu\n".utf8) + [0x00, 0x7F, 0x80, 0xC3, 0xFF] {
                    changed.append(Array(bytes[..<place]) + [byte] + bytes[(place + 1)...])
                    changed.append(Array(bytes[..<place]) + [byte] + bytes[place...])
                }
                for bytes in changed {
                    switch (Self.ours(bytes), Self.isAccepted(bytes)) {
                    case (.value(let value), let expected?) where value == expected: accepted += 1
                    case (.problem, nil): break
                    default: Issue.record("\(String(decoding: bytes, as: UTF8.self))")
                    }
                }
            }
        }
        #expect(accepted > 100)
    }

    @Test func `an agreement is written as the library writes it`() throws {
        #expect(Sample.agreement.bytes == (try Self.library(writes: Sample.agreement)))
        let agreement = try CanonicalReader(Sample.agreement.bytes)?.decode(Agreement.self)
        #expect(agreement == Sample.agreement)
    }

    /// Read by the library instead, which has its own bounds.
    @Test(arguments: [
        "[1", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "[1 ]", "[null]", "1.5", "1e3", "\"\u{1f}\"",
        "\"", "\"\\", "",
        "nul", "tru", "truefalse", "[]]", "-x",
    ])
    func `what is spelled otherwise it leaves to others`(text: String) {
        #expect(CanonicalReader(Array(text.utf8)) == nil)
    }

    @Test func `it is as deep as the format allows, and no deeper`() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        #expect(CanonicalReader(nested(64)) != nil)
        #expect(CanonicalReader(nested(65)) == nil)
        #expect(CanonicalReader(nested(1_000_000)) == nil)
    }

    @Test func `numbers that do not fit are left to others`() throws {
        #expect(try CanonicalReader(Array("999999999999999999".utf8))?.decode(Int.self) == 999_999_999_999_999_999)
        for text in ["1000000000000000000", "99999999999999999999999999", "-"] {
            #expect(throws: (any Error).self) { _ = try CanonicalReader(Array(text.utf8))?.decode(Int.self) }
        }
    }
}
