import CustodyLog
import Erasing
import Files
import Glibc
import Opening
import PackageFormat
import Sealing

extension SiteVault {
    /// Deletes all of a package that this site knows of, and makes the certificate.
    ///
    /// 1. nothing holds it  2. site key unlocked, unless nobody is there  3. intent recorded  4. opened copies, the package, what
    /// else was named  5. delivery key destroyed, and tried that none opens  6. certificate made and kept  7. outcome recorded
    ///
    /// Goes on where the log is damaged, and says so. Killed at any point, the next run finishes. `witness` adds its signature.
    public func delete(
        _ holding: Holding, request: DeletionRequest, witness: borrowing SigningKey?
    ) throws(VaultError) -> (certificate: DeletionCertificate, path: String, erasure: Erasure) {
        if let hold = holding.standing.hold { throw .onHold(holding.agreement.reference, reason: hold.reason) }
        switch witness {
        case .some(let key):
            let own = [folder.siteKey.key, folder.endorsement.body.ledgerKey.key]
            guard !own.contains(key.publicKey) else { throw .witnessIsOwnKey }
        case .none: break
        }
        let siteKey = try signer(for: request)
        return try delete(holding, request, siteKey: siteKey, witness: witness)
    }

    private func signer(for request: DeletionRequest) throws(VaultError) -> SigningKey? {
        guard request.person != nil else { return nil }
        return try unlockSiteKey().siteKeyAlone()
    }

    private func delete(
        _ holding: Holding, _ request: DeletionRequest, siteKey: borrowing SigningKey?,
        witness: borrowing SigningKey?
    ) throws(VaultError) -> (certificate: DeletionCertificate, path: String, erasure: Erasure) {
        try held { () throws(VaultError) in
            let holding = try settled(holding, at: request.clock())
            if let hold = holding.standing.hold { throw .onHold(holding.agreement.reference, reason: hold.reason) }
            var course = DeletionCourse(holding, startedAt: request.clock())
            course.isUnattended = request.person == nil
            course.clock = try? clockEvidence(at: course.startedAt)
            course.wasInterrupted = (try? isDeletionUnfinished(holding)) ?? false
            course.media = media(of: holding, request)
            var intent = holding.event(.deletionIntended, at: course.startedAt)
            (intent.person, intent.isUnattended) = (request.person?.name, request.person == nil ? true : nil)
            try course.recording { () throws(VaultError) in try record([intent], of: holding.provider) }
            let before = try erasedBefore(of: holding)
            course.erasure = try eraseCopies(of: holding, request)
            let others = erasePackages(of: holding) + request.also.flatMap { eraseNamed($0, isPackage: false) }
            course.add(others)
            try remember(others.filter { $0.result == .erased }, of: holding)
            let known = Set(before.map(\.path))
            course.erasure.objects.removeAll { $0.result == .missing && known.contains($0.path) }
            course.erasure.objects = before + course.erasure.objects
            try destroyKey(of: holding, &course, now: request.clock())
            let certificate = try certify(course, request, siteKey: siteKey, witness: witness)
            let path = try keep(certificate, course.erasure.objects, of: holding)
            var outcome = holding.event(.deleted, at: request.clock())
            (outcome.person, outcome.isUnattended) = (request.person?.name, request.person == nil ? true : nil)
            (outcome.code, outcome.statementKind) = (Reference(certificate.result.rawValue), Reference("certificate"))
            outcome.statement = Digest.of(certificate.text, as: FormatTag.statement)
            let done = outcome
            try course.recording { () throws(VaultError) in try record([done], of: holding.provider) }
            return (certificate, path, course.erasure)
        }
    }

    /// Whether the last intent to delete has no outcome.
    func isDeletionUnfinished(_ holding: Holding) throws(VaultError) -> Bool {
        let log = log(of: holding.provider)
        let events = try inLedger { () throws(LogError) in try log.contents().events }
        let own = events.filter { $0.packageHash == holding.packageHash }
        return own.last { $0.type == .deletionIntended || $0.type == .deleted }?.type == .deletionIntended
    }

    /// The package where it was seen. Only what still is that package is touched, or what an earlier run began to erase.
    private func erasePackages(of holding: Holding) -> [ErasedObject] {
        holding.packages.flatMap { path -> [ErasedObject] in
            guard !isThere(path) || (try? PackageFile(at: path))?.packageHash == holding.packageHash else {
                return [ErasedObject(kind: .package, path: path, result: .missing)]
            }
            return eraseNamed(path, isPackage: true)
        }
    }

