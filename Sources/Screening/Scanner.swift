import PackageFormat

/// Looks at each cell of a batch once, for one worker.
///
/// Most cells of survey files are a digit or two. The kinds of a cell's bytes, gathered while its end is looked for, and its
/// length rule out nearly every cell before any rule is asked.
final class Scanner {
    private let plan: TablePlan
    private let tally: Tally
    private let hash: ValueHash
    private let checks: [FieldCheck?]
    /// The same, to be asked without being counted for each cell.
    private let uncounted: [Unmanaged<FieldCheck>?]
    /// Of the batch that is looked at.
    private var number = 0
    private let unquoted = ByteStore()

    init(_ plan: TablePlan, tally: Tally, hash: ValueHash) {
        (self.plan, self.tally, self.hash) = (plan, tally, hash)
        checks = plan.variables.map { variable in variable.field.map { FieldCheck($0, encoding: plan.dialect.encoding) }
        }
        uncounted = checks.map { $0.map { Unmanaged.passUnretained($0) } }
    }

    /// The bytes end with a line feed.
    func scan(_ batch: Batch) {
        number = batch.number
        let (kinds, fine, keyedPlace, required) = (plan.kinds, plan.fine, plan.keyedPlace, plan.isRequired)
        let columns = plan.variables.count
        let keys = plan.keyed.count
        let blankHash = hash.of(batch.base, 0)
        let delimiter = plan.dialect.delimiter
        let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
        var place = UnsafePointer(batch.base)
        let end = place + batch.count
        var row = 0
        while place < end {
            // A line with nothing in it is no record, but where there is one variable a blank cell.
            if columns > 1, place.pointee == lineFeed || place.pointee == carriageReturn && place[1] == lineFeed {
                place += place.pointee == lineFeed ? 1 : 2
                continue
            }
            if keys > 0 {
                batch.makeRoom(forRow: row, keys: keys)
                for key in 0..<keys { batch.hashes[row &* keys &+ key] = blankHash }
            }
            var column = 0
            while true {
                let start = place
                var seen: UInt8 = 0
                var kind = kinds[Int(place.pointee)]
                while kind & ByteKind.stop == 0 {
                    seen |= kind
                    place += 1
                    kind = kinds[Int(place.pointee)]
                }
                var cell = UnsafeBufferPointer(start: start, count: place - start)
                var byte = place.pointee
                if byte != delimiter, byte != lineFeed {
                    (cell, seen) = oddCell(from: start, at: &place, seen: seen, end: end, row: row)
                    byte = place.pointee
                    if byte == carriageReturn {
                        place += 1
                        byte = lineFeed
                    }
                }
                if column < columns {
                    if cell.count == 0 {
                        tally.count(.blank, column)
                        if required[column] { tally.note(.required, column, at: RecordPlace(batch: number, row: row)) }
                    } else {
                        let start = cell.baseAddress!
                        // Digits alone are never a copy: they stand in the batch, where `end` is.
                        if seen == ByteKind.digit, cell.count <= FineCells.mostDigits, end - start >= 8 {
                            tally.count(.integer, column)
                            let value = FineCells.value(of: start, cell.count)
                            if !fine[column].holds(digits: value) { check(cell, seen, column, row) }
                        } else {
                            let isNumber = seen & ~ByteKind.ofNumber == 0 && fine[column].holds(number: cell)
                            if !isNumber, seen & ~fine[column].kinds != 0 || fine[column].kinds == 0 {
                                check(cell, seen, column, row)
                            }
                            // A short number is no identifier.
                            let isShort = seen & ~ByteKind.ofNumber == 0 && cell.count < 8
                            if !isShort || uncounted[column] == nil { look(cell, seen, column, row) }
                        }
                        let key = keyedPlace[column]
                        if key >= 0 {
                            batch.hashes[row &* keys &+ Int(key)] = hash.of(cell.baseAddress!, cell.count)
                        }
                    }
                }
                place += 1
                if byte == lineFeed { break }
                column += 1
            }
            if column + 1 != columns { tally.note(.ragged, at: RecordPlace(batch: number, row: row)) }
            for (key, same) in plan.alsoKeyed { batch.hashes[row &* keys &+ key] = batch.hashes[row &* keys &+ same] }
            row += 1
        }
        batch.rows = row
        tally.add(records: row)
    }

