import CustodyLog
import Files
import Glibc
import Opening
import PackageFormat
import Sealing

extension SiteVault {
    /// Settles openings that were cut short: plaintext in a staging folder is removed, what got its name is recorded as
    /// opened. The paths removed. An opening that still runs is left alone. Where a log is damaged, that is thrown once the
    /// openings under other logs are settled.
    public func removeLeftovers(now: Instant) throws(VaultError) -> [String] {
        var removed: [String] = []
        var damaged: VaultError?
        for holding in try holdings() where !holding.copies.isEmpty {
            do throws(VaultError) { try removeLeftovers(of: holding, now: now, &removed) } catch {
                guard case .log = error else { throw error }
                damaged = damaged ?? error
            }
        }
        if let damaged { throw damaged }
        return removed
    }

    private func removeLeftovers(of holding: Holding, now: Instant, _ removed: inout [String]) throws(VaultError) {
        let opened = try openedCopies(of: holding)
        for copy in holding.copies where !opened.contains(copy.copy) {
            let path = try held { () throws(VaultError) in try removeLeftover(copy, of: holding, now: now) }
            if let path { removed.append(path) }
        }
    }

    private func removeLeftover(_ copy: OpenedCopy, of holding: Holding, now: Instant) throws(VaultError) -> String? {
        // It may have ended while this one waited.
        guard try !openedCopies(of: holding).contains(copy.copy) else { return nil }
        let isRemoved = try inVault { () throws(IOError) in try removeLeftStaging(at: copy.staging) }
        // Where it is neither, somebody fills it.
        if isRemoved || !(isThere(copy.staging) || isHeld(copy.destination)) {
            try settle(copy, of: holding, now: now)
        }
        return isRemoved ? copy.staging : nil
    }

    /// An intent whose staging folder is gone: it became the copy, or nothing.
    private func settle(_ copy: OpenedCopy, of holding: Holding, now: Instant) throws(VaultError) {
        let becameCopy = isThere(copy.destination)
        var event = holding.event(becameCopy ? .opened : .openAbandoned, at: now)
        (event.copy, event.person, event.code) = (copy.copy, copy.person, Reference("interrupted"))
        try record([event], of: holding.provider)
        if !becameCopy { try forget(copy.copy, of: holding.path) }
    }

    /// Whether an opening that has just given the folder its name is about to record that.
    private func isHeld(_ path: String) -> Bool {
        guard let folder = try? File(folder: path), let isFree = try? folder.lock(waiting: false) else { return false }
        return !isFree
    }

    func isThere(_ path: String) -> Bool { faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0 }

    /// Copies whose opening has an outcome on record.
    func openedCopies(of holding: Holding) throws(VaultError) -> Set<Identifier> {
        let log = log(of: holding.provider)
        let events = try inLedger { () throws(LogError) in try log.contents().events }
        return Set(events.filter { $0.type == .opened }.compactMap(\.copy))
    }
}
