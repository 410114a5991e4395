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

    @Option(
        parsing: .upToNextOption,
        help: "Only these files, and folders with all that is in them; \"unvault list\" shows the paths.")
    var only: [String] = []

    @Option(
        name: .customLong("storage-attested"),
        help: "What encrypts the disk, where this machine cannot see it; it is recorded.")
    var storageAttested: String?

    @OptionGroup var opening: OpeningOptions

    @OptionGroup var vault: VaultOptions

    func run() throws {
        let attested = try storageAttested.map { text in
            guard let line = Line(typed: text) else {
                throw Words(.usage, "\(quoted(text)) says nothing", hint: "say in one line what encrypts the disk")
            }
            return line
        }
        let site = try vault.open()
        let pins = try opening.pins(of: site)
        // Until the head is read, the bound of its content is not known.
        let progress = LateProgress(quiet: opening.quiet)
        let request = OpeningRequest(
            path: file, destination: into, from: try Surroundings.workingFolder(),
            selection: only.isEmpty ? .all : .only(only),
            storageAttested: attested, now: Surroundings.now)
        let person = opening.person { progress.expect($0.envelope.contentBytesBound.value) }
        let options = extractionOptions { progress.advance(to: $0) }
        let outcome: OpeningOutcome
        do throws(OpeningError) {
            outcome = try PackageOpening(request, at: site, pins: pins, person: person, options: options).run()
        } catch {
            progress.finish()
            throw site.explained(error)
        }
        progress.finish()
        guard !opening.quiet else { return }
        Output.print(
            "opened \(counted(outcome.files, "file")), \(sized(outcome.bytes)), into \(shown(into)) for \(outcome.person)"
        )
        if let screening = outcome.screening { Output.print(screening.sentence) }
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

extension GivenScreening {
    /// What the sender's screening found and who accepted it, in a line.
    fileprivate var sentence: String {
        let count = report.findings.count
        guard count > 0 else { return "the sender's screening found nothing" }
        let people = acceptances.map { acceptance in
            acceptance.body.name.map { name in "\(name) (\(acceptance.body.role.map(\.description) ?? ""))" }
                ?? "the provider"
        }
        return
            "the sender's screening found \(counted(count, "thing")), accepted by \(shown(people.joined(separator: ", ")))"
    }
}
