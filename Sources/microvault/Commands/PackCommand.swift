import Archiving
import ArgumentParser
import CommandLineSupport
import Files
import PackageFormat
import Screening
import Sealing
import Sending

struct PackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack", abstract: "Pack an extract for the cards given, under its agreement.",
        discussion: """
            One folder alone is packed by its contents; several files and folders keep their own names.
            """)

    @Argument(help: "Files and folders of the extract.", completion: .file())
    var extract: [String]

    @Option(help: "The compiled agreement, or its YAML when it requires no approvals.", completion: .file())
    var agreement: String

    @Option(
        name: .customLong("card"), parsing: .singleValue, help: "A recipient's card; repeat it for each.",
        completion: .file(extensions: ["card"]))
    var cardPaths: [String] = []

    @Option(help: "A folder of cards: every .card file in it.", completion: .directory)
    var cards: String?

    @Option(
        name: .customLong("sign-with"), help: "The provider's secret key file.", completion: .file(extensions: ["key"]))
    var signingKey: String

    @Option(name: .shortAndLong, help: "The package to write, NAME.mvault; NAME.mvault-head is written beside it.")
    var output: String

    @Option(
        name: .customLong("approval"), parsing: .singleValue,
        help: "An approval that does not lie beside the agreement; repeat it for each.",
        completion: .file(extensions: ["approval"]))
    var approvalPaths: [String] = []

    @Option(
        help: "A folder of the public keys that may approve at all; /etc/microvault/approvers when it is there.",
        completion: .directory)
    var approvers: String?

    @Option(name: .customLong("minimum-days"), help: "Days that the agreement must still run.")
    var minimumDays = 7

    @Option(
        name: .customLong("supersedes"), parsing: .singleValue,
        help: "A package id that this package takes the place of.")
    var supersedes: [String] = []

    @Option(name: .customLong("compression-level"), help: "The zstd level, 1 to 19.")
    var level = FrameProfile.defaultLevel

    @Flag(name: .customLong("no-pad"), help: "Do not pad: the package's length then tells that of the extract.")
    var isNotPadded = false

    @Flag(name: .customLong("reuse-card"), help: "Pack for a card that was packed for before.")
    var reusesCards = false

    @OptionGroup var acceptance: AcceptanceOptions

    @Option(
        name: .customLong("acceptance"), parsing: .singleValue,
        help: "An approver's acceptance of findings, made by \"microvault accept\"; repeat it for each.",
        completion: .file(extensions: ["acceptance"]))
    var acceptancePaths: [String] = []

    @Flag(
        name: .customLong("publish-variables"),
        help: "Put names and types of variables, and counts of records, where everybody who has the head can read them."
    )
    var publishesVariables = false

    @Flag(name: .customLong("dry-run"), help: "Check everything, say what would be packed, and stop.")
    var isDryRun = false

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    @OptionGroup var passphrase: PassphraseOptions

    func validate() throws {
        guard FrameProfile.levels.contains(level) else { throw ValidationError("The compression level is 1 to 19.") }
        guard minimumDays >= 0 else { throw ValidationError("The minimum of days cannot be negative.") }
        guard !extract.isEmpty else { throw ValidationError("Missing expected argument '<extract> ...'") }
    }

    /// 1. agreement, approvals, cards  2. permit  3. extract listed  4. said what will be  5. key unlocked
    /// 6. written  7. cards recorded as used, named
    func run() throws {
        let now = Surroundings.now
        let agreed = try AgreementFiles.readAny(agreement)
        let permit = try PackPermit(
            PackRequest(
                agreement: agreed,
                approvals: try PackInputs.approvals(of: agreed, beside: agreement, and: approvalPaths),
                cards: try PackInputs.cards(cardPaths, folder: cards), signer: agreed.provider.signingKey.key,
                minimumDays: minimumDays, approvers: try PackInputs.approvers(approvers),
                supersedes: try PackInputs.identifiers(supersedes), now: now))
        _ = try usedCards(checking: permit)
        let headPath = PackInputs.headPath(beside: output)
        try refuseExisting(output, headPath)
        let inputs = try FindingInputs(acceptance, files: acceptancePaths, under: agreed)
        guard !publishesVariables || !agreed.tables.isEmpty else {
            throw Words(
                .usage, "agreement \(quoted(agreed.reference)) has no tables, so no variables are known to publish",
                hint: "add \"tables\" to it, or leave \"--publish-variables\" out")
        }
        let listed = try Extract(extract)
        let summary = PackSummary(listed, permit: permit)
        if !quiet { Output.print(summary.text) }
        for notice in summary.notices { Output.notice("microvault: notice: \(notice)", quiet: quiet) }
        guard !isDryRun else {
            let report =
                agreed.tables.isEmpty ? nil : try ScreenCommand.report(of: listed, under: agreed, quiet: quiet)
            // The key file is looked at; it is unlocked only where that needs no passphrase, and not before the screening.
            if try !SecretKeyFile(at: signingKey, expecting: .signing).hasPassphrase { _ = try unlock(for: agreed) }
            if let report, !quiet { Output.print(ScreeningText(report: report).text) }
            Output.notice("nothing was written (--dry-run)", quiet: quiet)
            if let report { try inputs.check(report, under: agreed) }
            return
        }
        let screening = agreed.tables.isEmpty ? nil : ExtractScreening(agreed)
        defer { screening?.stop() }
        // Before any key is unlocked: these are read by a library that a hostile file may break.
        if let screening {
            var options = PackOptions()
            options.isInterrupted = { Interrupts.haveCome }
            try listed.screenStatisticalFiles(by: screening, options: options)
        }
        let key = try unlock(for: agreed)
        let outcome = try write(listed, permit, signedBy: key, headPath: headPath, screening, inputs)
        Output.notice(
            "wrote \(shown(output)) (\(sized(outcome.fileBytes))) and \(shown(headPath)), package \(outcome.packageID)",
            quiet: quiet)
    }

    /// The list of used cards, locked while it is held.
    private func usedCards(checking permit: PackPermit) throws -> UsedCards {
        let used = try UsedCards(at: try PackInputs.usedCardsPath())
        if !reusesCards { try used.check(permit.given) }
        return used
    }

    private func unlock(for agreement: Agreement) throws -> SigningKey {
        let secret = try SecretKeyFile(at: signingKey, expecting: .signing).unlock(askingFrom: passphrase.source)
        let key = try SigningKey(seed: secret)
        guard key.publicKey == agreement.provider.signingKey.key else {
            throw SendingError.otherSigningKey(
                given: SigningKeyText(key.publicKey), agreed: agreement.provider.signingKey)
        }
        return key
    }

    private func write(
        _ listed: Extract, _ permit: PackPermit, signedBy key: borrowing SigningKey, headPath: String,
        _ screening: ExtractScreening?, _ inputs: FindingInputs
    ) throws -> PackOutcome {
        var options = PackOptions()
        (options.level, options.isPadded, options.publishesVariables) = (level, !isNotPadded, publishesVariables)
        let progress = Progress("packing", total: listed.contentBytes, quiet: quiet)
        options.progress = { progress.advance(to: $0) }
        options.isInterrupted = { Interrupts.haveCome }
        defer { progress.finish() }
        var package = try StagedFile(at: output, mode: 0o644)
        var head = try StagedFile(at: headPath, mode: 0o644)
        let writer = try PackageWriter(listed, permit: permit, options: options)
        let outcome = try writer.write(
            to: package.file, head: head.file, signedBy: key,
            screening: screening,
            accepting: { (report, agreement) throws(SendingError) in
                try inputs.accept(report, under: agreement, signedBy: key, at: Surroundings.now)
            }, clock: { Surroundings.now })
        guard !Interrupts.haveCome else { throw SendingError.interrupted }
        // Locked and looked at again: another pack may have used a card meanwhile.
        var used = try usedCards(checking: permit)
        try used.record(permit.cards, package: outcome.packageID, at: permit.now) { () throws(IOError) in
            try head.publish()
            do throws(IOError) { try package.publish() } catch {
                try? removeFile(at: headPath)
                throw error
            }
        }
        return outcome
    }
}
