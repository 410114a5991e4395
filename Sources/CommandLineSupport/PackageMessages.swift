import PackageFormat
import Sealing

extension PackageFileError: Worded {
    public var words: Words {
        switch self {
        case .io(let error): error.words
        case .package(let error): error.words
        }
    }
}

private let askAgain = "ask the sender for the package again"
private let tellSender = "tell the provider; do not open it by other means"

extension PackageError: Worded {
    public var words: Words {
        switch self {
        case .notAPackage:
            Words(
                .notAuthentic, "this is not a Microvault package", hint: "a package begins with the bytes 89 4D 56 4C")
        case .newerVersion(let version):
            Words(
                .newerTool, "the package has format version \(version); this tool knows version 1",
                hint: "update this tool")
        case .newerAgreement(let version):
            Words(
                .newerTool, "the agreement in the package has version \(version); this tool knows version 1",
                hint: "update this tool")
        case .unknownDelivery(let name):
            Words(
                .newerTool, "the package is delivered by \(quoted(name)), which this tool does not know",
                hint: "update this tool")
        case .unknownRequirement(let name):
            Words(
                .newerTool, "the package requires \(quoted(name)), which this tool does not know",
                hint: "update this tool")
        case .truncated(let section, let expected, let found):
            Words(
                .notAuthentic,
                "the package is cut short in its \(section.rawValue): \(grouped(found)) of \(grouped(expected)) bytes are here",
                hint: askAgain)
        case .headAlone:
            Words(
                .usage, "this is the head of a package alone; there is nothing in it to open",
                hint: "name the .mvault file that it belongs to")
        case .trailingBytes(let count):
            Words(
                .notAuthentic, "\(counted(count, "byte follows", "bytes follow")) the end of the package",
                hint: askAgain)
        case .prelude, .layout: Words(.notAuthentic, "the package is damaged in its prelude", hint: askAgain)
        case .overCap(let section, let length, let cap):
            Words(
                .notAuthentic,
                "the package claims \(grouped(length)) bytes of \(section.rawValue); \(grouped(cap)) are the most",
                hint: askAgain)
        case .badSignature:
            Words(.notAuthentic, "the signature does not fit: the package was altered or damaged", hint: askAgain)
        case .signerNotPinned(let key, let roles): Self.notPinned(key, roles)
        case .notCanonical(let section):
            Words(
                .notAuthentic, "the \(section.rawValue) of the package \(section.verb) not in canonical form",
                hint: tellSender)
        case .malformed(let section, let path):
            Words(
                .notAuthentic,
                "the \(section.rawValue) of the package \(section.verb) malformed\(path.isEmpty ? "" : " at \(quoted(path))")",
                hint: tellSender)
        case .agreement(let problem):
            Words(
                .notAuthentic,
                "the agreement in the package breaks a rule at \(quoted(problem.path)): \(problem.rule.phrase)",
                hint: tellSender)
        case .signerIsNotProvider(let key):
            Words(
                .notAuthentic, "the package is not signed by the provider that its agreement names",
                hint: "the agreement names \(key.fingerprint); tell that provider")
        case .approval(let fault): fault.words
        case .slots(.none): Words(.notAuthentic, "the package is sealed for nobody", hint: tellSender)
        case .slots(.tooMany(let count)):
            Words(.notAuthentic, "the package has \(grouped(count)) cards; 1,024 are the most", hint: tellSender)
        case .slots(.order):
            Words(.notAuthentic, "the cards of the package are out of order or repeated", hint: tellSender)
        case .slots(.sharedDeliveryKey):
            Words(.notAuthentic, "two cards of the package share a delivery key", hint: tellSender)
        case .card(let id, let fault):
            Words(.notAuthentic, "card \(id) in the package is not authorised: \(fault.phrase)", hint: tellSender)
        case .fill: Words(.notAuthentic, "the package is damaged before its payload", hint: askAgain)
        case .commitment:
            Words(
                .notAuthentic,
                "the key does not fit the package's commitment: the sender sealed something else to this card",
                hint: tellSender)
        case .sealedSecret:
            Words(.notAuthentic, "what is sealed to this card does not open with its key", hint: tellSender)
        case .indexRoot, .indexPage:
            Words(.notAuthentic, "the index of the package was altered or damaged", hint: askAgain)
        case .chunk(let number):
            Words(.notAuthentic, "chunk \(grouped(number)) of the package was altered or damaged", hint: askAgain)
        case .content(let fault):
            Words(.notAuthentic, "the sender's archive is refused whole: \(fault.phrase)", hint: tellSender)
        }
    }

    private static func notPinned(_ key: SigningKeyText, _ roles: [PinRole]) -> Words {
        guard !roles.isEmpty else {
            return Words(
                .notAuthentic, "the package is signed by a key that is not trusted here: \(key.fingerprint)",
                hint:
                    "compare this fingerprint with the provider by telephone, then run \"unvault trust add KEY.pub --as provider\""
            )
        }
        let names = roles.map(\.description).joined(separator: ", ")
        return Words(
            .notAuthentic,
            "the package is signed by a key that is trusted here as \(names), not as provider: \(key.fingerprint)",
            hint: tellSender)
    }
}

extension Section {
    fileprivate var verb: String { self == .terms ? "are" : "is" }
}

