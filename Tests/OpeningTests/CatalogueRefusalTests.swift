import Archiving
import PackageFormat
import Sealing
import Testing

@testable import Opening

/// Catalogues that their sender signed, and that are refused before a byte is written.
@Suite struct CatalogueRefusalTests {
    private let tar = TarForge(PackageForge.files.map { TarForge.Entry(path: $0.path, content: $0.content) })

    /// Offsets: 0, 1024, 2048; `tar_bytes` 3,584.
    private var catalogue: String {
        let (bytes, offsets) = tar.built()
        let entries = zip(tar.entries, offsets).map { StreamForge.listed($0, at: $1) }
        return String(decoding: Catalogue(entries: entries, tarBytes: bytes.count).bytes, as: UTF8.self)
    }

    private func package(_ catalogue: String) -> PackageForge {
        PackageForge(StreamForge(tar: tar.built().bytes, catalogue: Array(catalogue.utf8)))
    }

    private func refuses(
        _ fault: ContentFault, sourceLocation: SourceLocation = #_sourceLocation, _ change: (inout String) -> Void
    ) {
        var text = catalogue
        change(&text)
        #expect(text != catalogue, "nothing changed", sourceLocation: sourceLocation)
        package(text).isRefused(fault, sourceLocation: sourceLocation)
    }

    private func put(
        _ old: String, _ new: String, _ fault: ContentFault, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        refuses(fault, sourceLocation: sourceLocation) { $0 = $0.replacing(old, with: new) }
    }

