import Archiving
import PackageFormat
import Testing

/// Rules of docs/format.md, section 11.6, each broken alone, as the profile in front of the tar reader finds them.
@Suite struct TarIsLoadBearingTests {
    private let path = "data/a.csv"
    private let content = Array("household,income\n".utf8)

    private func entry(size: Int) -> CatalogueEntry {
        CatalogueEntry(
            file: ArchivePath(path)!, offset: Count(0)!, size: Count(size)!, digest: FileDigest.of(size: 0, blocks: []))
    }

    private func fault(_ bytes: [UInt8], _ entry: CatalogueEntry) -> ContentFault? {
        var profile = TarProfile([entry], hasEnd: true)
        do throws(ContentFault) {
            try bytes.withUnsafeBufferPointer { (buffer) throws(ContentFault) in
                try profile.take(UnsafeRawBufferPointer(buffer))
            }
            return nil
        } catch { return error }
    }

    private func header(_ change: (inout TarForge.Entry) -> Void = { _ in }) -> [UInt8] {
        var entry = TarForge.Entry(path: path, content: content)
        change(&entry)
        return TarForge.header(entry)
    }

    /// A pax header with `records` and what follows them in their last block, then the file.
    private func archive(_ records: [UInt8], fill: UInt8 = 0, header: [UInt8]? = nil) -> [UInt8] {
        let pax = TarForge.header(TarForge.Entry(path: "PaxHeader/a", type: "x", content: records, modified: 0))
        var blocks = TarForge.blocks(records)
        if blocks.count > records.count { blocks[blocks.count - 1] = fill }
        return pax + blocks + (header ?? self.header()) + TarForge.blocks(content)
            + [UInt8](repeating: 0, count: 1_024)
    }

    private func found(_ records: String) -> ContentFault? { fault(archive(Array(records.utf8)), entry(size: 17)) }

    @Test func recordsOfTheProfilePass() {
        #expect(found(TarForge.record("path", path)) == nil)
        #expect(found(TarForge.record("mtime", "1700000000") + TarForge.record("size", "17")) == nil)
    }

