import Sealing

/// The head of a package as it was read: lengths checked, nothing proven.
public struct HeadBytes: Sendable {
    /// Signer's public key (32) and Ed25519 signature (64).
    public static let signatureLength = 96

    public let prelude: Prelude
    let terms: [UInt8]
    let envelope: [UInt8]
    let signerBytes: [UInt8]
    let signature: [UInt8]
    /// Every byte that the signature covers.
    let covered: [UInt8]

    /// `bytes` from the prelude to the signature; more of the file may follow.
    public init(_ bytes: [UInt8]) throws(PackageError) {
        prelude = try Prelude(parsing: bytes)
        let termsEnd = Prelude.length + prelude.termsLength
        let envelopeEnd = termsEnd + prelude.envelopeLength
        guard bytes.count >= termsEnd else { throw .truncated(.terms, expected: termsEnd, found: bytes.count) }
        guard bytes.count >= envelopeEnd else { throw .truncated(.envelope, expected: envelopeEnd, found: bytes.count) }
        guard bytes.count >= prelude.headLength else {
            throw .truncated(.signature, expected: prelude.headLength, found: bytes.count)
        }
        terms = Array(bytes[Prelude.length..<termsEnd])
        envelope = Array(bytes[termsEnd..<envelopeEnd])
        covered = Array(bytes[..<envelopeEnd])
        signerBytes = Array(bytes[envelopeEnd..<(envelopeEnd + 32)])
        signature = Array(bytes[(envelopeEnd + 32)..<prelude.headLength])
    }

    /// All of it, as received: what a `.mvault-head` file holds.
    public var bytes: [UInt8] { covered + signerBytes + signature }

    static func message(covering covered: [UInt8]) -> [UInt8] { Array("microvault/1 head\n".utf8) + covered }

    /// The signature verifies by the key that stands beside it; says nothing of whose key that is.
    public func signatureChecked() throws(PackageError) -> SignedHeadBytes {
        guard let signer = try? SigningPublicKey(signerBytes),
            signer.verifies(signature, over: Self.message(covering: covered))
        else { throw .badSignature }
        return SignedHeadBytes(head: self, signer: signer)
    }
}

/// A head whose signature verifies.
public struct SignedHeadBytes: Sendable {
    let head: HeadBytes
    public let signer: SigningPublicKey

    /// For opening: the signer is pinned as provider. No byte is parsed before.
    public func pinned(by pins: some Pins) throws(PackageError) -> PinnedHeadBytes {
        let roles = pins.roles(of: signer)
        guard roles.contains(.provider) else { throw .signerNotPinned(SigningKeyText(signer), roles: roles) }
        return PinnedHeadBytes(signed: self)
    }

    /// For `inspect` and the register's quarantine: what an authentic but unpinned head says.
    public func parsedWithoutPin() throws(PackageError) -> Head { try Head(self) }
}

/// A head signed by a key that is pinned as provider.
public struct PinnedHeadBytes: Sendable {
    let signed: SignedHeadBytes

    public func verified() throws(PackageError) -> VerifiedHead { VerifiedHead(head: try Head(signed)) }
}

/// Keys that this site decided to trust, each for its roles.
public protocol Pins: Sendable {
    func roles(of key: SigningPublicKey) -> [PinRole]
}

/// A head that was checked whole and whose signer is pinned as provider: what opening needs.
public struct VerifiedHead: Sendable {
    public let head: Head

    fileprivate init(head: Head) { self.head = head }
}

/// A head whose signature, canonical form, agreement, approvals and cards were checked (docs/format.md, section 9);
/// whether its signer is trusted is not said here.
public struct Head: Sendable {
    public let prelude: Prelude
    public let terms: Terms
    public let envelope: Envelope
    public let signer: SigningPublicKey
    /// `H("mv1 package", …)`: names exactly this head.
    public let packageHash: Digest
    public let coreHash: Digest
    public let layout: ChunkLayout
    public let cards: [AgreedCard]

    public var agreement: Agreement { terms.agreement }

