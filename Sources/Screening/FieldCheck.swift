import PackageFormat

/// Cells of one variable against the type and the constraints that the agreement gives it: Table Schema of Data Package v2.
/// Belongs to one worker, since it remembers what it was asked.
final class FieldCheck {
    private let type: Field.Kind
    private let minimum: Bound?
    private let maximum: Bound?
    private let minLength: Int?
    private let maxLength: Int?
    private let allowed: Set<[UInt8]>?
    private let hasPattern: Bool
    /// Nil also for one that is no regular expression: then no cell fits it.
    private let pattern: Regex<AnyRegexOutput>?
    private let encoding: Dialect.Encoding
    private var matched: [[UInt8]: Bool] = [:]

    /// What the bytes of a cell may all be without a look at it: 0 where every cell is looked at.
    let fineKinds: UInt8

    static func compiled(_ pattern: String) throws -> Regex<AnyRegexOutput> { try Regex(pattern) }

    init(_ field: Field, encoding: Dialect.Encoding) {
        type = field.type
        self.encoding = encoding
        let limits = field.constraints
        minimum = limits?.minimum.map { Bound($0.description) }
        maximum = limits?.maximum.map { Bound($0.description) }
        (minLength, maxLength) = (limits?.minLength, limits?.maxLength)
        allowed = limits?.enum.map { Set($0.map { Array($0.description.utf8) }) }
        hasPattern = limits?.pattern != nil
        pattern = limits?.pattern.flatMap { try? Self.compiled($0.description) }
        let isFree = minimum == nil && maximum == nil && minLength == nil && maxLength == nil && allowed == nil
        guard isFree, !hasPattern else {
            fineKinds = 0
            return
        }
        fineKinds =
            switch field.type {
            case .string, .any: 0x7F
            case .integer, .number: ByteKind.digit
            default: 0
            }
    }

    /// Calls `fault` with each rule that `cell`, which is not blank, breaks.
    func check(_ cell: Cell, fault: (Counted) -> Void) {
        guard TypeRule.holds(type, of: cell) else {
            fault(.type)
            return
        }
        if minimum != nil || maximum != nil {
            let value = Bound(String(decoding: cell, as: UTF8.self))
            if let minimum, value.isBelow(minimum) { fault(.minimum) }
            if let maximum, maximum.isBelow(value) { fault(.maximum) }
        }
        if minLength != nil || maxLength != nil {
            // Characters are Unicode's scalars: in UTF-8 every byte that does not go on with one.
            let length = encoding == .utf8 ? cell.count { $0 & 0xC0 != 0x80 } : cell.count
            if let minLength, length < minLength { fault(.minLength) }
            if let maxLength, length > maxLength { fault(.maxLength) }
        }
        if let allowed, !allowed.contains(bytes(of: cell)) { fault(.enum) }
        if hasPattern, !matches(cell) { fault(.pattern) }
    }

    private func bytes(of cell: Cell) -> [UInt8] {
        encoding == .utf8 ? Array(cell) : Array(Dialect(encoding: encoding, delimiter: 0).text(of: cell).utf8)
    }

    /// The whole cell, as XML Schema's patterns are meant. Answers are kept for the values that come first.
    private func matches(_ cell: Cell) -> Bool {
        guard let pattern else { return false }
        let bytes = bytes(of: cell)
        if let known = matched[bytes] { return known }
        let answer = (try? pattern.wholeMatch(in: String(decoding: bytes, as: UTF8.self))) != nil
        if matched.count < 10_000 { matched[bytes] = answer }
        return answer
    }
}

/// A limit, or a value held against one: numbers by value, everything else (dates, times) by its bytes, which sort as it does.
struct Bound {
    private let text: String
    private let number: (isNegative: Bool, whole: Substring, fraction: Substring)?

    init(_ text: String) {
        self.text = text
        number = Self.parts(of: text)
    }

    func isBelow(_ other: Bound) -> Bool {
        guard let a = number, let b = other.number else {
            if let a = Double(text), let b = Double(other.text) { return a < b }
            return text.utf8.lexicographicallyPrecedes(other.text.utf8)
        }
        guard a.isNegative == b.isNegative else { return a.isNegative }
        let isSmaller = Self.isSmaller(a, b)
        return a.isNegative ? Self.isSmaller(b, a) : isSmaller
    }

    private static func isSmaller(
        _ a: (isNegative: Bool, whole: Substring, fraction: Substring),
        _ b: (isNegative: Bool, whole: Substring, fraction: Substring)
    ) -> Bool {
        if a.whole.utf8.count != b.whole.utf8.count { return a.whole.utf8.count < b.whole.utf8.count }
        if a.whole != b.whole { return a.whole < b.whole }
        return a.fraction < b.fraction
    }

    /// Sign, digits without leading zeros, digits behind the point without zeros at their end; nil for anything else.
    private static func parts(of text: String) -> (isNegative: Bool, whole: Substring, fraction: Substring)? {
        var rest = text[...]
        let isNegative = rest.utf8.first == UInt8(ascii: "-")
        if isNegative || rest.utf8.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !rest.utf8.isEmpty,
            rest.utf8.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: ".") }),
            rest.utf8.contains(where: isDigit)
        else { return nil }
        let trimmed = whole.drop { $0 == "0" }
        var fraction = parts.count > 1 ? parts[1] : ""
        while fraction.utf8.last == UInt8(ascii: "0") { fraction = fraction.dropLast() }
        guard !fraction.utf8.contains(UInt8(ascii: ".")) else { return nil }
        return (isNegative && !(trimmed.isEmpty && fraction.isEmpty), trimmed, fraction)
    }
}
