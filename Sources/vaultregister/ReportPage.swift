import CommandLineSupport
import CustodyLog
import DeadlineRegister
import PackageFormat

/// The register as one self-contained page: no script, no request, readable by keyboard and screen reader, A4.
struct ReportPage {
    /// Rows of a table; more are counted and left to `due --csv`.
    static let mostRows = 500

    let overview: Overview
    let title: String

    init(_ overview: Overview, title: String?) {
        self.overview = overview
        self.title = title ?? "Data sharing register, \(overview.organisation)"
    }

    var html: String {
        """
        <!doctype html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        <link rel="icon" href="data:,">
        <title>\(escaped(title)): \(overview.day.inWords)</title>
        <style>\(Self.style)</style>
        </head>
        <body>
        <a class="skip" href="#chase">Skip to what is to be chased</a>
        <header>
        <h1>\(escaped(title))</h1>
        <p>\(overview.day.inWords). \(sentence)</p>
        </header>
        <main>
        \(figures)
        \(ReportTimeline(overview).html)
        \(section("chase", "To chase now", overview.now, empty: "Nothing is overdue, recalled or due today."))
        \(section("next30", "Next 30 days", overview.coming(within: 0...30), empty: "No deadline comes within 30 days."))
        \(section("next90", "31 to 90 days", overview.coming(within: 31...90), empty: "No deadline comes in 31 to 90 days."))
        \(overview.onHold.isEmpty ? "" : section("hold", "On hold", overview.onHold, empty: ""))
        \(organisations)
        \(later)
        \(doubts)
        </main>
        <footer><p>Verified: from signed files, whose signatures this register checked. Declared: as somebody wrote it into a table;
        nobody has checked it. A certificate says what was done at a site; it cannot show that no other copy exists.
        Made by vaultregister \(toolVersion).</p></footer>
        </body>
        </html>

        """
    }

    private var sentence: String {
        let (open, closed) = overview.agreements
        let due = overview.now.count
        let first = due == 0 ? "Nothing is overdue." : "\(counted(due, "copy is", "copies are")) to be chased today."
        return
            "\(first) \(counted(open, "agreement is", "agreements are")) open, \(counted(closed, "is", "are")) closed."
    }

    // MARK: Figures

    private var figures: String {
        let (next30, next90) = (overview.coming(within: 0...30).count, overview.coming(within: 31...90).count)
        let accounted = overview.organisations.reduce(0) { $0 + $1.accounted }
        let overdue = overview.now.filter { $0.daysLeft < 0 }.count
        let tiles = [
            ("chase", "to chase now", overview.now.count, overdue > 0 ? "\(grouped(overdue)) late" : "none late"),
            ("next30", "in the next 30 days", next30, ""), ("next90", "in 31 to 90 days", next90, ""),
            ("organisations", "not accounted for", overview.open.count, ""),
            ("organisations", "deleted, by certificate", accounted, ""),
        ]
        let items = tiles.map { link, label, number, note in
            "<li><a href=\"#\(link)\"><b>\(grouped(number))</b> <span>\(label)</span>\(note.isEmpty ? "" : " <small>\(note)</small>")</a></li>"
        }
        return "<ul class=\"figures\" aria-label=\"In figures\">\n\(items.joined(separator: "\n"))\n</ul>"
    }

    // MARK: Copies

    private func section(_ id: String, _ heading: String, _ rows: [CopyRow], empty: String) -> String {
        let body =
            rows.isEmpty
            ? "<p class=\"none\">\(empty)</p>"
            : table(rows, caption: "\(heading): \(counted(rows.count, "copy", "copies")), the earliest deadline first")
        return
            "<section id=\"\(id)\" aria-labelledby=\"\(id)-h\">\n<h2 id=\"\(id)-h\">\(heading)</h2>\n\(body)\n</section>"
    }

    private func table(_ rows: [CopyRow], caption: String) -> String {
        let shownRows = rows.prefix(Self.mostRows)
        let more =
            rows.count > shownRows.count
            ? "<p>And \(grouped(rows.count - shownRows.count)) more: <code>vaultregister due --within 36500d --csv</code> lists all.</p>"
            : ""
        return """
            <div class="table" role="region" aria-label="\(escaped(caption))" tabindex="0">
            <table class="copies">
            <caption>\(escaped(caption))</caption>
            <thead><tr><th scope="col">Deadline</th><th scope="col">Agreement</th><th scope="col">Held by</th>
            <th scope="col">Evidence</th><th scope="col">Missing</th><th scope="col">Ask</th></tr></thead>
            <tbody>
            \(shownRows.map(line).joined(separator: "\n"))
            </tbody>
            </table>
            </div>
            \(more)
            """
    }

