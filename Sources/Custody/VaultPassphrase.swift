import CustodyLog
import Files
import PackageFormat
import Sealing

extension SiteVault {
    /// Asks for the old passphrase where there is one, then for the new one.
    public func changePassphrase(isTakenAway: Bool) throws(VaultError) -> Int {
        let site: SecretKeyFile
        do throws(KeyFileError) {
            site = try SecretKeyFile(
                at: folder.siteKeyPath, expecting: .signing, sharedWithGroup: folder.isShared)
        } catch { throw .key(error) }
        let old =
            site.hasPassphrase
            ? try asked { () throws(PassphraseFailure) in
                try passphrases.passphrase(for: folder.purpose)
            } : nil
        let new =
            isTakenAway
            ? nil
            : try asked { () throws(PassphraseFailure) in
                try passphrases.newPassphrase(for: folder.purpose)
            }
        return try changePassphrase(to: new, from: old)
    }

    private func asked(_ body: () throws(PassphraseFailure) -> SecretBytes) throws(VaultError) -> SecretBytes? {
        do throws(PassphraseFailure) { return try body() } catch {
            throw error == .unavailable ? .passphraseUnavailable : .passphrase(error)
        }
    }

    /// Gives the site key and every delivery key another passphrase, or none. Each file is replaced as one step; where it is
    /// cut short, the next run with the old passphrase goes on: keys that open with the new one already are passed over.
    /// Returns how many keys were changed.
    func changePassphrase(to passphrase: borrowing SecretBytes?, from old: borrowing SecretBytes?)
        throws(VaultError) -> Int
    {
        try held { () throws(VaultError) in
            try eraseLeftKeys()
            let cards = try Holding.names(folder.cardsFolder, ending: ".key").map { joinPath(folder.cardsFolder, $0) }
            var changed = 0
            for path in cards where try change(path, .delivery, from: old, to: passphrase) { changed += 1 }
            // The site key last: while it opens with the old one, the run is not over.
            if try change(folder.siteKeyPath, .signing, from: old, to: passphrase) { changed += 1 }
            return changed
        }
    }

    /// Copies of keys under hidden names, which a change of the passphrase that was killed has left.
    private func eraseLeftKeys() throws(VaultError) {
        for path in [folder.path, folder.cardsFolder] {
            let parent = try inVault { () throws(IOError) in try File(folder: path) }
            let names = try inVault { () throws(IOError) in try leftPartials(in: parent) }
            for name in names where name.contains(".key.") { _ = eraser.erase(name, in: parent, kind: .deliveryKey) }
        }
    }

    private func change(
        _ path: String, _ kind: KeyKind, from old: borrowing SecretBytes?, to new: borrowing SecretBytes?
    ) throws(VaultError) -> Bool {
        do throws(KeyFileError) {
            let file = try SecretKeyFile(at: path, expecting: kind, sharedWithGroup: folder.isShared)
            guard let secret = try Self.unlocked(file, old, new) else { return false }
            let text: SecretBytes
            switch new {
            case .some(let passphrase):
                text = try SecretKeyFile.text(of: secret, kind: kind, comment: file.comment, lockedBy: passphrase)
            case .none: text = SecretKeyFile.text(of: secret, kind: kind, comment: file.comment)
            }
            do throws(IOError) { try text.replaceKeyFile(at: path, mode: folder.fileMode) } catch { throw .io(error) }
            return true
        } catch { throw .key(error) }
    }

    /// The secret under the old passphrase; nil where the file opens with the new one already.
    private static func unlocked(
        _ file: borrowing SecretKeyFile, _ old: borrowing SecretBytes?, _ new: borrowing SecretBytes?
    ) throws(KeyFileError) -> SecretBytes? {
        guard file.hasPassphrase else {
            switch new {
            case .some: return try file.unlock(with: SecretBytes(count: 1) { _ in })
            case .none: return nil
            }
        }
        switch old {
        case .some(let old):
            if let secret = try opened(file, old) { return secret }
        case .none: break
        }
        switch new {
        case .some(let new):
            if try opened(file, new) != nil { return nil }
        case .none: break
        }
        throw .wrongPassphrase(path: file.path)
    }

    private static func opened(
        _ file: borrowing SecretKeyFile, _ passphrase: borrowing SecretBytes
    ) throws(KeyFileError) -> SecretBytes? {
        do throws(KeyFileError) { return try file.unlock(with: passphrase) } catch {
            guard case .wrongPassphrase = error else { throw error }
            return nil
        }
    }
}
