import CSodium

/// Secret bytes in guarded memory (`sodium_malloc`): locked where the limits allow, fenced by pages that trap,
/// read-only once filled, wiped when released. Cannot be copied, printed or encoded.
public struct SecretBytes: ~Copyable, @unchecked Sendable {
    public let count: Int
    private let base: UnsafeMutableRawPointer

    /// Allocates `count` bytes and lets `fill` write them; a throwing `fill` leaves nothing behind.
    public init<Failure: Error>(
        count: Int, filledBy fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        Sodium.ready
        guard let base = sodium_malloc(max(count, 1)) else {
            preconditionFailure("no guarded memory for a secret of \(count) bytes")
        }
        self.count = count
        self.base = base
        // From here on a throw runs deinit, which wipes and frees.
        try fill(UnsafeMutableRawBufferPointer(start: base, count: count))
        sodium_mprotect_readonly(base)
    }

    public static func random(count: Int) -> SecretBytes {
        SecretBytes(count: count) { randombytes_buf($0.octets, $0.count) }
    }

    deinit { sodium_free(base) }

    public func withBytes<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(start: base, count: count))
    }

    public func copy() -> SecretBytes {
        SecretBytes(count: count) { $0.copyMemory(from: UnsafeRawBufferPointer(start: base, count: count)) }
    }

    public func equals(_ other: borrowing SecretBytes) -> Bool {
        count == other.count && sodium_memcmp(base, other.base, count) == 0
    }
}

extension UnsafeRawBufferPointer {
    /// The pointer type that libsodium's functions take; for no bytes, one that is never followed.
    var octets: UnsafePointer<UInt8> {
        bindMemory(to: UInt8.self).baseAddress ?? UnsafePointer(bitPattern: 1)!
    }
}

extension UnsafeMutableRawBufferPointer {
    var octets: UnsafeMutablePointer<UInt8> {
        bindMemory(to: UInt8.self).baseAddress ?? UnsafeMutablePointer(bitPattern: 1)!
    }
}
