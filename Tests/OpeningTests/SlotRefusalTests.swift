import PackageFormat
import Sealing
import TestCast
import Testing

@testable import Opening

/// Cards in slots, whether ours or another's: an analyst cannot seal to a key of their own unseen.
@Suite struct SlotRefusalTests {
    private func refuses(
        _ card: Card, _ fault: CardFault, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        // Ours is in order; the other one stands after it.
        PackageForge(cards: [Sample.card(1), card]).isRefused(
            .card(card.body.cardID, fault), sourceLocation: sourceLocation)
    }

    @Test func cardsOutsideTheAgreementAreRefused() {
        refuses(Sample.card(2, signedBy: Who.stranger), .notSignedBySite)
        refuses(Sample.card(2, signedBy: Who.provider), .notSignedBySite)
        refuses(Sample.card(2, provider: Who.otherProvider), .otherProvider)
        let reference = Reference("DSA-2025-001")!
        refuses(Sample.card(2, reference: reference), .otherReference(reference))
        let site = Line("Elsewhere")!
        refuses(Sample.card(2, site: site), .unknownSite(organisation: Sample.organisation, site: site))
        let holder = Line("N. Obody")!
        refuses(Sample.card(2, holder: holder), .holderNotNamed(holder))
    }

    @Test func theUseByDateEndsAtItsInstant() {
        refuses(Sample.card(2, useBy: Sample.signedAt), .useByPassed(Sample.signedAt))
        let later = Sample.signedAt.advanced(bySeconds: 1)
        #expect(throws: Never.self) {
            try Bench(PackageForge(cards: [Sample.card(1), Sample.card(2, useBy: later)])).open()
        }
    }

    @Test func aSignatureThatDoesNotVerifyIsRefused() {
        let good = Sample.card(2).signatures[0].signature.description
        let other = Sample.card(2, holder: Line("Zoë Ångström")!).signatures[0].signature.description
        var forge = PackageForge(cards: [Sample.card(1), Sample.card(2)])
        forge.spellEnvelope = { $0.replacing(good, with: other) }
        forge.isRefused(.card(Sample.cardID(2), .statement(.badSignature(signer(Who.site)))))
    }

    @Test func cardsWithoutOrWithRepeatedSignaturesAreRefused() {
        var forge = PackageForge(cards: [Sample.card(1), Sample.card(2)])
        let signature = Sample.card(2).signatures[0]
        let object = #"{"key":"\#(signature.key)","signature":"\#(signature.signature)"}"#
        forge.spellEnvelope = { $0.replacing("[\(object)]", with: "[]") }
        forge.isRefused(.card(Sample.cardID(2), .statement(.noSignature)))
        forge.spellEnvelope = { $0.replacing("[\(object)]", with: "[\(object),\(object)]") }
        forge.isRefused(.card(Sample.cardID(2), .statement(.repeatedSigner(signer(Who.site)))))
    }

    @Test func aSecondSignatureMustVerifyToo() {
        var forge = PackageForge(cards: [Sample.card(1), Sample.card(2)])
        let first = Sample.card(2).signatures[0]
        let object = #"{"key":"\#(first.key)","signature":"\#(first.signature)"}"#
        let foreign = #"{"key":"\#(signer(Who.stranger))","signature":"\#(first.signature)"}"#
        forge.spellEnvelope = { $0.replacing("[\(object)]", with: "[\(object),\(foreign)]") }
        forge.isRefused(.card(Sample.cardID(2), .statement(.badSignature(signer(Who.stranger)))))
    }

    @Test func slotsStandInOrderOfCardsOnce() {
        var forge = PackageForge(cards: [Sample.card(2), Sample.card(1)])
        forge.isRefused(.slots(.order))
        forge = PackageForge(cards: [Sample.card(1), Sample.card(1)])
        forge.isRefused(.slots(.order))
        forge = PackageForge(cards: [Sample.card(1), Sample.card(2, key: 1)])
        forge.isRefused(.slots(.sharedDeliveryKey))
        forge = PackageForge(cards: [])
        forge.isRefused(.slots(.none))
    }

    @Test func aThousandAndTwentyFourCardsAreTheMost() {
        var forge = PackageForge()
        forge.envelope.slots = [Envelope.Slot](repeating: forge.envelope.slots[0], count: 1_025)
        forge.isRefused(.slots(.tooMany(1_025)))
        // One fewer is looked at, card by card.
        forge.envelope.slots.removeLast()
        forge.isRefused(.slots(.order))
    }

    @Test func aDeliveryKeyOfLowOrderIsMalformed() {
        let good = Sample.card(2).body.deliveryKey.description
        // All zeros, with a checksum that fits.
        let checksum = Digest.of(
            Array("microvault-delivery".utf8), [UInt8](repeating: 0, count: 32), as: Personalisation("mv1 key line"))
        let weak =
            "microvault-delivery "
            + Base64.encode([UInt8](repeating: 0, count: 32) + checksum.bytes.prefix(4))
        var forge = PackageForge(cards: [Sample.card(1), Sample.card(2)])
        forge.spellEnvelope = { $0.replacing(good, with: weak) }
        forge.isRefused(.malformed(.envelope, path: "slots[1].card.body.delivery_key"))
    }
}
