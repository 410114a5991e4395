import AgreementAuthoring
import CommandLineSupport
import Files
import PackageFormat
import Sealing
import Sending

extension SendingError: Worded {
    public var words: Words {
        switch self {
        case .io(let error): error.words
        case .extract(let obstacles): Self.obstacles(obstacles)
        case .emptyExtract(let paths):
            Words(
                .usage, "there is no file in \(paths.map { quoted($0) }.joined(separator: ", "))",
                hint: "name the files of the extract")
        case .tooManyEntries(let count):
            Words(
                .usage, "the extract has \(grouped(count)) files and folders; 1,000,000 are the most",
                hint: "pack it in parts")
        case .catalogueTooLong(let length, let cap):
            Words(
                .usage, "the catalogue of the extract would have \(sized(length)); \(sized(cap)) are the most",
                hint: "pack it in parts")
        case .changed(let path):
            Words(
                .inputOutput, "\(quoted(path)) changed while it was read",
                hint: "wait until nobody writes to the extract, then pack again")
        case .ended(let reference, let day, let zone):
            Words(
                .refused, "agreement \(quoted(reference)) ended on \(day.inWords) (\(zone))",
                hint: "make a later revision and have it approved")
        case .tooFewDays(let reference, let left, let minimum, let day):
            Words(
                .refused,
                "agreement \(quoted(reference)) runs until \(day.inWords): \(counted(left, "day")) left, fewer than \(minimum)",
                hint: "make a later revision, or accept the short term with \"--minimum-days \(left)\"")
        case .reviewPassed(let reference, let day):
            Words(
                .refused, "agreement \(quoted(reference)) was to be reviewed by \(day.inWords)",
                hint: "make a later revision and have it approved")
        case .approval(let reference, let fault):
            Words(fault.words.status, "agreement \(quoted(reference)): \(fault.words.message)", hint: fault.words.hint)
        case .approverNotListed(let role, let key, let folder):
            Words(
                .refused, "the key of the \(role) is not among the approvers in \(quoted(folder)): \(key.fingerprint)",
                hint: "ask whoever keeps that folder whether this key may approve")
        case .otherSigningKey(let given, let agreed):
            Words(
                .refused, "the signing key is not the one that the agreement names as provider: \(given.fingerprint)",
                hint: "sign with the key \(agreed.fingerprint)")
        case .noCards:
            Words(
                .usage, "no card was given",
                hint:
                    "ask the recipient to run \"unvault card REFERENCE --holder NAME -o FILE.card\", then give it with \"--card\""
            )
        case .tooManyCards(let count):
            Words(.usage, "\(grouped(count)) cards were given; 1,024 are the most", hint: "pack in two packages")
        case .cards(let problems): Self.cards(problems)
        case .usedCardsDamaged(let path, let line):
            Words(
                .vaultDamaged, "the list of used cards \(quoted(path)) is damaged at line \(line)",
                hint: "mend or move that file; without it, cards used before are not known")
        case .screening(let report, let open):
            Words(
                .screening, "screening found \(counted(open.count, "thing")) that nobody accepted",
                details: report.findings.filter { open.contains($0.id) }.flatMap {
                    ["\($0.id)", "    \($0.sentence)"]
                },
                hint:
                    "mend the extract; or accept what may be shared: \"microvault screen --help\", \"microvault accept --help\""
            )
        case .acceptance(let path, let fault):
            Words(
                fault.status,
                path.map { "\(quoted($0)) does not hold for this extract: \(fault.phrase)" }
                    ?? "\"--accept-finding\": \(fault.phrase)",
                hint: "run \"microvault screen\" and accept what it finds now")
        case .tooManyTablesToPublish(let count):
            Words(
                .usage, "the extract has \(grouped(count)) tables, too many to publish their variables",
                hint: "pack without \"--publish-variables\", or in parts")
        case .headTooLong(let section, let length, let cap):
            Words(
                .usage,
                "the \(section.rawValue) of the package would have \(grouped(length)) bytes; \(grouped(cap)) are the most",
                hint: "shorten the agreement, or pack for fewer cards")
        case .sealing:
            Words(.notAuthentic, "a card holds a weak delivery key", hint: "ask the recipient for a new card")
        case .archiving(.library(let message)):
            Words(
                .failure, "the archive could not be written: \(shown(message))",
                hint: "this is a fault of the tool or the machine; please report it")
        case .archiving(.callerFailed): Words(.failure, "the archive could not be written")
        case .interrupted: Words(.interrupted, "interrupted; nothing was left behind")
        }
    }

