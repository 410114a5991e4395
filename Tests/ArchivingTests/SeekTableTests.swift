import PackageFormat
import Sealing
import Testing

@testable import Archiving

@Suite struct SeekTableTests {
    private static let full = FrameProfile.contentLength

    private static func table(
        _ frames: [UInt32] = [700, 800, 90], content: Int = 2 * full + 5, catalogue: Int = 333, padded: Bool = true
    ) -> SeekTable {
        SeekTable(frames: frames, contentLength: content, catalogueLength: catalogue, padded: padded)
    }

    @Test(arguments: [1, 2, 3, 100], [true, false])
    func `a table comes back`(frames: Int, padded: Bool) throws {
        let lengths = (0..<frames).map { _ in UInt32.random(in: 20...UInt32(FrameProfile.longestFrame)) }
        let table = Self.table(lengths, content: (frames - 1) * Self.full + 1, padded: padded)
        let bytes = table.bytes
        #expect(bytes.count == table.tableLength)
        let length = try SeekTable.tableLength(footer: Array(bytes.suffix(9)), streamLength: table.streamLength)
        #expect(length == bytes.count)
        #expect(try SeekTable(parsing: bytes, streamLength: table.streamLength) == table)
        #expect(table.paddingFrameLengths.isEmpty || padded)
    }

    @Test func `the bytes are those of the seekable format`() {
        let table = Self.table([0x0102, 0x0304], content: Self.full + 5, catalogue: 16, padded: false)
        #expect(
            table.bytes == [
                0x5E, 0x2A, 0x4D, 0x18, 33, 0, 0, 0,
                0x02, 0x01, 0, 0, 0, 0, 0x10, 0, 0x04, 0x03, 0, 0, 5, 0, 0, 0, 24, 0, 0, 0, 0, 0, 0, 0,
                3, 0, 0, 0, 0, 0xB1, 0xEA, 0x92, 0x8F,
            ])
        #expect(table.contentLength(of: 0) == Self.full)
        #expect(table.contentLength(of: 1) == 5)
        #expect(table.dataLength == 0x0406)
        #expect(table.streamLength == 0x0406 + 24 + 41)
    }

    @Test func `padding brings the stream to a Padmé length, its own table entries included`() {
        for _ in 0..<3_000 {
            let frames = (0..<Int.random(in: 1...40)).map { _ in UInt32.random(in: 10...1_000_000) }
            let table = Self.table(
                frames, content: frames.count * Self.full, catalogue: Int.random(in: 0...100_000))
            #expect(padme(table.streamLength) == table.streamLength)
            #expect(table.paddingFrameLengths.count <= 1)
        }
    }

    /// 256 GiB and more need padding that one frame cannot hold; a rest must not make one of them too long.
    @Test func `padding of several frames keeps to the longest padding frame`() {
        let bare = 65 << 32 - 3 << 30 + 1 - 48
        let frames = (bare - 33) / (1 << 20 + 8)
        let catalogue = bare - frames << 20 - 17 - 8 * (frames + 1) - 8
        let table = Self.table(
            [UInt32](repeating: 1 << 20, count: frames), content: frames * Self.full, catalogue: catalogue)
        #expect(padme(table.streamLength) == table.streamLength)
        #expect(table.paddingFrameLengths.count == 3)
        #expect(table.paddingFrameLengths.allSatisfy { $0 <= 8 + SeekTable.maximumPaddingLength })
    }

    private static func footerFault(_ footer: [UInt8], streamLength: Int = 10_000) -> ContentFault? {
        failure { () throws(ContentFault) in
            _ = try SeekTable.tableLength(footer: footer, streamLength: streamLength)
        }
    }

    @Test func `each fault of a footer`() {
        func footer(_ count: UInt32, flags: UInt8 = 0, magic: UInt32 = 0x8F92_EAB1) -> [UInt8] {
            littleEndian(count) + [flags] + littleEndian(magic)
        }
        #expect(Self.footerFault(footer(2)) == nil)
        #expect(Self.footerFault([]) == .seekTable)
        #expect(Self.footerFault(Array(footer(2).dropLast())) == .seekTable)
        #expect(Self.footerFault(footer(2) + [0]) == .seekTable)
        #expect(Self.footerFault(footer(2, flags: 0x80)) == .seekTable)
        #expect(Self.footerFault(footer(2, flags: 1)) == .seekTable)
        #expect(Self.footerFault(footer(2, magic: 0x8F92_EAB0)) == .seekTable)
        #expect(Self.footerFault(footer(0)) == .seekTable)
        #expect(Self.footerFault(footer(1)) == .seekTable)
        #expect(Self.footerFault(footer(1 << 26 + 1), streamLength: .max) == .seekTable)
        #expect(Self.footerFault(footer(.max), streamLength: .max) == .seekTable)
        #expect(Self.footerFault(footer(2), streamLength: 32) == .seekTable)
        #expect(Self.footerFault(footer(2), streamLength: 33) == nil)
    }

    /// The fault of a table of `entries` (frame length, content length) for a stream that has their length.
    private static func fault(
        _ entries: [(Int, Int)], magic: UInt32 = SeekTable.skippableMagic, more: Int = 0, streamLength: Int? = nil
    ) -> ContentFault? {
        let length = entries.count * 8 + 9
        var bytes = littleEndian(magic) + littleEndian(UInt32(length + more))
        for (frame, content) in entries {
            bytes += littleEndian(UInt32(frame)) + littleEndian(UInt32(content))
        }
        bytes += littleEndian(UInt32(entries.count)) + [0] + littleEndian(SeekTable.footerMagic)
        let total = streamLength ?? bytes.count + entries.reduce(0) { $0 + $1.0 }
        return failure { () throws(ContentFault) in _ = try SeekTable(parsing: bytes, streamLength: total) }
    }

    @Test func `each fault of a table`() {
        let good = [(700, full), (90, 5), (20, 0), (8, 0)]
        #expect(Self.fault(good) == nil)
        #expect(Self.fault(good, magic: SeekTable.catalogueMagic) == .seekTable)
        #expect(Self.fault(good, more: 1) == .seekTable)
        #expect(Self.fault(good, more: -1) == .seekTable)
        #expect(Self.fault(good, streamLength: 859) == .seekTable)
        #expect(Self.fault(good, streamLength: 0) == .seekTable)
        // No data frame, no catalogue.
        #expect(Self.fault([(20, 0), (8, 0)]) == .seekTable)
        #expect(Self.fault([(700, full), (90, 5)]) == .seekTable)
        // Data after the catalogue, and a frame in the middle that is not full.
        #expect(Self.fault([(20, 0), (700, 5)]) == .seekTable)
        #expect(Self.fault([(700, full), (20, 0), (90, 5), (20, 0)]) == .seekTable)
        #expect(Self.fault([(700, full - 1), (90, 5), (20, 0)]) == .seekTable)
        // Lengths over their caps.
        #expect(Self.fault([(700, full + 1), (20, 0)]) == .seekTable)
        #expect(Self.fault([(FrameProfile.longestFrame, full), (20, 0)]) == nil)
        #expect(Self.fault([(FrameProfile.longestFrame + 1, full), (20, 0)]) == .seekTable)
        #expect(Self.fault([(700, 5), (7, 0)]) == .seekTable)
        #expect(Self.fault([(700, 5), (8, 0)]) == nil)
        #expect(Self.fault([(700, 5), (1 << 30 + 9, 0)]) == .seekTable)
        #expect(Self.fault([(700, 5), (20, 0), (7, 0)]) == .seekTable)
        #expect(Self.fault([(700, 5), (20, 0), (1 << 30 + 9, 0)]) == .seekTable)
        #expect(Self.fault([(700, 5), (20, 0), (1 << 30 + 8, 0)]) == nil)
    }

    private var full: Int { Self.full }
}

