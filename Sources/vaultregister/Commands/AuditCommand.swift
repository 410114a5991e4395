import ArgumentParser
import CommandLineSupport
import DeadlineRegister
import Files
import FoundationEssentials
import PackageFormat

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Write who had access to an agreement's data, when and where, with the evidence.")

    @Argument(help: "A reference or a package id.")
    var reference: String

    @Option(
        name: .shortAndLong, help: "The file to write; it must not be there yet.",
        completion: .file(extensions: ["csv", "json"]))
    var output: String

    @Flag(help: "As a table; the standard.")
    var csv = false

    @Flag(help: "As JSON, with each event as it was signed and the proof that it stands in the site's log.")
    var json = false

    @OptionGroup var register: RegisterOptions

    func validate() throws {
        guard !(json && csv) else { throw ValidationError("--json and --csv exclude each other") }
    }

    func run() throws {
        let register = try register.open()
        try refuseExisting(output)
        let audit = try register.audit(reference, now: Surroundings.now)
        let text = json ? try jsonText(audit) : Array(AuditTable(audit).text.utf8)
        try writeNewFile(text, at: output, mode: 0o600)
        Output.notice(
            "wrote \(shown(output)): \(counted(audit.accesses.count, "event")), \(counted(audit.deletions.count, "certificate")), \(counted(audit.gaps.count, "gap"))"
        )
    }
}

/// An audit as a table: events, certificates and gaps in the order of time; what is not verified says so.
struct AuditTable {
    let audit: Audit

    init(_ audit: Audit) { self.audit = audit }

    static let heading = [
        "at", "what", "operator", "organisation", "site", "package_id", "revision", "detail", "evidence", "verified",
    ]

    var text: String {
        var rows = audit.accesses.map { access in
            (
                access.at.description,
                [
                    access.at.description, access.type.rawValue,
                    access.person ?? (access.isUnattended ? "(unattended)" : ""),
                    access.organisation, access.site, access.packageID.description,
                    access.revision.map(String.init) ?? "",
                    [access.code, access.storage].compactMap { $0 }.joined(separator: "; "),
                    "log \(access.proof.log), event \(access.proof.number), record \(access.proof.record)", "yes",
                ]
            )
        }
        rows += audit.deletions.map { deletion in
            (
                deletion.at.description,
                [
                    deletion.at.description, "certificate \(deletion.result)",
                    deletion.person ?? (deletion.isUnattended ? "(unattended)" : ""), deletion.organisation,
                    deletion.site,
                    deletion.packageID, "", deletion.caveats.joined(separator: " "), "record \(deletion.record)",
                    verified(deletion.agreesWithLog),
                ]
            )
        }
        let sorted = rows.sorted { $0.0 < $1.0 }.map(\.1)
        let gaps = audit.gaps.map { gap in
            [
                "", gap.kind.inWords, "", gap.organisation, gap.site, "", "", gap.detail, gap.since?.description ?? "",
                "no",
            ]
        }
        return csv([Self.heading] + sorted + gaps)
    }

    private func verified(_ agrees: Bool?) -> String {
        switch agrees {
        case .some(true): "yes"
        case .some(false): "no: the site's log contradicts it"
        case .none: "yes, but for the log, which is not known so far"
        }
    }
}

extension Audit.Gap.Kind {
    var inWords: String {
        switch self {
        case .noReceipts: "nothing is known: no receipts came from this site"
        case .sinceLastReceipts: "nothing is known of what happened after this moment"
        case .declared: "declared in a table, checked by nobody"
        case .keptAside: "kept aside, not counted"
        }
    }
}
