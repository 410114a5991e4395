/// Direct identifiers in one cell or one text, as a whole or inside.
enum CellLook {
    /// Calls `found` once for each kind.
    static func identifiers(in cell: Cell, seen: UInt8, found: (Counted) -> Void) {
        if seen & ByteKind.at != 0 {
            if (0..<cell.count).contains(where: { cell[$0] == UInt8(ascii: "@") && Email.surrounds($0, in: cell) }) {
                found(.email)
            }
        }
        guard seen & ByteKind.digit != 0 else { return }
        let hasLetters = seen & ByteKind.letter != 0
        // Five characters make a postcode, nine a telephone number with +44, ten one without.
        guard cell.count >= (hasLetters ? 5 : 9) else { return }
        var kinds = Found()
        var last = UInt8(0)
        for place in 0..<cell.count {
            let byte = cell[place]
            defer { last = byte }
            guard !isAlphanumeric(last) else { continue }
            if isDigit(byte) {
                // A number goes on behind a point or a dash: 12.0123456789 is one number, not two.
                guard last != UInt8(ascii: ".") || !isDigit(cell.at(place - 2)) else { continue }
                if !kinds.telephone, byte == UInt8(ascii: "0") {
                    kinds.telephone = Telephone.begins(at: place, in: cell)
                }
                if !kinds.nhs {
                    switch NHSNumber.look(at: place, in: cell) {
                    case .none: break
                    case .tenDigits: kinds.tenDigits = true
                    case .valid: (kinds.tenDigits, kinds.nhs) = (true, true)
                    }
                }
            } else if byte == UInt8(ascii: "+") {
                if !kinds.telephone { kinds.telephone = Telephone.begins(at: place, in: cell) }
            } else if hasLetters, isLetter(byte) {
                if !kinds.insurance { kinds.insurance = NationalInsuranceNumber.begins(at: place, in: cell) }
                if !kinds.postcode { kinds.postcode = Postcode.begins(at: place, in: cell) }
            }
        }
        if kinds.telephone { found(.telephone) }
        if kinds.insurance { found(.nationalInsurance) }
        if kinds.tenDigits { found(.tenDigits) }
        if kinds.nhs { found(.nhsNumber) }
        if kinds.postcode { found(.postcode) }
    }

    /// The same of a cell whose shape is known.
    static func identifiers(in cell: Cell, _ shape: CellShape, found: (Counted) -> Void) {
        guard !shape.mayHoldNumberOrMail else { return identifiers(in: cell, seen: shape.seen, found: found) }
        if any(of: shape.insuranceStarts, { NationalInsuranceNumber.begins(at: $0, in: cell) }) {
            found(.nationalInsurance)
        }
        if any(of: shape.postcodeStarts, { Postcode.begins(at: $0, in: cell) }) { found(.postcode) }
    }

    @inline(__always) private static func any(of places: UInt64, _ holds: (Int) -> Bool) -> Bool {
        var left = places
        while left != 0 {
            if holds(left.trailingZeroBitCount) { return true }
            left &= left &- 1
        }
        return false
    }

    private struct Found {
        var telephone = false
        var insurance = false
        var tenDigits = false
        var nhs = false
        var postcode = false
    }

    /// Whether a text holds what one of is one too many: not so for ten digits.
    static func hasIdentifier(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { cell in
            var isFound = false
            identifiers(in: cell, seen: kinds(of: cell)) { if $0 != .tenDigits, $0 != .nhsNumber { isFound = true } }
            return isFound
        }
    }

    static func kinds(of cell: Cell) -> UInt8 { cell.reduce(0) { $0 | ByteKind.of($1) } }
}
