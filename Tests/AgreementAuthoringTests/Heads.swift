import PackageFormat
import Sealing

@testable import AgreementAuthoring

/// Heads of packages that were never packed, with keys that are the same in every run.
enum Heads {
    static func secret(_ number: UInt8) -> SigningKey {
        do {
            return try SigningKey(
                seed: SecretBytes(count: 32) { $0.copyBytes(from: [UInt8](repeating: number, count: 32)) })
        } catch { preconditionFailure("a seed has 32 bytes") }
    }

    /// `key` is the number of the provider's key in the agreement's YAML.
    static func entry(
        _ number: Int, _ yaml: String = Sample.least, key: UInt8 = 1, supersedes: [Int] = [],
        published: Envelope.Published? = nil, signedAt: String = "2027-01-10T10:00:00Z", file: String = "x.mvault-head"
    ) throws -> PackageList.Entry {
        let agreement = try compiled(yaml)
        let signedAt = Instant(signedAt)!
        let approvals = zip(agreement.approvalsRequired, [3, 4]).map { required, key in
            Approval(ApprovalBody(of: agreement, for: required, at: signedAt), signedBy: secret(key))
        }
        let delivery = try DeliveryKey(
            scalar: SecretBytes(count: 32) { $0.copyBytes(from: [UInt8](repeating: 101, count: 32)) })
        let card = CardBody(
            cardID: id(1), organisation: Line("Department B")!, site: Line("Example House")!, holder: Line("J. Doe")!,
            provider: agreement.provider.signingKey, reference: agreement.reference,
            deliveryKey: DeliveryKeyText(delivery.publicKey), madeAt: signedAt,
            useBy: signedAt.advanced(bySeconds: 86_400))
        let terms = Terms(
            packageID: id(number), createdAt: signedAt, supersedes: supersedes.map(id), agreement: agreement,
            approvals: try CompleteApprovals(checking: approvals, of: agreement))
        let sealed = SealedSecret(bytes: [UInt8](repeating: 0x5A, count: 80))!
        let envelope = Envelope(
            slots: [Envelope.Slot(card: Card(card, signedBy: secret(2)), sealed: sealed)], payloadLength: Count(1)!,
            indexRoot: Digest.of([], as: .none), commitment: Digest.of([], as: .none), contentBytesBound: Count(1)!,
            fileCountBound: Count(1)!, published: published, signedAt: signedAt)
        let head = SealedHead(
            terms: terms, envelope: envelope,
            payloadOffset: SealedHead.payloadOffset(
                terms: terms, longestEnvelope: CanonicalJSON.encode(envelope).count), signedBy: secret(key))
        return PackageList.Entry(
            try HeadBytes(head.bytes).signatureChecked().parsedWithoutPin(), file: file)
    }

    static func id(_ number: Int) -> Identifier {
        let digits = String(number, radix: 16)
        return Identifier(String(repeating: "0", count: 32 - digits.count) + digits)!
    }

    static let published = Envelope.Published(tables: [
        Envelope.Published.Table(
            path: ArchivePath("a|b.csv")!, records: Count(4_711)!,
            fields: [
                Envelope.Published.Field(name: Line("=cmd()")!, type: .string),
                Envelope.Published.Field(name: Line("région")!, type: .integer),
            ])
    ])
}
