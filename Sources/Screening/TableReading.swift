import PackageFormat
import Pipelining

/// One file of text on its way to the workers: header and dialect first, then batches that end with a record.
final class TableReading {
    private let path: ArchivePath
    private let table: Table?
    private let lane: Lane<Batch, Never>
    private let makeTable: (TablePlan) -> TableScreening
    private var open: Batch
    private var screening: TableScreening?
    private var batches = 0
    /// Why the rest of the file is not looked at.
    private var failure: Line?

    init(
        _ path: ArchivePath, table: Table?, lane: Lane<Batch, Never>, makeTable: @escaping (TablePlan) -> TableScreening
    ) {
        (self.path, self.table, self.lane, self.makeTable) = (path, table, lane, makeTable)
        open = lane.acquire()
    }

    /// A statistical file: its variables are known, its records come as comma-separated text without a header.
    init(_ screening: TableScreening, lane: Lane<Batch, Never>) {
        (path, table, self.lane) = (screening.plan.path, screening.plan.table, lane)
        makeTable = { _ in screening }
        self.screening = screening
        open = lane.acquire()
    }

    func feed(_ bytes: UnsafeRawBufferPointer) {
        guard failure == nil else { return }
        open.append(bytes)
        if screening == nil { takeHeader(isAtEnd: false) }
        if screening != nil, open.count >= Batch.target { cut() }
    }

    /// The finding that stands for the file where it has no table.
    func end(failure late: Line? = nil) -> ScreeningFinding? {
        if failure == nil, screening == nil { takeHeader(isAtEnd: true) }
        failure = failure ?? late
        guard let screening else {
            open.clear()
            lane.submit(open)
            return ScreeningFinding(.malformed, path: path, count: 1, of: 1, detail: failure)
        }
        screening.failure = failure
        if failure == nil { open.endLine() } else { open.drop(first: open.count) }
        submit(open, isLast: true)
        return nil
    }

    private func submit(_ batch: Batch, isLast: Bool) {
        (batch.table, batch.number, batch.endsTable) = (screening, batches, isLast)
        batches += 1
        lane.submit(batch)
    }

    /// Hands over what ends with a record; what follows begins the next batch.
    private func cut() {
        guard let end = open.lastRecordEnd() else {
            if open.count > Batch.longestRecord {
                failure = Line("a record of more than 16 MiB, or a quote that is never closed")
            }
            return
        }
        let next = lane.acquire()
        open.move(from: end, to: next)
        submit(open, isLast: false)
        open = next
    }

    private func takeHeader(isAtEnd: Bool) {
        switch HeaderRecord.found(in: open.bytes, isAtEnd: isAtEnd, path: path) {
        case .failed(let reason): failure = reason
        case .unfinished: break
        case .found(let header) where header.names.count > TablePlan.mostVariables:
            failure = Line("\(header.names.count) variables, more than are looked at")
        case .found(let header):
            screening = makeTable(
                TablePlan(path: path, format: .csv, dialect: header.dialect, table: table, names: header.names))
            open.drop(first: header.length)
        }
    }
}

/// The first record of a file of text.
struct HeaderRecord {
    static let longest = 1 << 20

    let dialect: Dialect
    let names: [String]
    /// Bytes, the byte order mark included.
    let length: Int

    enum Look {
        case found(HeaderRecord)
        /// Its end has not come yet.
        case unfinished
        case failed(Line?)
    }

    static func found(in bytes: UnsafeBufferPointer<UInt8>, isAtEnd: Bool, path: ArchivePath) -> Look {
        if let foreign = Dialect.foreignEncoding(of: bytes) {
            return .failed(Line("text in \(foreign), which is not read"))
        }
        guard let end = recordEnd(in: bytes) ?? (isAtEnd ? bytes.count : nil) else {
            return bytes.count > longest ? .failed(Line("no end of the header in the first MiB")) : .unfinished
        }
        guard end > 0 else { return .failed(Line("an empty file")) }
        let sample = Array(bytes.prefix(longest + Batch.target))[...]
        let name = path.components.last.map { String($0) } ?? ""
        let dialect = Dialect(header: sample.prefix(end), sample: sample, fileName: name)
        let names = cells(of: sample[min(dialect.markLength, end)..<min(end, sample.count)], dialect: dialect)
        return .found(HeaderRecord(dialect: dialect, names: names, length: end))
    }

    /// Behind the first line feed outside quotes.
    private static func recordEnd(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var isQuoted = false
        for (place, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == UInt8(ascii: "\n"), !isQuoted { return place + 1 }
        }
        return nil
    }

    static func cells(of bytes: ArraySlice<UInt8>, dialect: Dialect) -> [String] {
        var cells: [[UInt8]] = [[]]
        var isQuoted = false
        var last = UInt8(0)
        for byte in bytes {
            if byte == UInt8(ascii: "\"") {
                // The second of two inside quotes stands for one.
                if !isQuoted, last == byte { cells[cells.count - 1].append(byte) }
                isQuoted.toggle()
            } else if byte == dialect.delimiter, !isQuoted {
                cells.append([])
            } else if byte != UInt8(ascii: "\n") || isQuoted {
                cells[cells.count - 1].append(byte)
            }
            last = byte
        }
        if cells[cells.count - 1].last == UInt8(ascii: "\r") { cells[cells.count - 1].removeLast() }
        return cells.map { dialect.text(of: $0) }
    }
}
