import ArgumentParser
import CommandLineSupport
import Custody
import Files
import PackageFormat
import Sealing

struct CardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "card", abstract: "Make a card: a new delivery key for one delivery, signed by the site key.")

    @Argument(help: "The reference of the agreement.")
    var reference: String

    @Option(help: "The named user whom the delivery is for.")
    var holder: String

    @Option(help: "The fingerprint of the provider; needed when several are trusted.")
    var provider: String?

    @Option(
        name: .customLong("use-by"),
        help: "The last day on which a package may be sealed to it, in UTC; in 60 days when not given.")
    var useBy: String?

    @Option(
        name: .shortAndLong, help: "The card to write; send it to the provider.",
        completion: .file(extensions: ["card"]))
    var output: String

    @OptionGroup var vault: VaultOptions

    func run() throws {
        guard let reference = Reference(reference) else {
            throw Words(
                .usage, "\(quoted(reference)) is not a reference",
                hint: "letters, digits, \".\", \"_\" and \"-\", 64 at most, as in DSA-2026-014")
        }
        guard let holder = Line(typed: holder) else {
            throw Words(.usage, "\(quoted(holder)) is no name", hint: "give the name as the agreement has it")
        }
        let site = try vault.open()
        let now = Surroundings.now
        let provider = try site.provider(provider.map(parsed))
        try refuseExisting(output)
        let card = try site.makeCard(
            reference: reference, holder: holder, provider: provider, useBy: try endOfUse(now), now: now)
        try writeNewFile(card.text, at: output, mode: 0o644)
        Output.notice(
            "wrote \(shown(output)), card \(card.body.cardID), for one package sealed before \(inWords(card.body.useBy))"
        )
    }

    private func parsed(_ text: String) throws -> Fingerprint {
        guard let fingerprint = Fingerprint(typed: text) else {
            throw Words(.usage, "\(quoted(text)) is not a fingerprint", hint: "\"unvault trust list\" shows them")
        }
        return fingerprint
    }

    private func endOfUse(_ now: Instant) throws -> Instant {
        guard let useBy else { return now.advanced(bySeconds: 60 * 86_400) }
        guard let date = LocalDate(useBy), let end = Instant(secondsSinceEpoch: (date.daysSinceEpoch + 1) * 86_400)
        else {
            throw Words(.usage, "\(quoted(useBy)) is not a day", hint: "write it as 2026-11-21")
        }
        guard end > now else { throw VaultError.useByNotAhead(date) }
        return end
    }
}
