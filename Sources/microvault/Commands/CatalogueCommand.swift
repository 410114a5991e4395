import AgreementAuthoring
import ArgumentParser
import CommandLineSupport
import PackageFormat

extension PackageList.Format: ExpressibleByArgument {}

struct CatalogueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue",
        abstract:
            "List packages by their heads: what they are for, until when, and what is published of their content.",
        discussion: """
            No key is needed and no data are read. Heads are checked as "inspect" does; whose keys signed them, the payloads, \
            and what was amended since are not. Where one file does not verify, nothing is printed. \
            In CSV a cell that a spreadsheet would take for a formula begins with an apostrophe.
            """)

    @Argument(
        help: "Heads, packages, of which the head alone is read, and folders: every .mvault-head in them.",
        completion: .file(extensions: ["mvault-head", "mvault"]))
    var files: [String]

    @Option(help: "The form to write.")
    var format = PackageList.Format.markdown

    @OptionGroup var output: ResultOptions

    @Flag(name: .shortAndLong, help: "Print nothing but the list and errors.")
    var quiet = false

    /// 1. files found  2. each head checked, all faults at once  3. put together  4. written
    func run() throws {
        try output.refuseExistingFile()
        let list = try PackageList(try HeadInputs.read(files))
        try output.write(list.bytes(as: format), quiet: quiet)
        Output.notice(
            "\(counted(list.count, "package")); not checked: whether the keys are the providers', the payloads, amendments",
            quiet: quiet)
    }
}
