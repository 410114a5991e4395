import CustodyLog
import Files
import PackageFormat
import Sealing

extension SiteVault {
    /// The pinned provider with this fingerprint, or the only one.
    public func provider(_ fingerprint: Fingerprint?) throws(VaultError) -> SigningKeyText {
        let providers = try pins().providers.map(\.key)
        if let fingerprint {
            guard let found = providers.first(where: { $0.fingerprint == fingerprint }) else {
                throw .providerUnknown(fingerprint)
            }
            return found
        }
        guard let only = providers.first else { throw .noProvider }
        guard providers.count == 1 else { throw .severalProviders(providers.map(\.fingerprint)) }
        return only
    }

    /// Makes a delivery key and its card, signed by the site key; both are in the vault before the card is given out, and on
    /// record before that: a card tells that its provider's log was there.
    public func makeCard(
        reference: Reference, holder: Line, provider: SigningKeyText, useBy: Instant, now: Instant
    ) throws(VaultError) -> Card {
        let unlocked = try unlockSiteKey()
        let delivery = DeliveryKey.random()
        let body = CardBody(
            cardID: .random(), organisation: organisation, site: site, holder: holder, provider: provider,
            reference: reference, deliveryKey: DeliveryKeyText(delivery.publicKey), madeAt: now, useBy: useBy)
        let card = Card(body, signedBy: unlocked.siteKey)
        let text = try unlocked.keyText(of: delivery.scalar, comment: Line(typed: "\(reference), \(holder)"))
        var event = EventBody(.cardMade, at: now)
        (event.card, event.reference, event.person) = (body.cardID, reference, holder)
        try record([event], of: provider)
        try inVault { () throws(IOError) in
            try text.writeKeyFile(at: folder.cardKeyPath(body.cardID), mode: folder.fileMode)
            try writeNewFile(card.text, at: folder.cardPath(body.cardID), mode: folder.fileMode)
        }
        return card
    }

    /// The site key and the passphrase that opened it: delivery keys get the same.
    struct Unlocked: ~Copyable {
        let siteKey: SigningKey
        let passphrase: SecretBytes?

        consuming func siteKeyAlone() -> SigningKey { siteKey }

        func keyText(of secret: borrowing SecretBytes, comment: Line?) throws(VaultError) -> SecretBytes {
            switch passphrase {
            case .some(let passphrase):
                do throws(KeyFileError) {
                    return try SecretKeyFile.text(of: secret, kind: .delivery, comment: comment, lockedBy: passphrase)
                } catch { throw .key(error) }
            case .none: return SecretKeyFile.text(of: secret, kind: .delivery, comment: comment)
            }
        }
    }

    func unlockSiteKey() throws(VaultError) -> Unlocked {
        let file = try inKeyFile { () throws(KeyFileError) in
            try SecretKeyFile(at: folder.siteKeyPath, expecting: .signing, sharedWithGroup: folder.isShared)
        }
        guard file.hasPassphrase else {
            let seed = try inKeyFile { () throws(KeyFileError) in try file.unlock(askingFrom: passphrases) }
            return Unlocked(siteKey: try siteKey(of: seed), passphrase: nil)
        }
        let passphrase = try Self.askingExisting { () throws(PassphraseFailure) in
            try passphrases.passphrase(for: folder.purpose)
        }
        let seed = try inKeyFile { () throws(KeyFileError) in try file.unlock(with: passphrase) }
        return Unlocked(siteKey: try siteKey(of: seed), passphrase: passphrase)
    }

    private static func askingExisting(
        _ body: () throws(PassphraseFailure) -> SecretBytes
    ) throws(VaultError) -> SecretBytes {
        do throws(VaultError) { return try asking(body) } catch {
            throw error == .passphrase(.unavailable) ? .passphraseUnavailable : error
        }
    }

    /// The site key, held against the public key that the vault names.
    private func siteKey(of seed: consuming SecretBytes) throws(VaultError) -> SigningKey {
        let key = try Self.signingKey(seed, path: folder.siteKeyPath)
        guard key.publicKey == folder.siteKey.key else { throw .damaged(path: folder.siteKeyPath) }
        return key
    }

    static func signingKey(_ seed: consuming SecretBytes, path: String) throws(VaultError) -> SigningKey {
        do throws(SealingError) { return try SigningKey(seed: seed) } catch { throw .damaged(path: path) }
    }

    private func inKeyFile<Value: ~Copyable>(_ body: () throws(KeyFileError) -> Value) throws(VaultError) -> Value {
        do throws(KeyFileError) { return try body() } catch { throw .key(error) }
    }
}
