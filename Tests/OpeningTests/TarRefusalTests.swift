import Archiving
import PackageFormat
import Sealing
import Testing

@testable import Opening

/// Hostile archives whose catalogue agrees with them as far as one can.
@Suite struct TarRefusalTests {
    private typealias Entry = TarForge.Entry
    private let first = TarForge.Entry(path: "a.txt", content: Array("first\n".utf8))

    private let path = ArchivePath("b")!

    private func refuses(
        _ entries: [TarForge.Entry], _ fault: ContentFault, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        PackageForge(StreamForge(TarForge(entries))).isRefused(fault, sourceLocation: sourceLocation)
    }

    private func opens(_ entries: [TarForge.Entry], sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(throws: Never.self, sourceLocation: sourceLocation) {
            try Bench(PackageForge(StreamForge(TarForge(entries)))).open()
        }
    }

    @Test(arguments: ["1", "2", "3", "4", "6", "7", "L", "K", "S", "V", "g", "A", "\u{0}"] as [Character])
    func linksAndDevicesAreRefused(_ type: Character) {
        refuses([first, Entry(path: "b", type: type)], .entryKind("b"))
        // Any block with the name of a target.
        for link in ["a.txt", "/etc/passwd"] {
            refuses([first, Entry(path: "b", type: type, link: link)], .entryDiffers(path))
        }
    }

    @Test func whatAPlainFileDoesNotHaveIsRefused() {
        for entry in [
            Entry(path: "b", owner: 1), Entry(path: "b", group: 1), Entry(path: "b", ownerName: "root"),
            Entry(path: "b", groupName: "root"), Entry(path: "b", link: "a.txt"),
        ] {
            refuses([first, entry], .entryDiffers(path))
        }
        for mode in [0o4600, 0o2600, 0o1600, 0o644, 0o700, 0] {
            refuses([first, Entry(path: "b", mode: mode)], .entryKind("b"))
        }
        for mode in [0o755, 0o600, 0o2700] {
            refuses([Entry(path: "b/", type: "5", mode: mode), first], .entryKind("b"))
        }
    }

    @Test(arguments: [
        ("SCHILY.xattr.user.note", "x"), ("LIBARCHIVE.xattr.user.note", "eA"),
        ("SCHILY.acl.access", "user::rw-,user:1:rw-,group::r--,mask::rw-,other::---"), ("uid", "0"), ("gid", "0"),
        ("uname", "root"), ("gname", "root"), ("linkpath", "/etc/passwd"), ("comment", "anything"),
        ("VENDOR.payload", "anything"), ("SCHILY.dev", "1"), ("ctime", "1"), ("hdrcharset", "BINARY"),
        ("GNU.sparse.name", "c"),
    ])
    func recordsThatNoPackageNeedsAreRefused(_ key: String, _ value: String) {
        refuses([padded(Entry(path: "b"), [(key, value)]), first], .entryKind("b"))
        refuses([padded(Entry(path: "b"), [("path", "b"), (key, value)]), first], .entryKind("b"))
    }

    @Test func recordsStandOnce() {
        refuses([padded(Entry(path: "b"), [("mtime", "1"), ("mtime", "1")]), first], .entryKind("b"))
        opens([padded(Entry(path: "b"), [("mtime", "1"), ("path", "b"), ("size", "0")]), first])
        let long = String(repeating: "1", count: 16_385)
        refuses([padded(Entry(path: "b"), [("mtime", long)]), first], .entryKind("b"))
    }

    /// With a pax header; the catalogue's offset is that of the header.
    private func padded(_ entry: TarForge.Entry, _ records: [(key: String, value: String)]) -> TarForge.Entry {
        var entry = entry
        entry.pax = records
        return entry
    }

    @Test func sparseFilesAreRefused() {
        // GNU.sparse 0.1: one run of data at the end of a file of 4 KiB.
        let sparse = padded(
            Entry(path: "b", content: [UInt8](repeating: 1, count: 512)),
            [("GNU.sparse.size", "4096"), ("GNU.sparse.numblocks", "1"), ("GNU.sparse.map", "3584,512")])
        refuses([sparse, first], .entryKind("b"))
    }

    @Test func otherTarFormatsAreRefused() {
        for magic in ["ustar  \u{0}", "ustar\u{0}01", "ustar \u{0}0", "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}"] {
            refuses([first, Entry(path: "b", magic: Array(magic.utf8))], .entryDiffers(path))
        }
    }

    @Test func fillIsZero() {
        for place in [520, 1_023] {
            let forge = TarForge([Entry(path: "b", content: [1, 2, 3]), first])
            var (tar, offsets) = forge.built()
            tar[place] = 1
            let entries = zip(forge.entries, offsets).map { StreamForge.listed($0, at: $1) }
            PackageForge(StreamForge(tar: tar, entries: entries)).isRefused(.entryDiffers(path))
        }
    }

