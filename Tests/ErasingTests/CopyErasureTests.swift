import Files
import Glibc
import PackageFormat
import TestCast
import Testing

@testable import Erasing

@Suite struct CopyErasureTests {
    let copy = OpenedCopy()
    private let gone = "opened-file erased overwritten-and-unlinked matched"
    private let goneFolder = "folder erased unlinked"
    private let goneCopy = "folder erased unlinked (folder-not-identified)"
    private let keptCopy = "folder kept (folder-not-identified)"

    private func words(
        _ includingDerived: Bool = false, identity: FolderIdentity? = nil, isResuming: Bool = false
    ) -> [String: String] {
        copy.erase(includingDerived: includingDerived, identity: identity, isResuming: isResuming)
            .mapValues(\.words)
    }

    @Test func everythingAsItWasOpened() {
        copy.file("data.csv", 6_000)
        copy.file("empty", 0)
        copy.file("one", 1)
        copy.file("block", 4_096)
        copy.file("in/large.bin", 5_000_003)
        copy.file("in/deep/er/x", 10)
        copy.folder("hollow")
        #expect(
            words() == [
                "data.csv": gone, "empty": gone, "one": gone, "block": gone, "in/large.bin": gone, "in/deep/er/x": gone,
                "in/deep/er": goneFolder, "in/deep": goneFolder, "in": goneFolder, "hollow": goneFolder, ".": goneCopy,
            ])
        #expect(copy.isGone)
        #expect(copy.names(in: ".") == [])
    }

    @Test func contentIsOverwrittenInItsPlace() throws {
        let content = copy.file("data.csv", 1_500_000)
        let before = try File(reading: copy.path + "/data.csv")
        let object = try #require(copy.erase()["data.csv"])
        #expect(object.words == gone + " (open-elsewhere)")
        #expect(object.size?.value == 1_500_000)
        // The open descriptor still reaches what was the file.
        let after = try before.bytes(2_000_000, at: 0)
        #expect(after.count == 1_503_232)
        #expect(zip(after, content).count { $0 == $1 } < 10_000)
        let status = try before.linkedStatus()
        #expect(status.links == 0)
    }

    @Test func whatWasChangedOrAddedIsKept() {
        copy.file("same.csv", 100)
        copy.file("edited.csv", 100)
        copy.file("grown.csv", 100)
        copy.file("in/other.csv", 100)
        copy.add("edited.csv", String(repeating: "x", count: 100))
        copy.add("grown.csv", String(repeating: "x", count: 101))
        copy.add("in/result.dta")
        copy.add("work/tables/t1.txt")
        #expect(
            words() == [
                "same.csv": gone, "in/other.csv": gone, "edited.csv": "opened-file kept changed",
                "grown.csv": "opened-file kept changed", "in/result.dta": "derived-file kept", "in": "folder kept",
                "work/tables/t1.txt": "derived-file kept", "work/tables": "folder kept", "work": "folder kept",
                ".": keptCopy,
            ])
        #expect(copy.names() == ["edited.csv", "grown.csv", "in", "work"])
        #expect(copy.scratch.read("copy/grown.csv")?.count == 101)
        // Asked for, they go too.
        let lost = "opened-file missing"
        #expect(
            words(true) == [
                "same.csv": lost, "in/other.csv": lost,
                "edited.csv": "opened-file erased overwritten-and-unlinked changed",
                "grown.csv": "opened-file erased overwritten-and-unlinked changed",
                "in/result.dta": "derived-file erased overwritten-and-unlinked", "in": goneFolder,
                "work/tables/t1.txt": "derived-file erased overwritten-and-unlinked", "work/tables": goneFolder,
                "work": goneFolder, ".": goneCopy,
            ])
        #expect(copy.isGone)
    }

    @Test func missingIsToldApart() {
        copy.file("here", 10)
        copy.file("lost", 20)
        copy.folder("no/folder")
        unlink(copy.path + "/lost")
        rmdir(copy.path + "/no/folder")
        rmdir(copy.path + "/no")
        #expect(
            words() == [
                "here": gone, "lost": "opened-file missing", "no/folder": "folder missing", ".": goneCopy,
            ])
        let again = copy.erase(isResuming: true)
        #expect(again["lost"]?.size?.value == 20)
        #expect(again["here"]?.words == "opened-file missing (interrupted)")
        #expect(again["."]?.words == "folder missing (interrupted)")
        #expect(words()["here"] == "opened-file missing")
    }

    @Test func linksAreNeverFollowed() throws {
        copy.file("data.csv", 10)
        let outside = copy.scratch.folder("outside")
        copy.scratch.write(Array("treasure".utf8), "outside/file")
        symlink(outside + "/file", copy.path + "/to-file")
        symlink(outside, copy.path + "/to-folder")
        symlink("nowhere", copy.path + "/to-nothing")
        #expect(
            words() == [
                "data.csv": gone, "to-file": "other kept", "to-folder": "other kept", "to-nothing": "other kept",
                ".": keptCopy,
            ])
        #expect(words(true)["to-folder"] == "other erased unlinked")
        #expect(copy.isGone)
        #expect(copy.scratch.read("outside/file") == Array("treasure".utf8))
    }

    @Test func aLinkWhereAFileWas() {
        let content = copy.file("data.csv", 10)
        copy.scratch.write(content, "elsewhere")
        unlink(copy.path + "/data.csv")
        symlink("../elsewhere", copy.path + "/data.csv")
        // The file is missing, and the link is something that was added.
        #expect(words() == ["data.csv": "other kept", "data.csv+": "opened-file missing", ".": keptCopy])
        #expect(copy.scratch.read("elsewhere") == content)
    }

    @Test func aFolderWhereAFileWas() {
        copy.file("data", 10)
        unlink(copy.path + "/data")
        copy.add("data/inner")
        #expect(
            words() == [
                "data/inner": "derived-file kept", "data": "folder kept", "data+": "opened-file missing", ".": keptCopy,
            ])
    }

    @Test func whatIsNoFileIsNeverOpened() throws {
        #expect(mkfifo(copy.path + "/fifo", 0o600) == 0)
        #expect(words() == ["fifo": "other kept", ".": keptCopy])
        #expect(words(true) == ["fifo": "other erased unlinked", ".": goneCopy])
    }

    @Test func otherNamesOfOpenedDataLoseItToo() {
        let content = copy.file("data.csv", 5_000)
        link(copy.path + "/data.csv", copy.scratch.path + "/kept")
        #expect(words()["data.csv"] == "opened-file erased overwritten-and-unlinked matched 2 links (hard-links)")
        #expect(copy.scratch.read("kept")?.prefix(5_000).elementsEqual(content) == false)
    }

    @Test func filesOfTheCopyThatWereMadeOne() {
        // As a deduplicating tool does: in one folder, so that one batch has both, and in another.
        let content = copy.file("a.csv", 5_000)
        for name in ["b.csv", "in/c.csv"] {
            copy.file(name, 1)
            unlink(copy.path + "/" + name)
            link(copy.path + "/a.csv", copy.path + "/" + name)
        }
        let expected = ExpectedContent(size: Count(content.count)!, digest: FileDigest.of(content))
        copy.replace(["b.csv", "in/c.csv"], with: expected)
        let found = copy.erase()
        #expect(found["a.csv"]?.words == gone + " 3 links (hard-links)")
        #expect(found["b.csv"]?.words == gone + " 3 links (hard-links)")
        #expect(found["in/c.csv"]?.words == "opened-file erased overwritten-and-unlinked (hard-links)")
        #expect(copy.isGone)
    }

    @Test func otherNamesOfAddedFilesKeepTheirContent() {
        copy.scratch.write(Array("thesis".utf8), "thesis")
        link(copy.scratch.path + "/thesis", copy.path + "/linked")
        #expect(words() == ["linked": "derived-file kept 2 links (hard-links)", ".": keptCopy])
        #expect(words(true)["linked"] == "derived-file erased unlinked 2 links (hard-links)")
        #expect(copy.scratch.read("thesis") == Array("thesis".utf8))
    }

    @Test func readOnlyFilesAndFolders() {
        copy.file("in/data.csv", 100)
        copy.file("shut/data.csv", 100)
        chmod(copy.path + "/in/data.csv", 0o400)
        chmod(copy.path + "/in", 0o500)
        chmod(copy.path + "/shut/data.csv", 0)
        chmod(copy.path + "/shut", 0)
        #expect(
            words() == [
                "in/data.csv": gone, "in": goneFolder, "shut/data.csv": gone, "shut": goneFolder, ".": goneCopy,
            ])
    }

    @Test func aChangedFileKeepsItsMode() throws {
        copy.file("data.csv", 5)
        copy.add("data.csv", "12345")
        chmod(copy.path + "/data.csv", 0o400)
        #expect(words()["data.csv"] == "opened-file kept changed")
        let folder = try File(folder: copy.path)
        #expect(try folder.status(of: "data.csv")?.mode == 0o400)
    }

    @Test func namesThatAreNotUTF8() {
        let name: [UInt8] = [0x61, 0x5C, 0xFF, 0x62]
        let path = Array(copy.path.utf8) + [0x2F] + name + [0]
        path.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { _ = mkdir($0.baseAddress!, 0o700) }
        }
        #expect(words() == ["a\\\\\\xffb": "folder kept (name-escaped)", ".": keptCopy])
        #expect(words(true)["a\\\\\\xffb"] == "folder erased unlinked (name-escaped)")
    }

    @Test func odd() {
        for name in ["-rf", " ", "a\nb", "\u{202E}txt", String(repeating: "n", count: 255)] { copy.add(name) }
        #expect(words(true).values.filter { $0 == "derived-file erased overwritten-and-unlinked" }.count == 5)
        #expect(copy.isGone)
    }

    @Test func deepTrees() throws {
        // Deeper than folders are kept open, and than a path may be long.
        func descend(_ depth: Int) throws {
            var folder = try File(folder: copy.path)
            for level in 0..<depth {
                try folder.makeFolder("deeper", mode: 0o700)
                folder = try File(folder: "deeper", in: folder)
                if level % 50 == 0 {
                    let file = try File(creating: "f", in: folder, mode: 0o600)
                    try file.write([1])
                }
            }
        }
        try descend(800)
        copy.file("deeper/data.csv", 10)
        let found = copy.erase()
        #expect(found.count == 800 + 16 + 2)
        #expect(found["deeper/data.csv"]?.words == gone)
        #expect(copy.erase(includingDerived: true).values.count { $0.result == .erased } == 800 + 16 + 1)
        #expect(copy.isGone)
    }

    @Test func moreFilesThanOneBatch() {
        for number in 0..<(2 * FolderErasure.batchCount + 1) { copy.file("f\(number)", number % 50) }
        #expect(words().values.count { $0 == gone } == 2 * FolderErasure.batchCount + 1)
        #expect(copy.isGone)
    }

    @Test func anotherFolderIsRefusedAsAWhole() throws {
        copy.file("data.csv", 10)
        let identity = try #require(try copy.identity())
        rename(copy.path, copy.path + "-before")
        mkdir(copy.path, 0o700)
        copy.file("data.csv", 10)
        let found = copy.erase(identity: identity)
        #expect(found["."]?.words == "folder failed Stale file handle (folder-replaced)")
        #expect(found.count == 1)
        #expect(copy.names() == ["data.csv"])
        // The folder itself, under its old name, is known.
        #expect(rename(copy.path, copy.path + "-new") == 0 && rename(copy.path + "-before", copy.path) == 0)
        #expect(words(identity: identity)["."] == goneFolder)
    }

    @Test func aLinkToTheCopyIsRefused() throws {
        copy.file("data.csv", 10)
        #expect(rename(copy.path, copy.path + "-moved") == 0)
        symlink(copy.path + "-moved", copy.path)
        #expect(words()["."] == "folder failed Too many levels of symbolic links (folder-replaced)")
        #expect(copy.names(in: "copy-moved") == ["data.csv"])
        unlink(copy.path)
        copy.scratch.write([1], "copy")
        #expect(words()["."] == "folder failed Not a directory (folder-replaced)")
    }

    @Test func aCopyThatIsGone() {
        copy.file("data.csv", 10)
        unlink(copy.path + "/data.csv")
        rmdir(copy.path)
        #expect(words() == [".": "folder missing", "data.csv": "opened-file missing"])
    }

    @Test func progressCountsBytes() {
        copy.file("a", 1_000)
        copy.file("b/c", 234)
        let seen = Seen()
        var eraser = Eraser()
        eraser.progress = { seen.add($0) }
        _ = copy.erase(eraser: eraser)
        #expect(seen.values == [1_000, 1_234])
    }
}
