import Files
import Glibc
import PackageFormat
import TestCast
import Testing

@testable import Sending

/// What of a machine's files is packed, and under which names.
@Suite struct ExtractTests {
    private let scratch = Scratch()
    private var root: String { scratch.path }

    private func paths(_ arguments: [String]) throws -> [String] {
        try Extract(arguments).items.map { $0.path.description + ($0.isFolder ? "/" : "") }
    }

    private func obstacles(_ arguments: [String]) -> [String: SendingError.Obstacle.Reason] {
        do {
            _ = try Extract(arguments)
            return [:]
        } catch {
            guard case .extract(let found) = error else {
                Issue.record("\(error)")
                return [:]
            }
            // Each once.
            return Dictionary(uniqueKeysWithValues: found.map { (relative($0.path), $0.reason) })
        }
    }

    private func relative(_ path: String) -> String {
        path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
    }

    private func twoFolders() {
        _ = scratch.folder("a/inner")
        _ = scratch.folder("b")
        scratch.write([1], "a/x.csv")
        scratch.write([1, 2], "a/inner/y.csv")
        scratch.write([1, 2, 3], "b/z.csv")
    }

    @Test func oneFolderGivesItsContents() throws {
        twoFolders()
        for spelling in ["/a", "/a/", "/a//", "/a/.", "/b/../a", "/a/inner/.."] {
            #expect(try paths([root + spelling]) == ["inner/", "inner/y.csv", "x.csv"], "\(spelling)")
        }
        #expect(try Extract([root + "/a"]).contentBytes == 3)
    }

    @Test func severalKeepTheirNames() throws {
        twoFolders()
        let both = ["a/", "a/inner/", "a/inner/y.csv", "a/x.csv", "b/", "b/z.csv"]
        #expect(try paths([root + "/a", root + "/b"]) == both)
        #expect(try paths([root + "/b/", root + "/a/"]) == both)
        #expect(try paths([root + "/a/x.csv", root + "/b"]) == ["b/", "b/z.csv", "x.csv"])
        // A folder without a name of its own cannot keep it.
        #expect(try paths([root + "/a/.", root + "/b"]) == ["b/", "b/z.csv", "inner/", "inner/y.csv", "x.csv"])
    }

    @Test func oneFileIsItself() throws {
        twoFolders()
        #expect(try paths([root + "/a/inner/y.csv"]) == ["y.csv"])
        #expect(try Extract([root + "/a/inner/y.csv"]).items[0].source == root + "/a/inner/y.csv")
    }

    @Test func itemsStandInOrderOfTheirBytes() throws {
        _ = scratch.folder("e/a")
        for name in ["e/a/1", "e/a-b", "e/B", "e/é", "e/z"] { scratch.write([], name) }
        #expect(try paths([root + "/e"]) == ["B", "a/", "a-b", "a/1", "z", "é"])
    }

