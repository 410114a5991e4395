/// Bytes that do not compress.
struct Noise {
    private var chance: Chance

    init(seed: UInt64) { chance = Chance(seed: seed) }

    /// Whole words of eight bytes, least significant byte first; a rest of up to seven bytes is zero.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        var chance = chance
        Self.fill(buffer, &chance)
    }

    private static func fill(_ buffer: UnsafeMutableRawBufferPointer, _ chance: inout Chance) {
        var place = 0
        while place + 8 <= buffer.count {
            buffer.storeBytes(of: chance.next().littleEndian, toByteOffset: place, as: UInt64.self)
            place += 8
        }
        while place < buffer.count {
            buffer[place] = 0
            place += 1
        }
    }

    static func write(to path: String, bytes: Int, seed: UInt64) {
        var chance = Chance(seed: seed)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
        defer { buffer.deallocate() }
        let file = Output(path)
        var left = bytes
        while left > 0 {
            fill(buffer, &chance)
            let count = min(left, buffer.count)
            file.block(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            left -= count
        }
        file.finish()
    }
}
