import FoundationEssentials

/// RFC 8785 over the subset of docs/format.md, section 2: one byte sequence for each value.
///
/// Bytes as received are parsed, encoded again and compared. That refuses duplicate keys, unknown fields, null and
/// every second spelling, whatever the parser thought of them.
public enum CanonicalJSON {
    public enum Problem: Error, Equatable, Sendable {
        case overCap(length: Int, cap: Int)
        /// Not JSON, or not of the shape that the section has; the path of the first thing that does not fit.
        case malformed(path: String)
        /// JSON of the right shape, but not in its one canonical spelling.
        case notCanonical
    }

    /// Integers stay within ±(2^53 − 1), which every JSON reader holds exactly.
    public static let integerLimit = 9_007_199_254_740_991

    public static func encode(_ value: some Encodable) -> [UInt8] {
        do {
            return try CanonicalWriter.write(value)
        } catch {
            preconditionFailure("a type of the format that does not encode: \(type(of: value))")
        }
    }

    /// Throws before it allocates where `bytes` are more than `cap`.
    public static func decode<Value: Codable>(
        _ type: Value.Type, from bytes: some Collection<UInt8>, cap: Int
    ) throws(Problem) -> Value {
        guard bytes.count <= cap else { throw .overCap(length: bytes.count, cap: cap) }
        // As one block: a generic collection from another module is copied and compared byte by byte otherwise.
        let bytes = bytes.withContiguousStorageIfAvailable { Array($0) } ?? Array(bytes)
        if let value = try? CanonicalReader(bytes)?.decode(type), isSpelling(bytes, of: value) { return value }
        // It is not canonical, then. What is wrong with it is for a reader to say that knows all of JSON.
        let value: Value
        do {
            value = try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw .malformed(path: path(of: error))
        }
        guard isSpelling(bytes, of: value) else { throw .notCanonical }
        return value
    }

    private static func isSpelling(_ bytes: [UInt8], of value: some Encodable) -> Bool { encode(value) == bytes }

    /// A look at some fields of a larger object; proves nothing of the rest, nor of its form.
    static func glance<Value: Decodable>(_ type: Value.Type, at bytes: [UInt8]) throws -> Value {
        try JSONDecoder().decode(type, from: Data(bytes))
    }

    private static func path(of error: any Error) -> String {
        guard let error = error as? DecodingError else { return "" }
        let context: DecodingError.Context
        var last = ""
        switch error {
        case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found): context = found
        case .keyNotFound(let key, let found): (context, last) = (found, key.stringValue)
        @unknown default: return ""
        }
        var text = ""
        for key in context.codingPath {
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue
            }
        }
        return last.isEmpty ? text : text + (text.isEmpty ? "" : ".") + last
    }
}

/// A value that JSON holds as one string, with one spelling for each value.
public protocol TextCoded: Codable, Hashable, Sendable, CustomStringConvertible {
    /// Nil where the text is no spelling of a value.
    init?(_ text: String)
    var description: String { get }
}

extension TextCoded {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// An integer from 0 to 2^53 − 1.
public struct Count: Codable, Hashable, Sendable {
    public let value: Int

    public init?(_ value: Int) {
        guard (0...CanonicalJSON.integerLimit).contains(value) else { return nil }
        self.value = value
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let count = Count(try container.decode(Int.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "")
        }
        self = count
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}
