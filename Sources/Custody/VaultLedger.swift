import CustodyLog
import Files
import Glibc
import PackageFormat
import Sealing

extension SiteVault {
    /// The key that signs events and checkpoints; it has no passphrase, so that refusals and a sweep can be recorded.
    func ledgerKey() throws(VaultError) -> SigningKey {
        let path = folder.ledgerKeyPath
        let seed: SecretBytes
        do throws(KeyFileError) {
            seed = try SecretKeyFile(at: path, expecting: .signing, sharedWithGroup: folder.isShared)
                .unlock(askingFrom: passphrases)
        } catch {
            if case .io(let error) = error, error.code != ENOENT { throw .io(error) }
            throw .damaged(path: path)
        }
        let key = try Self.signingKey(seed, path: path)
        guard SigningKeyText(key.publicKey) == folder.endorsement.body.ledgerKey else { throw .damaged(path: path) }
        return key
    }

    /// The log of one provider, or that of the site for what concerns none.
    func log(of provider: SigningKeyText?) -> EventLog { log(at: folder.logPath(provider)) }

    func log(at path: String) -> EventLog {
        EventLog(at: path, ledger: folder.endorsement.body.ledgerKey.key, mode: folder.fileMode)
    }

    /// Appends, syncs and makes the checkpoint; begins the log where it is the provider's first event.
    func record(_ events: [EventBody], of provider: SigningKeyText?) throws(VaultError) {
        guard let first = events.first else { return }
        try held { () throws(VaultError) in
            let log = log(of: provider)
            // A log that was there once is not begun anew in silence: adding to it says that it is gone.
            if !log.exists, try !mustBeThere(log) {
                try begin(log, of: provider, at: first.at, signedBy: try ledgerKey())
            }
            try add(events, to: log)
        }
    }

    /// Appends to a log that is there.
    func add(_ events: [EventBody], to log: EventLog) throws(VaultError) {
        try held { () throws(VaultError) in
            let events = try noticingJumps(events, in: log)
            let key = try ledgerKey()
            try inLedger { () throws(LogError) in try log.append(events, signedBy: key) }
        }
    }

    func begin(
        _ log: EventLog, of provider: SigningKeyText?, at moment: Instant, signedBy key: borrowing SigningKey,
        after previous: CheckpointNote? = nil, reason: Prose? = nil
    ) throws(VaultError) {
        var first = EventBody(.logStarted, at: moment)
        (first.provider, first.endorsement) = (provider, folder.endorsement)
        (first.previous, first.reason) = (previous, reason)
        let event = first
        try inVault { () throws(IOError) in
            // Where all logs were removed, their folder was too.
            try makeFolders(of: log.path)
            let (parent, name) = splitPath(log.path)
            for hidden in try leftPartials(of: name, in: try File(folder: parent)) {
                _ = try removeLeftStaging(at: joinPath(parent, hidden))
            }
        }
        do throws(LogError) { try log.create(event, signedBy: key) } catch {
            // Two processes may begin it at once only without the lock, which this one holds.
            throw VaultError(error)
        }
    }

    /// An event by a clock that is far ahead of the log comes with another that says so.
    private func noticingJumps(_ events: [EventBody], in log: EventLog) throws(VaultError) -> [EventBody] {
        guard let first = events.first, first.type != .clockConfirmed else { return events }
        let known = try history(of: log)
        guard let mark = ClockMark(of: known).time, first.at > mark.advanced(bySeconds: ClockMark.longestStep),
            !ClockMark.isNoticed(in: known)
        else { return events }
        var anomaly = EventBody(.clockAnomaly, at: first.at)
        (anomaly.code, anomaly.mark) = (Reference("clock-ahead"), mark)
        return [anomaly] + events
    }

    func held<Value: ~Copyable>(_ body: () throws(VaultError) -> Value) throws(VaultError) -> Value {
        try lock.held(surroundings, body)
    }
}

func inLedger<Value: ~Copyable>(_ body: () throws(LogError) -> Value) throws(VaultError) -> Value {
    do throws(LogError) { return try body() } catch { throw VaultError(error) }
}
