import Sealing

/// An approver's word that one compiled agreement may be used.
public struct ApprovalBody: StatementBody {
    public static let kind: StaticString = "approval"

    public let agreementHash: Digest
    public let reference: Reference
    public let revision: Count
    public let role: Reference
    public let name: Line
    public let approvedAt: Instant

    public enum CodingKeys: String, CodingKey {
        case agreementHash = "agreement_hash"
        case reference, revision, role, name
        case approvedAt = "approved_at"
    }

    public init(of agreement: Agreement, for requirement: ApprovalRequirement, at moment: Instant) {
        agreementHash = agreement.hash
        reference = agreement.reference
        revision = Count(agreement.revision) ?? Count(0)!
        role = requirement.role
        name = requirement.name
        approvedAt = moment
    }
}

public typealias Approval = Statement<ApprovalBody>

public enum ApprovalFault: Error, Equatable, Sendable {
    case missing(role: Reference)
    case statement(role: Reference, StatementError)
    /// Made for another agreement, or for this one before its text changed.
    case otherText(role: Reference)
    case notRequired(role: Reference)
    case twice(role: Reference)
    case otherName(role: Reference, Line)
    case otherKey(role: Reference)
    /// Stands out of the order of roles in which a package lists approvals.
    case outOfOrder(role: Reference)
}

/// All approvals that the agreement requires, checked and in the order of `approvals_required`.
public struct CompleteApprovals: Hashable, Sendable {
    public let approvals: [Approval]

    /// Throws the first fault. An agreement's keys are distinct (section 6), so that nobody approves in two roles.
    public init(checking approvals: [Approval], of agreement: Agreement) throws(ApprovalFault) {
        var byRole: [Reference: Approval] = [:]
        let hash = agreement.hash
        for approval in approvals {
            let body = approval.body
            guard let required = agreement.approvalsRequired.first(where: { $0.role == body.role }) else {
                throw .notRequired(role: body.role)
            }
            guard byRole[body.role] == nil else { throw .twice(role: body.role) }
            guard body.agreementHash == hash, body.reference == agreement.reference,
                body.revision.value == agreement.revision
            else { throw .otherText(role: body.role) }
            guard body.name == required.name else { throw .otherName(role: body.role, body.name) }
            let verified: VerifiedStatement<ApprovalBody>
            do { verified = try approval.verified() } catch { throw .statement(role: body.role, error) }
            guard verified.signers == [required.key.key] else { throw .otherKey(role: body.role) }
            byRole[body.role] = approval
        }
        var complete: [Approval] = []
        for required in agreement.approvalsRequired {
            guard let approval = byRole[required.role] else { throw .missing(role: required.role) }
            complete.append(approval)
        }
        self.approvals = complete
    }
}
