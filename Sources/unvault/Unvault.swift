import ArgumentParser
import CommandLineSupport

/// The recipient's tool.
struct Unvault: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unvault",
        abstract: "Open packages of survey microdata while their agreement allows, at an approved site.",
        version: toolVersion,
        subcommands: [
            InitCommand.self, KeyCommands.self, TrustCommands.self, CardCommand.self, InspectCommand.self,
            VerifyCommand.self, ListCommand.self, OpenCommand.self, StatusCommand.self, CloseCommand.self,
            DeleteCommand.self, SweepCommand.self, CertificateCommands.self, ImportCommand.self, LogCommands.self,
            ClockCommands.self, ReceiptsCommand.self,
        ])
}