    private func eraseNamed(_ path: String, isPackage: Bool) -> [ErasedObject] {
        let (folder, name) = splitPath(path)
        let parent: File
        do throws(IOError) { parent = try File(folder: folder) } catch {
            return [
                ErasedObject(
                    kind: isPackage ? .package : .derivedFile, path: path,
                    result: error.code == ENOENT ? .missing : .failed,
                    errno: error.code == ENOENT ? nil : Int(error.code))
            ]
        }
        if let status = try? parent.status(of: name), status.kind == .folder {
            // Named by the operator: all that is in it goes.
            return eraser.eraseCopy(at: path, catalogue: [], includingDerived: true)
        }
        return [eraser.erase(name, in: parent, kind: isPackage ? .package : .derivedFile)]
    }

    /// Event before act: a vault that comes back from a backup must not use the key again.
    private func destroyKey(of holding: Holding, _ course: inout DeletionCourse, now: Instant) throws(VaultError) {
        let path = folder.cardKeyPath(holding.card)
        let (parent, name) = splitPath(path)
        let isShared = try isShared(holding)
        guard !isShared else { return course.keyResult = "shared" }
        let cards = try inVault { () throws(IOError) in try File(folder: parent) }
        let wasDestroyed = ((try? destroyedCards()) ?? []).contains(holding.card)
        if isThere(path) {
            let file = try? SecretKeyFile(at: path, expecting: .delivery, sharedWithGroup: folder.isShared)
            course.hadPassphrase = file?.hasPassphrase
            var event = holding.event(.keyDestroyed, at: now)
            event.isUnattended = course.isUnattended ? true : nil
            let destroyed = event
            try course.recording { () throws(VaultError) in try record([destroyed], of: holding.provider) }
        }
        // A change of the passphrase that was killed may have left a copy under a hidden name.
        let names = try inVault { () throws(IOError) in try cards.names() }
        for hidden in names.compactMap({ $0 }) where hidden.hasPrefix(".\(name).") {
            course.add([eraser.erase(hidden, in: cards, kind: .deliveryKey)])
        }
        let object = eraser.erase(name, in: cards, kind: .deliveryKey)
        switch object.result {
        case .erased: course.keyResult = "destroyed"
        case .missing:
            course.keyResult = wasDestroyed ? "destroyed" : "missing"
            // Destroyed by a run that was killed: all keys of a vault have the passphrase of the site key, or none has one.
            let site = try? SecretKeyFile(
                at: folder.siteKeyPath, expecting: .signing, sharedWithGroup: folder.isShared)
            if wasDestroyed, site?.hasPassphrase == false { course.hadPassphrase = false }
        case .kept, .failed: course.keyResult = "failed"
        }
        if object.result != .missing { course.add([object]) }
    }

    /// Whether another package that is held was sealed to the same card. One that cannot be read keeps no key alive.
    private func isShared(_ holding: Holding) throws(VaultError) -> Bool {
        let names = try inVault { () throws(IOError) in try File(folder: folder.holdingsFolder).names() }
        return names.compactMap { $0 }.contains { name in
            guard let hash = Digest(name), hash != holding.packageHash,
                let other = try? Holding(at: folder.holdingPath(hash))
            else { return false }
            return other.card == holding.card && other.certificate?.result != .complete
        }
    }

    /// Tries every key of this vault on the package; those with a passphrase by their cards' public keys.
    func opensNoMore(_ holding: Holding) -> Bool {
        let slots = holding.head.envelope.slots
        guard let cards = try? File(folder: folder.path + "/cards"), let names = try? cards.names() else {
            return false
        }
        for name in names.compactMap({ $0 }) where name.hasSuffix(".key") || name.contains(".key.") {
            let path = "\(folder.path)/cards/\(name)"
            if let card = try? card(at: "\(path.dropLast(4)).card"),
                slots.contains(where: { $0.card.body.deliveryKey == card.deliveryKey })
            {
                return false
            }
            guard let file = try? SecretKeyFile(at: path, expecting: .delivery, sharedWithGroup: folder.isShared),
                !file.hasPassphrase, let scalar = try? file.unlock(with: SecretBytes(count: 1) { _ in }),
                let key = try? DeliveryKey(scalar: scalar)
            else { continue }
            for slot in slots where (try? PackageSecret(unsealing: slot.sealed.bytes, with: key)) != nil {
                return false
            }
        }
        return true
    }
}

extension PackageFile {
    fileprivate var packageHash: Digest? { try? head.signatureChecked().parsedWithoutPin().packageHash }
}
