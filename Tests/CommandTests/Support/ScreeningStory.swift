import PackageFormat
import Testing

/// An extract of one table, and an agreement about it.
extension Scratch {
    static let table = "extract/tables/households.csv"
    static let tables = """
          - path: tables/households.csv
            k_threshold: 2
            schema:
              fieldsMatch: superset
              fields:
                - {name: ref, type: string, role: pseudonym}
                - {name: region, type: string, role: quasi-identifier}
                - {name: wage, type: integer, role: sensitive}
        """
    /// In every table below, and nowhere else: no tool may say any of them.
    static let planted = ["Zennor", "Lamorna", "Porthgwarra", "31415", "27182", "17320", "Q-41c7", "qwx.marker"]

    static let screening = ["microvault", "screen", "extract", "--agreement", agreementFile]
    static let reporting = screening + ["--report", "report.json", "--quiet"]
    static let accepting = [
        "microvault", "accept", "report.json", "--agreement", agreementFile, "--sign-with", "owner.key", "-o",
        "owner.acceptance", "--yes",
    ]

    // Ids of findings are the same for the same file, variable and place.
    static let notAgreed = "not-agreed-85b15881"
    static let email = "e-mail-a5bcd41d"
    static let threshold = "k-threshold-e6928835"

    static func accepting(_ ids: String...) -> [String] { accepting + reasons(ids) }

    /// `--accept-finding` and `--reason` of each.
    static func reasons(_ ids: [String]) -> [String] {
        ids.flatMap { ["--accept-finding", $0, "--reason", "It was agreed."] }
    }

    /// `contact`: a variable with an e-mail address that the agreement does not list. `alone`: a record that is alone in its cell.
    func writeTable(contact: Bool = false, alone: Bool = false) throws {
        var rows = ["ref,region,wage", "Q-41c7,Zennor,31415", "Q-52d8,Zennor,27182", "Q-63e9,Lamorna,16180"]
        rows.append("Q-74fa,Lamorna,14142")
        if alone { rows.append("Q-85ab,Porthgwarra,17320") }
        if contact {
            let cells = ["contact", "qwx.marker@post.example"]
            rows = rows.enumerated().map { "\($1)," + ($0 < cells.count ? cells[$0] : "") }
        }
        try write(rows.joined(separator: "\n") + "\n", to: Self.table)
    }

    /// Ready to pack, but for what screening finds; `acceptance` is analyst or approver, who has approved the agreement.
    static func readyToScreen(
        _ acceptance: String = "analyst", contact: Bool = false, alone: Bool = false, tables: String = tables
    ) throws -> Scratch {
        func change(_ text: inout AgreementText) { (text.acceptance, text.tables) = (acceptance, tables) }
        let scratch = try acceptance == "analyst" ? readyToPack(change) : readyToApprove(change)
        if acceptance == "approver" { try scratch.approveAll() }
        try scratch.succeed("rm", "extract/README.txt")
        try scratch.writeTable(contact: contact, alone: alone)
        return scratch
    }

    func approveAll() throws {
        try approve(Self.ownerRole, with: "owner")
        try approve(Self.officerRole, with: "officer")
    }

    /// Writes report.json, whatever is found.
    func report() throws {
        let run = try run(Self.reporting)
        try #require(run.status == Status.screening, "\(run.err)")
    }

    /// No planted value is in `texts`.
    func expectNoValues(in texts: String..., sourceLocation: SourceLocation = #_sourceLocation) {
        for text in texts {
            for value in Self.planted {
                #expect(!text.contains(value), "\(value) in \(text)", sourceLocation: sourceLocation)
            }
        }
    }
}
