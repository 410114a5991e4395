import FoundationEssentials
import PackageFormat
import Sealing
import Testing

@testable import Opening

/// A package listed, and a part of it opened.
@Suite struct SelectionTests {
    /// Eight files of some megabytes that do not compress, in two folders, with frames across their edges.
    private static let files: [(path: String, content: [UInt8])] = (0..<8).map {
        ("\($0 < 4 ? "a" : "b")/file\($0).bin", noise(700_000 + $0, seed: UInt64($0)))
    }
    private static let forge = PackageForge(StreamForge(files: files), bound: 8 << 20)

    private func open(
        _ paths: [String], from forge: PackageForge = forge, _ change: (Bench) -> Void = { _ in }
    ) throws -> (bench: Bench, outcome: OpeningOutcome) {
        let bench = Bench(forge)
        change(bench)
        bench.selection = .only(paths)
        return (bench, try bench.open())
    }

    @Test func theCatalogueIsListed() throws {
        let bench = Bench(Self.forge)
        #expect(try bench.list().entries.map(\.path.description) == Self.files.map(\.path))
        #expect(bench.site.recorded == ["received", "listed"])
        // Recorded before the passphrase is asked for.
        #expect(bench.site.acts.suffix(3) == ["terms", "listed", "key"])
        #expect(bench.left.isEmpty)
    }

    @Test func listingIsUnderThePolicyToo() {
        let bench = Bench(Self.forge)
        bench.person.accepting = false
        #expect(throws: OpeningError.refused(.termsNotAccepted)) { try bench.list() }
        bench.person.accepting = true
        bench.now = Instant.last
        #expect(throws: OpeningError.self) { try bench.list() }
        #expect(bench.site.recorded == ["received", "refused terms-not-accepted", "received", "refused expired"])
        #expect(!bench.site.acts.contains("key"))
    }

    @Test(arguments: 0..<8) func oneFileIsOpenedAlone(_ number: Int) throws {
        let (path, content) = Self.files[number]
        let (bench, outcome) = try open([path])
        #expect(outcome.files == 1 && outcome.bytes == content.count)
        #expect(bench.opened(path) == content)
        #expect(try FileManager.default.subpathsOfDirectory(atPath: bench.destination).count == 2)
    }

    @Test func foldersComeWithWhatIsInThem() throws {
        for spelling in ["a", "a/"] {
            let (bench, outcome) = try open([spelling])
            #expect(outcome.files == 4)
            for file in Self.files {
                #expect(bench.opened(file.path) == (file.path.hasPrefix("a/") ? file.content : nil))
            }
        }
    }

    @Test func severalStretchesAreOpened() throws {
        let wanted = ["b/file7.bin", "a/file1.bin", "a/file2.bin", "b/file5.bin", "a/file1.bin"]
        let (bench, outcome) = try open(wanted)
        #expect(outcome.files == 4)
        for file in Self.files { #expect(bench.opened(file.path) == (wanted.contains(file.path) ? file.content : nil)) }
    }

    @Test func everythingAskedForIsThere() {
        for (wanted, missing) in [
            (["a/file1"], ["a/file1"]), (["A"], ["A"]), (["a", "nothing", "b/", "../a"], ["nothing", "../a"]),
            ([""], [""]), (["a//file1.bin"], ["a//file1.bin"]), (["/a"], ["/a"]),
        ] {
            let bench = Bench(Self.forge)
            bench.selection = .only(wanted)
            bench.refuses(.notInPackage(missing), recorded: ["received", "intended", "refused not-in-package"])
        }
    }

    @Test func onlyItsOwnChunksAreRead() throws {
        // All chunks but those of the first frame and of the tail are damaged.
        var forge = Self.forge
        for chunk in 5..<(forge.chunks.count - 1) { forge.chunks[chunk][0] ^= 1 }
        let (bench, _) = try open([Self.files[0].path], from: forge)
        #expect(bench.opened(Self.files[0].path) == Self.files[0].content)
        let other = Bench(forge)
        other.selection = .only([Self.files[5].path])
        #expect(throws: OpeningError.self) { try other.open() }
        #expect(other.left.isEmpty)
    }

    @Test func aHeaderInTheMiddleIsHeldAgainstTheProfile() {
        var forge = TarForge(Self.files.map { TarForge.Entry(path: $0.path, content: $0.content) })
        forge.entries[5].type = "2"
        let (tar, offsets) = forge.built()
        let entries = zip(forge.entries, offsets).map { StreamForge.listed($0, at: $1) }
        let bench = Bench(PackageForge(StreamForge(tar: tar, entries: entries), bound: 8 << 20))
        bench.selection = .only(["b/file5.bin"])
        bench.refuses(.package(.content(.entryKind("b/file5.bin"))))
    }
}
