/// Combinations of numbered values, and how many records have each: what the field calls cells or equivalence classes.
///
/// Memory: 4 bytes for each quasi-identifier and about 10 more for each cell.
struct CellTable {
    let width: Int
    /// `width` numbers for each cell.
    private(set) var values: [UInt32] = []
    private(set) var counts: [UInt32] = []
    private var places: [UInt32]

    init(width: Int) {
        self.width = width
        places = Array(repeating: 0, count: 1_024)
    }

    var count: Int { counts.count }

    /// A record in a cell that no record was in, for a table to which nothing else is added.
    mutating func append(_ row: [UInt32]) {
        values += row.prefix(width)
        counts.append(1)
    }

    /// One more record.
    mutating func count(in cell: Int) { counts[cell] += 1 }

    /// Adds `records` to the cell with the numbers at `row`; which cell it is.
    mutating func add(_ row: UnsafePointer<UInt32>, records: UInt32) -> Int {
        if (counts.count + 1) * 3 > places.count * 2 { grow() }
        let mask = places.count - 1
        var place = Self.hash(row, width) & mask
        while places[place] != 0 {
            let cell = Int(places[place]) - 1
            if isEqual(cell, row) {
                counts[cell] += records
                return cell
            }
            place = (place + 1) & mask
        }
        places[place] = UInt32(counts.count + 1)
        for index in 0..<width { values.append(row[index]) }
        counts.append(records)
        return counts.count - 1
    }

    private func isEqual(_ cell: Int, _ row: UnsafePointer<UInt32>) -> Bool {
        for index in 0..<width where values[cell * width + index] != row[index] { return false }
        return true
    }

    private static func hash(_ row: UnsafePointer<UInt32>, _ width: Int) -> Int {
        var state: UInt64 = 0x243F_6A88_85A3_08D3
        for index in 0..<width { state = ValueHash.mixed(state ^ UInt64(row[index]), 0x9E37_79B9_7F4A_7C15) }
        return Int(truncatingIfNeeded: state)
    }

    private mutating func grow() {
        places = Array(repeating: 0, count: places.count * 2)
        let mask = places.count - 1
        values.withUnsafeBufferPointer { values in
            for cell in counts.indices {
                var place = width > 0 ? Self.hash(values.baseAddress! + cell * width, width) & mask : 0
                while places[place] != 0 { place = (place + 1) & mask }
                places[place] = UInt32(cell + 1)
            }
        }
    }

    /// Records in cells of fewer than `limit`.
    func records(below limit: Int) -> Int { counts.reduce(0) { $0 + ($1 < limit ? Int($1) : 0) } }

    /// The same records when `column` is not looked at.
    func without(_ column: Int) -> CellTable {
        var fewer = CellTable(width: width - 1)
        var row = [UInt32](repeating: 0, count: max(1, width - 1))
        for cell in counts.indices {
            var next = 0
            for index in 0..<width where index != column {
                row[next] = values[cell * width + index]
                next += 1
            }
            row.withUnsafeBufferPointer { _ = fewer.add($0.baseAddress!, records: counts[cell]) }
        }
        return fewer
    }
}
