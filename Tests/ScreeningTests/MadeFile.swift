import PackageFormat

@testable import Screening

/// Files of text and tables for them, by chance: what survey files hold, what they should not, and what breaks them.
struct MadeFile {
    private var chance: Chance
    private let columns: Int
    private let delimiter: String
    private let lineEnd: String
    private let quoted: Int
    private let broken: Int
    private let kinds: [Int]

    init(seed: UInt64, columns: Int? = nil) {
        chance = Chance(seed)
        self.columns = columns ?? [1, 2, 3, 9, 30].randomElement(using: &chance)!
        delimiter = [",", ",", ";", "\t", "|"].randomElement(using: &chance)!
        lineEnd = ["\n", "\n", "\r\n"].randomElement(using: &chance)!
        quoted = [0, 0, 10, 100].randomElement(using: &chance)!
        broken = [0, 0, 2].randomElement(using: &chance)!
        var chance = chance
        kinds = (0..<self.columns).map { _ in Int.random(in: 0..<7, using: &chance) }
        self.chance = chance
    }

    var part: Int { [1, 63, 64, 1_000, 1 << 20][columns % 5] }
    var workers: Int { columns % 2 + 1 }

    private mutating func holds(percent: Int) -> Bool { Int.random(in: 0..<100, using: &chance) < percent }

    private mutating func one<Element>(of all: [Element]) -> Element { all.randomElement(using: &chance)! }

    // MARK: The table

    var table: Table? {
        mutating get {
            guard !holds(percent: 20) else { return nil }
            let fields = (0..<columns).compactMap { holds(percent: 90) ? made($0) : nil }
            return Table(
                path: ArchivePath("t.csv")!, maximumRecords: nil, kThreshold: 3,
                schema: fields.isEmpty ? nil : TableSchema(fieldsMatch: .partial, fields: fields))
        }
    }

    private mutating func made(_ column: Int) -> Field {
        let type = one(of: Field.Kind.allCases)
        let role = one(of: [Field.Role.other, .other, .other, .quasiIdentifier, .sensitive, .pseudonym])
        var limits = Constraints()
        limits.required = holds(percent: 30) ? true : nil
        limits.unique = holds(percent: 15) ? true : nil
        switch type {
        case .integer, .number:
            if holds(percent: 50) { limits.minimum = Line(one(of: ["-1", "0", "5"])) }
            if holds(percent: 50) { limits.maximum = Line(one(of: ["5", "9", "12", "400"])) }
        case .date:
            if holds(percent: 50) { limits.minimum = Line("1960-06-15") }
        case .string:
            if holds(percent: 30) { limits.minLength = Int.random(in: 0...5, using: &chance) }
            if holds(percent: 30) { limits.maxLength = Int.random(in: 5...15, using: &chance) }
            if holds(percent: 20) { limits.enum = ["Yes", "No", "E12000001", "1", "é"].map { Line($0)! } }
            if holds(percent: 10) { limits.pattern = Line("[A-Za-z]*[0-9-]*") }
        default: break
        }
        return field("v\(column)", type, role) { $0 = limits }
    }

    // MARK: Cells

    private static let identifiers = [
        "j.doe@example.org", "020 7946 0018", "+44 20 7946 0018", "07911 123456", "(0113) 496 0000", "AB123456C",
        "AB 12 34 56 C", "ab-12-34-56-d", "943 476 5919", "9434765919", "LS2 9JT", "SW1A1AA", "SW1A  1AA", "LS2",
        "SW1A",
        "1999-01-01", "01/02/1988", "1.2.1988", "12MAR1990", "3 March 2001", "19990101", "1990.12.31", "E12000007",
        "E01010949", "W06000015",
    ]

    /// An identifier behind and before other bytes, or something like one.
    mutating func hidden() -> String {
        var text = one(of: ["", "x", "see ", "a b ", "12", "é", "-", ".", "("]) + one(of: Self.identifiers)
        text += one(of: ["", " y", "7", "z", ".", ")", " 1"])
        if holds(percent: 30), !text.isEmpty {
            let place = text.indices.randomElement(using: &chance)!
            text.replaceSubrange(place...place, with: one(of: ["", "0", "A", " ", "-", "@"]))
        }
        return text
    }

    private mutating func cell(_ kind: Int) -> String {
        switch Int.random(in: 0..<100, using: &chance) {
        case 0..<8: return ""
        case 8..<14: return hidden()
        case 14..<16:
            let count = one(of: [1, 5, 7, 8, 9, 16, 17, 63, 64, 65, 130])
            return String((0..<count).map { _ in one(of: Array("0123456789-+. /()abAB@éü\"',;\t|:eETZ")) })
        default: break
        }
        switch kind {
        case 0, 1: return "\(Int.random(in: -8...12, using: &chance))"
        case 2:
            return one(of: ["\(Int.random(in: 0...500, using: &chance))", "007", "+3", "-0", "1234567890", "12345678"])
        case 3:
            let number = "\(Int.random(in: 0...2_000, using: &chance)).\(Int.random(in: 0...9_999, using: &chance))"
            return one(of: [
                number, number, number, "1e5", "NaN", "-INF", "1.", "-.5", "1.2.3", "0.10000000000000000001",
            ])
        case 4: return "20\(Int.random(in: 10...26, using: &chance))-0\(Int.random(in: 0...9, using: &chance))-11"
        case 5: return one(of: ["Yes", "No", "Male", "E12000001", "E12000002", "é", "1"])
        default: return "HH-" + String(UInt32.random(in: 0...(.max), using: &chance), radix: 16)
        }
    }

    // MARK: Text

    mutating func text(records: Int? = nil) -> [UInt8] {
        var text = holds(percent: 10) ? "\u{FEFF}" : ""
        text += (0..<columns).map { "v\($0)" }.joined(separator: delimiter) + lineEnd
        for _ in 0..<(records ?? one(of: [0, 1, 3, 30, 200])) { text += record() }
        var bytes = Array(text.utf8)
        if holds(percent: 20) { bytes.removeLast() }
        return bytes
    }

    private mutating func record() -> String {
        var cells = kinds.map { kind -> String in
            var cell = cell(kind)
            let wantsQuotes = ["\"", "\n", "\r", delimiter].contains { cell.contains($0) }
            if holds(percent: wantsQuotes ? 100 - broken : quoted) {
                cell =
                    "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
                    + "\""
            }
            if holds(percent: broken) {
                cell = one(of: [cell + "\"", cell + "\0", "\"\(cell)\"x", cell + "\r", "\"a\nb\"", cell + "\"\""])
            }
            return cell
        }
        if holds(percent: broken) { cells.removeLast(Int.random(in: 0...cells.count, using: &chance)) }
        if holds(percent: broken) { cells += Array(repeating: "1", count: Int.random(in: 1...70, using: &chance)) }
        let end = holds(percent: broken) ? one(of: ["\n", "\r\n", "\n\n", "\r\n\r\n"]) : lineEnd
        return cells.joined(separator: delimiter) + end
    }

    /// Some bytes are others.
    mutating func mutated(_ text: [UInt8]) -> [UInt8] {
        var text = text
        for _ in 0..<min(text.count, 5) {
            text[Int.random(in: 0..<text.count, using: &chance)] = UInt8.random(in: 0...255, using: &chance)
        }
        return text
    }
}
