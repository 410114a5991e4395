/// What a byte of a cell can be part of. The kinds of all bytes of a cell together rule out most that it could be.
enum ByteKind {
    static let digit: UInt8 = 1
    /// `+ - .`
    static let sign: UInt8 = 2
    /// Of a decimal without an exponent.
    static let ofNumber = digit | sign
    static let letter: UInt8 = 4
    static let at: UInt8 = 8
    /// Space, `/ : ( )`
    static let mark: UInt8 = 16
    static let other: UInt8 = 32
    /// Beyond ASCII.
    static let high: UInt8 = 64
    /// Ends a cell, or wants a second look.
    static let stop: UInt8 = 128

    static func of(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): sign
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): letter
        case UInt8(ascii: "@"): at
        case UInt8(ascii: " "), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "("), UInt8(ascii: ")"): mark
        case 0x80...0xFF: high
        default: other
        }
    }

    /// For each byte its kind; `stops` are those on which the scanner stops.
    static func table(stops: [UInt8]) -> UnsafeMutablePointer<UInt8> {
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
        for byte in UInt8.min...UInt8.max { table[Int(byte)] = of(byte) }
        for byte in stops { table[Int(byte)] |= stop }
        return table
    }
}

/// The bytes of a cell, valid while the cell is looked at.
typealias Cell = UnsafeBufferPointer<UInt8>

@inline(__always) func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
@inline(__always) func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
@inline(__always) func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }
/// 0 to 25 of an ASCII letter.
@inline(__always) func letterNumber(_ byte: UInt8) -> Int { Int((byte | 0x20) &- UInt8(ascii: "a")) }
@inline(__always) func digitValue(_ byte: UInt8) -> Int { Int(byte &- UInt8(ascii: "0")) }

extension UnsafeBufferPointer<UInt8> {
    /// The byte at `index`, or 0 beyond either end.
    @inline(__always) func at(_ index: Int) -> UInt8 { index >= 0 && index < count ? self[index] : 0 }

    func part(_ range: Range<Int>) -> Cell { Cell(rebasing: self[range]) }
}

/// Names a value without keeping it: 64 bits under a seed that each run draws anew. Among 100 million distinct values two
/// share a number with a chance of 1 in 3,000.
struct ValueHash {
    private let seed: UInt64

    init(seed: UInt64) { self.seed = seed | 1 }

    @inline(__always) static func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }

    @inline(__always) func of(_ start: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        var state = seed ^ UInt64(truncatingIfNeeded: count)
        var place = UnsafeRawPointer(start)
        var left = count
        while left >= 8 {
            state = Self.mixed(state ^ place.loadUnaligned(as: UInt64.self), 0x9E37_79B9_7F4A_7C15 ^ seed)
            place += 8
            left -= 8
        }
        var last: UInt64 = 0
        while left > 0 {
            left -= 1
            last = last << 8 | UInt64(place.load(fromByteOffset: left, as: UInt8.self))
        }
        return Self.mixed(state ^ last, 0xD6E8_FEB8_6659_FD93 ^ seed)
    }

    @inline(__always) func of(_ cell: Cell) -> UInt64 { cell.count > 0 ? of(cell.baseAddress!, cell.count) : ofBlank }

    var ofBlank: UInt64 { of(short: 0, 0) }

    /// The same of up to 7 bytes, the first of them lowest.
    @inline(__always) func of(short bytes: UInt64, _ count: Int) -> UInt64 {
        Self.mixed(seed ^ UInt64(truncatingIfNeeded: count) ^ bytes, 0xD6E8_FEB8_6659_FD93 ^ seed)
    }
}
