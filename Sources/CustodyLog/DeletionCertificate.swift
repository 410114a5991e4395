import PackageFormat
import Sealing

/// What one deletion did, to what, on which storage, and what that is worth (docs/custody-log.md, section 7). Field names
/// follow the sample certificate of NIST SP 800-88 Rev. 1, appendix G.
///
/// Signed by the ledger key; where a person was there, by the site key too; and by a witness, if there was one.
public struct CertificateBody: StatementBody {
    public static let kind: StaticString = "certificate"
    public static let maximumLength = 64 << 20
    /// Objects that a certificate lists; of more, those that went wrong are listed, and all are counted.
    public static let mostObjects = 100_000

    public enum Result: String, Codable, Sendable { case complete, partial, failed }

    /// Who deleted, as they say; absent in an unattended sweep.
    public struct Person: Codable, Hashable, Sendable {
        public let name: Line
        public let title: Line?
        public let location: Line?
        public init(name: Line, title: Line?, location: Line?) {
            (self.name, self.title, self.location) = (name, title, location)
        }
    }

    /// One file, folder or key.
    public struct Object: Codable, Hashable, Sendable {
        public let kind: Reference
        /// `pathHash`; the path itself stays at the site.
        public let pathHash: Digest
        public let size: Count?
        /// Whether the content was still that of the catalogue.
        public let matched: Bool?
        public let method: Reference
        public let result: Reference
        /// The system's error number.
        public let errno: Count?
        /// Names that the file had, if more than one.
        public let links: Count?
        public let caveats: [Reference]

        enum CodingKeys: String, CodingKey {
            case kind
            case pathHash = "path_hash"
            case size, matched, method, result, errno, links, caveats
        }

        public init(
            kind: Reference, pathHash: Digest, size: Count?, matched: Bool?, method: Reference, result: Reference,
            errno: Count?, links: Count?, caveats: [Reference]
        ) {
            (self.kind, self.pathHash, self.size, self.matched) = (kind, pathHash, size, matched)
            (self.method, self.result, self.errno, self.links) = (method, result, errno, links)
            self.caveats = caveats
        }
    }

    /// A file system that held something of the package, as far as the machine can see.
    public struct Media: Codable, Hashable, Sendable {
        public let fileSystem: Line
        public let mountOptions: Line?
        public let model: Line?
        public let rotational: Reference
        public let encrypted: Reference
        public let discard: Reference
        public let swap: Reference

        enum CodingKeys: String, CodingKey {
            case fileSystem = "file_system"
            case mountOptions = "mount_options"
            case model, rotational, encrypted, discard, swap
        }

        public init(
            fileSystem: Line, mountOptions: Line?, model: Line?, rotational: Reference, encrypted: Reference,
            discard: Reference, swap: Reference
        ) {
            (self.fileSystem, self.mountOptions, self.model) = (fileSystem, mountOptions, model)
            (self.rotational, self.encrypted, self.discard, self.swap) = (rotational, encrypted, discard, swap)
        }
    }

    /// The delivery key.
    public struct Key: Codable, Hashable, Sendable {
        public let card: Identifier
        /// `destroyed`, `shared`, `missing` or `failed`.
        public let result: Reference
        public let hadPassphrase: Bool?
        /// That afterwards no key of this vault opened the package, which was tried.
        public let opensNoMore: Bool

        enum CodingKeys: String, CodingKey {
            case card, result
            case hadPassphrase = "had_passphrase"
            case opensNoMore = "opens_no_more"
        }

        public init(card: Identifier, result: Reference, hadPassphrase: Bool?, opensNoMore: Bool) {
            (self.card, self.result) = (card, result)
            (self.hadPassphrase, self.opensNoMore) = (hadPassphrase, opensNoMore)
        }
    }

    /// What is known of the clock that gave the times.
    public struct Clock: Codable, Hashable, Sendable {
        /// The latest time that the log knew before.
        public let mark: Instant?
        /// Whether the clock was further ahead of it than a log believes.
        public let isAhead: Bool
        /// Whether somebody confirmed it since it last jumped.
        public let isConfirmed: Bool

        enum CodingKeys: String, CodingKey {
            case mark
            case isAhead = "ahead"
            case isConfirmed = "confirmed"
        }

        public init(mark: Instant?, isAhead: Bool, isConfirmed: Bool) {
            (self.mark, self.isAhead, self.isConfirmed) = (mark, isAhead, isConfirmed)
        }
    }

    public var certificateID: Identifier
    public var packageID: Identifier
    public var packageHash: Digest
    public var reference: Reference
    public var revision: Count
    public var provider: SigningKeyText
    public var organisation: Line
    public var site: Line
    public var result: Result
    /// NIST's category: `clear` at best, never `purge`.
    public var methodType: Reference
    public var methodUsed: Line
    public var verificationMethod: Line
    public var tool: Line
    public var startedAt: Instant
    public var finishedAt: Instant
    /// Whether an earlier run was cut short, so that this one went on.
    public var wasInterrupted: Bool
    public var isUnattended: Bool
    public var person: Person?
    /// In the person's own words; no tool checked it.
    public var declaration: Prose?
    public var includesDerived: Bool
    public var objects: [Object]
    public var objectCount: Count
    public var key: Key
    public var media: [Media]
    public var caveats: [Reference]
    public var clock: Clock
    public var endorsement: LedgerEndorsement
    /// The log before this deletion's outcome; absent where the log is damaged.
    public var checkpoint: CheckpointNote?

