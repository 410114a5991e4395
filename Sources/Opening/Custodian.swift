import Files
import PackageFormat
import Sealing

/// What `open` does, for the log of the site. Never holds the name of a file of the package.
public enum OpeningEvent: Equatable, Sendable {
    /// A package for one of this site's cards was seen for the first time.
    case received(PackageFacts)
    /// Recorded and synced before any plaintext is written.
    case intended(PackageFacts, person: Line, OpenedCopy)
    case opened(PackageFacts, person: Line, copy: Identifier, files: Int, bytes: Int)
    /// The names and sizes of the files were shown; recorded and synced before.
    case listed(PackageFacts, person: Line)
    /// `code` is one of `OpeningError.code`; `copy` where it had been intended already.
    case refused(PackageFacts, person: Line?, copy: Identifier?, code: String)

    public var facts: PackageFacts {
        switch self {
        case .received(let facts), .intended(let facts, _, _), .opened(let facts, _, _, _, _),
            .listed(let facts, _), .refused(let facts, _, _, _):
            facts
        }
    }
}

/// One opened copy: where it is made, and on what. Paths stay at the site.
public struct OpenedCopy: Codable, Hashable, Sendable {
    public let copy: Identifier
    public let person: Line
    /// The folder, from the root.
    public let destination: String
    /// Where it stands until it is whole.
    public let staging: String
    /// What the machine can see of the storage, and what the operator says of it.
    public let storage: Line
    public let intendedAt: Instant
    /// The number of the folder on its file system (inode), so that another one with its path is told from it.
    public let folderNumber: Count?

    public enum CodingKeys: String, CodingKey {
        case copy, destination, staging, storage
        case person = "operator"
        case intendedAt = "intended_at"
        case folderNumber = "folder_number"
    }

    public init(
        copy: Identifier, person: Line, destination: String, staging: String, storage: Line, intendedAt: Instant,
        folderNumber: Count?
    ) {
        (self.copy, self.person, self.destination, self.staging) = (copy, person, destination, staging)
        (self.storage, self.intendedAt, self.folderNumber) = (storage, intendedAt, folderNumber)
    }
}

/// What names a package in the log.
public struct PackageFacts: Hashable, Sendable {
    public let packageID: Identifier
    public let packageHash: Digest
    public let reference: Reference
    public let revision: Int
    public let provider: SigningKeyText
    public let card: Identifier
    public let signedAt: Instant

    public init(_ head: Head, card: Identifier) {
        packageID = head.terms.packageID
        packageHash = head.packageHash
        reference = head.agreement.reference
        revision = head.agreement.revision
        provider = head.agreement.provider.signingKey
        self.card = card
        signedAt = head.envelope.signedAt
    }
}

/// What a site vault cannot do.
public enum CustodianFailure: Error, Equatable, Sendable {
    case io(IOError)
    case damaged(path: String)
    case wrongPassphrase
    case passphraseUnavailable
    case key(KeyFileError)
    case interrupted
    /// The custody log is damaged, so nothing can be recorded in it.
    case logDamaged(path: String)
}

/// What opening needs of the site that holds the keys; the site vault implements it.
public protocol Custodian {
    var organisation: Line { get }
    var site: Line { get }
    var siteKey: SigningPublicKey { get }
    /// Cards whose delivery keys are here.
    func cards() throws(CustodianFailure) -> [CardBody]
    /// The latest moment that must have passed as far as this site's record knows; nil for none.
    func lastRecordedTime() throws(CustodianFailure) -> Instant?
    /// What the provider said of this package since it was packed.
    func standing(of head: Head) throws(CustodianFailure) -> Standing
    /// Keeps what is known of a package that was seen: its head, and where it lies; durable. Before `received` is recorded.
    func keep(_ head: HeadBytes, of package: PackageFacts, at path: String, on now: Instant) throws(CustodianFailure)
    /// Keeps what a copy holds, for the day when it is deleted; durable, before the copy gets its name.
    func keep(_ entries: [CatalogueEntry], of copy: Identifier, of package: PackageFacts) throws(CustodianFailure)
    /// Binds the card to its first package, durably; the package it is bound to when that is another one.
    func bind(_ card: Identifier, to package: Digest) throws(CustodianFailure) -> Digest?
    /// Appends and syncs.
    func record(_ event: OpeningEvent, at now: Instant) throws(CustodianFailure)
    /// Asks for the passphrase where the key has one.
    func deliveryKey(for card: Identifier) throws(CustodianFailure) -> DeliveryKey
}

extension OpeningError {
    /// A code for logs and receipts; says what class of thing happened and nothing of the content.
    public var code: String {
        switch self {
        case .io: "input-output"
        case .package: "not-authentic"
        case .noKey: "no-key"
        case .wrongPassphrase: "wrong-passphrase"
        case .spaceShort: "no-space"
        case .notInPackage: "not-in-package"
        case .rightsNotKept: "rights-not-kept"
        case .archiving: "library"
        case .custodian: "vault"
        case .interrupted: "interrupted"
        case .refused(let refusal): refusal.code
        }
    }
}

extension Refusal {
    var code: String {
        switch self {
        case .notStarted: "not-started"
        case .expired: "expired"
        case .reviewPassed: "review-passed"
        case .clockAhead: "provider-clock-ahead"
        case .clockBack: "clock-set-back"
        case .otherSite: "other-site"
        case .siteKeyNotNamed: "site-key-not-named"
        case .personMissing: "no-operator"
        case .personNotNamed: "operator-not-named"
        case .lapsed: "assurance-lapsed"
        case .approvalDemanded: "approval-demanded"
        case .termsNotAccepted: "terms-not-accepted"
        case .storageNotEncrypted, .storageUnknown: "storage-not-allowed"
        case .removableMedium: "removable-medium"
        case .cardUsedBefore: "card-used-before"
        case .recalled: "recalled"
        }
    }
}
