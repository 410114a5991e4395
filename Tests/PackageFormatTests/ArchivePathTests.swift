import Testing

@testable import PackageFormat

@Suite struct ArchivePathTests {
    private static func fault(_ text: String) -> ArchivePath.Fault? {
        failure { () throws(ArchivePath.Fault) in _ = try ArchivePath(checking: text) }
    }

    @Test(arguments: [
        "a", "a/b", "data/households.csv", ".hidden", "..a", "a..", "...", "a/.b/c", "région/日本.csv", "a b", "~$a",
        "a:b",
        "a\\b", "-rf", "*", String(repeating: "n", count: 255), "é/\u{1F600}",
        Array(repeating: "d", count: 64).joined(separator: "/"),
        Array(repeating: String(repeating: "x", count: 63), count: 64).joined(separator: "/"),
    ])
    func `a clean path`(text: String) {
        #expect(Self.fault(text) == nil)
        #expect(ArchivePath(text).map { Array($0.description.utf8) } == Array(text.utf8))
    }

    @Test(
        arguments: [
            ("", .empty), ("/", .absolute), ("/etc/passwd", .absolute), ("//a", .absolute),
            (".", .dotComponent), ("..", .dotComponent), ("../a", .dotComponent), ("a/..", .dotComponent),
            ("a/../b", .dotComponent), ("a/./b", .dotComponent), ("./a", .dotComponent), ("a/.", .dotComponent),
            ("a//b", .emptyComponent), ("a/", .emptyComponent), ("a/b/", .emptyComponent),
            ("a\u{0}b", .unfitCharacter), ("a\nb", .unfitCharacter), ("a\u{1B}[2J", .unfitCharacter),
            ("a\u{202E}fdp.exe", .unfitCharacter), ("a\u{200F}", .unfitCharacter), ("\u{FEFF}a", .unfitCharacter),
            ("a\u{7F}", .unfitCharacter), ("a\u{85}b", .unfitCharacter), ("a\u{2028}b", .unfitCharacter),
            ("e\u{301}", .notNFC), ("\u{212B}", .notNFC), ("a/\u{1100}\u{1161}", .notNFC),
            (String(repeating: "n", count: 256), .componentTooLong),
            ("a/" + String(repeating: "é", count: 128), .componentTooLong),
            (Array(repeating: "d", count: 65).joined(separator: "/"), .tooDeep),
            (String(repeating: "a/", count: 2_048) + "b", .tooLong),
            (Array(repeating: String(repeating: "x", count: 255), count: 17).joined(separator: "/"), .tooLong),
        ] as [(String, ArchivePath.Fault)])
    func `each fault`(text: String, fault: ArchivePath.Fault) {
        #expect(Self.fault(text) == fault)
        #expect(ArchivePath(text) == nil)
    }

    @Test func `components and parents`() {
        #expect(path("a/b/c").components == ["a", "b", "c"])
        #expect(path("a/b/c").parents == [path("a"), path("a/b")])
        #expect(path("a").parents == [])
    }

    @Test func `ASCII folds as all else does`() {
        for byte in UInt8(0x20)..<0x7F where byte != UInt8(ascii: "/") {
            let text = String(decoding: [UInt8(ascii: "x"), byte, UInt8(ascii: "Y")], as: UTF8.self)
            #expect(path(text).folded == text.lowercased().uppercased().nfc)
        }
    }

    @Test func `folder and name`() {
        #expect(path("a/b/c").folder == "a/b" && path("a/b/c").name == "c")
        #expect(path("a").folder == "" && path("a").name == "a")
    }

    @Test func `the order is that of the bytes`() {
        let texts = ["A", "B/a", "a", "a-b", "a/b", "a/b/c", "aa", "b", "é", "日本", "\u{1F600}", "\u{FFFD}"]
        for one in texts {
            for other in texts {
                #expect(path(one).comesBefore(path(other)) == one.utf8.lexicographicallyPrecedes(other.utf8))
            }
        }
    }

