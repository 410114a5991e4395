/// The values of an `enum`, by their bytes. A look-up of up to 15 bytes allocates nothing.
struct ValueSet {
    private let long: Set<[UInt8]>
    /// Open addressing, no more than half full; `PackedValue.nothing` stands for an empty place.
    private let places: [PackedValue]

    init(_ values: [[UInt8]]) {
        let packed = values.compactMap { value in value.withUnsafeBufferPointer { PackedValue($0) } }
        var size = 4
        while size < packed.count * 2 { size *= 2 }
        var places = Array(repeating: PackedValue.nothing, count: size)
        for value in packed {
            var place = value.hash & (size - 1)
            while places[place] != .nothing, places[place] != value { place = (place + 1) & (size - 1) }
            places[place] = value
        }
        self.places = places
        long = Set(values.filter { $0.count > PackedValue.mostBytes })
    }

    func contains(_ cell: Cell) -> Bool {
        guard let value = PackedValue(cell) else { return long.contains(Array(cell)) }
        return places.withUnsafeBufferPointer { places in
            var place = value.hash & (places.count - 1)
            while places[place] != .nothing {
                if places[place] == value { return true }
                place = (place + 1) & (places.count - 1)
            }
            return false
        }
    }
}

/// Up to 15 bytes and how many they are.
struct PackedValue: Equatable {
    private let first: UInt64
    /// The count, and one more, so that no value is `nothing`; then the ninth byte and those behind it.
    private let rest: UInt64

    static let mostBytes = 15
    static let nothing = PackedValue()

    private init() { (first, rest) = (0, 0) }

    init?(_ cell: Cell) {
        guard cell.count <= Self.mostBytes else { return nil }
        var first: UInt64 = 0
        var rest = UInt64(cell.count + 1)
        for place in 0..<min(8, cell.count) { first = first << 8 | UInt64(cell[place]) }
        var place = cell.count - 1
        while place >= 8 {
            rest = rest << 8 | UInt64(cell[place])
            place -= 1
        }
        (self.first, self.rest) = (first, rest)
    }

    var hash: Int {
        Int(truncatingIfNeeded: ValueHash.mixed(first ^ rest << 7, 0x9E37_79B9_7F4A_7C15) &>> 1)
    }
}
