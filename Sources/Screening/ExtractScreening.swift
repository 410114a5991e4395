import PackageFormat
import Pipelining
import Sealing

/// What a screening found: what the report says, but for the files' digests.
public struct ScreenedExtract: Sendable {
    public let tables: [ScreenedTable]
    public let findings: [ScreeningFinding]

    public func report(of agreement: Agreement, contents: Digest) -> ScreeningReport {
        ScreeningReport(agreementHash: agreement.hash, contentsHash: contents, tables: tables, findings: findings)
    }
}

/// Screens an extract while somebody reads it, on all cores.
///
/// 1. the reader feeds a file's bytes  2. header, dialect, plan  3. batches of whole records  4. each worker scans  5. batches in
/// order: values followed, records counted  6. the last batch of a table gives its findings
public final class ExtractScreening {
    private let agreement: Agreement
    /// Its threads, which serve whoever packs at the same time too; they end with it.
    public let crew: Crew
    private let hash: ValueHash
    let lane: Lane<Batch, Never>
    private let merging: WorkerThread
    private let outcome: Outcome
    private var reading: TableReading?
    private var isStopped = false
    /// For tests: see `Scanner`.
    var isPlain = false
    /// Findings of the reading side; tables come to their end on another thread.
    var early: [ScreeningFinding] = []
    /// Files that `screen` took, and what came out of them.
    var statistical: Set<ArchivePath> = []
    var decoded: [ArchivePath: [Envelope.Published.Field]] = [:]

    /// Where the merging thread leaves what is found.
    final class Outcome: @unchecked Sendable {
        var tables: [ScreenedTable] = []
        var findings: [ScreeningFinding] = []
    }

    public init(_ agreement: Agreement, workers: Int = workerCount) {
        let crew = Crew(workers: workers)
        (self.agreement, self.crew) = (agreement, crew)
        hash = ValueHash(seed: randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) })
        // One for each worker and one to fill: no worker waits for a batch, since its crew has other work.
        let lane = Lane<Batch, Never>(slots: (0..<workers + 1).map { _ in Batch() }, crew: crew) { batch, task in
            batch.table?.scan(batch, worker: task.worker)
        }
        self.lane = lane
        let outcome = Outcome()
        self.outcome = outcome
        merging = WorkerThread {
            while let batch = lane.next() {
                if let table = batch.table {
                    table.merge(batch)
                    if batch.endsTable {
                        let (screened, findings) = table.result()
                        outcome.tables.append(screened)
                        outcome.findings += findings
                    }
                }
                batch.clear()
                lane.release(batch)
            }
        }
    }

    deinit {
        stop()
        crew.stop()
    }

    /// The agreement's entry for a file.
    func table(of path: ArchivePath) -> Table? { agreement.tables.first { $0.path == path } }

    /// The variables of a file as they may be published, from its first bytes; nil where it is none that is read, or its header
    /// does not end there. `isWhole`: there are no other bytes. A statistical file must have been screened.
    public func variables(of path: ArchivePath, start: [UInt8], isWhole: Bool) -> [Envelope.Published.Field]? {
        if let known = decoded[path] { return known }
        let table = table(of: path)
        guard FileKind(path, isTable: table != nil) == .text else { return nil }
        let look = start.withUnsafeBufferPointer { HeaderRecord.found(in: $0, isAtEnd: isWhole, path: path) }
        guard case .found(let header) = look else { return nil }
        return TablePlan(path: path, format: .csv, dialect: header.dialect, table: table, names: header.names).published
    }

    /// A file begins. Files that no rule here reads are a finding, and `feed` passes over them.
    public func begin(_ path: ArchivePath) {
        guard !statistical.contains(path) else { return }
        notice(path)
        let table = table(of: path)
        guard FileKind(path, isTable: table != nil) == .text else {
            early.append(ScreeningFinding(.unscreened, path: path, count: 1, of: 1, detail: FileKind.named(path)))
            return
        }
        reading = TableReading(path, table: table, lane: lane, makeTable: makeTable)
    }

    /// Every file that is met: one that no table names is a finding.
    func notice(_ path: ArchivePath) {
        guard table(of: path) == nil, !agreement.tables.isEmpty else { return }
        early.append(ScreeningFinding(.unnamedFile, path: path, count: 1, of: 1))
    }

    func makeTable(_ plan: TablePlan) -> TableScreening {
        let made = TableScreening(plan, workers: crew.workers, hash: hash, referenceYear: agreement.starts.date.year)
        made.isPlain = isPlain
        return made
    }

    public func feed(_ bytes: UnsafeRawBufferPointer) { reading?.feed(bytes) }

    /// The file that was begun is at its end.
    public func end() {
        if let finding = reading?.end() { early.append(finding) }
        reading = nil
    }

    /// All that was found; call once, when all files were fed.
    public func finish() -> ScreenedExtract {
        lane.end()
        merging.join()
        lane.stop()
        isStopped = true
        let order = Dictionary(uniqueKeysWithValues: ScreeningFinding.Kind.allCases.enumerated().map { ($1, $0) })
        // By file, then by kind; within a kind as the variables stand in the file.
        let findings = (early + outcome.findings).enumerated().sorted { a, b in
            let (x, y) = (a.element, b.element)
            if x.path != y.path { return x.path.description.utf8.lexicographicallyPrecedes(y.path.description.utf8) }
            return (order[x.kind]!, a.offset) < (order[y.kind]!, b.offset)
        }
        return ScreenedExtract(
            tables: outcome.tables.sorted {
                $0.path.description.utf8.lexicographicallyPrecedes($1.path.description.utf8)
            }, findings: findings.map(\.element))
    }

    /// Ends without a result.
    public func stop() {
        guard !isStopped else { return }
        isStopped = true
        reading = nil
        lane.end()
        merging.join()
        lane.stop()
    }
}

/// By what a file's name says; content is held against it by what comes of reading.
enum FileKind: Equatable {
    case text, statistical, other

    private static func ending(_ path: ArchivePath) -> String {
        let name = path.components.last.map { String($0) } ?? ""
        return name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last.map { $0.lowercased() }
            ?? ""
    }

    init(_ path: ArchivePath, isTable: Bool) {
        switch Self.ending(path) {
        case "csv", "tsv", "tab": self = .text
        // Whatever else is in text files: as a table where the agreement says that it is one.
        case "txt", "dat": self = isTable ? .text : .other
        case "sav", "zsav", "dta", "sas7bdat", "xpt": self = .statistical
        default: self = .other
        }
    }

    /// What is said of a file that is not screened.
    static func named(_ path: ArchivePath) -> Line? {
        let ending = ending(path)
        return Line(showing: ending.isEmpty ? "a file without an ending" : "a .\(ending) file")
    }
}
