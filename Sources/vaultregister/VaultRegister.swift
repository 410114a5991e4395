import ArgumentParser
import CommandLineSupport

/// The data acquisition team's tool. The register itself is not built yet; it reads keys and heads.
struct VaultRegister: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vaultregister",
        abstract: "Watch which copies must be gone by when. This version shows keys; the register is not built yet.",
        version: toolVersion,
        subcommands: [KeyCommands.self])

    struct KeyCommands: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "key", abstract: "Look at public keys.", subcommands: [FingerprintCommand.self])
    }
}
