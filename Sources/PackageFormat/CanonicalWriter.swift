/// Writes values of the format in their one spelling (docs/format.md, section 2.1): members in ascending order of the bytes
/// of their keys, no white space, integers and no other numbers.
///
/// What the subset does not have (`null`, fractions, containers that stay open beside others) is an error of the type, never
/// of its value.
final class CanonicalWriter {
    private enum Kind { case none, object, array, scalar }

    /// A value that is being written.
    private struct Frame {
        var kind = Kind.none
        let start: Int
        let firstMember: Int
        var count = 0
        var isSorted = true
    }

    /// A member of an object that is being written: from its key's quote.
    private struct Member {
        let start: Int
        /// Behind the key, before its closing quote.
        let keyEnd: Int
        var end = 0
    }

    private var bytes: [UInt8] = []
    private var frames: [Frame] = []
    private var members: [Member] = []

    private init() {
        bytes.reserveCapacity(1_024)
        frames.reserveCapacity(16)
        members.reserveCapacity(64)
    }

    /// Throws where the type of `value` is not of the subset.
    static func write(_ value: some Encodable) throws -> [UInt8] {
        let writer = CanonicalWriter()
        try writer.write(value)
        return writer.bytes
    }

    fileprivate func write(_ value: some Encodable) throws {
        frames.append(Frame(start: bytes.count, firstMember: members.count))
        try value.encode(to: Slot(writer: self))
        try close()
    }

    /// Opens the value on top as an object or array; again is harmless.
    fileprivate func open(asObject: Bool) {
        let top = frames.count - 1
        guard frames[top].kind == .none else { return }
        frames[top].kind = asObject ? .object : .array
        bytes.append(UInt8(ascii: asObject ? "{" : "["))
    }

    fileprivate func openElement() {
        let top = frames.count - 1
        if frames[top].count > 0 { bytes.append(UInt8(ascii: ",")) }
        frames[top].count += 1
    }

    fileprivate var elementCount: Int { frames[frames.count - 1].count }

    fileprivate func openMember(_ key: String) {
        openElement()
        let start = bytes.count
        put(key)
        let member = Member(start: start, keyEnd: bytes.count - 1)
        bytes.append(UInt8(ascii: ":"))
        let top = frames.count - 1
        if frames[top].count > 1, frames[top].isSorted {
            frames[top].isSorted = comes(members[members.count - 1], before: member)
        }
        members.append(member)
    }

    fileprivate func closeMember() { members[members.count - 1].end = bytes.count }

    private func comes(_ one: Member, before other: Member) -> Bool {
        bytes[(one.start + 1)..<one.keyEnd].lexicographicallyPrecedes(bytes[(other.start + 1)..<other.keyEnd])
    }

