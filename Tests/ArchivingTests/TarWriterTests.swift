import PackageFormat
import Testing

@testable import Archiving

@Suite struct TarWriterTests {
    let scratch: Scratch
    private static let long = String(repeating: "l", count: 150) + ".csv"
    private static let longest =
        (0..<9).map { "\($0)" + String(repeating: "d", count: 60) }.joined(separator: "/") + "/file"
    private static let items = [
        Item("data", nil), Item("data/empty", []), Item("data/households.csv", pattern(5_000)),
        Item("data/région.csv", pattern(512)), Item("data/日本/東京.csv", pattern(3)), Item(long, pattern(513)),
        Item(longest, pattern(1)), Item("old", pattern(2), modified: 0), Item("zfolder", nil, modified: 1),
    ]

    init() throws { scratch = try Scratch() }

    @Test func `GNU tar lists what was written, with no owner and fixed modes`() throws {
        let file = try scratch.write(tar(Self.items).bytes, to: "extract.tar")
        let found = try run("tar", "--numeric-owner", "--full-time", "-tvf", file)
        #expect(found.status == 0)
        let lines = String(decoding: found.output, as: UTF8.self).split(separator: "\n").map {
            $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        }
        #expect(
            lines == [
                "drwx------ 0/0 0 2027-01-15 08:00:00 data/", "-rw------- 0/0 0 2027-01-15 08:00:00 data/empty",
                "-rw------- 0/0 5000 2027-01-15 08:00:00 data/households.csv",
                "-rw------- 0/0 512 2027-01-15 08:00:00 data/région.csv",
                "-rw------- 0/0 3 2027-01-15 08:00:00 data/日本/東京.csv",
                "-rw------- 0/0 513 2027-01-15 08:00:00 \(Self.long)",
                "-rw------- 0/0 1 2027-01-15 08:00:00 \(Self.longest)", "-rw------- 0/0 2 1970-01-01 00:00:00 old",
                "drwx------ 0/0 0 1970-01-01 00:00:01 zfolder/",
            ])
        // Without --numeric-owner GNU tar shows the names of owners, where there are any.
        let named = try run("tar", "-tvf", file)
        #expect(String(decoding: named.output, as: UTF8.self).contains("-rw------- 0/0 "))
    }

    @Test func `GNU tar takes the content out`() throws {
        let file = try scratch.write(tar(Self.items).bytes, to: "extract.tar")
        for item in Self.items {
            guard let content = item.content else { continue }
            let found = try run("tar", "-xOf", file, item.name)
            #expect(found.status == 0)
            #expect(found.output == content, "\(item.name)")
        }
    }

    @Test func `one extract gives one stream, whatever the parts`() throws {
        let bytes = try tar(Self.items).bytes
        #expect(try tar(Self.items).bytes == bytes)
        #expect(try tar(Self.items, part: 100).bytes == bytes)
    }

    @Test func `whole blocks, and two of zeros at the end`() throws {
        let (bytes, entries) = try tar(Self.items)
        #expect(bytes.count.isMultiple(of: 512))
        #expect(bytes.suffix(1_024).allSatisfy { $0 == 0 })
        #expect(bytes[bytes.count - 1_024 - 512] == UInt8(ascii: "z"))
        #expect(entries.map(\.offset.value).allSatisfy { $0.isMultiple(of: 512) })
        // The catalogue's rules hold for the offsets.
        let catalogue = Catalogue(entries: entries, tarBytes: bytes.count)
        #expect(
            failure { () throws(ContentFault) in
                _ = try Catalogue(parsing: catalogue.bytes, bytesBound: 1 << 20, entriesBound: 100)
            } == nil)
    }

    @Test func `no extended header where none is needed`() throws {
        let (bytes, entries) = try tar([Item("a", []), Item("b", pattern(10)), Item("c", nil)])
        #expect(entries.map(\.offset.value) == [0, 512, 1_536])
        #expect(bytes.count == 1_536 + 512 + 1_024)
        let header = Array(bytes[512..<1_024])
        func octal(_ range: Range<Int>) -> Int? {
            Int(String(decoding: header[range].filter { (0x30...0x37).contains($0) }, as: UTF8.self), radix: 8)
        }
        // POSIX.1-2017, pax, "ustar Interchange Format": mode, owner, group, size, time, type; no names of owners.
        #expect(octal(100..<108) == 0o600 && octal(108..<116) == 0 && octal(116..<124) == 0)
        #expect(octal(124..<136) == 10 && octal(136..<148) == 1_800_000_000)
        #expect(header[156] == UInt8(ascii: "0") && Array(header[257..<265]) == Array("ustar\u{0}00".utf8))
        #expect(header[265..<329].allSatisfy { $0 == 0 } && header[345...].allSatisfy { $0 == 0 })
    }

    @Test func `time before 1970 becomes 1970`() throws {
        let (bytes, entries) = try tar([Item("a", [1], modified: -5)])
        #expect(try untar(bytes, entries).map(\.modified) == [0])
    }

    @Test func `more bytes than the header says are refused`() throws {
        let writer = try TarWriter { _ in true }
        try writer.beginFile(path("a"), size: 3, modifiedSeconds: 0)
        let error = failure { () throws(ArchivingError) in
            let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 5, alignment: 1)
            defer { bytes.deallocate() }
            bytes.initializeMemory(as: UInt8.self, repeating: 1)
            try writer.write(UnsafeRawBufferPointer(bytes))
        }
        #expect(error == .library("file longer than its header says"))
    }

    @Test func `a sink that fails ends with callerFailed`() throws {
        var left = 3
        let writer = try TarWriter { _ in
            left -= 1
            return left > 0
        }
        let error = failure { () throws(ArchivingError) in
            for number in 0..<20 { try writer.addFolder(path("folder\(number)"), modifiedSeconds: 0) }
            try writer.finish()
        }
        #expect(error == .callerFailed)
    }
}
