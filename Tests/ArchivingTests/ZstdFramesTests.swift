import PackageFormat
import Sealing
import Testing

@testable import Archiving

@Suite struct ZstdFramesTests {
    private static let content = Array(String(repeating: "microvault frame ", count: 20).utf8)

    /// Frames of `content` that the zstd tool made, each but the first with one thing that the profile does not allow.
    private static func frame(_ hex: String) -> [UInt8] { Hex.decode(hex) ?? [] }
    private static let good = frame("28b52ffd645400c50000886d6963726f7661756c74206672616d6520010081489d4b6f9e0890")
    private static let withoutChecksum = frame("28b52ffd605400c50000886d6963726f7661756c74206672616d6520010081489d4b")
    private static let withoutSize = frame("28b52ffd0400c50000886d6963726f7661756c74206672616d6520010081489d4b6f9e0890")
    private static let withDictionary = frame("28b52ffd66921054006d000000047c003514b999a1704c14c76f9e0890")

    private static func compress(_ content: [UInt8], level: Int = 1) throws -> [UInt8] {
        var frame = [UInt8](repeating: 0, count: FrameProfile.longestFrame)
        let length = try content.withUnsafeBytes { content in
            try frame.withUnsafeMutableBytes { try FrameCompressor(level: level).compress(content, into: $0) }
        }
        return Array(frame.prefix(length))
    }

    private static func decompress(
        _ frame: [UInt8], length: Int, room: Int? = nil
    ) throws(ContentFault) -> [UInt8] {
        let input = UnsafeMutableRawBufferPointer.allocate(byteCount: frame.count, alignment: 1)
        defer { input.deallocate() }
        input.copyBytes(from: frame)
        let output = UnsafeMutableRawBufferPointer.allocate(byteCount: room ?? length, alignment: 1)
        defer { output.deallocate() }
        try FrameDecompressor().decompress(UnsafeRawBufferPointer(input), number: 7, length: length, into: output)
        return Array(output.prefix(length))
    }

    private static func fault(_ frame: [UInt8], length: Int = content.count, room: Int? = nil) -> ContentFault? {
        failure { () throws(ContentFault) in _ = try decompress(frame, length: length, room: room) }
    }

    @Test(arguments: [1, 2, 511, 65_536, 1 << 20 - 1, 1 << 20], [1, 3, 19])
    func `frames come back`(length: Int, level: Int) throws {
        let content = pattern(length)
        let frame = try Self.compress(content, level: level)
        #expect(try Self.decompress(frame, length: length) == content)
        // Checksum flag set, no dictionary, content size there.
        #expect(frame[4] & 0b0000_1111 == 0b0000_0100)
    }

    @Test func `content that does not compress fits the longest frame`() throws {
        let content = randomBytes(1 << 20)
        let frame = try Self.compress(content)
        #expect(frame.count > content.count && frame.count <= FrameProfile.longestFrame)
        #expect(try Self.decompress(frame, length: 1 << 20) == content)
    }

    @Test func `one level and one content give one frame`() throws {
        let content = pattern(300_000)
        let compressor = FrameCompressor(level: 3)
        var frames: [[UInt8]] = []
        for _ in 0..<2 {
            var frame = [UInt8](repeating: 0, count: FrameProfile.longestFrame)
            let length = try content.withUnsafeBytes { content in
                try frame.withUnsafeMutableBytes { try compressor.compress(content, into: $0) }
            }
            frames.append(Array(frame.prefix(length)))
        }
        #expect(frames[0] == frames[1])
    }

    @Test func `a frame longer than its buffer is the library's failure`() {
        var frame = [UInt8](repeating: 0, count: 10)
        #expect(throws: ArchivingError.self) {
            try pattern(1_000).withUnsafeBytes { content in
                _ = try frame.withUnsafeMutableBytes { try FrameCompressor(level: 1).compress(content, into: $0) }
            }
        }
    }

    @Test func `frames that break the profile`() throws {
        #expect(try Self.decompress(Self.good, length: 340) == Self.content)
        #expect(Self.fault(Self.withoutChecksum) == .frame(7))
        #expect(Self.fault(Self.withoutSize) == .frame(7))
        #expect(Self.fault(Self.withDictionary) == .frame(7))
        #expect(Self.fault(Self.good + [0]) == .frame(7))
        #expect(Self.fault(Self.good + Self.good) == .frame(7))
        #expect(Self.fault(Self.good + SeekTable.skippableHeader(0x184D_2A50, contentLength: 0)) == .frame(7))
        #expect(Self.fault(SeekTable.skippableHeader(0x184D_2A50, contentLength: 0) + Self.good) == .frame(7))
        #expect(Self.fault([]) == .frame(7))
        // A dictionary id that is there and zero: libzstd reads such a frame.
        var zeroDictionary = Self.good
        zeroDictionary[4] |= 1
        zeroDictionary.insert(0, at: 5)
        #expect(Self.fault(zeroDictionary) == .frame(7))
        var reserved = Self.good
        reserved[4] |= 0b1000
        #expect(Self.fault(reserved) == .frame(7))
    }

    @Test func `the length is the seek table's`() {
        #expect(Self.fault(Self.good, length: 339) == .frame(7))
        #expect(Self.fault(Self.good, length: 341) == .frame(7))
        #expect(Self.fault(Self.good, length: 0) == .frame(7))
        #expect(Self.fault(Self.good, length: 340, room: 339) == .frame(7))
        // The header says 341, the blocks hold 340.
        var lying = Self.good
        lying[5] += 1
        #expect(Self.fault(lying, length: 341) == .frame(7))
    }

    @Test func `a wrong checksum is told apart`() {
        var altered = Self.good
        altered[altered.count - 1] ^= 1
        #expect(Self.fault(altered) == .frameChecksum(7))
    }

    @Test func `one flipped bit anywhere is refused, and a cut frame too`() {
        for bit in 0..<(Self.good.count * 8) {
            var altered = Self.good
            altered[bit / 8] ^= 1 << UInt8(bit % 8)
            // A bit that has no meaning changes nothing that is read.
            if let found = try? Self.decompress(altered, length: 340) { #expect(found == Self.content, "bit \(bit)") }
        }
        for length in 0..<Self.good.count { #expect(Self.fault(Array(Self.good.prefix(length))) == .frame(7)) }
    }
}
