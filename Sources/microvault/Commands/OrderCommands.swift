import ArgumentParser
import CommandLineSupport
import Files
import PackageFormat
import Sealing

/// What recall, hold and release are given.
struct OrderOptions: ParsableArguments {
    @Option(help: "The package, or its head.", completion: .file(extensions: ["mvault", "mvault-head"]))
    var package: String

    @Option(help: "Why; recipients read it.")
    var reason: String

    @Option(
        name: .customLong("sign-with"), help: "The provider's secret key file.", completion: .file(extensions: ["key"]))
    var signingKey: String

    @Option(name: .shortAndLong, help: "The statement to write, NAME.statement.")
    var output: String

    @OptionGroup var passphrase: PassphraseOptions

    /// 1. head  2. `confirm`  3. key unlocked  4. written
    func issue<Order: ProviderOrder>(
        _ order: Order.Type, confirm: (SentPackageFile, Prose) throws -> Void = { _, _ in }
    ) throws {
        let reason = try StatementInputs.reason(reason)
        let sent = try SentPackageFile(package)
        try refuseExisting(output)
        try confirm(sent, reason)
        let body = OrderBody<Order>(of: sent.head, reason: reason, at: Surroundings.now)
        let key = try sent.unlockProviderKey(signingKey, askingFrom: passphrase.source)
        try StatementInputs.write(
            Statement(body, signedBy: key), to: output, saying: "a \(Order.kind) of \(sent.name)")
    }
}

struct RecallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recall",
        abstract: "End a package that was sent, for good: it opens no more, and copies are deleted.")

    @OptionGroup var order: OrderOptions

    @Flag(help: "Recall without being asked.")
    var yes = false

    func run() throws {
        try order.issue(RecallOrder.self) { sent, reason in
            guard !yes else { return }
            guard Terminal.canAsk else {
                throw Words(
                    .usage, "there is no terminal to ask whether the recall is meant",
                    hint: "a recall is final: if it is meant, run this with \"--yes\"")
            }
            Output.notice(sent.summary)
            Output.notice(aligned("reason", shown(reason)))
            guard try Terminal.confirms("A recall is final. Do you recall this package?") else {
                throw Words(.refused, "not recalled", hint: "nothing was written")
            }
        }
    }
}

struct HoldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Have copies of a package that was sent kept: nothing is deleted until a release.")

    @OptionGroup var order: OrderOptions

    func run() throws { try order.issue(HoldOrder.self) }
}

struct ReleaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "End every hold on a package that was sent.")

    @OptionGroup var order: OrderOptions

    func run() throws { try order.issue(ReleaseOrder.self) }
}
