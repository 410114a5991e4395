import Sealing

/// Somebody's word that findings of one screening may be shared all the same (docs/format.md, section 17).
public struct AcceptanceBody: StatementBody {
    public static let kind: StaticString = "acceptance"
    public static let maximumLength = 16 << 20

    public struct Accepted: Codable, Hashable, Sendable {
        public let finding: Reference
        public let reason: Line
        public init(_ finding: Reference, reason: Line) { (self.finding, self.reason) = (finding, reason) }
    }

    public let agreementHash: Digest
    public let reference: Reference
    public let revision: Count
    public let contentsHash: Digest
    public let reportHash: Digest
    public let accepted: [Accepted]
    /// Of an approver; absent where the provider's own key signs.
    public let role: Reference?
    public let name: Line?
    public let acceptedAt: Instant

    public enum CodingKeys: String, CodingKey {
        case agreementHash = "agreement_hash"
        case reference, revision
        case contentsHash = "contents_hash"
        case reportHash = "report_hash"
        case accepted, role, name
        case acceptedAt = "accepted_at"
    }

    /// `requirement`: who the approver is by the agreement; nil for the provider's key.
    public init(
        _ accepted: [Accepted], of report: ScreeningReport, under agreement: Agreement,
        as requirement: ApprovalRequirement?, at moment: Instant
    ) {
        agreementHash = report.agreementHash
        (reference, revision) = (agreement.reference, Count(agreement.revision) ?? Count(0)!)
        (contentsHash, reportHash) = (report.contentsHash, report.hash)
        self.accepted = accepted
        (role, name, acceptedAt) = (requirement?.role, requirement?.name, moment)
    }
}

public typealias Acceptance = Statement<AcceptanceBody>

public enum AcceptanceFault: Error, Equatable, Sendable {
    case statement(StatementError)
    /// Made for another text of the agreement.
    case otherAgreement
    /// Made for other files, or for these before they changed.
    case otherContents
    /// Made for another screening of these files.
    case otherReport
    case unknownFinding(Reference)
    /// Not signed by one key that the agreement lets accept, or under another's role and name.
    case signer(SigningKeyText)
    /// Findings that nobody accepted.
    case missing([Reference])
    /// More acceptances, or bytes of a report or an acceptance, than a catalogue may hold.
    case tooMany(Int, limit: Int)
    case tooLong(Int, limit: Int)
}

/// A screening whose every finding was accepted by somebody whom the agreement lets accept; with no findings, by nobody.
public struct AcceptedScreening: Hashable, Sendable {
    public static let maximumAcceptances = 63

    public let report: ScreeningReport
    public let acceptances: [Acceptance]

    /// Throws the first fault; `missing` comes last, so that what it names is all that is left to accept.
    public init(
        checking acceptances: [Acceptance], of report: ScreeningReport, under agreement: Agreement
    ) throws(AcceptanceFault) {
        // Each is encoded to be hashed, and a report may have megabytes.
        let (agreementHash, reportHash) = (agreement.hash, report.hash)
        guard report.agreementHash == agreementHash else { throw .otherAgreement }
        let known = Set(report.findings.map(\.id))
        var open = known
        for acceptance in acceptances {
            let body = acceptance.body
            guard body.agreementHash == agreementHash, body.reference == agreement.reference,
                body.revision.value == agreement.revision
            else { throw .otherAgreement }
            guard body.contentsHash == report.contentsHash else { throw .otherContents }
            guard body.reportHash == reportHash else { throw .otherReport }
            for accepted in body.accepted where !known.contains(accepted.finding) {
                throw .unknownFinding(accepted.finding)
            }
            let verified: VerifiedStatement<AcceptanceBody>
            do { verified = try acceptance.verified() } catch { throw .statement(error) }
            try Self.checkSigner(of: verified, under: agreement)
            open.subtract(body.accepted.map(\.finding))
        }
        guard open.isEmpty else { throw .missing(report.findings.map(\.id).filter(open.contains)) }
        guard acceptances.count <= Self.maximumAcceptances else {
            throw .tooMany(acceptances.count, limit: Self.maximumAcceptances)
        }
        let longest = GivenScreening(report: report, acceptances: acceptances).lines.map(\.count).max() ?? 0
        guard longest <= ScreeningReport.maximumLength else {
            throw .tooLong(longest, limit: ScreeningReport.maximumLength)
        }
        self.report = report
        self.acceptances = acceptances
    }

    private static func checkSigner(
        of acceptance: VerifiedStatement<AcceptanceBody>, under agreement: Agreement
    ) throws(AcceptanceFault) {
        let (body, signer) = (acceptance.body, acceptance.signers[0])
        let required = agreement.approvalsRequired.first { $0.key.key == signer }
        let isProvider = agreement.provider.signingKey.key == signer && agreement.screening.acceptance == .analyst
        guard acceptance.signers.count == 1, required != nil || isProvider, body.role == required?.role,
            body.name == required?.name
        else { throw .signer(SigningKeyText(signer)) }
    }
}

/// A screening as a catalogue holds it: its report, and who accepted what was found.
public struct GivenScreening: Hashable, Sendable {
    public let report: ScreeningReport
    public let acceptances: [Acceptance]

    init(report: ScreeningReport, acceptances: [Acceptance]) {
        (self.report, self.acceptances) = (report, acceptances)
    }

    var lines: [[UInt8]] { [report.bytes] + acceptances.map { CanonicalJSON.encode($0) } }

    /// The `count` lines that come next; nil where none were announced. `line` is the number of the first.
    init?(_ count: Count?, from lines: inout CatalogueLines, line: Int) throws(ContentFault) {
        guard let count = count?.value else { return nil }
        guard (1...AcceptedScreening.maximumAcceptances + 1).contains(count) else { throw .catalogue(line: 1) }
        func next<Value: Codable>(_ type: Value.Type, _ number: Int) throws(ContentFault) -> Value {
            guard let bytes = lines.next(),
                let value = try? CanonicalJSON.decode(type, from: bytes, cap: ScreeningReport.maximumLength)
            else { throw .catalogue(line: number) }
            return value
        }
        report = try next(ScreeningReport.self, line)
        var acceptances: [Acceptance] = []
        for number in 1..<count { acceptances.append(try next(Acceptance.self, line + number)) }
        self.acceptances = acceptances
    }
}
