/// How a file of text writes its records: found from its first bytes.
struct Dialect: Equatable, Sendable {
    enum Encoding: Sendable { case utf8, windows1252 }

    var encoding: Encoding
    var delimiter: UInt8
    /// Bytes of the byte order mark.
    var markLength: Int

    /// `UTF-16` and the like, which no rule here reads.
    static func foreignEncoding(of start: some Collection<UInt8>) -> String? {
        let mark = Array(start.prefix(4))
        if mark.starts(with: [0xFF, 0xFE]) || mark.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
        if mark == [0, 0, 0xFE, 0xFF] { return "UTF-32" }
        return nil
    }

    /// `header` is the first record, `sample` what is known of the file.
    init(header: ArraySlice<UInt8>, sample: ArraySlice<UInt8>, fileName: String) {
        markLength = sample.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        delimiter = Self.delimiter(of: header, fileName: fileName)
        encoding = Self.isUTF8(sample) ? .utf8 : .windows1252
    }

    init(encoding: Encoding, delimiter: UInt8) {
        (self.encoding, self.delimiter, markLength) = (encoding, delimiter, 0)
    }

    /// The one that stands most often outside quotes in the first record; a comma where none does.
    private static func delimiter(of header: ArraySlice<UInt8>, fileName: String) -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        for byte in header {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted, ",;\t|".utf8.contains(byte) { counts[byte, default: 0] += 1 }
        }
        let isTabbed = fileName.lowercased().hasSuffix(".tsv") || fileName.lowercased().hasSuffix(".tab")
        if isTabbed, counts[UInt8(ascii: "\t")] ?? 0 > 0 { return UInt8(ascii: "\t") }
        // In this order where two stand as often.
        let order = Array(",;\t|".utf8)
        let best = order.max {
            (counts[$0] ?? 0, -order.firstIndex(of: $0)!) < (counts[$1] ?? 0, -order.firstIndex(of: $1)!)
        }
        return best ?? UInt8(ascii: ",")
    }

    /// A character that the sample's end cut is let pass.
    private static func isUTF8(_ sample: ArraySlice<UInt8>) -> Bool {
        for dropped in 0..<4 where sample.count >= dropped {
            if String(validating: sample.dropLast(dropped), as: UTF8.self) != nil { return true }
        }
        return false
    }

    func text(of bytes: some Collection<UInt8>) -> String {
        switch encoding {
        case .utf8: String(decoding: bytes, as: UTF8.self)
        case .windows1252:
            String(String.UnicodeScalarView(bytes.map { Unicode.Scalar(Self.windows1252[Int($0)]) ?? "\u{FFFD}" }))
        }
    }

    /// Code points of the bytes 80 to 9F; the rest is Latin-1 (Unicode's mapping CP1252.TXT).
    private static let windows1252: [UInt32] = (0..<256).map { byte in
        guard (0x80...0x9F).contains(byte) else { return UInt32(byte) }
        return [
            0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
            0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
            0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
        ][byte - 0x80]
    }
}
