import PackageFormat

/// Codes of the Government Statistical Service: a letter for the country, two digits for the kind of area, six more
/// (ONS, Register of Geographic Codes).
enum GSSCode {
    /// The level that all of `cell` names.
    static func level(of cell: Cell) -> Geography? {
        guard cell.count == 9, "EWSNKJLM".utf8.contains(cell[0]), cell[1...].allSatisfy(isDigit) else { return nil }
        let kind = digitValue(cell[1]) * 10 + digitValue(cell[2])
        return switch (cell[0], kind) {
        case (_, 0): .outputArea
        case (_, 1): .lowerSuperOutputArea
        case (_, 2): .middleSuperOutputArea
        case (_, 5), (UInt8(ascii: "S"), 13), (UInt8(ascii: "N"), 8): .ward
        case (UInt8(ascii: "E"), 14), (UInt8(ascii: "W"), 7), (UInt8(ascii: "S"), 14), (UInt8(ascii: "N"), 6):
            .constituency
        case (UInt8(ascii: "E"), 6...9), (UInt8(ascii: "W"), 6), (UInt8(ascii: "S"), 12), (UInt8(ascii: "N"), 9):
            .localAuthority
        case (UInt8(ascii: "E"), 10), (UInt8(ascii: "E"), 11), (UInt8(ascii: "E"), 13): .county
        case (UInt8(ascii: "E"), 12): .region
        case (_, 92), (UInt8(ascii: "K"), 2...4): .country
        default: .other
        }
    }
}
