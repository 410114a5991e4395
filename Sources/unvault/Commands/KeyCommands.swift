import ArgumentParser
import CommandLineSupport
import Files
import Sealing

struct KeyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Show the site's public key.", subcommands: [Show.self, FingerprintCommand.self])

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the site's public key line, alone: agreements name it.")

        @OptionGroup var vault: VaultOptions

        func run() throws {
            let folder = try vault.open().folder
            Output.print(try readKeyLine(folder.sitePublicKeyPath).text)
        }
    }
}
