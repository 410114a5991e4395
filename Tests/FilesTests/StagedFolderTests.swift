import Glibc
import Testing

@testable import Files

@Suite struct StagedFolderTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func `a staged folder stands hidden until published`() throws {
        var staged = try StagedFolder(at: scratch("opened"), mode: 0o700)
        let file = try File(creating: "file", in: staged.folder, mode: 0o600)
        try file.write(Array("whole".utf8))
        let hidden = try scratch.names()
        #expect(hidden.count == 1)
        #expect(hidden.first?.hasPrefix(".opened.") == true)
        #expect(hidden.first.map { scratch($0) } == staged.stagingPath)
        try staged.publish()
        #expect(try scratch.names() == ["opened"])
        #expect(try scratch.names(in: "opened") == ["file"])
        #expect(try scratch.text("opened/file") == "whole")
        #expect(try scratch.mode("opened") == 0o700)
    }

    @Test func `nothing is left of a folder that was not published`() throws {
        do {
            let staged = try StagedFolder(at: scratch("opened"), mode: 0o700)
            try staged.folder.makeFolder("inner", mode: 0o700)
            let inner = try File(folder: "inner", in: staged.folder)
            _ = try File(creating: "deep", in: inner, mode: 0o600)
            _ = try File(creating: "file", in: staged.folder, mode: 0o600)
        }
        #expect(try scratch.names() == [])
    }

    @Test(arguments: ["file", "folder", "link"])
    func `a name that is taken is refused`(kind: String) throws {
        switch kind {
        case "file": try scratch.write("kept", to: "opened")
        case "folder": try scratch.makeFolder("opened")
        default: try scratch.link("opened", to: "nowhere")
        }
        let path = scratch("opened")
        let error = failure { () throws(IOError) in _ = try StagedFolder(at: path, mode: 0o700) }
        #expect(error == IOError(.create, path, code: EEXIST))
        #expect(try scratch.names() == ["opened"])
    }

    @Test(arguments: [true, false])
    func `a name taken in the meantime is not replaced`(byFolder: Bool) throws {
        do {
            var staged = try StagedFolder(at: scratch("opened"), mode: 0o700)
            if byFolder { try scratch.makeFolder("opened") } else { try scratch.write("theirs", to: "opened") }
            var code: Int32 = 0
            do throws(IOError) { try staged.publish() } catch { code = error.code }
            #expect(code == EEXIST)
        }
        #expect(try scratch.names() == ["opened"])
        if byFolder { #expect(try scratch.names(in: "opened") == []) }
    }

    @Test func `a bare name is staged in the working folder`() throws {
        let folder = try StagedFolder(at: "microvault-test-\(getpid())", mode: 0o700)
        #expect(!folder.stagingPath.contains("/"))
        #expect(folder.path == "microvault-test-\(getpid())")
    }
}

@Suite struct RemoveTreeTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func `links are removed and not followed`() throws {
        try scratch.makeFolder("outside")
        try scratch.write("kept", to: "outside/file")
        try scratch.makeFolder("tree/a/b")
        try scratch.write("gone", to: "tree/a/b/file")
        try scratch.link("tree/folder-link", to: scratch("outside"))
        try scratch.link("tree/a/file-link", to: scratch("outside/file"))
        #expect(mkfifo(scratch("tree/fifo"), 0o600) == 0)
        let folder = try File(folder: scratch.path)
        removeTree("tree", in: folder.descriptor)
        #expect(try scratch.names() == ["outside"])
        #expect(try scratch.text("outside/file") == "kept")
    }

    @Test func `a link in the place of the tree is removed alone`() throws {
        try scratch.makeFolder("outside")
        try scratch.write("kept", to: "outside/file")
        try scratch.link("tree", to: "outside")
        let folder = try File(folder: scratch.path)
        removeTree("tree", in: folder.descriptor)
        #expect(try scratch.names() == ["outside"])
        #expect(try scratch.names(in: "outside") == ["file"])
    }

    @Test func `a name that is not there is no error`() throws {
        let folder = try File(folder: scratch.path)
        removeTree("none", in: folder.descriptor)
        #expect(try scratch.names() == [])
    }
}

@Suite struct FoldersTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func `missing folders above a path are made for their owner alone`() throws {
        try makeParents(of: scratch("a/b/c/file"))
        #expect(try scratch.names(in: "a/b") == ["c"])
        #expect(try scratch.names(in: "a/b/c") == [])
        for name in ["a", "a/b", "a/b/c"] { #expect(try scratch.mode(name) == 0o700) }
        try makeParents(of: scratch("a/b/c/file"))
        try makeParents(of: "file")
        try makeParents(of: "/file")
    }

    @Test func `a file in the way is an error`() throws {
        try scratch.write("kept", to: "a")
        let path = scratch("a/b/file")
        let error = failure { () throws(IOError) in try makeParents(of: path) }
        #expect(error?.code == ENOTDIR)
        #expect(try scratch.text("a") == "kept")
    }
}
