import Files
import Glibc
import Sealing
import Testing

@testable import PackageFormat

/// A key file as bytes, which the library itself never makes: tests alter them.
enum KeyText {
    static let secretBytes = Array(UInt8(100)..<132)
    static let passphrase = "correct horse"

    static func open(kind: KeyKind = .signing, comment: String? = nil) -> [UInt8] {
        SecretKeyFile.text(of: secret(secretBytes), kind: kind, comment: comment.map(line)).withBytes { Array($0) }
    }

    /// Locked with the least memory that is allowed, since a test opens it often.
    static func locked(
        passes: Int = 1, memoryKiB: Int = 8_192, kind: KeyKind = .signing, comment: String = "Department A"
    ) throws -> [UInt8] {
        let (salt, nonce) = ([UInt8](repeating: 7, count: 16), [UInt8](repeating: 8, count: 24))
        let header = SecretKeyFile.Header(
            comment: line(comment), kind: kind.rawValue,
            lock: .init(
                memoryKiB: memoryKiB, nonce: Base64.encode(nonce), passes: passes, salt: Base64.encode(salt)))
        let start = Array("microvault/1 secret-key\n".utf8) + CanonicalJSON.encode(header) + [10]
        let lock = PassphraseLock(passes: passes, memoryKiB: memoryKiB, salt: salt, nonce: nonce)
        let sealed = try lock?.lock(secret(secretBytes), passphrase: secret(Array(passphrase.utf8)), context: start)
        return start + Array(Base64.encode(sealed ?? [UInt8](repeating: 0, count: 48)).utf8) + [10]
    }
}

/// Answers with one passphrase, or with a failure.
private struct Typed: PassphraseSource {
    var result: Result<String, PassphraseFailure>

    func passphrase(for purpose: String) throws(PassphraseFailure) -> SecretBytes {
        secret(Array(try result.get().utf8))
    }
    func newPassphrase(for purpose: String) throws(PassphraseFailure) -> SecretBytes {
        try passphrase(for: purpose)
    }
}

@Suite struct SecretKeyFileTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func unlocked(_ path: String, _ source: Result<String, PassphraseFailure>) throws(KeyFileError) -> [UInt8] {
        try SecretKeyFile(at: path, expecting: .signing).unlock(askingFrom: Typed(result: source)).withBytes {
            Array($0)
        }
    }

    private func unlockError(_ path: String, _ source: Result<String, PassphraseFailure>) -> KeyFileError? {
        failure { () throws(KeyFileError) in _ = try unlocked(path, source) }
    }

    @Test func `a key without a passphrase asks for none`() throws {
        let path = try scratch.write(KeyText.open(comment: "Department A"), to: "provider.key")
        let file = try SecretKeyFile(at: path, expecting: .signing)
        let (has, comment, kind) = (file.hasPassphrase, file.comment, file.kind)
        #expect(!has)
        #expect(comment == line("Department A"))
        #expect(kind == .signing)
        #expect(try unlocked(path, .failure(.unavailable)) == KeyText.secretBytes)
        #expect(
            String(decoding: KeyText.open(), as: UTF8.self) == """
                microvault/1 secret-key
                {"kind":"microvault-signing"}
                \(Base64.encode(KeyText.secretBytes))

                """)
    }

    @Test func `a locked key opens with its passphrase`() throws {
        let text = try SecretKeyFile.text(
            of: secret(KeyText.secretBytes), kind: .signing, comment: line("Department A"),
            lockedBy: secret(Array(KeyText.passphrase.utf8))
        ).withBytes { Array($0) }
        let path = try scratch.write(text, to: "provider.key")
        let has = try SecretKeyFile(at: path, expecting: .signing).hasPassphrase
        #expect(has)
        #expect(try unlocked(path, .success(KeyText.passphrase)) == KeyText.secretBytes)
        #expect(unlockError(path, .success("correct horsf")) == .wrongPassphrase(path: path))
        let plain = String(decoding: text, as: UTF8.self)
        #expect(!plain.contains(Base64.encode(KeyText.secretBytes)))
        #expect(plain.contains(#""memory_kib":65536"#) && plain.contains(#""passes":3"#))
    }

    @Test func `what the source of the passphrase says`() throws {
        let path = try scratch.write(KeyText.locked(), to: "provider.key")
        #expect(try unlocked(path, .success(KeyText.passphrase)) == KeyText.secretBytes)
        #expect(unlockError(path, .success("")) == .wrongPassphrase(path: path))
        #expect(unlockError(path, .failure(.unavailable)) == .passphraseUnavailable(path: path))
        #expect(unlockError(path, .failure(.interrupted)) == .interrupted)
        #expect(unlockError(path, .failure(.empty)) == .wrongPassphrase(path: path))
        #expect(unlockError(path, .failure(.tooLong)) == .wrongPassphrase(path: path))
        let io = IOError(.read, "fd", code: EIO)
        #expect(unlockError(path, .failure(.io(io))) == .io(io))
    }

    @Test func `a key file is written once, for its owner alone`() throws {
        let text = SecretKeyFile.text(of: secret(KeyText.secretBytes), kind: .delivery, comment: nil)
        let path = scratch("card.key")
        try text.writeKeyFile(at: path)
        #expect(try scratch.mode("card.key") == 0o600)
        #expect(try scratch.bytes("card.key") == KeyText.open(kind: .delivery))
        let again = failure { () throws(IOError) in try text.writeKeyFile(at: path) }
        #expect(again?.code == EEXIST)
        let other = SecretKeyFile.text(of: secret([UInt8](repeating: 1, count: 32)), kind: .delivery, comment: nil)
        try other.replaceKeyFile(at: path)
        #expect(try scratch.mode("card.key") == 0o600)
        #expect(try scratch.bytes("card.key") != KeyText.open(kind: .delivery))
        #expect(try scratch.names() == ["card.key"])
    }
}

