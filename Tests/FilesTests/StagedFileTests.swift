import Glibc
import Testing

@testable import Files

@Suite struct StagedFileTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func `a staged file has its name only when published`() throws {
        var staged = try StagedFile(at: scratch("extract.mvault"), mode: 0o600)
        try staged.file.write(Array("whole".utf8))
        #expect(try !scratch.names().contains("extract.mvault"))
        try staged.publish()
        #expect(try scratch.names() == ["extract.mvault"])
        #expect(try scratch.text("extract.mvault") == "whole")
        #expect(try scratch.mode("extract.mvault") == 0o600)
    }

    @Test func `nothing is left of a file that was not published`() throws {
        do {
            let staged = try StagedFile(at: scratch("extract.mvault"), mode: 0o600)
            try staged.file.write(Array("part".utf8))
        }
        #expect(try scratch.names() == [])
    }

    @Test func `a name that is taken is refused before anything is written`() throws {
        try scratch.write("old", to: "taken")
        try scratch.link("dangling", to: "nowhere")
        for name in ["taken", "dangling"] {
            let path = scratch(name)
            let error = failure { () throws(IOError) in _ = try StagedFile(at: path, mode: 0o600) }
            #expect(error == IOError(.create, path, code: EEXIST))
        }
        #expect(try scratch.names() == ["dangling", "taken"])
        #expect(try scratch.text("taken") == "old")
    }

    @Test func `a name taken in the meantime is not replaced`() throws {
        let path = scratch("late")
        do {
            var staged = try StagedFile(at: path, mode: 0o600)
            try staged.file.write(Array("mine".utf8))
            try scratch.write("theirs", to: "late")
            var code: Int32 = 0
            do throws(IOError) { try staged.publish() } catch { code = error.code }
            #expect(code == EEXIST)
        }
        #expect(try scratch.names() == ["late"])
        #expect(try scratch.text("late") == "theirs")
    }

    @Test func `a missing folder is an error of its own`() throws {
        let path = scratch("none/file")
        let error = failure { () throws(IOError) in _ = try StagedFile(at: path, mode: 0o600) }
        #expect(error == IOError(.open, scratch("none"), code: ENOENT))
        #expect(try scratch.names() == [])
    }

    @Test func `writeNewFile refuses a name that is taken`() throws {
        try writeNewFile(Array("one".utf8), at: scratch("file"), mode: 0o640)
        #expect(try scratch.mode("file") == 0o640)
        let path = scratch("file")
        let error = failure { () throws(IOError) in try writeNewFile([1], at: path, mode: 0o600) }
        #expect(error?.code == EEXIST)
        #expect(try scratch.text("file") == "one")
        #expect(try scratch.names() == ["file"])
    }

    @Test func `the rename of the named fallback replaces nothing`() throws {
        try scratch.write("old", to: "taken")
        try scratch.write("new", to: ".taken.partial")
        let folder = try File(folder: scratch.path)
        let descriptor = folder.descriptor
        #expect(publishWithoutReplacing(".taken.partial", as: "taken", in: descriptor) == -1)
        #expect(renameWithoutReplacing(".taken.partial", to: "taken", in: descriptor) == -1)
        #expect(try scratch.text("taken") == "old")
        #expect(publishWithoutReplacing(".taken.partial", as: "free", in: descriptor) == 0)
        #expect(renameWithoutReplacing("free", to: "other", in: descriptor) == 0)
        #expect(try scratch.names() == ["other", "taken"])
        _ = folder
    }

    @Test(arguments: ["a", String(repeating: "n", count: 255), String(repeating: "é", count: 127)])
    func `a hidden name fits beside any name`(name: String) {
        let hidden = hiddenNameBeside(name)
        #expect(hidden.hasPrefix("."))
        #expect(hidden.hasSuffix(".partial"))
        #expect(hidden.utf8.count <= 255)
        #expect(hidden != hiddenNameBeside(name))
    }
}

@Suite struct ReplaceFileTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func replace(_ name: String, with text: String, mode: mode_t = 0o600) throws(IOError) {
        try Array(text.utf8).withUnsafeBufferPointer { (bytes) throws(IOError) in
            try replaceFile(at: scratch(name), with: UnsafeRawBufferPointer(bytes), mode: mode)
        }
    }

    @Test func `content and mode are replaced in one step`() throws {
        try scratch.write("old content", to: "pins")
        let before = try File(reading: scratch("pins"))
        try replace("pins", with: "new", mode: 0o640)
        #expect(try scratch.text("pins") == "new")
        #expect(try scratch.mode("pins") == 0o640)
        // Who had it open still reads the whole of the old content: it was not written over.
        let held = try before.contents(cap: 100)
        #expect(held == Array("old content".utf8))
        #expect(try scratch.names() == ["pins"])
    }

    @Test func `a file that is not there yet is made`() throws {
        try replace("pins", with: "first")
        #expect(try scratch.text("pins") == "first")
        #expect(try scratch.names() == ["pins"])
    }

    @Test func `a link is replaced and not followed`() throws {
        try scratch.write("kept", to: "target")
        try scratch.link("pins", to: "target")
        try replace("pins", with: "new")
        #expect(try scratch.text("target") == "kept")
        #expect(try scratch.text("pins") == "new")
    }

    @Test func `what killed processes left is found`() throws {
        try replace("a.key", with: "kept")
        for name in [".a.key.0abc.partial", ".a.key.zz.partial", ".b.key.0abc.partial", "a.key.partial", ".a.key"] {
            try scratch.write("left", to: name)
        }
        let folder = try File(folder: scratch.path)
        #expect(try leftPartials(of: "a.key", in: folder).sorted() == [".a.key.0abc.partial", ".a.key.zz.partial"])
        #expect(try leftPartials(in: folder).count == 3)
    }

    @Test func `while it is written it has no name`() throws {
        try replace("pins", with: "old")
        var staged = try StagedFile(replacing: scratch("pins"), mode: 0o600)
        try staged.file.write(Array("new".utf8))
        // On a file system that knows unnamed files, as every one of Linux's own does.
        #expect(try scratch.names() == ["pins"])
        try staged.replace()
        #expect(try scratch.text("pins") == "new")
        #expect(try scratch.names() == ["pins"])
    }

    @Test func `a failure leaves the old and nothing else`() throws {
        try scratch.makeFolder("pins/inner")
        let error = failure { () throws(IOError) in try replace("pins", with: "new") }
        #expect(error?.operation == .rename)
        #expect(try scratch.names() == ["pins"])
        #expect(try scratch.names(in: "pins") == ["inner"])
    }
}

@Suite struct SplitPathTests {
    @Test(arguments: [
        ("a", ".", "a"), ("a/b", "a", "b"), ("a/b/c", "a/b", "c"), ("/a", "/", "a"), ("/a/b", "/a", "b"),
        ("a/", ".", "a"), ("a/b///", "a", "b"), ("./a", ".", "a"), ("../a", "..", "a"), ("/", "/", ""),
        (".", ".", "."), ("a//b", "a/", "b"), ("é/ü", "é", "ü"),
    ])
    func `a path is its folder and its name`(path: String, folder: String, name: String) {
        let found = splitPath(path)
        #expect(found.folder == folder)
        #expect(found.name == name)
    }

    /// Swift joins such a mark and the slash before it into one character; the kernel does not.
    @Test func `a name may begin with a combining mark`() {
        let found = splitPath("folder/\u{301}name")
        #expect(Array(found.folder.utf8) == Array("folder".utf8))
        #expect(Array(found.name.utf8) == Array("\u{301}name".utf8))
    }
}