    private func line(_ row: CopyRow) -> String {
        let text = CopyText(row)
        return """
            <tr>
            <td data-label="Deadline"><strong>\(row.deadline.inWords)</strong>
            <span class="state \(row.state.rawValue)">\(escaped(row.state.inWords(daysLeft: row.daysLeft)))</span></td>
            <th scope="row" data-label="Agreement">\(escaped(row.reference))<span>\(escaped(row.title))</span></th>
            <td data-label="Held by">\(escaped(text.place))</td>
            <td data-label="Evidence"><span class="evidence \(row.evidence.rawValue)">\(row.evidence.rawValue)</span>
            <span>\(escaped(text.lastKnown))</span></td>
            <td data-label="Missing">\(escaped(row.missing.map(\.inWords).joined(separator: "; ")))</td>
            <td data-label="Ask">\(text.ask.map(escaped).joined(separator: "<br>"))</td>
            </tr>
            """
    }

    // MARK: Organisations

    private var organisations: String {
        let rows = overview.organisations.prefix(Self.mostRows).map { found in
            let numbers = [
                found.dueNow, found.next90, found.later, found.onHold, found.accounted, found.declared,
                found.declaredDeleted,
            ]
            return "<tr><th scope=\"row\" data-label=\"Organisation\">\(escaped(found.name))</th>"
                + zip(numbers, Self.organisationColumns).map { number, column in
                    "<td class=\"number\" data-label=\"\(column)\">\(grouped(number))</td>"
                }.joined() + "</tr>"
        }
        let head = Self.organisationColumns.map { "<th scope=\"col\" class=\"number\">\($0)</th>" }.joined()
        let more =
            overview.organisations.count > Self.mostRows
            ? "<p>And \(grouped(overview.organisations.count - Self.mostRows)) more.</p>" : ""
        return """
            <section id="organisations" aria-labelledby="organisations-h">
            <h2 id="organisations-h">By organisation</h2>
            <div class="table" role="region" aria-label="Copies by organisation" tabindex="0">
            <table>
            <caption>Copies by the organisation that holds them</caption>
            <thead><tr><th scope="col">Organisation</th>\(head)</tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody>
            </table>
            </div>
            \(more)
            </section>
            """
    }

    private static let organisationColumns = [
        "To chase", "Next 90 days", "Later", "On hold", "Deleted, by certificate", "Open and only declared",
        "Said to be deleted",
    ]

    private var later: String {
        let rows = overview.coming(within: 91...Int.max)
        guard !rows.isEmpty else { return "" }
        return """
            <section id="later" aria-labelledby="later-h">
            <h2 id="later-h">Later</h2>
            <details><summary>\(counted(rows.count, "copy", "copies")) with a deadline in more than 90 days</summary>
            \(table(rows, caption: "Later: \(counted(rows.count, "copy", "copies"))"))
            </details>
            </section>
            """
    }

    // MARK: Aside

    private var doubts: String {
        let aside = overview.aside.prefix(Self.mostRows).map { row in
            "<li><strong>\(escaped(row.kind)) \(escaped(row.name))</strong>: \(escaped(row.reason.inWords)). To do: \(escaped(row.reason.next)).</li>"
        }
        let findings = overview.findings.prefix(Self.mostRows).map { row in
            "<li><strong>\(escaped(row.code.inWords))</strong>: \(escaped(row.subject))\(row.detail.isEmpty ? "" : ", \(escaped(row.detail))").</li>"
        }
        guard !(aside.isEmpty && findings.isEmpty) else { return "" }
        let more = overview.aside.count + overview.findings.count - aside.count - findings.count
        return """
            <section id="aside" aria-labelledby="aside-h">
            <h2 id="aside-h">Kept aside, and not counted above</h2>
            <ul>
            \((aside + findings).joined(separator: "\n"))
            </ul>
            \(more > 0 ? "<p>And \(grouped(more)) more.</p>" : "")
            </section>
            """
    }

