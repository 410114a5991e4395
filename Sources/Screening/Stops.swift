import CBytes

/// The bytes of a block on which the scanner stops, a bit for each.
struct Stops {
    /// Bytes of a block.
    static let width = 64

    /// Delimiters and line feeds.
    var ends: UInt64 = 0
    /// Quotes, carriage returns, zeros: the cell that has one wants a second look.
    var odd: UInt64 = 0

    /// Of a block of which nothing is known: its first byte may be odd.
    init() { odd = 1 }

    /// Of the block at `place`, all of which can be read.
    @inline(__always) init(at place: UnsafePointer<UInt8>, delimiter: UInt8) {
        for part in 0..<4 {
            let bytes = UnsafeRawPointer(place).loadUnaligned(fromByteOffset: part &* 16, as: SIMD16<UInt8>.self)
            let ends = mv_equal(bytes, delimiter) | mv_equal(bytes, UInt8(ascii: "\n"))
            let odd = mv_equal(bytes, UInt8(ascii: "\"")) | mv_equal(bytes, UInt8(ascii: "\r")) | mv_equal(bytes, 0)
            self.ends |= UInt64(ends) &<< UInt64(truncatingIfNeeded: part &* 16)
            self.odd |= UInt64(odd) &<< UInt64(truncatingIfNeeded: part &* 16)
        }
    }

    /// Delimiters and line feeds before the first odd byte.
    @inline(__always) var beforeOdd: UInt64 { ends & ((odd & (0 &- odd)) &- 1) }
}
