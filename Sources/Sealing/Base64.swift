import CSodium

/// Base64 with the standard alphabet and no padding; one spelling for each value (docs/format.md, section 2).
public enum Base64 {
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        let input = Array(bytes)
        let capacity = sodium_base64_encoded_len(input.count, sodium_base64_VARIANT_ORIGINAL_NO_PADDING)
        var text = [CChar](repeating: 0, count: capacity)
        sodium_bin2base64(&text, capacity, input, input.count, sodium_base64_VARIANT_ORIGINAL_NO_PADDING)
        return String(decoding: text.prefix(capacity - 1).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The bytes, or nil for another alphabet, padding, white space or bits that say nothing.
    public static func decode(_ text: String) -> [UInt8]? {
        let input = Array(text.utf8)
        var length = 0
        var output = [UInt8](repeating: 0, count: input.count / 4 * 3 + 3)
        let status = input.withUnsafeBytes { raw in
            sodium_base642bin(
                &output, output.count, raw.bindMemory(to: CChar.self).baseAddress, input.count, nil, &length, nil,
                sodium_base64_VARIANT_ORIGINAL_NO_PADDING)
        }
        guard status == 0 else { return nil }
        let bytes = Array(output.prefix(length))
        return encode(bytes) == text ? bytes : nil
    }
}

/// Lower-case hexadecimal; one spelling for each value.
public enum Hex {
    private static let digits = Array("0123456789abcdef".utf8)

    public static func encode(_ bytes: some Sequence<UInt8>) -> String {
        bytes.withContiguousStorageIfAvailable { encode(block: $0) }
            ?? Array(bytes).withUnsafeBufferPointer { encode(block: $0) }
    }

    private static func encode(block: UnsafeBufferPointer<UInt8>) -> String {
        String(unsafeUninitializedCapacity: 2 * block.count) { text in
            for (index, byte) in block.enumerated() {
                text.initializeElement(at: 2 * index, to: digits[Int(byte >> 4)])
                text.initializeElement(at: 2 * index + 1, to: digits[Int(byte & 15)])
            }
            return 2 * block.count
        }
    }

    /// Adds the digits of `bytes`, two for each, to an ASCII text.
    public static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
    }

    /// The bytes, or nil for upper case, an odd length or anything that is not a digit.
    public static func decode(_ text: String) -> [UInt8]? {
        Array(text.utf8).withUnsafeBufferPointer { decode($0) }
    }

    /// The same of an ASCII text.
    public static func decode(_ input: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard input.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(input.count / 2)
        for index in stride(from: 0, to: input.count, by: 2) {
            guard let high = value(of: input[index]), let low = value(of: input[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
