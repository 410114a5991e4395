/// Padmé (Nikitin et al., PETS 2019): rounds a length up so that it tells O(log log n) bits, at most 12% longer.
public func padme(_ length: Int) -> Int {
    guard length > 1 else { return length }
    let exponent = Int.bitWidth - 1 - length.leadingZeroBitCount
    let significant = Int.bitWidth - exponent.leadingZeroBitCount
    let lastBits = exponent - significant
    guard lastBits > 0 else { return length }
    let mask = (1 << lastBits) - 1
    return (length + mask) & ~mask
}
