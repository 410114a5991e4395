import CSodium

/// An Ed25519 signing key: the 32-byte seed of RFC 8032 in guarded memory.
public struct SigningKey: ~Copyable, Sendable {
    public let publicKey: SigningPublicKey
    public let seed: SecretBytes

    public static func random() -> SigningKey {
        do { return try SigningKey(seed: .random(count: 32)) } catch { preconditionFailure("a seed has 32 bytes") }
    }

    /// Throws `wrongLength` unless the seed has 32 bytes.
    public init(seed: consuming SecretBytes) throws(SealingError) {
        guard seed.count == 32 else { throw .wrongLength(seed.count) }
        var publicBytes = [UInt8](repeating: 0, count: 32)
        _ = seed.withBytes { seed in
            SecretBytes(count: 64) { crypto_sign_seed_keypair(&publicBytes, $0.octets, seed.octets) }
        }
        publicKey = try SigningPublicKey(publicBytes)
        self.seed = seed
    }

    /// A detached Ed25519 signature of 64 bytes.
    public func sign(_ message: [UInt8]) -> [UInt8] {
        var ignored = [UInt8](repeating: 0, count: 32)
        let expanded = seed.withBytes { seed in
            SecretBytes(count: 64) { crypto_sign_seed_keypair(&ignored, $0.octets, seed.octets) }
        }
        var signature = [UInt8](repeating: 0, count: 64)
        expanded.withBytes { key in
            _ = crypto_sign_detached(&signature, nil, message, UInt64(message.count), key.octets)
        }
        return signature
    }
}

/// An X25519 delivery key: made by a recipient's site, one for each card.
public struct DeliveryKey: ~Copyable, Sendable {
    public let publicKey: DeliveryPublicKey
    public let scalar: SecretBytes

    public static func random() -> DeliveryKey {
        do { return try DeliveryKey(scalar: .random(count: 32)) } catch { preconditionFailure("a scalar has 32 bytes") }
    }

    /// Throws `wrongLength` unless the scalar has 32 bytes.
    public init(scalar: consuming SecretBytes) throws(SealingError) {
        guard scalar.count == 32 else { throw .wrongLength(scalar.count) }
        var publicBytes = [UInt8](repeating: 0, count: 32)
        scalar.withBytes { _ = crypto_scalarmult_base(&publicBytes, $0.octets) }
        publicKey = try DeliveryPublicKey(publicBytes)
        self.scalar = scalar
    }
}
