import ArgumentParser
import CommandLineSupport
import Custody
import Files
import PackageFormat
import Sealing

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make the site vault: a folder of keys, trust and records, for this site alone.")

    @Option(help: "Your organisation, as agreements name it.")
    var organisation: String

    @Option(help: "This site, as agreements name it.")
    var site: String

    @Option(
        name: .customLong("site-key"), help: "Take this secret key file as the site key, instead of a new key.",
        completion: .file(extensions: ["key"]))
    var siteKey: String?

    @Flag(name: .customLong("no-passphrase"), help: "Keep the vault's keys without a passphrase.")
    var hasNoPassphrase = false

    @Option(help: "Share the vault with the members of this group; the folder becomes the group's.")
    var group: String?

    @OptionGroup var vault: VaultOptions

    func run() throws {
        guard let organisation = Line(typed: organisation) else {
            throw Words(.usage, "\(quoted(organisation)) is no name for an organisation", hint: "give one line of text")
        }
        guard let site = Line(typed: site) else {
            throw Words(.usage, "\(quoted(site)) is no name for a site", hint: "give one line of text")
        }
        let path = try vault.path
        let made: SiteVault
        if let siteKey {
            let seed = try SecretKeyFile(at: siteKey, expecting: .signing).unlock(askingFrom: vault.passphrase.source)
            made = try SiteVault.create(
                at: path, organisation: organisation, site: site, siteKey: try SigningKey(seed: seed),
                hasPassphrase: !hasNoPassphrase, group: group, passphrases: vault.passphrase.source,
                surroundings: vault.surroundings, now: Surroundings.now)
        } else {
            made = try SiteVault.create(
                at: path, organisation: organisation, site: site, siteKey: nil, hasPassphrase: !hasNoPassphrase,
                group: group, passphrases: vault.passphrase.source, surroundings: vault.surroundings,
                now: Surroundings.now)
        }
        Output.notice("made the site vault \(shown(path)) of \(organisation), \(site)")
        Output.notice("site key fingerprint \(made.folder.siteKey.fingerprint)")
        Output.notice(
            "next: send the output of \"unvault key show\" to the provider, and run \"unvault trust add\" with the provider's key"
        )
    }
}
