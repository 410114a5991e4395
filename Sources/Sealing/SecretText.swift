import CSodium

extension SecretBytes {
    /// Decodes base64 without padding from guarded into guarded memory; nil for anything else.
    public init?(base64 text: UnsafeRawBufferPointer) {
        Sodium.ready
        var length = 0
        let room = text.count / 4 * 3 + 3
        let decoded = SecretBytes(count: room) { buffer in
            let status = sodium_base642bin(
                buffer.octets, room, text.bindMemory(to: CChar.self).baseAddress!, text.count, nil, &length, nil,
                sodium_base64_VARIANT_ORIGINAL_NO_PADDING)
            if status != 0 { length = -1 }
        }
        guard length >= 0 else { return nil }
        let count = length
        self = decoded.withBytes { bytes in
            SecretBytes(count: count) { $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count])) }
        }
    }

    /// Base64 without padding, in guarded memory.
    public var base64: SecretBytes {
        let capacity = sodium_base64_encoded_len(count, sodium_base64_VARIANT_ORIGINAL_NO_PADDING)
        let text = SecretBytes(count: capacity) { buffer in
            withBytes {
                _ = sodium_bin2base64(
                    buffer.bindMemory(to: CChar.self).baseAddress!, capacity, $0.octets, $0.count,
                    sodium_base64_VARIANT_ORIGINAL_NO_PADDING)
            }
        }
        // Without the zero that ends a C string.
        return text.withBytes { text in
            SecretBytes(count: capacity - 1) { $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: text.dropLast())) }
        }
    }
}
