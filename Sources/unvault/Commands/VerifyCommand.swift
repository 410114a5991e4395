import ArgumentParser
import CommandLineSupport
import Files
import Opening
import PackageFormat
import Sealing

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "Check a package against the keys trusted here, and all of it against its index; no delivery key is needed."
    )

    @Argument(help: "A .mvault or .mvault-head file.", completion: .file(extensions: ["mvault", "mvault-head"]))
    var file: String

    @Flag(help: "Print as JSON.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    @OptionGroup var vault: VaultOptions

    private struct Report: Encodable {
        let packageID: Identifier
        let packageHash: Digest
        let reference: Reference
        let revision: Int
        let provider: Line
        let signedAt: Instant
        let isHeadAlone: Bool

        enum CodingKeys: String, CodingKey {
            case packageID = "package_id"
            case packageHash = "package_hash"
            case reference, revision, provider
            case signedAt = "signed_at"
            case isHeadAlone = "head_alone"
        }
    }

    func run() throws {
        let pins = try vault.open().pins()
        let progress = Progress(
            "verifying", total: Int((try? File(reading: file).status().size) ?? 0), quiet: quiet || json)
        let options = extractionOptions { progress.advance(to: $0) }
        let (head, isHeadAlone): (VerifiedHead, Bool)
        do throws(OpeningError) {
            (head, isHeadAlone) = try PackageVerification(of: file, pins: pins, options: options).run()
        } catch {
            progress.finish()
            throw error
        }
        progress.finish()
        let found = head.head
        if json {
            try printJSON(
                Report(
                    packageID: found.terms.packageID, packageHash: found.packageHash,
                    reference: found.agreement.reference, revision: found.agreement.revision,
                    provider: found.agreement.provider.organisation, signedAt: found.envelope.signedAt,
                    isHeadAlone: isHeadAlone))
        } else if !quiet {
            Output.print("\(shown(file)) is authentic: package \(found.terms.packageID)")
            Output.print(aligned("agreement", "\(found.agreement.reference), revision \(found.agreement.revision)"))
            Output.print(
                aligned("signed", "\(inWords(found.envelope.signedAt)), by \(found.agreement.provider.organisation)"))
            Output.print(
                aligned(
                    "checked",
                    "signature, agreement, approvals, \(counted(found.cards.count, "card"))"
                        + (isHeadAlone ? "" : ", every chunk (\(grouped(found.layout.chunkCount)))")))
            if isHeadAlone { Output.print(aligned("not checked", "the payload: this is a head alone")) }
        }
    }
}
