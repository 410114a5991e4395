import AgreementAuthoring
import ArgumentParser
import CommandLineSupport
import Files
import PackageFormat
import Sealing

struct AgreementCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreement", abstract: "Write, check, compile, show, explain, approve and export agreements.",
        subcommands: [
            New.self, Check.self, Compile.self, Show.self, ExplainCommand.self, Approve.self, ExportCommand.self,
        ])

    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "new", abstract: "Print a commented template.")

        func run() throws {
            let text = AgreementAuthor.template(startingOn: Surroundings.now.utcDate)
            Output.print(bytes: Array(text.utf8))
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Report every problem of an agreement, with its line.")

        @Argument(
            help: "The agreement in YAML, or - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
        var file: String

        @Flag(help: "Print as JSON.")
        var json = false

        func run() throws {
            let yaml = try AgreementFiles.readYAML(file)
            do throws(AgreementProblems) {
                let agreement = try AgreementAuthor.compile(yaml: yaml)
                if json {
                    try? printJSON(ProblemReport(path: file, problems: []))
                } else {
                    Output.print(
                        "\(shown(file)): \(agreement.reference), revision \(agreement.revision), has no problems")
                }
            } catch {
                let report = ProblemReport(path: file, problems: error.problems)
                guard json else { throw report.words }
                try printJSON(report)
                throw ExitStatus.usage
            }
        }
    }

    struct Compile: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "compile", abstract: "Make the text that binds: what approvers sign and packages carry.")

        @Argument(
            help: "The agreement in YAML, or - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
        var file: String

        @Option(name: .shortAndLong, help: "The file to write; REF.agreement when not given.")
        var output: String?

        func run() throws {
            let agreement = try AgreementFiles.compile(try AgreementFiles.readYAML(file), file)
            let path = output ?? "\(agreement.reference).agreement"
            try writeNewFile(agreement.bytes, at: path, mode: 0o644)
            Output.notice("wrote \(shown(path)), hash \(agreement.hash)")
            let roles = agreement.approvalsRequired.map(\.role.description)
            if !roles.isEmpty { Output.notice("it needs the approval of: \(roles.joined(separator: ", "))") }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a compiled agreement as it will bind.")

        @Argument(help: "A compiled agreement.", completion: .file(extensions: ["agreement"]))
        var file: String

        @Flag(help: "Print as JSON.")
        var json = false

        func run() throws {
            let agreement = try AgreementFiles.readCompiled(file)
            guard !json else { return try printJSON(agreement) }
            Output.print(bytes: Array(AgreementSummary(agreement).text(width: Terminal.width).utf8))
        }
    }

    struct Approve: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "approve",
            abstract: "Show a compiled agreement and sign its approval, REF.ROLE.approval beside it.")

        @Argument(help: "A compiled agreement.", completion: .file(extensions: ["agreement"]))
        var file: String

        @Option(help: "The role in which you approve, as the agreement names it.")
        var role: String

        @Option(help: "Your secret key file.", completion: .file(extensions: ["key"]))
        var key: String

        @Flag(help: "Approve without being asked.")
        var yes = false

        @OptionGroup var passphrase: PassphraseOptions

        func run() throws {
            let agreement = try AgreementFiles.readCompiled(file)
            let required = try requirement(of: agreement)
            let path = AgreementFiles.approvalPath(of: agreement, role: required.role, beside: file)
            try refuseExisting(path)
            Output.notice(text: AgreementSummary(agreement).text(width: Terminal.width))
            if !yes {
                guard Terminal.canAsk else {
                    throw Words(
                        .usage, "there is no terminal to ask for your approval",
                        hint: "read the agreement, then run this with \"--yes\"")
                }
                guard try Terminal.confirms("\(required.name), do you approve this as \(required.role)?") else {
                    throw Words(.refused, "not approved", hint: "nothing was written")
                }
            }
            let secret = try SecretKeyFile(at: key, expecting: .signing).unlock(askingFrom: passphrase.source)
            let signer = try SigningKey(seed: secret)
            guard signer.publicKey == required.key.key else {
                throw Words(
                    .refused, "\(quoted(key)) is not the key that the agreement names for the \(required.role)",
                    hint:
                        "the agreement names \(required.key.fingerprint); this key is \(KeyLine(signer.publicKey).fingerprint)"
                )
            }
            let approval = Approval(ApprovalBody(of: agreement, for: required, at: Surroundings.now), signedBy: signer)
            try writeNewFile(approval.text, at: path, mode: 0o644)
            Output.notice("wrote \(shown(path))")
        }

        private func requirement(of agreement: Agreement) throws -> ApprovalRequirement {
            if let found = agreement.approvalsRequired.first(where: { $0.role.description.hasSameBytes(as: role) }) {
                return found
            }
            let roles = agreement.approvalsRequired.map(\.role.description)
            throw Words(
                .usage, "agreement \(quoted(agreement.reference)) asks for no approval by \(quoted(role))",
                hint: roles.isEmpty ? "it asks for no approvals" : "it asks for: \(roles.joined(separator: ", "))")
        }
    }
}
