import CommandLineSupport
import CustodyLog
import PackageFormat

/// A certificate as one self-contained page to print and sign: no script, no request, A4.
struct CertificatePage {
    private let text: CertificateText
    private var body: CertificateBody { text.certificate.body }

    init(_ certificate: DeletionCertificate) { text = CertificateText(certificate) }

    var html: String {
        """
        <!doctype html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>\(escaped(text.title)): \(escaped(body.reference.description))</title>
        <style>\(Self.style)</style>
        </head>
        <body>
        <main>
        <header>
        <h1>\(escaped(text.title))</h1>
        <p class="result \(body.result.rawValue)"><strong>\(escaped(word))</strong> \(escaped(rest))</p>
        </header>
        \(text.sections.map(section).joined(separator: "\n"))
        \(signatures)
        <footer><p>Made from a signed certificate file; this page is no evidence by itself. Check the file with
        \u{201C}unvault certificate show\u{201D} or in the register.</p></footer>
        </main>
        </body>
        </html>

        """
    }

    private var word: String { String(text.resultInWords.prefix { $0 != ":" }) }
    private var rest: String { String(text.resultInWords.drop { $0 != ":" }.dropFirst(2)) }

    private func section(_ section: CertificateText.Section) -> String {
        let rows = section.rows.map { "<div><dt>\(escaped($0.0))</dt><dd>\(escaped($0.1))</dd></div>" }
        return "<section>\n<h2>\(escaped(section.title))</h2>\n<dl>\n\(rows.joined(separator: "\n"))\n</dl>\n</section>"
    }

    /// Lines to sign by hand, which nothing in the file stands for.
    private var signatures: String {
        let person = body.person.map { escaped($0.name.description) } ?? ""
        return """
            <section class="sign">
            <h2>Signed by hand</h2>
            <div class="lines">
            <p><span class="line"></span>Person who deleted\(person.isEmpty ? "" : ": \(person)")</p>
            <p><span class="line"></span>Date</p>
            <p><span class="line"></span>Witness or information asset owner</p>
            <p><span class="line"></span>Date</p>
            </div>
            </section>
            """
    }

    private static let style = """
        :root { color-scheme: light dark; --ink: #1b1b1f; --paper: #fff; --soft: #5c5f66; --rule: #d5d7dc;
          --complete: #0b6b3a; --partial: #8a5a00; --failed: #a3161b }
        @media (prefers-color-scheme: dark) { :root { --ink: #ececf0; --paper: #17181c; --soft: #a6a9b2;
          --rule: #3a3d45; --complete: #6fd39b; --partial: #f0bf5a; --failed: #ff8f8f } }
        * { box-sizing: border-box }
        body { margin: 0; background: var(--paper); color: var(--ink);
          font: 16px/1.45 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif }
        main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 3rem }
        h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .75rem }
        h2 { font-size: 1rem; margin: 0 0 .4rem }
        .result { margin: 0; padding: .6rem .8rem; border-left: 5px solid currentColor }
        .result.complete { color: var(--complete) } .result.partial { color: var(--partial) }
        .result.failed { color: var(--failed) }
        section { margin-top: 1.4rem; padding-top: .9rem; border-top: 1px solid var(--rule) }
        dl { margin: 0 }
        dl div { display: grid; grid-template-columns: 12rem 1fr; gap: .2rem 1rem; padding: .14rem 0 }
        dt { color: var(--soft) }
        dd { margin: 0; overflow-wrap: anywhere }
        .lines { display: grid; grid-template-columns: 2fr 1fr; gap: 2.2rem 2rem; padding-top: 2rem }
        .lines p { margin: 0; color: var(--soft); font-size: .85rem }
        .line { display: block; border-bottom: 1px solid var(--ink); margin-bottom: .3rem }
        footer { margin-top: 2rem; color: var(--soft); font-size: .85rem }
        @media (max-width: 34rem) { dl div { grid-template-columns: 1fr; gap: 0; padding: .3rem 0 }
          .lines { grid-template-columns: 1fr } }
        @page { size: A4; margin: 16mm 18mm }
        @media print { :root { --ink: #000; --paper: #fff; --soft: #444; --rule: #999; --complete: #000;
            --partial: #000; --failed: #000 }
          body { font-size: 10pt; line-height: 1.35 } main { max-width: none; padding: 0 }
          section { break-inside: avoid; margin-top: 3.5mm; padding-top: 2.5mm } h1 { font-size: 16pt } }
        """
}
