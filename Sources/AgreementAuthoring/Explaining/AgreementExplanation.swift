import PackageFormat
import Sealing

/// Every clause of an agreement with its labels: what makes it so, and where that ends.
public struct AgreementExplanation: Encodable, Sendable {
    public struct Meaning: Encodable, Sendable {
        public let label: ClauseLabel
        public let meaning: String
    }

    public let reference: Reference
    public let revision: Int
    public let agreementHash: Digest
    public let labels: [Meaning]
    /// What holds for the words of every clause.
    public let ofAll: String
    /// In the order of the schema (docs/format.md, section 6.1).
    public let clauses: [Clause]

    enum CodingKeys: String, CodingKey {
        case reference, revision
        case agreementHash = "agreement_hash"
        case labels
        case ofAll = "of_all"
        case clauses
    }

    public init(_ agreement: Agreement) {
        (reference, revision, agreementHash) = (agreement.reference, agreement.revision, agreement.hash)
        labels = ClauseLabel.allCases.map { Meaning(label: $0, meaning: $0.meaning) }
        ofAll = """
            The words of every clause are enforced: they are part of what the provider signs and of what the key of a package \
            depends on, so nobody can change, strip or swap them there. The labels say how far what they demand comes true.
            """
        clauses = Agreement.CodingKeys.allCases.flatMap { ClausesOf(agreement).clauses(of: $0) }
    }

    /// For people: the labels, then each clause with what stands behind it below.
    public var lines: [(label: String, text: String)] {
        var lines = labels.map { (label: $0.label.rawValue, text: $0.meaning) }
        lines += [("", ""), ("of all clauses", ofAll)]
        for clause in clauses {
            lines += [("", ""), (clause.name, clause.says)]
            lines += clause.grounds.map { ("  \($0.label.rawValue)", $0.why) }
        }
        return lines
    }
}

/// The clauses of one agreement. A key of the schema that is new does not compile until it is explained here.
struct ClausesOf {
    let agreement: Agreement

    init(_ agreement: Agreement) { self.agreement = agreement }

    /// None for an optional key that is absent.
    func clauses(of key: Agreement.CodingKeys) -> [Clause] {
        switch key {
        case .version: [version]
        case .reference: [reference]
        case .revision: [revision]
        case .supersedes: present(supersedes)
        case .title: [title]
        case .purpose: [purpose]
        case .purposeCategory: [purposeCategory]
        case .legalGateway: present(legalGateway)
        case .businessCase: present(businessCase)
        case .dpia: present(dpia)
        case .necessity: present(necessity)
        case .sampling: present(sampling)
        case .provider: provider
        case .recipients: recipients
        case .classification: [classification]
        case .personalData: [personalData]
        case .specialCategory: [specialCategory]
        case .criminalOffenceData: [criminalOffenceData]
        case .deIdentification: [deIdentification]
        case .assurances: [assurances]
        case .escalation: [escalation]
        case .starts: [starts]
        case .expires: [expires]
        case .deleteBy: [deleteBy]
        case .reviewBy: present(reviewBy)
        case .timezone: [timezone]
        case .conditions: [conditions]
        case .onwardSharing: [onwardSharing]
        case .storage: storage
        case .approvalsRequired: [approvalsRequired]
        case .screening: [screening]
        case .tables: [tables]
        }
    }

    private func present(_ clause: Clause?) -> [Clause] { clause.map { [$0] } ?? [] }

    /// Elements of a list, one a line.
    func listed(_ elements: [String]) -> String { elements.isEmpty ? "none" : elements.joined(separator: "\n") }
}
