import Archiving
import Sealing
import TestCast

@testable import PackageFormat

/// A package in its sections, made by somebody who holds `K` and, where they sign, the signing key of `signer`.
/// Nothing here checks anything: each part can be replaced, and what depends on it made anew or left as it was.
struct PackageForge: Sendable {
    struct RawTerms: Codable, Sendable {
        var package_id = Identifier("00112233445566778899aabbccddeeff")!
        var created_at = Sample.signedAt
        var delivery = "x25519"
        var requires: [String] = []
        var supersedes: [Identifier] = []
        var agreement: Agreement
        var approvals: [Approval] = []
    }

    /// As `Envelope`, but slots stay in the order in which they are given.
    struct RawEnvelope: Codable, Sendable {
        var slots: [Envelope.Slot] = []
        var payload_length = 0
        var index_root = Digest.of([], as: .none)
        var commitment = Digest.of([], as: .none)
        var content_bytes_bound = 1 << 20
        var file_count_bound = 100
        var published: Envelope.Published?
        var signed_at = Sample.signedAt
    }

    /// `S`, which cannot be copied, where a value can hold it.
    final class Secret: Sendable {
        let value = PackageSecret.random()
    }

    var terms: RawTerms
    var envelope = RawEnvelope()
    var signer = Who.provider
    var secret = Secret()
    var cards: [Card]
    var chunks: [[UInt8]] = []
    var index: [UInt8] = []
    /// Puts another text in the place of the canonical one.
    var spellTerms: @Sendable (String) -> String = { $0 }
    var spellEnvelope: @Sendable (String) -> String = { $0 }
    /// Replaces the prelude.
    var prelude: [UInt8]?
    /// Bytes of fill; zeros up to the next 4,096 unless given.
    var fill: [UInt8]?

    static let files: [(path: String, content: [UInt8])] = [
        ("data/households.csv", Array("household,income\n1,100\n2,200\n".utf8)),
        ("data/notes.txt", Array("collected in winter\n".utf8)),
        ("empty.txt", []),
    ]

    init(
        _ stream: [UInt8] = StreamForge(files: files).bytes, agreement: Agreement = Sample.agreement(),
        cards: [Card] = [Sample.card()]
    ) {
        terms = RawTerms(agreement: agreement, approvals: Sample.approvals(of: agreement))
        self.cards = cards
        seal(stream)
    }

    /// A package of `files` and `envelope` bounds that just hold them.
    init(_ stream: StreamForge) { self.init(stream.bytes) }

    var termsBytes: [UInt8] { Array(spellTerms(String(decoding: CanonicalJSON.encode(terms), as: UTF8.self)).utf8) }
    var envelopeBytes: [UInt8] {
        Array(spellEnvelope(String(decoding: CanonicalJSON.encode(envelope), as: UTF8.self)).utf8)
    }

    var key: PayloadKey { PayloadKey(secret.value, coreHash: coreHash(ofTerms: termsBytes)) }

    /// Chunks, commitment, slots and index for the terms as they are now.
    mutating func seal(_ stream: [UInt8], lastIsFinal: Bool = true) {
        let starts = Array(stride(from: 0, to: stream.count, by: ChunkLayout.chunkLength))
        let key = key
        chunks = starts.enumerated().map { number, start in
            let plain = stream[start..<min(start + ChunkLayout.chunkLength, stream.count)]
            return Self.sealed(plain, key, number, isLast: lastIsFinal && number == starts.count - 1)
        }
        envelope.payload_length = stream.count
        envelope.commitment = key.commitment
        fillSlots()
        reindex()
    }

    static func sealed(_ plain: some Collection<UInt8>, _ key: PayloadKey, _ number: Int, isLast: Bool) -> [UInt8] {
        var sealed = [UInt8](repeating: 0, count: plain.count + PayloadKey.tagLength)
        Array(plain).withUnsafeBytes { plain in
            sealed.withUnsafeMutableBytes { key.seal(plain, index: number, isLast: isLast, into: $0) }
        }
        return sealed
    }

    /// A slot for each card, in the order of `cards`.
    mutating func fillSlots() { envelope.slots = cards.map { slot($0, secret) } }

    func slot(_ card: Card, _ secret: Secret) -> Envelope.Slot {
        do {
            return Envelope.Slot(
                card: card, sealed: SealedSecret(bytes: try secret.value.sealed(to: card.body.deliveryKey.key))!)
        } catch { preconditionFailure("a card with a weak key") }
    }

    /// The index of the chunks as they are now, and its root in the envelope.
    mutating func reindex() {
        var builder = IndexBuilder()
        for (number, chunk) in chunks.enumerated() {
            builder.append(chunk.withUnsafeBytes { IndexDigest.leaf(number, $0) })
        }
        (index, envelope.index_root) = builder.finish()
    }

    /// Prelude to signature.
    var head: [UInt8] {
        let (terms, envelope) = (termsBytes, envelopeBytes)
        let length = Prelude.length + terms.count + envelope.count + HeadBytes.signatureLength
        let offset = fill.map { length + $0.count } ?? (length + 4_095) / 4_096 * 4_096
        let start =
            prelude
            ?? Prelude(termsLength: terms.count, envelopeLength: envelope.count, payloadOffset: offset).bytes
        let covered = start + terms + envelope
        let key = signingKey(signer)
        return covered + key.publicKey.bytes + key.sign(HeadBytes.message(covering: covered))
    }

    var bytes: [UInt8] {
        let head = head
        let fill = fill ?? [UInt8](repeating: 0, count: (4_096 - head.count % 4_096) % 4_096)
        return head + fill + joined(chunks) + index
    }

    /// Bytes of all chunks as they stand in the file.
    var sealedLength: Int { chunks.reduce(0) { $0 + $1.count } }
}

/// One after another; `joined()` walks byte by byte in a debug build.
func joined(_ parts: [[UInt8]]) -> [UInt8] { parts.reduce(into: []) { $0 += $1 } }
