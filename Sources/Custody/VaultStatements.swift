import CustodyLog
import Files
import PackageFormat
import Sealing

extension SiteVault {
    /// Applies what the provider says of a package that is held: an amendment, recall, hold or release. Recorded, also where
    /// it is refused.
    public func take(_ statement: ProviderStatement, now: Instant) throws(VaultError) -> Holding {
        guard let holding = try holding(statement.packageHash) else {
            throw .holdingUnknown(statement.packageID.description)
        }
        // Whoever signs for this package was pinned when it came; the pin may have been removed since.
        let pins = try pins()
        guard let signer = statement.signers.first, pins.roles(of: signer).contains(.provider) else {
            throw .signerNotPinned(statement.signers.map { SigningKeyText($0) })
        }
        return try held { () throws(VaultError) in
            do throws(ProviderStatementFault) {
                try ProviderStatement.check(issuedAt: statement.issuedAt, now: now)
                _ = try holding.standing.accepting(statement)
            } catch {
                // Twice is harmless.
                if error == .alreadyApplied { return holding }
                try record([event(.statementRefused, of: statement, holding, now)], of: holding.provider)
                throw .statement(error)
            }
            try record([event(.statementApplied, of: statement, holding, now)], of: holding.provider)
            try inVault { () throws(IOError) in
                try put(statement.text, "statements/\(statement.digest).statement", in: holding.path)
            }
            guard let after = try self.holding(statement.packageHash) else { throw .damaged(path: holding.path) }
            return after
        }
    }

    private func event(
        _ type: EventType, of statement: ProviderStatement, _ holding: Holding, _ now: Instant
    ) -> EventBody {
        var event = holding.event(type, at: now)
        (event.statement, event.statementKind) = (statement.digest, Reference(statement.kind.rawValue))
        return event
    }
}