    @Test func everyObstacleIsReportedAtOnce() throws {
        _ = scratch.folder("e/deep")
        scratch.write([1], "e/good.csv")
        symlink("good.csv", root + "/e/link")
        symlink("nowhere", root + "/e/deep/dangling")
        symlink("deep", root + "/e/folder-link")
        mkfifo(root + "/e/deep/fifo", 0o600)
        scratch.write([], "e/bell\u{7}")
        scratch.write([], "e/re\u{301}gion.csv")
        scratch.write([], "e/" + "note\u{202E}txt")
        let bytes: [UInt8] = Array((root + "/e/latin-").utf8) + [0xE9, 0]
        close(bytes.withUnsafeBufferPointer { $0.withMemoryRebound(to: CChar.self) { creat($0.baseAddress!, 0o600) } })
        let found = obstacles([root + "/e", "/dev/null", root + "/missing"])
        #expect(
            found == [
                "e/link": .kind(.link), "e/deep/dangling": .kind(.link), "e/folder-link": .kind(.link),
                "e/deep/fifo": .kind(.fifo), "e/bell\u{7}": .name(.unfitCharacter),
                "e/re\u{301}gion.csv": .name(.notNFC), "e/note\u{202E}txt": .name(.unfitCharacter),
                "e/latin-\u{FFFD}": .name(.notUTF8),
                "/dev/null": .kind(.characterDevice),
                "missing": .unreadable(IOError(.open, root + "/missing", code: ENOENT)),
            ])
    }

    /// Large folders are looked at on several threads.
    @Test(arguments: [63, 64, 65, 700]) func obstaclesAndItemsStandInOrderHoweverManyThereAre(_ count: Int) throws {
        let folder = scratch.folder("e")
        var expected: [String] = []
        for number in 0..<count {
            let name = "e/\(number)"
            switch number % 7 {
            case 3:
                symlink("nowhere", root + "/" + name)
                expected.append(name)
            case 5: _ = scratch.folder(name)
            default: scratch.write([UInt8](repeating: 1, count: number), name)
            }
        }
        do {
            _ = try Extract([folder])
            Issue.record("links were taken")
        } catch {
            guard case .extract(let found) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(found.map { relative($0.path) } == expected.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
            #expect(found.allSatisfy { $0.reason == .kind(.link) })
        }
        for name in expected { unlink(root + "/" + name) }
        let extract = try Extract([folder])
        let numbers = (0..<count).filter { $0 % 7 != 3 }
        #expect(extract.items.map(\.path.description) == numbers.map(String.init).sorted())
        #expect(extract.fileCount == numbers.filter { $0 % 7 != 5 }.count)
        #expect(extract.contentBytes == numbers.filter { $0 % 7 != 5 }.reduce(0, +))
        #expect(extract.items.allSatisfy { $0.isFolder || $0.status.size == Int($0.path.description) })
    }

    @Test func socketsAreRefused() throws {
        _ = scratch.folder("e")
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = root + "/e/socket"
        try #require(path.utf8.count < MemoryLayout.size(ofValue: address.sun_path))
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, length) }
        }
        #expect(status == 0)
        #expect(obstacles([root + "/e"]) == ["e/socket": .kind(.socket)])
    }

    @Test func aLinkIsRefusedHoweverItIsWritten() {
        twoFolders()
        symlink("a", root + "/link")
        #expect(obstacles([root + "/link"]) == ["link": .kind(.link)])
        #expect(obstacles([root + "/link/"]) == ["link/": .kind(.link)])
    }

    @Test func aFileIsNoFolder() {
        twoFolders()
        scratch.write([1], "extract-of-one.csv")
        let path = scratch.path + "/extract-of-one.csv/"
        let refused = SendingError.extract([
            .init(path: path, reason: .unreadable(IOError(.open, path, code: ENOTDIR)))
        ])
        #expect(throws: refused) { try Extract([path]) }
        #expect(throws: refused) { try Extract([path, root]) }
    }

    /// A file that even root may not read: `vm.compact_memory` can be written alone.
    @Test(.enabled(if: access("/proc/sys/vm/compact_memory", F_OK) == 0)) func unreadableFilesAreNamed() {
        let path = "/proc/sys/vm/compact_memory"
        #expect(obstacles([path]) == [path: .unreadable(IOError(.open, path, code: EACCES))])
    }

    @Test func namesThatConflictAreRefused() {
        _ = scratch.folder("a/sub")
        _ = scratch.folder("b")
        scratch.write([], "a/x.csv")
        scratch.write([], "a/X.CSV")
        scratch.write([], "b/x.csv")
        #expect(obstacles([root + "/a"]) == ["a/x.csv": .conflict(.collision(ArchivePath("x.csv")!))])
        // Two files under one name; the second of them is named.
        let both = obstacles([root + "/a/x.csv", root + "/b/x.csv"])
        #expect(both.values.map { $0 } == [.conflict(.duplicate(ArchivePath("x.csv")!))])
        // One folder given twice, with what is in it.
        #expect(obstacles([root + "/b", root + "/b"]).keys.sorted() == ["b", "b/x.csv"])
    }

    @Test func anExtractHasAFile() {
        _ = scratch.folder("e/only/folders")
        for arguments in [[root + "/e"], [root + "/e", root + "/e/only"], []] {
            #expect(throws: SendingError.emptyExtract(arguments)) { try Extract(arguments) }
        }
    }

    @Test func hiddenAndLockFilesAreNoticed() throws {
        _ = scratch.folder("e/.git")
        _ = scratch.folder("e/sub")
        for name in ["plain.csv", ".hidden", ".git/config", "sub/.~lock.book.ods#", "sub/~$book.xlsx", "a~$b", "x."] {
            scratch.write([], "e/" + name)
        }
        let extract = try Extract([root + "/e"])
        #expect(
            extract.noticed.map(\.description) == [".git/config", ".hidden", "sub/.~lock.book.ods#", "sub/~$book.xlsx"])
        // Noticed, and packed all the same.
        #expect(extract.fileCount == 7 && Array(extract.files).count == 7)
    }

    @Test func pathsAreAsLongAndDeepAsThePackageAllows() {
        let deepest = String(repeating: "d/", count: 63)
        _ = scratch.folder("e/" + deepest)
        scratch.write([], "e/" + deepest + "f")
        #expect(throws: Never.self) { try Extract([root + "/e"]) }
        // Under its own name it is one folder deeper.
        scratch.write([], "other")
        let found = obstacles([root + "/e", root + "/other"])
        #expect(found.values.map { $0 } == [.name(.tooDeep)])
    }
}