    /// A cell in quotes, or one with a byte that needs a second look. Leaves `place` at the delimiter, the line feed or the
    /// carriage return before a line feed that ends it.
    private func oddCell(
        from start: UnsafePointer<UInt8>, at place: inout UnsafePointer<UInt8>, seen: UInt8, end: UnsafePointer<UInt8>,
        row: Int
    ) -> (Cell, UInt8) {
        let quote = UInt8(ascii: "\"")
        if place == start, place.pointee == quote {
            return quotedCell(at: &place, end: end, row: row)
        }
        var seen = seen
        while true {
            let byte = place.pointee
            if byte == plan.dialect.delimiter || byte == UInt8(ascii: "\n") { break }
            if byte == UInt8(ascii: "\r"), place[1] == UInt8(ascii: "\n") { break }
            // A quote inside a cell that none began, a NUL, a carriage return alone: part of the cell, and noted.
            if byte == quote { tally.note(.quotes, at: RecordPlace(batch: number, row: row)) }
            if byte == 0 { tally.note(.zeros, at: RecordPlace(batch: number, row: row)) }
            seen |= plan.quotedKinds[Int(byte)]
            place += 1
        }
        return (UnsafeBufferPointer(start: start, count: place - start), seen)
    }

    /// RFC 4180: quotes inside are doubled. What follows the closing quote up to the delimiter counts as part of the cell, and
    /// is noted; so is a quote that is never closed.
    private func quotedCell(
        at place: inout UnsafePointer<UInt8>, end: UnsafePointer<UInt8>, row: Int
    ) -> (Cell, UInt8) {
        let quote = UInt8(ascii: "\"")
        let first = place + 1
        var seen: UInt8 = 0
        var isCopied = false
        place += 1
        while true {
            guard place < end else {
                // All the rest of the batch; its last byte is a line feed.
                tally.note(.quotes, at: RecordPlace(batch: number, row: row))
                place = end - 1
                break
            }
            let byte = place.pointee
            if byte != quote {
                if byte == 0 { tally.note(.zeros, at: RecordPlace(batch: number, row: row)) }
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
                    follows == plan.dialect.delimiter || follows == UInt8(ascii: "\n")
                    || follows == UInt8(ascii: "\r") && place[1] == UInt8(ascii: "\n")
                if isEnd { return (cell(first, content, isCopied), seen) }
                tally.note(.quotes, at: RecordPlace(batch: number, row: row))
                let (rest, more) = oddCell(from: content, at: &place, seen: seen, end: end, row: row)
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

    private func check(_ cell: Cell, _ seen: UInt8, _ column: Int, _ row: Int) {
        guard let check = uncounted[column] else { return }
        let faults = check._withUnsafeGuaranteedRef { $0.faults(of: cell, seen: seen) }
        guard !faults.isEmpty else { return }
        for fault in faults.all { tally.note(fault, column, at: RecordPlace(batch: number, row: row)) }
    }

    /// Every cell comes here but digits, and short numbers of a variable that the agreement types.
    private func look(_ cell: Cell, _ seen: UInt8, _ column: Int, _ row: Int) {
        let place = RecordPlace(batch: number, row: row)
        // Numbers are counted where the agreement gives no type.
        if uncounted[column] == nil, seen & ~(ByteKind.ofNumber | ByteKind.letter) == 0 {
            if TypeRule.isInteger(cell) {
                tally.count(.integer, column)
            } else if seen & (ByteKind.sign | ByteKind.letter) != 0, TypeRule.isNumber(cell) {
                tally.count(.number, column)
            }
        }
        CellLook.identifiers(in: cell, seen: seen) { tally.note($0, column, at: place) }
        if seen & ByteKind.digit != 0, cell.count >= 8, let year = CellDate.year(of: cell) {
            tally.note(.date, column, at: place)
            tally.note(year: year, of: column)
        } else if seen == ByteKind.digit, CellDate.isCompact(cell) {
            tally.note(.compactDate, column, at: place)
        }
        if seen == ByteKind.digit | ByteKind.letter {
            if cell.count == 9, let level = GSSCode.level(of: cell) {
                tally.count(level.counted, column)
            } else if cell.count <= 4, Postcode.isDistrict(cell) {
                tally.count(.postcodeDistrict, column)
            }
        }
    }
}

extension Geography {
    var counted: Counted {
        switch self {
        case .outputArea: .outputArea
        case .lowerSuperOutputArea: .lowerSuperOutputArea
        case .middleSuperOutputArea: .middleSuperOutputArea
        case .ward: .ward
        case .postcodeDistrict: .postcodeDistrict
        case .constituency: .constituency
        case .localAuthority: .localAuthority
        case .county: .county
        case .region: .region
        case .country: .country
        case .other: .otherGSS
        }
    }
}
