import Sealing
import Testing

@testable import PackageFormat

/// A package that was sent, and what its provider says of it afterwards. Times count in minutes from one morning.
struct SentSample {
    let head: Head
    var standing: Standing { Standing(of: head, statements: []) }

    init(_ change: (inout LooseTerms) -> Void = { _ in }) throws { head = try opened(Sample.head(terms: change)) }

    static func minute(_ minute: Int) -> Instant { instant("2027-01-10T09:00:00Z").advanced(bySeconds: minute * 60) }

    /// The revision that follows `earlier`.
    static func revised(_ earlier: Agreement, _ change: (inout Agreement) -> Void = { _ in }) -> Agreement {
        var agreement = earlier
        (agreement.revision, agreement.supersedes) = (earlier.revision + 1, earlier.hash)
        agreement.title = line("Household survey extract, revision \(agreement.revision)")
        change(&agreement)
        return agreement
    }

    /// As its provider would write it, or with parts put in the place of the true ones.
    func amendmentBody(
        to agreement: Agreement, at minute: Int = 0, id: Identifier? = nil, hash: Digest? = nil,
        superseding: Digest? = nil, approvals: [Approval]? = nil
    ) -> AmendmentBody {
        AmendmentBody(
            packageID: id ?? head.terms.packageID, packageHash: hash ?? head.packageHash,
            agreementHash: superseding ?? agreement.supersedes ?? agreement.hash, agreement: agreement,
            approvals: approvals ?? Sample.approvals(of: agreement), issuedAt: Self.minute(minute), reason: nil)
    }

    func amendment(to agreement: Agreement, at minute: Int = 0) throws -> ProviderStatement {
        try Self.signed(amendmentBody(to: agreement, at: minute))
    }

    func order<Order: ProviderOrder>(
        _ order: Order.Type, at minute: Int = 0, _ reason: String, id: Identifier? = nil, hash: Digest? = nil,
        agreement: Digest? = nil, reference name: String = "DSA-2026-014"
    ) -> OrderBody<Order> {
        OrderBody(
            packageID: id ?? head.terms.packageID, packageHash: hash ?? head.packageHash,
            agreementHash: agreement ?? head.agreement.hash, reference: reference(name), reason: Prose(reason)!,
            issuedAt: Self.minute(minute))
    }

    func recall(at minute: Int = 0, _ reason: String = "Sent in error.") throws -> ProviderStatement {
        try Self.signed(order(RecallOrder.self, at: minute, reason))
    }

    func hold(at minute: Int = 0, _ reason: String = "An inquiry.") throws -> ProviderStatement {
        try Self.signed(order(HoldOrder.self, at: minute, reason))
    }

    func release(at minute: Int = 0, _ reason: String = "It is over.") throws -> ProviderStatement {
        try Self.signed(order(ReleaseOrder.self, at: minute, reason))
    }

    static func signed(_ body: some StatementBody, by signer: UInt8 = 1) throws -> ProviderStatement {
        try ProviderStatement(parsing: Statement(body, signedBy: Sample.key(signer)).text)
    }
}

extension Standing {
    /// The fault with which `statement` is refused; nil where it is accepted.
    func fault(of statement: ProviderStatement) -> ProviderStatementFault? {
        failure { () throws(ProviderStatementFault) in _ = try accepting(statement) }
    }
}

/// Every order of `items`.
func permutations<Item>(_ items: [Item]) -> [[Item]] {
    guard items.count > 1 else { return [items] }
    return items.indices.flatMap { index -> [[Item]] in
        var rest = items
        let first = rest.remove(at: index)
        return permutations(rest).map { [first] + $0 }
    }
}
