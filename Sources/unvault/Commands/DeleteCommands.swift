import ArgumentParser
import CommandLineSupport
import Custody
import CustodyLog
import Erasing
import Files
import PackageFormat
import Sealing

struct CloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Erase what was opened of a package; the package and its key stay.")

    @Argument(help: "The agreement's reference, or the package's id.")
    var name: String

    @Option(name: .customLong("operator"), help: "Who closes it.")
    var operatorName: String?

    @Flag(name: .customLong("include-derived"), help: "Erase files too that were changed or added since it was opened.")
    var includesDerived = false

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    @OptionGroup var vault: VaultOptions

    func run() throws {
        let site = try vault.open()
        let holding = try site.holding(named: name)
        var request = DeletionRequest(tool: toolLine, clock: { Surroundings.now })
        request.includesDerived = includesDerived
        request.person = try operatorName.map { .init(name: try line($0, "a name"), title: nil, location: nil) }
        let erasure = try site.close(holding, request: request)
        if !quiet { Output.print("closed \(holding.agreement.reference): \(summary(of: erasure))") }
        try showLeft(erasure, includesDerived: includesDerived)
    }
}

struct DeleteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Erase everything of a package that this site knows of, destroy its key, and make the certificate.")

    @Argument(help: "The agreement's reference, or the package's id.")
    var name: String

    @Option(name: .customLong("operator"), help: "Who deletes it, for the certificate.")
    var operatorName: String?

    @Option(help: "That person's title, for the certificate.")
    var title: String?

    @Option(help: "Where it is done, for the certificate.")
    var location: String?

    @Option(
        help: "The secret key file of a witness, whose key is trusted here as witness.",
        completion: .file(extensions: ["key"]))
    var witness: String?

    @Option(parsing: .singleValue, help: "A further file or folder with content of the package; repeat it for each.")
    var also: [String] = []

    @Option(help: "A declaration in the person's own words, for the certificate.")
    var declare: String?

    @Flag(
        name: .customLong("include-derived"),
        help: "Erase files too that were changed or added since it was opened, and account for those that are missing.")
    var includesDerived = false

    @Flag(help: "Do not ask.")
    var yes = false

    @Option(
        name: .shortAndLong, help: "The certificate to write; it must not be there yet.",
        completion: .file(extensions: ["certificate"]))
    var output: String?

    @Flag(name: .shortAndLong, help: "Print nothing but errors and what must be asked.")
    var quiet = false

    @OptionGroup var vault: VaultOptions

    func run() throws {
        let site = try vault.open()
        let holding = try site.holding(named: name)
        if let output { try refuseExisting(output) }
        var request = DeletionRequest(tool: toolLine, clock: { Surroundings.now })
        request.includesDerived = includesDerived
        request.also = try also.map(fromRoot)
        request.declaration = try declare.map { text in
            guard let prose = Prose(text.nfc.trimmed) else {
                throw Words(.usage, "\(quoted(text)) says nothing", hint: "say it in words, or leave \"--declare\" out")
            }
            return prose
        }
        request.person = .init(
            name: try line(try person(), "a name"), title: try title.map { try line($0, "a title") },
            location: try location.map { try line($0, "a place") })
        try confirm(holding, request)
        let found = try deleted(site, holding, request)
        if let output { try writeNewFile(found.certificate.text, at: output, mode: 0o644) }
        if !quiet { report(found, holding) }
        try showLeft(found.erasure, includesDerived: includesDerived)
        guard found.certificate.result == .complete else { throw ExitStatus.deletion }
    }

    private func deleted(
        _ site: SiteVault, _ holding: Holding, _ request: DeletionRequest
    ) throws -> (certificate: DeletionCertificate, path: String, erasure: Erasure) {
        guard let witness else { return try site.delete(holding, request: request, witness: nil) }
        let seed = try SecretKeyFile(at: witness, expecting: .signing).unlock(askingFrom: vault.passphrase.source)
        let given = try SigningKey(seed: seed)
        guard try site.pins().roles(of: given.publicKey).contains(.witness) else {
            throw Words(
                .usage, "\(quoted(witness)) is not trusted here as witness",
                hint: "run \"unvault trust add KEY.pub --as witness\" first")
        }
        let key: SigningKey? = consume given
        return try site.delete(holding, request: request, witness: key)
    }

    private func person() throws -> String {
        if let operatorName { return operatorName }
        guard Terminal.canAsk, let answer = try Terminal.ask("Who deletes it? "), !answer.trimmed.isEmpty else {
            throw Words(.usage, "it must be said who deletes", hint: "name them with \"--operator\"")
        }
        return answer
    }

    private func confirm(_ holding: Holding, _ request: DeletionRequest) throws {
        guard !yes else { return }
        guard Terminal.canAsk else {
            throw Words(
                .usage, "deleting cannot be undone, and there is no terminal to ask at", hint: "give \"--yes\" as well")
        }
        Output.notice("\(holding.agreement.reference): \(shown(holding.agreement.title))")
        Output.notice(aligned("package", holding.packageID.description))
        for copy in holding.copies { Output.notice(aligned("will erase", shown(copy.destination))) }
        for path in holding.packages + request.also { Output.notice(aligned("will erase", shown(path))) }
        Output.notice(
            aligned("will destroy", "the key of card \(holding.card); nothing here opens the package after that"))
        guard try Terminal.confirms("Delete it for good?") else {
            throw Words(.refused, "nothing was deleted", hint: "answer \"yes\" to delete")
        }
    }

    private func report(
        _ found: (certificate: DeletionCertificate, path: String, erasure: Erasure), _ holding: Holding
    ) {
        let text = CertificateText(found.certificate)
        Output.print("\(holding.agreement.reference) deleted: \(text.resultInWords)")
        Output.print(aligned("erased", summary(of: found.erasure)))
        Output.print(aligned("certificate", output.map { shown($0) } ?? shown(found.path)))
        if found.certificate.result == .complete {
            Output.notice("next: send the certificate to the provider, with \"unvault receipts\"")
        }
    }

    private func fromRoot(_ path: String) throws -> String {
        path.hasPrefix("/") ? path : joinPath(try Surroundings.workingFolder(), path)
    }
}