@Suite struct SeekableStreamTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// Data frames, catalogue, padding, table: what lies under the chunks of a package.
    @Test(arguments: [(5_000, true), (5_000, false), (3 << 20 + 17, true), (1 << 20, true)])
    func `the zstd tool reads the whole stream`(length: Int, padded: Bool) throws {
        let content = pattern(length)
        var stream: [UInt8] = []
        var frames: [UInt32] = []
        let compressor = FrameCompressor(level: 1)
        for start in stride(from: 0, to: length, by: FrameProfile.contentLength) {
            var frame = [UInt8](repeating: 0, count: FrameProfile.longestFrame)
            let part = Array(content[start..<min(length, start + FrameProfile.contentLength)])
            let count = try part.withUnsafeBytes { part in
                try frame.withUnsafeMutableBytes { try compressor.compress(part, into: $0) }
            }
            stream += frame.prefix(count)
            frames.append(UInt32(count))
        }
        let catalogue = Array("{\"content_bytes\":1}\n".utf8)
        let table = SeekTable(
            frames: frames, contentLength: length, catalogueLength: catalogue.count, padded: padded)
        stream += SeekTable.skippableHeader(SeekTable.catalogueMagic, contentLength: catalogue.count) + catalogue
        for length in table.paddingFrameLengths {
            stream += SeekTable.skippableHeader(SeekTable.paddingMagic, contentLength: length - 8)
            stream += [UInt8](repeating: 0, count: length - 8)
        }
        stream += table.bytes
        #expect(stream.count == table.streamLength)
        #expect(!padded || padme(stream.count) == stream.count)
        let file = try scratch.write(stream, to: "stream.zst")
        let found = try run("zstd", "-dc", file)
        #expect(found.status == 0)
        #expect(found.output == content)
        let listed = try run("zstd", "-lv", file)
        #expect(listed.status == 0)
        let words = String(decoding: listed.output, as: UTF8.self)
        #expect(words.contains("Zstandard Frames: \(frames.count)\n"))
        #expect(words.contains("Skippable Frames: \(table.paddingFrameLengths.count + 2)\n"))
        #expect(words.contains("Check: XXH64"))
        #expect(try run("zstd", "-t", file).status == 0)
    }
}
