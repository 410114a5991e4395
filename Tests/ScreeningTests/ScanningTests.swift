import PackageFormat
import Testing

@testable import Screening

/// What the scanner passes over, or knows from before, is what it finds byte by byte.
@Suite struct ScanningTests {
    private func expectSame(
        _ text: [UInt8], under table: Table?, part: Int = 1 << 20, workers: Int = 1, _ comment: Comment
    ) {
        let quick = screened(text, under: table, part: part, workers: workers)
        let plain = screened(text, under: table, part: part, workers: workers, isPlain: true)
        #expect(quick.tables == plain.tables, comment)
        #expect(quick.findings == plain.findings, comment)
    }

    @Test(arguments: 0 as UInt64..<60)
    func asByteByByte(seed: UInt64) {
        var file = MadeFile(seed: seed)
        let table = file.table
        let text = file.text()
        expectSame(text, under: table, part: file.part, workers: file.workers, "seed \(seed)")
        expectSame(file.mutated(text), under: table, "seed \(seed), mutated")
    }

    /// Two batches and more, of which each worker knows other cells.
    @Test func asByteByByteInManyBatches() {
        var file = MadeFile(seed: 7, columns: 12)
        let table = file.table
        let block = file.text(records: 600)
        var text = block
        let header = block.firstIndex(of: UInt8(ascii: "\n"))! + 1
        while text.count < 3 << 19 { text += block[header...] }
        expectSame(text, under: table, part: 60_001, workers: 2, "many batches")
    }

    /// In each column of a record, and at each place of a block.
    @Test func anIdentifierAtEveryPlace() {
        let address = "a@b.org"
        let fields = (0..<20).map { field("v\($0)", .string) }
        let header = fields.map(\.name.description).joined(separator: ",") + "\n"
        let digits = Array(repeating: "1", count: 20)
        for column in 0..<20 {
            for pad in 0..<20 {
                var cells = digits
                cells[column] = String(repeating: "x", count: pad) + " " + address
                let text = header + [digits, cells, digits].map { $0.joined(separator: ",") + "\n" }.joined()
                #expect(screened(text, under: table(fields)).lines == ["e-mail v\(column) 1/3 in 2"])
            }
        }
    }

    /// The first of their kind have their records named, however often they come.
    @Test(arguments: ["12", "x", "", "AB123456C", "1999-01-01"])
    func aKnownCellHasTheFirstRecords(cell: String) {
        let limited = table([field("a", .integer) { ($0.minimum, $0.required) = (Line("20"), true) }])
        let cells = (0..<3_000).map { $0 % 3 == 1 ? cell : "25" }
        let text = "a,b\n" + cells.map { "\($0),1\n" }.joined()
        let lines = screened(text, under: limited).lines
        #expect(lines.first?.hasSuffix("a 1000/3000 in 2,5,8") == true)
        expectSame(Array(text.utf8), under: limited, "a known cell")
    }

    @Test func digitsAreThoseOfTheLimits() {
        for (least, most) in [(0, 9), (3, 5), (5, 5), (-2, 2), (8, 12), (10, 400)] {
            let fine = FieldCheck(
                field("a", .integer) { ($0.minimum, $0.maximum) = (Line("\(least)"), Line("\(most)")) }, encoding: .utf8
            ).fine
            for text in (-20...420).map(String.init) + ["007", "0", "+1", "1.", ":", "/", "1:", ";1", "1a"] {
                let bytes = text.utf8.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
                let holds = fine.holds(short: bytes, text.utf8.count, mask: 1 << UInt64(text.utf8.count * 8) - 1)
                let isDigits = text.utf8.allSatisfy(isDigit)
                #expect(
                    holds == (isDigits && (least...most).contains(Int(text) ?? .min)), "\(text) in \(least)...\(most)")
            }
        }
    }

    /// Nothing that holds an identifier is ruled out by its shape.
    @Test func shapesRuleOutNoIdentifier() {
        var file = MadeFile(seed: 99)
        for _ in 0..<6_000 {
            let text = file.hidden()
            let room = Array(text.utf8) + Array(repeating: UInt8(ascii: "0"), count: 64)
            guard (1...CellShape.mostBytes).contains(text.utf8.count) else { continue }
            room.withUnsafeBufferPointer { room in
                let cell = room.part(0..<text.utf8.count)
                let plan = ByteKind.table(stops: [])
                defer { plan.deallocate() }
                let shape = CellShape(cell, kinds: plan)
                var found: Set<Counted> = []
                if shape.mayHoldIdentifier { CellLook.identifiers(in: cell, shape) { found.insert($0) } }
                #expect(shape.seen == CellLook.kinds(of: cell))
                #expect(found == identifiers(in: text), "\(text)")
                #expect(shape.mayBeDate || cell.count < 8 || CellDate.year(of: cell) == nil, "\(text)")
            }
        }
    }
}
