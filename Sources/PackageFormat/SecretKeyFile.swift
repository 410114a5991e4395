import Files
import Glibc
import Sealing

public enum KeyFileError: Error, Equatable, Sendable {
    case io(IOError)
    case notAKeyFile(path: String)
    /// A public key line, given where the secret key is wanted.
    case publicKey(path: String)
    case newerVersion(path: String)
    case readableByOthers(path: String, mode: mode_t)
    case wrongKind(path: String, found: KeyKind, expected: KeyKind)
    case parameters(path: String)
    case wrongPassphrase(path: String)
    case passphraseUnavailable(path: String)
    case outOfMemory(Int)
    case interrupted
}

/// Where passphrases come from: a terminal or a descriptor, never argv or the environment.
public protocol PassphraseSource {
    /// The passphrase for `purpose`, e.g. the path of a key file.
    func passphrase(for purpose: String) throws(PassphraseFailure) -> SecretBytes
    /// A new one, asked twice on a terminal.
    func newPassphrase(for purpose: String) throws(PassphraseFailure) -> SecretBytes
}

public enum PassphraseFailure: Error, Equatable, Sendable {
    /// No terminal, and no descriptor was given.
    case unavailable
    case interrupted
    case empty
    case twoDiffer
    case tooLong
    case io(IOError)
}

/// A secret key as a file (docs/format.md, section 5): a context line, one line of canonical JSON, one line of base64.
///
/// The secret goes from the file into guarded memory and nowhere else.
public struct SecretKeyFile: ~Copyable, Sendable {
    static let context = "microvault/1 secret-key"
    static let maximumLength = 8_192

    struct Header: Codable, Hashable, Sendable {
        struct Lock: Codable, Hashable, Sendable {
            let memoryKiB: Int
            let nonce: String
            let passes: Int
            let salt: String

            enum CodingKeys: String, CodingKey {
                case memoryKiB = "memory_kib"
                case nonce, passes, salt
            }
        }
        let comment: Line?
        let kind: String
        let lock: Lock?
    }

    public let path: String
    public let kind: KeyKind
    public let comment: Line?
    private let lock: PassphraseLock?
    /// The first two lines: bound to a locked secret.
    private let header: [UInt8]
    private let secret: SecretBytes

    public var hasPassphrase: Bool { lock != nil }

    /// Reads the file; one that others can read is refused, unless the folder is a team's.
    public init(at path: String, expecting expected: KeyKind, sharedWithGroup: Bool = false) throws(KeyFileError) {
        var mode: mode_t = 0
        let text = try Self.read(path, mode: &mode)
        let lines = text.withBytes { bytes in
            bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { $0.indices }
        }
        let first = text.withBytes { String(decoding: $0.prefix(64).prefix { $0 != 10 }, as: UTF8.self) }
        guard first == Self.context, lines.count == 4, lines[3].isEmpty else {
            if first.hasPrefix("microvault-") { throw .publicKey(path: path) }
            guard first.hasPrefix("microvault/"), !first.hasPrefix("microvault/1 ") else {
                throw .notAKeyFile(path: path)
            }
            throw .newerVersion(path: path)
        }
        let allowed: mode_t = sharedWithGroup ? 0o770 : 0o700
        guard mode & 0o777 & ~allowed == 0 else { throw .readableByOthers(path: path, mode: mode) }
        let headerBytes = text.withBytes { Array($0[..<lines[2].lowerBound]) }
        let json = headerBytes[lines[1]]
        guard let header = try? CanonicalJSON.decode(Header.self, from: Array(json), cap: Self.maximumLength),
            let kind = KeyKind(rawValue: header.kind)
        else { throw .notAKeyFile(path: path) }
        guard kind == expected else { throw .wrongKind(path: path, found: kind, expected: expected) }
        let lock = try header.lock.map { found throws(KeyFileError) in try Self.lock(found, path: path) }
        let decoded = text.withBytes { SecretBytes(base64: UnsafeRawBufferPointer(rebasing: $0[lines[2]])) }
        guard let decoded, decoded.count == (lock == nil ? 32 : 48) else { throw .notAKeyFile(path: path) }
        self.init(
            path: path, kind: kind, comment: header.comment, lock: lock, header: headerBytes, secret: decoded)
    }

    private init(
        path: String, kind: KeyKind, comment: Line?, lock: PassphraseLock?, header: [UInt8],
        secret: consuming SecretBytes
    ) {
        (self.path, self.kind, self.comment, self.lock, self.header) = (path, kind, comment, lock, header)
        self.secret = secret
    }

    private static func read(_ path: String, mode: inout mode_t) throws(KeyFileError) -> SecretBytes {
        let file = try io { () throws(IOError) in try File(reading: path) }
        let status = try io { () throws(IOError) in try file.status() }
        guard status.kind == .file else {
            throw .io(IOError(.open, path, code: status.kind == .folder ? EISDIR : EINVAL))
        }
        guard status.size <= maximumLength else { throw .notAKeyFile(path: path) }
        mode = status.mode
        return try SecretBytes(count: status.size) { (buffer) throws(KeyFileError) in
            let found = try io { () throws(IOError) in try file.read(into: buffer, at: 0) }
            guard found == buffer.count else { throw .io(IOError(.read, path, code: EIO)) }
        }
    }

