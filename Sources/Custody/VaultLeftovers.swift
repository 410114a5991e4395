import Files
import PackageFormat
import Sealing

extension SiteVault {
    /// Removes plaintext that an opening left in its staging folder when it was killed; the paths removed. An opening
    /// that still runs is left alone.
    public func removeLeftovers(now: Instant) throws(VaultError) -> [String] {
        var removed: [String] = []
        for journal in try journals() {
            for entry in try unfinished(journal) {
                guard let staging = entry.staging else { continue }
                let isRemoved = try inVault { () throws(IOError) in try removeLeftStaging(at: staging) }
                guard isRemoved else { continue }
                var record = JournalEntry(.leftoverRemoved, at: now)
                (record.packageID, record.packageHash, record.staging) = (entry.packageID, entry.packageHash, staging)
                try inVault { () throws(IOError) in try journal.append(record) }
                removed.append(staging)
            }
        }
        return removed
    }

    /// Of every provider that ever had a package here, trusted still or not.
    private func journals() throws(VaultError) -> [Journal] {
        let names = try inVault { () throws(IOError) in try File(folder: folder.journalFolder).names() }
        return names.compactMap { $0 }.filter { $0.hasSuffix(".jsonl") }.map {
            Journal(path: joinPath(folder.journalFolder, $0))
        }
    }

    /// Intents that no outcome followed.
    private func unfinished(_ journal: Journal) throws(VaultError) -> [JournalEntry] {
        guard let entries = try inVault({ () throws(IOError) in try journal.entries() }) else {
            throw .damaged(path: journal.path)
        }
        var open: [JournalEntry] = []
        for entry in entries {
            switch entry.event {
            case .openIntended: open.append(entry)
            case .leftoverRemoved: open.removeAll { $0.staging == entry.staging }
            default: break
            }
        }
        return open
    }
}
