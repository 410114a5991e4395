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
    func log(of provider: SigningKeyText?) -> EventLog {
        EventLog(
            at: folder.logPath(provider), ledger: folder.endorsement.body.ledgerKey.key, mode: folder.fileMode)
    }

    /// All logs of this vault, each with its provider: of every provider that ever had a package here, trusted or not.
    func logs() throws(VaultError) -> [EventLog] {
        let names = try inVault { () throws(IOError) in try File(folder: folder.logsFolder).names() }
        return names.compactMap { $0 }.filter { !$0.utf8.contains(UInt8(ascii: ".")) }.map {
            EventLog(
                at: joinPath(folder.logsFolder, $0), ledger: folder.endorsement.body.ledgerKey.key,
                mode: folder.fileMode)
        }
    }

    /// Appends, syncs and makes the checkpoint; begins the log where it is the provider's first event.
    func record(_ events: [EventBody], of provider: SigningKeyText?) throws(VaultError) {
        guard let first = events.first else { return }
        try held { () throws(VaultError) in
            let log = log(of: provider)
            let key = try ledgerKey()
            if !log.exists { try begin(log, of: provider, at: first.at, signedBy: key) }
            try inLedger { () throws(LogError) in try log.append(try noticingJumps(events, in: log), signedBy: key) }
        }
    }

    /// The site's own log: of what concerns no provider.
    func beginSiteLog(at now: Instant) throws(VaultError) {
        try held { () throws(VaultError) in
            let key = try ledgerKey()
            try begin(log(of: nil), of: nil, at: now, signedBy: key)
        }
    }

    private func begin(
        _ log: EventLog, of provider: SigningKeyText?, at moment: Instant, signedBy key: borrowing SigningKey,
        after previous: CheckpointNote? = nil, reason: Prose? = nil
    ) throws(VaultError) {
        var first = EventBody(.logStarted, at: moment)
        (first.provider, first.endorsement) = (provider, folder.endorsement)
        (first.previous, first.reason) = (previous, reason)
        let event = first
        do throws(LogError) { try log.create(event, signedBy: key) } catch {
            // Two processes may begin it at once only without the lock, which this one holds.
            throw VaultError(error)
        }
    }

    /// An event by a clock that is far ahead of the log comes with another that says so.
    private func noticingJumps(_ events: [EventBody], in log: EventLog) throws(LogError) -> [EventBody] {
        guard let first = events.first, first.type != .clockConfirmed else { return events }
        let known = try log.contents().events
        guard let mark = ClockMark(of: known).time, first.at > mark.advanced(bySeconds: ClockMark.longestStep),
            !ClockMark.isNoticed(in: known)
        else { return events }
        var anomaly = EventBody(.clockAnomaly, at: first.at)
        (anomaly.code, anomaly.mark) = (Reference("clock-ahead"), mark)
        return [anomaly] + events
    }

    /// Begins a log that binds the last good checkpoint of the one that was damaged; that one is kept beside it.
    public func restartLog(of log: EventLog, reason: Prose, now: Instant) throws(VaultError) -> String {
        try held { () throws(VaultError) in
            let provider = try provider(ofLogAt: log.path)
            let key = try ledgerKey()
            let previous = log.lastGoodCheckpoint()
            var number = 1
            while access("\(log.path).damaged-\(number)", F_OK) == 0 { number += 1 }
            let aside = "\(log.path).damaged-\(number)"
            try inVault { () throws(IOError) in try renameBeside(log.path, to: aside) }
            try begin(log, of: provider, at: now, signedBy: key, after: previous, reason: reason)
            return aside
        }
    }

    /// The provider whose log lies at `path`: found by its fingerprint among pins and holdings; nil for the site's own.
    private func provider(ofLogAt path: String) throws(VaultError) -> SigningKeyText? {
        let name = splitPath(path).name
        guard name != "site" else { return nil }
        let pinned = (try? pins().all.map(\.key)) ?? []
        let held = ((try? holdings()) ?? []).map(\.head.agreement.provider.signingKey)
        return (pinned + held).first { $0.fingerprint.description == name }
    }

    func held<Value: ~Copyable>(_ body: () throws(VaultError) -> Value) throws(VaultError) -> Value {
        try lock.held(surroundings, body)
    }
}

func inLedger<Value: ~Copyable>(_ body: () throws(LogError) -> Value) throws(VaultError) -> Value {
    do throws(LogError) { return try body() } catch { throw VaultError(error) }
}
