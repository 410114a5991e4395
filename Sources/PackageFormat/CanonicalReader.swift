/// Reads JSON that is written as docs/format.md, section 2.1, wants it, quickly. Anything else it leaves to others: it never
/// says what is wrong with a text, and it does not prove the spelling either, which encoding again does.
struct CanonicalReader {
    private static let mostLevels = 64

    /// That the text is refused; what is wrong with it others say.
    struct DoesNotFit: Error {}

    /// A value, or the key of a member, which comes before its value.
    struct Node {
        enum Kind { case object, array, text, escapedText, number, yes, no }
        let kind: Kind
        // 16 bytes in all: a text made to have as many values as it can shall not fill the memory.
        private let first: UInt32
        private var last: UInt32
        private var following: UInt32

        init(_ kind: Kind, _ start: Int, _ end: Int, next: Int) {
            (self.kind, first, last, following) = (kind, UInt32(start), UInt32(end), UInt32(next))
        }

        /// Of texts what stands between the quotes.
        var start: Int { Int(first) }
        var end: Int { Int(last) }
        /// The node behind all that this one holds.
        var next: Int { Int(following) }

        mutating func close(end: Int, next: Int) { (last, following) = (UInt32(end), UInt32(next)) }
    }

    private let bytes: [UInt8]
    private var nodes: [Node] = []
    private var at = 0

    /// Nil where `bytes` are not one value, spelled without white space, escapes that are not needed, fractions and `null`.
    init?(_ bytes: [UInt8]) {
        guard bytes.count < UInt32.max else { return nil }
        self.bytes = bytes
        nodes.reserveCapacity(bytes.count / 16 + 8)
        guard value(level: 0), at == bytes.count else { return nil }
    }

    /// Throws where the value is of another shape, or a text is no spelling of its type.
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try Value(from: CanonicalPlace(tree: CanonicalTree(bytes, nodes), node: 0))
    }

    // MARK: Nodes

    private mutating func value(level: Int) -> Bool {
        guard at < bytes.count, level < Self.mostLevels else { return false }
        switch bytes[at] {
        case UInt8(ascii: "{"): return container(.object, end: UInt8(ascii: "}"), level)
        case UInt8(ascii: "["): return container(.array, end: UInt8(ascii: "]"), level)
        case UInt8(ascii: "\""): return text()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
        case UInt8(ascii: "t"): return word("true", .yes)
        case UInt8(ascii: "f"): return word("false", .no)
        default: return false
        }
    }

    private mutating func container(_ kind: Node.Kind, end: UInt8, _ level: Int) -> Bool {
        let own = nodes.count
        nodes.append(Node(kind, at, at, next: own))
        at += 1
        var isFirst = true
        while at < bytes.count {
            if bytes[at] == end {
                at += 1
                nodes[own].close(end: at, next: nodes.count)
                return true
            }
            if !isFirst {
                guard take(UInt8(ascii: ",")) else { return false }
            }
            isFirst = false
            if kind == .object {
                guard at < bytes.count, bytes[at] == UInt8(ascii: "\""), text(), take(UInt8(ascii: ":")) else {
                    return false
                }
            }
            guard value(level: level + 1) else { return false }
        }
        return false
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func text() -> Bool {
        at += 1
        let start = at
        var isEscaped = false
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                append(isEscaped ? .escapedText : .text, start, at)
                at += 1
                return true
            }
            guard byte >= 0x20 else { return false }
            if byte == UInt8(ascii: "\\") {
                // Whatever is escaped, a quote is not the end.
                isEscaped = true
                at += 1
            }
            at += 1
        }
        return false
    }

    private mutating func number() -> Bool {
        let start = at
        at += 1
        while at < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at]) { at += 1 }
        append(.number, start, at)
        return true
    }

    private mutating func word(_ word: StaticString, _ kind: Node.Kind) -> Bool {
        let end = at + word.utf8CodeUnitCount
        guard end <= bytes.count, word.withUTF8Buffer({ bytes[at..<end].elementsEqual($0) }) else { return false }
        append(kind, at, end)
        at = end
        return true
    }

    private mutating func append(_ kind: Node.Kind, _ start: Int, _ end: Int) {
        nodes.append(Node(kind, start, end, next: nodes.count + 1))
    }
}

/// The values of a text, one behind the other.
final class CanonicalTree {
    let bytes: [UInt8]
    let nodes: [CanonicalReader.Node]

    init(_ bytes: [UInt8], _ nodes: [CanonicalReader.Node]) { (self.bytes, self.nodes) = (bytes, nodes) }

    func text(_ node: Int) throws -> String {
        let found = nodes[node]
        guard found.kind == .text || found.kind == .escapedText else { throw CanonicalReader.DoesNotFit() }
        let bytes = bytes[found.start..<found.end]
        let text = found.kind == .text ? String(validating: bytes, as: UTF8.self) : Self.unescaped(bytes)
        guard let text else { throw CanonicalReader.DoesNotFit() }
        return text
    }

    /// Of the escapes those that the writer writes.
    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String? {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var rest = bytes
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                plain.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "n"): plain.append(0x0A)
            case UInt8(ascii: "\""): plain.append(UInt8(ascii: "\""))
            case UInt8(ascii: "\\"): plain.append(UInt8(ascii: "\\"))
            default: return nil
            }
        }
        return String(validating: plain, as: UTF8.self)
    }

    func number(_ node: Int) throws -> Int {
        let found = nodes[node]
        guard found.kind == .number else { throw CanonicalReader.DoesNotFit() }
        let isNegative = bytes[found.start] == UInt8(ascii: "-")
        let digits = bytes[(found.start + (isNegative ? 1 : 0))..<found.end]
        // Nineteen digits might not fit.
        guard (1...18).contains(digits.count) else { throw CanonicalReader.DoesNotFit() }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return isNegative ? -value : value
    }

    func flag(_ node: Int) throws -> Bool {
        switch nodes[node].kind {
        case .yes: return true
        case .no: return false
        default: throw CanonicalReader.DoesNotFit()
        }
    }

    /// The value of an object's member.
    func member(_ key: String, of object: Int) -> Int? {
        var key = key
        return key.withUTF8 { key in
            var node = object + 1
            let end = nodes[object].next
            while node < end {
                let found = nodes[node]
                if found.end - found.start == key.count, bytes[found.start..<found.end].elementsEqual(key) {
                    return node + 1
                }
                node = nodes[node + 1].next
            }
            return nil
        }
    }
}
