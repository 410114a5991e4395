import CommandLineSupport
import Custody
import CustodyLog
import Files
import Opening
import PackageFormat
import Sealing

extension VaultError: Worded {
    public var words: Words {
        switch self {
        case .io(let error): error.words
        case .missing(let path):
            Words(
                .usage, path.isEmpty ? "there is no site vault" : "there is no site vault at \(quoted(path))",
                hint: "run \"unvault init --organisation NAME --site NAME\" first, or name the vault with \"--vault\"")
        case .exists(let path):
            Words(
                .usage, "\(quoted(path)) exists already",
                hint: "a site has one vault; name another folder with \"--vault\" for another site")
        case .notAVault(let path):
            Words(
                .vaultDamaged, "\(quoted(path)) is not a site vault, or its vault.json is damaged",
                hint: "take the vault from a backup")
        case .damaged(let path):
            Words(.vaultDamaged, "\(quoted(path)) is damaged", hint: "take it from a backup of the vault")
        case .newerVersion(let path):
            Words(.newerTool, "the site vault \(quoted(path)) was made by a newer tool", hint: "update this tool")
        case .key(let error): error.words
        case .passphrase(let failure): failure.words
        case .passphraseUnavailable:
            Words(
                .usage, "the keys of the site vault have a passphrase, and there is no terminal to ask for it",
                hint: "give it through \"--passphrase-fd N\"")
        case .writableByOthers(let path):
            Words(
                .usage, "other users can write to the site vault \(quoted(path))",
                hint: "run \"chmod 700 \(shown(path))\", and look at \"unvault trust list\": they may have added keys")
        case .noProvider:
            Words(
                .usage, "no provider is trusted here",
                hint: "run \"unvault trust add KEY.pub --as provider\" with the provider's public key")
        case .severalProviders(let fingerprints):
            Words(
                .usage, "\(fingerprints.count) providers are trusted here", details: fingerprints.map(\.description),
                hint: "name one with \"--provider FINGERPRINT\"")
        case .providerUnknown(let fingerprint):
            Words(
                .usage, "\(fingerprint) is not trusted here as provider",
                hint: "\"unvault trust list\" shows the keys that are")
        case .pinnedAlready(let fingerprint, let roles):
            Words(
                .usage, "\(fingerprint) is trusted already as \(roles.map(\.description).joined(separator: ", "))",
                hint: "nothing is to be done")
        case .notPinned(let fingerprint):
            Words(.usage, "\(fingerprint) is not trusted here", hint: "\"unvault trust list\" shows the keys that are")
        case .compromised(let fingerprint, let since):
            Words(
                .refused, "\(fingerprint) was removed as compromised since \(since.inWords)",
                hint: "ask its owner for a new key")
        case .useByNotAhead(let date): Words(.usage, "\(date.inWords) is past", hint: "name a day to come")
        case .dayDiffers(let given, let clock):
            Words(
                .usage, "this machine's clock shows \(clock.inWords), not \(given.inWords)",
                hint: "set the clock right first, then confirm it")
        case .groupUnknown(let name):
            Words(.usage, "there is no group \(quoted(name)) on this machine", hint: "\"getent group\" lists them")
        case .log(let error): error.words
        case .logDamaged(let path): LogError.damaged(path: path, .checkpointMissing).words
        case .holdingUnknown(let name):
            Words(
                .usage, "nothing that is held here is called \(quoted(name))",
                hint: "\"unvault status\" shows what is held")
        case .holdingAmbiguous(let name, let packages):
            Words(
                .usage, "\(packages.count) packages are held under \(quoted(name))",
                details: packages.map(\.description), hint: "name one of these packages")
        case .statement(let fault): fault.words
        case .signerNotPinned(let keys):
            Words(
                .notAuthentic, "the statement is not signed by a provider that is trusted here",
                details: keys.map(\.fingerprint.description),
                hint: "\"unvault trust list\" shows the keys that are; ask the provider by a way that you trust")
        case .onHold(let reference, let reason):
            Words(
                .refused, "\(quoted(reference)) is on hold: \(shown(reason))",
                hint: "nothing of it may be deleted until the provider sends a release")
        case .clockJumped(let mark, let now):
            Words(
                .refused,
                "this machine's clock says \(inWords(now)), more than 36 hours after \(inWords(mark)), which is the last time on record; nothing was deleted",
                hint: "if the clock is right, run \"unvault clock confirm --date DATE --reason TEXT\"")
        case .clockBack(let mark, let now):
            Words(
                .refused,
                "this machine's clock says \(inWords(now)), before \(inWords(mark)), which this vault has seen pass",
                hint:
                    "set the clock right; if it is right, run \"unvault clock confirm --date DATE --reason TEXT\"")
        case .nothingOpen(let reference):
            Words(
                .usage, "nothing of \(quoted(reference)) is open here", hint: "\"unvault status\" shows what is open")
        case .rightsNotKept(let path):
            Words(
                .usage, "the file system of \(quoted(path)) keeps no rights: others could read the keys there",
                hint: "name a folder on another file system with \"--vault\", as ext4 or xfs")
        case .witnessIsOwnKey:
            Words(
                .usage, "a key of this vault is no witness of what the vault does", hint: "let somebody else sign")
        case .openingRuns(let path):
            Words(.usage, "\(quoted(path)) is being opened at this moment", hint: "wait until that has ended")
        }
    }
}

