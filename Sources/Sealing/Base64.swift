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
    public static func encode(_ bytes: some Sequence<UInt8>) -> String {
        bytes.withContiguousStorageIfAvailable { encode(block: $0) }
            ?? Array(bytes).withUnsafeBufferPointer { encode(block: $0) }
    }

    private static func encode(block: UnsafeBufferPointer<UInt8>) -> String {
        String(unsafeUninitializedCapacity: 2 * block.count) { write(block, into: $0) }
    }

    /// Adds the digits of `bytes`, two for each, to an ASCII text.
    public static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
        bytes.withUnsafeBufferPointer { bytes in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * bytes.count) { digits in
                let count = write(bytes, into: digits)
                text += digits[..<count]
            }
        }
    }

    private static func write(
        _ bytes: UnsafeBufferPointer<UInt8>, into text: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        for (index, byte) in bytes.enumerated() {
            text.initializeElement(at: 2 * index, to: digit(byte >> 4))
            text.initializeElement(at: 2 * index + 1, to: digit(byte & 15))
        }
        return 2 * bytes.count
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
    }

    /// The bytes, or nil for upper case, an odd length or anything that is not a digit.
    public static func decode(_ text: String) -> [UInt8]? {
        Array(text.utf8).withUnsafeBufferPointer { decode($0) }
    }

    /// The same of an ASCII text.
    public static func decode(_ input: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard input.count.isMultiple(of: 2) else { return nil }
        // All digits are read, and what is none is noticed at the end: no branch for each.
        var seen: UInt8 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: input.count / 2) { bytes, count in
            count = input.count / 2
            for index in 0..<count {
                let (high, low) = (value(of: input[2 * index]), value(of: input[2 * index + 1]))
                seen |= high | low
                bytes.initializeElement(at: index, to: high << 4 | low & 15)
            }
        }
        return seen < 16 ? bytes : nil
    }

    /// 16 or more for what is no digit.
    private static func value(of digit: UInt8) -> UInt8 {
        let (number, letter) = (digit &- UInt8(ascii: "0"), digit &- UInt8(ascii: "a"))
        return number < 10 ? number : letter < 6 ? letter + 10 : 16
    }
}
