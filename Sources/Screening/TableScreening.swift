import PackageFormat

/// One table on its way: what each worker counts, what is followed by value, and at the end what was found.
final class TableScreening: @unchecked Sendable {
    let plan: TablePlan
    /// One for each worker that met the table; each touches its own alone.
    private let scanners: UnsafeMutablePointer<(scanner: Scanner, tally: Tally)?>
    private let workers: Int
    private let hash: ValueHash
    // All below belongs to the one thread that merges.
    private var risk: RiskCounter
    /// Records before each batch.
    private var before: [Int] = [0]
    private let referenceYear: Int
    /// Set by the producer: texts of a statistical file, and why it was not read to its end.
    var texts: [LabelledText] = []
    var failure: Line?
    /// See `Scanner`; set before the first batch.
    var isPlain = false

    init(_ plan: TablePlan, workers: Int, hash: ValueHash, referenceYear: Int) {
        (self.plan, self.workers, self.hash, self.referenceYear) = (plan, workers, hash, referenceYear)
        scanners = .allocate(capacity: workers)
        scanners.initialize(repeating: nil, count: workers)
        risk = RiskCounter(plan)
    }

    deinit {
        scanners.deinitialize(count: workers)
        scanners.deallocate()
    }

    /// Worker `worker`.
    func scan(_ batch: Batch, worker: Int) {
        if scanners[worker] == nil {
            let tally = Tally(columns: plan.variables.count)
            scanners[worker] = (Scanner(plan, tally: tally, hash: hash, isPlain: isPlain), tally)
        }
        scanners[worker]!.scanner.scan(batch)
    }

    /// In the order of batches.
    func merge(_ batch: Batch) {
        risk.add(batch, blank: hash.ofBlank)
        before.append(before[before.count - 1] + batch.rows)
    }

    /// When all batches were merged.
    func result() -> (table: ScreenedTable, findings: [ScreeningFinding]) {
        let whole = Tally(columns: plan.variables.count)
        for worker in 0..<workers {
            guard let (scanner, tally) = scanners[worker] else { continue }
            scanner.finish()
            whole.add(tally)
        }
        let facts = TableFacts(
            plan: plan, tally: whole, risk: risk, before: before, referenceYear: referenceYear, texts: texts,
            failure: failure)
        return (facts.table, facts.findings)
    }
}

/// A text of a statistical file that is no cell.
struct LabelledText: Sendable {
    let place: ScreeningFinding.Place
    let text: String
}
