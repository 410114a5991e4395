import Files
import Glibc
import PackageFormat
import TestCast
import Testing

@testable import Erasing

/// What each point of an erasure leaves behind, and that the next run finishes it.
@Suite struct InterruptionTests {
    let copy = OpenedCopy()

    private func finishes(_ name: String, _ words: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let found = copy.erase(isResuming: true)
        #expect(found[name]?.words == words, sourceLocation: sourceLocation)
        #expect(copy.isGone, sourceLocation: sourceLocation)
        #expect(!found.values.contains { $0.result != .erased }, sourceLocation: sourceLocation)
    }

    @Test func markedAndWhole() {
        copy.file("in/data.csv", 5_000)
        copy.rename("in/data.csv", to: copy.mark("in/data.csv").begun)
        finishes("in/data.csv", "opened-file erased overwritten-and-unlinked matched (interrupted)")
    }

    @Test func halfOverwritten() {
        copy.file("data.csv", 5_000)
        copy.add("data.csv", String(repeating: "?", count: 3_000))
        copy.rename("data.csv", to: copy.mark("data.csv").begun)
        finishes("data.csv", "opened-file erased overwritten-and-unlinked (interrupted)")
    }

    @Test func readBackAndRenamedAgain() {
        copy.file("data.csv", 5_000)
        copy.add("data.csv", String(repeating: "?", count: 8_192))
        copy.rename("data.csv", to: copy.mark("data.csv").overwritten)
        finishes("data.csv", "opened-file erased overwritten-and-unlinked (interrupted)")
    }

    @Test func filesOfWhichNothingIsKnown() throws {
        // From a run that was asked to include derived files: what it began goes, though this one was not asked.
        copy.add("x")
        let mark = ErasureMark.random().begun
        copy.rename("x", to: mark)
        finishes(mark.text, "derived-file erased overwritten-and-unlinked (interrupted)")
    }

    @Test func aFileThatCameBackUnderItsName() {
        copy.file("data.csv", 5_000)
        copy.rename("data.csv", to: copy.mark("data.csv").begun)
        copy.add("data.csv", "new")
        let found = copy.erase()
        #expect(found["data.csv"]?.words == "opened-file erased overwritten-and-unlinked matched (interrupted)")
        #expect(found["data.csv+"]?.words == "opened-file kept changed")
    }

    @Test func aMarkThatIsNoFile() {
        let mark = ErasureMark.random().begun.text
        symlink("/etc", copy.path + "/" + mark)
        #expect(copy.erase()[mark]?.words == "other kept")
    }

    @Test(arguments: [
        ".unvault-erasing-", ".unvault-erasing-0123", ".unvault-erased-" + String(repeating: "G", count: 32),
    ])
    func whatOnlyLooksLikeAMark(name: String) {
        copy.add(name)
        #expect(copy.erase()[name]?.words == "derived-file kept")
    }

    @Test func stoppedAtEveryQuestion() {
        var stops = 0
        while true {
            let copy = OpenedCopy()
            copy.file("a", 1_500_000)
            copy.file("b", 10)
            copy.file("in/c", 5_000)
            copy.file("d", 100)
            copy.rename("d", to: copy.mark("d").begun)
            let asked = Seen()
            var eraser = Eraser()
            let limit = stops
            eraser.isInterrupted = { asked.count() > limit }
            let found = copy.erase(eraser: eraser)
            guard found["."]?.result != .erased else { break }
            stops += 1
            #expect(Set(found.keys).isSuperset(of: ["a", "b", "in/c", "d"]))
            // Nothing is called changed or missing; what is not gone failed with the reason.
            #expect(!found.values.contains { $0.result == .kept || $0.result == .missing })
            #expect(found["."]?.words == "folder failed Interrupted system call (folder-not-identified)")
            let rest = copy.erase(isResuming: true)
            #expect(copy.isGone)
            #expect(!rest.values.contains { $0.result == .kept || $0.result == .failed })
            for name in ["a", "b", "in/c", "d"] {
                #expect(found[name]?.result == .erased || rest[name]?.result == .erased, "\(name) at \(stops)")
            }
        }
        #expect(stops > 10)
    }
}
