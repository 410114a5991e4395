import Testing

@testable import Sealing

/// Argon2id 1.3 with one lane, seen by the tag with which a lock closes nothing under a nonce of zeros. Expected values were
/// made with the reference implementation (argon2-cffi) and with PyNaCl; both agreed.
@Suite struct Argon2idTests {
    struct Vector: Sendable, CustomTestStringConvertible {
        let passes, memoryKiB: Int
        let passphrase, salt: [UInt8]
        let tag: String

        init(_ passes: Int, _ memoryKiB: Int, _ passphrase: [UInt8], _ salt: [UInt8], _ tag: String) {
            (self.passes, self.memoryKiB, self.passphrase, self.salt) = (passes, memoryKiB, passphrase, salt)
            self.tag = tag
        }

        var testDescription: String { "\(passes) passes, \(memoryKiB) KiB, passphrase of \(passphrase.count) bytes" }
    }

    /// The least parameters, memory that is no multiple of four blocks, every cap that a test can afford, what writers use;
    /// then passphrases and salts.
    static let vectors = {
        let rising = Array(UInt8(0)..<16)
        return [
            Vector(1, 8_192, Array("correct horse".utf8), rising, "c2dcbaae417ec96083f5ffe7db36a1d4"),
            Vector(1, 8_193, Array("correct horse".utf8), rising, "29a45fcda94710614b9bdff53a969bf9"),
            Vector(1, 8_195, Array("correct horse".utf8), rising, "c407abbeb0fc66ab95eca92b3b3a47b7"),
            Vector(3, 8_192, Array("correct horse".utf8), rising, "b95be828af3ffc2a8853ed735334b036"),
            Vector(16, 8_192, Array("correct horse".utf8), rising, "eb3e9970e106df240ed3ea951d0b1110"),
            Vector(4, 10_000, Array("correct horse".utf8), rising, "1a4dbdb4658cea24dba0d010cdd10f40"),
            Vector(3, 65_536, Array("correct horse".utf8), rising, "26308dee5747f2e01fb576da9c436f70"),
            Vector(1, 8_192, Array("".utf8), rising, "24d88a9e14ad5f826d3fc791824088e2"),
            Vector(1, 8_192, Array("x".utf8), rising, "30a251c06e4d2dacfb457580f264e3e0"),
            Vector(1, 8_192, Array("x\0y".utf8), rising, "49daa55ba6f5b19c7752190b2b1d2c56"),
            Vector(2, 8_192, Array("pässwörd 東京".utf8), rising, "1d5d4e16005992fbdc38fc0412dcabbe"),
            Vector(1, 8_192, pattern(1_024), rising, "b29d434c4d2e25353f46c4a7ed1ff1ca"),
            Vector(
                1, 8_192, Array("correct horse".utf8), [UInt8](repeating: 0, count: 16),
                "be00595cb9e054d5d7c491314d32d4e2"),
            Vector(
                1, 8_192, Array("correct horse".utf8), [UInt8](repeating: 255, count: 16),
                "15c9865c11ea93bd5ad54862a87f6142"),
        ]
    }()

    @Test(arguments: vectors)
    func `a lock's key is Argon2id of passphrase and salt`(vector: Vector) throws {
        let lock = try #require(
            PassphraseLock(
                passes: vector.passes, memoryKiB: vector.memoryKiB, salt: vector.salt,
                nonce: [UInt8](repeating: 0, count: 24)))
        let tag = try lock.lock(secret([]), passphrase: secret(vector.passphrase), context: [])
        #expect(Hex.encode(tag) == vector.tag)
    }

    @Test func `no two vectors have the same key`() {
        #expect(Set(Self.vectors.map(\.tag)).count == Self.vectors.count)
    }
}
