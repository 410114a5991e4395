import CSodium

/// A BLAKE2b-256 digest: 32 bytes.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
    public static let length = 32
    public let bytes: [UInt8]

    /// Nil unless there are 32 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.length else { return nil }
        self.bytes = Array(bytes)
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String { Hex.encode(bytes) }
    public var description: String { hex }
}

/// The personalisation of a BLAKE2b digest: what it is for, so that no digest serves for two purposes
/// (docs/format.md, section 3).
public struct Personalisation: Sendable {
    let bytes: [UInt8]

    /// `text` is ASCII, 16 bytes at most; shorter ones are filled with zeros.
    public init(_ text: StaticString) {
        precondition(text.utf8CodeUnitCount <= 16)
        var bytes = text.withUTF8Buffer { Array($0) }
        bytes += [UInt8](repeating: 0, count: 16 - bytes.count)
        self.bytes = bytes
    }

    /// No personalisation: the digest that `b2sum -l 256` prints.
    public static let none = Personalisation("")
}

/// BLAKE2b-256 over bytes that come in parts.
public struct DigestStream: ~Copyable {
    private let state: UnsafeMutableRawPointer

    private let isGuarded: Bool

    /// `takesSecrets`: the state, which holds what was taken in, lies in guarded memory.
    public init(_ personalisation: Personalisation, takesSecrets: Bool = false) {
        Sodium.ready
        isGuarded = takesSecrets
        let length = crypto_generichash_blake2b_statebytes()
        if takesSecrets {
            // The state ends on a page's edge and its length is a multiple of 64, so it is aligned as it must be.
            guard let memory = sodium_malloc(length) else { preconditionFailure("no guarded memory for a digest") }
            state = memory
        } else {
            // The state wants an alignment of 64, which Swift does not give the imported type.
            state = .allocate(byteCount: length, alignment: 64)
        }
        crypto_generichash_blake2b_init_salt_personal(
            OpaquePointer(state), nil, 0, Digest.length, nil, personalisation.bytes)
    }

    deinit {
        if isGuarded { sodium_free(state) } else { state.deallocate() }
    }

    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count > 0 else { return }
        crypto_generichash_blake2b_update(OpaquePointer(state), bytes.octets, UInt64(bytes.count))
    }

    public mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    public consuming func finalise() -> Digest {
        let bytes = [UInt8](unsafeUninitializedCapacity: Digest.length) { buffer, initialised in
            crypto_generichash_blake2b_final(OpaquePointer(state), buffer.baseAddress!, Digest.length)
            initialised = Digest.length
        }
        return Digest(bytes)!
    }

    /// Writes the digest into secret memory, for keys that are derived by hashing.
    consuming func finalise(into secret: UnsafeMutableRawBufferPointer) {
        crypto_generichash_blake2b_final(OpaquePointer(state), secret.octets, Digest.length)
    }
}

extension Digest {
    /// `H(p, x)` of docs/format.md, section 3, x being the parts one after another.
    public static func of(_ parts: [UInt8]..., as personalisation: Personalisation) -> Digest {
        var stream = DigestStream(personalisation)
        for part in parts { stream.update(part) }
        return stream.finalise()
    }
}

extension Digest {
    /// `H(p, x)` of bytes that lie together, by one call: of very many short ones the state of a stream would be what takes memory and time.
    public static func of(_ bytes: UnsafeRawBufferPointer, as personalisation: Personalisation) -> Digest {
        Sodium.ready
        let digest = [UInt8](unsafeUninitializedCapacity: length) { buffer, initialised in
            let octets = bytes.isEmpty ? nil : bytes.octets
            crypto_generichash_blake2b_salt_personal(
                buffer.baseAddress!, length, octets, UInt64(bytes.count), nil, 0, nil, personalisation.bytes)
            initialised = length
        }
        return Digest(digest)!
    }
}

/// `value` as little-endian bytes, as every integer in the format is written.
public func littleEndian<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
}