extension OpeningError: Worded {
    public var words: Words {
        switch self {
        case .io(let error): error.words
        case .package(let error): error.words
        case .refused(let refusal): refusal.words
        case .noKey(let package, let here): Self.noKey(package, here)
        case .wrongPassphrase: KeyFileError.wrongPassphrase(path: "").words
        case .spaceShort(let needed, let free, let path):
            Words(
                .inputOutput, "\(quoted(path)) needs up to \(sized(needed)); \(sized(free)) are free there",
                hint: "free some space, or name a place on another disk")
        case .notInPackage(let paths):
            Words(
                .usage,
                "\(paths.map { quoted($0) }.joined(separator: ", ")) \(paths.count == 1 ? "is" : "are") not in the package",
                hint: "\"unvault list\" shows what is")
        case .rightsNotKept(let path):
            Words(
                .inputOutput,
                "the file system of \(quoted(path)) keeps no rights: others could read what is opened there",
                hint: "name a place on another file system, as ext4 or xfs")
        case .archiving(.library(let message)):
            Words(
                .failure, "the archive could not be read: \(shown(message))",
                hint: "this is a fault of the tool or the machine; please report it")
        case .archiving(.callerFailed): Words(.failure, "the archive could not be read")
        case .custodian(let failure): VaultError(failure).words
        case .interrupted: Words(.interrupted, "interrupted; nothing was left behind")
        }
    }

    private static func noKey(_ package: [CardBody], _ here: [CardBody]) -> Words {
        func line(_ card: CardBody) -> String {
            "\(card.cardID)  \(shown(card.holder)), \(shown(card.site)), \(card.reference)"
        }
        func list(_ cards: [CardBody]) -> [String] {
            cards.prefix(20).map { "  " + line($0) }
                + (cards.count > 20 ? ["  and \(grouped(cards.count - 20)) more"] : [])
        }
        guard !here.isEmpty else {
            return Words(
                .noKey, "no key here opens this package: this vault has no card",
                details: ["the package is for:"] + list(package),
                hint: "run \"unvault card REFERENCE --holder NAME -o FILE.card\" and send the card to the provider")
        }
        return Words(
            .noKey, "no key here opens this package",
            details: ["the package is for:"] + list(package) + ["the cards here are:"] + list(here),
            hint:
                "use the vault of the site that the package is for, or ask the provider to pack for a card of this one")
    }
}

