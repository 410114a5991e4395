import CSodium
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

/// Rows of a table: its words, divided by spaces and line ends, `columns` to each row.
func table(_ columns: Int, _ text: String) -> [[String]] {
    let words = text.split { $0 == " " || $0 == "\n" }.map(String.init)
    precondition(words.count.isMultiple(of: columns))
    return stride(from: 0, to: words.count, by: columns).map { Array(words[$0..<($0 + columns)]) }
}

/// The bytes for inputs that RFC 7693, appendix E, makes of a length and a seed.
func sequence(_ count: Int, seed: UInt32) -> [UInt8] {
    var (a, b) = (0xDEAD_4BAD &* seed, 1 as UInt32)
    return (0..<count).map { _ in
        (a, b) = (b, a &+ b)
        return UInt8(b >> 24)
    }
}

/// What is wrong with the line of these 32 bytes, its checksum being right.
func parsing(_ key: [UInt8], as kind: KeyKind) -> KeyLine.Problem? {
    let sum = Digest.of(Array(kind.rawValue.utf8), key, as: Personalisation("mv1 key line")).bytes.prefix(4)
    return failure { () throws(KeyLine.Problem) in
        _ = try KeyLine(parsing: "\(kind.rawValue) \(Base64.encode(key + sum))", expecting: kind)
    }
}

/// A known secret, where `PackageSecret` makes random ones, sealed to a card.
func sealing(_ secret: [UInt8], to key: DeliveryPublicKey) throws -> [UInt8] {
    var sealed = [UInt8](repeating: 0, count: secret.count + Int(crypto_box_sealbytes()))
    try #require(crypto_box_seal(&sealed, secret, UInt64(secret.count), key.bytes) == 0)
    return sealed
}
