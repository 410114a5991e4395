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
