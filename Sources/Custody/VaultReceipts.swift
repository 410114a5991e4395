import CustodyLog
import Files
import Glibc
import PackageFormat
import Sealing

extension SiteVault {
    /// Events of one provider's log since the last export, or all of them, for that provider's register and one's own. That
    /// they were exported is itself an event, which the next export holds; `publish` gives the file its name before that is
    /// noted, so that nothing is left out when either fails.
    public func exportReceipts(
        for provider: SigningKeyText, all: Bool, now: Instant, publish: ([UInt8]) throws(IOError) -> Void
    ) throws(VaultError) -> (events: Int, from: Int) {
        try held { () throws(VaultError) in
            let log = log(of: provider)
            guard log.exists else { throw .providerUnknown(provider.fingerprint) }
            var event = EventBody(.receiptsMade, at: now)
            event.key = provider
            try record([event], of: provider)
            let notes = log.path + "/exported"
            let size = try inLedger { () throws(LogError) in try log.contents().checkpoint.checkpoint.size }
            let before = try exportedSize(at: notes)
            let from = all || before > size ? 0 : before
            let receipts = try inLedger { () throws(LogError) in
                try log.receipts(
                    from: from, organisation: organisation, site: site, provider: provider,
                    endorsement: folder.endorsement)
            }
            try inVault { () throws(IOError) in
                try publish(receipts.text)
                try Array("\(size)\n".utf8).withUnsafeBufferPointer { (bytes) throws(IOError) in
                    try replaceFile(at: notes, with: UnsafeRawBufferPointer(bytes), mode: folder.fileMode)
                }
            }
            return (size - from, from)
        }
    }

    /// A note for convenience: a wrong one makes an export longer or is noticed by the register, no worse.
    private func exportedSize(at path: String) throws(VaultError) -> Int {
        guard let text = try Holding.read(path, cap: 64) else { return 0 }
        return max(0, Int(String(decoding: text, as: UTF8.self).trimmed) ?? 0)
    }

    /// Providers that have a log here.
    public func loggedProviders() throws(VaultError) -> [SigningKeyText] {
        var providers: [SigningKeyText] = []
        for log in try logs() {
            let first = try inLedger { () throws(LogError) in try log.contents().events.first }
            if let provider = first?.provider { providers.append(provider) }
        }
        return providers
    }
}
