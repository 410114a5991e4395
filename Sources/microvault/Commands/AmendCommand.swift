import ArgumentParser
import CommandLineSupport
import Files
import PackageFormat
import Sealing

struct AmendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "amend", abstract: "Put a later revision of the agreement in force for a package that was sent.",
        discussion: """
            The package itself stays as it is: recipients import the statement, and act on the new revision from then on.
            """)

    @Option(
        help: "The package, or its head.", completion: .file(extensions: ["mvault", "mvault-head"]))
    var package: String

    @Option(help: "The compiled later revision.", completion: .file(extensions: ["agreement"]))
    var agreement: String

    @Option(
        name: .customLong("approval"), parsing: .singleValue,
        help: "An approval that does not lie beside the agreement; repeat it for each.",
        completion: .file(extensions: ["approval"]))
    var approvalPaths: [String] = []

    @Option(
        help: "A folder of the public keys that may approve at all; /etc/microvault/approvers when it is there.",
        completion: .directory)
    var approvers: String?

    @Option(help: "Why; recipients read it.")
    var reason: String?

    @Option(
        name: .customLong("sign-with"), help: "The provider's secret key file.", completion: .file(extensions: ["key"]))
    var signingKey: String

    @Option(name: .shortAndLong, help: "The statement to write, NAME.statement.")
    var output: String

    @OptionGroup var passphrase: PassphraseOptions

    /// 1. head  2. later revision  3. approvals  4. key unlocked  5. written
    func run() throws {
        let reason = try reason.map { try StatementInputs.reason($0) }
        let sent = try SentPackageFile(package)
        let agreed = try AgreementFiles.readCompiled(agreement)
        try check(agreed, of: sent)
        let approvals = try StatementInputs.approvals(
            of: agreed, beside: agreement, and: approvalPaths, approvers: approvers)
        let body = AmendmentBody(
            of: sent.head, agreement: agreed, approvals: approvals, reason: reason, at: Surroundings.now)
        try refuseExisting(output)
        let key = try sent.unlockProviderKey(signingKey, askingFrom: passphrase.source)
        try StatementInputs.write(
            Statement(body, signedBy: key), to: output,
            saying: "an amendment of \(sent.name) to revision \(agreed.revision)")
    }

    /// As recipients will; where revisions lie between, the one that it supersedes is not at hand.
    private func check(_ agreed: Agreement, of sent: SentPackageFile) throws {
        do throws(ProviderStatementFault) { try Standing(of: sent.head, statements: []).check(agreed) } catch {
            guard case .notInForce(let named, _) = error, agreed.revision > sent.head.agreement.revision + 1 else {
                throw error.words(amending: sent, with: agreement)
            }
            Output.notice(
                "microvault: notice: revision \(agreed.revision) supersedes one that is not in the package (\(named)): it was not checked, and recipients need the amendment to it first"
            )
        }
    }
}
