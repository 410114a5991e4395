import ArgumentParser
import CommandLineSupport
import Custody
import CustodyLog
import Files
import PackageFormat
import Sealing

struct LogCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Show, verify or restart the custody log.",
        subcommands: [Show.self, Verify.self, Restart.self])

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Print every event, oldest first.")

        @Flag(help: "Print as JSON.")
        var json = false

        @OptionGroup var vault: VaultOptions

        func run() throws {
            let events = try vault.open().events()
            guard !json else { return try printJSON(events) }
            for event in events { Output.print(line(event)) }
        }

        private func line(_ event: EventBody) -> String {
            var parts = [inWords(event.at), event.type.rawValue]
            if let reference = event.reference { parts.append(reference.description) }
            if let package = event.packageID { parts.append("package \(package)") }
            if let key = event.key { parts.append("key \(key.fingerprint)") }
            if let person = event.person { parts.append("by \(shown(person))") }
            if let code = event.code { parts.append("(\(code))") }
            if let kind = event.statementKind { parts.append(kind.description) }
            if let reason = event.reason { parts.append("reason: \(shown(reason))") }
            return parts.joined(separator: "  ")
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Hold every event against the checkpoints, and every signature against the ledger key.")

        @OptionGroup var vault: VaultOptions

        func run() throws {
            let site = try vault.open()
            let found = try site.verifyLogs()
            for log in found {
                Output.print(
                    aligned(
                        log.provider.map { "\($0.fingerprint)" } ?? "the site",
                        "\(counted(log.events, "event")), as the checkpoint says"
                            + (log.tornBytes > 0 ? "; \(counted(log.tornBytes, "byte")) behind it are no event" : "")))
            }
            Output.print(
                "what one machine can show is shown: an older copy of the whole vault would verify too; the register of whoever has the receipts would not take it"
            )
        }
    }

    struct Restart: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "restart",
            abstract: "Put damaged logs aside and begin new ones that name the last good checkpoint.")

        @Option(help: "Why; recorded, and seen by whoever gets the receipts.")
        var reason: String

        @OptionGroup var vault: VaultOptions

        func run() throws {
            guard let reason = Prose(reason.trimmed) else {
                throw Words(.usage, "\(quoted(reason)) says nothing", hint: "say what happened to the log")
            }
            let site = try vault.open()
            let restarted = try site.restartDamagedLogs(reason: reason, now: Surroundings.now)
            guard !restarted.isEmpty else {
                throw Words(.usage, "no log is damaged", hint: "\"unvault log verify\" says what was checked")
            }
            for log in restarted {
                Output.notice(
                    log.aside.map { "put aside \(shown($0)); a new log names its last good checkpoint" }
                        ?? "began \(shown(log.path)) anew; nothing was there of the log before it")
            }
            Output.notice("next: send \"unvault receipts --all\" to the provider's and your own register")
        }
    }
}

struct ClockCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "Vouch for this machine's clock.", subcommands: [Confirm.self])

    struct Confirm: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "confirm",
            abstract: "Say that the day which the clock shows is today's; recorded, and seen by every register.")

        @Option(help: "Today, as you know it from elsewhere: 2026-11-21.")
        var date: String

        @Option(help: "Why it had to be confirmed.")
        var reason: String

        @OptionGroup var vault: VaultOptions

        func run() throws {
            let date = try readDay(date)
            guard let reason = Prose(reason.trimmed) else {
                throw Words(.usage, "\(quoted(reason)) says nothing", hint: "say what was wrong with the clock")
            }
            let site = try vault.open()
            let now = Surroundings.now
            try site.confirmClock(date: date, today: Surroundings.today, reason: reason, now: now)
            Output.notice("confirmed: it is \(inWords(now))")
        }
    }
}

struct ReceiptsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipts", abstract: "Export what happened since the last export, for registers.")

    @Option(
        name: .shortAndLong, help: "The file to write; it must not be there yet.",
        completion: .file(extensions: ["receipts"]))
    var output: String

    @Option(help: "The fingerprint of the provider; needed when several have sent packages.")
    var provider: String?

    @Flag(help: "Everything from the first event on, for a register that has nothing yet.")
    var all = false

    @OptionGroup var vault: VaultOptions

    func run() throws {
        let site = try vault.open()
        let provider = try chosen(of: try site.loggedProviders())
        try refuseExisting(output)
        let (count, from) = try site.exportReceipts(for: provider, all: all, now: Surroundings.now) {
            (text) throws(IOError) in try writeNewFile(text, at: output, mode: 0o644)
        }
        Output.notice(
            "wrote \(shown(output)): \(counted(count, "event"))\(from > 0 ? " after the \(grouped(from)) exported before" : "")"
        )
        Output.notice("next: send it to the provider, and to your own register")
    }

    private func chosen(of providers: [SigningKeyText]) throws -> SigningKeyText {
        if let text = provider {
            guard let fingerprint = Fingerprint(typed: text) else {
                throw Words(.usage, "\(quoted(text)) is not a fingerprint", hint: "\"unvault trust list\" shows them")
            }
            guard let found = providers.first(where: { $0.fingerprint == fingerprint }) else {
                throw VaultError.providerUnknown(fingerprint)
            }
            return found
        }
        guard let only = providers.first else { throw VaultError.noProvider }
        guard providers.count == 1 else { throw VaultError.severalProviders(providers.map(\.fingerprint)) }
        return only
    }
}
