import Sealing

/// Why a provider's statement has no effect on a package (docs/format.md, section 16).
public enum ProviderStatementFault: Error, Equatable, Sendable {
    case otherPackage(Identifier)
    /// This package's id with another package hash: two heads were signed under one id.
    case otherHead(Digest)
    /// Not exactly one signature, by the package's provider.
    case notByProvider(signers: [SigningKeyText])
    /// A recall, hold or release that names another agreement than that in the head.
    case otherAgreement(Digest)
    case otherReference(Reference)
    /// The amended agreement is another provider's, or names another signing key.
    case otherProvider(SigningKeyText)
    case agreement(AgreementProblem)
    /// The amended agreement supersedes another text than the statement names.
    case supersedesDiffers
    case approval(ApprovalFault)
    case notLater(revision: Int, inForce: Int)
    /// The amendment takes the place of an agreement that is not the one in force.
    case notInForce(named: Digest, inForce: Digest)
    /// Issued after the package was recalled, or at the same second.
    case recalled(Instant)
    /// A hold or release that another one, issued later, has overtaken.
    case overtaken(ProviderStatement.Kind, issuedAt: Instant, by: ProviderStatement.Kind, at: Instant)
    /// Nothing changes, and nothing is wrong.
    case alreadyApplied
    case issuedAhead(issuedAt: Instant, now: Instant)
}

/// What of a head every statement about its package is held against.
struct SentPackage: Hashable, Sendable {
    let packageID: Identifier
    let packageHash: Digest
    let provider: SigningPublicKey
    /// The agreement in the head.
    let agreement: Agreement
    let agreementHash: Digest

    init(_ head: Head) {
        (packageID, packageHash, provider) = (head.terms.packageID, head.packageHash, head.signer)
        (agreement, agreementHash) = (head.agreement, head.agreement.hash)
    }

    /// All that does not depend on other statements.
    func check(_ statement: ProviderStatement) throws(ProviderStatementFault) {
        let facts = statement.facts
        guard facts.packageID == packageID else { throw .otherPackage(facts.packageID) }
        guard facts.packageHash == packageHash else { throw .otherHead(facts.packageHash) }
        guard statement.signers == [provider] else {
            throw .notByProvider(signers: statement.signers.map { SigningKeyText($0) })
        }
        guard facts.reference == agreement.reference else { throw .otherReference(facts.reference) }
        if case .amendment(let amendment) = statement {
            try checkRevision(amendment.body.agreement, superseding: facts.agreementHash)
            try checkApprovals(amendment.body.approvals, of: amendment.body.agreement)
        } else {
            guard facts.agreementHash == agreementHash else { throw .otherAgreement(facts.agreementHash) }
        }
    }

    /// That `amended` can be a later revision of the package's agreement, in the place of the one with hash `superseded`.
    func checkRevision(_ amended: Agreement, superseding superseded: Digest?) throws(ProviderStatementFault) {
        guard amended.reference == agreement.reference else { throw .otherReference(amended.reference) }
        guard amended.provider.signingKey.key == provider else { throw .otherProvider(amended.provider.signingKey) }
        if let problem = AgreementRules.problems(of: amended).first { throw .agreement(problem) }
        guard amended.revision > agreement.revision else {
            throw .notLater(revision: amended.revision, inForce: agreement.revision)
        }
        guard amended.supersedes == superseded else { throw .supersedesDiffers }
    }

    private func checkApprovals(_ approvals: [Approval], of amended: Agreement) throws(ProviderStatementFault) {
        let complete: CompleteApprovals
        do { complete = try CompleteApprovals(checking: approvals, of: amended) } catch { throw .approval(error) }
        for (listed, required) in zip(approvals, complete.approvals) where listed != required {
            throw .approval(.outOfOrder(role: listed.body.role))
        }
    }
}
