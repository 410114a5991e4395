import Glibc
import Testing

@testable import Files

@Suite struct FileReadingTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test(arguments: [(0, true), (4, true), (5, true), (3, false)])
    func `contents are whole or nothing`(cap: Int, fits: Bool) throws {
        try scratch.write(cap == 0 ? "" : "four", to: "file")
        let found = try File(reading: scratch("file")).contents(cap: cap)
        #expect(found == (fits ? Array((cap == 0 ? "" : "four").utf8) : nil))
    }

    @Test func `contents longer than one part arrive in order`() throws {
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        try writeNewFile(bytes, at: scratch("file"), mode: 0o600)
        let found = try File(reading: scratch("file")).contents(cap: 200_000)
        #expect(found == bytes)
        let over = try File(reading: scratch("file")).contents(cap: 199_999)
        #expect(over == nil)
    }

    @Test func `contents of a pipe are read to its end`() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let writer = File.adopting(descriptor: ends[1], path: "pipe")
        try writer.write(Array("passphrase".utf8))
        _ = consume writer
        let reader = File.adopting(descriptor: ends[0], path: "pipe")
        let found = try reader.contents(cap: 100)
        #expect(found == Array("passphrase".utf8))
    }

    @Test func `bytes at an offset leave the position alone`() throws {
        try scratch.write("0123456789", to: "file")
        let file = try File(reading: scratch("file"))
        let middle = try file.bytes(3, at: 4)
        let tail = try file.bytes(10, at: 8)
        let beyond = try file.bytes(5, at: 50)
        let all = try file.contents(cap: 10)
        #expect(middle == Array("456".utf8))
        #expect(tail == Array("89".utf8))
        #expect(beyond == [])
        #expect(all == Array("0123456789".utf8))
    }

    @Test func `a link is refused where that is asked for`() throws {
        try scratch.write("x", to: "file")
        try scratch.makeFolder("folder")
        try scratch.link("to-file", to: "file")
        try scratch.link("to-folder", to: "folder")
        _ = try File(reading: scratch("to-file"))
        _ = try File(folder: scratch("to-folder"))
        let folder = try File(folder: scratch.path)
        let codes = [
            failure { () throws(IOError) in _ = try File(reading: scratch("to-file"), links: .refused) }?.code,
            failure { () throws(IOError) in _ = try File(reading: "to-file", in: folder) }?.code,
            failure { () throws(IOError) in _ = try File(appendingTo: scratch("to-file"), mode: 0o600) }?.code,
        ]
        #expect(codes == [ELOOP, ELOOP, ELOOP])
        let folders = [
            failure { () throws(IOError) in _ = try File(folder: scratch("to-folder"), links: .refused) }?.code,
            failure { () throws(IOError) in _ = try File(folder: "to-folder", in: folder) }?.code,
            failure { () throws(IOError) in _ = try File(folder: scratch("file")) }?.code,
        ]
        #expect(folders == [ENOTDIR, ENOTDIR, ENOTDIR])
    }

    @Test func `a FIFO without a writer does not hang`() throws {
        #expect(mkfifo(scratch("fifo"), 0o600) == 0)
        let kind = try File(reading: scratch("fifo")).status().kind
        #expect(kind == .fifo)
    }
}

