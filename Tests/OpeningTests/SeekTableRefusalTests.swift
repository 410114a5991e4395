import Archiving
import PackageFormat
import Sealing
import Testing

@testable import Opening

/// What stands around the data frames, made wrong by the sender.
@Suite struct SeekTableRefusalTests {
    private typealias Row = (length: Int, content: Int)
    private let stream = StreamForge(files: PackageForge.files)

    private func refuses(
        _ fault: ContentFault = .seekTable, sourceLocation: SourceLocation = #_sourceLocation,
        _ change: (inout StreamForge) -> Void
    ) {
        var changed = stream
        change(&changed)
        PackageForge(changed).isRefused(fault, sourceLocation: sourceLocation)
    }

    @Test func aStreamWithoutFooterIsRefused() {
        for length in [1, 8, 9, 40] {
            PackageForge([UInt8](repeating: 0, count: length)).isRefused(.seekTable)
        }
    }

    @Test func theFooterIsExact() {
        refuses { $0.table = StreamForge.table($0.rows, footer: SeekTable.footerMagic ^ 1) }
        // A table with checksums, and reserved bits.
        for descriptor: UInt8 in [0x80, 0x01, 0x04] {
            refuses { $0.table = StreamForge.table($0.rows, descriptor: descriptor) }
        }
        for count in [0, 1, 3, 1_000, 1 << 26, (1 << 26) + 1, Int(UInt32.max)] {
            refuses { $0.table = StreamForge.table($0.rows, count: count) }
        }
    }

    @Test func theTableIsASkippableFrameOfItsLength() {
        refuses { $0.table = StreamForge.table($0.rows, magic: SeekTable.paddingMagic) }
        refuses {
            var table = StreamForge.table($0.rows)
            table[4] += 1
            $0.table = table
        }
    }

    @Test func rowsAddUpToTheStream() {
        refuses { $0.table = StreamForge.table([($0.frames[0].count + 1, $0.sizes[0]), $0.rows[1]]) }
        refuses { $0.table = StreamForge.table([$0.rows[0], ($0.rows[1].length - 1, 0)]) }
        refuses { $0.table = StreamForge.table($0.rows + [(8, 0)]) }
    }

    @Test func rowsComeInOrder() {
        // The catalogue first, and no catalogue, and no data.
        refuses { $0.table = StreamForge.table($0.rows.reversed()) }
        refuses { $0.table = StreamForge.table([$0.rows[0], ($0.rows[1].length, 512)]) }
        refuses { $0.table = StreamForge.table([($0.rows[0].length, 0), $0.rows[1]]) }
        // A skippable frame is 8 bytes at least.
        refuses { $0.table = StreamForge.table([$0.rows[0], (7, 0), ($0.rows[1].length - 7, 0)]) }
        refuses { $0.paddingFrames = [[0, 0, 0, 0, 0, 0, 0]] }
    }

    @Test func framesAreFullButTheLast() {
        let half = [UInt8](repeating: 0, count: 512)
        refuses {
            $0.frames.insert(StreamForge.frame(half), at: 0)
            $0.sizes.insert(512, at: 0)
        }
        let wide = [UInt8](repeating: 0, count: FrameProfile.contentLength + 512)
        refuses {
            $0.frames = [[UInt8](repeating: 0, count: 64)]
            $0.sizes = [wide.count]
        }
        // Longer than any frame of an honest encoder.
        refuses {
            $0.frames = [[UInt8](repeating: 0, count: FrameProfile.longestFrame + 1)]
        }
    }

    /// Before any of them is waited for (11.4, step 29).
    @Test func aFrameHasSixBytesOrMore() {
        for length in 0..<6 {
            refuses { $0.frames[0] = Array($0.frames[0].prefix(length)) }
            refuses {
                $0 = StreamForge(files: [("big.bin", [UInt8](repeating: 7, count: FrameProfile.contentLength))])
                $0.frames[1] = Array($0.frames[1].prefix(length))
            }
        }
    }

    @Test func theCatalogueHasItsMagic() {
        refuses(.catalogue(line: 0)) { $0.catalogueFrame[0] ^= 1 }
        refuses(.catalogue(line: 0)) { $0.catalogueFrame[4] ^= 1 }
        // A frame without content.
        refuses(.catalogue(line: 1)) { $0.catalogueFrame = StreamForge.skippable(SeekTable.catalogueMagic, []) }
    }

