import Testing

@testable import PackageFormat

@Suite struct PreludeTests {
    private static let good = Prelude(termsLength: 3_000, envelopeLength: 1_000, payloadOffset: 8_192)

    private static func error(_ bytes: [UInt8]) -> PackageError? {
        failure { () throws(PackageError) in _ = try Prelude(parsing: bytes) }
    }

    private static func error(_ terms: Int, _ envelope: Int, _ offset: Int) -> PackageError? {
        error(Prelude(termsLength: terms, envelopeLength: envelope, payloadOffset: offset).bytes)
    }

    private static func error(setting place: Int, to value: UInt8) -> PackageError? {
        var bytes = good.bytes
        bytes[place] = value
        return error(bytes)
    }

    @Test func `32 bytes, little-endian`() throws {
        #expect(
            Self.good.bytes == [
                0x89, 0x4D, 0x56, 0x4C, 0x0D, 0x0A, 0x1A, 0x0A, 1, 0, 0, 0, 0xB8, 0x0B, 0, 0, 0xE8, 0x03, 0, 0, 0, 0x20,
                0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            ])
        #expect(try Prelude(parsing: Self.good.bytes) == Self.good)
        #expect(try Prelude(parsing: Self.good.bytes + [1, 2, 3]) == Self.good)
        #expect(Self.good.headLength == 32 + 3_000 + 1_000 + 96)
    }

    @Test func `what is no package`() {
        #expect(Self.error([]) == .notAPackage)
        #expect(Self.error(Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 40)) == .notAPackage)
        for place in 0..<8 { #expect(Self.error(setting: place, to: 0x7E) == .notAPackage) }
        for length in 0..<8 { #expect(Self.error(Array(Self.good.bytes.prefix(length))) == .notAPackage) }
    }

    @Test(arguments: 8..<32)
    func `a short prelude is truncated`(length: Int) {
        #expect(Self.error(Array(Self.good.bytes.prefix(length))) == .truncated(.prelude, expected: 32, found: length))
    }

    @Test func `versions`() {
        #expect(Self.error(setting: 8, to: 0) == .prelude(.version))
        #expect(Self.error(setting: 8, to: 2) == .newerVersion(2))
        #expect(Self.error(setting: 9, to: 1) == .newerVersion(257))
    }

    @Test(arguments: [10, 11, 28, 29, 30, 31])
    func `reserved bytes are zero`(place: Int) {
        #expect(Self.error(setting: place, to: 1) == .prelude(.reserved))
    }

    @Test func `caps`() {
        let terms = 1 << 20
        let envelope = 8 << 20
        let offset = (32 + terms + envelope + 96 + 4_095) / 4_096 * 4_096
        #expect(Self.error(terms, envelope, offset) == nil)
        #expect(Self.error(terms + 1, 10, 8_192) == .overCap(.terms, length: terms + 1, cap: terms))
        #expect(Self.error(10, envelope + 1, 8_192) == .overCap(.envelope, length: envelope + 1, cap: envelope))
        #expect(Self.error(Int(UInt32.max), 10, 8_192) == .overCap(.terms, length: Int(UInt32.max), cap: terms))
    }

    @Test func `lengths and offset fit together`() {
        #expect(Self.error(0, 1_000, 4_096) == .prelude(.lengths))
        #expect(Self.error(1_000, 0, 4_096) == .prelude(.lengths))
        // 32 + 2,968 + 1,000 + 96 = 4,096: no fill at all.
        #expect(Self.error(2_968, 1_000, 4_096) == nil)
        #expect(Self.error(2_969, 1_000, 4_096) == .prelude(.lengths))
        #expect(Self.error(2_968, 1_000, 8_192) == nil)
        // 8,192 bytes of fill are too many, one less is not.
        #expect(Self.error(2_968, 1_000, 12_288) == .prelude(.lengths))
        #expect(Self.error(2_969, 1_000, 12_288) == nil)
        #expect(Self.error(3_000, 1_000, 8_193) == .prelude(.lengths))
        #expect(Self.error(3_000, 1_000, 0) == .prelude(.lengths))
        #expect(Self.error(3_000, 1_000, 1 << 52) == .prelude(.lengths))
        var bytes = Self.good.bytes
        for place in 20..<28 { bytes[place] = 0xFF }
        #expect(Self.error(bytes) == .prelude(.lengths))
    }
}
