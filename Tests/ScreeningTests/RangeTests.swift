import PackageFormat
import Testing

@testable import Screening

/// The answers that are taken from a cell's bytes, against those of `Bound`.
@Suite struct RangeTests {
    private static let corners = [
        "0", "-0", "+0", "-0.0", "00", "-00.00", "5", "+5", "-5", "05", "007", "-007", ".5", "-.5", "+.5", "5.", "-5.",
        "0.5", "0.50", "5.0",
        "5.00000000000000000", "5.000000000000001", "-5.000000000000001", "4.999999999999999", "-1", "-1.5", "1.5",
        "9999999", "10000000", "09999999",
        "99999999", "999999999999999999", "-99999999999999999", "1000000000000000000", "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808", "18446744073709551616", "0.00000000000000001", "-0.0000000000000001",
        "0.0000000000000000000001",
        "90071992547409930", "90071992547409931", "1e3", "1E-3", "-2.5e+1", "NaN", "INF", "-INF", "400", "400.0",
        "400.01", "1.2.3", ".", "-", "+", "--1",
        "1-", " 1", "1 ", "", "x", "0x10", "inf", "nan", "1,5", "٣", "2024-01-01", "2024-12-31", "2024-02", "23:59:59",
        "2024-01-01T10:00:00",
        "2024-01-01T10:00:00Z", "2024", "-0044",
    ]

    /// What `Bound` says, as it was asked for every cell.
    private func expected(_ cell: String, _ minimum: String?, _ maximum: String?) -> [Counted] {
        let value = Bound(cell)
        let isBelow = minimum.map { value.isBelow(Bound($0)) } ?? false
        let isAbove = maximum.map { Bound($0).isBelow(value) } ?? false
        return (isBelow ? [.minimum] : []) + (isAbove ? [.maximum] : [])
    }

    private func holds(_ type: Field.Kind, _ text: String) -> Bool {
        Array(text.utf8).withUnsafeBufferPointer { TypeRule.holds(type, of: $0) }
    }

    /// Rules that a cell breaks, and whether it is passed over as a short number within the limits.
    private func faults(_ check: FieldCheck, _ cell: String) -> (faults: [Counted], isFine: Bool) {
        // Room for the read of a block, as in a batch; what stands there must not matter.
        let bytes = Array(cell.utf8)
        let room = bytes + Array(repeating: UInt8(ascii: "9"), count: CellShape.mostBytes)
        let kinds = ByteKind.table(stops: [])
        defer { kinds.deallocate() }
        return room.withUnsafeBufferPointer { room in
            let part = Cell(start: room.baseAddress, count: bytes.count)
            let seen = CellLook.kinds(of: part)
            var found: [Counted] = []
            check.faults(of: part, seen: seen).forEach { found.append($0) }
            let isNumber = seen & ~ByteKind.ofNumber == 0
            let isFine = isNumber && check.fine.holds(number: part, shape: nil)
            let byShape = check.fine.holds(number: part, shape: CellShape(part, kinds: kinds))
            #expect(!isNumber || byShape == isFine, "\(cell)")
            if seen == ByteKind.digit, bytes.count <= ShortCells.mostBytes {
                let packed = bytes.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
                let mask: UInt64 = 1 << UInt64(bytes.count * 8) - 1
                let isShortFine = check.fine.holds(short: packed, bytes.count, mask: mask)
                #expect(isShortFine == isFine || check.fine.holds(ByteKind.digit, 1), "\(cell)")
            }
            return (found, isFine)
        }
    }

    /// Of cells of the type, which differ from `Bound` and how; `fine` counts those that need no check.
    private func differences(
        _ cells: [String], _ type: Field.Kind, _ minimum: String?, _ maximum: String?, fine: inout Int
    ) -> [String] {
        let field = field("v", type, .other) {
            ($0.minimum, $0.maximum) = (minimum.flatMap { Line($0) }, maximum.flatMap { Line($0) })
        }
        let check = FieldCheck(field, encoding: .utf8)
        return cells.filter { !$0.isEmpty && holds(type, $0) }.compactMap { cell in
            let (found, isFine) = faults(check, cell)
            let right = expected(cell, minimum, maximum)
            if isFine { fine += 1 }
            guard found != right || isFine && !right.isEmpty else { return nil }
            return "\(cell) in \(minimum ?? "")...\(maximum ?? ""): \(found), not \(right), fine: \(isFine)"
        }
    }

