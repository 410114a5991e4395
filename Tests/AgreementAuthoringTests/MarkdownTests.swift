import PackageFormat
import Testing

@testable import AgreementAuthoring

@Suite struct MarkdownTests {
    @Test(arguments: [
        ("# heading", "\\# heading"), ("- item", "\\- item"), ("+ item", "\\+ item"), ("=== under", "\\=== under"),
        ("12. item", "12\\. item"), ("3) item", "3\\) item"), ("J. Doe", "J. Doe"), ("a - b", "a - b"),
        ("*a* _b_ `c` ~~d~~", "\\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~"), ("a | b", "a \\| b"),
        ("[a](https://x.example)", "\\[a\\](https\\://x.example)"), ("<script>", "\\<script\\>"),
        ("&lt;", "\\&lt;"), ("back\\slash", "back\\\\slash"), ("www.x.example", "www\\.x.example"),
        ("WWW.x.example", "WWW\\.x.example"), ("a@b.example", "a\\@b.example"), (":smile: x: y", "\\:smile: x: y"),
        ("{.class} $x$ a^b", "\\{.class\\} \\$x\\$ a\\^b"), ("£5 – né", "£5 – né"),
    ])
    func `what could be markup is text`(text: String, expected: String) {
        #expect(Markdown.escaped(text) == expected)
    }

    @Test func `lines stay where they are put`() {
        #expect(Markdown.inline("one\n| two |\n\n    three") == "one<br>\\| two \\|<br><br>three")
        #expect(Markdown.quotation("one\n\n    # two\n> three") == "> one  \n>\n> \\# two  \n> \\> three  ")
        #expect(Markdown.table(["a", "b"], [["1", "2"]]) == "| a | b |\n| --- | --- |\n| 1 | 2 |")
    }

    static let hostile = Sample.with(
        "purpose: Estimate jobs by region.", "purpose: |\n  | a | b |\n  | --- | --- |\n\n  # Approved\n  <img src=x>",
        in: Sample.with(
            "title: Household survey extract", "title: 'x | y](z) <b> # \"q\" 日本'",
            in: Sample.full.replacing("Example House", with: "House | <i>")))

    /// Bars that divide cells.
    private func bars(_ line: Substring) -> Int {
        line.replacing("\\\\", with: "").replacing("\\|", with: "").filter { $0 == "|" }.count
    }

    @Test func `no text from elsewhere makes a cell, a heading or a tag`() throws {
        let page = String(decoding: AgreementExport.markdown.bytes(of: try compiled(Self.hostile)), as: UTF8.self)
        let plain = String(decoding: AgreementExport.markdown.bytes(of: try compiled(Sample.full)), as: UTF8.self)
        let headings = { (text: String) in text.split(separator: "\n").filter { $0.hasPrefix("#") } }
        #expect(headings(page).count == headings(plain).count)
        var width = 0
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                width = 0
                continue
            }
            if width == 0 { width = bars(line) }
            #expect(bars(line) == width, "\(line)")
        }
        #expect(
            page.contains("\n> \\| a \\| b \\|  \n> \\| --- \\| --- \\|  \n>\n> \\# Approved  \n> \\<img src=x\\>  \n"))
        #expect(!page.replacing("<br>", with: "").replacing("\\<", with: "").contains("<"))
        #expect(page.hasSuffix("\n") && !page.hasSuffix("\n\n"))
    }

    @Test func `the document has every clause`() throws {
        let agreement = try compiled(ExplanationTests.later)
        let page = String(decoding: AgreementExport.markdown.bytes(of: agreement), as: UTF8.self)
        for text in [
            "# Data-sharing agreement DSA-2026-014, revision 2\n", "\n**Household survey extract**\n",
            "`\(agreement.hash.hex)`", "| Supersedes the text with the hash | \(String(repeating: "ab", count: 32)) |",
            "\n> Estimate jobs by region.  \n", "| Purpose category | statistics |", "| Business case | BC-2026-31 |",
            "| Necessity | Regional employment cannot be estimated from the published tables,<br>which stop at",
            "| Data owner | R. Patel |", "| Contact | data\\@department-a.example |",
            "| Department B | Example House | J. Doe<br>A. Smith |",
            "| Opens from | start of 1 December 2026 | from 2026-12-01T00:00:00Z |",
            "| Opens until | end of 31 May 2027 | before 2027-05-31T23:00:00Z |",
            "| To be reviewed by | end of 1 March 2027 | before 2027-03-02T00:00:00Z |",
            "| Every copy gone by | end of 30 June 2027 | before 2027-06-30T23:00:00Z |",
            "\n### no-linkage\n\n> The data are not linked", "| Onward sharing | with-written-consent |",
            "| accreditation | Example House | ACC-77 | 31 December 2027 |", "| data-protection-officer | S. Okafor |",
            "| 14 | senior-information-risk-owner |", "\n### data/households.csv\n", "| Records at most | 5000 |",
            "| région | any | quasi-identifier | one of \"North\" \"South, East\" |",
            "\n### notes.txt\n\nNo limits.",
            "| Screening findings are accepted by | analyst |", "| De-identification | pseudonymised |",
        ] { #expect(page.contains(text), "\(text)") }
    }
}
