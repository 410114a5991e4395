import CommandLineSupport
import CustodyLog
import Files
import PackageFormat
import Sealing

extension LogError: Worded {
    public var words: Words {
        switch self {
        case .io(let error): error.words
        case .damaged(let path, let damage):
            Words(
                .vaultDamaged, "the custody log \(quoted(path)) is damaged: \(damage.phrase)",
                hint:
                    "look into how that came about; then \"unvault log restart --reason TEXT\" begins a new one, which says so; deleting goes on meanwhile"
            )
        }
    }
}

extension LogError.Damage {
    fileprivate var phrase: String {
        switch self {
        case .gone: "it is not there any more"
        case .checkpointMissing: "its checkpoint is missing or does not fit"
        case .checkpointMalformed: "its checkpoint is none"
        case .checkpointForeign: "its checkpoint is not signed by this vault's ledger key"
        case .shorter(let found, let checkpoint):
            "\(counted(found, "event is", "events are")) there, and the checkpoint counts \(grouped(checkpoint))"
        case .otherRoot(let size): "the first \(grouped(size)) events are not those of the checkpoint"
        case .malformed(let number): "event \(grouped(number)) is none"
        case .badSignature(let number): "event \(grouped(number)) is not signed by this vault's ledger key"
        case .notStarted: "its first event does not begin a log"
        }
    }
}

extension CertificateFault {
    func words(_ name: String) -> Words {
        let hint = "ask the site for the file again; do not take it for evidence of a deletion"
        switch self {
        case .statement(let error):
            let status: ExitStatus =
                switch error {
                case .newerVersion: .newerTool
                case .badSignature, .repeatedSigner: .notAuthentic
                default: .usage
                }
            return Words(status, "\(name) is not a deletion certificate: \(error.phrase)", hint: hint)
        case .endorsement:
            return Words(
                .notAuthentic, "the key that signed \(name) is not endorsed by the site that it names", hint: hint)
        case .ledgerSignature:
            return Words(.notAuthentic, "\(name) is not signed by the ledger key that it names", hint: hint)
        case .siteSignature:
            return Words(
                .notAuthentic, "the signatures of \(name) do not fit what it says of who was there", hint: hint)
        case .checkpoint:
            return Words(.notAuthentic, "the checkpoint in \(name) is not signed by the ledger key", hint: hint)
        }
    }
}

/// What the vault's records say of a key that opens a package no more.
enum KeyOnRecord: Worded {
    /// A certificate tells of it.
    case deleted(package: Identifier, at: Instant)
    /// A log alone does: a deletion was cut short, or its certificate is not here.
    case destroyed(card: Identifier, at: Instant)

    var words: Words {
        let hint = "ask the provider to pack again for a new card, if the agreement still allows it"
        switch self {
        case .deleted(let package, let moment):
            return Words(
                .noKey, "package \(package) was deleted here on \(inWords(moment)), and its key destroyed", hint: hint)
        case .destroyed(let card, let moment):
            return Words(
                .noKey,
                "no key here opens this package: the log records the key of card \(card) as destroyed on \(inWords(moment))",
                hint: hint)
        }
    }
}
