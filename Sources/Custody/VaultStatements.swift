import CustodyLog
import Files
import PackageFormat
import Sealing

extension SiteVault {
    /// Applies what the provider says of a package that is held: an amendment, recall, hold or release. Recorded, also where
    /// it is refused.
    public func take(_ statement: ProviderStatement, now: Instant) throws(VaultError) -> Holding {
        try held { () throws(VaultError) in
            let pinned = try pins()
            // Whoever signs for this package was pinned when it came; the pin may have been removed since.
            let signer = statement.signers.first.flatMap { pinned.roles(of: $0).contains(.provider) ? $0 : nil }
            guard let holding = try holding(statement.packageHash) else {
                // No package tells whose log it belongs into: that of a provider who signed it, else the site's own.
                let event = event(.statementRefused, of: statement, code: "package-unknown", now)
                try record([event], of: signer.map { SigningKeyText($0) })
                if try holdings().contains(where: { $0.packageID == statement.packageID }) {
                    throw .statement(.otherHead(statement.packageHash))
                }
                throw .holdingUnknown(statement.packageID.description)
            }
            guard signer != nil else {
                let event = event(.statementRefused, of: statement, holding, code: "signer-not-pinned", now)
                try record([event], of: holding.provider)
                throw .signerNotPinned(statement.signers.map { SigningKeyText($0) })
            }
            return try take(statement, of: holding, now: now)
        }
    }

    private func take(_ statement: ProviderStatement, of holding: Holding, now: Instant) throws(VaultError) -> Holding {
        do throws(ProviderStatementFault) {
            try ProviderStatement.check(issuedAt: statement.issuedAt, now: now)
            _ = try holding.standing.accepting(statement)
        } catch {
            // Twice is harmless.
            if error == .alreadyApplied { return holding }
            try record([event(.statementRefused, of: statement, holding, code: error.code, now)], of: holding.provider)
            throw .statement(error)
        }
        try record([event(.statementApplied, of: statement, holding, now)], of: holding.provider)
        try inVault { () throws(IOError) in
            try put(statement.text, "statements/\(statement.digest).statement", in: holding.path)
        }
        guard let after = try self.holding(statement.packageHash) else { throw .damaged(path: holding.path) }
        return after
    }

    /// An event of a package that is held, or of one that never came.
    private func event(
        _ type: EventType, of statement: ProviderStatement, _ holding: Holding? = nil, code: String? = nil,
        _ now: Instant
    ) -> EventBody {
        var event = holding?.event(type, at: now) ?? EventBody(type, at: now)
        if holding == nil { (event.packageID, event.packageHash) = (statement.packageID, statement.packageHash) }
        (event.statement, event.statementKind) = (statement.digest, Reference(statement.kind.rawValue))
        event.code = code.flatMap { Reference($0) }
        return event
    }
}

extension ProviderStatementFault {
    /// For the log; says nothing of the content.
    fileprivate var code: String {
        switch self {
        case .otherPackage: "other-package"
        case .otherHead: "other-head"
        case .notByProvider: "not-by-provider"
        case .otherAgreement: "other-agreement"
        case .otherReference: "other-reference"
        case .otherProvider: "other-provider"
        case .agreement: "agreement"
        case .supersedesDiffers: "supersedes-differs"
        case .approval: "approval"
        case .notLater: "not-later"
        case .notInForce: "not-in-force"
        case .recalled: "recalled"
        case .overtaken: "overtaken"
        case .alreadyApplied: "already-applied"
        case .issuedAhead: "issued-ahead"
        }
    }
}
