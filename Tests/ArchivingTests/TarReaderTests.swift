import PackageFormat
import Testing

@testable import Archiving

@Suite struct TarReaderTests {
    private static let items = [
        Item("data", nil), Item("data/a.csv", pattern(70_000)), Item("data/empty", []),
        Item("data/" + String(repeating: "l", count: 200), pattern(9), modified: 12), Item("région", pattern(1)),
        Item("z", nil),
    ]

    private static func fault(
        _ bytes: [UInt8], _ entries: [CatalogueEntry], tarBytes: Int? = nil
    ) -> ContentFault? {
        switch failure({ () throws(TarReader.Failure) in _ = try untar(bytes, entries, tarBytes: tarBytes) }) {
        case .content(let fault): fault
        default: nil
        }
    }

    private static func refusal(
        _ bytes: [UInt8], _ entries: [CatalogueEntry], tarBytes: Int? = nil
    ) -> TarReader.Failure? {
        failure { () throws(TarReader.Failure) in _ = try untar(bytes, entries, tarBytes: tarBytes) }
    }

    @Test(arguments: [1, 511, 512, 10_240, 1_000_000])
    func `what the writer wrote is read, whatever the parts`(part: Int) throws {
        let (bytes, entries) = try tar(Self.items)
        let found = try untar(bytes, entries, part: part)
        #expect(found.map(\.name) == Self.items.map(\.name))
        #expect(found.map(\.content) == Self.items.map(\.content))
        #expect(found.map(\.modified) == Self.items.map(\.modified))
    }

    /// Whatever Swift takes for one character: the kernel and tar see bytes.
    @Test(arguments: ["a\u{600}", "a/\u{301}b", "\u{301}", "a\u{200D}"])
    func `names that join with a slash are read`(name: String) throws {
        for content in [nil, pattern(5)] {
            let (bytes, entries) = try tar([Item(name, content)])
            #expect(try untar(bytes, entries).map(\.content) == [content])
        }
    }

    @Test func `an entry that is not in the catalogue, or not in its place`() throws {
        let (bytes, entries) = try tar(Self.items)
        #expect(Self.fault(bytes, Array(entries.dropFirst())) == .entryNotInCatalogue("data/"))
        #expect(Self.fault(bytes, Array(entries.dropLast())) == .entryNotInCatalogue("z/"))
        #expect(Self.fault(bytes, []) == .entryNotInCatalogue("data/"))
        #expect(
            Self.fault(bytes, [entries[0], entries[2], entries[1]] + entries[3...])
                == .entryNotInCatalogue("data/a.csv"))
    }

    @Test func `an entry that is missing`() throws {
        let (bytes, entries) = try tar(Self.items)
        let more = CatalogueEntry(folder: path("zz"), offset: count(bytes.count - 1_024))
        #expect(Self.fault(bytes, entries + [more]) == .entryMissing(path("zz")))
        #expect(Self.fault(RawTar.end, entries) == .entryMissing(path("data")))
    }

    @Test func `an entry of another kind, size or place`() throws {
        let (bytes, entries) = try tar([Item("a", pattern(10)), Item("b", nil)])
        let (a, b) = (path("a"), path("b"))
        func file(_ path: ArchivePath, _ size: Int, at offset: Int) -> CatalogueEntry {
            CatalogueEntry(file: path, offset: count(offset), size: count(size), digest: digest([]))
        }
        #expect(Self.fault(bytes, [file(a, 9, at: 0), entries[1]]) == .entryDiffers(a))
        #expect(Self.fault(bytes, [file(a, 11, at: 0), entries[1]]) == .entryDiffers(a))
        #expect(Self.fault(bytes, [file(a, 10, at: 512), entries[1]]) == .entryDiffers(a))
        #expect(Self.fault(bytes, [CatalogueEntry(folder: a, offset: count(0)), entries[1]]) == .entryDiffers(a))
        #expect(Self.fault(bytes, [entries[0], CatalogueEntry(folder: b, offset: count(1_536))]) == .entryDiffers(b))
        #expect(Self.fault(bytes, [entries[0], file(b, 0, at: 1_024)]) == .entryDiffers(b))
    }

    @Test func `the end stands where the catalogue says`() throws {
        let (bytes, entries) = try tar(Self.items)
        #expect(Self.fault(bytes, entries, tarBytes: bytes.count) == nil)
        #expect(Self.fault(bytes, entries, tarBytes: bytes.count + 512) == .tarEnd)
        #expect(Self.fault(bytes, entries, tarBytes: bytes.count - 512) == .tarEnd)
        // Zeros before the end, more than the two blocks.
        #expect(Self.fault(bytes + RawTar.end, entries) == .tarEnd)
    }

    @Test func `a stream that is cut`() throws {
        let (bytes, entries) = try tar([Item("a", pattern(3_000)), Item("b", pattern(10))])
        for length in stride(from: 0, to: bytes.count - 1_024, by: 256) {
            #expect(
                Self.refusal(Array(bytes.prefix(length)), entries, tarBytes: bytes.count) != nil, "\(length) bytes")
        }
    }

    @Test func `a source that fails ends with callerFailed`() throws {
        let (bytes, entries) = try tar(Self.items)
        for place in [0, 512, 4_096, 40_960] {
            let feed = Feed(bytes, part: 512)
            feed.failsAt = place
            let error = failure { () throws(TarReader.Failure) in
                let reader: TarReader
                reader = try TarReader { feed.next() }
                for entry in entries {
                    _ = try reader.next(expecting: entry)
                    while try reader.nextPart() != nil {}
                }
            }
            #expect(error == .archiving(.callerFailed), "at \(place)")
        }
    }

    /// What a sender put in the place of a tar stream is a damaged package, not a library that fails.
    @Test(arguments: ["", "0", "070701", "PK\u{3}\u{4}", "BZh9", "\u{FD}7zXZ"])
    func `what is no tar is a fault of the content`(start: String) {
        let bytes = start.isEmpty ? [] : Array(start.utf8) + [UInt8](repeating: 0x30, count: 1_000)
        let refusal = Self.refusal(bytes, [CatalogueEntry(folder: path("a"), offset: count(0))])
        guard case .content = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
    }

    @Test func `a header whose checksum is wrong is refused`() throws {
        let (bytes, entries) = try tar([Item("a", pattern(10))])
        for index in 0..<512 where !(148..<156).contains(index) {
            var altered = bytes
            altered[index] ^= 1
            #expect(Self.refusal(altered, entries) != nil, "byte \(index)")
        }
    }
}
