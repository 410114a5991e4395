import ArgumentParser
import CommandLineSupport

/// The data acquisition team's tool.
struct VaultRegister: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vaultregister",
        abstract: "Watch which copies must be gone by when, and which are not accounted for.",
        version: toolVersion,
        groupedSubcommands: [
            CommandGroup(
                name: "Filling it",
                subcommands: [
                    InitCommand.self, TrustCommands.self, AddCommand.self, ImportCSVCommand.self, NoteCommand.self,
                ]),
            CommandGroup(
                name: "Asking it",
                subcommands: [
                    DueCommand.self, ShowCommand.self, AuditCommand.self, ReportCommand.self, CalendarCommand.self,
                ]),
            CommandGroup(name: "Keeping it", subcommands: [CheckCommand.self, RebuildCommand.self, KeyCommands.self]),
        ])

    struct KeyCommands: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "key", abstract: "Look at public keys.", subcommands: [FingerprintCommand.self])
    }
}
