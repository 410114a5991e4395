import Foundation
import Testing

/// `certificate show` and `certificate page`.
@Suite struct CertificateCommandTests {
    private static let person = "<script>alert(\"x\")</script> & O'Brien"

    private func deleted(by person: String = "J. Doe") throws -> Scratch {
        let scratch = try Scratch.opened()
        try scratch.succeed(
            Scratch.deleting.with("J. Doe", person) + [
                "--title", "Data <b>manager</b>", "--declare", "No copies were made.",
            ])
        return scratch
    }

    @Test func asText() throws {
        let scratch = try deleted()
        let run = try scratch.succeed("unvault", "certificate", "show", "d.certificate")
        #expect(
            run.err
                == "the signatures verify; whether the site key is the right one is for whoever knows the agreement\n")
        let lines = run.out.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(
            lines[0]
                == "Certificate of deletion: COMPLETE: everything that this site's records know of was erased, and the delivery key destroyed"
        )
        let site = try scratch.succeed("unvault", "key", "fingerprint", try scratch.siteKeyLine()).out.dropLast()
        for line in [
            "What was deleted", "  agreement           DSA-2026-014, revision 1",
            "  package             \(try scratch.packageID())", "  site                Department B, Example House",
            "  name                J. Doe", "  title               Data <b>manager</b>",
            "  declares            No copies were made.", "  category            clear, of NIST SP 800-88 Rev. 1",
            "  delivery key        destroyed, which had no passphrase; no key of this vault opens the package",
            "  opened file, erased 2, 46 bytes", "What this does not show", "  site key            \(site)",
        ] {
            #expect(lines.contains(line), "\(line) in\n\(run.out)")
        }
        #expect(run.out.contains("key-backups-unknown") && run.out.contains("vault-backup-possible"))
    }

    /// Every caveat that a certificate has is explained.
    @Test func everyCaveatHasAMeaning() throws {
        let scratch = try deleted()
        let caveats = try #require(try scratch.certificate()["caveats"] as? [String])
        let text = try scratch.succeed("unvault", "certificate", "show", "d.certificate").out
        let lines = text.split(separator: "\n").map(String.init)
        for caveat in caveats {
            let line = try #require(lines.first { $0.hasPrefix("  \(caveat)") }, "\(caveat)")
            #expect(line.count > caveat.count + 10, "\(caveat) says nothing: \(line)")
        }
    }

    @Test func asPage() throws {
        let scratch = try deleted(by: Self.person)
        let run = try scratch.succeed("unvault", "certificate", "page", "d.certificate", "-o", "d.html")
        #expect(run.out == "" && run.err == "wrote d.html\n")
        let page = try scratch.text(of: "d.html")
        #expect(page.hasPrefix("<!doctype html>\n<html lang=\"en-GB\">") && page.hasSuffix("</html>\n"))
        #expect(page.contains("<strong>COMPLETE</strong> everything that this site"))
        #expect(page.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; O'Brien"))
        #expect(page.contains("Data &lt;b&gt;manager&lt;/b&gt;"))
        // Nothing that runs, and nothing that is fetched.
        let lower = page.lowercased()
        for word in [
            "<script", "<b>", "http:", "https:", "src=", "href=", "@import", "url(", "<link", "<img", "onload",
        ] {
            #expect(!lower.contains(word), "\(word)")
        }
        #expect(page.contains("default-src 'none'") && page.contains("@page { size: A4"))
        #expect(try scratch.succeed("unvault", "certificate", "page", "d.certificate").out == page)
    }

    @Test func existingPageIsKept() throws {
        let scratch = try deleted()
        try scratch.write("precious", to: "d.html")
        try scratch.expect(
            Complaint(
                Status.usage, "\"d.html\" exists already",
                hint: "name another place, or move it away first; nothing is ever replaced"),
            from: ["unvault", "certificate", "page", "d.certificate", "-o", "d.html"])
    }

    @Test func certificatesThatAreNone() throws {
        let scratch = try deleted()
        let hint = "ask the site for the file again; do not take it for evidence of a deletion"
        let good = try scratch.text(of: "d.certificate")
        let show = ["unvault", "certificate", "show", "e.certificate"]
        for (text, status, message) in [
            (
                good.replacing("J. Doe", with: "J. Roe"), Status.notAuthentic,
                "\"e.certificate\" is not a deletion certificate: "
            ),
            ("", Status.usage, "\"e.certificate\" is not a deletion certificate: "),
            (
                good.replacing("microvault/1", with: "microvault/2"), Status.newerTool,
                "\"e.certificate\" is not a deletion certificate: "
            ),
            // Without the site's signature.
            (
                good.split(separator: "\n").prefix(3).joined(separator: "\n") + "\n", Status.notAuthentic,
                "the signatures of \"e.certificate\" do not fit what it says of who was there"
            ),
            // The ledger's and the site's the other way round.
            (
                (good.split(separator: "\n").prefix(2) + good.split(separator: "\n").dropFirst(2).reversed()).joined(
                    separator: "\n") + "\n", Status.notAuthentic,
                "\"e.certificate\" is not signed by the ledger key that it names"
            ),
        ] {
            try scratch.write(text, to: "e.certificate")
            for command in [show, show.with("show", "page")] {
                let run = try scratch.run(command)
                #expect(run.status == status && run.out == "", "\(run.err)")
                #expect(run.err.hasPrefix("unvault: error: \(message)"), "\(run.err)")
                #expect(run.errorLines.last == "unvault: hint: \(hint)")
            }
        }
    }
}
