import FoundationEssentials
import Glibc
import Testing

@testable import Sealing

@Suite struct PassphraseLockTests {
    private static let salt = Array(UInt8(0)..<16)
    private static let nonce = Array(UInt8(0)..<24)
    private static let context = Array("context".utf8)
    private static let sealed = hex(
        "25beb4721aa298bac65dac2327de93e6196747b3296414e1a94206807d75480cec1b668afed93d319f6478c8b9cfe098")

    private static func lock(passes: Int = 1, memoryKiB: Int = 8_192) throws -> PassphraseLock {
        try #require(PassphraseLock(passes: passes, memoryKiB: memoryKiB, salt: salt, nonce: nonce))
    }

    private static func passphrase(_ text: String = "correct horse") -> SecretBytes { secret(Array(text.utf8)) }

    /// A key that was never derived must not be taken for a wrong passphrase.
    @Test func `a machine without the memory says so`() async {
        await #expect(processExitsWith: .success) {
            var limit = rlimit()
            getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
            let sizes = String(decoding: try Data(contentsOf: URL(filePath: "/proc/self/statm")), as: UTF8.self)
            let pages = try #require(sizes.split(separator: " ").first.flatMap { UInt($0) })
            // Room for what the process is, and none for a gibibyte more.
            limit.rlim_cur = pages * UInt(getpagesize()) + (512 << 20)
            try #require(setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0)
            let lock = try PassphraseLockTests.lock(memoryKiB: 1_048_576)
            let failure = #expect(throws: SealingError.self) {
                _ = try lock.unlock(
                    PassphraseLockTests.sealed, passphrase: PassphraseLockTests.passphrase(),
                    context: PassphraseLockTests.context)
            }
            #expect(failure == .outOfPassphraseMemory(1 << 30))
        }
    }

    /// Computed with PyNaCl: Argon2id 1.3 into a key, then XChaCha20-Poly1305 with the context.
    @Test(arguments: [
        (1, 8_192, "25beb4721aa298bac65dac2327de93e6196747b3296414e1a94206807d75480cec1b668afed93d319f6478c8b9cfe098"),
        (2, 16_384, "93904ccd7ce1f9c377e8b0430e1857719045555712d407690a27098a46d29ae78961e0ca7fad00dfb6a0afb04b3ecaa2"),
    ])
    func `a lock is Argon2id and XChaCha20-Poly1305`(passes: Int, memoryKiB: Int, expected: String) throws {
        let lock = try Self.lock(passes: passes, memoryKiB: memoryKiB)
        let secret = secret(Array(UInt8(100)..<132))
        let sealed = try lock.lock(secret, passphrase: Self.passphrase(), context: Self.context)
        #expect(Hex.encode(sealed) == expected)
        let opened = try lock.unlock(sealed, passphrase: Self.passphrase(), context: Self.context)
        #expect(exposed(opened) == Array(UInt8(100)..<132))
    }

    @Test(arguments: ["correct horsf", "correct horse ", "Correct horse", ""])
    func `another passphrase does not open`(text: String) throws {
        let lock = try Self.lock()
        let error = failure { () throws(SealingError) in
            _ = try lock.unlock(Self.sealed, passphrase: Self.passphrase(text), context: Self.context)
        }
        #expect(error == .doesNotOpen)
    }

    @Test func `context, salt, nonce, parameters and every byte are bound`() throws {
        func refusal(_ lock: PassphraseLock?, _ sealed: [UInt8], _ context: [UInt8]) -> SealingError? {
            failure { () throws(SealingError) in
                _ = try lock?.unlock(sealed, passphrase: Self.passphrase(), context: context)
            }
        }
        let lock = try Self.lock()
        #expect(refusal(lock, Self.sealed, Self.context) == nil)
        #expect(refusal(lock, Self.sealed, []) == .doesNotOpen)
        #expect(refusal(lock, Self.sealed, Array("Context".utf8)) == .doesNotOpen)
        let other = [UInt8](repeating: 1, count: 24)
        let locks = [
            PassphraseLock(passes: 2, memoryKiB: 8_192, salt: Self.salt, nonce: Self.nonce),
            PassphraseLock(passes: 1, memoryKiB: 8_193, salt: Self.salt, nonce: Self.nonce),
            PassphraseLock(passes: 1, memoryKiB: 8_192, salt: Array(other.prefix(16)), nonce: Self.nonce),
            PassphraseLock(passes: 1, memoryKiB: 8_192, salt: Self.salt, nonce: other),
        ]
        for lock in locks { #expect(refusal(lock, Self.sealed, Self.context) == .doesNotOpen) }
        for index in Self.sealed.indices {
            var altered = Self.sealed
            altered[index] ^= 0x10
            #expect(refusal(lock, altered, Self.context) == .doesNotOpen)
        }
        #expect(refusal(lock, Array(Self.sealed.prefix(15)), Self.context) == .wrongLength(15))
    }

    @Test(arguments: [
        (0, 8_192, 16, 24), (17, 8_192, 16, 24), (-1, 8_192, 16, 24), (Int.max, 8_192, 16, 24), (1, 8_191, 16, 24),
        (1, 1_048_577, 16, 24), (1, -8_192, 16, 24), (1, Int.max, 16, 24), (1, 8_192, 15, 24), (1, 8_192, 17, 24),
        (1, 8_192, 16, 23), (1, 8_192, 16, 25), (1, 8_192, 0, 0),
    ])
    func `parameters over their caps and wrong lengths are refused`(passes: Int, memory: Int, salt: Int, nonce: Int) {
        let lock = PassphraseLock(
            passes: passes, memoryKiB: memory, salt: [UInt8](repeating: 1, count: salt),
            nonce: [UInt8](repeating: 1, count: nonce))
        #expect(lock == nil)
    }

    @Test func `the caps themselves are allowed, and a new lock has its own salt`() {
        let bytes = [UInt8](repeating: 1, count: 24)
        #expect(PassphraseLock(passes: 16, memoryKiB: 1_048_576, salt: Array(bytes.prefix(16)), nonce: bytes) != nil)
        let (a, b) = (PassphraseLock(), PassphraseLock())
        #expect(a.passes == 3)
        #expect(a.memoryKiB == 65_536)
        #expect(a.salt != b.salt)
        #expect(a.nonce != b.nonce)
    }
}
