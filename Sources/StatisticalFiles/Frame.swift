/// What stands between child and parent: a byte for the kind, a length (4 bytes, little endian), and that many bytes.
enum Frame: UInt8 {
    /// Fields: file label, table name, rows as digits or "", number of variables.
    case table = 0x54
    /// Six fields for each variable. As many frames as it takes.
    case variables = 0x56
    /// Bytes of whole records.
    case rows = 0x52
    /// Three fields for each text.
    case texts = 0x58
    /// Fields: rows, unread bytes.
    case end = 0x45
    /// Fields of a `Fault`.
    case fault = 0x46

    static let headLength = 5
    /// A record can be as wide as ReadStat's own limit on a block of memory allows.
    var cap: Int { self == .rows ? 16 << 20 : 1 << 20 }
    /// A frame is sent when it has this much.
    static let usualLength = 256 << 10
}

/// What a child can say when it gives up.
enum Fault: Error, Equatable {
    case malformed(String)
    case io(Int32)
    case sandbox(Int32)
    case severalTables
    case limit(StatisticalFileError.Limit)

    var fields: [String] {
        switch self {
        case .malformed(let message): ["malformed", message]
        case .io(let code): ["io", "\(code)"]
        case .sandbox(let code): ["sandbox", "\(code)"]
        case .severalTables: ["tables", ""]
        case .limit(let limit): ["limit", limit.rawValue]
        }
    }

    init?(_ fields: [String]) {
        guard fields.count == 2 else { return nil }
        switch fields[0] {
        case "malformed" where fields[1].utf8.count <= 200: self = .malformed(fields[1])
        case "io": if let code = Int32(fields[1]) { self = .io(code) } else { return nil }
        case "sandbox": if let code = Int32(fields[1]) { self = .sandbox(code) } else { return nil }
        case "tables": self = .severalTables
        case "limit":
            if let limit = StatisticalFileError.Limit(rawValue: fields[1]) { self = .limit(limit) } else { return nil }
        default: return nil
        }
    }
}

/// Texts one after the other, each with its length (4 bytes, little endian).
enum Fields {
    static func append(_ text: String, to bytes: inout [UInt8]) {
        appendLength(text.utf8.count, to: &bytes)
        bytes.append(contentsOf: text.utf8)
    }

    static func appendLength(_ length: Int, to bytes: inout [UInt8]) {
        for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
    }

    static func length(at offset: Int, in bytes: [UInt8]) -> Int {
        (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }

    /// A number of digits alone, at most 18.
    static func number(_ text: String) -> Int? {
        guard (1...18).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    static func parse(_ bytes: [UInt8]) throws(StatisticalFileError) -> [String] {
        var (texts, offset): ([String], Int) = ([], 0)
        while offset < bytes.count {
            guard bytes.count - offset >= 4 else { throw .badStream(.field) }
            let length = length(at: offset, in: bytes)
            offset += 4
            guard length <= bytes.count - offset else { throw .badStream(.field) }
            guard let text = String(validating: bytes[offset..<(offset + length)], as: UTF8.self) else {
                throw .badStream(.utf8)
            }
            texts.append(text)
            offset += length
        }
        return texts
    }
}
