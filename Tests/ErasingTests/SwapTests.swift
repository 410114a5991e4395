import Files
import Glibc
import PackageFormat
import TestCast
import Testing

@testable import Erasing

/// Another file takes a name between two calls of an erasure: it may be neither overwritten nor unlinked.
@Suite struct SwapTests {
    let copy = OpenedCopy()

    private func candidate(_ name: String, _ kind: ErasedObject.Kind = .openedFile) -> Candidate {
        Candidate(
            name: FileName(name), path: name, kind: kind,
            expected: kind == .openedFile ? copy.entry(name).content : nil, mustMatch: kind == .openedFile,
            mark: kind == .openedFile ? copy.mark(name) : .random())
    }

    /// Another file under `name`; the one that was there stands under `moved`.
    private func swap(_ name: String, _ content: String = "another") {
        Glibc.rename(copy.path + "/" + name, copy.path + "/moved")
        copy.add(name, content)
    }

    private func text(_ name: String) -> String? {
        copy.scratch.read("copy/" + name).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func betweenTheDigestAndTheRename() throws {
        let content = copy.file("a.csv", 5_000)
        copy.file("b.csv", 100)
        let folder = try File(folder: copy.path)
        let work = FolderErasure { false }
        let candidates = [candidate("a.csv"), candidate("b.csv")]
        let verdicts = work.examine(candidates, in: folder)
        swap("a.csv")
        let objects = work.carryOut(verdicts, of: candidates, in: folder)
        #expect(objects[0].words == "opened-file failed matched Stale file handle")
        #expect(objects[1].words == "opened-file erased overwritten-and-unlinked matched")
        #expect(copy.names() == ["a.csv", "moved"])
        #expect(text("a.csv") == "another" && copy.scratch.read("copy/moved") == content)
        // The next run does not take it for ours either.
        #expect(copy.erase()["a.csv"]?.words == "opened-file kept changed")
    }

    @Test func aNameThatWasRemovedMeanwhile() throws {
        copy.file("a.csv", 100)
        let folder = try File(folder: copy.path)
        let work = FolderErasure { false }
        let verdicts = work.examine([candidate("a.csv")], in: folder)
        unlink(copy.path + "/a.csv")
        let objects = work.carryOut(verdicts, of: [candidate("a.csv")], in: folder)
        #expect(objects[0].words == "opened-file failed matched No such file or directory")
    }

    @Test func betweenTheOverwriteAndTheUnlinking() {
        copy.file("a.csv", 5_000)
        let (mark, path) = (copy.mark("a.csv").begun.text, copy.path)
        var eraser = Eraser()
        eraser.isInterrupted = {
            // Once it has its mark, and once only.
            guard access(path + "/" + mark, F_OK) == 0, access(path + "/moved", F_OK) != 0 else { return false }
            Glibc.rename(path + "/" + mark, path + "/moved")
            let other = open(path + "/" + mark, O_WRONLY | O_CREAT | O_EXCL, 0o600)
            _ = "another".withCString { write(other, $0, 7) }
            close(other)
            return false
        }
        let objects = copy.erase(eraser: eraser)
        #expect(objects["a.csv"]?.words == "opened-file failed matched Stale file handle")
        #expect(copy.names() == [mark, "moved"])
        #expect(text(mark) == "another")
    }

    @Test func aNameOfALinkedFileThatIsOnlyUnlinked() throws {
        copy.add("derived")
        link(copy.path + "/derived", copy.scratch.path + "/elsewhere")
        let folder = try File(folder: copy.path)
        let work = FolderErasure { false }
        let candidates = [candidate("derived", .derivedFile)]
        let verdicts = work.examine(candidates, in: folder)
        swap("derived")
        #expect(
            work.carryOut(verdicts, of: candidates, in: folder)[0].words
                == "derived-file failed Stale file handle 2 links (hard-links)")
        #expect(copy.names() == ["derived", "moved"] && text("derived") == "another")
    }

    @Test func aSecondNameOfAFileThatWasOverwritten() throws {
        let content = copy.file("a.csv", 100)
        copy.file("b.csv", 100)
        unlink(copy.path + "/b.csv")
        link(copy.path + "/a.csv", copy.path + "/b.csv")
        copy.replace(["b.csv"], with: copy.entry("a.csv").content!)
        let folder = try File(folder: copy.path)
        let work = FolderErasure { false }
        let candidates = [candidate("a.csv"), candidate("b.csv")]
        let verdicts = work.examine(candidates, in: folder)
        swap("b.csv")
        let objects = work.carryOut(verdicts, of: candidates, in: folder)
        #expect(objects[0].result == .erased)
        #expect(objects[1].words == "opened-file failed matched Stale file handle 2 links (hard-links)")
        #expect(copy.names() == ["b.csv", "moved"] && text("b.csv") == "another")
        #expect(copy.scratch.read("copy/moved")?.starts(with: content) == false)
    }

    @Test func aNameThatWasTakenTwice() throws {
        copy.add("old", "another")
        let folder = try File(folder: copy.path)
        let identity = FileIdentity(try folder.status(of: FileName("old"))!.status)
        copy.add("name", "stranger")
        // As when a file comes to stand under the name while the wrong one has the mark.
        #expect(throws: IOError(.rename, copy.path + "/name", code: ESTALE)) {
            try folder.take(FileName("name"), as: FileName("mark"), being: identity)
        }
        #expect(copy.names() == ["name", "old"] && text("name") == "stranger")
        try folder.take(FileName("old"), as: FileName("mark"), being: identity)
        #expect(copy.names() == ["mark", "name"])
    }
}