    private static let style = """
        :root { color-scheme: light dark; --ink: #1b1b1f; --paper: #fff; --card: #f4f5f7; --soft: #54575e; --rule: #d0d3d9;
          --bad: #9d1219; --warn: #7a4a00; --good: #0a5c33; --link: #1b4f9c; --bar: #2f5d9e; --late: #b3262d }
        @media (prefers-color-scheme: dark) { :root { --ink: #ececf0; --paper: #15161a; --card: #202228; --soft: #b0b3bc;
          --rule: #3b3e46; --bad: #ff9a9a; --warn: #f3c46b; --good: #7bd8a4; --link: #9cc3ff; --bar: #7fa9e6; --late: #ff8080 } }
        * { box-sizing: border-box }
        body { margin: 0; background: var(--paper); color: var(--ink);
          font: 16px/1.45 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif }
        header, main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem }
        header { padding-top: 2rem }
        h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .4rem }
        header p { margin: 0 0 1rem; color: var(--soft) }
        h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem }
        a { color: var(--link) }
        a:focus-visible, .table:focus-visible, .wide:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
        .skip { position: absolute; left: -100vw; top: 0; background: var(--paper); padding: .6rem 1rem }
        .skip:focus { left: 0 }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .8rem; list-style: none;
          margin: 0; padding: 0 }
        .figures a { display: block; height: 100%; background: var(--card); border-radius: 6px; padding: .7rem .9rem;
          color: inherit; text-decoration: none }
        .figures b { display: block; font-size: 1.9rem; line-height: 1.15; font-variant-numeric: tabular-nums }
        .figures small { color: var(--soft) }
        .figures li:first-child b { color: var(--bad) }
        .table { overflow-x: auto }
        table { border-collapse: collapse; width: 100%; font-size: .92rem }
        .copies { table-layout: fixed; min-width: 56rem } .copies th, .copies td { overflow-wrap: anywhere }
        .copies thead th:nth-child(1) { width: 15% } .copies thead th:nth-child(2) { width: 19% }
        .copies thead th:nth-child(3) { width: 19% } .copies thead th:nth-child(4) { width: 20% }
        .copies thead th:nth-child(5) { width: 12% } .copies thead th:nth-child(6) { width: 15% }
        caption { text-align: left; color: var(--soft); padding-bottom: .4rem }
        th, td { text-align: left; vertical-align: top; padding: .5rem .8rem .5rem 0; border-bottom: 1px solid var(--rule) }
        thead th { color: var(--soft); font-weight: 600; white-space: nowrap }
        tbody th { font-weight: 600 }
        th span, td span { display: block; font-weight: 400 }
        .number { text-align: right; font-variant-numeric: tabular-nums }
        thead th.number { white-space: normal }
        .state { color: var(--soft) }
        .state.overdue, .state.recalled, .state.deletion-partial, .state.deletion-due { color: var(--bad); font-weight: 600 }
        .evidence { font-weight: 600 }
        .evidence.verified { color: var(--good) } .evidence.declared { color: var(--warn); font-style: italic }
        .none { color: var(--soft) }
        figure { margin: 0 } figcaption { color: var(--soft); font-size: .92rem }
        svg { display: block; width: 100%; height: auto; max-height: 17rem }
        svg text { fill: var(--ink); font: 12px system-ui, sans-serif } svg .axis { fill: var(--soft) }
        svg .verified { fill: var(--bar) } svg .late { fill: var(--late) }
        svg .declared { fill: url(#hatch); stroke: var(--ink); stroke-width: 1 } svg line { stroke: var(--rule) }
        footer { color: var(--soft); font-size: .87rem; padding-bottom: 3rem; margin-top: 2.5rem }
        @media (max-width: 46rem) {
          table, thead, tbody, tr, th, td, caption { display: block; width: 100% }
          thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden }
          tr { border-bottom: 1px solid var(--rule); padding: .6rem 0 } th, td { border: 0; padding: .12rem 0 }
          td::before, tbody th::before { content: attr(data-label) ": "; color: var(--soft); font-weight: 400 }
          .number { text-align: left } .table { overflow-x: visible }
          .copies { min-width: 0 } .evidence { display: inline }
          figure .wide { overflow-x: auto } svg { max-height: none; width: 48rem }
        }
        @page { size: A4; margin: 14mm 15mm }
        @media print { :root { --ink: #000; --paper: #fff; --card: #fff; --soft: #333; --rule: #999; --bad: #000; --warn: #000;
            --good: #000; --link: #000; --bar: #555; --late: #000 }
          body { font-size: 9pt } header, main, footer { max-width: none; padding: 0 } .skip { display: none }
          .figures a { border: 1px solid #999 } h2 { break-after: avoid } tr { break-inside: avoid } .table { overflow: visible }
          table { font-size: 8pt } .copies { min-width: 0 } thead { display: table-header-group } svg { max-height: 60mm } }
        """
}
