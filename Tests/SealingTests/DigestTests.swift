import Testing

@testable import Sealing

/// Expected values are those of Python's `hashlib.blake2b(…, digest_size=32, person=…)`.
@Suite struct DigestTests {
    @Test func `without personalisation it is the digest of b2sum`() {
        #expect(
            Digest.of(Array("abc".utf8), as: .none).hex
                == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319")
        #expect(
            Digest.of([], as: .none).hex == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8")
    }

    @Test func `a personalisation is filled with zeros`() {
        #expect(
            Digest.of(Array("abc".utf8), as: Personalisation("mv1 terms")).hex
                == "57e2adf6f7b434df1677732e91a1316f390dced0f15026631a4e9421030ad619")
        #expect(
            Digest.of(Array("abc".utf8), as: Personalisation("abcdefghijklmnop")).hex
                == "f944b634d27cc8367964b4d388ae4b9ffc2e11d3e3f05ceae985e5263f8821e1")
    }

    @Test(arguments: [1, 127, 128, 129, 4_096, 99_999])
    func `parts give the digest of the whole`(part: Int) {
        let bytes = pattern(100_000)
        var stream = DigestStream(Personalisation("mv1 index"))
        stream.update(Array(bytes[..<part]))
        stream.update([UInt8]())
        Array(bytes[part...]).withUnsafeBytes { stream.update($0) }
        let found = stream.finalise().hex
        #expect(found == "0117314ea0f5eff049bc17ce07a587f54dda86f75791e771b69a3a0d8e6c3b6b")
    }

    @Test func `several parts are one after another`() {
        let whole = Digest.of([1, 2, 3, 4], as: .none)
        #expect(Digest.of([1], [2, 3], [], [4], as: .none) == whole)
    }

    @Test func `a digest has 32 bytes`() {
        #expect(Digest([UInt8](repeating: 0, count: 31)) == nil)
        #expect(Digest([UInt8](repeating: 0, count: 33)) == nil)
        #expect(Digest([UInt8](repeating: 0xA5, count: 32))?.hex == String(repeating: "a5", count: 32))
    }

    @Test func `integers are little-endian`() {
        #expect(littleEndian(UInt16(1)) == [1, 0])
        #expect(littleEndian(UInt32(0x0102_0304)) == [4, 3, 2, 1])
        #expect(littleEndian(UInt64(0x0102_0304_0506_0708)) == [8, 7, 6, 5, 4, 3, 2, 1])
    }
}