    private static func obstacles(_ obstacles: [Obstacle]) -> Words {
        Words(
            .inputOutput, "\(counted(obstacles.count, "thing")) in the extract cannot be packed",
            details: obstacles.prefix(50).map { "\(quoted($0.path)) \($0.reason.phrase)" }
                + (obstacles.count > 50 ? ["and \(grouped(obstacles.count - 50)) more"] : []),
            hint: "copy what is meant into plain files and folders, then pack those")
    }

    private static func cards(_ problems: [CardProblem]) -> Words {
        let isUsedAlone = problems.allSatisfy { if case .usedBefore = $0.reason { true } else { false } }
        return Words(
            .refused, "\(counted(problems.count, "card")) cannot be packed for",
            details: problems.prefix(50).map {
                "\(quoted($0.path)) (\(shown($0.card.holder)), \(shown($0.card.site))): \($0.reason.phrase)"
            }
                + (problems.count > 50 ? ["and \(grouped(problems.count - 50)) more"] : []),
            hint: isUsedAlone
                ? "ask the recipient for a new card; \"--reuse-card\" is for a package that never arrived"
                : "ask the recipient for a new card, or mend the agreement")
    }
}

extension AcceptanceFault {
    fileprivate var status: ExitStatus {
        switch self {
        case .statement: .notAuthentic
        case .unknownFinding, .tooMany, .tooLong: .usage
        case .missing: .screening
        case .otherAgreement, .otherContents, .otherReport, .signer: .refused
        }
    }
}

extension SendingError.Obstacle.Reason {
    var phrase: String {
        switch self {
        case .kind(.link): "is a symbolic link"
        case .kind(.fifo): "is a FIFO"
        case .kind(.socket): "is a socket"
        case .kind(.characterDevice), .kind(.blockDevice): "is a device"
        case .kind: "is neither a file nor a folder"
        case .name(let fault): fault.phrase
        case .conflict(.duplicate): "has the same path as another file given"
        case .conflict(.collision): "differs from another path by case alone"
        case .conflict(.fileAsFolder): "is needed both as a file and as a folder"
        case .unreadable(let error): "cannot be read: \(error.reason)"
        }
    }
}

extension SendingError.CardProblem.Reason {
    var phrase: String {
        switch self {
        case .fault(let fault): fault.phrase
        case .usedBefore(let package, let time):
            "it was packed for before, on \(time.utcDate.inWords), in package \(package)"
        case .givenTwice: "it, or its delivery key, was given twice"
        case .lapsed(let assurance):
            "the \(assurance.kind.rawValue) of \(quoted(assurance.holder)) (\(shown(assurance.reference))) lapsed\(assurance.validUntil.map { " after \($0.date.inWords)" } ?? "")"
        }
    }
}

extension PackageFileError {
    /// Of one file among several: it is named.
    func words(about path: String) -> Words {
        guard case .package(let error) = self else { return words }
        return Words(error.words.status, "\(quoted(path)): \(error.words.message)", hint: error.words.hint)
    }
}

extension PackageList.Fault: Worded {
    public var words: Words {
        switch self {
        case .twoHeads(let id, let files):
            Words(
                .notAuthentic, "two different heads say that they are package \(id)",
                details: files.map { "\"\($0)\"" },
                hint: "ask the provider which one is the package's, and list that one")
        }
    }
}

extension ProviderStatementFault {
    /// For a sender, before anything is signed: why the agreement at `path` amends no package that was `sent`.
    func words(amending sent: SentPackageFile, with path: String) -> Words {
        let anew = "then compile it and have it approved again"
        let signer = SigningKeyText(sent.head.signer).fingerprint
        return switch self {
        case .otherReference(let reference):
            Words(
                .refused,
                "\(quoted(path)) is agreement \(quoted(reference)); the package was sent under \(quoted(sent.head.agreement.reference))",
                hint: "name a later revision of the package's own agreement")
        case .otherProvider(let key):
            Words(
                .refused, "\(quoted(path)) names another signing key of the provider: \(key.fingerprint)",
                hint: "the package is signed by \(signer); for another key, pack again")
        case .notLater(let revision, let sentUnder):
            Words(
                .refused,
                "\(quoted(path)) is revision \(revision); the package was sent under revision \(sentUnder)",
                hint: "raise \"revision\", set \"supersedes\" to \(sent.head.agreement.hash), \(anew)")
        case .notInForce(let named, let sentUnder):
            Words(
                .refused, "\(quoted(path)) supersedes another agreement than the package's: \(named)",
                hint: "set \"supersedes\" to \(sentUnder), \(anew)")
        default: words
        }
    }
}
