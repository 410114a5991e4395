import Archiving
import Files
import FoundationEssentials
import Glibc
import PackageFormat
import Sealing
import Sending
import TestCast
import Testing

@testable import Opening

@Suite struct RoundTripTests {
    private func roundTrip(_ packing: Packing, sourceLocation: SourceLocation = #_sourceLocation) throws {
        _ = try packing.pack()
        _ = try packing.bench.open()
        #expect(packing.agrees(), sourceLocation: sourceLocation)
        #expect(packing.bench.left == ["opened"], sourceLocation: sourceLocation)
    }

    /// Around a block of tar, a chunk, and the size whose tar stream just fills one or two frames.
    @Test(arguments: [
        0, 1, 511, 512, 513, 262_143, 262_144, 262_145, (1 << 20) - 1_537, (1 << 20) - 1_536, (1 << 20) - 1_535,
        (1 << 20) - 512, 1 << 20, (2 << 20) - 1_536, (2 << 20) - 1_535,
    ])
    func sizesAroundTheEdges(_ size: Int) throws {
        for isPadded in [true, false] {
            var packing = Packing()
            packing.options.isPadded = isPadded
            packing.add("a.bin", noise(size))
            try roundTrip(packing)
        }
    }

    @Test func payloadsThatJustFillTheirChunks() throws {
        // A Padmé length that is a power of two is a whole number of chunks.
        for (size, chunks) in [(258_500, 1), (520_000, 2), (1_040_000, 4)] {
            let packing = Packing()
            packing.add("a.bin", noise(size))
            _ = try packing.pack()
            let head = try packing.bench.verify().head.head
            #expect(head.envelope.payloadLength.value == chunks * ChunkLayout.chunkLength)
            #expect(head.layout.chunkCount == chunks)
            _ = try packing.bench.open()
            #expect(packing.agrees())
        }
    }

    @Test func paddingHidesTheLengthAndNoPaddingDoesNot() throws {
        for isPadded in [true, false] {
            var packing = Packing()
            packing.options.isPadded = isPadded
            packing.add("a.csv", [UInt8](repeating: UInt8(ascii: "1"), count: 3_000_000) + noise(5_001))
            _ = try packing.pack()
            let envelope = try packing.bench.verify().head.head.envelope
            let length = envelope.payloadLength.value
            #expect((padme(length) == length) == isPadded)
            #expect(envelope.contentBytesBound.value == padme(3_005_001) && envelope.fileCountBound.value == 1)
            try roundTripAgain(packing)
        }
    }

    private func roundTripAgain(_ packing: Packing) throws {
        _ = try packing.bench.open()
        #expect(packing.agrees())
    }

    @Test(arguments: [1, 2, 50]) func everyCardOpens(_ count: UInt8) throws {
        var packing = Packing()
        packing.cards = (1...count).map { Sample.card($0) }
        packing.add("a.csv", Array("a,b\n1,2\n".utf8))
        _ = try packing.pack()
        let bench = packing.bench
        for number in Set([1, count / 2 + 1, count]) {
            bench.site.here = [Sample.card(number).body]
            bench.site.keys = [Sample.cardID(Int(number)): number]
            bench.destination = bench.target + "/\(number)"
            #expect(try bench.open().facts.card == Sample.cardID(Int(number)))
        }
    }

    @Test func emptyFilesAndFolders() throws {
        let packing = Packing()
        packing.add("empty.csv", [])
        _ = packing.bench.scratch.folder("extract/deep/er/est")
        _ = packing.bench.scratch.folder("extract/zz")
        try roundTrip(packing)
        #expect(packing.bench.opened("empty.csv") == [])
    }

    @Test func twoThousandSmallFiles() throws {
        let packing = Packing()
        for number in 0..<2_000 { packing.add("part\(number % 40)/file\(number).csv", Array("\(number)\n".utf8)) }
        let outcome = try packing.pack()
        #expect(outcome.contentBytes == 8_890)
        let opened = try packing.bench.open()
        #expect(opened.files == 2_000 && opened.bytes == 8_890)
        #expect(packing.agrees())
    }

