import ArgumentParser
import CommandLineSupport
import Files
import PackageFormat
import Sealing
import Sending

/// Findings that somebody accepts, each with the reason.
struct AcceptanceOptions: ParsableArguments {
    @Option(
        name: .customLong("accept-finding"), parsing: .singleValue,
        help: "A finding, by its id, that may be shared all the same; \"--reason\" follows. Repeat both for each.")
    var findings: [String] = []

    @Option(name: .customLong("reason"), parsing: .singleValue, help: "Why the finding before it may be shared.")
    var reasons: [String] = []

    func validate() throws {
        guard findings.count == reasons.count else {
            throw ValidationError("Each '--accept-finding' needs one '--reason'.")
        }
    }

    func accepted() throws(Words) -> [AcceptanceBody.Accepted] {
        var accepted: [AcceptanceBody.Accepted] = []
        for (text, reason) in zip(findings, reasons) {
            guard let id = Reference(text) else {
                throw Words(
                    .usage, "\(quoted(text)) is no id of a finding", hint: "copy one that \"microvault screen\" prints")
            }
            guard let reason = Line(typed: reason) else {
                throw Words(
                    .usage,
                    "the reason for \(quoted(id)) is empty, longer than 1,024 bytes or holds a control character",
                    hint: "say in one line why it may be shared")
            }
            accepted.append(.init(id, reason: reason))
        }
        return accepted
    }
}

/// Acceptances as files.
enum AcceptanceFiles {
    static func read(_ path: String) throws -> Acceptance {
        guard let bytes = try File(reading: path).contents(cap: Acceptance.maximumLength) else {
            throw Words(
                .usage, "\(quoted(path)) is too long for an acceptance", hint: "name the file that the approver sent")
        }
        do throws(StatementError) { return try Acceptance(parsing: bytes) } catch {
            throw Words(
                error.status, "\(quoted(path)) is not an acceptance: \(error.phrase)",
                hint: "name the file that the approver sent")
        }
    }

    static func readReport(_ path: String) throws -> ScreeningReport {
        let hint = "name the file that \"microvault screen --report\" wrote"
        guard let bytes = try File(reading: path).contents(cap: ScreeningReport.maximumLength) else {
            throw Words(.usage, "\(quoted(path)) is too long for a screening report", hint: hint)
        }
        do throws(CanonicalJSON.Problem) { return try ScreeningReport(parsing: bytes) } catch {
            throw Words(.usage, "\(quoted(path)) is not a screening report", hint: hint)
        }
    }
}

/// What a pack was given to accept findings with.
struct FindingInputs {
    private let accepted: [AcceptanceBody.Accepted]
    private let given: [(path: String, acceptance: Acceptance)]

    init(_ options: AcceptanceOptions, files: [String], under agreement: Agreement) throws {
        guard !agreement.tables.isEmpty || options.findings.isEmpty && files.isEmpty else {
            throw Words(
                .usage, "agreement \(quoted(agreement.reference)) has no tables, so nothing is screened",
                hint: "leave the acceptances out")
        }
        accepted = try options.accepted()
        given = try files.map { ($0, try AcceptanceFiles.read($0)) }
        guard accepted.isEmpty || agreement.screening.acceptance == .analyst else {
            throw Words(
                .refused, "agreement \(quoted(agreement.reference)) leaves it to an approver to accept findings",
                hint:
                    "write a report with \"microvault screen --report\", have an approver run \"microvault accept\", and give the result with \"--acceptance\""
            )
        }
    }

    /// Every finding is accepted by somebody who may; the analyst's acceptances are signed with the provider's key.
    func accept(
        _ report: ScreeningReport, under agreement: Agreement, signedBy key: borrowing SigningKey, at moment: Instant
    ) throws(SendingError) -> AcceptedScreening {
        try checkGiven(report, under: agreement)
        var all = given.map(\.acceptance)
        if !accepted.isEmpty {
            let body = AcceptanceBody(accepted, of: report, under: agreement, as: nil, at: moment)
            all.append(Acceptance(body, signedBy: key))
        }
        return try Sending.accept(all, of: report, under: agreement)
    }

    /// The same for a run that signs nothing.
    func check(_ report: ScreeningReport, under agreement: Agreement) throws(SendingError) {
        try checkGiven(report, under: agreement)
        let known = report.findings.map(\.id)
        if let unknown = accepted.first(where: { !known.contains($0.finding) }) {
            throw .acceptance(path: nil, .unknownFinding(unknown.finding))
        }
        let closed = Set((given.flatMap(\.acceptance.body.accepted) + accepted).map(\.finding))
        let open = known.filter { !closed.contains($0) }
        guard open.isEmpty else { throw .screening(report, open: open) }
    }

    private func checkGiven(_ report: ScreeningReport, under agreement: Agreement) throws(SendingError) {
        for (path, acceptance) in given {
            do throws(AcceptanceFault) {
                _ = try AcceptedScreening(checking: [acceptance], of: report, under: agreement)
            } catch .missing { continue } catch { throw .acceptance(path: path, error) }
        }
    }
}