extension ContentFault {
    var phrase: String {
        switch self {
        case .seekTable: "its seek table does not fit"
        case .frame(let number): "frame \(grouped(number)) does not fit its profile"
        case .frameChecksum(let number): "frame \(grouped(number)) fails its checksum"
        case .padding: "its padding is not zero"
        case .catalogue(let line):
            line == 0 ? "its catalogue is missing" : "its catalogue is malformed at line \(grouped(line))"
        case .screening(let fault): "what it says of its screening does not hold: \(fault.phrase)"
        case .path(let path, let fault): "the path \(quoted(path)) \(fault.phrase)"
        case .paths(.duplicate(let path)): "the path \(quoted(path)) stands in it twice"
        case .paths(.collision(let path)): "the path \(quoted(path)) differs from another by case alone"
        case .paths(.fileAsFolder(let path)): "at \(quoted(path)) a file stands where a folder is needed"
        case .tooManyBytes(let bound): "it holds more than the \(grouped(bound)) bytes that its head allows"
        case .tooManyEntries(let bound): "it holds more than the \(grouped(bound)) entries that its head allows"
        case .entryKind(let path): "\(quoted(path)) is not a plain file or folder"
        case .entryDiffers(let path): "\(quoted(path)) differs from its catalogue"
        case .entryMissing(let path): "\(quoted(path)) is in its catalogue and missing from the archive"
        case .entryNotInCatalogue(let path): "\(quoted(path)) is in the archive and not in its place in the catalogue"
        case .tar(let message): "its tar is damaged (\(shown(message)))"
        case .tarEnd: "its tar does not end where it should"
        }
    }
}

extension AcceptanceFault {
    public var phrase: String {
        switch self {
        case .statement(let error): error.phrase
        case .otherAgreement: "it is of another text of the agreement"
        case .otherContents: "it is of other files, or of these before they changed"
        case .otherReport: "it is of another screening of these files"
        case .unknownFinding(let id): "there is no finding \(quoted(id))"
        case .signer(let key): "\(key.fingerprint) is no key that the agreement lets accept findings, under that name"
        case .tooMany(let count, let limit): "there are \(grouped(count)) acceptances, and \(limit) are the most"
        case .tooLong(let length, let limit):
            "its report or an acceptance would have \(sized(length)), and \(sized(limit)) are the most"
        case .missing(let ids): "nobody accepted \(ids.map(\.description).joined(separator: ", "))"
        }
    }
}

extension ArchivePath.Fault {
    public var phrase: String {
        switch self {
        case .empty: "is empty"
        case .absolute: "is absolute"
        case .tooLong: "is longer than 4,096 bytes"
        case .tooDeep: "is more than 64 folders deep"
        case .componentTooLong: "has a name longer than 255 bytes"
        case .dotComponent: "holds \".\" or \"..\""
        case .emptyComponent: "holds an empty name"
        case .unfitCharacter: "holds a control character"
        case .notNFC: "is not in Unicode normalisation form C"
        case .notUTF8: "holds a name that is not UTF-8"
        }
    }
}

extension CardFault {
    public var phrase: String {
        switch self {
        case .statement(let error): error.phrase
        case .otherProvider: "it was made for another provider"
        case .otherReference(let reference): "it was made for agreement \(quoted(reference))"
        case .unknownSite(let organisation, let site):
            "the agreement names no site \(quoted(site)) of \(quoted(organisation))"
        case .notSignedBySite: "it is not signed by a key that the agreement names for its site"
        case .holderNotNamed(let holder):
            "its holder \(quoted(holder)) is not a user that the agreement names for its site"
        case .useByPassed(let time): "it was to be used before \(time.utcDate.inWords)"
        }
    }
}

extension StatementError {
    public var phrase: String {
        switch self {
        case .overCap: "it is too long"
        case .notThisKind(let found): "it begins with \(quoted(found))"
        case .newerVersion(let found): "it was written by a newer tool (\(quoted(found)))"
        case .notText, .malformedSignatureLine, .noSignature: "it is cut short or altered"
        case .json(.notCanonical): "it is not in canonical form"
        case .json: "it is malformed"
        case .badSignature: "its signature does not fit"
        case .repeatedSigner: "one key signed it twice"
        }
    }
}

extension ApprovalFault: Worded {
    public var words: Words {
        switch self {
        case .missing(let role):
            Words(
                .refused, "the approval of the \(role) is missing",
                hint: "ask for it: \"microvault agreement approve REF.agreement --role \(role) --key KEY\"")
        case .statement(let role, let error):
            Words(
                .notAuthentic, "the approval of the \(role) is not valid: \(error.phrase)",
                hint: "ask for a new approval")
        case .otherText(let role):
            Words(
                .refused,
                "the approval of the \(role) is for another text: the agreement changed after it, or it belongs elsewhere",
                hint: "ask for a new approval of the present text")
        case .notRequired(let role):
            Words(.refused, "the agreement asks for no approval by \(quoted(role))", hint: "leave that approval away")
        case .twice(let role): Words(.refused, "there are two approvals of the \(role)", hint: "give one of them")
        case .otherName(let role, let name):
            Words(
                .refused,
                "the approval of the \(role) is in the name of \(quoted(name)), whom the agreement does not name",
                hint: "ask the approver that the agreement names")
        case .otherKey(let role):
            Words(
                .refused, "the approval of the \(role) is not signed by the key that the agreement names",
                hint: "ask the approver that the agreement names")
        case .outOfOrder:
            Words(.notAuthentic, "the approvals in the package are out of order", hint: "tell the provider")
        }
    }
}
