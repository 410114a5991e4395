import Foundation
import PackageFormat
import Testing

@testable import AgreementAuthoring

@Suite struct PackageListTests {
    private func text(_ entries: [PackageList.Entry], _ format: PackageList.Format) throws -> String {
        String(decoding: try PackageList(entries).bytes(as: format), as: UTF8.self)
    }

    /// The cells of a table, read as RFC 4180 has it.
    private func cells(_ text: String) -> [[String]] {
        var (rows, row, cell, isQuoted): ([[String]], [String], String, Bool) = ([], [], "", false)
        var rest = Array(text.unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"" where isQuoted && rest.first == "\"": cell.unicodeScalars.append(rest.removeFirst())
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: (row, cell) = (row + [cell], "")
            case "\r" where !isQuoted && rest.first == "\n":
                rest.removeFirst()
                (rows, row, cell) = (rows + [row + [cell]], [], "")
            default: cell.unicodeScalars.append(scalar)
            }
        }
        #expect(row.isEmpty && cell.isEmpty && !isQuoted)
        return rows
    }

    private func column(_ name: String, _ rows: [[String]]) throws -> [String] {
        let index = try #require(rows.first?.firstIndex(of: name))
        return rows.dropFirst().map { $0[index] }
    }

    @Test func `what the head says, and nobody's name beyond the agreement's offices`() throws {
        let entry = try Heads.entry(1, Sample.full, published: Heads.published)
        for format in PackageList.Format.allCases {
            let list = try text([entry], format)
            for user in ["J. Doe", "A. Smith", "S. Okafor"] { #expect(!list.contains(user), "\(format) \(user)") }
            for shown in ["Household survey extract", "Estimate jobs by region.", "région"] {
                #expect(list.contains(shown), "\(format) \(shown)")
            }
        }
        let page = try text([entry], .markdown)
        #expect(page.contains("### a\\|b.csv\n\n4711 records, by the sender's word.\n\n| Variable | Type |"))
        #expect(
            page.contains("\n| =cmd() | string |\n| région | integer |\n") || page.contains("\n| \\=cmd() | string |"))
        #expect(page.contains("| Special category data | no |"))
        #expect(
            page.contains("| Conditions | no-linkage\\: The data")
                || page.contains("| Conditions | no-linkage: The data"))
        #expect(try text([try Heads.entry(1)], .markdown).contains("Variables: the sender published none."))
    }

    @Test func `cells that begin a formula are text, quotes are doubled`() throws {
        for (cell, expected) in [
            ("plain", "plain"), ("=1+1", "\"'=1+1\""), ("+44 20", "\"'+44 20\""), ("-x", "\"'-x\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""), ("＝1", "\"'＝1\""), ("-12", "-12"), ("a\"b", "\"a\"\"b\""),
            ("a\nb", "\"a\nb\""), ("a,b", "\"a,b\""), ("a;b", "\"a;b\""), ("", ""),
        ] { #expect(CommaSeparated.cell(cell) == expected, "\(cell)") }
        let yaml = Sample.with(
            "title: Household survey extract", "title: '=HYPERLINK(\"http://x.example\", \"a\")'",
            in: Sample.with(
                "purpose: Estimate", "purpose: '@Estimate",
                in: Sample.least.replacing("by region.", with: "by\"; region.'")))
        let rows = cells(try text([try Heads.entry(1, yaml, published: Heads.published)], .csv))
        #expect(rows.count == 2 && rows[0] == ListTable.heading && rows[1].count == rows[0].count)
        #expect(try column("title", rows) == ["'=HYPERLINK(\"http://x.example\", \"a\")"])
        #expect(try column("purpose", rows) == ["'@Estimate jobs by\"; region."])
        #expect(try column("variables", rows) == ["a|b.csv, 4711 records: =cmd() (string), région (integer)"])
        #expect(try column("expires", rows) == ["2027-05-31"] && column("special_category", rows) == ["false"])
    }

    @Test func `a package that another one given supersedes is marked`() throws {
        let earlier = try Heads.entry(1)
        let later = try Heads.entry(2, supersedes: [1, 9], signedAt: "2027-01-11T10:00:00Z")
        let rows = cells(try text([later, earlier], .csv))
        #expect(try column("package_id", rows) == [Heads.id(1).description, Heads.id(2).description])
        #expect(try column("superseded_by", rows) == [Heads.id(2).description, ""])
        let page = try text([later, earlier], .markdown)
        #expect(page.contains("| `\(Heads.id(1))` | **superseded** |") && page.contains("| `\(Heads.id(2))` |  |"))
        #expect(page.contains("| **Superseded by** | `\(Heads.id(2))` |"))
        let record = try text([later, earlier], .dcat)
        #expect(record.contains("dcterms:isReplacedBy"))
    }

    @Test func `nobody supersedes another provider's package`() throws {
        let other = Sample.with(signingKey(1).text, signingKey(8).text)
        let entries = [try Heads.entry(1), try Heads.entry(2, other, key: 8, supersedes: [1])]
        #expect(try column("superseded_by", cells(try text(entries, .csv))) == ["", ""])
    }

    @Test func `a head counts once, and two heads of one package not at all`() throws {
        let entry = try Heads.entry(1)
        #expect(try PackageList([entry, try Heads.entry(1, file: "x.mvault")]).count == 1)
        let other = try Heads.entry(1, signedAt: "2027-01-12T10:00:00Z", file: "y.mvault-head")
        #expect(throws: PackageList.Fault.twoHeads(Heads.id(1), files: ["x.mvault-head", "y.mvault-head"])) {
            try PackageList([entry, other])
        }
    }

    @Test func `the order does not depend on that of the files`() throws {
        let entries = try [3, 1, 2].map { try Heads.entry($0) }
        for format in PackageList.Format.allCases {
            #expect(try text(entries, format) == text(entries.reversed(), format))
        }
    }
}