    private static func io<Value: ~Copyable>(_ body: () throws(IOError) -> Value) throws(KeyFileError) -> Value {
        do throws(IOError) { return try body() } catch { throw .io(error) }
    }

    private static func lock(_ found: Header.Lock, path: String) throws(KeyFileError) -> PassphraseLock {
        guard let salt = Base64.decode(found.salt), let nonce = Base64.decode(found.nonce),
            let lock = PassphraseLock(passes: found.passes, memoryKiB: found.memoryKiB, salt: salt, nonce: nonce)
        else { throw .parameters(path: path) }
        return lock
    }

    /// The secret, 32 bytes; asks `source` where the key has a passphrase.
    public func unlock(askingFrom source: some PassphraseSource) throws(KeyFileError) -> SecretBytes {
        guard lock != nil else { return secret.copy() }
        let passphrase: SecretBytes
        do throws(PassphraseFailure) {
            passphrase = try source.passphrase(for: path)
        } catch {
            switch error {
            case .interrupted: throw .interrupted
            case .io(let error): throw .io(error)
            case .empty, .twoDiffer, .tooLong: throw .wrongPassphrase(path: path)
            case .unavailable: throw .passphraseUnavailable(path: path)
            }
        }
        return try unlock(with: passphrase)
    }

    public func unlock(with passphrase: borrowing SecretBytes) throws(KeyFileError) -> SecretBytes {
        guard let lock else { return secret.copy() }
        // What is sealed is no secret, so it may lie in ordinary memory.
        let sealed = secret.withBytes { Array($0) }
        do throws(SealingError) {
            return try lock.unlock(sealed, passphrase: passphrase, context: header)
        } catch {
            guard case .outOfPassphraseMemory(let bytes) = error else { throw .wrongPassphrase(path: path) }
            throw .outOfMemory(bytes)
        }
    }

    /// The text of a key file without a passphrase.
    public static func text(of secret: borrowing SecretBytes, kind: KeyKind, comment: Line?) -> SecretBytes {
        join(header(kind, comment, lock: nil), secret.base64)
    }

    /// The text of a key file that `passphrase` locks.
    public static func text(
        of secret: borrowing SecretBytes, kind: KeyKind, comment: Line?, lockedBy passphrase: borrowing SecretBytes
    ) throws(KeyFileError) -> SecretBytes {
        let lock = PassphraseLock()
        let header = header(
            kind, comment,
            lock: .init(
                memoryKiB: lock.memoryKiB, nonce: Base64.encode(lock.nonce), passes: lock.passes,
                salt: Base64.encode(lock.salt)))
        do throws(SealingError) {
            let sealed = try lock.lock(secret, passphrase: passphrase, context: header)
            return join(header, SecretBytes(count: sealed.count) { $0.copyBytes(from: sealed) }.base64)
        } catch {
            guard case .outOfPassphraseMemory(let bytes) = error else { preconditionFailure("locking does not fail") }
            throw .outOfMemory(bytes)
        }
    }

    private static func header(_ kind: KeyKind, _ comment: Line?, lock: Header.Lock?) -> [UInt8] {
        let header = Header(comment: comment, kind: kind.rawValue, lock: lock)
        return Array("\(context)\n".utf8) + CanonicalJSON.encode(header) + [UInt8(ascii: "\n")]
    }

    private static func join(_ header: [UInt8], _ secret: borrowing SecretBytes) -> SecretBytes {
        SecretBytes(count: header.count + secret.count + 1) { text in
            text.copyBytes(from: header)
            secret.withBytes { UnsafeMutableRawBufferPointer(rebasing: text[header.count...]).copyMemory(from: $0) }
            text[text.count - 1] = UInt8(ascii: "\n")
        }
    }
}

extension SecretBytes {
    /// Writes a key file under a name that must be free, mode 0600 or, in a team's vault, 0660. Throws `ENOTSUP` where the file
    /// system keeps no rights, so that others could read it.
    public func writeKeyFile(at path: String, mode: mode_t = 0o600) throws(IOError) {
        var staged = try StagedFile(at: path, mode: mode)
        guard try staged.file.status().mode & 0o077 & ~mode == 0 else { throw IOError(.create, path, code: ENOTSUP) }
        try withBytes { (bytes) throws(IOError) in try staged.file.write(bytes) }
        try staged.publish()
    }

    /// Replaces a key file as one step.
    public func replaceKeyFile(at path: String, mode: mode_t = 0o600) throws(IOError) {
        try withBytes { (bytes) throws(IOError) in try replaceFile(at: path, with: bytes, mode: mode) }
    }
}
