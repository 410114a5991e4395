import Glibc

/// A text as ReadStat hands it over: ended by a zero byte, and UTF-8 unless the file said nothing of its encoding.
enum RawText {
    /// Without the spaces at its end.
    static func string(_ pointer: UnsafePointer<CChar>?) -> String {
        var bytes: [UInt8] = []
        append(pointer, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends UTF-8; true when a byte is among them that a record has to quote.
    @discardableResult
    static func append(_ pointer: UnsafePointer<CChar>?, to bytes: inout [UInt8]) -> Bool {
        guard let pointer else { return false }
        var length = strlen(pointer)
        while length > 0, pointer[length - 1] == 0x20 { length -= 1 }
        return pointer.withMemoryRebound(to: UInt8.self, capacity: length) { start in
            append(UnsafeBufferPointer(start: start, count: length), to: &bytes)
        }
    }

    private static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) -> Bool {
        var (isASCII, isQuoted) = (true, false)
        for byte in text {
            if byte >= 0x80 { isASCII = false }
            if byte == 0x2C || byte == 0x22 || byte == 0x0A || byte == 0x0D { isQuoted = true }
        }
        if isASCII || String(validating: text, as: UTF8.self) != nil {
            bytes.append(contentsOf: text)
        } else {
            // What such a file most likely is in. Every byte stands for something then, so no text hides.
            for byte in text { bytes.append(contentsOf: String(scalar(byte)).utf8) }
        }
        return isQuoted
    }

    /// Windows-1252, its five holes as the control characters of Latin-1.
    private static func scalar(_ byte: UInt8) -> Unicode.Scalar {
        guard (0x80...0x9F).contains(byte), let scalar = Unicode.Scalar(upper[Int(byte) - 0x80]) else {
            return Unicode.Scalar(byte)
        }
        return scalar
    }

    private static let upper: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D,
        0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D,
        0x17E, 0x178,
    ]
}