struct SweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Close what has expired and delete what has reached its deletion day; for a timer, with nobody there."
    )

    @Flag(name: .customLong("dry-run"), help: "Say what would be done, and do nothing.")
    var isDryRun = false

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    @OptionGroup var vault: VaultOptions

    func run() throws {
        let site = try vault.open()
        if !isDryRun { try settle(site) }
        let sweep = try site.sweep(isDryRun: isDryRun, tool: toolLine, clock: { Surroundings.now })
        let isDeletionLeft = sweep.steps.map(tell).contains(true)
        if sweep.steps.isEmpty { say("nothing to close or delete") }
        for error in sweep.damaged { Output.error(tool: "unvault", error.words) }
        // Whatever else there is: until that is mended, no sweep is whole.
        if !sweep.damaged.isEmpty { throw ExitStatus.vaultDamaged }
        if isDeletionLeft { throw ExitStatus.deletion }
    }

    private func settle(_ site: SiteVault) throws {
        do throws(VaultError) { _ = try site.removeLeftovers(now: Surroundings.now) } catch {
            // A damaged log: the sweep goes on, and tells of it at its end.
            guard case .log = error else { throw error }
        }
    }

    /// Says what was done, or would be; true where something is left to do.
    private func tell(_ step: SweepStep) -> Bool {
        let name = "\(step.reference), package \(step.package)"
        switch step.outcome {
        case nil:
            say("would \(step.act.rawValue) \(name)")
            return false
        case .closed(let erasure):
            say("closed \(name): \(summary(of: erasure))")
            return !erasure.left.isEmpty
        case .deleted(let certificate, let path, _):
            say("deleted \(name): \(certificate.result.rawValue); certificate \(shown(path))")
            return certificate.result != .complete
        case .failed(let error):
            say("did not \(step.act.rawValue) \(name)")
            // A damaged log is told once, at the end.
            if case .log = error { return true }
            Output.error(tool: "unvault", error.words)
            return true
        }
    }

    private func say(_ text: String) { if !quiet { Output.print(text) } }
}

/// Name and version, for certificates.
private let toolLine = Line("unvault \(toolVersion)")!

private func line(_ text: String, _ what: String) throws -> Line {
    guard let line = Line(typed: text) else {
        throw Words(.usage, "\(quoted(text)) is not \(what)", hint: "give one line of text")
    }
    return line
}

private func summary(of erasure: Erasure) -> String {
    let files = erasure.erased.filter { $0.kind != .folder }
    let bytes = files.reduce(0) { $0 + ($1.size?.value ?? 0) }
    return "\(counted(files.count, "file")), \(sized(bytes))"
}

/// What is still there, with the reason; status 7.
private func showLeft(_ erasure: Erasure, includesDerived: Bool) throws {
    let left = erasure.left.filter { $0.kind != .package && !(includesDerived && $0.result == .missing) }
    guard !left.isEmpty else { return }
    for object in left.prefix(50) {
        let what =
            switch object.result {
            case .kept where object.kind == .openedFile: "kept, since it was changed"
            case .kept where object.kind == .folder: "kept, since it is not empty"
            case .kept: "kept, since the package did not hold it"
            case .missing: "missing"
            case .failed:
                "not erased\(object.errno.map { ": \(IOError(.remove, "", code: Int32(truncatingIfNeeded: $0)).reason)" } ?? "")"
            case .erased: ""
            }
        Output.notice("\(shown(object.path)): \(what)")
    }
    if left.count > 50 { Output.notice("and \(grouped(left.count - 50)) more") }
    throw Words(
        .deletion, "\(counted(left.count, "object is", "objects are")) not erased",
        hint: "move what must stay elsewhere and run it again, or give \"--include-derived\" to erase that too")
}
