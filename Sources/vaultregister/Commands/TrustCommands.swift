import ArgumentParser
import CommandLineSupport
import DeadlineRegister
import PackageFormat
import Sealing

struct TrustCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust", abstract: "Decide which keys the register trusts, and for what.",
        subcommands: [Add.self, List.self, Remove.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Trust a key, once its fingerprint was compared with its owner; takes up what waited for it.")

        @Argument(help: "A public key file, or a public key line.", completion: .file(extensions: ["pub"]))
        var key: String

        @Option(name: .customLong("as"), help: "provider, approver:ROLE, site or witness.")
        var role: String

        @Option(help: "The fingerprint that the key must have; for scripts, instead of being asked.")
        var fingerprint: String?

        @OptionGroup var register: RegisterOptions

        func run() throws {
            guard let role = PinRole(role) else {
                throw Words(
                    .usage, "\(quoted(role)) is no role for a key", hint: "provider, approver:ROLE, site or witness")
            }
            let line = try readSigningKeyLine(key)
            let register = try register.open()
            try compareFingerprint(of: line, with: fingerprint)
            let before = try register.aside().count
            try register.trust(line, as: role, now: Surroundings.now)
            Output.notice(
                "trusted as \(role): \(line.fingerprint)\(line.comment.isEmpty ? "" : " (\(shown(line.comment)))")")
            let taken = try before - register.aside().count
            if taken > 0 { Output.notice("taken up: \(counted(taken, "record")) that waited for it") }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the keys that are trusted here.")

        @Flag(help: "Print as JSON.")
        var json = false

        @OptionGroup var register: RegisterOptions

        func run() throws {
            let pins = try register.open().pins()
            guard !json else { return try printJSON(pins) }
            guard !pins.isEmpty else {
                return Output.notice("no key is trusted here; run \"vaultregister trust add KEY.pub --as provider\"")
            }
            for pin in pins {
                Output.print(
                    "\(pin.fingerprint)  \(pin.role)\(pin.comment.isEmpty ? "" : "  \(shown(pin.comment))")")
            }
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Trust a key no longer, in no role; what was taken while it was trusted stays.")

        @Argument(help: "A public key file, or a fingerprint.", completion: .file(extensions: ["pub"]))
        var key: String

        @Option(
            name: .customLong("compromised-since"),
            help: "The day since when others may have had the key; it is never trusted again.")
        var compromisedSince: String?

        @OptionGroup var register: RegisterOptions

        func run() throws {
            let since = try compromisedSince.map(readDay)
            let fingerprint = try Fingerprint(typed: key) ?? readKeyLine(key).fingerprint
            try register.open().distrust(fingerprint, compromisedSince: since, now: Surroundings.now)
            Output.notice("no longer trusted: \(fingerprint)")
        }
    }
}
