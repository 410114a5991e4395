import PackageFormat

/// What is counted of each variable while its cells go by.
enum Counted: Int, CaseIterable {
    case blank
    // Cells that break the schema.
    case type, required, minimum, maximum, pattern, `enum`, minLength, maxLength
    // Cells that hold an identifier, or may.
    case email, telephone, nationalInsurance, tenDigits, nhsNumber, postcode, date, compactDate
    // Cells that are a level of geography; what else a cell is.
    case outputArea, lowerSuperOutputArea, middleSuperOutputArea, ward, postcodeDistrict, constituency, localAuthority
    case county, region, country, otherGSS
    case integer, number

    /// Those with the first rows, for findings.
    static let withRows = Counted.compactDate.rawValue + 1
    static let kinds = allCases.count
}

/// Some of what is counted, without an allocation.
struct CountedSet {
    private var bits: UInt64 = 0

    init() {}
    init(_ what: Counted) { insert(what) }

    var isEmpty: Bool { bits == 0 }
    @inline(__always) mutating func insert(_ what: Counted) { bits |= 1 &<< UInt64(what.rawValue) }

    @inline(__always) func forEach(_ body: (Counted) -> Void) {
        var left = bits
        while left != 0 {
            body(Counted(rawValue: left.trailingZeroBitCount)!)
            left &= left &- 1
        }
    }
}

/// What is counted of the records of a table.
enum CountedRecords: Int, CaseIterable { case all, ragged, quotes, zeros }

/// Where a record is: which batch of its table, and which record of the batch.
struct RecordPlace: Comparable {
    let batch: Int
    let row: Int

    static func < (a: RecordPlace, b: RecordPlace) -> Bool { (a.batch, a.row) < (b.batch, b.row) }
}

/// What one worker counted of one table. Lives in plain memory, since the scanner passes here for each cell.
final class Tally: @unchecked Sendable {
    private let columns: Int
    private let counts: UnsafeMutablePointer<Int>
    /// Up to three places for each count that has rows; a worker meets batches in rising order.
    private let places: UnsafeMutablePointer<RecordPlace>
    private let records: UnsafeMutablePointer<Int>
    private let recordPlaces: UnsafeMutablePointer<RecordPlace>
    /// Dates by year, 1800 to 2199, of columns that have any.
    private var years: [Int: [Int]] = [:]

    static let kept = 3
    static let firstYear = 1_800

    init(columns: Int) {
        self.columns = columns
        let nowhere = RecordPlace(batch: .max, row: .max)
        counts = .allocate(capacity: columns * Counted.kinds)
        counts.initialize(repeating: 0, count: columns * Counted.kinds)
        places = .allocate(capacity: columns * Counted.withRows * Self.kept)
        places.initialize(repeating: nowhere, count: columns * Counted.withRows * Self.kept)
        records = .allocate(capacity: CountedRecords.allCases.count)
        records.initialize(repeating: 0, count: CountedRecords.allCases.count)
        recordPlaces = .allocate(capacity: CountedRecords.allCases.count * Self.kept)
        recordPlaces.initialize(repeating: nowhere, count: CountedRecords.allCases.count * Self.kept)
    }

    deinit {
        counts.deallocate()
        places.deallocate()
        records.deallocate()
        recordPlaces.deallocate()
    }

    /// Counts what a cell amounts to, and keeps the place among the first.
    func note(_ verdict: Verdict, _ column: Int, at place: RecordPlace) {
        verdict.counted.forEach { what in
            let slot = counts + (column * Counted.kinds + what.rawValue)
            if slot.pointee < Self.kept, what.rawValue < Counted.withRows {
                places[(column * Counted.withRows + what.rawValue) * Self.kept + slot.pointee] = place
            }
            slot.pointee += 1
        }
        if verdict.year != 0 { add(year: verdict.year, times: 1, column) }
    }

    /// Whether no place is wanted any more of what a cell amounts to.
    func hasAllPlaces(of verdict: Verdict, _ column: Int) -> Bool {
        var hasAll = true
        verdict.counted.forEach { what in
            if what.rawValue < Counted.withRows, what != .blank, self[what, column] < Self.kept { hasAll = false }
        }
        return hasAll
    }

    /// The same for cells whose places are not wanted.
    func add(_ verdict: Verdict, times: Int, _ column: Int) {
        verdict.counted.forEach { counts[column * Counted.kinds + $0.rawValue] += times }
        if verdict.year != 0, times > 0 { add(year: verdict.year, times: times, column) }
    }

    func note(_ what: CountedRecords, at place: RecordPlace) {
        let slot = records + what.rawValue
        if slot.pointee < Self.kept { recordPlaces[what.rawValue * Self.kept + slot.pointee] = place }
        slot.pointee += 1
    }

    func add(records count: Int) { records[CountedRecords.all.rawValue] += count }

    private func add(year: Int, times: Int, _ column: Int) {
        years[column, default: Array(repeating: 0, count: 400)][year - Self.firstYear] += times
    }

    subscript(_ what: Counted, _ column: Int) -> Int { counts[column * Counted.kinds + what.rawValue] }
    subscript(_ what: CountedRecords) -> Int { records[what.rawValue] }

    func firstPlaces(_ what: Counted, _ column: Int) -> [RecordPlace] {
        let start = (column * Counted.withRows + what.rawValue) * Self.kept
        return (start..<(start + Self.kept)).map { places[$0] }.filter { $0.batch != .max }
    }

    func firstPlaces(_ what: CountedRecords) -> [RecordPlace] {
        let start = what.rawValue * Self.kept
        return (start..<(start + Self.kept)).map { recordPlaces[$0] }.filter { $0.batch != .max }
    }

    func years(of column: Int) -> [Int] { years[column] ?? [] }

    /// Takes in what another worker counted.
    func add(_ other: Tally) {
        for column in 0..<columns {
            for what in Counted.allCases where other[what, column] > 0 {
                if what.rawValue < Counted.withRows {
                    let start = (column * Counted.withRows + what.rawValue) * Self.kept
                    let both = (firstPlaces(what, column) + other.firstPlaces(what, column)).sorted()
                    for (index, place) in both.prefix(Self.kept).enumerated() { places[start + index] = place }
                }
                counts[column * Counted.kinds + what.rawValue] += other[what, column]
            }
            if let found = other.years[column] {
                years[column] = zip(years[column] ?? Array(repeating: 0, count: 400), found).map { $0 + $1 }
            }
        }
        for what in CountedRecords.allCases {
            let both = (firstPlaces(what) + other.firstPlaces(what)).sorted()
            for (index, place) in both.prefix(Self.kept).enumerated() {
                recordPlaces[what.rawValue * Self.kept + index] = place
            }
            records[what.rawValue] += other[what]
        }
    }
}