    @Test(arguments: [
        // An empty path, a NUL in it, a number that is none.
        "8 path=\n", "12 path=a\u{0}b\n", "8 size=\n", "9 mtime=\n", "10 size=1x\n", "11 size=-12\n",
        // More digits than 19, and than 11.
        "28 size=00000000000000000017\n", "21 mtime=170000000000\n",
        // A length that ends before its key, too early for its line feed, or beyond what is there.
        "1 path=a\n", "2 path=a\n", "9 path=ab", "11 path=a\n", "99 path=a\n",
        // A second spelling of the length; none.
        "011 path=a\n", " path=a\n", "+9 path=a\n",
        // No key, an unknown one, one twice.
        "8 path\na\n", "6 =ab\n", "9 PATH=a\n", "9 path=a\n9 path=b\n", "12 comment=a\n",
    ])
    func recordsOutsideItDoNot(records: String) { #expect(found(records) == .entryKind(path)) }

    @Test func recordsHaveALimit() {
        let longest = TarForge.record("path", String(repeating: "a", count: 16_384 - 12))
        #expect(longest.utf8.count == 16_384)
        // Within the limit it is the path that is wrong.
        #expect(found(longest) == .entryNotInCatalogue(String(repeating: "a", count: 16_384 - 12)))
        #expect(found(TarForge.record("path", String(repeating: "a", count: 16_384 - 11))) == .entryKind(path))
        #expect(found("") == .entryKind(path))
    }

    @Test func zerosFollowTheRecords() {
        let records = Array(TarForge.record("path", path).utf8)
        #expect(fault(archive(records, fill: 1), entry(size: 17)) == .entryKind(path))
    }

    /// Only where the field cannot hold it may the header have another size than the catalogue, and then a pax header is there.
    @Test func theSizeFieldIsThatOfTheCatalogue() {
        let differs = ContentFault.entryDiffers(ArchivePath(path)!)
        let records = Array(TarForge.record("size", "17").utf8)
        #expect(fault(archive(records, header: header { $0.size = 16 }), entry(size: 17)) == differs)
        let large = entry(size: 8_589_934_592)
        #expect(fault(header { $0.size = 0 }, large) == differs)
        let named = Array(TarForge.record("size", "8589934592").utf8)
        #expect(fault(Array(archive(named, header: header { $0.size = 0 }).prefix(1_536)), large) == nil)
    }

    @Test func aFolderHasNoSize() {
        let folder = CatalogueEntry(folder: ArchivePath("data")!, offset: Count(0)!)
        for (size, expected) in [(0, nil), (5, ContentFault.entryKind("data"))] {
            let header = TarForge.header(TarForge.Entry(path: "data/", type: "5", mode: 0o700, size: size))
            #expect(fault(header, folder) == expected)
        }
    }

    @Test(arguments: ["data//", "./data/", "dat\u{E4}/", "other/"]) func aFolderHasItsOwnName(name: String) {
        let folder = CatalogueEntry(folder: ArchivePath("data")!, offset: Count(0)!)
        let header = TarForge.header(TarForge.Entry(path: name, type: "5", mode: 0o700))
        #expect(fault(header, folder) == .entryNotInCatalogue(name))
    }

    /// Fields of a header, each with a checksum that fits.
    @Test(arguments: [
        // Magic, version.
        (257, "Ustar"), (263, "01"), (262, " "),
        // Owner, group, names, link, devices, what is behind the prefix.
        (108, "0000001"), (116, "0000001"), (265, "root"), (297, "root"), (157, "x"), (329, "0000001"),
        (337, "0000001"), (500, "x"), (511, "x"),
        // Numbers: no digit, not ended, something behind them, another base.
        (136, "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}"), (136, "000000000000"),
        (136, "00000000 00"), (136, "00000000008"), (108, "        "),
    ])
    func fieldsOfAHeaderAreThoseOfTheWriter(place: Int, value: String) {
        var block = header()
        block.replaceSubrange(place..<(place + value.utf8.count), with: Array(value.utf8))
        #expect(fault(TarIsLoadBearingTests.summed(block), entry(size: 17)) == .entryDiffers(ArchivePath(path)!))
    }

    /// Six digits, NUL and a space; the sum itself.
    @Test func theChecksumIsWrittenInOneWay() {
        let differs = ContentFault.entryDiffers(ArchivePath(path)!)
        #expect(fault(Self.summed(header()), entry(size: 17)) == nil)
        for (place, byte) in [(154, UInt8(0x20)), (155, 0), (153, 0x30 ^ header()[153] & 1 ^ 1)] {
            var block = Self.summed(header())
            block[place] = byte
            #expect(fault(block, entry(size: 17)) == differs, "\(place)")
        }
    }

    private static func summed(_ header: [UInt8]) -> [UInt8] {
        var block = header
        block.replaceSubrange(148..<156, with: [UInt8](repeating: 0x20, count: 8))
        let sum = String(block.reduce(0) { $0 + Int($1) }, radix: 8)
        let digits = String(repeating: "0", count: 6 - sum.count) + sum
        block.replaceSubrange(148..<156, with: Array(digits.utf8) + [0, 0x20])
        return block
    }

    /// As the reader finds it where no profile stands in front: the end is zeros, not something that does not parse.
    @Test func whatIsNoHeaderIsNoEnd() throws {
        let file = header() + TarForge.blocks(content)
        for (tail, isEnd) in [(UInt8(0), true), (0x55, false)] {
            let parts = Parts(file + [UInt8](repeating: tail, count: 1_024))
            let reader = try TarReader { parts.next() }
            _ = try reader.next(expecting: entry(size: 17))
            while try reader.nextPart() != nil {}
            #expect(((try? reader.end(at: file.count)) != nil) == isEnd)
        }
    }

    /// All at once, then the end.
    private final class Parts {
        private let whole: UnsafeMutableRawBufferPointer
        private var isTaken = false

        init(_ bytes: [UInt8]) {
            whole = .allocate(byteCount: bytes.count, alignment: 1)
            whole.copyBytes(from: bytes)
        }

        deinit { whole.deallocate() }

        func next() -> UnsafeRawBufferPointer? {
            defer { isTaken = true }
            return isTaken ? UnsafeRawBufferPointer(start: nil, count: 0) : UnsafeRawBufferPointer(whole)
        }
    }
}
