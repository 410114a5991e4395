/// Cuts one cell after the other out of a batch, byte by byte: the plain way, which every cell can go and odd ones must.
final class CellReader {
    private let dialect: Dialect
    private let plan: TablePlan
    private let tally: Tally
    private let unquoted = ByteStore()

    init(_ plan: TablePlan, tally: Tally) {
        (self.plan, self.tally, dialect) = (plan, tally, plan.dialect)
    }

    /// The cell that begins at `start`, the kinds of its bytes, and the delimiter, the line feed or the carriage return before a line feed
    /// that ends it. The batch ends at `end`, with a line feed. What is wrong is noted of `record`.
    func cell(
        at start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, record: RecordPlace
    ) -> (Cell, UInt8, UnsafePointer<UInt8>) {
        var place = start
        var seen: UInt8 = 0
        var kind = plan.kinds[Int(place.pointee)]
        while kind & ByteKind.stop == 0 {
            seen |= kind
            place += 1
            kind = plan.kinds[Int(place.pointee)]
        }
        if place.pointee == dialect.delimiter || place.pointee == UInt8(ascii: "\n") {
            return (UnsafeBufferPointer(start: start, count: place - start), seen, place)
        }
        let (cell, all) = oddCell(from: start, at: &place, seen: seen, end: end, record: record)
        return (cell, all, place)
    }

    /// A cell in quotes, or one with a byte that needs a second look. Leaves `place` at what ends it.
    private func oddCell(
        from start: UnsafePointer<UInt8>, at place: inout UnsafePointer<UInt8>, seen: UInt8, end: UnsafePointer<UInt8>,
        record: RecordPlace
    ) -> (Cell, UInt8) {
        let quote = UInt8(ascii: "\"")
        if place == start, place.pointee == quote {
            return quotedCell(at: &place, end: end, record: record)
        }
        var seen = seen
        while true {
            let byte = place.pointee
            if byte == dialect.delimiter || byte == UInt8(ascii: "\n") { break }
            if byte == UInt8(ascii: "\r"), place[1] == UInt8(ascii: "\n") { break }
            // A quote inside a cell that none began, a NUL, a carriage return alone: part of the cell, and noted.
            if byte == quote { tally.note(.quotes, at: record) }
            if byte == 0 { tally.note(.zeros, at: record) }
            seen |= plan.quotedKinds[Int(byte)]
            place += 1
        }
        return (UnsafeBufferPointer(start: start, count: place - start), seen)
    }

    /// RFC 4180: quotes inside are doubled. What follows the closing quote up to the delimiter counts as part of the cell, and
    /// is noted; so is a quote that is never closed.
    private func quotedCell(
        at place: inout UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, record: RecordPlace
    ) -> (Cell, UInt8) {
        let quote = UInt8(ascii: "\"")
        let first = place + 1
        var seen: UInt8 = 0
        var isCopied = false
        place += 1
        while true {
            guard place < end else {
                // All the rest of the batch; its last byte is a line feed.
                tally.note(.quotes, at: record)
                place = end - 1
                break
            }
            let byte = place.pointee
            if byte != quote {
                if byte == 0 { tally.note(.zeros, at: record) }
                seen |= plan.quotedKinds[Int(byte)]
                if isCopied { unquoted.append(byte) }
                place += 1
            } else if place + 1 < end, place[1] == quote {
                if !isCopied {
                    unquoted.count = 0
                    unquoted.append(UnsafeBufferPointer(start: first, count: place - first))
                    isCopied = true
                }
                unquoted.append(quote)
                seen |= ByteKind.other
                place += 2
            } else {
                let content = place
                place += 1
                let follows = place.pointee
                let isEnd =
                    follows == dialect.delimiter || follows == UInt8(ascii: "\n")
                    || follows == UInt8(ascii: "\r") && place[1] == UInt8(ascii: "\n")
                if isEnd { return (cell(first, content, isCopied), seen) }
                tally.note(.quotes, at: record)
                let (rest, more) = oddCell(from: content, at: &place, seen: seen, end: end, record: record)
                if !isCopied { return (UnsafeBufferPointer(start: first, count: place - first), seen | more) }
                unquoted.append(rest)
                return (cell(first, place, isCopied), seen | more)
            }
        }
        return (cell(first, place, isCopied), seen)
    }

    /// The copy stands until the next quoted cell.
    private func cell(_ first: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ isCopied: Bool) -> Cell {
        isCopied ? unquoted.bytes : UnsafeBufferPointer(start: first, count: end - first)
    }
}
