/// What stands behind a clause of an agreement (docs/threat-model.md, "Four labels").
public enum ClauseLabel: String, Encodable, Sendable, CaseIterable {
    case enforced, detected, attested, declared

    public var meaning: String {
        switch self {
        case .enforced: "Cryptography makes it so, whatever anybody's program does."
        case .detected: "Breaking it leaves a mark that somebody else sees."
        case .attested: "A named person signed or typed that it is so."
        case .declared: "The agreement says so; no tool makes sure of it."
        }
    }
}

/// A clause of one agreement: its keys, what it says there, and what stands behind it.
public struct Clause: Encodable, Sendable {
    /// A label, and the mechanism with its limit in a sentence or two.
    public struct Ground: Encodable, Sendable {
        public let label: ClauseLabel
        public let why: String
    }

    /// The key under which people find it, e.g. `recipients.site_keys`.
    public let name: String
    /// Every key of docs/format.md, section 6.1, that it speaks of; elements of lists have no number.
    public let keys: [String]
    /// As the agreement has it; may have several lines.
    public let says: String
    /// One or more; where parts differ, each has its own.
    public let grounds: [Ground]

    init(_ name: String, keys: [String] = [], _ says: String, _ grounds: KeyValuePairs<ClauseLabel, String>) {
        self.name = name
        self.keys = keys.isEmpty ? [name] : keys.map { "\(name).\($0)" }
        self.says = says
        self.grounds = grounds.map { Ground(label: $0.key, why: $0.value) }
    }
}
