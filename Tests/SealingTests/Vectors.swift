import Testing

@testable import Sealing

/// Bytes of a vector, written as hexadecimal digits.
func hex(_ text: String) -> [UInt8] {
    guard let bytes = Hex.decode(text) else { preconditionFailure("not hexadecimal: \(text)") }
    return bytes
}

func secret(_ bytes: [UInt8]) -> SecretBytes { SecretBytes(count: bytes.count) { $0.copyBytes(from: bytes) } }

func exposed(_ secret: borrowing SecretBytes) -> [UInt8] { secret.withBytes { Array($0) } }

/// The error of a call that must fail.
func failure<Failure: Error>(_ body: () throws(Failure) -> Void) -> Failure? {
    do {
        try body()
        return nil
    } catch { return error }
}

func signingKey(_ number: UInt8) throws -> SigningKey {
    try SigningKey(seed: secret([UInt8](repeating: number, count: 32)))
}

/// Bytes that are not all alike, for contents of any length.
func pattern(_ count: Int) -> [UInt8] { (0..<count).map { UInt8($0 % 251) } }
