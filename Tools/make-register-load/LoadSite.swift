import CustodyLog
import Glibc
import PackageFormat
import Sealing
import Synchronization
import TestCast

/// One site of the load, with its keys and its log on disk.
final class LoadSite: Sendable {
    let number: Int
    private let path: String
    private let size = Mutex(0)
    private let name: Line
    let recipient: Recipient
    private let endorsement: LedgerEndorsement
    private static let organisation = Sample.organisation
    private static let at = Instant("2027-01-15T12:00:00Z")!

    init(_ number: Int, in folder: String) {
        (self.number, path) = (number, "\(folder)/\(number)")
        name = Line("Site \(number)")!
        recipient = Recipient(
            organisation: Self.organisation, site: name,
            siteKeys: [SigningKeyText(Self.key(number, 1).publicKey)], users: [Sample.person])
        endorsement = LedgerEndorsement(
            LedgerKeyBody(
                organisation: Self.organisation, site: name, ledgerKey: SigningKeyText(Self.key(number, 2).publicKey),
                madeAt: Self.at), signedBy: Self.key(number, 1))
    }

    /// The same in every run.
    private static func key(_ number: Int, _ kind: UInt8) -> SigningKey {
        let seed = (0..<32).map { $0 < 4 ? UInt8(truncatingIfNeeded: number >> (8 * $0)) : kind }
        guard let key = try? SigningKey(seed: SecretBytes(count: 32) { $0.copyBytes(from: seed) }) else {
            fatalError("a seed has 32 bytes")
        }
        return key
    }

    func card(_ id: Int, _ reference: Reference) -> Card {
        let body = CardBody(
            cardID: Sample.cardID(id), organisation: Self.organisation, site: name, holder: Sample.person,
            provider: signer(Who.provider), reference: reference,
            deliveryKey: DeliveryKeyText(deliveryKey(UInt8(1 + id % 4)).publicKey),
            madeAt: Instant("2026-12-20T09:00:00Z")!,
            useBy: Instant("2027-03-01T00:00:00Z")!)
        return Card(body, signedBy: Self.key(number, 1))
    }

    func event(_ type: EventType, _ made: Load.Made) -> EventBody {
        var event = EventBody(type, at: Self.at)
        (event.packageID, event.packageHash) = (made.head.terms.packageID, made.head.packageHash)
        event.reference = made.head.agreement.reference
        (event.revision, event.person) = (Count(1), Sample.person)
        if type != .received { event.copy = Sample.cardID(made.number * 3 + 1) }
        if type == .closed { event.code = Reference("complete") }
        return event
    }

    /// Adds events; the receipts of what is new, and how many events that is.
    func append(_ events: [EventBody]) throws -> (Receipts, Int) {
        let ledger = Self.key(number, 2)
        let log = EventLog(at: path, ledger: ledger.publicKey)
        let before = size.withLock { $0 }
        if before == 0 {
            var first = EventBody(.logStarted, at: Self.at)
            (first.provider, first.endorsement) = (signer(Who.provider), endorsement)
            try log.create(first, signedBy: ledger)
        }
        try log.append(events, signedBy: ledger)
        let receipts = try log.receipts(
            from: before, organisation: Self.organisation, site: name, provider: signer(Who.provider),
            endorsement: endorsement)
        let after = receipts.header.checkpoint.checkpoint.size
        size.withLock { $0 = after }
        return (receipts, after - before)
    }

    func certificate(_ made: Load.Made, card: Int, _ checkpoint: CheckpointNote) -> [UInt8] {
        let body = CertificateBody(
            certificateID: .random(), packageID: made.head.terms.packageID, packageHash: made.head.packageHash,
            reference: made.head.agreement.reference, revision: Count(1)!, provider: signer(Who.provider),
            organisation: Self.organisation, site: name, result: .complete, methodType: Reference("clear")!,
            methodUsed: Line("overwritten once")!, verificationMethod: Line("read back")!, tool: Line("unvault load")!,
            startedAt: Self.at, finishedAt: Self.at.advanced(bySeconds: 5), wasInterrupted: false, isUnattended: false,
            person: .init(name: Sample.person, title: nil, location: nil), declaration: nil, includesDerived: false,
            objects: [], objectCount: Count(0)!,
            key: .init(
                card: Sample.cardID(card), result: Reference("destroyed")!, hadPassphrase: true, opensNoMore: true),
            media: [], caveats: [Reference("key-backups-unknown")!],
            clock: .init(mark: Self.at, isAhead: false, isConfirmed: false), endorsement: endorsement,
            checkpoint: checkpoint)
        return DeletionCertificateStatement(body, signedBy: Self.key(number, 2)).signed(by: Self.key(number, 1)).text
    }
}
