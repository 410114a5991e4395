import Glibc

extension Scratch {
    /// Everything in the scratch folder, hidden files too: kind, mode, size and a digest of small files.
    func listing(of folder: String = "") -> [String: String] {
        var found: [String: String] = [:]
        for name in namesIn(folder.isEmpty ? path : absolute(folder)) {
            let relative = folder.isEmpty ? name : "\(folder)/\(name)"
            var facts = stat()
            guard lstat(absolute(relative), &facts) == 0 else {
                found[relative] = "?"
                continue
            }
            let mode = String(facts.st_mode & 0o7777, radix: 8)
            switch facts.st_mode & S_IFMT {
            case S_IFDIR:
                found[relative] = "folder \(mode)"
                found.merge(listing(of: relative)) { $1 }
            case S_IFREG:
                let digest = facts.st_size < 1 << 18 ? Self.digest(Self.contents(absolute(relative)) ?? []) : 0
                found[relative] = "file \(mode) \(facts.st_size) \(digest)"
            default: found[relative] = "special \(facts.st_mode)"
            }
        }
        return found
    }

    /// As `listing`, without what a refusal may leave behind by design: events in the vault's logs, what is held
    /// of a package that came, the package that a card is bound to, and an empty list of used cards.
    func listingWithoutRecords() -> [String: String] {
        listing().filter { name, facts in
            if name.contains("/logs/") || name.hasSuffix(".package") || name.hasSuffix("/lock") { return false }
            if name.contains("/holdings/") {
                // Of an opening that failed, nothing of the copy stays.
                return name.contains("/copies/")
            }
            return !(name == "state" || name == "state/microvault" || name == "state/microvault/used-cards")
                || (facts.hasPrefix("file") && facts.split(separator: " ")[2] != "0")
        }
    }

    /// FNV-1a, 64 bits.
    private static func digest(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}

/// What differs between two listings, for messages.
func difference(_ before: [String: String], _ after: [String: String]) -> [String] {
    Set(before.keys).union(after.keys).sorted().compactMap { name in
        let (old, new) = (before[name], after[name])
        return old == new ? nil : "\(name): \(old ?? "absent") -> \(new ?? "absent")"
    }
}
