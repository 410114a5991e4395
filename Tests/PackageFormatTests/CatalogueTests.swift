import Sealing
import Testing

@testable import PackageFormat

@Suite struct CatalogueTests {
    private static let digest = Digest.of(Array("abc".utf8), as: .none)

    private static func file(_ name: String, at offset: Int, size: Int = 3) -> CatalogueEntry {
        CatalogueEntry(file: path(name), offset: count(offset), size: count(size), digest: digest)
    }

    /// A folder at 0, a file of 3 bytes at 512, one of 513 bytes at 1536, the end at 3072.
    private static let good = Catalogue(
        entries: [
            CatalogueEntry(folder: path("data"), offset: count(0)), file("data/a.csv", at: 512),
            file("data/b.csv", at: 1_536, size: 513),
        ], tarBytes: 4_096)

    private static func fault(_ bytes: [UInt8], bytesBound: Int = 1_000, entriesBound: Int = 10) -> ContentFault? {
        failure { () throws(ContentFault) in
            _ = try Catalogue(parsing: bytes, bytesBound: bytesBound, entriesBound: entriesBound)
        }
    }

    private static func fault(_ old: String, _ new: String) -> ContentFault? {
        fault(good.bytes.replacing(old, with: new))
    }

    @Test func `lines of canonical JSON`() throws {
        #expect(
            String(decoding: Self.good.bytes, as: UTF8.self) == """
                {"content_bytes":516,"entries":3,"tar_bytes":4096}
                {"offset":0,"path":"data"}
                {"digest":"\(Self.digest)","offset":512,"path":"data/a.csv","size":3}
                {"digest":"\(Self.digest)","offset":1536,"path":"data/b.csv","size":513}

                """)
        let found = try Catalogue(parsing: Self.good.bytes, bytesBound: 516, entriesBound: 3)
        #expect(found.entries == Self.good.entries)
        #expect(found.tarBytes == 4_096)
        #expect(found.contentBytes == 516)
        #expect(found.entries[0].isFolder && !found.entries[1].isFolder)
    }

    /// Lines are read some thousands at a time; what is wrong is told of the first line in which something is.
    @Test(arguments: [1, 4_096, 4_097, 4_098, 9_000])
    func `many entries`(number: Int) throws {
        let entries = (0..<9_000).map { Self.file("f\($0)", at: $0 * 1_024) }
        let good = Catalogue(entries: entries, tarBytes: 9_000 * 1_024 + 1_024).bytes
        let lines = good.split(separator: UInt8(ascii: "\n"))
        func text(_ lines: some Sequence<some Collection<UInt8>>) -> [UInt8] {
            lines.flatMap { Array($0) + [UInt8(ascii: "\n")] }
        }
        func fault(_ bytes: [UInt8]) -> ContentFault? { Self.fault(bytes, bytesBound: 1 << 20, entriesBound: 9_000) }
        #expect(try Catalogue(parsing: good, bytesBound: 27_000, entriesBound: 9_000).entries == entries)

        var worse = lines
        worse[number] = Array(#"{"offset":0,"path":"/etc"}"#.utf8)[...]
        if number < 9_000 { worse[number + 1] = Array("{}".utf8)[...] }
        #expect(fault(text(worse)) == .path("/etc", .absolute))
        worse[number] = Array("{}".utf8)[...]
        #expect(fault(text(worse)) == .catalogue(line: number + 1))
        worse[number] = number == 1 ? lines[2] : lines[1]
        #expect(fault(text(worse)) == (number == 1 ? .catalogue(line: 3) : .catalogue(line: number + 1)))
        #expect(fault(text(lines[..<number])) == .catalogue(line: number + 1))
    }

    @Test func `a catalogue without entries`() throws {
        let found = try Catalogue(
            parsing: Catalogue(entries: [], tarBytes: 1_024).bytes, bytesBound: 0, entriesBound: 0)
        #expect(found.entries == [])
    }

    @Test func `bounds are looked at before anything is kept`() {
        #expect(Self.fault(Self.good.bytes, bytesBound: 515) == .tooManyBytes(bound: 515))
        #expect(Self.fault(Self.good.bytes, entriesBound: 2) == .tooManyEntries(bound: 2))
        #expect(Self.fault(#""entries":3"#, #""entries":9007199254740991"#) == .tooManyEntries(bound: 10))
        // The summary may say less than the entries hold.
        #expect(
            Self.fault(Self.good.bytes.replacing(#""content_bytes":516"#, with: #""content_bytes":1"#), bytesBound: 515)
                == .tooManyBytes(bound: 515))
    }

    @Test func `the first line`() {
        #expect(Self.fault([]) == .catalogue(line: 1))
        #expect(Self.fault([10]) == .catalogue(line: 1))
        #expect(Self.fault(#"{"content"#, #"{ "content"#) == .catalogue(line: 1))
        #expect(Self.fault(#""entries":3"#, #""entries":-3"#) == .catalogue(line: 1))
        #expect(Self.fault(#""entries":3,"#, #""entries":3,"more":1,"#) == .catalogue(line: 1))
        #expect(Self.fault("\n{\"offset", "\r\n{\"offset") == .catalogue(line: 1))
    }

    @Test func `counts that do not fit`() {
        #expect(Self.fault(#""entries":3"#, #""entries":4"#) == .catalogue(line: 5))
        #expect(Self.fault(#""entries":3"#, #""entries":2"#) == .catalogue(line: 4))
        #expect(Self.fault("516", "517") == .catalogue(line: 5))
        #expect(Self.fault("516", "515") == .catalogue(line: 5))
        #expect(Self.fault("4096", "4097") == .catalogue(line: 5))
        #expect(Self.fault("4096", "3584") == .catalogue(line: 5))
        #expect(Self.fault(Self.good.bytes + [10]) == .catalogue(line: 5))
        #expect(Self.fault(Self.good.bytes + Array("{}\n".utf8)) == .catalogue(line: 5))
        #expect(Self.fault(Array(Self.good.bytes.dropLast())) == .catalogue(line: 4))
    }

    @Test func `lines of entries`() {
        #expect(Self.fault(#"{"offset":0,"#, #"{"offset":0,"extra":1,"#) == .catalogue(line: 2))
        #expect(Self.fault(#"{"offset":0,"path":"data"}"#, "") == .catalogue(line: 2))
        #expect(Self.fault(#"{"offset":0,"path":"data"}"#, "[]") == .catalogue(line: 2))
        #expect(Self.fault(#""path":"data"}"#, #""path":"data","size":0}"#) == .catalogue(line: 2))
        #expect(Self.fault(#","size":3}"#, "}") == .catalogue(line: 3))
        #expect(Self.fault(#","size":3}"#, #","size":-3}"#) == .catalogue(line: 3))
        #expect(Self.fault("\"\(Self.digest)\"", "\"\(Self.digest.hex.uppercased())\"") == .catalogue(line: 3))
        #expect(Self.fault(#""size":3}"#, #""size":3.0}"#) == .catalogue(line: 3))
    }

    @Test func `offsets rise, leave room for the content and stand on blocks`() {
        #expect(Self.fault(#""offset":512,"#, #""offset":0,"#) == .catalogue(line: 3))
        #expect(Self.fault(#""offset":512,"#, #""offset":513,"#) == .catalogue(line: 3))
        #expect(Self.fault(#""offset":1536,"#, #""offset":1024,"#) == .catalogue(line: 4))
        // An extended header may stand between two entries.
        let room = Self.good.bytes.replacing(#""offset":1536,"#, with: #""offset":2560,"#)
            .replacing("4096", with: "5120")
        #expect(Self.fault(room) == nil)
    }

    @Test(
        arguments: [
            ("data/../x", .dotComponent), ("/etc/x", .absolute), ("a\\u202eb", .unfitCharacter), ("", .empty),
            ("data/", .emptyComponent), ("e\u{301}", .notNFC), ("a\\u0000b", .unfitCharacter),
        ] as [(String, ArchivePath.Fault)])
    func `an unclean path is named`(text: String, fault: ArchivePath.Fault) {
        guard case .path(_, let found) = Self.fault(#""path":"data/a.csv""#, #""path":"\#(text)""#) else {
            Issue.record("\(String(describing: Self.fault(#""path":"data/a.csv""#, #""path":"\#(text)""#)))")
            return
        }
        #expect(found == fault)
    }

    @Test func `paths that do not go together`() {
        #expect(Self.fault("data/b.csv", "data/a.csv") == .paths(.duplicate(path("data/a.csv"))))
        #expect(Self.fault("data/b.csv", "data/A.csv") == .paths(.collision(path("data/A.csv"))))
        #expect(Self.fault("data/b.csv", "Data/b.csv") == .paths(.collision(path("Data/b.csv"))))
        #expect(Self.fault("data/b.csv", "data/a.csv/b") == .paths(.fileAsFolder(path("data/a.csv/b"))))
    }

    @Test func `one flipped bit anywhere is refused or changes what it says`() {
        let bytes = Self.good.bytes
        for index in bytes.indices {
            var altered = bytes
            altered[index] ^= 1
            guard let found = try? Catalogue(parsing: altered, bytesBound: 1_000, entriesBound: 10) else { continue }
            #expect(found.entries != Self.good.entries || found.tarBytes != Self.good.tarBytes, "byte \(index)")
        }
    }

    @Test func `the longest path fits into a line`() throws {
        let name = Array(repeating: String(repeating: "x", count: 63), count: 64).joined(separator: "/")
        let long = Catalogue(entries: [Self.file(name, at: 0)], tarBytes: 2_048)
        #expect(try Catalogue(parsing: long.bytes, bytesBound: 3, entriesBound: 1).entries == long.entries)
    }
}
