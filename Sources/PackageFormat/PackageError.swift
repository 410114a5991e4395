import Sealing

/// The parts of a package, as docs/format.md names them.
public enum Section: String, Sendable {
    case prelude, terms, envelope, signature, fill, payload, index
}

/// Why a package is not opened (docs/format.md, section 13). Facts alone: the words are in `Messages.swift`.
public enum PackageError: Error, Equatable, Sendable {
    public enum PreludeFault: String, Sendable { case version, reserved, lengths }
    public enum SlotFault: Equatable, Sendable { case none, tooMany(Int), order, sharedDeliveryKey }

    case notAPackage
    case newerVersion(Int)
    case newerAgreement(Int)
    case unknownDelivery(String)
    case unknownRequirement(String)
    case truncated(Section, expected: Int, found: Int)
    case trailingBytes(Int)
    /// A `.mvault-head` file where a package is wanted.
    case headAlone
    case prelude(PreludeFault)
    case overCap(Section, length: Int, cap: Int)
    case badSignature
    /// The signer is not pinned as provider; the roles in which the key is pinned.
    case signerNotPinned(SigningKeyText, roles: [PinRole])
    case notCanonical(Section)
    case malformed(Section, path: String)
    case agreement(AgreementProblem)
    /// The signing key is not the one that the agreement names as provider.
    case signerIsNotProvider(SigningKeyText)
    case approval(ApprovalFault)
    case slots(SlotFault)
    case card(Identifier, CardFault)
    case layout
    /// What follows the signature up to the payload is not zero.
    case fill
    case commitment
    case sealedSecret
    case indexRoot
    case indexPage(Int)
    case chunk(Int)
    case content(ContentFault)
}

/// What is wrong inside an authentic payload: only its sender can have made it so (docs/format.md, sections 11 and 12).
public enum ContentFault: Error, Equatable, Sendable {
    case seekTable
    case frame(Int)
    case frameChecksum(Int)
    case padding
    case catalogue(line: Int)
    /// What the catalogue says of the sender's screening is not of this package, or not accepted by whom the agreement names.
    case screening(AcceptanceFault)
    case path(String, ArchivePath.Fault)
    case paths(PathSet.Conflict)
    case tooManyBytes(bound: Int)
    case tooManyEntries(bound: Int)
    /// An entry that is neither a regular file nor a folder.
    case entryKind(String)
    case entryDiffers(ArchivePath)
    case entryMissing(ArchivePath)
    case entryNotInCatalogue(String)
    case tar(String)
    case tarEnd
}

/// What a pinned key may do (docs/format.md, section 9).
public enum PinRole: Hashable, Sendable, CustomStringConvertible {
    case provider
    case approver(role: Reference)
    case site
    case witness

    public init?(_ text: String) {
        switch text {
        case "provider": self = .provider
        case "site": self = .site
        case "witness": self = .witness
        default:
            let words = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard words.count == 2, words[0] == "approver", let role = Reference(String(words[1])) else { return nil }
            self = .approver(role: role)
        }
    }

    public var description: String {
        switch self {
        case .provider: "provider"
        case .approver(let role): "approver:\(role)"
        case .site: "site"
        case .witness: "witness"
        }
    }
}
