import CSodium

/// How a secret key is locked by a passphrase: Argon2id, then XChaCha20-Poly1305 (docs/format.md, section 5).
public struct PassphraseLock: Equatable, Sendable {
    /// RFC 9106's second recommendation has 64 MiB and three passes; libsodium runs one lane.
    public static let defaultPasses = 3
    public static let defaultMemoryKiB = 65_536

    /// Caps, checked before anything is allocated: a key file from elsewhere must not exhaust this machine.
    public static let passesAllowed = 1...16
    public static let memoryKiBAllowed = 8_192...1_048_576

    public let passes: Int
    public let memoryKiB: Int
    public let salt: [UInt8]
    public let nonce: [UInt8]

    public init() {
        passes = Self.defaultPasses
        memoryKiB = Self.defaultMemoryKiB
        salt = randomBytes(Int(crypto_pwhash_argon2id_SALTBYTES))
        nonce = randomBytes(Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES))
    }

    /// Nil when a parameter is outside its cap or a length is wrong.
    public init?(passes: Int, memoryKiB: Int, salt: [UInt8], nonce: [UInt8]) {
        guard Self.passesAllowed.contains(passes), Self.memoryKiBAllowed.contains(memoryKiB), salt.count == 16,
            nonce.count == 24
        else { return nil }
        self.passes = passes
        self.memoryKiB = memoryKiB
        self.salt = salt
        self.nonce = nonce
    }

    /// `secret` sealed, 16 bytes longer; `context` is bound to it and must be given again.
    public func lock(
        _ secret: borrowing SecretBytes, passphrase: borrowing SecretBytes, context: [UInt8]
    ) throws(SealingError) -> [UInt8] {
        let key = try key(from: passphrase)
        var sealed = [UInt8](repeating: 0, count: secret.count + 16)
        secret.withBytes { secret in
            key.withBytes { key in
                _ = crypto_aead_xchacha20poly1305_ietf_encrypt(
                    &sealed, nil, secret.octets, UInt64(secret.count), context, UInt64(context.count), nil, nonce,
                    key.octets)
            }
        }
        return sealed
    }

    /// The secret, or `doesNotOpen` for another passphrase or an altered file.
    public func unlock(
        _ sealed: [UInt8], passphrase: borrowing SecretBytes, context: [UInt8]
    ) throws(SealingError) -> SecretBytes {
        guard sealed.count >= 16 else { throw .wrongLength(sealed.count) }
        let key = try key(from: passphrase)
        return try SecretBytes(count: sealed.count - 16) {
            (secret: UnsafeMutableRawBufferPointer) throws(SealingError) in
            let status = key.withBytes { key in
                crypto_aead_xchacha20poly1305_ietf_decrypt(
                    secret.octets, nil, nil, sealed, UInt64(sealed.count), context, UInt64(context.count), nonce,
                    key.octets)
            }
            guard status == 0 else { throw .doesNotOpen }
        }
    }

    private func key(from passphrase: borrowing SecretBytes) throws(SealingError) -> SecretBytes {
        let memory = memoryKiB * 1024
        return try SecretBytes(count: 32) { (key: UnsafeMutableRawBufferPointer) throws(SealingError) in
            let status = passphrase.withBytes { passphrase in
                crypto_pwhash_argon2id(
                    key.octets, UInt64(key.count), passphrase.bindMemory(to: CChar.self).baseAddress!,
                    UInt64(passphrase.count), salt, UInt64(passes), memory, crypto_pwhash_argon2id_ALG_ARGON2ID13)
            }
            guard status == 0 else { throw .outOfPassphraseMemory(memory) }
        }
    }
}
