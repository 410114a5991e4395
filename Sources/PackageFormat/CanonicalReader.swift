/// Reads JSON that is written as docs/format.md, section 2.1, wants it, quickly. Anything else it leaves to others: it never
/// says what is wrong with a text, and it does not prove the spelling either, which encoding again does.
struct CanonicalReader {
    private static let mostLevels = 64

    /// A value, or the key of a member, which comes before its value.
    fileprivate struct Node {
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
        try Value(from: Place(tree: Tree(bytes, nodes), node: 0))
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

/// The text was read by others before, and says why it is refused; this says only that it is.
private struct DoesNotFit: Error {}

private final class Tree {
    let bytes: [UInt8]
    let nodes: [CanonicalReader.Node]

    init(_ bytes: [UInt8], _ nodes: [CanonicalReader.Node]) { (self.bytes, self.nodes) = (bytes, nodes) }

    func text(_ node: Int) throws -> String {
        let found = nodes[node]
        guard found.kind == .text || found.kind == .escapedText else { throw DoesNotFit() }
        let bytes = bytes[found.start..<found.end]
        let text = found.kind == .text ? String(validating: bytes, as: UTF8.self) : Self.unescaped(bytes)
        guard let text else { throw DoesNotFit() }
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
        guard found.kind == .number else { throw DoesNotFit() }
        let isNegative = bytes[found.start] == UInt8(ascii: "-")
        let digits = bytes[(found.start + (isNegative ? 1 : 0))..<found.end]
        // Nineteen digits might not fit.
        guard (1...18).contains(digits.count) else { throw DoesNotFit() }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return isNegative ? -value : value
    }

    func flag(_ node: Int) throws -> Bool {
        switch nodes[node].kind {
        case .yes: return true
        case .no: return false
        default: throw DoesNotFit()
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

/// A value, for `init(from:)`.
private struct Place: Decoder, SingleValueDecodingContainer {
    let tree: Tree
    let node: Int

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard tree.nodes[node].kind == .object else { throw DoesNotFit() }
        return KeyedDecodingContainer(Object(tree: tree, node: node))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard tree.nodes[node].kind == .array else { throw DoesNotFit() }
        return Row(tree: tree, node: node)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { false }
    func decode(_ type: Bool.Type) throws -> Bool { try tree.flag(node) }
    func decode(_ type: String.Type) throws -> String { try tree.text(node) }
    func decode(_ type: Int.Type) throws -> Int { try tree.number(node) }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: self) }

    // No type of the format has these.
    func decode(_ type: Double.Type) throws -> Double { throw DoesNotFit() }
    func decode(_ type: Float.Type) throws -> Float { throw DoesNotFit() }
    func decode(_ type: Int8.Type) throws -> Int8 { throw DoesNotFit() }
    func decode(_ type: Int16.Type) throws -> Int16 { throw DoesNotFit() }
    func decode(_ type: Int32.Type) throws -> Int32 { throw DoesNotFit() }
    func decode(_ type: Int64.Type) throws -> Int64 { throw DoesNotFit() }
    func decode(_ type: UInt.Type) throws -> UInt { throw DoesNotFit() }
    func decode(_ type: UInt8.Type) throws -> UInt8 { throw DoesNotFit() }
    func decode(_ type: UInt16.Type) throws -> UInt16 { throw DoesNotFit() }
    func decode(_ type: UInt32.Type) throws -> UInt32 { throw DoesNotFit() }
    func decode(_ type: UInt64.Type) throws -> UInt64 { throw DoesNotFit() }
}

private struct Object<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let tree: Tree
    let node: Int

    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] {
        var keys: [Key] = []
        var place = node + 1
        while place < tree.nodes[node].next {
            if let text = try? tree.text(place), let key = Key(stringValue: text) { keys.append(key) }
            place = tree.nodes[place + 1].next
        }
        return keys
    }

    func contains(_ key: Key) -> Bool { tree.member(key.stringValue, of: node) != nil }

    private func value(_ key: Key) throws -> Int {
        guard let value = tree.member(key.stringValue, of: node) else { throw DoesNotFit() }
        return value
    }

    func decodeNil(forKey key: Key) -> Bool { false }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try tree.flag(value(key)) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try tree.text(value(key)) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try tree.number(value(key)) }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try Value(from: Place(tree: tree, node: value(key)))
    }
    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        guard let value = tree.member(key.stringValue, of: node) else { return nil }
        return try Value(from: Place(tree: tree, node: value))
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try Place(tree: tree, node: value(key)).container(keyedBy: Nested.self)
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try Place(tree: tree, node: value(key)).unkeyedContainer()
    }
    func superDecoder() throws -> any Decoder { throw DoesNotFit() }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw DoesNotFit() }
}

private struct Row: UnkeyedDecodingContainer {
    let tree: Tree
    private let end: Int
    private var node: Int
    private(set) var currentIndex = 0

    init(tree: Tree, node: Int) { (self.tree, end, self.node) = (tree, tree.nodes[node].next, node + 1) }

    var codingPath: [any CodingKey] { [] }
    /// Not counted before, and nobody needs it.
    var count: Int? { nil }
    var isAtEnd: Bool { node >= end }

    private mutating func take() throws -> Int {
        guard node < end else { throw DoesNotFit() }
        defer { (node, currentIndex) = (tree.nodes[node].next, currentIndex + 1) }
        return node
    }

    func decodeNil() -> Bool { false }
    mutating func decode(_ type: Bool.Type) throws -> Bool { try tree.flag(take()) }
    mutating func decode(_ type: String.Type) throws -> String { try tree.text(take()) }
    mutating func decode(_ type: Int.Type) throws -> Int { try tree.number(take()) }
    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try Value(from: Place(tree: tree, node: take()))
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
        try Place(tree: tree, node: take()).container(keyedBy: Nested.self)
    }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try Place(tree: tree, node: take()).unkeyedContainer()
    }
    mutating func superDecoder() throws -> any Decoder { throw DoesNotFit() }
}