    static let oddNames = [
        "a b.csv", " leading", "trailing ", "région/données.csv", "日本/データ.csv", "\u{1F4C8}.sav", "..a", ".hidden",
        "~$lock.docx", "-rf", "a\\b", "a'b\"c", "%s%n", "con", "*", "e\u{328}.csv", String(repeating: "l", count: 101),
        String(repeating: "m", count: 255), String(repeating: "é", count: 127),
        String(repeating: "d/", count: 50) + "deep", String(repeating: "long-folder/", count: 30) + "x",
    ]

    /// Before an entry with a plain name, and as the last one.
    @Test(arguments: oddNames) func oddNamesKeepTheirBytes(_ name: String) throws {
        for others in [["~~~~", "zzzz"], []] {
            let packing = Packing()
            packing.add(name.nfc, Array("x".utf8))
            for other in others { packing.add(other, Array("y".utf8)) }
            try roundTrip(packing)
        }
    }

    @Test func allOddNamesTogether() throws {
        let packing = Packing()
        for (number, name) in Self.oddNames.enumerated() { packing.add(name.nfc, Array("\(number)".utf8)) }
        try roundTrip(packing)
    }

    @Test func theCatalogueHasTheDigestsOfTheFiles() throws {
        let packing = Packing()
        packing.add("a.csv", noise(70_000))
        packing.add("b.csv", noise(1 << 20))
        packing.add("c.csv", noise(3 << 20 + 5))
        packing.add("empty.csv", [])
        _ = try packing.pack()
        let stream = [UInt8](
            try #require(
                packing.bench.scratch.read(try packing.decrypted().split(separator: "/").last.map(String.init) ?? "")))
        let text = String(decoding: stream, as: UTF8.self)
        for content in [noise(70_000), noise(1 << 20), noise(3 << 20 + 5), []] {
            #expect(text.contains(#"{"digest":"\#(FileDigest.of(content))","#))
        }
    }

    @Test(arguments: [true, false]) func otherToolsReadTheStream(_ isPadded: Bool) throws {
        var packing = Packing()
        packing.options.isPadded = isPadded
        packing.add("data/big.bin", noise(2_500_000))
        packing.add("data/région.csv", Array("a\n".utf8))
        packing.add("zz.txt", [])
        _ = try packing.pack()
        let path = try packing.decrypted()
        let list = try #require(try printed("/usr/bin/zstd", ["-lv", path]))
        #expect(list.contains("Zstandard Frames: 3\n"))
        #expect(list.contains("Skippable Frames: \(isPadded ? 3 : 2)\n"))
        #expect(list.contains("Check: XXH64"))
        #expect(try printed("/usr/bin/zstd", ["-dqo", path + ".tar", path]) != nil)
        let names = try printed("/usr/bin/tar", ["-tf", path + ".tar"])
        #expect(names == "data/\ndata/big.bin\ndata/région.csv\nzz.txt\n")
        let out = packing.bench.scratch.folder("out")
        #expect(try printed("/usr/bin/tar", ["-xf", path + ".tar", "-C", out]) != nil)
        #expect(packing.bench.scratch.read("out/data/big.bin") == noise(2_500_000))
        let long = try #require(try printed("/usr/bin/tar", ["-tvf", path + ".tar", "--numeric-owner"]))
        #expect(long.split(separator: "\n").allSatisfy { $0.contains(" 0/0 ") })
        #expect(long.contains("drwx------") && long.contains("-rw-------"))
    }

    @Test func theHeadFileIsTheHead() throws {
        let packing = Packing()
        packing.add("a.csv", [1])
        let outcome = try packing.pack()
        let whole = try #require(packing.bench.scratch.read("received.mvault"))
        let head = try #require(packing.bench.scratch.read("received.mvault-head"))
        #expect(whole.starts(with: head) && whole.count == outcome.fileBytes)
        #expect(try HeadBytes(head).signatureChecked().parsedWithoutPin().packageHash == outcome.packageHash)
    }
}

/// Pages of the index hold 1,024 leaves; chunks that no key has to open may be zeros in a sparse file.
@Suite struct PageTests {
    private static let zeros = [UInt8](repeating: 0, count: ChunkLayout.chunkLength + PayloadKey.tagLength)

