import CustodyLog
import Files
import Glibc
import Opening
import PackageFormat
import Sealing

/// What opening asks of the vault.
extension SiteVault: Custodian {
    public func cards() throws(CustodianFailure) -> [CardBody] {
        let names: [String?]
        do throws(IOError) { names = try File(folder: folder.path + "/cards").names() } catch { throw .io(error) }
        let destroyed = try custodian { () throws(VaultError) in try destroyedCards() }
        var cards: [CardBody] = []
        let present = Set(names.compactMap { $0 })
        for name in present.sorted() where name.hasSuffix(".card") && present.contains("\(name.dropLast(5)).key") {
            let card = try card(at: folder.path + "/cards/" + name)
            // A vault that came back from a backup may have the key again; the log knows that it was destroyed.
            if !destroyed.contains(card.cardID) { cards.append(card) }
        }
        return cards
    }

    /// Cards whose keys the logs say were destroyed.
    func destroyedCards() throws(VaultError) -> Set<Identifier> { Set(try destroyedKeys().keys) }

    public func bind(_ card: Identifier, to package: Digest) throws(CustodianFailure) -> Digest? {
        let path = folder.bindingPath(card)
        do throws(IOError) {
            // Whoever gives the file its name first has bound the card.
            try writeNewFile(Array("\(package)\n".utf8), at: path, mode: folder.fileMode)
            return nil
        } catch {
            guard error.code == EEXIST else { throw .io(error) }
        }
        guard let text = try contents(of: path), let bound = Digest(String(decoding: text, as: UTF8.self).trimmed)
        else {
            throw .damaged(path: path)
        }
        return bound == package ? nil : bound
    }

    public func lastRecordedTime() throws(CustodianFailure) -> Instant? {
        try custodian { () throws(VaultError) in try clockMark() }
    }

    public func standing(of head: Head) throws(CustodianFailure) -> Standing {
        try custodian { () throws(VaultError) in
            try holding(of: head)?.standing ?? Standing(of: head, statements: [])
        }
    }

    public func keep(
        _ head: HeadBytes, of package: PackageFacts, at path: String, on now: Instant
    ) throws(CustodianFailure) {
        try custodian { () throws(VaultError) in
            try held { () throws(VaultError) in
                let place = folder.holdingPath(package.packageHash)
                guard var known = try Holding.stored(at: place) else {
                    let stored = Holding.Stored(card: package.card, receivedAt: now, packages: [path])
                    try inVault { () throws(IOError) in
                        try put(head.bytes, "head", in: place)
                        // Last: a holding is there where this is.
                        try put(CanonicalJSON.encode(stored), "holding.json", in: place)
                    }
                    return
                }
                // Another signature of the same head is none the worse; what is damaged is told.
                if try Holding.read(place + "/head") != head.bytes { _ = try Holding(at: place) }
                guard !known.packages.contains(path) else { return }
                known.packages.append(path)
                let stored = known
                try inVault { () throws(IOError) in try put(CanonicalJSON.encode(stored), "holding.json", in: place) }
            }
        }
    }

    public func keep(
        _ entries: [CatalogueEntry], of copy: Identifier, of package: PackageFacts
    ) throws(CustodianFailure) {
        do throws(IOError) {
            try put(entries.lines, "copies/\(copy).catalogue", in: folder.holdingPath(package.packageHash))
        } catch { throw .io(error) }
    }

    public func record(_ event: OpeningEvent, at now: Instant) throws(CustodianFailure) {
        try custodian { () throws(VaultError) in
            try held { () throws(VaultError) in
                let facts = event.facts
                let place = folder.holdingPath(facts.packageHash)
                if case .received = event, try isReceived(facts) { return }
                if case .intended(_, _, let copy) = event {
                    try inVault { () throws(IOError) in
                        try put(CanonicalJSON.encode(copy), "copies/\(copy.copy).json", in: place)
                    }
                }
                try record([EventBody(event, at: now)], of: facts.provider)
                if case .refused(_, _, let copy?, _) = event {
                    // Its staging folder is gone with the opening.
                    try forget(copy, of: place)
                }
            }
        }
    }

