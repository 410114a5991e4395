import ArgumentParser
import CommandLineSupport
import Files
import Sealing

struct KeyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Show the site's public key, or change the vault's passphrase.",
        subcommands: [Show.self, FingerprintCommand.self, PassphraseCommand.self])

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Print the site's public key line, alone: agreements name it.")

        @OptionGroup var vault: VaultOptions

        func run() throws {
            let folder = try vault.open().folder
            Output.print(try readKeyLine(folder.sitePublicKeyPath).text)
        }
    }

    struct PassphraseCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "passphrase", abstract: "Give the site key and the delivery keys another passphrase.")

        @Flag(name: .customLong("none"), help: "Take the passphrase away.")
        var isTakenAway = false

        @OptionGroup var vault: VaultOptions

        func run() throws {
            let site = try vault.open()
            let changed = try site.changePassphrase(isTakenAway: isTakenAway)
            Output.notice("changed the passphrase of \(counted(changed, "key"))")
            Output.notice("copies of the key files in backups still have the old one")
        }
    }
}
