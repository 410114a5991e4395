import Sealing

/// What a provider says of a package that is sent already, with its signatures checked (docs/format.md, section 16).
///
/// Whether it is about a given package, by that package's provider, and still has an effect, `Standing` says.
public enum ProviderStatement: Hashable, Sendable {
    case amendment(VerifiedStatement<AmendmentBody>)
    case recall(VerifiedStatement<RecallBody>)
    case hold(VerifiedStatement<HoldBody>)
    case release(VerifiedStatement<ReleaseBody>)

    public enum Kind: String, Sendable, CaseIterable { case amendment, recall, hold, release }

    /// Seconds by which a statement may be issued ahead of a reader's clock.
    public static let issuingTolerance = 3_600

    /// Reads a `.statement` file: its kind from the first line, canonical form, signatures.
    public init(parsing bytes: [UInt8]) throws(StatementError) {
        switch Self.kind(of: bytes) {
        case .amendment:
            if let version = Self.newerAgreement(in: bytes) {
                throw .newerVersion(found: "microvault_agreement \(version)")
            }
            self = .amendment(try Statement<AmendmentBody>(parsing: bytes).verified())
        case .hold: self = .hold(try Statement<HoldBody>(parsing: bytes).verified())
        case .release: self = .release(try Statement<ReleaseBody>(parsing: bytes).verified())
        // For what is none of the four, this says what it is instead.
        case .recall, nil: self = .recall(try Statement<RecallBody>(parsing: bytes).verified())
        }
    }

    private static func kind(of bytes: [UInt8]) -> Kind? {
        let line = String(decoding: bytes.prefix(64).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        return Kind.allCases.first { line.hasSameBytes(as: "microvault/1 \($0.rawValue)") }
    }

    /// The version of an amendment's agreement where this tool does not know it: it may have other keys.
    private static func newerAgreement(in bytes: [UInt8]) -> Int? {
        struct Glance: Codable { let agreement: VersionAlone }
        guard bytes.count <= Statement<AmendmentBody>.maximumLength else { return nil }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
        guard lines.count == 3, let found = try? CanonicalJSON.glance(Glance.self, at: Array(lines[1])) else {
            return nil
        }
        return found.agreement.version > Agreement.currentVersion ? found.agreement.version : nil
    }

    /// A statement that is issued more than an hour ahead of `now` is not applied yet.
    public static func check(issuedAt: Instant, now: Instant) throws(ProviderStatementFault) {
        guard issuedAt <= now.advanced(bySeconds: issuingTolerance) else {
            throw .issuedAhead(issuedAt: issuedAt, now: now)
        }
    }
}

extension ProviderStatement {
    public var kind: Kind {
        switch self {
        case .amendment: .amendment
        case .recall: .recall
        case .hold: .hold
        case .release: .release
        }
    }

    public var packageID: Identifier { facts.packageID }
    public var packageHash: Digest { facts.packageHash }
    /// Of the agreement that an amendment takes the place of; of the package's own for the others.
    public var agreementHash: Digest { facts.agreementHash }
    public var issuedAt: Instant { facts.issuedAt }
    public var reason: Prose? { facts.reason }

    public var signers: [SigningPublicKey] {
        switch self {
        case .amendment(let statement): statement.signers
        case .recall(let statement): statement.signers
        case .hold(let statement): statement.signers
        case .release(let statement): statement.signers
        }
    }

    /// The file.
    public var text: [UInt8] {
        switch self {
        case .amendment(let statement): statement.statement.text
        case .recall(let statement): statement.statement.text
        case .hold(let statement): statement.statement.text
        case .release(let statement): statement.statement.text
        }
    }

    /// `H("mv1 statement", text)`: names the statement.
    public var digest: Digest { Digest.of(text, as: FormatTag.statement) }

    /// What all kinds say.
    struct Facts {
        let packageID: Identifier
        let packageHash: Digest
        let agreementHash: Digest
        /// That of the agreement; an amendment has it in the agreement that it brings.
        let reference: Reference
        let issuedAt: Instant
        let reason: Prose?

        init(_ body: AmendmentBody) {
            (packageID, packageHash, agreementHash) = (body.packageID, body.packageHash, body.agreementHash)
            (reference, issuedAt, reason) = (body.agreement.reference, body.issuedAt, body.reason)
        }

        init(_ body: OrderBody<some ProviderOrder>) {
            (packageID, packageHash, agreementHash) = (body.packageID, body.packageHash, body.agreementHash)
            (reference, issuedAt, reason) = (body.reference, body.issuedAt, body.reason)
        }
    }

    var facts: Facts {
        switch self {
        case .amendment(let statement): Facts(statement.body)
        case .recall(let statement): Facts(statement.body)
        case .hold(let statement): Facts(statement.body)
        case .release(let statement): Facts(statement.body)
        }
    }
}
