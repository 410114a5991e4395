import PackageFormat
import Sealing

/// Packages by what their heads say: metadata, never data.
public struct PackageList: Sendable {
    /// A head that was checked as `inspect` does, and the file that it was read from.
    public struct Entry: Sendable {
        public let head: Head
        /// As it may be shown.
        public let file: String

        public init(_ head: Head, file: String) { (self.head, self.file) = (head, file) }

        var agreement: Agreement { head.agreement }
        var id: Identifier { head.terms.packageID }
        var published: [DescribedTable] { (head.envelope.published?.tables ?? []).map(DescribedTable.init) }
    }

    public enum Format: String, CaseIterable, Sendable { case markdown, csv, dcat }

    public enum Fault: Error, Equatable, Sendable {
        /// Two heads under one package id: one of them is not what it says.
        case twoHeads(Identifier, files: [String])
    }

    /// By reference, revision and time of signing; each head once.
    let entries: [Entry]
    /// Packages that another one given takes the place of.
    private let successors: [Identifier: [Identifier]]

    public init(_ given: [Entry]) throws(Fault) {
        var heads: [Identifier: Entry] = [:]
        for entry in given {
            if let other = heads[entry.id], other.head.packageHash != entry.head.packageHash {
                throw .twoHeads(entry.id, files: [other.file, entry.file])
            }
            if heads[entry.id] == nil { heads[entry.id] = entry }
        }
        entries = heads.values.sorted { Self.order($0).lexicographicallyPrecedes(Self.order($1)) }
        var successors: [Identifier: [Identifier]] = [:]
        for entry in entries {
            // A provider ends its own packages and nobody else's.
            for earlier in entry.head.terms.supersedes where heads[earlier]?.head.signer == entry.head.signer {
                if earlier != entry.id { successors[earlier, default: []].append(entry.id) }
            }
        }
        self.successors = successors
    }

    private static func order(_ entry: Entry) -> [String] {
        let revision = String(entry.agreement.revision)
        return [
            entry.agreement.reference.description,
            String(repeating: "0", count: max(0, 8 - revision.count)) + revision,
            entry.head.envelope.signedAt.description, entry.id.description,
        ]
    }

    public var count: Int { entries.count }

    /// The packages given that take the place of `entry`.
    func successors(of entry: Entry) -> [Identifier] { successors[entry.id] ?? [] }

    /// The whole of it.
    public func bytes(as format: Format) -> [UInt8] {
        switch format {
        case .markdown: Array(ListDocument(list: self).text.utf8)
        case .csv: Array(ListTable(list: self).text.utf8)
        case .dcat: ListRecord(list: self).bytes
        }
    }
}
