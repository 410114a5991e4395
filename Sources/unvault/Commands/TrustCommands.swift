import ArgumentParser
import CommandLineSupport
import Custody
import PackageFormat
import Sealing

struct TrustCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust", abstract: "Decide which keys this site trusts, and for what.",
        subcommands: [Add.self, List.self, Remove.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Trust a key, once its fingerprint was compared with its owner.")

        @Argument(help: "A public key file, or a public key line.", completion: .file(extensions: ["pub"]))
        var key: String

        @Option(name: .customLong("as"), help: "provider, approver:ROLE, site or witness.")
        var role: String

        @Option(help: "The fingerprint that the key must have; for scripts, instead of being asked.")
        var fingerprint: String?

        @Option(
            name: .customLong("demand-approval"), parsing: .singleValue,
            help:
                "For a provider: a role whose approval, by a key trusted here, its packages must carry; repeat it for each."
        )
        var demands: [String] = []

        @OptionGroup var vault: VaultOptions

        func run() throws {
            guard let role = PinRole(role) else {
                throw Words(
                    .usage, "\(quoted(role)) is no role for a key", hint: "provider, approver:ROLE, site or witness")
            }
            let demanded = try demands.map { text in
                guard let role = Reference(text), case .provider = try self.parsedRole() else {
                    throw Words(
                        .usage, "\(quoted(text)) cannot be demanded",
                        hint: "\"--demand-approval ROLE\" goes with \"--as provider\"")
                }
                return role
            }
            let line = try readSigningKeyLine(key)
            let site = try vault.open()
            try compareFingerprint(of: line, with: fingerprint)
            try site.trust(line, as: role, demanding: demanded, now: Surroundings.now)
            Output.notice(
                "trusted as \(role): \(line.fingerprint)\(line.comment.isEmpty ? "" : " (\(shown(line.comment)))")")
        }

        private func parsedRole() throws -> PinRole? { PinRole(role) }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the keys that are trusted here.")

        @Flag(help: "Print as JSON.")
        var json = false

        @OptionGroup var vault: VaultOptions

        func run() throws {
            let pins = try vault.open().pins().all
            guard !json else { return try printJSON(pins) }
            guard !pins.isEmpty else {
                Output.notice("no key is trusted here; run \"unvault trust add KEY.pub --as provider\"")
                return
            }
            for pin in pins {
                let comment = pin.comment.map { "  \(shown($0))" } ?? ""
                Output.print("\(pin.key.fingerprint)  \(pin.roles.joined(separator: ", "))\(comment)")
                for role in pin.demands { Output.print("    demands the approval of: \(role)") }
            }
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove", abstract: "Trust a key no longer, in no role.")

        @Argument(help: "A public key file, or a fingerprint.", completion: .file(extensions: ["pub"]))
        var key: String

        @Option(
            name: .customLong("compromised-since"),
            help: "The day since when others may have had the key; it is never trusted again.")
        var compromisedSince: String?

        @OptionGroup var vault: VaultOptions

        func run() throws {
            let since = try compromisedSince.map(readDay)
            let fingerprint = try Fingerprint(typed: key) ?? readKeyLine(key).fingerprint
            try vault.open().distrust(fingerprint, compromisedSince: since, now: Surroundings.now)
            Output.notice("no longer trusted: \(fingerprint)")
        }
    }
}