    @Test func boundsOfTheEnvelopeHold() {
        var forge = package(catalogue)
        forge.envelope.content_bytes_bound = 48
        forge.isRefused(.tooManyBytes(bound: 48))
        forge.envelope.content_bytes_bound = 49
        forge.envelope.file_count_bound = 2
        forge.isRefused(.tooManyEntries(bound: 2))
        forge.envelope.file_count_bound = 3
        #expect(throws: Never.self) { try Bench(forge).open() }
        // A summary that says less than its lines.
        var lying = package(catalogue.replacing(#""content_bytes":49"#, with: #""content_bytes":1"#))
        lying.envelope.content_bytes_bound = 48
        lying.isRefused(.tooManyBytes(bound: 48))
    }

    @Test func aMillionEntriesAreTheMost() {
        var forge = package(catalogue.replacing(#""entries":3"#, with: #""entries":1000001"#))
        forge.envelope.file_count_bound = padme(Envelope.maximumFiles)
        forge.isRefused(.tooManyEntries(bound: 1_000_000))
    }

    @Test func countsAreExact() {
        put(#""entries":3"#, #""entries":2"#, .catalogue(line: 4))
        put(#""entries":3"#, #""entries":4"#, .catalogue(line: 5))
        put(#""entries":3"#, #""entries":5"#, .catalogue(line: 5))
        put(#""content_bytes":49"#, #""content_bytes":48"#, .catalogue(line: 5))
        put(#""tar_bytes":3584"#, #""tar_bytes":4096"#, .catalogue(line: 1))
        put(#""tar_bytes":3584"#, #""tar_bytes":3072"#, .catalogue(line: 5))
        put(#""tar_bytes":3584"#, #""tar_bytes":3585"#, .catalogue(line: 5))
        refuses(.catalogue(line: 5)) { $0 += "\n" }
        refuses(.catalogue(line: 4)) { $0.removeLast() }
        refuses(.catalogue(line: 5)) { $0 += "{}\n" }
    }

    @Test func linesAreCanonical() {
        put(#""entries":3"#, #""entries": 3"#, .catalogue(line: 1))
        put(#""entries":3"#, #""entries":3,"report":1"#, .catalogue(line: 1))
        put(#","offset":2048"#, #", "offset":2048"#, .catalogue(line: 4))
        put(#","offset":2048"#, #","mode":1,"offset":2048"#, .catalogue(line: 4))
        put(#","offset":2048"#, #","offset":2048,"offset":2048"#, .catalogue(line: 4))
        put(#""path":"empty.txt""#, #""path":"\u0065mpty.txt""#, .catalogue(line: 4))
        put(#""path":"empty.txt","#, "", .catalogue(line: 4))
        refuses(.catalogue(line: 2)) { $0 = $0.replacing("data/households.csv", with: "data\\/households.csv") }
        let long = String(repeating: "x", count: 40_000)
        put(#","offset":2048"#, #","note":"\#(long)","offset":2048"#, .catalogue(line: 4))
    }

    @Test func aFileHasSizeAndDigestAndAFolderNeither() {
        put(#","size":0}"#, "}", .catalogue(line: 4))
        let digest = FileDigest.of([])
        put(#"{"digest":"\#(digest)","offset":2048"#, #"{"offset":2048"#, .catalogue(line: 4))
    }

    @Test func offsetsRiseByBlocks() {
        put(#""offset":2048"#, #""offset":2049"#, .catalogue(line: 4))
        put(#""offset":2048"#, #""offset":1536"#, .catalogue(line: 4))
        put(#""offset":2048"#, #""offset":0"#, .catalogue(line: 4))
        // Beyond the stream.
        put(#""offset":2048"#, #""offset":4096"#, .catalogue(line: 5))
        refuses(.catalogue(line: 3)) {
            let lines = $0.split(separator: "\n")
            $0 = [lines[0], lines[2], lines[1], lines[3], ""].joined(separator: "\n")
        }
    }

    @Test func theTarStreamIsAsLongAsTheTableSays() {
        let more = tar.built().bytes + [UInt8](repeating: 0, count: 512)
        PackageForge(StreamForge(tar: more, catalogue: Array(catalogue.utf8))).isRefused(.catalogue(line: 1))
    }

    @Test func sizesAndKindsAreThoseOfTheCatalogue() {
        let path = ArchivePath("data/notes.txt")!
        refuses(.entryDiffers(path)) {
            $0 = $0.replacing(#""size":20"#, with: #""size":21"#).replacing(":49", with: ":50")
        }
        refuses(.entryKind("empty.txt")) {
            let digest = FileDigest.of([])
            $0 = $0.replacing(#"{"digest":"\#(digest)","offset":2048"#, with: #"{"offset":2048"#)
                .replacing(#","size":0}"#, with: "}")
        }
    }

    @Test func anEmptyCatalogueOpensNothing() throws {
        let end = [UInt8](repeating: 0, count: 1_024)
        let bench = Bench(PackageForge(StreamForge(tar: end, entries: [])))
        #expect(try bench.open().files == 0)
    }
}

/// Paths, alone and against each other.
@Suite struct PathRefusalTests {
    private func package(_ paths: [String]) -> PackageForge {
        // Names stay out of the tar stream: the catalogue is refused before it is looked at.
        let forge = TarForge(paths.indices.map { TarForge.Entry(path: "file\($0)", content: [1]) })
        let (tar, offsets) = forge.built()
        let entries = zip(forge.entries, offsets).map { StreamForge.listed($0, at: $1) }
        var text = String(decoding: Catalogue(entries: entries, tarBytes: tar.count).bytes, as: UTF8.self)
        for (number, path) in paths.enumerated() {
            let name = String(decoding: CanonicalJSON.encode(path), as: UTF8.self)
            text = text.replacing("\"file\(number)\"", with: name)
        }
        return PackageForge(StreamForge(tar: tar, catalogue: Array(text.utf8)))
    }

    /// A path that shows itself escaped.
    struct Unclean: Sendable, CustomTestStringConvertible {
        let path: String
        let fault: ArchivePath.Fault
        var testDescription: String { path.prefix(40).debugDescription }
    }

    static let unclean: [Unclean] =
        ([
            ("", .empty), ("/etc/passwd", .absolute), ("/", .absolute), ("..", .dotComponent), ("../x", .dotComponent),
            ("a/../x", .dotComponent), ("a/..", .dotComponent), ("./x", .dotComponent), ("a/./x", .dotComponent),
            (".", .dotComponent), ("a//x", .emptyComponent), ("a/", .emptyComponent), ("a\u{0}b", .unfitCharacter),
            ("a\nb", .unfitCharacter), ("a\u{1B}[2Jb", .unfitCharacter), ("a\u{7F}", .unfitCharacter),
            ("a\u{85}b", .unfitCharacter), ("invoice\u{202E}cod.exe", .unfitCharacter), ("a\u{2066}b", .unfitCharacter),
            ("a\u{200E}b", .unfitCharacter), ("a\u{FEFF}b", .unfitCharacter), ("a\u{FFFF}", .unfitCharacter),
            ("re\u{301}gion.csv", .notNFC), ("\u{212B}.csv", .notNFC),
            (String(repeating: "a/", count: 64) + "a", .tooDeep),
            (String(repeating: "a", count: 256), .componentTooLong),
            (String(repeating: "é", count: 128), .componentTooLong),
            (Array(repeating: String(repeating: "b", count: 255), count: 17).joined(separator: "/"), .tooLong),
        ] as [(String, ArchivePath.Fault)]).map(Unclean.init)

    @Test(arguments: unclean) func uncleanPathsAreRefused(_ unclean: Unclean) {
        package([unclean.path]).isRefused(.path(unclean.path, unclean.fault))
    }

    @Test func pathsAtTheLimitsOpen() {
        for path in [
            String(repeating: "a/", count: 63) + "a", String(repeating: "é", count: 127) + "e", "..a", "a..", "...",
            "~",
            "-rf", "a b", "a\\b", "con", "C:x", "*?", "\u{1F600}",
        ] {
            let clean = ArchivePath(path)
            #expect(clean != nil, "\(path)")
        }
    }

    static let conflicts: [([String], PathSet.Conflict)] = [
        (["a", "a"], .duplicate(ArchivePath("a")!)),
        (["data/A.csv", "data/a.csv"], .collision(ArchivePath("data/a.csv")!)),
        (["Data/a.csv", "data/b.csv"], .collision(ArchivePath("data/b.csv")!)),
        (["STRASSE", "strasse"], .collision(ArchivePath("strasse")!)),
        (["é", "É"], .collision(ArchivePath("É")!)),
        (["a", "a/b"], .fileAsFolder(ArchivePath("a/b")!)),
        (["a/b/c", "a/b"], .fileAsFolder(ArchivePath("a/b")!)),
        (["a/b", "A"], .collision(ArchivePath("A")!)),
    ]

    @Test(arguments: conflicts) func pathsThatConflictAreRefused(_ paths: [String], _ conflict: PathSet.Conflict) {
        package(paths).isRefused(.paths(conflict))
    }
}
