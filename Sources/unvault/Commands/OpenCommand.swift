import ArgumentParser
import CommandLineSupport
import Custody
import Opening
import PackageFormat
import Sealing

struct OpenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open a package into a new folder, if its agreement allows it here and now.")

    @Argument(help: "A .mvault file.", completion: .file(extensions: ["mvault"]))
    var file: String

    @Option(help: "The folder to make; it must not be there yet.", completion: .directory)
    var into: String

    @Option(name: .customLong("operator"), help: "Who opens it: a user named by the agreement.")
    var operatorName: String?

    @Flag(name: .customLong("accept-terms"), help: "Accept the terms and conditions without being asked; for scripts.")
    var acceptsTerms = false

    @Option(
        name: .customLong("storage-attested"),
        help: "What encrypts the disk, where this machine cannot see it; it is recorded.")
    var storageAttested: String?

    @Flag(name: .shortAndLong, help: "Print nothing but errors and what must be asked.")
    var quiet = false

    @OptionGroup var vault: VaultOptions

    func run() throws {
        let attested = try storageAttested.map { text in
            guard let line = Line(typed: text) else {
                throw Words(.usage, "\(quoted(text)) says nothing", hint: "say in one line what encrypts the disk")
            }
            return line
        }
        let site = try vault.open()
        let pins = try site.pins()
        guard !pins.providers.isEmpty else { throw VaultError.noProvider }
        for path in try site.removeLeftovers(now: Surroundings.now) {
            Output.notice("removed what an opening left behind when it was killed: \(shown(path))")
        }
        // Until the head is read, the bound of its content is not known.
        let progress = LateProgress(quiet: quiet)
        let person = OperatorAtTerminal(
            given: operatorName, acceptsTerms: acceptsTerms, quiet: quiet,
            knows: { progress.expect($0.envelope.contentBytesBound.value) })
        let request = OpeningRequest(
            path: file, destination: try Surroundings.absolute(into), storageAttested: attested, now: Surroundings.now)
        let options = extractionOptions { progress.advance(to: $0) }
        let opening = PackageOpening(request, at: site, pins: pins, person: person, options: options)
        let outcome: OpeningOutcome
        do throws(OpeningError) { outcome = try opening.run() } catch {
            progress.finish()
            throw error
        }
        progress.finish()
        if !quiet {
            Output.print(
                "opened \(counted(outcome.files, "file")), \(sized(outcome.bytes)), into \(shown(into)) for \(outcome.person)"
            )
        }
    }
}

/// Progress whose total is known once the head was checked.
private final class LateProgress {
    private let quiet: Bool
    private var progress: Progress?

    init(quiet: Bool) { self.quiet = quiet }

    func expect(_ bytes: Int) { progress = Progress("opening", total: bytes, quiet: quiet) }
    func advance(to bytes: Int) { progress?.advance(to: bytes) }
    func finish() { progress?.finish() }
}
