import Glibc
@_spi(_Unicode) import Swift

extension StringProtocol {
    /// `==` on strings calls NFC and NFD equal; the format does not.
    public func hasSameBytes(as other: some StringProtocol) -> Bool {
        withUTF8(self) { a in
            withUTF8(other) { b in a.count == b.count && memcmp(a.baseAddress!, b.baseAddress!, a.count) == 0 }
        }
    }

    var isASCII: Bool { withUTF8(self) { $0.allSatisfy { $0 < 0x80 } } }
}

/// The bytes where they are; copied only where a text has come from elsewhere than Swift.
func withUTF8<Value>(_ text: some StringProtocol, _ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
    text.utf8.withContiguousStorageIfAvailable(body) ?? Array(text.utf8).withUnsafeBufferPointer(body)
}

extension String {
    /// Unicode normalisation form C (UAX #15).
    public var nfc: String {
        // ASCII is its own normal form, and nearly every text is ASCII.
        isASCII ? self : String(String.UnicodeScalarView(_nfc.lazy))
    }

    var isNFC: Bool { isASCII || hasSameBytes(as: nfc) }

    /// White space at both ends removed.
    public var trimmed: String {
        var scalars = unicodeScalars[...]
        while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
        while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
        return String(scalars)
    }
}

extension Unicode.Scalar {
    /// Control characters, line and paragraph separators, bidi controls and noncharacters: what a text from elsewhere
    /// could use to show something other than what it says (docs/format.md, section 2).
    public var isUnfit: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
        case 0xFDD0...0xFDEF, 0xFEFF: true
        default: value & 0xFFFE == 0xFFFE
        }
    }
}

/// One line of text: NFC, not empty, no white space at its ends, none of the scalars that `isUnfit` names,
/// 1,024 bytes at most.
public struct Line: TextCoded {
    public static let maximumLength = 1_024
    public let description: String

    public init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= Self.maximumLength, text.isNFC, text.hasSameBytes(as: text.trimmed),
            !text.unicodeScalars.contains(where: \.isUnfit)
        else { return nil }
        description = text
    }

    /// A line as a person typed it: normalised and trimmed first.
    public init?(typed: String) { self.init(typed.nfc.trimmed) }

    public static func == (a: Line, b: Line) -> Bool { a.description.hasSameBytes(as: b.description) }
    public func hash(into hasher: inout Swift.Hasher) { hasher.combine(Array(description.utf8)) }
}

/// Text that may have several lines, separated by a line feed; otherwise like `Line`, 16,384 bytes at most.
public struct Prose: TextCoded {
    public static let maximumLength = 16_384
    public let description: String

    public init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= Self.maximumLength, text.isNFC, text.hasSameBytes(as: text.trimmed),
            !text.unicodeScalars.contains(where: { $0.isUnfit && $0 != "\n" })
        else { return nil }
        description = text
    }

    public static func == (a: Prose, b: Prose) -> Bool { a.description.hasSameBytes(as: b.description) }
    public func hash(into hasher: inout Swift.Hasher) { hasher.combine(Array(description.utf8)) }
}

/// A name that reaches file names and logs: ASCII letters, digits, `.`, `_` and `-`, 64 at most, and neither the
/// first nor the last of them a `.` or `-`.
public struct Reference: TextCoded {
    public static let maximumLength = 64
    public let description: String

    public init?(_ text: String) {
        let edges: Set<UInt8> = [UInt8(ascii: "."), UInt8(ascii: "-")]
        guard (1...Self.maximumLength).contains(text.utf8.count), text.utf8.allSatisfy(Self.allows),
            let first = text.utf8.first, let last = text.utf8.last, !edges.contains(first), !edges.contains(last)
        else { return nil }
        description = text
    }

    private static func allows(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        }
    }
}

/// A decimal number as text, e.g. `-12.50`: JSON has no decimals that every reader holds exactly.
public struct Decimal: TextCoded {
    public let description: String

    public init?(_ text: String) {
        var digits = text.utf8[...]
        if digits.first == UInt8(ascii: "-") { digits.removeFirst() }
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        guard text.utf8.count <= 40, (1...2).contains(parts.count),
            parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) })
        else { return nil }
        guard let whole = parts.first, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return nil }
        description = text
    }
}
