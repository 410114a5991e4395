import FoundationEssentials
import Testing

@testable import Sealing

@Suite struct SecretBytesTests {
    private struct Stop: Error, Equatable {}

    @Test func `a secret holds what filled it`() {
        let bytes = secret([1, 2, 3])
        #expect(bytes.count == 3)
        #expect(exposed(bytes) == [1, 2, 3])
        let empty = secret([])
        #expect(empty.count == 0)
        #expect(exposed(empty) == [])
    }

    @Test func `equality is of all bytes and of the length`() {
        let a = secret([1, 2, 3])
        let same = secret([1, 2, 3])
        let lastDiffers = secret([1, 2, 4])
        let longer = secret([1, 2, 3, 0])
        let (found, last, length) = (a.equals(same), a.equals(lastDiffers), a.equals(longer))
        #expect(found)
        #expect(!last)
        #expect(!length)
        let none = secret([])
        let nothing = secret([])
        let empties = none.equals(nothing)
        #expect(empties)
    }

    @Test func `a copy outlives the original`() {
        func copied() -> SecretBytes {
            let original = secret([7, 8, 9])
            return original.copy()
        }
        #expect(exposed(copied()) == [7, 8, 9])
    }

    @Test func `random secrets differ`() {
        let a = SecretBytes.random(count: 32)
        let b = SecretBytes.random(count: 32)
        let same = a.equals(b)
        #expect(!same)
        #expect(a.count == 32)
    }

    /// A leak of guarded memory would leave several mappings for each secret. In a process of its own: other tests map too.
    @Test func `a throwing fill leaves nothing behind`() async {
        await #expect(processExitsWith: .success) {
            func mappings() throws -> Int {
                // Files under /proc have no size, so the whole is read as it comes.
                String(decoding: try Data(contentsOf: URL(filePath: "/proc/self/maps")), as: UTF8.self)
                    .utf8.count { $0 == UInt8(ascii: "\n") }
            }
            let before = try mappings()
            var thrown = 0
            for _ in 0..<2_000 {
                do throws(Stop) {
                    _ = try SecretBytes(count: 32) { (buffer) throws(Stop) in
                        buffer.copyBytes(from: [UInt8](repeating: 0xA5, count: 32))
                        throw Stop()
                    }
                } catch { thrown += 1 }
            }
            #expect(thrown == 2_000)
            let after = try mappings()
            #expect(before > 10)
            #expect(after < before + 100)
        }
    }

    @Test(arguments: 0...50)
    func `base64 comes back`(count: Int) throws {
        let bytes = randomBytes(count)
        let text = secret(bytes).base64
        let plain = exposed(text)
        #expect(String(decoding: plain, as: UTF8.self) == Base64.encode(bytes))
        let decoded: [UInt8]? = text.withBytes { bytes in
            guard let decoded = SecretBytes(base64: bytes) else { return nil }
            return exposed(decoded)
        }
        #expect(decoded == bytes)
    }

    @Test(arguments: ["Zg==", "Zh", "Zm9v\n", "Zm 9v", "-_-_", "Z", "Zm9v="])
    func `a second spelling of base64 is refused`(text: String) {
        let isNil = Array(text.utf8).withUnsafeBytes { SecretBytes(base64: $0) == nil }
        #expect(isNil)
    }

    @Test func `comparing in constant time compares`() {
        #expect(equalInConstantTime([1, 2], [1, 2]))
        #expect(!equalInConstantTime([1, 2], [1, 3]))
        #expect(!equalInConstantTime([1, 2], [1]))
        #expect(equalInConstantTime([], []))
        #expect(randomBytes(0).isEmpty)
        #expect(randomBytes(16) != randomBytes(16))
    }
}
