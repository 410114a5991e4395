/// Addresses of electronic mail as people write them (the dot-atom form of RFC 5322, section 3.4.1).
enum Email {
    /// Whether one stands around the `@` at `place`.
    static func surrounds(_ place: Int, in cell: Cell) -> Bool {
        guard isLocal(cell.at(place - 1)), cell.at(place - 1) != UInt8(ascii: ".") else { return false }
        var end = place + 1
        var labels = 0
        var length = 0
        var hasLettersOnly = true
        while true {
            let byte = cell.at(end)
            if isAlphanumeric(byte) || byte == UInt8(ascii: "-") && length > 0 {
                length += 1
                hasLettersOnly = hasLettersOnly && isLetter(byte)
            } else if byte == UInt8(ascii: "."), length > 0, isAlphanumeric(cell.at(end + 1)) {
                labels += 1
                (length, hasLettersOnly) = (0, true)
            } else {
                break
            }
            end += 1
        }
        return labels >= 1 && length >= 2 && hasLettersOnly
    }

    private static func isLocal(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte >= 0x80 || "!#$%&'*+/=?^_`{|}~.-".utf8.contains(byte)
    }
}
