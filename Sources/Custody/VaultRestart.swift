import CustodyLog
import Files
import PackageFormat
import Sealing

/// A log that began anew since it was damaged.
public struct RestartedLog: Equatable, Sendable {
    public let path: String
    /// Where the damaged one is kept; nil where nothing of it was there.
    public let aside: String?
}

extension SiteVault {
    /// Begins every damaged log anew. Killed at any point, the log is there whole, or is gone and told as damaged until the
    /// next run, which goes on where this one ended.
    public func restartDamagedLogs(reason: Prose, now: Instant) throws(VaultError) -> [RestartedLog] {
        try held { () throws(VaultError) in
            var restarted: [RestartedLog] = []
            for log in try logsWithThoseOfHoldings() {
                do throws(LogError) { _ = try log.verify() } catch {
                    if case .io(let error) = error { throw .io(error) }
                    restarted.append(try restart(log, reason: reason, now: now))
                }
            }
            return restarted
        }
    }

    private func logsWithThoseOfHoldings() throws(VaultError) -> [EventLog] {
        var found = try logs()
        for log in try holdings().map({ log(of: $0.provider) }) where !found.contains(where: { $0.path == log.path }) {
            found.append(log)
        }
        return found
    }

    /// 1. the damaged log put aside  2. another begun in its place, which binds the last checkpoint that could be read.
    private func restart(_ log: EventLog, reason: Prose, now: Instant) throws(VaultError) -> RestartedLog {
        let key = try ledgerKey()
        if log.exists {
            let place = try nextPlaceAside(of: log)
            try inVault { () throws(IOError) in try renameBeside(log.path, to: place) }
        }
        // A run that was killed between the two steps has put it there.
        let aside = try logsAside(of: log).last
        try begin(
            log, of: try provider(of: log), at: now, signedBy: key, after: aside?.lastGoodCheckpoint(), reason: reason)
        return RestartedLog(path: log.path, aside: aside?.path)
    }

    /// The provider whose log this is: the one with the fingerprint that names it, among pins, cards, holdings and the first
    /// events of the logs put aside; nil for the site's own.
    private func provider(of log: EventLog) throws(VaultError) -> SigningKeyText? {
        let name = splitPath(log.path).name
        guard name != VaultFolder.siteLog else { return nil }
        let known = providersOnRecord() + (try holdings().map(\.provider))
        let said = try remains(before: log).filter { $0.type == .logStarted }.compactMap(\.provider)
        return (known + said).first { $0.fingerprint.description == name }
    }
}
