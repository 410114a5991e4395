import ArgumentParser
import CommandLineSupport

/// The sender's tool.
struct Microvault: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "microvault",
        abstract: "Pack survey microdata under its data-sharing agreement, for named people at approved sites.",
        version: toolVersion,
        subcommands: [
            KeyCommands.self, AgreementCommands.self, ScreenCommand.self, AcceptCommand.self, PackCommand.self,
            InspectCommand.self, CatalogueCommand.self, AmendCommand.self,
            RecallCommand.self, HoldCommand.self, ReleaseCommand.self, ReadTableCommand.self,
        ])
}
