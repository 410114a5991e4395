import PackageFormat
import Testing

@testable import Screening

@Suite struct RiskTests {
    private let fields = [
        field("a", .string, .quasiIdentifier), field("b", .string, .quasiIdentifier),
        field("c", .string, .quasiIdentifier), field("s", .string, .sensitive), field("u") { $0.unique = true },
    ]

    /// Counted again with dictionaries.
    @Test(arguments: [(1 as UInt64, 40), (2, 400), (3, 4_000), (4, 60_000)])
    func asTheDefinitionSays(seed: UInt64, count: Int) throws {
        var chance = Chance(seed)
        let rows = (0..<count).map { number -> [String] in
            [
                ["", "x", "y"].randomElement(using: &chance)!, "\(Int.random(in: 0...(count / 20), using: &chance))",
                "\(Int.random(in: 0...9, using: &chance))", "\(Int.random(in: 0...2, using: &chance))",
                "\(number % (count - 1))",
            ]
        }
        let text = "a,b,c,s,u\n" + rows.map { $0.joined(separator: ",") + "\n" }.joined()
        let found = screened(text.utf8, under: table(fields, k: 5), part: 3_001)
        let risk = try #require(found.tables[0].risk)

        func cells(_ columns: [Int]) -> [[String]: [[String]]] {
            Dictionary(grouping: rows) { row in columns.map { row[$0] } }
        }
        func sizes(_ columns: [Int]) -> DisclosureRisk.Sizes {
            func below(_ limit: Int) -> Int {
                cells(columns).values.reduce(0) { $0 + ($1.count < limit ? $1.count : 0) }
            }
            return .init(uniques: below(2), below3: below(3), below5: below(5), below10: below(10))
        }
        #expect(risk.quasiIdentifiers.map(\.description) == ["a", "b", "c"])
        #expect(risk.sizes == sizes([0, 1, 2]))
        #expect(risk.cells.value == cells([0, 1, 2]).count)
        #expect(risk.without.map(\.sizes) == [sizes([1, 2]), sizes([0, 2]), sizes([0, 1])])
        #expect(risk.belowK == Count(sizes([0, 1, 2]).below5.value))
        let kinds = cells([0, 1, 2]).values.map { (Set($0.map { $0[3] }).count, $0.count) }
        func records(with kindCount: Int) -> Int { kinds.reduce(0) { $0 + ($1.0 == kindCount ? $1.1 : 0) } }
        #expect(
            risk.sensitive == [.init(variable: Line("s")!, oneValue: records(with: 1), twoValues: records(with: 2))])
        var lines = ["unique u 1/\(count) in \(count)"]
        if risk.belowK!.value > 0 { lines.append("k-threshold \(risk.belowK!.value)/\(count)") }
        #expect(found.lines == lines)
    }

    @Test func withoutQuasiIdentifiersThereIsNoRisk() {
        #expect(screened("a\n1\n", under: table([field("a", .string, .sensitive)], k: 3)).tables[0].risk == nil)
    }

    @Test func aQuasiIdentifierThatIsUniqueToo() throws {
        let both = table([field("a", .string, .quasiIdentifier) { $0.unique = true }])
        let found = screened("a,b\n1,x\n1,y\n2,z\n", under: both)
        #expect(found.lines == ["unique a 1/3 in 2"])
        #expect(found.tables[0].risk?.sizes.uniques.value == 1)
    }

    /// However the bytes come in, and however many look at them.
    @Test(arguments: [1, 7, 4_096, 100_000, 1 << 20])
    func theSameReportByAnyParts(part: Int) {
        var chance = Chance(99)
        var text = "a,b,c,s,u\r\n"
        for number in 0..<(part == 1 ? 2_000 : 40_000) {
            let quoted = ["\"x\ny\"", "\"z \"\"q\"\"\"", "plain", "j@example.org", "LS2 9JT", ""].randomElement(
                using: &chance)!
            text +=
                "\(Int.random(in: 0...5, using: &chance)),\(quoted),,\(number % 3),\(number)\(number % 2 == 0 ? "\r\n" : "\n")"
        }
        let whole = screened(text.utf8, under: table(fields, k: 4), part: .max / 2, workers: 1)
        let parts = screened(text.utf8, under: table(fields, k: 4), part: part, workers: 3)
        #expect(whole.tables == parts.tables)
        #expect(whole.findings == parts.findings)
        #expect(whole.lines.count == 2)
    }
}
