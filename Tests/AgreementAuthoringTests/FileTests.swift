import PackageFormat
import Testing

@testable import AgreementAuthoring

@Suite struct FileTests {
    @Test func `a file over 1 MiB is refused before it is read`() {
        let length = 1 << 20
        let full = Array(Sample.least.utf8) + Array("#".utf8) + [UInt8](repeating: 0x61, count: length)
        #expect(problems(Array(full.prefix(length))).isEmpty)
        #expect(
            problems(Array(full.prefix(length + 1))).map(\.kind) == [.file(.tooLong(length: length + 1, cap: length))])
    }

    @Test func `bytes that are no UTF-8 are refused`() {
        #expect(problems([0x74, 0xFF, 0x0A]).map(\.kind) == [.file(.notUTF8)])
    }

    @Test(arguments: ["", "\n\n", "# only a comment\n"])
    func `a file without a document is empty`(yaml: String) {
        #expect(found(yaml) == [Found(1, "", .file(.empty))])
    }

    @Test func `the top is a mapping`() {
        #expect(found("- a\n- b\n") == [Found(1, "", .wrongShape(expected: .mapping, found: .list))])
        #expect(found("text\n") == [Found(1, "", .wrongShape(expected: .mapping, found: .value))])
    }

    @Test func `a second document is refused where it begins`() {
        #expect(found("---\n" + Sample.least).isEmpty)
        #expect(found(Sample.least + "---\na: 1\n") == [Found(26, "", .file(.severalDocuments))])
    }

    @Test func `a syntax error has its line and the library's words`() throws {
        let yaml = Sample.with("title: Household", "title: \"Household")
        let problem = try #require(problems(yaml).first)
        #expect(problem.line >= 4)
        guard case .file(.syntax(let words)) = problem.kind else {
            Issue.record("\(problem.kind)")
            return
        }
        #expect(!words.isEmpty)
        let colon = found(Sample.with("title: Household", "title: one: Household"))
        #expect(colon == [Found(4, "", .file(.syntax("mapping values are not allowed in this context")))])
    }

    @Test func `a tab in the indentation is named`() {
        #expect(found(Sample.with("  data_owner", "\tdata_owner")) == [Found(9, "", .file(.tabInIndentation))])
    }

    @Test func `a byte-order mark and Windows line ends change nothing`() throws {
        let windows =
            "\u{FEFF}"
            + Sample.least.split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\r\n")
        #expect(try compiled(windows) == compiled(Sample.least))
    }

    @Test(arguments: ["\u{202E}", "\u{200F}", "\u{7}", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{7F}"])
    func `unfit characters are named where they stand`(character: Unicode.Scalar) {
        let yaml = Sample.with("Household survey", "House\(character)hold survey")
        let expected = AuthoringProblem(line: 4, column: 13, path: "", kind: .unfitCharacter(character))
        #expect(problems(yaml) == [expected])
        let comment = Sample.with("revision: 1", "revision: 1 # \(character)")
        #expect(found(comment) == [Found(3, "", .unfitCharacter(character))])
    }

    @Test func `a lone carriage return and a noncharacter are unfit`() throws {
        #expect(found(Sample.with("revision: 1", "revision: 1 #\ra")) == [Found(3, "", .unfitCharacter("\r"))])
        let noncharacter = try #require(Unicode.Scalar(0xFDD0 as UInt32))
        let yaml = Sample.with("Household", "\(noncharacter)Household")
        #expect(found(yaml) == [Found(4, "", .unfitCharacter(noncharacter))])
    }

    @Test func `an unfit character hides nothing else`() {
        let yaml = Sample.with("title: ", "titel: \u{202E}")
        #expect(found(yaml).map(\.line) == [1, 4, 4])
    }

    @Test(arguments: ["\\uFDD1", "\\ufdd1", "\\U0000FDD1"])
    func `escapes do not pass for a stand-in`(escape: String) throws {
        let noncharacter = try #require(Unicode.Scalar(0xFDD1 as UInt32))
        let yaml = Sample.with("title: Household", "title: \"\(escape)Household\" #")
        #expect(found(yaml) == [Found(4, "", .unfitCharacter(noncharacter))])
    }

    @Test func `escapes do not smuggle unfit characters in`() {
        let yaml = Sample.with("title: Household", "title: \"\\u202EHousehold\" #")
        #expect(found(yaml) == [Found(4, "title", .unfitCharacter("\u{202E}"))])
        let null = Sample.with("title: Household", "title: \"House\\0hold\" #")
        #expect(found(null) == [Found(4, "title", .unfitCharacter("\0"))])
        let tab = Sample.with("title: Household", "title: \"House\\thold\" #")
        #expect(found(tab) == [Found(4, "title", .unfitCharacter("\t"))])
    }
}

@Suite struct DeviceTests {
    @Test func `aliases are refused and none is expanded`() {
        let yaml = Sample.adding("conditions: *a\nassurances: [*b]")
        #expect(
            found(yaml) == [
                Found(26, "conditions", .device(.alias)), Found(27, "assurances[0]", .device(.alias)),
            ])
    }

    /// Hashing this one's key would take 2^60 steps if aliases were expanded.
    @Test(.timeLimit(.minutes(1))) func `a bomb of aliases as a key is refused at once`() {
        var yaml = "a0: &a0 [x, x]\n"
        for level in 1...60 { yaml += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        yaml += "? *a60\n: 1\n"
        #expect(!problems(yaml).isEmpty)
    }

    @Test func `anchors are refused before values, lists and mappings`() {
        #expect(found(Sample.with("title: H", "title: &t H")) == [Found(4, "title", .device(.anchor))])
        #expect(found(Sample.with("[J. Doe", "[&d J. Doe")) == [Found(17, "recipients[0].users[0]", .device(.anchor))])
        #expect(found(Sample.with("provider:", "provider: &p")) == [Found(7, "", .device(.anchor))])
        #expect(found(Sample.with("site_keys: [", "site_keys: &k [")).contains { $0.kind == .device(.anchor) })
    }

    @Test func `tags are refused`() {
        #expect(found(Sample.with("title: H", "title: !!str H")) == [Found(4, "title", .device(.tag))])
        #expect(found(Sample.with("revision: 1", "revision: ! 1")) == [Found(3, "revision", .device(.tag))])
        #expect(found(Sample.with("provider:", "provider: !!map")) == [Found(7, "", .device(.tag))])
    }

    @Test func `the merge key is refused`() {
        let yaml = Sample.with("  organisation: Department A", "  <<: *base\n  organisation: Department A")
        #expect(found(yaml) == [Found(8, "provider", .device(.mergeKey))])
    }

    @Test func `a key that is no text is refused`() {
        #expect(found(Sample.adding("? [a, b]\n: 1")) == [Found(26, "", .device(.complexKey))])
    }

    @Test func `the same characters inside texts stay as they are`() throws {
        let yaml = Sample.with("title: Household survey extract", "title: Jobs & homes * 2! \"&a\" *b !c")
        #expect(try compiled(yaml).title.description == "Jobs & homes * 2! \"&a\" *b !c")
        let quoted = Sample.with("title: Household survey extract", "title: \"&Jobs\"")
        #expect(try compiled(quoted).title.description == "&Jobs")
        let block = Sample.with("purpose: Estimate jobs by region.", "purpose: |\n  *Jobs*\n  !homes & more")
        #expect(try compiled(block).purpose.description == "*Jobs*\n!homes & more")
    }

    @Test func `nesting is bounded`() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(found(Sample.adding("tables: " + deep)).count == 1)
        let known = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
        #expect(
            found(Sample.adding("tables: " + known)) == [
                Found(26, "tables[0]", .wrongShape(expected: .mapping, found: .list))
            ])
    }
}
