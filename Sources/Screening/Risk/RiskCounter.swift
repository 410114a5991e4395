import PackageFormat
import Pipelining

/// Follows the values of quasi-identifiers, sensitive and unique variables of one table, record by record, as hashes.
struct RiskCounter {
    /// Above this many cells sensitive values are no longer followed: nearly everybody is alone then, and memory has an end.
    static let followedCells = 4_000_000

    private let plan: TablePlan
    private var numbering: [NumberSet]
    /// Which cell a record is in, by one hash of all its quasi-identifiers: 16 to 32 bytes for each cell.
    private var numberOfCell = NumberSet(isNumbered: true)
    private var cells: CellTable
    /// For each cell and sensitive variable the first two values: 0 where there is none, and how many were seen (3 at most).
    private var values: [UInt64] = []
    private var kinds: [UInt8] = []
    private var isFollowing: Bool
    private var uniques: [NumberSet]
    private var repeats: [(count: Int, places: [RecordPlace])]
    private var row: [UInt32]

    init(_ plan: TablePlan) {
        self.plan = plan
        numbering = plan.quasiIdentifiers.map { _ in NumberSet(isNumbered: true) }
        cells = CellTable(width: plan.quasiIdentifiers.count)
        isFollowing = !plan.sensitive.isEmpty
        uniques = plan.uniques.map { _ in NumberSet(isNumbered: false) }
        repeats = plan.uniques.map { _ in (0, []) }
        row = Array(repeating: 0, count: max(1, plan.quasiIdentifiers.count))
    }

    mutating func add(_ batch: Batch, blank: UInt64) {
        let keys = plan.keyed.count
        guard keys > 0 else { return }
        for number in 0..<batch.rows {
            let hashes = batch.hashes + number * keys
            if !plan.quasiIdentifiers.isEmpty {
                let cell = cell(of: hashes)
                if isFollowing { follow(hashes, in: cell) }
            }
            for (index, key) in plan.uniques.enumerated() where hashes[key] != blank {
                if !uniques[index].insert(hashes[key]).isNew {
                    repeats[index].count += 1
                    if repeats[index].places.count < Tally.kept {
                        repeats[index].places.append(RecordPlace(batch: batch.number, row: number))
                    }
                }
            }
        }
    }

    /// Counts a record.
    private mutating func cell(of hashes: UnsafePointer<UInt64>) -> Int {
        var all: UInt64 = 0x243F_6A88_85A3_08D3
        for key in plan.quasiIdentifiers { all = ValueHash.mixed(all ^ hashes[key], 0x9E37_79B9_7F4A_7C15) }
        let (cell, isNew) = numberOfCell.insert(all)
        if isNew {
            for key in plan.quasiIdentifiers { row[key] = UInt32(numbering[key].insert(hashes[key]).number) }
            cells.append(row)
        } else {
            cells.count(in: cell)
        }
        return cell
    }

    private mutating func follow(_ hashes: UnsafePointer<UInt64>, in cell: Int) {
        guard cell < Self.followedCells else {
            (isFollowing, values, kinds) = (false, [], [])
            return
        }
        let width = plan.sensitive.count
        if (cell + 1) * width > kinds.count {
            values.append(contentsOf: repeatElement(0, count: width * 2))
            kinds.append(contentsOf: repeatElement(0, count: width))
        }
        for (index, key) in plan.sensitive.enumerated() {
            let place = cell * width + index
            let seen = kinds[place]
            guard seen < 3 else { continue }
            let value = hashes[key]
            if seen >= 1, values[place * 2] == value { continue }
            if seen >= 2, values[place * 2 + 1] == value { continue }
            if seen < 2 { values[place * 2 + Int(seen)] = value }
            kinds[place] = seen + 1
        }
    }

    /// Values that a unique variable has more than once: how many cells too many, and where the first are.
    func repeats(of column: Int) -> (count: Int, places: [RecordPlace])? {
        plan.uniques.firstIndex { plan.keyed[$0] == column }.map { repeats[$0 - plan.uniques.lowerBound] }
    }

    /// Nil for a table without quasi-identifiers.
    func risk() -> DisclosureRisk? {
        guard !plan.quasiIdentifiers.isEmpty else { return nil }
        let names = plan.quasiIdentifiers.map { plan.variables[plan.keyed[$0]].name }
        let whole = cells
        let without: [DisclosureRisk.Without] =
            names.count < 2
            ? []
            : sideBySide(names.count) { .init(variable: names[$0], sizes: Self.sizes(of: whole.without($0))) }
        let k = plan.table?.kThreshold
        return DisclosureRisk(
            quasiIdentifiers: names, cells: cells.count, sizes: Self.sizes(of: cells), kThreshold: k,
            belowK: k.map { cells.records(below: $0) }, without: without, sensitive: diversity())
    }

    private static func sizes(of cells: CellTable) -> DisclosureRisk.Sizes {
        DisclosureRisk.Sizes(
            uniques: cells.records(below: 2), below3: cells.records(below: 3), below5: cells.records(below: 5),
            below10: cells.records(below: 10))
    }

    private func diversity() -> [DisclosureRisk.Diversity]? {
        guard plan.sensitive.isEmpty || isFollowing else { return nil }
        let width = plan.sensitive.count
        return plan.sensitive.enumerated().map { index, key in
            var (one, two) = (0, 0)
            for cell in 0..<cells.count {
                let records = Int(cells.counts[cell])
                switch kinds[cell * width + index] {
                case 1: one += records
                case 2: two += records
                default: break
                }
            }
            return .init(variable: plan.variables[plan.keyed[key]].name, oneValue: one, twoValues: two)
        }
    }
}
