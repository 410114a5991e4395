import ArgumentParser
import CommandLineSupport
import Files
import PackageFormat
import Screening
import Sealing
import Sending

struct ScreenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "screen", abstract: "Hold an extract against its agreement, and look for direct identifiers.",
        discussion: """
            Ends with 6 when something is found. Files are those that "pack" would take. Reports hold counts and names of \
            variables, never a value.
            """)

    @Argument(help: "Files and folders of the extract.", completion: .file())
    var extract: [String]

    @Option(help: "The agreement, compiled or in YAML.", completion: .file())
    var agreement: String

    @Option(help: "A file to write the report to, for an approver; it must not exist.")
    var report: String?

    @Flag(help: "Print the report as JSON.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    func run() throws {
        let agreed = try AgreementFiles.readDraft(agreement)
        if let report { try refuseExisting(report) }
        let listed = try Extract(extract)
        let found = try Self.report(of: listed, under: agreed, quiet: quiet || json)
        if let report {
            try writeNewFile(found.bytes, at: report, mode: 0o644)
        }
        if json {
            try printJSON(found)
        } else if !quiet {
            Output.print(ScreeningText(report: found).text)
        }
        if let report { Output.notice("wrote \(shown(report))", quiet: quiet) }
        if !found.findings.isEmpty { throw ExitStatus.screening }
    }

    static func report(of listed: Extract, under agreed: Agreement, quiet: Bool) throws -> ScreeningReport {
        let run = ExtractScreening(agreed)
        defer { run.stop() }
        var options = PackOptions()
        let progress = Progress("screening", total: listed.contentBytes, quiet: quiet)
        defer { progress.finish() }
        options.progress = { progress.advance(to: $0) }
        options.isInterrupted = { Interrupts.haveCome }
        return try ExtractScreener.report(of: listed, by: run, under: agreed, options: options)
    }
}

struct AcceptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept", abstract: "Accept findings of a screening, as the agreement's approver.",
        discussion: """
            Shows the findings, asks, and signs. The acceptance holds for these files and this text of the agreement alone; \
            give it to whoever packs.
            """)

    @Argument(help: "The report that \"microvault screen --report\" wrote.", completion: .file())
    var report: String

    @Option(help: "The compiled agreement.", completion: .file(extensions: ["agreement"]))
    var agreement: String

    @OptionGroup var acceptance: AcceptanceOptions

    @Option(
        name: .customLong("sign-with"),
        help: "Your secret key file, of a key that the agreement names for an approver.",
        completion: .file(extensions: ["key"]))
    var key: String

    @Option(name: .shortAndLong, help: "The file to write; REF.ROLE.acceptance when not given.")
    var output: String?

    @Flag(help: "Accept without being asked.")
    var yes = false

    @OptionGroup var passphrase: PassphraseOptions

    func validate() throws {
        guard !acceptance.findings.isEmpty else {
            throw ValidationError("Missing expected argument '--accept-finding <id>'")
        }
    }

    func run() throws {
        let agreed = try AgreementFiles.readCompiled(agreement)
        if let output { try refuseExisting(output) }
        let found = try AcceptanceFiles.readReport(report)
        guard found.agreementHash == agreed.hash else {
            throw Words(
                .refused,
                "\(quoted(report)) is of another agreement than \(quoted(agreement)), or of an earlier text of it",
                hint: "run \"microvault screen\" again with this agreement")
        }
        let accepted = try acceptance.accepted()
        let text = ScreeningText(report: found)
        for one in accepted {
            guard let finding = found.findings.first(where: { $0.id == one.finding }) else {
                let ids = found.findings.map(\.id.description)
                throw Words(
                    .usage, "the screening has no finding \(quoted(one.finding))",
                    hint: ids.isEmpty ? "it found nothing" : "it found: \(ids.joined(separator: ", "))")
            }
            Output.notice(text: text.finding(finding) + "\n      accepted because: \(shown(one.reason))\n")
        }
        if !yes {
            guard Terminal.canAsk else {
                throw Words(
                    .usage, "there is no terminal to ask for your acceptance",
                    hint: "read the findings, then run this with \"--yes\"")
            }
            guard try Terminal.confirms("Do you accept that the extract is shared with these findings?") else {
                throw Words(.refused, "not accepted", hint: "nothing was written")
            }
        }
        let signer = try SigningKey(
            seed: try SecretKeyFile(at: key, expecting: .signing).unlock(askingFrom: passphrase.source))
        guard let required = agreed.approvalsRequired.first(where: { $0.key.key == signer.publicKey }) else {
            throw Words(
                .refused,
                "\(quoted(key)) is no approver's key by the agreement: \(KeyLine(signer.publicKey).fingerprint)",
                hint: Self.whoMayAccept(under: agreed))
        }
        let path = output ?? "\(agreed.reference).\(required.role).acceptance"
        let body = AcceptanceBody(accepted, of: found, under: agreed, as: required, at: Surroundings.now)
        try writeNewFile(Acceptance(body, signedBy: signer).text, at: path, mode: 0o644)
        Output.notice("wrote \(shown(path))")
    }

    private static func whoMayAccept(under agreed: Agreement) -> String {
        if agreed.screening.acceptance == .analyst {
            return "the analyst who packs may accept findings with \"microvault pack --accept-finding\""
        }
        let approvers = agreed.approvalsRequired.map { "\(shown($0.name)), \($0.role)" }
        return approvers.isEmpty
            ? "the agreement names no approver: make a later revision with \"approvals_required\""
            : "the agreement names: \(approvers.joined(separator: "; "))"
    }
}
