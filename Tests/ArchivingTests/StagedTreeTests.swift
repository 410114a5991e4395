import Files
import Foundation
import PackageFormat
import Pipelining
import Testing

@testable import Archiving

@Suite struct StagedTreeTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func code(_ body: () throws(IOError) -> Void) -> Int32? { failure(body)?.code }

    private func mode(_ name: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: scratch(name))[.posixPermissions] as? Int)
    }

    @Test func `nested files and folders, for their owner alone`() throws {
        var tree = try StagedTree(root: File(folder: scratch.path))
        for name in ["a/b/one", "a/b/two", "a/three", "four", "a/b/c/five"] {
            let file = File.adopting(descriptor: try tree.addFile(path(name)), path: name)
            try file.write(Array(name.utf8))
        }
        try tree.addFolder(path("a/b"))
        try tree.addFolder(path("empty/inner"))
        #expect(try scratch.names() == ["a", "empty", "four"])
        #expect(try scratch.names(in: "a") == ["b", "three"])
        #expect(try scratch.names(in: "a/b") == ["c", "one", "two"])
        #expect(try scratch.names(in: "empty/inner") == [])
        #expect(try scratch.bytes("a/b/c/five") == Array("a/b/c/five".utf8))
        #expect(try mode("a") == 0o700 && mode("a/b/c") == 0o700 && mode("empty/inner") == 0o700)
        #expect(try mode("four") == 0o600 && mode("a/b/one") == 0o600)
    }

    @Test func `a name may begin with a combining mark`() throws {
        var tree = try StagedTree(root: File(folder: scratch.path))
        let name = try #require(ArchivePath("folder/\u{301}name"))
        try File.adopting(descriptor: tree.addFile(name), path: "name").write([1])
        #expect(try scratch.names() == ["folder"])
        #expect(try scratch.bytes("folder/\u{301}name") == [1])
    }

    @Test func `nothing that is there is opened or replaced`() throws {
        try scratch.write([9], to: "file")
        try FileManager.default.createDirectory(atPath: scratch("folder"), withIntermediateDirectories: false)
        var tree = try StagedTree(root: File(folder: scratch.path))
        #expect(code { () throws(IOError) in _ = try tree.addFile(path("file")) } == EEXIST)
        #expect(code { () throws(IOError) in _ = try tree.addFile(path("file/inner")) } == EEXIST)
        #expect(code { () throws(IOError) in try tree.addFolder(path("folder")) } == EEXIST)
        #expect(code { () throws(IOError) in _ = try tree.addFile(path("folder")) } == EEXIST)
        _ = try tree.addFile(path("twice"))
        #expect(code { () throws(IOError) in _ = try tree.addFile(path("twice")) } == EEXIST)
        #expect(try scratch.bytes("file") == [9])
        #expect(try scratch.names(in: "folder") == [])
    }

    @Test(arguments: ["link", "link/file", "made/link/file", "made/link"])
    func `a link in the way is refused`(name: String) throws {
        let root = scratch("root")
        let outside = scratch("outside")
        for folder in [root, outside] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        }
        var tree = try StagedTree(root: File(folder: root))
        try tree.addFolder(path("made"))
        for link in ["link", "made/link"] {
            try FileManager.default.createSymbolicLink(atPath: "\(root)/\(link)", withDestinationPath: outside)
        }
        #expect(code { () throws(IOError) in _ = try tree.addFile(path(name)) } == EEXIST)
        // The second time the folder counts as made, and what stands there is still no folder.
        let again = code { () throws(IOError) in try tree.addFolder(path(name)) }
        #expect(again == EEXIST || again == ENOTDIR)
        #expect(try scratch.names(in: "outside") == [])
    }

    @Test func `a folder that became a link is refused`() throws {
        let outside = scratch("outside")
        try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: false)
        var tree = try StagedTree(root: File(folder: scratch.path))
        _ = try tree.addFile(path("made/one"))
        _ = try tree.addFile(path("other"))
        try FileManager.default.moveItem(atPath: scratch("made"), toPath: scratch("moved"))
        try FileManager.default.createSymbolicLink(atPath: scratch("made"), withDestinationPath: outside)
        #expect(code { () throws(IOError) in _ = try tree.addFile(path("made/two")) } == ENOTDIR)
        #expect(try scratch.names(in: "outside") == [])
    }

    @Test func `the time of last change is set in whole seconds`() throws {
        var tree = try StagedTree(root: File(folder: scratch.path))
        let file = File.adopting(descriptor: try tree.addFile(path("file")), path: "file")
        try file.write([1])
        try file.setModified(seconds: 1_800_000_000)
        let found = try file.status().modifiedSeconds
        #expect(found == 1_800_000_000)
    }
}

@Suite struct FileDigesterTests {
    @Test func `digests are those of the format, in order`() throws {
        // Small ones behind the examples: more than a worker takes at once, and one that does not fit behind them.
        let contents =
            [
                pattern(3_000_000), [], pattern(1), Array("hello\n".utf8), [UInt8](repeating: 0, count: 1 << 20 + 1),
                pattern(1 << 20), pattern(1 << 20 + 1), Array("abc".utf8),
            ] + (0..<700).map { pattern($0) } + [pattern(1 << 20 - 9)]
        let crew = Crew()
        let digester = FileDigester(crew: crew)
        defer {
            digester.stop()
            crew.stop()
        }
        for content in contents {
            content.withUnsafeBytes { bytes in
                var rest = bytes[...]
                repeat {
                    let room = digester.room(for: min(rest.count, FileDigest.blockLength))
                    room.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest.prefix(room.count)))
                    rest = rest.dropFirst(room.count)
                    let added = digester.add(room.count, endsFile: rest.isEmpty)
                    #expect(added.elementsEqual(room))
                } while !rest.isEmpty
            }
        }
        let found = digester.finish()
        #expect(found == contents.map(digest))
        // The examples of docs/format.md, section 3.
        #expect(found[1].hex == "2d7af3a6b6d48cdbeb57846217f911a08e5683d4c3d1b3308a2c90795a505100")
        #expect(found[3].hex == "3019a0a5ec4795da307a72dfaba91ef2863593cf2b2efa945fd1be1f7215fcfe")
        #expect(found[4].hex == "1b7e6397606a95329831da402bad9c4fe3502cddd7b2fd3e16575ccae52f6146")
    }

    @Test func `files that are digested elsewhere keep their places`() throws {
        let crew = Crew(workers: 2)
        let digester = FileDigester(crew: crew)
        defer {
            digester.stop()
            crew.stop()
        }
        let elsewhere = [0, 1, 4]
        let contents = (0..<6).map { pattern(1_000 + $0) }
        var numbers: [Int] = []
        for (number, content) in contents.enumerated() {
            guard !elsewhere.contains(number) else {
                numbers.append(digester.passOver())
                continue
            }
            content.withUnsafeBytes { digester.room(for: $0.count).copyMemory(from: $0) }
            _ = digester.add(content.count, endsFile: true)
        }
        #expect(numbers == elsewhere)
        digester.put(elsewhere.reversed().map { ($0, digest(contents[$0])) })
        #expect(digester.finish() == contents.map(digest))
    }

    @Test func `nothing submitted gives no digests`() {
        let crew = Crew()
        let digester = FileDigester(crew: crew)
        defer {
            digester.stop()
            crew.stop()
        }
        #expect(digester.finish() == [])
    }
}