    @Test(arguments: Field.Kind.allCases)
    func cornersAreAsTheyWere(type: Field.Kind) {
        var fine = 0
        let limits: [String?] = [nil] + Self.corners.filter { Line($0) != nil }
        for minimum in limits {
            #expect(differences(Self.corners, type, minimum, "400", fine: &fine) == [])
            #expect(differences(Self.corners, type, minimum, nil, fine: &fine) == [])
            #expect(differences(Self.corners, type, nil, minimum, fine: &fine) == [])
        }
        #expect((fine > 0) == [.integer, .number].contains(type))
    }

    @Test func manyNumbersAreAsTheyWere() {
        var chance = Chance(20_260)
        var fine = 0
        for _ in 0..<400 {
            let limits = [decimal(&chance), decimal(&chance)]
            let near = limits.flatMap { [$0, $0 + "0", $0 + "1", "0" + $0, "-" + $0, "+" + $0] }
            let cells = near + (0..<100).map { _ in decimal(&chance) }
            for type in [Field.Kind.integer, .number] {
                #expect(differences(cells, type, limits[0], limits[1], fine: &fine) == [])
            }
        }
        #expect(fine > 1_000)
    }

    /// A few digits as often as many; a sign, a point, zeros in front and an exponent now and then.
    private func decimal(_ chance: inout Chance) -> String {
        func digits(_ most: Int) -> String {
            (0..<Int.random(in: 0...most, using: &chance))
                .map { _ in Bool.random(using: &chance) ? "0" : String(Int.random(in: 0...9, using: &chance)) }.joined()
        }
        let sign = ["", "", "", "-", "+"].randomElement(using: &chance)!
        let most = [1, 2, 3, 8, 20].randomElement(using: &chance)!
        let point = ["", "", "", "."].randomElement(using: &chance)!
        let exponent = Int.random(in: 0..<20, using: &chance) == 0 ? "e\(Int.random(in: -3...3, using: &chance))" : ""
        let text = digits(most) + point + (point.isEmpty ? "" : digits(most))
        return sign + (text.utf8.contains(where: isDigit) ? text : "0") + exponent
    }

    @Test func manyDatesAreAsTheyWere() {
        var chance = Chance(7)
        func two(_ range: ClosedRange<Int>) -> String {
            String(String(100 + Int.random(in: range, using: &chance)).suffix(2))
        }
        var fine = 0
        for _ in 0..<100 {
            let dates = (0..<50).map { _ in "20\(two(20...24))-\(two(1...12))-\(two(1...28))" }
            let times = (0..<50).map { _ in "\(two(0...23)):\(two(0...59)):\(two(0...59))" }
            let both = zip(dates, times).map { "\($0)T\($1)" } + zip(dates, times).map { "\($0)T\($1)Z" }
            let months = dates.map { String($0.prefix(7)) }
            let all: [(Field.Kind, [String])] = [
                (.date, dates), (.time, times), (.datetime, both), (.yearmonth, months),
            ]
            for (type, cells) in all {
                #expect(differences(cells, type, cells[0], cells.last, fine: &fine) == [])
            }
        }
        #expect(fine == 0)
    }

    @Test func valuesAreFoundByTheirBytes() {
        var chance = Chance(3)
        let pool = (0..<600).map { number in
            String(repeating: "x", count: number % 19) + String(Int.random(in: 0..<200, using: &chance))
        }
        for size in [0, 1, 2, 9, 300] {
            let values = pool.prefix(size).map { Array($0.utf8) } + (size == 9 ? [[], [0], [0, 0]] : [])
            let set = ValueSet(values)
            for cell in pool.map({ Array($0.utf8) }) + [[], [0], [0, 0], [0, 0, 0]] {
                #expect(cell.withUnsafeBufferPointer { set.contains($0) } == values.contains(cell), "\(cell)")
            }
        }
    }
}