    @Test func namesAreThoseOfTheCatalogue() {
        for name in ["a.txt/", "./a.txt", "/a.txt", "A.TXT", "a.txt ", "../a.txt", "b"] {
            let forge = TarForge([first])
            var other = forge
            other.entries[0].path = name
            let (tar, offsets) = other.built()
            let package = PackageForge(StreamForge(tar: tar, entries: [StreamForge.listed(first, at: offsets[0])]))
            package.isRefused(.entryNotInCatalogue(name))
        }
    }

    @Test func aPaxNameIsWhatCounts() throws {
        let named = padded(Entry(path: "visible"), [("path", "hidden")])
        let forge = TarForge([named, first])
        let (tar, offsets) = forge.built()
        var shown = named
        let last = StreamForge.listed(first, at: offsets[1])
        PackageForge(StreamForge(tar: tar, entries: [StreamForge.listed(shown, at: 0), last]))
            .isRefused(.entryNotInCatalogue("hidden"))
        shown.path = "hidden"
        let bench = Bench(PackageForge(StreamForge(tar: tar, entries: [StreamForge.listed(shown, at: 0), last])))
        _ = try bench.open()
        #expect(bench.opened("hidden") == [])
    }

    @Test func kindsAndSizesAreThoseOfTheCatalogue() {
        let (tar, offsets) = TarForge([Entry(path: "b", type: "5", mode: 0o700), first]).built()
        let last = StreamForge.listed(first, at: offsets[1])
        PackageForge(StreamForge(tar: tar, entries: [StreamForge.listed(Entry(path: "b"), at: 0), last]))
            .isRefused(.entryKind("b"))
        let (other, places) = TarForge([Entry(path: "b"), first]).built()
        let moved = StreamForge.listed(first, at: places[1])
        PackageForge(
            StreamForge(tar: other, entries: [CatalogueEntry(folder: path, offset: Count(0)!), moved])
        )
        .isRefused(.entryKind("b"))
        // The header says another size than the catalogue; blocks are as many.
        refuses([Entry(path: "b", content: [1, 2, 3], size: 2), first], .entryDiffers(path))
        // As does a pax record.
        refuses([padded(Entry(path: "b", content: [1, 2, 3]), [("size", "2")]), first], .entryDiffers(path))
    }

    @Test func offsetsAreThoseOfTheCatalogue() {
        // That of the entry's own header, or of its records, behind its pax header.
        let entry = padded(Entry(path: "b"), [("mtime", "1")])
        let alone = TarForge([entry]).built().bytes
        for offset in [512, 1_024] {
            PackageForge(StreamForge(tar: alone, entries: [StreamForge.listed(entry, at: offset)]))
                .isRefused(.entryDiffers(path))
        }
        let (tar, offsets) = TarForge([first, entry]).built()
        let listed = [StreamForge.listed(first, at: 0), StreamForge.listed(entry, at: offsets[1] + 1_024)]
        PackageForge(StreamForge(tar: tar, entries: listed)).isRefused(.entryDiffers(path))
    }

    @Test func anEntryThatIsNotListedIsRefused() {
        let (tar, offsets) = TarForge([first, Entry(path: "c"), Entry(path: "b")]).built()
        // In a gap of the catalogue, and before its first entry.
        let last = StreamForge.listed(Entry(path: "b"), at: offsets[2])
        PackageForge(StreamForge(tar: tar, entries: [StreamForge.listed(first, at: 0), last]))
            .isRefused(.entryDiffers(path))
        PackageForge(StreamForge(tar: tar, entries: [StreamForge.listed(Entry(path: "c"), at: offsets[1]), last]))
            .isRefused(.entryDiffers(ArchivePath("c")!))
        // In the place of the end blocks.
        var forge = TarForge([first])
        forge.end = TarForge.header(Entry(path: "b")) + [UInt8](repeating: 0, count: 512)
        PackageForge(StreamForge(forge)).isRefused(.tarEnd)
    }

    @Test func anEntryThatIsOnlyListedIsRefused() {
        var forge = TarForge([first])
        forge.end = [UInt8](repeating: 0, count: 1_536)
        let listed = [StreamForge.listed(first, at: 0), StreamForge.listed(Entry(path: "b"), at: 1_024)]
        PackageForge(StreamForge(tar: forge.built().bytes, entries: listed)).isRefused(.entryDiffers(path))
    }

    @Test func nothingFollowsTheEnd() {
        var forge = TarForge([first])
        // In the same frame, and in frames that a tar reader has no need of.
        for more in [512, 2 << 20] {
            forge.end = [UInt8](repeating: 0, count: 1_024 + more)
            PackageForge(StreamForge(forge)).isRefused(.tarEnd)
        }
        forge.end = [UInt8](repeating: 0, count: 512)
        PackageForge(StreamForge(forge)).isRefused(.catalogue(line: 3))
    }

