import PackageFormat

/// Looks at each cell of a batch once, for one worker.
///
/// Most cells of survey files are a digit or two, and the same as one before. Where cells end is found for a block of bytes at a time; a
/// short cell that is known, or is a number within its limits, is passed over. All others are judged, and those that have quotes or
/// other odd bytes are cut out byte by byte first.
final class Scanner {
    private let plan: TablePlan
    private let tally: Tally
    private let hash: ValueHash
    private let judge: CellJudge
    private let reader: CellReader
    private let short: ShortCells
    private let long: LongCells
    private let runs: DigitRuns
    /// Every cell goes the plain way: what comes out is the same, and tests hold one against the other.
    private let isPlain: Bool
    /// Of the batch that is looked at.
    private var number = 0

    init(_ plan: TablePlan, tally: Tally, hash: ValueHash, isPlain: Bool = false) {
        (self.plan, self.tally, self.hash, self.isPlain) = (plan, tally, hash, isPlain)
        judge = CellJudge(plan)
        reader = CellReader(plan, tally: tally)
        short = ShortCells(columns: plan.variables.count, tally: tally)
        runs = DigitRuns(plan)
        long = LongCells(columns: plan.variables.count, tally: tally)
    }

    /// Where in a batch the scanner is.
    private struct Place {
        var row = 0
        var column = 0
        /// The record has more cells than the header.
        var isOverlong = false
        /// Of the record.
        var hashes: UnsafeMutablePointer<UInt64>
    }

    /// The bytes end with a line feed.
    func scan(_ batch: Batch) {
        number = batch.number
        let columns = plan.variables.count
        let delimiter = plan.dialect.delimiter
        let lineFeed = UInt8(ascii: "\n")
        runs.beginBatch()
        let quick = Quick(plan, short, runs, hash)
        var at = Place(hashes: batch.hashes(ofRow: 0, keys: plan.keyed.count))
        // The first byte of the cell, and of the block in which its end is looked for.
        var start = UnsafePointer(batch.base)
        let end = start + batch.count
        var block = start
        while start < end {
            if at.column == 0, columns > 1, let next = behindBlankLine(start) {
                (start, block) = (next, next)
                continue
            }
            // In bounds to the last: behind the bytes of a batch there is room for a block.
            let stops = isPlain ? Stops() : Stops(at: block, delimiter: delimiter)
            var ends = stops.beforeOdd
            if start > block { ends &= .max &<< UInt64(start - block) }
            while ends != 0 {
                let run = quick.runs.cells(at: start, at.column)
                if run > 0 {
                    start += 2 &* run
                    at.column &+= run
                    ends &= start - block < Stops.width ? .max &<< UInt64(start - block) : 0
                    if run == DigitRuns.most || ends == 0 { continue }
                }
                let stop = block + ends.trailingZeroBitCount
                ends &= ends &- 1
                pass(start, stop - start, &at, quick)
                start = stop + 1
                if stop.pointee != lineFeed {
                    at.column &+= 1
                    continue
                }
                endRecord(&at, of: batch)
                // The end, or a line with nothing in it.
                if start == end || start.pointee == lineFeed { break }
            }
            if ends == 0, stops.odd == 0 {
                block += Stops.width
            } else if ends != 0 || start == end || at.column == 0 && columns > 1 && behindBlankLine(start) != nil {
                block = start
            } else {
                if !isPlain, let close = closingQuote(of: start, stops, at: block, end: end) {
                    pass(start + 1, close - start - 1, &at, quick)
                    start = close + (close[1] == UInt8(ascii: "\r") ? 3 : 2)
                } else {
                    start = passOdd(start, end: end, &at)
                }
                if start[-1] == lineFeed { endRecord(&at, of: batch) } else { at.column &+= 1 }
                block = start
            }
        }
        batch.rows = at.row
        tally.add(records: at.row)
    }

    /// A line with nothing in it is no record, but where there is one variable a blank cell.
    @inline(__always) private func behindBlankLine(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        if start.pointee == UInt8(ascii: "\n") { return start + 1 }
        return start.pointee == UInt8(ascii: "\r") && start[1] == UInt8(ascii: "\n") ? start + 2 : nil
    }

    /// Where a cell in quotes closes, if that is in the block and nothing else of it is odd: what stands between is a cell as others are.
    @inline(__always) private func closingQuote(
        of start: UnsafePointer<UInt8>, _ stops: Stops, at block: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>
    ) -> UnsafePointer<UInt8>? {
        let quote = UInt8(ascii: "\"")
        let behind = stops.odd & (stops.odd &- 1)
        guard start.pointee == quote, behind != 0 else { return nil }
        // What stands behind the batch may be anything; its last byte is a line feed, so that one follows in it.
        let close = block + behind.trailingZeroBitCount
        guard close < end, close.pointee == quote else { return nil }
        let next = close[1]
        let isEnd =
            next == plan.dialect.delimiter || next == UInt8(ascii: "\n")
            || next == UInt8(ascii: "\r") && close[2] == UInt8(ascii: "\n")
        return isEnd ? close : nil
    }