    private func isReceived(_ facts: PackageFacts) throws(VaultError) -> Bool {
        let log = log(of: facts.provider)
        guard log.exists else { return false }
        let events = try inLedger { () throws(LogError) in try log.contents().events }
        return events.contains { $0.type == .received && $0.packageHash == facts.packageHash }
    }

    /// The catalogue last: while the record of a copy is there, so is the list of what it holds.
    func forget(_ copy: Identifier, of holding: String) throws(VaultError) {
        try removeFile("copies/\(copy).json", of: holding)
        try removeFile("copies/\(copy).catalogue", of: holding)
    }

    public func deliveryKey(for card: Identifier) throws(CustodianFailure) -> DeliveryKey {
        let path = folder.cardKeyPath(card)
        let key = try Self.deliveryKey(of: try scalar(at: path), path: path)
        // A key file that was put in another's place opens nothing, and must not be taken for the card's.
        guard try self.card(at: folder.cardPath(card)).deliveryKey.key == key.publicKey else {
            throw .damaged(path: path)
        }
        return key
    }

    private static func deliveryKey(
        of scalar: consuming SecretBytes, path: String
    ) throws(CustodianFailure) -> DeliveryKey {
        do throws(SealingError) { return try DeliveryKey(scalar: scalar) } catch { throw .damaged(path: path) }
    }

    private func scalar(at path: String) throws(CustodianFailure) -> SecretBytes {
        do throws(KeyFileError) {
            let file = try SecretKeyFile(at: path, expecting: .delivery, sharedWithGroup: folder.isShared)
            return try file.unlock(askingFrom: VaultPassphrase(source: passphrases, purpose: folder.purpose))
        } catch {
            switch error {
            case .wrongPassphrase: throw .wrongPassphrase
            case .passphraseUnavailable: throw .passphraseUnavailable
            case .interrupted: throw .interrupted
            case .io(let error): throw .io(error)
            case .readableByOthers: throw .key(error)
            default: throw .damaged(path: path)
            }
        }
    }

    func card(at path: String) throws(CustodianFailure) -> CardBody {
        guard let text = try contents(of: path), let card = try? Card(parsing: text) else { throw .damaged(path: path) }
        return card.body
    }

    private func contents(of path: String) throws(CustodianFailure) -> [UInt8]? {
        do throws(IOError) {
            let file = try File(reading: path, links: .refused)
            return try file.contents(cap: 1 << 20)
        } catch { throw .io(error) }
    }

    /// One passphrase for the whole vault, so it is asked for by the vault's name.
    private struct VaultPassphrase: PassphraseSource {
        let source: any PassphraseSource
        let purpose: String

        func passphrase(for _: String) throws(PassphraseFailure) -> SecretBytes {
            try source.passphrase(for: purpose)
        }

        func newPassphrase(for _: String) throws(PassphraseFailure) -> SecretBytes {
            try source.newPassphrase(for: purpose)
        }
    }

    private func custodian<Value: ~Copyable>(
        _ body: () throws(VaultError) -> Value
    ) throws(CustodianFailure) -> Value {
        do throws(VaultError) { return try body() } catch {
            switch error {
            case .io(let error): throw .io(error)
            case .log(.damaged(let path, _)): throw .logDamaged(path: path)
            case .damaged(let path): throw .damaged(path: path)
            case .key(let error): throw .key(error)
            case .passphrase(.interrupted): throw .interrupted
            default: throw .damaged(path: folder.path)
            }
        }
    }
}

extension EventBody {
    init(_ event: OpeningEvent, at now: Instant) {
        switch event {
        case .received(let facts): self.init(.received, facts, at: now)
        case .intended(let facts, let person, let copy):
            self.init(.openIntended, facts, at: now)
            (self.person, self.copy, storage) = (person, copy.copy, copy.storage)
        case .opened(let facts, let person, let copy, let files, let bytes):
            self.init(.opened, facts, at: now)
            (self.person, self.copy) = (person, copy)
            (self.files, self.bytes) = (Count(files), Count(bytes))
        case .listed(let facts, let person):
            self.init(.listed, facts, at: now)
            self.person = person
        case .refused(let facts, let person, let copy, let code):
            self.init(.refused, facts, at: now)
            (self.person, self.copy, self.code) = (person, copy, Reference(code))
        }
    }
}