@Suite struct SecretKeyFileFaultTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func error(
        _ bytes: [UInt8], mode: mode_t = 0o600, expecting kind: KeyKind = .signing, shared: Bool = false
    ) throws -> KeyFileError? {
        let path = try scratch.write(bytes, to: "provider.key", mode: mode)
        return failure { () throws(KeyFileError) in
            _ = try SecretKeyFile(at: path, expecting: kind, sharedWithGroup: shared)
        }
    }

    private var path: String { scratch("provider.key") }

    @Test(arguments: [0o644, 0o640, 0o604, 0o660, 0o602, 0o777] as [mode_t])
    func `a file that others can read or write is refused`(mode: mode_t) throws {
        #expect(try error(KeyText.open(), mode: mode) == .readableByOthers(path: path, mode: mode))
    }

    @Test func `modes that are allowed`() throws {
        for mode in [0o600, 0o400, 0o700] as [mode_t] { #expect(try error(KeyText.open(), mode: mode) == nil) }
        #expect(try error(KeyText.open(), mode: 0o660, shared: true) == nil)
        #expect(
            try error(KeyText.open(), mode: 0o664, shared: true) == .readableByOthers(path: path, mode: 0o664))
    }

    @Test func `a key of the other kind`() throws {
        #expect(
            try error(KeyText.open(kind: .delivery))
                == .wrongKind(path: path, found: .delivery, expected: .signing))
        #expect(
            try error(KeyText.open(), expecting: .delivery)
                == .wrongKind(path: path, found: .signing, expected: .delivery))
    }

    @Test func `a public key in its place`() throws {
        #expect(try error(Array("\(Sample.keyText(1))\n".utf8)) == .publicKey(path: path))
        #expect(try error(Array("\(Sample.deliveryKey(9)) site\n".utf8)) == .publicKey(path: path))
    }

    @Test func `a newer version`() throws {
        let newer = KeyText.open().replacing("microvault/1 ", with: "microvault/2 ")
        #expect(try error(newer) == .newerVersion(path: path))
    }

    @Test func `what is no key file`() throws {
        let good = KeyText.open()
        let secret = Base64.encode(KeyText.secretBytes)
        let bad: [[UInt8]] = [
            [], [10], [10, 10, 10], Array("hello\n".utf8), Array(good.dropLast()), good + [10], [0xFF] + good,
            good.replacing("secret-key", with: "card"), good.replacing("secret-key", with: "secret-key "),
            good.replacing("{", with: "{ "), good.replacing("{", with: #"{"a":1,"#),
            good.replacing("microvault-signing", with: "microvault-other"), good.replacing(secret, with: ""),
            good.replacing(secret, with: secret + "="), good.replacing(secret, with: " " + secret),
            good.replacing(secret, with: String(secret.dropLast(3))), good.replacing(secret, with: secret + "AAAA"),
            good.replacing("\n{", with: "\r\n{"), good + [UInt8](repeating: 10, count: 9_000),
            [UInt8](repeating: 0, count: 500),
        ]
        for bytes in bad { #expect(try error(bytes) == .notAKeyFile(path: path), "\(bytes.count) bytes") }
    }

    @Test func `what is no file`() throws {
        func code(_ path: String) -> KeyFileError? {
            failure { () throws(KeyFileError) in _ = try SecretKeyFile(at: path, expecting: .signing) }
        }
        #expect(code(scratch("none")) == .io(IOError(.open, scratch("none"), code: ENOENT)))
        #expect(code(scratch.path) == .io(IOError(.open, scratch.path, code: EISDIR)))
        #expect(mkfifo(scratch("fifo"), 0o600) == 0)
        #expect(code(scratch("fifo")) == .io(IOError(.open, scratch("fifo"), code: EINVAL)))
    }

    /// Were they not looked at first, such a file would take all memory or all time.
    @Test(arguments: [(17, 8_192), (0, 8_192), (-1, 8_192), (1, 8_191), (1, 1_048_577), (1, 9_007_199_254_740_991)])
    func `parameters over their caps`(passes: Int, memoryKiB: Int) throws {
        #expect(try error(KeyText.locked(passes: passes, memoryKiB: memoryKiB)) == .parameters(path: path))
    }

    @Test func `salt and nonce of another length`() throws {
        let good = try KeyText.locked()
        let salt = Base64.encode([UInt8](repeating: 7, count: 16))
        #expect(try error(good.replacing(salt, with: "BwcH")) == .parameters(path: path))
        #expect(try error(good.replacing(salt, with: salt + "==")) == .parameters(path: path))
        let nonce = Base64.encode([UInt8](repeating: 8, count: 24))
        #expect(try error(good.replacing(nonce, with: nonce + "CAgI")) == .parameters(path: path))
    }

    @Test func `the comment is bound to a locked key`() throws {
        try scratch.write(
            KeyText.locked().replacing("Department A", with: "Department B"), to: "provider.key")
        let file = try SecretKeyFile(at: path, expecting: .signing)
        let error = failure { () throws(KeyFileError) in
            _ = try file.unlock(with: secret(Array(KeyText.passphrase.utf8)))
        }
        #expect(error == .wrongPassphrase(path: path))
    }

    @Test func `one flipped bit in a locked key never opens`() throws {
        let good = try KeyText.locked(comment: "A")
        for index in good.indices {
            var altered = good
            altered[index] ^= 1 << UInt8(index % 7)
            try scratch.write(altered, to: "provider.key")
            let found = failure { () throws(KeyFileError) in
                _ = try SecretKeyFile(at: path, expecting: .signing)
                    .unlock(with: secret(Array(KeyText.passphrase.utf8)))
            }
            #expect(found != nil, "byte \(index)")
        }
    }

    @Test func `one flipped bit in an open key is refused or gives another secret`() throws {
        let good = KeyText.open()
        for bit in 0..<(good.count * 8) {
            var altered = good
            altered[bit / 8] ^= 1 << UInt8(bit % 8)
            try scratch.write(altered, to: "provider.key")
            guard let file = try? SecretKeyFile(at: path, expecting: .signing) else { continue }
            let found = try file.unlock(with: secret([])).withBytes { Array($0) }
            #expect(found.count == 32)
            #expect(found != KeyText.secretBytes, "bit \(bit)")
        }
    }
}
