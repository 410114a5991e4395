import PackageFormat
import Testing

@testable import Archiving

/// Entries that no sender of this format writes, each with one fault. The catalogue always says: one file, `file`, of
/// seven bytes, in the first place.
@Suite struct HostileTarTests {
    private static func fault(_ bytes: [UInt8], name: String = "file", size: Int = 7) -> ContentFault? {
        let entry = CatalogueEntry(
            file: path(name), offset: count(0), size: count(size), digest: digest(Array("content".utf8)))
        switch failure({ () throws(TarReader.Failure) in _ = try untar(bytes + RawTar.end, [entry]) }) {
        case .content(let fault): return fault
        case .archiving(let error):
            Issue.record("\(error)")
            return nil
        case nil: return nil
        }
    }

    private static func fault(_ change: (inout RawEntry) -> Void) -> ContentFault? { fault(RawEntry.with(change)) }

    @Test func `the plain entry is good`() {
        #expect(Self.fault { _ in } == nil)
        #expect(Self.fault { $0.type = "\u{0}" } == nil)
    }

    @Test(arguments: ["1", "2", "3", "4", "6"] as [Character])
    func `links, devices and FIFOs`(type: Character) {
        #expect(
            Self.fault {
                $0.type = type
                $0.linkName = "/etc/passwd"
            } == .entryKind("file"))
        #expect(
            Self.fault {
                $0.type = type
                $0.content = []
            } == .entryKind("file"))
        // With a size of its own, too.
        #expect(Self.fault { $0.type = type } != nil)
    }

    @Test func `a folder where the catalogue has a file`() {
        #expect(
            Self.fault {
                $0.type = "5"
                $0.name = "file/"
                $0.content = []
            } == .entryDiffers(path("file")))
        #expect(Self.fault { $0.name = "file/" } != nil)
    }

    @Test func `owners and their names`() {
        #expect(Self.fault { $0.owner = 1_000 } == .entryKind("file"))
        #expect(Self.fault { $0.group = 1_000 } == .entryKind("file"))
        #expect(Self.fault { $0.ownerName = "root" } == .entryKind("file"))
        #expect(Self.fault { $0.groupName = "root" } == .entryKind("file"))
        for (key, value) in [("uid", "1000"), ("gid", "1000"), ("uname", "root"), ("gname", "root")] {
            let bytes = RawTar.pax([(key, value)]) + RawEntry().bytes
            #expect(Self.fault(bytes) == .entryKind("file"), "\(key)")
        }
    }

    @Test func `extended attributes and access lists`() {
        for (key, value) in [
            ("SCHILY.xattr.user.note", "x"), ("LIBARCHIVE.xattr.user.note", "eA"),
            ("SCHILY.acl.access", "user::rwx,group::r-x,other::r-x,user:nobody:rwx"),
            ("SCHILY.acl.default", "user::rwx,group::r-x,other::r-x,user:nobody:rwx"),
        ] {
            #expect(Self.fault(RawTar.pax([(key, value)]) + RawEntry().bytes) == .entryKind("file"), "\(key)")
        }
    }

    @Test func `sparse files`() {
        let sparse = RawTar.pax([
            ("GNU.sparse.size", "7"), ("GNU.sparse.numblocks", "1"), ("GNU.sparse.offset", "3"),
            ("GNU.sparse.numbytes", "4"),
        ])
        #expect(Self.fault(sparse + RawEntry.with { $0.content = Array("tent".utf8) }) == .entryKind("file"))
        let mapped = RawTar.pax([
            ("GNU.sparse.major", "0"), ("GNU.sparse.minor", "1"), ("GNU.sparse.map", "3,4"), ("GNU.sparse.size", "7"),
        ])
        #expect(Self.fault(mapped + RawEntry.with { $0.content = Array("tent".utf8) }) != nil)
        #expect(
            Self.fault {
                $0.type = "S"
                $0.magic = Array("ustar  \u{0}".utf8)
            } != nil)
    }

    @Test func `other formats`() {
        // The old format of Unix version 7, and GNU's own.
        #expect(Self.fault { $0.magic = [] } == .entryKind("file"))
        #expect(Self.fault { $0.magic = Array("ustar  \u{0}".utf8) } == .entryKind("file"))
        let old = RawEntry.with { $0.magic = Array("ustar  \u{0}".utf8) }
        #expect(Self.fault(RawTar.gnuLong("file") + old) == .entryKind("file"))
        #expect(Self.fault(RawTar.gnuLong("/etc/passwd", type: "K") + old) == .entryKind("file"))
    }

    @Test func `paths that an extended header or a prefix changes`() {
        for name in ["../file", "/file", "other", "file/", "./file"] {
            #expect(Self.fault(RawTar.pax([("path", name)]) + RawEntry().bytes) != nil, "\(name)")
        }
        #expect(Self.fault(RawTar.pax([("path", "file")]) + RawEntry.with { $0.name = "other" }) == nil)
        #expect(Self.fault { $0.prefix = "folder" } == .entryNotInCatalogue("folder/file"))
    }

    /// libarchive composes what it reads; the file is made under the name that the catalogue has.
    @Test func `a decomposed name is read as the composed one of the catalogue`() throws {
        let decomposed = RawTar.pax([("path", "e\u{301}")]) + RawEntry().bytes + RawTar.end
        let entry = CatalogueEntry(file: path("é"), offset: count(0), size: count(7), digest: digest([]))
        let found = try untar(decomposed, [entry])
        #expect(found.map { Array($0.name.utf8) } == [[0xC3, 0xA9]])
    }

    /// A link in an extended header makes no link of a file.
    @Test func `a link's target on a file is of no effect`() {
        #expect(Self.fault(RawTar.pax([("linkpath", "/etc/passwd")]) + RawEntry().bytes) == nil)
    }

    @Test func `sizes`() {
        #expect(Self.fault { $0.content = Array("contents".utf8) } == .entryDiffers(path("file")))
        #expect(Self.fault(RawTar.pax([("size", "8")]) + RawEntry().bytes) == .entryDiffers(path("file")))
        #expect(Self.fault { $0.size = 6 } == .entryDiffers(path("file")))
        let huge = RawEntry.with { $0.size = 0o77777777777 }
        #expect(Self.fault(huge, size: 0o77777777777) != nil)
    }

    @Test func `more entries than the catalogue has`() {
        #expect(
            Self.fault(RawEntry().bytes + RawEntry.with { $0.name = "extra" }) == .entryNotInCatalogue("extra"))
        #expect(
            Self.fault(RawEntry().bytes + RawEntry.with { $0.name = "../extra" }) == .entryNotInCatalogue("../extra"))
        #expect(Self.fault(RawEntry.with { $0.name = "extra" } + RawEntry().bytes) == .entryNotInCatalogue("extra"))
        // Behind the end, where libarchive does not look.
        #expect(Self.fault(RawEntry().bytes + RawTar.end + RawEntry.with { $0.name = "extra" }) == .tarEnd)
    }

    @Test func `headers that are not UTF-8 or that lie about their records`() {
        #expect(Self.fault { $0.name = "f\u{202E}ile" } != nil)
        let invalid = RawEntry.with {
            $0.name = "PaxHeader/file"
            $0.type = "x"
            $0.content = Array("12 path=".utf8) + [0xFF, 0xFE, 0x66, 0x0A]
        }
        #expect(Self.fault(invalid + RawEntry().bytes) != nil)
        let lying = RawEntry.with {
            $0.name = "PaxHeader/file"
            $0.type = "x"
            $0.content = Array("99999 path=file\n".utf8)
        }
        #expect(Self.fault(lying + RawEntry().bytes) != nil)
    }
}