    public enum CodingKeys: String, CodingKey {
        case certificateID = "certificate_id"
        case packageID = "package_id"
        case packageHash = "package_hash"
        case reference, revision, provider, organisation, site, result
        case methodType = "method_type"
        case methodUsed = "method_used"
        case verificationMethod = "verification_method"
        case tool
        case startedAt = "started_at"
        case finishedAt = "finished_at"
        case wasInterrupted = "interrupted"
        case isUnattended = "unattended"
        case person, declaration
        case includesDerived = "includes_derived"
        case objects
        case objectCount = "object_count"
        case key, media, caveats, clock, endorsement, checkpoint
    }

    public init(
        certificateID: Identifier, packageID: Identifier, packageHash: Digest, reference: Reference, revision: Count,
        provider: SigningKeyText, organisation: Line, site: Line, result: Result, methodType: Reference,
        methodUsed: Line, verificationMethod: Line, tool: Line, startedAt: Instant, finishedAt: Instant,
        wasInterrupted: Bool, isUnattended: Bool, person: Person?, declaration: Prose?, includesDerived: Bool,
        objects: [Object], objectCount: Count, key: Key, media: [Media], caveats: [Reference], clock: Clock,
        endorsement: LedgerEndorsement, checkpoint: CheckpointNote?
    ) {
        (self.certificateID, self.packageID, self.packageHash) = (certificateID, packageID, packageHash)
        (self.reference, self.revision, self.provider) = (reference, revision, provider)
        (self.organisation, self.site, self.result, self.methodType) = (organisation, site, result, methodType)
        (self.methodUsed, self.verificationMethod, self.tool) = (methodUsed, verificationMethod, tool)
        (self.startedAt, self.finishedAt, self.wasInterrupted) = (startedAt, finishedAt, wasInterrupted)
        (self.isUnattended, self.person, self.declaration) = (isUnattended, person, declaration)
        (self.includesDerived, self.objects, self.objectCount) = (includesDerived, objects, objectCount)
        (self.key, self.media, self.caveats, self.clock) = (key, media, caveats, clock)
        (self.endorsement, self.checkpoint) = (endorsement, checkpoint)
    }

    /// `H("mv1 path", certificate id || path)`: tells whoever has the path that it is meant, and nobody else.
    public static func pathHash(_ path: String, in certificate: Identifier) -> Digest {
        Digest.of(certificate.bytes, Array(path.utf8), as: Personalisation("mv1 path"))
    }
}

/// A certificate as a signed statement.
public typealias DeletionCertificateStatement = Statement<CertificateBody>

/// Why a certificate is not one of the site that it names.
public enum CertificateFault: Error, Equatable, Sendable {
    case statement(StatementError)
    /// The endorsement of the ledger key does not verify, or is of another site.
    case endorsement
    /// The first signature is not by the endorsed ledger key.
    case ledgerSignature
    /// It says that a person was there, and the site key did not sign; or the other way round.
    case siteSignature
    case checkpoint
}

/// A certificate whose signatures were checked; whose keys they are is said by `siteKey`, `witnesses`.
public struct DeletionCertificate: Hashable, Sendable {
    public let statement: DeletionCertificateStatement
    /// The key that endorsed the ledger key: must be a key of the site that the agreement names.
    public let siteKey: SigningPublicKey
    /// Further signers.
    public let witnesses: [SigningPublicKey]

    public var body: CertificateBody { statement.body }
    public var result: CertificateBody.Result { body.result }
    public var text: [UInt8] { statement.text }

    /// Parses a file and checks all that can be checked without knowing the site.
    public init(parsing bytes: [UInt8]) throws(CertificateFault) {
        let verified: VerifiedStatement<CertificateBody>
        do throws(StatementError) { verified = try DeletionCertificateStatement.verified(parsing: bytes) } catch {
            throw .statement(error)
        }
        let body = verified.body
        guard let endorsement = body.endorsement.verifiedOnce(), endorsement.signers.count == 1,
            let siteKey = endorsement.signers.first, endorsement.body.organisation == body.organisation,
            endorsement.body.site == body.site
        else { throw .endorsement }
        let ledger = body.endorsement.body.ledgerKey.key
        guard verified.signers.first == ledger else { throw .ledgerSignature }
        let others = verified.signers.dropFirst()
        guard others.contains(siteKey) == !body.isUnattended else { throw .siteSignature }
        if let checkpoint = body.checkpoint, !checkpoint.isSigned(by: ledger) { throw .checkpoint }
        (statement, self.siteKey) = (verified.statement, siteKey)
        witnesses = others.filter { $0 != siteKey }
    }
}
