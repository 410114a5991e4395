import CSodium

/// What can go wrong between this module and libsodium, or in what it is given.
public enum SealingError: Error, Equatable, Sendable {
    /// The operating system gave no guarded memory of this many bytes.
    case outOfGuardedMemory(Int)
    /// The passphrase hash could not allocate this many bytes.
    case outOfPassphraseMemory(Int)
    /// A public key of low order or not on the curve: no secret would follow from it.
    case weakPublicKey
    /// A sealed box, chunk or key file that this key does not open.
    case doesNotOpen
    /// A sealed value of this many bytes, where the format has one length only.
    case wrongLength(Int)
}

enum Sodium {
    /// Initialises libsodium once; every entry into the library goes through here first.
    static let ready: Void = {
        precondition(sodium_init() >= 0, "libsodium did not initialise")
    }()
}

/// `count` bytes from the operating system's generator, for values that are not secret (ids, nonces, salts).
public func randomBytes(_ count: Int) -> [UInt8] {
    Sodium.ready
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialised in
        if let base = buffer.baseAddress { randombytes_buf(base, count) }
        initialised = count
    }
}

/// Compares in time that depends on the lengths alone.
public func equalInConstantTime(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    a.count == b.count && sodium_memcmp(a, b, a.count) == 0
}
