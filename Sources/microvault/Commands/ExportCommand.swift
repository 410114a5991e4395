import AgreementAuthoring
import ArgumentParser
import CommandLineSupport
import PackageFormat

extension AgreementExport: ExpressibleByArgument {}

/// `agreement export`.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write an agreement as a document to print, as an ODRL policy or as a DCAT record.",
        discussion: """
            odrl and dcat are JSON-LD that needs no other file and no network. They hold what those vocabularies can say; \
            docs/agreement-exports.md lists what they leave out. The compiled agreement is the text that binds.
            """)

    @Argument(
        help: "An agreement, compiled or in YAML, or - for standard input.",
        completion: .file(extensions: ["agreement", "yaml", "yml"]))
    var file: String

    @Option(help: "The form to write.")
    var format: AgreementExport

    @OptionGroup var output: ResultOptions

    func run() throws {
        try output.refuseExistingFile()
        let agreement = try AgreementFiles.readDraft(file)
        try output.write(format.bytes(of: agreement))
    }
}