extension Refusal: Worded {
    public var words: Words {
        switch self {
        case .notStarted(let reference, let day, let zone):
            refused(
                "agreement \(quoted(reference)) starts on \(day.date.inWords) (\(zone))", "open it from that day on")
        case .expired(let reference, let day, let zone, let provider):
            refused(
                "agreement \(quoted(reference)) expired on \(day.date.inWords) (\(zone))",
                "ask \(shown(provider)) for a new agreement, or run \"unvault delete \(reference)\"")
        case .reviewPassed(let reference, let day, let provider):
            refused(
                "agreement \(quoted(reference)) was to be reviewed by \(day.date.inWords)",
                "ask \(shown(provider)) for a later revision and a package under it")
        case .clockAhead(let signed, let now):
            refused(
                "the package was signed on \(inWords(signed)); this machine's clock says \(inWords(now))",
                "set this machine's clock right; if it is right, tell the provider that theirs is ahead")
        case .clockBack(let last, let now):
            refused(
                "this machine's clock says \(inWords(now)), before \(inWords(last)), which this vault has seen pass",
                "set the clock right; if it is right, run \"unvault clock confirm --date DATE --reason TEXT\"")
        case .otherSite(let card, let organisation, let site):
            refused(
                "the package is for \(quoted(card.site)) of \(quoted(card.organisation)); this vault is \(quoted(site)) of \(quoted(organisation))",
                "open it with the vault of that site")
        case .siteKeyNotNamed(let organisation, let site):
            refused(
                "the agreement does not name this vault's key for \(quoted(site)) of \(quoted(organisation))",
                "send \"unvault key show\" to the provider for the next revision")
        case .personMissing(let users):
            Words(
                .usage, "it must be said who opens the package", details: users.map { shown($0) },
                hint: "name one of these users with \"--operator\"")
        case .personNotNamed(let person, let users):
            Words(
                .refused, "\(quoted(person)) is not a user that the agreement names for this site",
                details: users.map { shown($0) },
                hint: "one of these users opens it, or the provider names more in a later revision")
        case .lapsed(let assurance):
            refused(
                "the \(assurance.kind.rawValue) of \(quoted(assurance.holder)) (\(shown(assurance.reference))) lapsed\(assurance.validUntil.map { " after \($0.date.inWords)" } ?? "")",
                "renew it, and ask the provider for a later revision that says so")
        case .approvalDemanded(let role):
            refused(
                "this site demands the approval of the \(role) by a key that it trusts; the package has none",
                "ask the provider for that approval, or trust the approver's key with \"--as approver:\(role)\"")
        case .termsNotAccepted:
            refused("the terms were not accepted", "accept them at the terminal, or with \"--accept-terms\"")
        case .storageNotEncrypted(let facts):
            refused(
                "the agreement requires encrypted storage, and \(facts.place) is not encrypted as far as this machine can see",
                "name an encrypted place; if encryption lies below, say so with \"--storage-attested TEXT\", which is recorded"
            )
        case .storageUnknown(let facts):
            refused(
                "this machine cannot see whether \(facts.place) is a place that the agreement allows",
                "name a local encrypted place, or say what it is with \"--storage-attested TEXT\", which is recorded")
        case .removableMedium(let facts):
            refused(
                "the agreement prohibits removable media, and \(facts.place) is one", "name a place on a fixed disk")
        case .recalled(let reference, let reason, let moment, let provider):
            refused(
                "\(shown(provider)) recalled \(quoted(reference)) on \(inWords(moment)): \(shown(reason))",
                "run \"unvault delete \(reference)\"")
        case .cardUsedBefore(let card, let package):
            refused(
                "card \(card) was used for another package, \(package)",
                "one card is for one delivery: make a new card and ask the provider to pack again")
        }
    }

    private func refused(_ message: String, _ hint: String) -> Words { Words(.refused, message, hint: hint) }
}

extension StorageFacts {
    fileprivate var place: String { "\(quoted(mountPoint)) (\(fileSystem) on \(shown(source)))" }
}