    private func close() throws {
        let frame = frames.removeLast()
        switch frame.kind {
        case .none: throw notInTheSubset
        case .scalar: break
        case .array: bytes.append(UInt8(ascii: "]"))
        case .object:
            if !frame.isSorted { sort(members[frame.firstMember...], from: frame.start + 1) }
            members.removeSubrange(frame.firstMember...)
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private func sort(_ members: ArraySlice<Member>, from start: Int) {
        var sorted: [UInt8] = []
        sorted.reserveCapacity(bytes.count - start + 1)
        for member in members.sorted(by: { comes($0, before: $1) }) {
            if !sorted.isEmpty { sorted.append(UInt8(ascii: ",")) }
            sorted += bytes[member.start..<member.end]
        }
        bytes.replaceSubrange(start..., with: sorted)
    }

    // MARK: Scalars

    fileprivate func takeScalar() { frames[frames.count - 1].kind = .scalar }

    fileprivate func put(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            bytes.append(UInt8(ascii: "\""))
            if utf8.contains(where: Self.isEscaped) {
                for byte in utf8 { putEscaped(byte) }
            } else {
                bytes.append(contentsOf: utf8)
            }
            bytes.append(UInt8(ascii: "\""))
        }
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// RFC 8785, section 3.2.2.2.
    private func putEscaped(_ byte: UInt8) {
        guard Self.isEscaped(byte) else { return bytes.append(byte) }
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x00..<0x20:
            let digits = Array("0123456789abcdef".utf8)
            bytes += Array("u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        default: bytes.append(byte)
        }
    }

    fileprivate func put(_ flag: Bool) { bytes.append(contentsOf: flag ? "true".utf8 : "false".utf8) }

    fileprivate func put(_ number: Int) {
        var digits = String(number)
        digits.withUTF8 { bytes.append(contentsOf: $0) }
    }
}

/// The value on top of the writer, for `encode(to:)`.
private struct Slot: Encoder, SingleValueEncodingContainer {
    let writer: CanonicalWriter

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy: Key.Type) -> KeyedEncodingContainer<Key> {
        writer.open(asObject: true)
        return KeyedEncodingContainer(Members(writer: writer))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        writer.open(asObject: false)
        return Elements(writer: writer)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    private func scalar(_ put: () -> Void) {
        writer.takeScalar()
        put()
    }

    func encode(_ value: String) { scalar { writer.put(value) } }
    func encode(_ value: Bool) { scalar { writer.put(value) } }
    func encode(_ value: Int) { scalar { writer.put(value) } }
    func encode<Value: Encodable>(_ value: Value) throws {
        writer.takeScalar()
        try writer.write(value)
    }

    // Integers of a fixed width end here; no type of the format has one.
    func encodeNil() throws { throw notInTheSubset }
    func encode(_ value: Double) throws { throw notInTheSubset }
    func encode(_ value: Float) throws { throw notInTheSubset }
    func encode(_ value: Int8) throws { throw notInTheSubset }
    func encode(_ value: Int16) throws { throw notInTheSubset }
    func encode(_ value: Int32) throws { throw notInTheSubset }
    func encode(_ value: Int64) throws { throw notInTheSubset }
    func encode(_ value: UInt) throws { throw notInTheSubset }
    func encode(_ value: UInt8) throws { throw notInTheSubset }
    func encode(_ value: UInt16) throws { throw notInTheSubset }
    func encode(_ value: UInt32) throws { throw notInTheSubset }
    func encode(_ value: UInt64) throws { throw notInTheSubset }
}

private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: CanonicalWriter
    var codingPath: [any CodingKey] { [] }

    private func member(_ key: Key, _ put: () throws -> Void) rethrows {
        writer.openMember(key.stringValue)
        try put()
        writer.closeMember()
    }

    func encode(_ value: String, forKey key: Key) { member(key) { writer.put(value) } }
    func encode(_ value: Bool, forKey key: Key) { member(key) { writer.put(value) } }
    func encode(_ value: Int, forKey key: Key) { member(key) { writer.put(value) } }
    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try member(key) { try writer.write(value) }
    }

    func encodeNil(forKey key: Key) throws { throw notInTheSubset }
    func encode(_ value: Double, forKey key: Key) throws { throw notInTheSubset }
    func encode(_ value: Float, forKey key: Key) throws { throw notInTheSubset }

    func nestedContainer<Nested: CodingKey>(keyedBy: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        preconditionFailure("a container that stays open beside others")
    }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        preconditionFailure("a container that stays open beside others")
    }
    func superEncoder() -> any Encoder { preconditionFailure("a class") }
    func superEncoder(forKey key: Key) -> any Encoder { preconditionFailure("a class") }
}

private struct Elements: UnkeyedEncodingContainer {
    let writer: CanonicalWriter
    var codingPath: [any CodingKey] { [] }
    var count: Int { writer.elementCount }

    private func element(_ put: () throws -> Void) rethrows {
        writer.openElement()
        try put()
    }

    func encode(_ value: String) { element { writer.put(value) } }
    func encode(_ value: Bool) { element { writer.put(value) } }
    func encode(_ value: Int) { element { writer.put(value) } }
    func encode<Value: Encodable>(_ value: Value) throws { try element { try writer.write(value) } }

    func encodeNil() throws { throw notInTheSubset }
    func encode(_ value: Double) throws { throw notInTheSubset }
    func encode(_ value: Float) throws { throw notInTheSubset }

    func nestedContainer<Nested: CodingKey>(keyedBy: Nested.Type) -> KeyedEncodingContainer<Nested> {
        preconditionFailure("a container that stays open beside others")
    }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        preconditionFailure("a container that stays open beside others")
    }
    func superEncoder() -> any Encoder { preconditionFailure("a class") }
}

private struct NotInTheSubset: Error {}
private let notInTheSubset = NotInTheSubset()
