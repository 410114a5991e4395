import Sealing

@testable import PackageFormat

/// TERMS as nobody's tool would write them: any part can be wrong.
struct LooseTerms: Encodable {
    var packageID = "ffeeddccbbaa99887766554433221100"
    var createdAt = "2026-12-03T10:00:00Z"
    var delivery = "x25519"
    var requires: [String] = []
    var supersedes: [String] = []
    var agreement = Sample.agreement
    var approvals = Sample.approvals()
    var extra: String?

    enum CodingKeys: String, CodingKey {
        case packageID = "package_id"
        case createdAt = "created_at"
        case delivery, requires, supersedes, agreement, approvals, extra
    }
}

/// ENVELOPE likewise; slots stay in the order given.
struct LooseEnvelope: Encodable {
    var slots = [Sample.slot()]
    var payloadLength = 1
    var indexRoot = Digest.of([], as: FormatTag.index)
    var commitment = Digest.of([], as: .none)
    var contentBytesBound = 1_024
    var fileCountBound = 8
    var signedAt = "2026-12-03T10:05:00Z"
    var extra: String?

    enum CodingKeys: String, CodingKey {
        case slots
        case payloadLength = "payload_length"
        case indexRoot = "index_root"
        case commitment
        case contentBytesBound = "content_bytes_bound"
        case fileCountBound = "file_count_bound"
        case signedAt = "signed_at"
        case extra
    }
}

extension Sample {
    static func slot(
        id: String = "00112233445566778899aabbccddeeff", deliveryKey: UInt8 = 9, card: Card? = nil
    ) -> Envelope.Slot {
        let card = card ?? Card(cardBody(id: id, deliveryKey: deliveryKey), signedBy: key(2))
        return Envelope.Slot(card: card, sealed: SealedSecret(bytes: [UInt8](repeating: 0x5A, count: 80))!)
    }

    /// Prelude to signature, properly signed whatever the sections say.
    static func head(terms: [UInt8], envelope: [UInt8], signedBy signer: UInt8 = 1, payloadOffset: Int? = nil)
        -> [UInt8]
    {
        let length = Prelude.length + terms.count + envelope.count + HeadBytes.signatureLength
        let offset = payloadOffset ?? (length + 4_095) / 4_096 * 4_096
        let covered =
            Prelude(termsLength: terms.count, envelopeLength: envelope.count, payloadOffset: offset).bytes + terms
            + envelope
        let key = key(signer)
        return covered + key.publicKey.bytes + key.sign(Array("microvault/1 head\n".utf8) + covered)
    }

    static func head(
        signedBy signer: UInt8 = 1, terms changeTerms: (inout LooseTerms) -> Void = { _ in },
        envelope changeEnvelope: (inout LooseEnvelope) -> Void = { _ in }
    ) -> [UInt8] {
        var terms = LooseTerms()
        changeTerms(&terms)
        var envelope = LooseEnvelope()
        changeEnvelope(&envelope)
        return head(
            terms: CanonicalJSON.encode(terms), envelope: CanonicalJSON.encode(envelope), signedBy: signer)
    }
}

/// Pins of a site: each key by its number.
struct SamplePins: Pins {
    var pinned: [UInt8: [PinRole]] = [1: [.provider]]

    func roles(of key: SigningPublicKey) -> [PinRole] {
        pinned.first { Sample.key($0.key).publicKey == key }?.value ?? []
    }
}

func opened(_ bytes: [UInt8], pins: SamplePins = SamplePins()) throws(PackageError) -> Head {
    try HeadBytes(bytes).signatureChecked().pinned(by: pins).verified().head
}

func headError(_ bytes: [UInt8], pins: SamplePins = SamplePins()) -> PackageError? {
    failure { () throws(PackageError) in _ = try opened(bytes, pins: pins) }
}
