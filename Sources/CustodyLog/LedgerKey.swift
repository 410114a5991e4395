import PackageFormat
import Sealing

/// The site's word that a key without passphrase may sign its events and checkpoints (docs/custody-log.md, section 3).
public struct LedgerKeyBody: StatementBody {
    public static let kind: StaticString = "ledger-key"

    public let organisation: Line
    public let site: Line
    public let ledgerKey: SigningKeyText
    public let madeAt: Instant

    public enum CodingKeys: String, CodingKey {
        case organisation, site
        case ledgerKey = "ledger_key"
        case madeAt = "made_at"
    }

    public init(organisation: Line, site: Line, ledgerKey: SigningKeyText, madeAt: Instant) {
        (self.organisation, self.site, self.ledgerKey, self.madeAt) = (organisation, site, ledgerKey, madeAt)
    }
}

public typealias LedgerEndorsement = Statement<LedgerKeyBody>

extension LedgerEndorsement {
    private static let known = Remembered<VerifiedStatement<LedgerKeyBody>>(most: 1 << 12)

    /// As `verified()`; nil where that throws. Every file of receipts and every certificate of a site carries the same one, which is
    /// verified once.
    func verifiedOnce() -> VerifiedStatement<LedgerKeyBody>? {
        Self.known.value(of: text) { try? verified() }
    }
}
