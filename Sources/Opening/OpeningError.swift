import Archiving
import Files
import PackageFormat
import Sealing

/// Why the agreement does not let this package open here and now (exit status 3).
public enum Refusal: Error, Equatable, Sendable {
    case notStarted(Reference, DatedInstant, timezone: Line)
    case expired(Reference, DatedInstant, timezone: Line, provider: Line)
    case reviewPassed(Reference, DatedInstant, provider: Line)
    case clockAhead(signedAt: Instant, now: Instant)
    case clockBack(last: Instant, now: Instant)
    case otherSite(card: CardBody, organisation: Line, site: Line)
    case siteKeyNotNamed(organisation: Line, site: Line)
    case personMissing(users: [Line])
    case personNotNamed(Line, users: [Line])
    case lapsed(Assurance)
    case approvalDemanded(role: Reference)
    case termsNotAccepted
    case storageNotEncrypted(StorageFacts)
    case storageUnknown(StorageFacts)
    case removableMedium(StorageFacts)
    case cardUsedBefore(card: Identifier, package: Digest)
    case recalled(Reference, reason: Prose, at: Instant, provider: Line)
}

/// Why a package was not opened or verified.
public enum OpeningError: Error, Equatable, Sendable {
    case io(IOError)
    case package(PackageError)
    case refused(Refusal)
    case noKey(package: [CardBody], here: [CardBody])
    case wrongPassphrase
    case spaceShort(needed: Int, free: Int, path: String)
    /// The file system keeps no rights (FAT, exFAT, some shares): others could read what is opened there.
    case rightsNotKept(path: String)
    /// Paths asked for that are not in the package.
    case notInPackage([String])
    case archiving(ArchivingError)
    /// The site vault could not record or hand out what was asked.
    case custodian(CustodianFailure)
    case interrupted

    static func content(_ fault: ContentFault) -> OpeningError { .package(.content(fault)) }
}
