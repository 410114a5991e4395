import CBytes

/// Where digits and letters stand in a cell of up to 64 bytes: enough to rule out nearly every identifier.
struct CellShape {
    static let mostBytes = 64

    /// A bit for each byte.
    private var digits: UInt64 = 0
    private var letters: UInt64 = 0
    /// Spaces and dashes.
    private var gaps: UInt64 = 0
    /// The kinds of all bytes.
    private(set) var seen: UInt8 = 0

    /// Of a cell of a batch, behind which a block can be read; `kinds` are those of each byte.
    @inline(__always) init(_ cell: Cell, kinds: UnsafeMutablePointer<UInt8>) {
        let start = UnsafeRawPointer(cell.baseAddress!)
        var signs: UInt64 = 0
        var place = 0
        while place < cell.count {
            let bytes = start.loadUnaligned(fromByteOffset: place, as: SIMD16<UInt8>.self)
            let shift = UInt64(truncatingIfNeeded: place)
            digits |= UInt64(mv_within(bytes, UInt8(ascii: "0"), 10)) &<< shift
            letters |= UInt64(mv_within(bytes | 0x20, UInt8(ascii: "a"), 26)) &<< shift
            let dashes = UInt64(mv_equal(bytes, UInt8(ascii: "-"))) &<< shift
            gaps |= UInt64(mv_equal(bytes, UInt8(ascii: " "))) &<< shift | dashes
            signs |= UInt64(mv_equal(bytes, UInt8(ascii: "."))) &<< shift | dashes
            place &+= 16
        }
        let whole = UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- cell.count)
        (digits, letters, gaps, signs) = (digits & whole, letters & whole, gaps & whole, signs & whole)
        if digits != 0 { seen |= ByteKind.digit }
        if letters != 0 { seen |= ByteKind.letter }
        if signs != 0 { seen |= ByteKind.sign }
        var others = whole & ~(digits | letters | signs)
        while others != 0 {
            seen |= kinds[Int(cell[others.trailingZeroBitCount])]
            others &= others &- 1
        }
    }

    @inline(__always) var mayHoldIdentifier: Bool {
        insuranceStarts | postcodeStarts != 0 || mayHoldNumberOrMail
    }

    /// Telephone and NHS numbers have ten digits or more, an address of mail its sign.
    @inline(__always) var mayHoldNumberOrMail: Bool { seen & ByteKind.at != 0 || digits.nonzeroBitCount >= 10 }

    /// Where a word begins with one or two letters and a digit, as a postcode does, which has two digits.
    @inline(__always) var postcodeStarts: UInt64 {
        digits & (digits &- 1) == 0 ? 0 : wordStarts & (digits &>> 1 | digits &>> 2)
    }

    /// Where a word begins with two letters, three pairs of digits and a letter, with a gap or none before each, as a National Insurance
    /// number does.
    @inline(__always) var insuranceStarts: UInt64 {
        let behind = letters &>> 1 & (digits &>> 2 | gaps &>> 2 & digits &>> 3)
        var left = wordStarts & behind
        var found: UInt64 = 0
        while left != 0 {
            let start = left & (0 &- left)
            left ^= start
            // A bit that moves on; it is lost where it meets anything else.
            var place = start &<< 2
            for _ in 0..<3 {
                place = behindGap(place) & digits
                place = place &<< 1 & digits
                place &<<= 1
            }
            if behindGap(place) & letters != 0 { found |= start }
        }
        return found
    }

    @inline(__always) private func behindGap(_ place: UInt64) -> UInt64 { place & ~gaps | (place & gaps) &<< 1 }

    @inline(__always) private var wordStarts: UInt64 { letters & ~((digits | letters) &<< 1) }

    /// What stands before the point of a decimal without a sign, or all of a whole number; nil where it has none or more than 8 digits,
    /// and for everything else.
    @inline(__always) func wholeNumber(in cell: Cell) -> Int64? {
        let count = (~digits).trailingZeroBitCount
        guard count >= 1, count <= 8, cell.count <= ShortDecimal.mostCharacters else { return nil }
        let point: UInt64 = count == cell.count ? 0 : 1 &<< UInt64(count)
        let whole = UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- cell.count)
        guard digits | point == whole, point == 0 || cell[count] == UInt8(ascii: ".") else { return nil }
        // Two digits, then four, then eight are put together; the first byte is the lowest.
        var value = UnsafeRawPointer(cell.baseAddress!).loadUnaligned(as: UInt64.self)
        value = value &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count) & 0x0F0F_0F0F_0F0F_0F0F
        value = (value &* 10 &+ value &>> 8) & 0x00FF_00FF_00FF_00FF
        value = (value &* 100 &+ value &>> 16) & 0x0000_FFFF_0000_FFFF
        return Int64((value &* 10_000 &+ value &>> 32) & 0xFFFF_FFFF)
    }

    /// A date begins with one, two or four digits and no more.
    var mayBeDate: Bool {
        let first = (~digits).trailingZeroBitCount
        return first == 1 || first == 2 || first == 4
    }
}
