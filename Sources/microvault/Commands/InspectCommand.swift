import ArgumentParser
import CommandLineSupport

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Show what a package or a head says; no key is needed.")

    @Argument(help: "A .mvault or .mvault-head file.", completion: .file(extensions: ["mvault", "mvault-head"]))
    var file: String

    @Flag(help: "Print as JSON.")
    var json = false

    func run() throws { try printInspection(of: file, pins: nil, asJSON: json) }
}
