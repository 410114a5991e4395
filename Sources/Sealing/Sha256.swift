import CSodium

/// SHA-256 (FIPS 180-4), for what other software verifies: RFC 6962 trees and C2SP notes. Everything else is BLAKE2b.
public enum Sha256 {
    public static let length = 32

    public static func of(_ bytes: [UInt8]) -> [UInt8] {
        Sodium.ready
        var digest = [UInt8](repeating: 0, count: length)
        crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
        return digest
    }
}
