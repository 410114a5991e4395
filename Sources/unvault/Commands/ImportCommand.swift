import ArgumentParser
import CommandLineSupport
import Custody
import Files
import PackageFormat
import Sealing

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take a provider's amendment, recall, hold or release of a package that is held here.")

    @Argument(help: "A .statement file.", completion: .file(extensions: ["statement"]))
    var file: String

    @OptionGroup var vault: VaultOptions

    func run() throws {
        let site = try vault.open()
        guard let bytes = try File(reading: file).contents(cap: Statement<AmendmentBody>.maximumLength) else {
            throw Words(.usage, "\(quoted(file)) is too long for a statement", hint: "name a .statement file")
        }
        let statement: ProviderStatement
        do throws(StatementError) { statement = try ProviderStatement(parsing: bytes) } catch {
            throw error.words(ofProviderStatementAt: file)
        }
        let holding = try site.take(statement, now: Surroundings.now)
        let agreement = holding.agreement
        switch statement.kind {
        case .amendment:
            Output.notice(
                "\(agreement.reference) is now under revision \(agreement.revision): opens until \(agreement.expires.date.inWords), to be deleted by \(agreement.deleteBy.date.inWords)"
            )
        case .recall:
            Output.notice("\(agreement.reference) is recalled: it opens no more, and is to be deleted now")
            Output.notice("next: unvault delete \(holding.packageID)")
        case .hold: Output.notice("\(agreement.reference) is on hold: nothing of it is deleted until it is released")
        case .release: Output.notice("\(agreement.reference) is released: it is deleted as the agreement says")
        }
        if let reason = statement.reason { Output.notice(aligned("reason", shown(reason))) }
    }
}
