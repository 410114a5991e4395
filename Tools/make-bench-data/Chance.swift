/// SplitMix64 (Steele, Lea and Flood 2014): 64 bits from a counter and a mixer, the same on every machine for one seed.
struct Chance {
    private var counter: UInt64

    init(seed: UInt64) { counter = seed }

    @inline(__always)
    mutating func next() -> UInt64 {
        counter &+= 0x9E37_79B9_7F4A_7C15
        var mixed = counter
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 0 to `bound` - 1; the bias of the multiplication is below anything that a compressor sees.
    @inline(__always)
    mutating func below(_ bound: Int) -> Int {
        Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// In `percent` of a hundred cases.
    @inline(__always)
    mutating func happens(_ percent: Int) -> Bool { below(100) < percent }
}

/// A skewed choice of 0 to `weights.count` - 1, drawn from a table of 4,096 places.
struct Share {
    private static let places = 4_096
    private let table: UnsafeMutablePointer<UInt16>

    /// Every weight gets its share of the table, rounded, and one place at least. The tables live as long as the process.
    init(_ weights: [Double]) {
        table = .allocate(capacity: Self.places)
        let sum = weights.reduce(0, +)
        var (passed, filled) = (0.0, 0)
        for (value, weight) in weights.enumerated() {
            passed += weight
            let remaining = weights.count - value - 1
            let end = min(Self.places - remaining, max(filled + 1, Int(passed / sum * Double(Self.places))))
            while filled < end {
                table[filled] = UInt16(value)
                filled += 1
            }
        }
        while filled < Self.places {
            table[filled] = UInt16(weights.count - 1)
            filled += 1
        }
    }

    @inline(__always)
    func draw(_ chance: inout Chance) -> Int { Int(table[Int(truncatingIfNeeded: chance.next() >> 52)]) }
}