    fileprivate init(_ signed: SignedHeadBytes) throws(PackageError) {
        let bytes = signed.head
        terms = try Self.terms(from: bytes.terms)
        envelope = try Self.decode(Envelope.self, .envelope, bytes.envelope, cap: Envelope.maximumLength)
        signer = signed.signer
        prelude = bytes.prelude
        coreHash = PackageFormat.coreHash(ofTerms: bytes.terms)
        packageHash = Digest.of(bytes.covered, as: FormatTag.package)

        if let problem = AgreementRules.problems(of: terms.agreement).first { throw .agreement(problem) }
        guard terms.agreement.provider.signingKey.key == signer else {
            throw .signerIsNotProvider(terms.agreement.provider.signingKey)
        }
        let approvals: CompleteApprovals
        do {
            approvals = try CompleteApprovals(checking: terms.approvals, of: terms.agreement)
        } catch { throw .approval(error) }
        for (listed, required) in zip(terms.approvals, approvals.approvals) where listed != required {
            throw .approval(.outOfOrder(role: listed.body.role))
        }
        cards = try Self.cards(of: envelope, under: terms.agreement)
        guard
            let layout = ChunkLayout(
                payloadLength: envelope.payloadLength.value, payloadOffset: prelude.payloadOffset),
            envelope.fileCountBound.value <= padme(Envelope.maximumFiles)
        else { throw .layout }
        self.layout = layout
    }

    private static func terms(from bytes: [UInt8]) throws(PackageError) -> Terms {
        // A newer tool's terms may have other fields, so what they demand is looked at first.
        if let demands = try? CanonicalJSON.glance(Terms.Demands.self, at: bytes) {
            guard demands.delivery == Terms.deliveryX25519 else { throw .unknownDelivery(demands.delivery) }
            if let requirement = demands.requires.first { throw .unknownRequirement(requirement) }
            guard demands.agreement.version <= Agreement.currentVersion else {
                throw .newerAgreement(demands.agreement.version)
            }
        }
        return try decode(Terms.self, .terms, bytes, cap: Terms.maximumLength)
    }

    private static func decode<Value: Codable>(
        _ type: Value.Type, _ section: Section, _ bytes: [UInt8], cap: Int
    ) throws(PackageError) -> Value {
        do {
            return try CanonicalJSON.decode(type, from: bytes, cap: cap)
        } catch {
            switch error {
            case .overCap(let length, let cap): throw .overCap(section, length: length, cap: cap)
            case .malformed(let path): throw .malformed(section, path: path)
            case .notCanonical: throw .notCanonical(section)
            }
        }
    }

    private static func cards(of envelope: Envelope, under agreement: Agreement) throws(PackageError) -> [AgreedCard] {
        guard !envelope.slots.isEmpty else { throw .slots(.none) }
        guard envelope.slots.count <= Envelope.maximumCards else { throw .slots(.tooMany(envelope.slots.count)) }
        let checked = AgreedCard.checking(envelope.slots.map(\.card), under: agreement, at: envelope.signedAt)
        var keys: Set<DeliveryPublicKey> = []
        var cards: [AgreedCard] = []
        for (slot, card) in zip(envelope.slots, checked) {
            let body = slot.card.body
            if let last = cards.last, !(last.body.cardID < body.cardID) { throw .slots(.order) }
            guard keys.insert(body.deliveryKey.key).inserted else { throw .slots(.sharedDeliveryKey) }
            do {
                cards.append(try card.get())
            } catch { throw .card(body.cardID, error) }
        }
        return cards
    }
}

/// A head as a sender makes it.
public struct SealedHead: Sendable {
    /// Prelude to signature.
    public let bytes: [UInt8]
    public let packageHash: Digest

    /// Signs terms and envelope; `payloadOffset` was set aside before the envelope was known.
    public init(terms: Terms, envelope: Envelope, payloadOffset: Int, signedBy key: borrowing SigningKey) {
        let terms = CanonicalJSON.encode(terms)
        let envelope = CanonicalJSON.encode(envelope)
        let prelude = Prelude(
            termsLength: terms.count, envelopeLength: envelope.count, payloadOffset: payloadOffset)
        let covered = prelude.bytes + terms + envelope
        bytes = covered + key.publicKey.bytes + key.sign(HeadBytes.message(covering: covered))
        packageHash = Digest.of(covered, as: FormatTag.package)
        precondition(bytes.count <= payloadOffset && payloadOffset - bytes.count < Prelude.fillLimit)
    }

    /// The payload's offset for terms and an envelope whose numbers are not known yet: `longestEnvelope` is how many bytes it
    /// has with the largest of them.
    public static func payloadOffset(terms: Terms, longestEnvelope: Int) -> Int {
        let length =
            Prelude.length + CanonicalJSON.encode(terms).count + longestEnvelope + HeadBytes.signatureLength
        return (length + Prelude.alignment - 1) / Prelude.alignment * Prelude.alignment
    }
}