    /// A package of `count` chunks, of which those in `real` are sealed.
    private func sparse(_ count: Int, real: [Int] = []) throws -> (bench: Bench, forge: PackageForge, index: [UInt8]) {
        var forge = PackageForge()
        let key = forge.key
        forge.envelope.payload_length = count * ChunkLayout.chunkLength
        var builder = IndexBuilder()
        var sealed: [Int: [UInt8]] = [:]
        for chunk in 0..<count {
            let content = [UInt8](
                repeating: UInt8(chunk & 255), count: real.contains(chunk) ? ChunkLayout.chunkLength : 0)
            if real.contains(chunk) {
                sealed[chunk] = PackageForge.sealed(content, key, chunk, isLast: chunk == count - 1)
            }
            builder.append((sealed[chunk] ?? Self.zeros).withUnsafeBytes { IndexDigest.leaf(chunk, $0) })
        }
        let (section, root) = builder.finish()
        forge.envelope.index_root = root
        let bench = Bench()
        let head = forge.head
        let layout = try #require(
            ChunkLayout(
                payloadLength: count * ChunkLayout.chunkLength, payloadOffset: (head.count + 4_095) / 4_096 * 4_096))
        let file = try File(creating: "received.mvault", in: File(folder: bench.scratch.path), mode: 0o600)
        try file.write(head)
        for (chunk, bytes) in sealed { try file.write(bytes, at: layout.offset(of: chunk)) }
        try file.write(section, at: layout.indexOffset)
        return (bench, forge, section)
    }

    @Test(arguments: [1_023, 1_024, 1_025]) func verificationGoesThroughEveryPage(_ count: Int) throws {
        let (bench, _, _) = try sparse(count)
        let head = try bench.verify().head.head
        #expect(head.layout.chunkCount == count && head.layout.pageCount == (count + 1_023) / 1_024)
    }

    @Test func pagesKeepTheirPlaces() throws {
        let (bench, forge, section) = try sparse(2_049)
        let layout = try bench.verify().head.head.layout
        let page = 1_024 * 32
        func refuses(_ fault: PackageError, _ change: (inout [UInt8]) -> Void) throws {
            var index = section
            change(&index)
            let descriptor = open(bench.package, O_WRONLY | O_CLOEXEC)
            try File.adopting(descriptor: descriptor, path: bench.package).write(index, at: layout.indexOffset)
            let file = try File(reading: bench.package)
            #expect(throws: OpeningError.package(fault)) {
                var reader = try IndexReader(file, layout: layout, root: forge.envelope.index_root)
                // The last page alone is looked at, then the others.
                for chunk in [2_048, 0, 1_024] { _ = try reader.leaf(of: chunk) }
            }
        }
        try refuses(.indexPage(0)) { $0.swapAt(0, page) }
        try refuses(.indexPage(0)) {
            let first = Array($0[0..<page])
            $0.replaceSubrange(0..<page, with: $0[page..<(2 * page)])
            $0.replaceSubrange(page..<(2 * page), with: first)
        }
        try refuses(.indexPage(1)) { $0[2 * page - 1] ^= 1 }
        try refuses(.indexPage(2)) { $0[2 * page] ^= 1 }
        try refuses(.indexRoot) { $0[2_049 * 32] ^= 1 }
        try refuses(.indexRoot) {
            let first = Array($0[(2_049 * 32)..<(2_050 * 32)])
            $0.replaceSubrange((2_049 * 32)..<(2_050 * 32), with: $0[(2_050 * 32)..<(2_051 * 32)])
            $0.replaceSubrange((2_050 * 32)..<(2_051 * 32), with: first)
        }
    }

    @Test func readingGoesAcrossPages() throws {
        let (bench, forge, _) = try sparse(1_026, real: [1_023, 1_024])
        let layout = try bench.verify().head.head.layout
        let file = try File(reading: bench.package)
        let reader = try ChunkReader(file, layout: layout, key: forge.key)
        let index = try IndexReader(file, layout: layout, root: forge.envelope.index_root)
        var stream = StreamReader(reader, index: index)
        let edge = 1_024 * ChunkLayout.chunkLength
        let found = try stream.bytes((edge - 3)..<(edge + 3))
        #expect(found == [255, 255, 255, 0, 0, 0])
        // A chunk that is not sealed is no chunk, whatever the index says.
        #expect(throws: OpeningError.package(.chunk(1_025))) {
            var other = StreamReader(
                reader, index: try IndexReader(file, layout: layout, root: forge.envelope.index_root))
            _ = try other.bytes((edge + ChunkLayout.chunkLength)..<(edge + ChunkLayout.chunkLength + 1))
        }
    }
}
