import Archiving
import Glibc
import PackageFormat
import Sealing
import Testing

/// What stands in front of libarchive: header blocks that our writer could not have made do not pass.
struct TarProfileTests {
    /// A tar of our writer and the entries that its catalogue has.
    private struct Sample {
        var bytes: [UInt8] = []
        var entries: [CatalogueEntry] = []
    }

    private final class Sink {
        var bytes: [UInt8] = []
    }

    private static func sample() throws -> Sample {
        let sink = Sink()
        let tar = try TarWriter {
            sink.bytes += $0
            return true
        }
        var entries: [CatalogueEntry] = []
        let long = "d/" + String(repeating: "x", count: 200) + ".csv"
        let files: [(String, Int?)] = [("a.csv", 700), ("d", nil), (long, 3), ("é.csv", 512), ("empty", 0)]
        for (name, size) in files {
            let path = try #require(ArchivePath(name))
            let offset = try #require(Count(tar.offset))
            if let size {
                let content = [UInt8](repeating: 7, count: size)
                try tar.beginFile(path, size: size, modifiedSeconds: 1_700_000_000)
                try content.withUnsafeBytes { try tar.write($0) }
                try tar.endEntry()
                let digest = Digest.of(content, as: .none)
                entries.append(
                    CatalogueEntry(file: path, offset: offset, size: try #require(Count(size)), digest: digest))
            } else {
                try tar.addFolder(path, modifiedSeconds: 1_700_000_000)
                entries.append(CatalogueEntry(folder: path, offset: offset))
            }
        }
        try tar.finish()
        return Sample(bytes: sink.bytes, entries: entries)
    }

    /// The fault that the profile finds when it is given `bytes` in parts of `length`; nil where it passes.
    private static func fault(
        _ bytes: [UInt8], _ entries: [CatalogueEntry], parts length: Int = 4_096, hasEnd: Bool = true
    ) -> ContentFault? {
        var profile = TarProfile(entries, hasEnd: hasEnd)
        do throws(ContentFault) {
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = Array(rest.prefix(length))
                rest = rest.dropFirst(length)
                try part.withUnsafeBufferPointer { (buffer) throws(ContentFault) in
                    try profile.take(UnsafeRawBufferPointer(buffer))
                }
            }
            try profile.end()
            return nil
        } catch { return error }
    }

    /// Writes the checksum that makes a changed header consistent again.
    private static func mendChecksum(_ bytes: inout [UInt8], header: Int) {
        for index in header + 148..<header + 156 { bytes[index] = 0x20 }
        let sum = bytes[header..<header + 512].reduce(0) { $0 + Int($1) }
        let digits = String(sum, radix: 8)
        let text = String(repeating: "0", count: 6 - digits.count) + digits
        bytes.replaceSubrange(header + 148..<header + 156, with: Array(text.utf8) + [0, 0x20])
    }

    @Test(arguments: [1, 7, 511, 512, 513, 100_000])
    func ourOwnTarPassesInPartsOfAnyLength(length: Int) throws {
        let sample = try Self.sample()
        #expect(Self.fault(sample.bytes, sample.entries, parts: length) == nil)
    }

    @Test func everyBitOfEveryHeaderCounts() throws {
        let sample = try Self.sample()
        let first = sample.entries[0].offset.value
        let paxHeader = sample.entries[2].offset.value
        for header in [first, paxHeader, paxHeader + 1_024] {
            for bit in 0..<512 * 8 {
                var bytes = sample.bytes
                bytes[header + bit / 8] ^= 1 << UInt8(bit % 8)
                #expect(Self.fault(bytes, sample.entries) != nil, "bit \(bit) of the header at \(header)")
            }
        }
    }

    @Test(arguments: ["1", "2", "3", "4", "6", "7", "g", "L", "K", "S", "V", "A", "\u{0}"])
    func otherKindsOfEntriesDoNotPass(type: Character) throws {
        let sample = try Self.sample()
        var bytes = sample.bytes
        bytes[156] = try #require(type.asciiValue)
        Self.mendChecksum(&bytes, header: 0)
        #expect(Self.fault(bytes, sample.entries) == .entryKind("a.csv"))
    }

    @Test(arguments: [
        (108, "0000001"), (116, "0000001"), (265, "root"), (297, "root"), (157, "target"), (100, "0004600"), (500, "x"),
    ])
    func fieldsThatAPackageFixesAreFixed(offset: Int, value: String) throws {
        let sample = try Self.sample()
        var bytes = sample.bytes
        bytes.replaceSubrange(offset..<offset + value.utf8.count, with: Array(value.utf8))
        Self.mendChecksum(&bytes, header: 0)
        #expect(Self.fault(bytes, sample.entries) != nil)
    }

    @Test func anotherSizeThanTheCataloguesDoesNotPass() throws {
        let sample = try Self.sample()
        var bytes = sample.bytes
        bytes.replaceSubrange(124..<135, with: Array("00000001275".utf8))
        Self.mendChecksum(&bytes, header: 0)
        let path = try #require(ArchivePath("a.csv"))
        #expect(Self.fault(bytes, sample.entries) == .entryDiffers(path))
    }

    @Test(arguments: [
        "25 SCHILY.xattr.user.a=b\n", "22 GNU.sparse.major=1\n", "15 linkpath=a\n", "9 path=a\n9 path=b\n", "9 path=a",
        "x path=a\n",
    ])
    func otherPaxRecordsDoNotPass(records: String) throws {
        let sample = try Self.sample()
        let header = sample.entries[2].offset.value
        var bytes = sample.bytes
        let block = Array(records.utf8) + [UInt8](repeating: 0, count: 512 - records.utf8.count)
        bytes.replaceSubrange(header + 512..<header + 1_024, with: block)
        let size = String(records.utf8.count, radix: 8)
        let field = String(repeating: "0", count: 11 - size.count) + size
        bytes.replaceSubrange(header + 124..<header + 135, with: Array(field.utf8))
        Self.mendChecksum(&bytes, header: header)
        #expect(Self.fault(bytes, sample.entries) == .entryKind(sample.entries[2].path.description))
    }

    @Test func fillAndEndAreZero() throws {
        let sample = try Self.sample()
        var fill = sample.bytes
        fill[512 + 700] = 1
        #expect(Self.fault(fill, sample.entries) == .entryDiffers(sample.entries[0].path))
        var end = sample.bytes
        end[end.count - 1] = 1
        #expect(Self.fault(end, sample.entries) == .tarEnd)
        #expect(Self.fault(sample.bytes + [0], sample.entries) == .tarEnd)
        #expect(Self.fault(Array(sample.bytes.dropLast()), sample.entries) == .tarEnd)
    }

    @Test func aStretchPassesWithoutTheEnd() throws {
        let sample = try Self.sample()
        let range = sample.entries[2].offset.value..<sample.entries[4].offset.value
        let stretch = Array(sample.bytes[range])
        #expect(Self.fault(stretch, Array(sample.entries[2...3]), hasEnd: false) == nil)
        #expect(Self.fault(stretch + [0], Array(sample.entries[2...3]), hasEnd: false) == .tarEnd)
        #expect(Self.fault(stretch, Array(sample.entries[2...2]), hasEnd: false) == .tarEnd)
    }

    /// Long names that a header's own field cuts inside a character, and times beyond what it holds.
    @Test(arguments: [0, 2_147_483_648, 8_589_934_591, 8_589_934_592, Int(Int32.max) * 1_000])
    func whatTheWriterMakesTheReaderTakes(modified: Int) throws {
        let names = [
            String(repeating: "名", count: 34), "a" + String(repeating: "名", count: 33),
            String(repeating: "a", count: 97) + "éé", String(repeating: "ä", count: 50) + "/x", "plain",
        ]
        let content = [UInt8](repeating: 1, count: 10)
        let sink = Sink()
        let tar = try TarWriter {
            sink.bytes += $0
            return true
        }
        var entries: [CatalogueEntry] = []
        for name in names {
            let offset = try #require(Count(tar.offset))
            let path = try #require(ArchivePath(name))
            try tar.beginFile(path, size: 10, modifiedSeconds: modified)
            try content.withUnsafeBytes { try tar.write($0) }
            try tar.endEntry()
            let digest = Digest.of(content, as: .none)
            entries.append(CatalogueEntry(file: path, offset: offset, size: try #require(Count(10)), digest: digest))
        }
        try tar.finish()
        #expect(Self.fault(sink.bytes, entries) == nil)
        // What another call left behind, a refused lock on memory say, is not libarchive's to find.
        errno = ENOMEM
        let items = try untar(sink.bytes, entries)
        #expect(items.map(\.name) == names)
    }

    /// A size that only a pax record can hold: 64 GiB, whose header alone is looked at.
    @Test(arguments: [8_589_934_591, 8_589_934_592, 68_719_476_736])
    func theHeaderOfAHugeFilePasses(size: Int) throws {
        let sink = Sink()
        let tar = try TarWriter {
            sink.bytes += $0
            return true
        }
        let path = try #require(ArchivePath("huge"))
        try tar.beginFile(path, size: size, modifiedSeconds: 0)
        let header = sink.bytes
        let digest = Digest.of([], as: .none)
        let entry = CatalogueEntry(
            file: path, offset: try #require(Count(0)), size: try #require(Count(size)), digest: digest)
        var profile = TarProfile([entry], hasEnd: true)
        try header.withUnsafeBufferPointer { (buffer) throws(ContentFault) in
            try profile.take(UnsafeRawBufferPointer(buffer))
        }
    }
}
