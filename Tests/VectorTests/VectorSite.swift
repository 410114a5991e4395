import Opening
import PackageFormat
import Sealing

/// The site of one vector, in memory: it has one card, and nothing happened there before.
struct VectorSite: Custodian {
    let vector: Vector

    var organisation: Line { vector.card.organisation }
    var site: Line { vector.card.site }
    var siteKey: SigningPublicKey { vector.siteKey }

    func cards() throws(CustodianFailure) -> [CardBody] { [vector.card] }
    func lastRecordedTime() throws(CustodianFailure) -> Instant? { nil }
    func standing(of head: Head) throws(CustodianFailure) -> Standing { Standing(of: head, statements: []) }
    func keep(_: HeadBytes, of _: PackageFacts, at _: String, on _: Instant) throws(CustodianFailure) {}
    func keep(_: [CatalogueEntry], of _: Identifier, of _: PackageFacts) throws(CustodianFailure) {}
    func bind(_: Identifier, to _: Digest) throws(CustodianFailure) -> Digest? { nil }
    func record(_: OpeningEvent, at _: Instant) throws(CustodianFailure) {}

    func deliveryKey(for _: Identifier) throws(CustodianFailure) -> DeliveryKey {
        guard let scalar = Base64.decode(vector.key), scalar.count == 32,
            let key = try? DeliveryKey(scalar: SecretBytes(count: 32) { $0.copyBytes(from: scalar) })
        else { throw .damaged(path: vector.name) }
        return key
    }
}

struct VectorPins: Pins, ApprovalDemands {
    let provider: SigningPublicKey

    func roles(of key: SigningPublicKey) -> [PinRole] { key == provider ? [.provider] : [] }
    func demandedRoles(of _: SigningPublicKey) -> [Reference] { [] }
}

/// J. Doe, who accepts.
struct VectorOperator: Operator {
    func chooses(from _: [Line]) throws(OpeningError) -> String? { "J. Doe" }
    func accepts(
        _: Head, _: Agreement, approvals _: [ApprovalStanding], storage _: StorageFacts?
    ) throws(OpeningError) -> Bool { true }
}
