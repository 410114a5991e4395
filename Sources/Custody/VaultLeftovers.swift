import Files
import PackageFormat
import Sealing

extension SiteVault {
    /// Removes plaintext that an opening left in its staging folder when it was killed; the paths removed. An opening
    /// that still runs is left alone.
    public func removeLeftovers(now: Instant) throws(VaultError) -> [String] {
        var removed: [String] = []
        for provider in try pins().providers.map(\.key) {
            for entry in try unfinished(provider) {
                guard let staging = entry.staging else { continue }
                let isRemoved = try inVault { () throws(IOError) in try removeLeftStaging(at: staging) }
                guard isRemoved else { continue }
                var record = JournalEntry(.leftoverRemoved, at: now)
                (record.packageID, record.packageHash, record.staging) = (entry.packageID, entry.packageHash, staging)
                try append(record, to: provider)
                removed.append(staging)
            }
        }
        return removed
    }

    /// Intents that no outcome followed.
    private func unfinished(_ provider: SigningKeyText) throws(VaultError) -> [JournalEntry] {
        let entries = try inVault { () throws(IOError) in
            try Journal(path: folder.journalPath(provider)).entries()
        }
        var open: [JournalEntry] = []
        for entry in entries ?? [] {
            switch entry.event {
            case .openIntended: open.append(entry)
            case .leftoverRemoved: open.removeAll { $0.staging == entry.staging }
            default: break
            }
        }
        return open
    }
}
