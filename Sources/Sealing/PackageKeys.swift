import CSodium

/// `S` of docs/format.md, section 8: the 32 random bytes of one package, sealed to each card.
public struct PackageSecret: ~Copyable, Sendable {
    /// Length of `S` sealed to a delivery key (`crypto_box_seal`): 80 bytes.
    public static let sealedLength = 80
    fileprivate let bytes: SecretBytes

    public static func random() -> PackageSecret { PackageSecret(bytes: .random(count: 32)) }

    private init(bytes: consuming SecretBytes) { self.bytes = bytes }

    /// Throws `weakPublicKey` where the key would give a known secret.
    public func sealed(to key: DeliveryPublicKey) throws(SealingError) -> [UInt8] {
        var sealed = [UInt8](repeating: 0, count: Self.sealedLength)
        let status = bytes.withBytes { crypto_box_seal(&sealed, $0.octets, UInt64($0.count), key.bytes) }
        guard status == 0 else { throw .weakPublicKey }
        return sealed
    }

    /// Throws `doesNotOpen` where `sealed` was not made for this key, or was altered.
    public init(unsealing sealed: [UInt8], with key: borrowing DeliveryKey) throws(SealingError) {
        guard sealed.count == Self.sealedLength else { throw .wrongLength(sealed.count) }
        let publicKey = key.publicKey.bytes
        bytes = try SecretBytes(count: 32) {
            [scalar = key.scalar.copy()] (secret: UnsafeMutableRawBufferPointer) throws(SealingError) in
            let status = scalar.withBytes { scalar in
                crypto_box_seal_open(secret.octets, sealed, UInt64(sealed.count), publicKey, scalar.octets)
            }
            guard status == 0 else { throw .doesNotOpen }
        }
    }
}

/// `Kp` and the commitment of one package (docs/format.md, section 8). The payload key depends on the terms through
/// `coreHash`, so a package whose terms were swapped does not open.
public final class PayloadKey: Sendable {
    public static let tagLength = 16
    /// `KH(K, "mv1 commit", "")`: XChaCha20-Poly1305 does not commit to its key, this value does.
    public let commitment: Digest
    private let key: SecretBytes

    public init(_ secret: borrowing PackageSecret, coreHash: Digest) {
        // R, 32 zero bytes: reserved for a share that a release service holds.
        let reserved = [UInt8](repeating: 0, count: 32)
        var stream = DigestStream(Personalisation("mv1 key"), takesSecrets: true)
        secret.bytes.withBytes { stream.update($0) }
        stream.update(reserved)
        stream.update(coreHash.bytes)
        let root = Self.finishing(stream)
        key = SecretBytes(count: 32) { Self.keyed(root, Personalisation("mv1 payload"), into: $0) }
        commitment = Digest(
            [UInt8](unsafeUninitializedCapacity: 32) { buffer, initialised in
                Self.keyed(root, Personalisation("mv1 commit"), into: UnsafeMutableRawBufferPointer(buffer))
                initialised = 32
            })!
    }

    private static func finishing(_ stream: consuming DigestStream) -> SecretBytes {
        var stream = Optional(stream)
        return SecretBytes(count: 32) { stream.take()!.finalise(into: $0) }
    }

    /// `KH(k, p, "")` of docs/format.md, section 3.
    private static func keyed(
        _ key: borrowing SecretBytes, _ personalisation: Personalisation, into output: UnsafeMutableRawBufferPointer
    ) {
        key.withBytes {
            _ = crypto_generichash_blake2b_salt_personal(
                output.octets, output.count, nil, 0, $0.octets, $0.count, nil, personalisation.bytes)
        }
    }

    /// `le64(index) || 15 zero bytes || final flag`.
    private static func nonce(_ index: Int, isLast: Bool) -> [UInt8] {
        littleEndian(UInt64(index)) + [UInt8](repeating: 0, count: 15) + [isLast ? 1 : 0]
    }

    /// Seals one chunk; `sealed` takes 16 bytes more than `plain`. Each index is sealed once under a key.
    public func seal(
        _ plain: UnsafeRawBufferPointer, index: Int, isLast: Bool, into sealed: UnsafeMutableRawBufferPointer
    ) {
        precondition(sealed.count >= plain.count + Self.tagLength)
        key.withBytes { key in
            _ = crypto_aead_xchacha20poly1305_ietf_encrypt(
                sealed.octets, nil, plain.octets, UInt64(plain.count), nil, 0, nil, Self.nonce(index, isLast: isLast),
                key.octets)
        }
    }

    /// Opens one chunk into `plain`, 16 bytes shorter, or throws `doesNotOpen` and releases nothing.
    public func open(
        _ sealed: UnsafeRawBufferPointer, index: Int, isLast: Bool, into plain: UnsafeMutableRawBufferPointer
    ) throws(SealingError) {
        guard sealed.count >= Self.tagLength, plain.count >= sealed.count - Self.tagLength else {
            throw .wrongLength(sealed.count)
        }
        let status = key.withBytes { key in
            crypto_aead_xchacha20poly1305_ietf_decrypt(
                plain.octets, nil, nil, sealed.octets, UInt64(sealed.count), nil, 0,
                Self.nonce(index, isLast: isLast), key.octets)
        }
        guard status == 0 else { throw .doesNotOpen }
    }
}
