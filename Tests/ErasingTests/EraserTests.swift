import Files
import Glibc
import PackageFormat
import Sealing
import TestCast
import Testing

@testable import Erasing

@Suite struct EraserTests {
    let scratch = Scratch()

    private func erase(
        _ name: String, _ kind: ErasedObject.Kind = .package, expecting: ExpectedContent? = nil, mustMatch: Bool = false
    ) throws -> ErasedObject {
        let folder = try File(folder: scratch.path)
        return Eraser().erase(name, in: folder, kind: kind, expecting: expecting, mustMatch: mustMatch)
    }

    private func expectation(_ text: String) -> ExpectedContent {
        ExpectedContent(size: Count(text.utf8.count)!, digest: FileDigest.of(Array(text.utf8)))
    }

    private func isEmpty() throws -> Bool { try File(folder: scratch.path).names().isEmpty }

    @Test func aFile() throws {
        scratch.write(Array("ciphertext".utf8), "p.mvault")
        let object = try erase("p.mvault")
        #expect(object.words == "package erased overwritten-and-unlinked")
        #expect(object.path == scratch.path + "/p.mvault" && object.size?.value == 10)
        #expect(try isEmpty())
        #expect(try erase("p.mvault").words == "package missing")
    }

    @Test func aFileThatMustBeTheOneExpected() throws {
        scratch.write(Array("right".utf8), "a")
        scratch.write(Array("wrong".utf8), "b")
        let right = expectation("right")
        #expect(try erase("b", expecting: right, mustMatch: true).words == "package kept changed")
        #expect(
            try erase("a", expecting: right, mustMatch: true).words == "package erased overwritten-and-unlinked matched"
        )
        #expect(try erase("b", expecting: right).words == "package erased overwritten-and-unlinked changed")
        #expect(try isEmpty())
    }

    @Test func aKeyWithASecondNameIsOverwrittenUnderBoth() throws {
        scratch.write(Array("secret".utf8), "k")
        link(scratch.path + "/k", scratch.path + "/backup")
        #expect(
            try erase("k", .deliveryKey).words == "delivery-key erased overwritten-and-unlinked 2 links (hard-links)")
        #expect(scratch.read("backup")?.starts(with: "secret".utf8) == false)
    }

    @Test func aLinkIsKept() throws {
        scratch.write(Array("target".utf8), "target")
        symlink("target", scratch.path + "/link")
        #expect(try erase("link").words == "other kept changed")
        #expect(scratch.read("target") == Array("target".utf8))
    }

    @Test func whatAnEarlierRunBeganIsFinished() throws {
        for expected in [nil, expectation("content")] {
            let mark = ErasureMark(path: Array("p".utf8), expected: expected)
            for name in [mark.begun, mark.overwritten] {
                scratch.write(Array("noise".utf8), name.text)
                let object = try erase("p", expecting: expected, mustMatch: true)
                #expect(object.words == "package erased overwritten-and-unlinked (interrupted)")
                #expect(object.path == scratch.path + "/p")
                #expect(try isEmpty())
            }
        }
    }

    @Test func whatCannotBeErasedIsReported() throws {
        let folder = try File(folder: "/proc/self")
        let object = Eraser().erase("status", in: folder, kind: .package)
        #expect(object.result == .failed)
        #expect(object.errno != nil)
    }

    @Test func objectsAsJSON() throws {
        let object = ErasedObject(
            kind: .deliveryKey, path: "k", size: Count(5), matched: true, method: .overwrittenAndUnlinked,
            result: .erased,
            errno: nil, links: 2, caveats: [.interrupted, .hardLinks])
        let text = String(decoding: CanonicalJSON.encode(object), as: UTF8.self)
        #expect(
            text
                == #"{"caveats":["hard-links","interrupted"],"kind":"delivery-key","links":2,"matched":true,"#
                + #""method":"overwritten-and-unlinked","path":"k","result":"erased","size":5}"#)
        #expect(try CanonicalJSON.decode(ErasedObject.self, from: Array(text.utf8), cap: 4_096) == object)
    }

    @Test func codesAreFixed() {
        #expect(
            Caveat.allCases.map(\.rawValue) == [
                "hard-links", "shared-extents", "open-elsewhere", "read-back-from-cache", "interrupted",
                "folder-not-synced", "other-mount", "name-escaped", "folder-replaced", "folder-not-identified",
                "copy-on-write", "snapshots-possible", "compressed", "data-journal", "names-may-remain", "flash",
                "discard-not-known", "memory-only", "swap-unencrypted", "swap-not-known", "network-share",
                "no-permissions", "layered", "virtual-disk", "barriers-off", "unknown-storage",
            ])
    }
}