    @Test func paddingIsZeroAndMarked() {
        for place in [8, 500, 1_007] {
            refuses(.padding) {
                $0.pad(1_000)
                $0.paddingFrames[0][place] = 1
            }
        }
        for place in [0, 3, 4, 7] {
            refuses(.padding) {
                $0.pad(1_000)
                $0.paddingFrames[0][place] ^= 1
            }
        }
        refuses(.padding) {
            $0.pad(10)
            $0.paddingFrames.append(StreamForge.skippable(SeekTable.catalogueMagic, []))
        }
        // Across the end of a chunk.
        refuses(.padding) {
            $0.pad(ChunkLayout.chunkLength)
            $0.paddingFrames[0][ChunkLayout.chunkLength - 1] = 1
        }
    }

    @Test func severalFramesOfPaddingOpen() {
        var padded = stream
        for count in [0, 1, 5_000] { padded.pad(count) }
        #expect(throws: Never.self) { try Bench(PackageForge(padded)).open() }
    }
}

/// Frames that keep to zstd's format, but not to the profile.
@Suite struct FrameRefusalTests {
    private let stream = StreamForge(files: PackageForge.files)
    private var tar: [UInt8] {
        TarForge(PackageForge.files.map { .init(path: $0.path, content: $0.content) }).built().bytes
    }

    /// RFC 8878, section 3.1.1: one raw block, laid out by hand.
    private func raw(descriptor: UInt8, middle: [UInt8], checksum: Bool = true) -> [UInt8] {
        let content = tar
        let header = littleEndian(UInt32(content.count) << 3 | 1).prefix(3)
        let sum = checksum ? Array(StreamForge.frame(content).suffix(4)) : []
        return [0x28, 0xB5, 0x2F, 0xFD, descriptor] + middle + header + content + sum
    }

    private func refuses(
        _ frame: [UInt8], _ fault: ContentFault = .frame(0), sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var changed = stream
        changed.frames[0] = frame
        PackageForge(changed).isRefused(fault, sourceLocation: sourceLocation)
    }

    private var size: [UInt8] { littleEndian(UInt32(tar.count)) }

    @Test func aRawFrameOfTheProfileOpens() {
        var plain = stream
        plain.frames[0] = raw(descriptor: 0b1010_0100, middle: size)
        #expect(throws: Never.self) { try Bench(PackageForge(plain)).open() }
    }

    @Test func checksumSizeAndNoDictionaryAreRequired() {
        refuses(raw(descriptor: 0b1010_0000, middle: size, checksum: false))
        // No content size: a window alone.
        refuses(raw(descriptor: 0b0000_0100, middle: [0x50]))
        // A dictionary id of one byte, which is zero.
        refuses(raw(descriptor: 0b1010_0101, middle: [0] + size))
        refuses(raw(descriptor: 0b1010_1100, middle: size))
        refuses(raw(descriptor: 0b1010_0100, middle: littleEndian(UInt32(tar.count + 1))))
    }

    @Test func aWindowIsNoLongerThanTheContent() {
        refuses(raw(descriptor: 0b1000_0100, middle: [0xA8] + size))
    }

    @Test func oneFrameStandsInEachRow() {
        let frame = stream.frames[0]
        refuses(frame + [0])
        refuses(frame + StreamForge.skippable(SeekTable.paddingMagic, []))
        refuses(frame + StreamForge.frame([]))
        refuses(Array(frame.dropLast()))
        refuses(StreamForge.skippable(SeekTable.paddingMagic, frame))
        refuses(Array(frame.prefix(6)))
    }

    @Test func contentIsAsLongAsTheTableSays() {
        refuses(StreamForge.frame(tar + [UInt8](repeating: 0, count: 512)))
        refuses(StreamForge.frame(Array(tar.dropLast(512))))
        refuses(StreamForge.frame([]))
    }

    @Test func damageInsideIsFound() {
        var frame = stream.frames[0]
        frame[frame.count - 1] ^= 1
        refuses(frame, .frameChecksum(0))
        var plain = raw(descriptor: 0b1010_0100, middle: size)
        plain[600] ^= 1
        refuses(plain, .frameChecksum(0))
        // A block type that is reserved.
        plain = raw(descriptor: 0b1010_0100, middle: size)
        plain[9] |= 0b110
        refuses(plain)
    }

    @Test func theSecondFrameIsNamed() {
        let content = [UInt8](repeating: 7, count: FrameProfile.contentLength)
        var two = StreamForge(files: [("big.bin", content)])
        #expect(two.frames.count == 2)
        two.frames[1][two.frames[1].count - 1] ^= 1
        PackageForge(two).isRefused(.frameChecksum(1))
    }
}
