import ArgumentParser
import CommandLineSupport
import Opening
import PackageFormat
import Sealing

struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the files of a package, under all the checks of an opening.")

    @Argument(help: "A .mvault file.", completion: .file(extensions: ["mvault"]))
    var file: String

    @Flag(help: "Print as JSON.")
    var json = false

    @OptionGroup var opening: OpeningOptions

    @OptionGroup var vault: VaultOptions

    func run() throws {
        let site = try vault.open()
        let pins = try opening.pins(of: site)
        let request = OpeningRequest(path: file, destination: "", now: Surroundings.now)
        let catalogue: Catalogue
        do throws(OpeningError) {
            catalogue = try PackageOpening(
                request, at: site, pins: pins, person: opening.person(), options: extractionOptions { _ in }
            ).list()
        } catch { throw site.explained(error) }
        guard !json else { return try printJSON(catalogue.entries) }
        let width = catalogue.entries.map { grouped($0.size?.value ?? 0).count }.max() ?? 0
        for entry in catalogue.entries {
            let size = entry.size.map { grouped($0.value) } ?? ""
            let margin = String(repeating: " ", count: max(0, width - size.count))
            Output.print("\(margin)\(size)  \(shown(entry.path))\(entry.isFolder ? "/" : "")")
        }
    }
}
