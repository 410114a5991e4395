import CustodyLog
import Files
import Glibc
import PackageFormat
import Sealing

/// Which logs a vault has, and what they say together with those that they took the place of (docs/custody-log.md, section 4).
extension SiteVault {
    /// All logs of this vault: those that are there, and those that must be. One that is gone is read as damaged.
    ///
    /// Nothing lists the logs, since all that tells of one was made after its first event was synced: the site's own comes
    /// with the vault; a pin and a card are recorded before they are kept, and a package comes from a pinned provider; a log
    /// is put aside for another. So none is missed between its beginning and a note of it.
    func logs() throws(VaultError) -> [EventLog] {
        var names: Set<String> = [VaultFolder.siteLog]
        for name in try logFolders() {
            if let place = Self.aside(name) {
                names.insert(place.log)
            } else if !name.utf8.contains(UInt8(ascii: ".")) {
                names.insert(name)
            }
        }
        names.formUnion(providersOnRecord().map(\.fingerprint.description))
        return names.sorted().map { log(at: joinPath(folder.logsFolder, $0)) }
    }

    /// Whether something here came after the first event of `log`.
    func mustBeThere(_ log: EventLog) throws(VaultError) -> Bool {
        if try logs().contains(where: { $0.path == log.path }) { return true }
        return try holdings().contains { self.log(of: $0.provider).path == log.path }
    }

    /// Providers with a pin or a card here; what cannot be read tells of none.
    func providersOnRecord() -> [SigningKeyText] {
        let pinned = (try? pins().providers.map(\.key)) ?? []
        let cards = (try? Holding.names(folder.cardsFolder, ending: ".card")) ?? []
        return pinned + cards.compactMap { try? card(at: joinPath(folder.cardsFolder, $0)).provider }
    }

    private func logFolders() throws(VaultError) -> [String] {
        do throws(IOError) { return try File(folder: folder.logsFolder).names().compactMap { $0 } } catch {
            guard error.code == ENOENT else { throw .io(error) }
            return []
        }
    }

    // MARK: Logs put aside

    private static let asideMark = ".damaged-"

    /// Where the next log that is put aside from the place of `log` goes.
    func nextPlaceAside(of log: EventLog) throws(VaultError) -> String {
        let last = try logFolders().compactMap(Self.aside).filter { $0.log == splitPath(log.path).name }.map(\.number)
        return "\(log.path)\(Self.asideMark)\((last.max() ?? 0) + 1)"
    }

    /// Logs that `log` took the place of, oldest first.
    func logsAside(of log: EventLog) throws(VaultError) -> [EventLog] {
        let name = splitPath(log.path).name
        let numbers = try logFolders().compactMap(Self.aside).filter { $0.log == name }.map(\.number)
        return numbers.sorted().map { self.log(at: "\(log.path)\(Self.asideMark)\($0)") }
    }

    /// `NAME.damaged-N` into its parts.
    private static func aside(_ name: String) -> (log: String, number: Int)? {
        guard let mark = name.utf8.firstRange(of: asideMark.utf8), let number = Int(name[mark.upperBound...]),
            number > 0,
            mark.lowerBound > name.startIndex
        else { return nil }
        return (String(name[..<mark.lowerBound]), number)
    }

    /// What is left of the logs that `log` took the place of, oldest first.
    func remains(before log: EventLog) throws(VaultError) -> [EventBody] {
        var events: [EventBody] = []
        for aside in try logsAside(of: log) { events += try inLedger { () throws(LogError) in try aside.remains() } }
        return events
    }

    /// What `log` says, after what is left of those that it took the place of.
    func history(of log: EventLog) throws(VaultError) -> [EventBody] {
        let events = try inLedger { () throws(LogError) in try log.contents().events }
        return try remains(before: log) + events
    }

    /// When each card's key was destroyed, as the logs say, those too that were put aside.
    public func destroyedKeys() throws(VaultError) -> [Identifier: Instant] {
        var found: [Identifier: Instant] = [:]
        for log in try logs() {
            for event in try history(of: log) where event.type == .keyDestroyed {
                if let card = event.card { found[card] = min(found[card] ?? event.at, event.at) }
            }
        }
        return found
    }
}
