import Sealing
import Testing

@testable import PackageFormat

@Suite struct HeadTests {
    private static func sealed(payloadLength: Int = 700_000) throws -> (SealedHead, Terms, Envelope, Int) {
        let terms = Terms(
            packageID: Identifier("ffeeddccbbaa99887766554433221100")!, createdAt: instant("2026-12-03T10:00:00Z"),
            supersedes: [], agreement: Sample.agreement,
            approvals: try CompleteApprovals(checking: Sample.approvals(), of: Sample.agreement))
        func envelope(_ length: Int) -> Envelope {
            // Out of order, as they were given.
            let slots = [Sample.slot(id: String(repeating: "b", count: 32), deliveryKey: 8), Sample.slot()]
            return Envelope(
                slots: slots, payloadLength: count(length), indexRoot: Digest.of([1], as: FormatTag.index),
                commitment: Digest.of([2], as: .none), contentBytesBound: count(length), fileCountBound: count(length),
                published: nil, signedAt: instant("2026-12-03T10:05:00Z"))
        }
        let offset = SealedHead.payloadOffset(
            terms: terms, longestEnvelope: CanonicalJSON.encode(envelope(CanonicalJSON.integerLimit)).count)
        var final = envelope(payloadLength)
        final = Envelope(
            slots: final.slots, payloadLength: final.payloadLength, indexRoot: final.indexRoot,
            commitment: final.commitment, contentBytesBound: count(1_024), fileCountBound: count(8), published: nil,
            signedAt: final.signedAt)
        let head = SealedHead(terms: terms, envelope: final, payloadOffset: offset, signedBy: Sample.key(1))
        return (head, terms, final, offset)
    }

    @Test func `a head that a sender seals is what a recipient reads`() throws {
        let (sealed, terms, envelope, offset) = try Self.sealed()
        let found = try opened(sealed.bytes)
        #expect(found.terms == terms)
        #expect(found.envelope == envelope)
        #expect(found.signer == Sample.key(1).publicKey)
        #expect(found.packageHash == sealed.packageHash)
        #expect(found.agreement == Sample.agreement)
        #expect(found.layout.payloadOffset == offset)
        #expect(found.layout.payloadLength == 700_000)
        #expect(
            found.cards.map(\.body.cardID.description)
                == ["00112233445566778899aabbccddeeff", String(repeating: "b", count: 32)])
        #expect(offset.isMultiple(of: 4_096) && offset >= sealed.bytes.count)
        // What follows in a file is not the head's.
        #expect(try opened(sealed.bytes + [1, 2, 3]).packageHash == sealed.packageHash)
        let unpinned = try HeadBytes(sealed.bytes).signatureChecked().parsedWithoutPin()
        #expect(unpinned.packageHash == sealed.packageHash)
    }

    @Test func `hashes cover what the format says`() throws {
        let (sealed, terms, _, _) = try Self.sealed()
        let head = try opened(sealed.bytes)
        let covered = Array(sealed.bytes.dropLast(96))
        #expect(head.packageHash == Digest.of(covered, as: Personalisation("mv1 package")))
        let text = CanonicalJSON.encode(terms)
        #expect(head.coreHash == Digest.of([1, 0], text, as: Personalisation("mv1 terms")))
        #expect(coreHash(ofTerms: text) == head.coreHash)
    }

    @Test func `the loose fixtures are good until something is changed`() {
        #expect(headError(Sample.head()) == nil)
    }

    @Test func `one flipped bit in any byte is never accepted`() throws {
        let bytes = Sample.head()
        for index in bytes.indices {
            var altered = bytes
            altered[index] ^= 1 << UInt8(index % 8)
            let isAccepted = (try? HeadBytes(altered).signatureChecked()) != nil
            #expect(!isAccepted, "byte \(index)")
        }
    }

    @Test func `a cut head is truncated, in the section that is cut`() throws {
        let bytes = Sample.head()
        let prelude = try Prelude(parsing: bytes)
        let (terms, envelope) = (32 + prelude.termsLength, 32 + prelude.termsLength + prelude.envelopeLength)
        let end = bytes.count
        for (length, section, expected) in [
            (8, Section.prelude, 32), (31, .prelude, 32), (32, .terms, terms), (terms - 1, .terms, terms),
            (terms, .envelope, envelope), (envelope - 1, .envelope, envelope), (envelope, .signature, end),
            (end - 1, .signature, end),
        ] {
            let error = headError(Array(bytes.prefix(length)))
            #expect(error == .truncated(section, expected: expected, found: length))
        }
        #expect(headError([]) == .notAPackage)
    }

    @Test func `who signed is looked at before anything is parsed`() {
        // Not even JSON, but signed by a stranger.
        let nonsense = Sample.head(terms: [0], envelope: [0], signedBy: 5)
        #expect(headError(nonsense) == .signerNotPinned(Sample.keyText(5), roles: []))
        let roles: [PinRole] = [.site, .approver(role: reference("data-protection-officer"))]
        let pins = SamplePins(pinned: [1: [.provider], 5: roles])
        #expect(headError(nonsense, pins: pins) == .signerNotPinned(Sample.keyText(5), roles: roles))
        #expect(
            headError(Sample.head(terms: [0], envelope: [0])) == .malformed(.terms, path: ""))
    }

    @Test func `terms re-signed by another provider are refused`() {
        let pins = SamplePins(pinned: [1: [.provider], 5: [.provider]])
        #expect(headError(Sample.head(signedBy: 5), pins: pins) == .signerIsNotProvider(Sample.keyText(1)))
        #expect(headError(Sample.head(signedBy: 5)) == .signerNotPinned(Sample.keyText(5), roles: []))
        let unpinned = failure { () throws(PackageError) in
            _ = try HeadBytes(Sample.head(signedBy: 5)).signatureChecked().parsedWithoutPin()
        }
        #expect(unpinned == .signerIsNotProvider(Sample.keyText(1)))
    }

    @Test func `a signer beside somebody else's signature is refused`() {
        var bytes = Sample.head()
        let start = bytes.count - 96
        bytes.replaceSubrange(start..<(start + 32), with: Sample.key(5).publicKey.bytes)
        #expect(headError(bytes) == .badSignature)
        bytes.replaceSubrange(start..<(start + 32), with: [UInt8](repeating: 0, count: 32))
        #expect(headError(bytes) == .badSignature)
    }

    @Test func `a signature for another purpose is refused`() {
        let bytes = Sample.head()
        let covered = Array(bytes.dropLast(96))
        let key = Sample.key(1)
        for context in ["", "microvault/1 card\n", "microvault/2 head\n"] {
            let forged = covered + key.publicKey.bytes + key.sign(Array(context.utf8) + covered)
            #expect(headError(forged) == .badSignature)
        }
    }
}