@Suite struct FileWritingTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func `creating refuses a name that is there`() throws {
        try scratch.write("kept", to: "file")
        try scratch.link("link", to: "nowhere")
        let folder = try File(folder: scratch.path)
        for name in ["file", "link"] {
            let error = failure { () throws(IOError) in _ = try File(creating: name, in: folder, mode: 0o600) }
            #expect(error == IOError(.create, scratch(name), code: EEXIST))
        }
        #expect(try scratch.names() == ["file", "link"])
        #expect(try scratch.text("file") == "kept")
    }

    @Test func `writing at an offset fills in`() throws {
        let folder = try File(folder: scratch.path)
        let file = try File(creating: "file", in: folder, mode: 0o600)
        try file.write(Array("....tail".utf8))
        try file.write(Array("head".utf8), at: 0)
        #expect(try scratch.text("file") == "headtail")
        try file.seek(to: 4)
        try file.write(Array("T".utf8))
        #expect(try scratch.text("file") == "headTail")
        try file.truncate(to: 4)
        try file.sync()
        #expect(try scratch.text("file") == "head")
        try file.write([UInt8]())
        #expect(try scratch.text("file") == "head")
    }

    @Test func `appending goes to the end, whoever wrote before`() throws {
        let first = try File(appendingTo: scratch("log"), mode: 0o600)
        try first.write(Array("one ".utf8))
        let second = try File(appendingTo: scratch("log"), mode: 0o600)
        try second.write(Array("two ".utf8))
        try first.write(Array("three".utf8))
        #expect(try scratch.text("log") == "one two three")
        #expect(try scratch.mode("log") == 0o600)
    }

    @Test func `one holder at a time has the lock`() throws {
        try scratch.write("", to: "lock")
        let second = try File(reading: scratch("lock"))
        do {
            let first = try File(reading: scratch("lock"))
            let isHeld = try first.lock(waiting: false)
            let isHeldTwice = try second.lock(waiting: false)
            #expect(isHeld)
            #expect(!isHeldTwice)
        }
        let isFree = try second.lock(waiting: true)
        #expect(isFree)
    }

    @Test func `a duplicate outlives the original`() throws {
        try scratch.write("text", to: "file")
        func duplicate() throws(IOError) -> File { try File(reading: scratch("file")).duplicate() }
        let copy = try duplicate()
        let found = try copy.contents(cap: 10)
        #expect(found == Array("text".utf8))
    }

    @Test func `a failed call says what, on what and why`() throws {
        let path = scratch("none")
        let error = failure { () throws(IOError) in _ = try File(reading: path) }
        #expect(error == IOError(.open, path, code: ENOENT))
        #expect(error?.reason == "no such file or directory")
    }
}

@Suite struct FolderContentTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func `names come in byte order, hidden ones too`() throws {
        let names = ["a", "B", ".hidden", "é", "e\u{301}", "z", "10", "9", "a b", "\u{301}x"]
        for name in names { try scratch.write("", to: name) }
        let folder = try File(folder: scratch.path)
        let found = try folder.names()
        let again = try folder.names()
        let expected = names.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
        #expect(found.map { $0.map { Array($0.utf8) } } == expected)
        #expect(again == found)
    }

    @Test func `a name that is not UTF-8 is told apart`() throws {
        let bad = Array(scratch("").utf8CString.dropLast()) + [CChar(bitPattern: 0xFF), 0]
        let descriptor = bad.withUnsafeBufferPointer { open($0.baseAddress!, O_CREAT | O_WRONLY, 0o600) }
        try #require(descriptor >= 0)
        close(descriptor)
        try scratch.write("", to: "good")
        let found = try File(folder: scratch.path).names()
        #expect(found == ["good", nil])
    }

    @Test func `status tells the kinds apart and follows no link`() throws {
        try scratch.write("12345", to: "file")
        try scratch.makeFolder("folder")
        try scratch.link("link", to: "file")
        #expect(mkfifo(scratch("fifo"), 0o600) == 0)
        let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: scratch("socket").utf8) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        #expect(bound == 0)
        close(socket)
        let folder = try File(folder: scratch.path)
        let kinds: [(String, FileStatus.Kind)] = [
            ("file", .file), ("folder", .folder), ("link", .link), ("fifo", .fifo), ("socket", .socket),
        ]
        for (name, kind) in kinds {
            let status = try folder.status(of: name)
            #expect(status?.kind == kind, "\(name)")
        }
        let missing = try folder.status(of: "none")
        #expect(missing == nil)
        let device = try File(reading: "/dev/null").status().kind
        #expect(device == .characterDevice)
        let file = try #require(try folder.status(of: "file"))
        #expect(file.size == 5)
        #expect(file.owner == getuid())
    }

    @Test func `status changes when a file does`() throws {
        let file = try File(appendingTo: scratch("file"), mode: 0o600)
        try file.write([1])
        let before = try file.status()
        let same = try file.status()
        #expect(before == same)
        try file.write([2])
        let after = try file.status()
        #expect(before != after)
        #expect(after.inode == before.inode)
    }

    @Test func `names are removed by kind`() throws {
        let folder = try File(folder: scratch.path)
        try folder.makeFolder("inner", mode: 0o700)
        try scratch.write("", to: "file")
        #expect(failure { () throws(IOError) in try folder.remove("inner") }?.operation == .remove)
        try folder.remove("inner", isFolder: true)
        try folder.remove("file")
        #expect(try scratch.names() == [])
        let space = try folder.freeSpace()
        #expect(space > 0)
    }
}