    /// What is asked of each cell, at hand while a batch is looked at.
    private struct Quick {
        let fine: UnsafeMutablePointer<FineCells>
        let keyedPlace: UnsafeMutablePointer<Int32>
        let short: ShortCells.Places
        let runs: DigitRuns.Limits
        let hash: ValueHash

        init(_ plan: TablePlan, _ short: ShortCells, _ runs: DigitRuns, _ hash: ValueHash) {
            (fine, keyedPlace, self.short, self.runs, self.hash) =
                (plan.fine, plan.keyedPlace, short.places, runs.limits, hash)
        }
    }

    /// A cell of the batch without odd bytes.
    @inline(__always)
    private func pass(_ start: UnsafePointer<UInt8>, _ count: Int, _ at: inout Place, _ quick: Quick) {
        let key = Int(quick.keyedPlace[at.column])
        guard count <= ShortCells.mostBytes else {
            let cell = Cell(start: start, count: count)
            if !judgeLong(cell, at.column, at.row) { passBeyond(&at) }
            if key >= 0 { at.hashes[key] = quick.hash.of(cell) }
            return
        }
        // In bounds: there is room behind the batch. The bytes of the cell alone are taken.
        let mask = quick.short.masks[count]
        let bytes = UnsafeRawPointer(start).loadUnaligned(as: UInt64.self) & mask
        if !quick.fine[at.column].holds(short: bytes, count, mask: mask) {
            let known = quick.short.place(of: bytes, at.column)
            if known.pointee.bytes == bytes {
                // Nothing is to be said of it.
            } else if known.pointee.bytes == bytes | ShortCells.counted {
                known.pointee.hits &+= 1
            } else if !judgeShort(bytes, Cell(start: start, count: count), at.column, at.row) {
                passBeyond(&at)
            }
        }
        if key >= 0 { at.hashes[key] = quick.hash.of(short: bytes, count) }
    }

    /// False for a cell that the header has not.
    @inline(never)
    private func judgeShort(_ bytes: UInt64, _ cell: Cell, _ column: Int, _ row: Int) -> Bool {
        guard column < plan.variables.count else { return false }
        let verdict = judge.verdict(ofInBatch: cell, column: column)
        tally.note(verdict, column, at: RecordPlace(batch: number, row: row))
        short.learn(bytes, verdict, column: column)
        return true
    }

    @inline(never)
    private func judgeLong(_ cell: Cell, _ column: Int, _ row: Int) -> Bool {
        guard column < plan.variables.count else { return false }
        let mayBeKnown = LongCells.bytes.contains(cell.count)
        if mayBeKnown, long.takes(cell, column: column) { return true }
        let verdict = judge.verdict(ofInBatch: cell, column: column)
        tally.note(verdict, column, at: RecordPlace(batch: number, row: row))
        if mayBeKnown { long.learn(cell, verdict, column: column) }
        return true
    }

    /// The header has no such cell, and has none for the next.
    @inline(__always) private func passBeyond(_ at: inout Place) {
        at.isOverlong = true
        at.column = plan.variables.count &- 1
    }

    /// A cell the plain way; where the next begins.
    private func passOdd(
        _ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, _ at: inout Place
    ) -> UnsafePointer<UInt8> {
        let record = RecordPlace(batch: number, row: at.row)
        let (cell, seen, stop) = reader.cell(at: start, end: end, record: record)
        if at.column < plan.variables.count {
            tally.note(judge.verdict(of: cell, seen: seen, column: at.column), at.column, at: record)
            let key = Int(plan.keyedPlace[at.column])
            if key >= 0 { at.hashes[key] = hash.of(cell) }
        } else {
            passBeyond(&at)
        }
        return stop.pointee == UInt8(ascii: "\r") ? stop + 2 : stop + 1
    }

    @inline(__always) private func endRecord(_ at: inout Place, of batch: Batch) {
        if at.column &+ 1 != plan.variables.count || at.isOverlong { at = ragged(at) }
        let keys = plan.keyed.count
        if keys > 0 {
            for (key, same) in plan.alsoKeyed { at.hashes[key] = at.hashes[same] }
            at.hashes = batch.hashes(ofRow: at.row &+ 1, keys: keys)
        }
        at.row &+= 1
        at.column = 0
    }

    /// Cells that are not there are blank for what is followed by value.
    @inline(never) private func ragged(_ at: Place) -> Place {
        tally.note(.ragged, at: RecordPlace(batch: number, row: at.row))
        for column in (at.column + 1)..<max(at.column + 1, plan.variables.count) {
            let key = Int(plan.keyedPlace[column])
            if key >= 0 { at.hashes[key] = hash.ofBlank }
        }
        var at = at
        at.isOverlong = false
        return at
    }

    /// Call once, when the last batch was scanned.
    func finish() {
        short.tellAll()
        long.tellAll()
    }
}
