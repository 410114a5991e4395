import PackageFormat

/// Cells of one variable against the type and the constraints that the agreement gives it: Table Schema of Data Package v2.
/// Belongs to one worker, since it remembers what it was asked.
final class FieldCheck {
    private let type: Field.Kind
    private let range: ValueRange?
    private let minLength: Int?
    private let maxLength: Int?
    private let allowed: ValueSet?
    private let hasPattern: Bool
    /// Nil also for one that is no regular expression: then no cell fits it.
    private let pattern: Regex<AnyRegexOutput>?
    private let encoding: Dialect.Encoding
    private var matched: [[UInt8]: Bool] = [:]

    /// Cells that break no rule, without a look at them.
    let fine: FineCells

    static func compiled(_ pattern: String) throws -> Regex<AnyRegexOutput> { try Regex(pattern) }

    init(_ field: Field, encoding: Dialect.Encoding) {
        type = field.type
        self.encoding = encoding
        let limits = field.constraints
        range = ValueRange(
            minimum: limits?.minimum?.description, maximum: limits?.maximum?.description, type: field.type)
        (minLength, maxLength) = (limits?.minLength, limits?.maxLength)
        allowed = limits?.enum.map { ValueSet($0.map { Array($0.description.utf8) }) }
        hasPattern = limits?.pattern != nil
        pattern = limits?.pattern.flatMap { try? Self.compiled($0.description) }
        let hasLengths = minLength != nil || maxLength != nil
        let (least, most) = (minLength ?? 0, maxLength ?? .max)
        let isText = field.type == .string || field.type == .any
        fine =
            switch field.type {
            case _ where allowed != nil || hasPattern: .none
            case _ where isText && range == nil && hasLengths:
                least <= most ? FineCells(counts: least...most) : .none
            case _ where hasLengths: .none
            case .string, .any: range == nil ? .all : .none
            case .integer, .number: FineCells(numbersIn: range, takesPoint: field.type == .number)
            default: .none
            }
    }

    /// The rules that `cell` breaks, which is not blank and has bytes of the kinds `seen`.
    func faults(of cell: Cell, seen: UInt8) -> CountedSet {
        guard TypeRule.holds(type, of: cell) else { return CountedSet(.type) }
        var found = CountedSet()
        if let range {
            let (isBelow, isAbove) = range.excess(of: cell)
            if isBelow { found.insert(.minimum) }
            if isAbove { found.insert(.maximum) }
        }
        if minLength != nil || maxLength != nil {
            let length = length(of: cell, seen: seen)
            if let minLength, length < minLength { found.insert(.minLength) }
            if let maxLength, length > maxLength { found.insert(.maxLength) }
        }
        if let allowed, !isAllowed(cell, seen: seen, allowed) { found.insert(.enum) }
        if hasPattern, !matches(cell) { found.insert(.pattern) }
        return found
    }

    /// Characters are Unicode's scalars: in UTF-8 every byte that does not go on with one.
    private func length(of cell: Cell, seen: UInt8) -> Int {
        guard encoding == .utf8, seen & ByteKind.high != 0 else { return cell.count }
        return cell.count { $0 & 0xC0 != 0x80 }
    }

    private func isAllowed(_ cell: Cell, seen: UInt8, _ allowed: ValueSet) -> Bool {
        guard encoding != .utf8, seen & ByteKind.high != 0 else { return allowed.contains(cell) }
        return bytes(of: cell).withUnsafeBufferPointer { allowed.contains($0) }
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