    @Test func anArchiveHasItsEnd() {
        // The catalogue allows for it: it does not count blocks of pax headers.
        var forge = TarForge([padded(Entry(path: "b"), [("mtime", "1")])])
        for length in [0, 512] {
            forge.end = [UInt8](repeating: 0, count: length)
            PackageForge(StreamForge(forge)).isRefused(.tarEnd)
        }
    }

    @Test func theEndIsTwoBlocksOfZeros() {
        for place in [0, 511, 512, 1_023] {
            var forge = TarForge([first])
            forge.end[place] = 1
            PackageForge(StreamForge(forge)).isRefused(.tarEnd)
        }
    }

    @Test(arguments: [148, 0, 100, 124, 136, 345, 500, 511]) func aHeaderThatIsDamagedIsRefused(_ place: Int) {
        let forge = TarForge([first, Entry(path: "b")])
        var (tar, offsets) = forge.built()
        tar[offsets[1] + place] ^= 1
        let entries = zip(forge.entries, offsets).map { StreamForge.listed($0, at: $1) }
        PackageForge(StreamForge(tar: tar, entries: entries)).isRefused(.entryDiffers(path))
    }

    @Test func aSecondPaxHeaderIsRefused() {
        let records = Array(TarForge.record("mtime", "1").utf8)
        let pax = Entry(path: "p", type: "x", content: records)
        let (tar, offsets) = TarForge([pax, padded(Entry(path: "b"), [("mtime", "2")]), first]).built()
        let listed = [StreamForge.listed(Entry(path: "b"), at: 0), StreamForge.listed(first, at: offsets[2])]
        PackageForge(StreamForge(tar: tar, entries: listed)).isRefused(.entryKind("b"))
        // Nor does one stand at the end of the archive, or without records.
        let (other, _) = TarForge([Entry(path: "p", type: "x"), Entry(path: "b"), first]).built()
        let places = [StreamForge.listed(Entry(path: "b"), at: 0), StreamForge.listed(first, at: 1_024)]
        PackageForge(StreamForge(tar: other, entries: places)).isRefused(.entryKind("b"))
    }

    @Test(arguments: ["0", "2147483648", "99999999999"]) func timesInWholeSecondsOpen(time: String) {
        opens([padded(Entry(path: "b"), [("mtime", time)]), first])
    }

    @Test(arguments: ["-1", "9223372036854775807", "-9223372036854775808", "99999999999.5", "", "+7", "1e3"])
    func otherSpellingsOfTimesAreRefused(time: String) {
        let (tar, offsets) = TarForge([padded(Entry(path: "b"), [("mtime", time)]), first]).built()
        let listed = [StreamForge.listed(Entry(path: "b"), at: 0), StreamForge.listed(first, at: offsets[1])]
        PackageForge(StreamForge(tar: tar, entries: listed)).isRefused(.entryKind("b"))
    }
}

/// Streams that grow: output stops before it begins.
@Suite struct BombTests {
    /// 64 MiB of zeros in frames of some 60 bytes.
    private func bomb(catalogue: [CatalogueEntry], tarBytes: Int) -> PackageForge {
        let count = 64
        let zeros = StreamForge.frame([UInt8](repeating: 0, count: FrameProfile.contentLength))
        var stream = StreamForge(tar: [], catalogue: Catalogue(entries: catalogue, tarBytes: tarBytes).bytes)
        stream.frames = [[UInt8]](repeating: zeros, count: count)
        stream.sizes = [Int](repeating: FrameProfile.contentLength, count: count)
        return PackageForge(stream)
    }

    @Test func contentBeyondTheBoundIsRefusedUnread() {
        let size = (64 << 20) - 512 - 1_024
        let entry = CatalogueEntry(
            file: ArchivePath("b")!, offset: Count(0)!, size: Count(size)!, digest: Digest.of([], as: .none))
        let forge = bomb(catalogue: [entry], tarBytes: 64 << 20)
        #expect(forge.bytes.count < 32_768)
        forge.isRefused(.tooManyBytes(bound: 1 << 20))
    }

    @Test func contentThatNoEntryCountsIsRefusedUnwritten() {
        let entry = CatalogueEntry(
            file: ArchivePath("b")!, offset: Count((64 << 20) - 1_536)!, size: Count(0)!,
            digest: Digest.of([], as: .none))
        let bench = Bench(bomb(catalogue: [entry], tarBytes: 64 << 20))
        var written = 0
        bench.options.progress = { written = $0 }
        bench.refuses(.package(.content(.entryDiffers(ArchivePath("b")!))))
        #expect(written == 0)
    }
}
