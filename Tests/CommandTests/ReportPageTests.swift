import Glibc
import Testing

/// The register's page as a browser has it.
@Suite struct ReportPageTests {
    static let needsChromium = ConditionTrait.enabled(if: isInstalled("chromium"), "chromium is not installed")

    private static let table = """
        reference,title,direction,provider,recipient,site,sent,expires,delete_by,review_by,deleted,contact,evidence
        DSA-1,Late <script>alert(1)</script> & co,out,Department A,"University, of Examples",Room 2,2026-01-01,2026-05-31,2026-06-30,,,"jane ""J"" doe",paper
        DSA-2,Soon,out,Department A,Department C,Room 1,2026-01-01,2027-01-10,2027-01-20,2027-01-05,,desk@c.example,
        DSA-3,In two months,in,Department D,Department A,Room 1,2026-01-01,2027-02-01,2027-03-20,,,desk@d.example,
        DSA-4,Gone,out,Department A,Department C,Room 1,2025-01-01,2025-05-31,2025-06-30,,2025-06-12,,

        """

    private func register(_ scratch: Scratch) throws {
        try scratch.succeed("vaultregister", "init", "--organisation", "Department A", "--register", "r.db")
        try scratch.write(Self.table, to: "table.csv")
        try scratch.succeed("vaultregister", "import-csv", "table.csv", "--register", "r.db")
    }

    @Test(needsChromium) func aBrowserHasNothingAgainstIt() throws {
        let scratch = try Scratch()
        try register(scratch)
        try scratch.succeed("vaultregister", "report", "-o", "page.html", "--on", "2027-01-15", "--register", "r.db")
        // Without axe-core, which comes from another place than Debian; `make pages` has it.
        let run = try scratch.run(["python3", "\(BuiltTools.root)/scripts/check-page", "--no-axe", "page.html"])
        #expect(run.status == 0, "\(run.out)\(run.err)")
        #expect(run.out == "1 pages, 0 problems\n")
    }

    @Test func whatComesFromElsewhereIsText() throws {
        let scratch = try Scratch()
        try register(scratch)
        try scratch.succeed("vaultregister", "report", "-o", "page.html", "--on", "2027-01-15", "--register", "r.db")
        let page = try scratch.text(of: "page.html")
        #expect(!page.contains("<script"))
        #expect(page.contains("Late &lt;script&gt;alert(1)&lt;/script&gt; &amp; co"))
        #expect(page.contains("1 copy is to be chased today. 3 agreements are open, 1 is closed."))
        #expect(page.contains("jane &quot;J&quot; doe"))
        #expect(!page.contains("http://") && !page.contains("https://"))
    }

    @Test func theNextOneTakesItsPlace() throws {
        let scratch = try Scratch()
        try register(scratch)
        for (day, title) in [("2027-01-15", "First"), ("2026-06-30", "Second")] {
            try scratch.succeed(
                "vaultregister", "report", "-o", "page.html", "--on", day, "--title", title, "--register", "r.db")
            #expect(try scratch.text(of: "page.html").contains("<h1>\(title)</h1>"))
        }
        #expect(namesIn(scratch.path).filter { $0.contains("page") } == ["page.html"])
    }
}