    @Test func `the same bytes are not the same characters`() {
        let (composed, decomposed) = ("é", "e\u{301}")
        #expect(composed == decomposed && !composed.hasSameBytes(as: decomposed))
        #expect("".hasSameBytes(as: "") && !"".hasSameBytes(as: "a") && !"ab".hasSameBytes(as: "a"))
        #expect("x/é"[...].dropFirst(2).hasSameBytes(as: composed))
    }

    /// Swift joins a combining mark with the slash before it, and an Arabic number sign with the slash after it, into
    /// one character. File systems see bytes.
    @Test(arguments: [("a", "\u{301}b"), ("\u{600}", "b"), ("a", "\u{200D}"), ("a", "\u{FE0F}x")])
    func `a slash divides whatever stands beside it`(folder: String, name: String) throws {
        let joined = try #require(ArchivePath("\(folder)/\(name)"))
        #expect(joined.components.map { Array($0.utf8) } == [Array(folder.utf8), Array(name.utf8)])
        #expect(joined.parents.map { Array($0.description.utf8) } == [Array(folder.utf8)])
        #expect(joined.folder.hasSameBytes(as: folder) && joined.name.hasSameBytes(as: name))
        var paths = PathSet()
        try paths.insert(path(folder), isFolder: false)
        #expect(
            failure { () throws(PathSet.Conflict) in try paths.insert(joined, isFolder: false) }
                == .fileAsFolder(joined))
    }
}

@Suite struct PathSetTests {
    /// The conflict of the last of `paths`; a path that ends with "/" is a folder.
    private static func conflict(_ paths: [String]) -> PathSet.Conflict? {
        var set = PathSet()
        return failure { () throws(PathSet.Conflict) in
            for (number, text) in paths.enumerated() {
                let isFolder = text.hasSuffix("/")
                do throws(PathSet.Conflict) {
                    try set.insert(path(isFolder ? String(text.dropLast()) : text), isFolder: isFolder)
                } catch {
                    #expect(number == paths.count - 1, "\(text)")
                    throw error
                }
            }
        }
    }

    @Test(arguments: [
        ["a", "b"], ["a/", "a/b"], ["a/b", "a/c"], ["a/b", "a/"], ["a/b/c", "a/b/", "a/"], ["a/b", "b/a"], ["a", "ab"],
        ["a/x", "b/X"], ["é", "e"],
    ])
    func `paths that can stand side by side`(paths: [String]) {
        #expect(Self.conflict(paths) == nil)
    }

    @Test(
        arguments: [
            (["a", "a"], .duplicate(path("a"))), (["a/", "a/"], .duplicate(path("a"))),
            (["a", "a/"], .duplicate(path("a"))),
            (["a/b", "a/", "a/"], .duplicate(path("a"))),
            (["a", "A"], .collision(path("A"))), (["a/b", "A/c"], .collision(path("A/c"))),
            (["a/b", "A/"], .collision(path("A"))),
            (["a/b", "a/B"], .collision(path("a/B"))), (["é", "É"], .collision(path("É"))),
            (["a/", "A"], .collision(path("A"))),
            (["x/a/1", "x/A/2"], .collision(path("x/A/2"))),
            (["a", "a/b"], .fileAsFolder(path("a/b"))), (["a/b", "a/b/c/d"], .fileAsFolder(path("a/b/c/d"))),
            (["a/b", "a"], .fileAsFolder(path("a"))), (["A", "a/b"], .fileAsFolder(path("a/b"))),
        ] as [([String], PathSet.Conflict)])
    func `each conflict`(paths: [String], conflict: PathSet.Conflict) {
        #expect(Self.conflict(paths) == conflict)
    }

    @Test func `a folder cannot become a file`() {
        #expect(Self.conflict(["a/", "a"]) == .duplicate(path("a")))
    }
}
