import ArgumentParser
import CommandLineSupport
import Custody
import Opening
import PackageFormat

/// What `open` and `list` ask of the person.
struct OpeningOptions: ParsableArguments {
    @Option(name: .customLong("operator"), help: "Who opens it: a user named by the agreement.")
    var operatorName: String?

    @Flag(name: .customLong("accept-terms"), help: "Accept the terms and conditions without being asked; for scripts.")
    var acceptsTerms = false

    @Flag(name: .shortAndLong, help: "Print nothing but errors and what must be asked.")
    var quiet = false

    /// The pins, where a provider is among them; first what a killed opening left is removed.
    func pins(of site: SiteVault) throws -> VaultPins {
        let pins = try site.pins()
        guard !pins.providers.isEmpty else { throw VaultError.noProvider }
        for path in try site.removeLeftovers(now: Surroundings.now) {
            Output.notice("removed what an opening left behind when it was killed: \(shown(path))")
        }
        return pins
    }

    func person(knows: @escaping (Head) -> Void = { _ in }) -> OperatorAtTerminal {
        OperatorAtTerminal(given: operatorName, acceptsTerms: acceptsTerms, quiet: quiet, knows: knows)
    }
}

extension SiteVault {
    /// Where no key opens a package since it was destroyed here, that is what there is to say, also where its file came back
    /// from a backup.
    func explained(_ error: OpeningError) -> any Error {
        guard case .noKey(let cards, _) = error else { return error }
        let gone = try? holdings().first { holding in
            holding.certificate != nil && cards.contains { $0.cardID == holding.card }
        }
        if let gone, let certificate = gone.certificate {
            return KeyOnRecord.deleted(package: gone.packageID, at: certificate.body.finishedAt)
        }
        guard let destroyed = try? destroyedKeys() else { return error }
        for card in cards {
            if let moment = destroyed[card.cardID] { return KeyOnRecord.destroyed(card: card.cardID, at: moment) }
        }
        return error
    }
}
