import Sealing

/// ENVELOPE (docs/format.md, section 9): who can open it, and what the payload must turn out to be.
public struct Envelope: Codable, Hashable, Sendable {
    public static let maximumLength = 8 << 20
    public static let maximumCards = 1_024
    /// Entries of a package, folders too.
    public static let maximumFiles = 1_000_000

    /// A card and `S` sealed to its delivery key.
    public struct Slot: Codable, Hashable, Sendable {
        public let card: Card
        public let sealed: SealedSecret

        public init(card: Card, sealed: SealedSecret) { (self.card, self.sealed) = (card, sealed) }
    }

    /// Variable names, types and record counts that the sender chose to publish; never data.
    public struct Published: Codable, Hashable, Sendable {
        public struct Table: Codable, Hashable, Sendable {
            public let path: ArchivePath
            public let records: Count
            public let fields: [Field]

            public init(path: ArchivePath, records: Count, fields: [Field]) {
                (self.path, self.records, self.fields) = (path, records, fields)
            }
        }
        public struct Field: Codable, Hashable, Sendable {
            public let name: Line
            public let type: PackageFormat.Field.Kind

            public init(name: Line, type: PackageFormat.Field.Kind) { (self.name, self.type) = (name, type) }
        }
        public let tables: [Table]

        public init(tables: [Table]) { self.tables = tables }
    }

    /// In order of card id.
    public let slots: [Slot]
    public let payloadLength: Count
    public let indexRoot: Digest
    public let commitment: Digest
    /// Bytes of all files, rounded up (`padme`): opening stops where they are passed.
    public let contentBytesBound: Count
    /// Entries, rounded up (`padme`).
    public let fileCountBound: Count
    public let published: Published?
    public let signedAt: Instant

    enum CodingKeys: String, CodingKey {
        case slots
        case payloadLength = "payload_length"
        case indexRoot = "index_root"
        case commitment
        case contentBytesBound = "content_bytes_bound"
        case fileCountBound = "file_count_bound"
        case published
        case signedAt = "signed_at"
    }

    public init(
        slots: [Slot], payloadLength: Count, indexRoot: Digest, commitment: Digest, contentBytesBound: Count,
        fileCountBound: Count, published: Published?, signedAt: Instant
    ) {
        self.slots = slots.sorted { $0.card.body.cardID < $1.card.body.cardID }
        (self.payloadLength, self.indexRoot, self.commitment) = (payloadLength, indexRoot, commitment)
        (self.contentBytesBound, self.fileCountBound) = (contentBytesBound, fileCountBound)
        (self.published, self.signedAt) = (published, signedAt)
    }
}
