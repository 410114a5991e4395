import AgreementAuthoring
import ArgumentParser
import CommandLineSupport
import PackageFormat

/// `agreement explain`.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say of every clause what stands behind it: enforced, detected, attested or declared, and why.")

    @Argument(
        help: "An agreement, compiled or in YAML, or - for standard input.",
        completion: .file(extensions: ["agreement", "yaml", "yml"]))
    var file: String

    @Flag(help: "Print as JSON.")
    var json = false

    func run() throws {
        let explanation = AgreementExplanation(try AgreementFiles.readDraft(file))
        guard !json else { return try printJSON(explanation) }
        Output.print(bytes: Array(LabelledLines(explanation.lines).text(width: Terminal.width).utf8))
    }
}
