/// A value, for `init(from:)`.
struct CanonicalPlace: Decoder, SingleValueDecodingContainer {
    let tree: CanonicalTree
    let node: Int

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard tree.nodes[node].kind == .object else { throw CanonicalReader.DoesNotFit() }
        return KeyedDecodingContainer(Object(tree: tree, node: node))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard tree.nodes[node].kind == .array else { throw CanonicalReader.DoesNotFit() }
        return Row(tree: tree, node: node)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { false }
    func decode(_ type: Bool.Type) throws -> Bool { try tree.flag(node) }
    func decode(_ type: String.Type) throws -> String { try tree.text(node) }
    func decode(_ type: Int.Type) throws -> Int { try tree.number(node) }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: self) }

    // No type of the format has these.
    func decode(_ type: Double.Type) throws -> Double { throw CanonicalReader.DoesNotFit() }
    func decode(_ type: Float.Type) throws -> Float { throw CanonicalReader.DoesNotFit() }
    func decode(_ type: Int8.Type) throws -> Int8 { throw CanonicalReader.DoesNotFit() }
    func decode(_ type: Int16.Type) throws -> Int16 { throw CanonicalReader.DoesNotFit() }
    func decode(_ type: Int32.Type) throws -> Int32 { throw CanonicalReader.DoesNotFit() }
    func decode(_ type: Int64.Type) throws -> Int64 { throw CanonicalReader.DoesNotFit() }
    func decode(_ type: UInt.Type) throws -> UInt { throw CanonicalReader.DoesNotFit() }
    func decode(_ type: UInt8.Type) throws -> UInt8 { throw CanonicalReader.DoesNotFit() }
    func decode(_ type: UInt16.Type) throws -> UInt16 { throw CanonicalReader.DoesNotFit() }
    func decode(_ type: UInt32.Type) throws -> UInt32 { throw CanonicalReader.DoesNotFit() }
    func decode(_ type: UInt64.Type) throws -> UInt64 { throw CanonicalReader.DoesNotFit() }
}

private struct Object<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let tree: CanonicalTree
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
        guard let value = tree.member(key.stringValue, of: node) else { throw CanonicalReader.DoesNotFit() }
        return value
    }

    func decodeNil(forKey key: Key) -> Bool { false }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try tree.flag(value(key)) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try tree.text(value(key)) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try tree.number(value(key)) }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try Value(from: CanonicalPlace(tree: tree, node: value(key)))
    }
    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        guard let value = tree.member(key.stringValue, of: node) else { return nil }
        return try Value(from: CanonicalPlace(tree: tree, node: value))
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try CanonicalPlace(tree: tree, node: value(key)).container(keyedBy: Nested.self)
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try CanonicalPlace(tree: tree, node: value(key)).unkeyedContainer()
    }
    func superDecoder() throws -> any Decoder { throw CanonicalReader.DoesNotFit() }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw CanonicalReader.DoesNotFit() }
}

private struct Row: UnkeyedDecodingContainer {
    let tree: CanonicalTree
    private let end: Int
    private var node: Int
    private(set) var currentIndex = 0

    init(tree: CanonicalTree, node: Int) { (self.tree, end, self.node) = (tree, tree.nodes[node].next, node + 1) }

    var codingPath: [any CodingKey] { [] }
    /// Not counted before, and nobody needs it.
    var count: Int? { nil }
    var isAtEnd: Bool { node >= end }

    private mutating func take() throws -> Int {
        guard node < end else { throw CanonicalReader.DoesNotFit() }
        defer { (node, currentIndex) = (tree.nodes[node].next, currentIndex + 1) }
        return node
    }

    func decodeNil() -> Bool { false }
    mutating func decode(_ type: Bool.Type) throws -> Bool { try tree.flag(take()) }
    mutating func decode(_ type: String.Type) throws -> String { try tree.text(take()) }
    mutating func decode(_ type: Int.Type) throws -> Int { try tree.number(take()) }
    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        try Value(from: CanonicalPlace(tree: tree, node: take()))
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
        try CanonicalPlace(tree: tree, node: take()).container(keyedBy: Nested.self)
    }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try CanonicalPlace(tree: tree, node: take()).unkeyedContainer()
    }
    mutating func superDecoder() throws -> any Decoder { throw CanonicalReader.DoesNotFit() }
}
