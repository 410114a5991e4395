import Glibc

/// A path inside a package: relative, clean, safe to show and to create (docs/format.md, section 11).
public struct ArchivePath: TextCoded {
    public enum Fault: String, Error, Sendable {
        case empty, absolute, tooLong, tooDeep, componentTooLong, dotComponent, emptyComponent, unfitCharacter
        case notNFC, notUTF8
    }

    public static let maximumLength = 4_096
    public static let maximumDepth = 64
    public static let maximumComponentLength = 255

    public let description: String

    public init?(_ text: String) { try? self.init(checking: text) }

    /// Throws the first fault in the order in which they are listed in docs/format.md, section 11.
    public init(checking text: String) throws(Fault) {
        guard !text.isEmpty else { throw .empty }
        guard text.utf8.count <= Self.maximumLength else { throw .tooLong }
        guard text.utf8.first != UInt8(ascii: "/") else { throw .absolute }
        let isPrintableASCII = withUTF8(text) { $0.allSatisfy { (0x20..<0x7F).contains($0) } }
        if !isPrintableASCII {
            guard !text.unicodeScalars.contains(where: \.isUnfit) else { throw .unfitCharacter }
            guard text.isNFC else { throw .notNFC }
        }
        if let fault = withUTF8(text, Self.fault(ofComponentsIn:)) { throw fault }
        description = text
    }

    private static func fault(ofComponentsIn path: UnsafeBufferPointer<UInt8>) -> Fault? {
        let slash = UInt8(ascii: "/")
        guard path.count(where: { $0 == slash }) < maximumDepth else { return .tooDeep }
        var rest = path[...]
        while true {
            let component = rest.prefix { $0 != slash }
            guard !component.isEmpty else { return .emptyComponent }
            guard component.count <= maximumComponentLength else { return .componentTooLong }
            guard !component.elementsEqual(".".utf8), !component.elementsEqual("..".utf8) else { return .dotComponent }
            rest = rest[component.endIndex...]
            guard !rest.isEmpty else { return nil }
            rest = rest.dropFirst()
        }
    }

    /// In the order of their bytes.
    public func comesBefore(_ other: ArchivePath) -> Bool {
        withUTF8(description) { a in
            withUTF8(other.description) { b in
                let order = memcmp(a.baseAddress!, b.baseAddress!, min(a.count, b.count))
                return order == 0 ? a.count < b.count : order < 0
            }
        }
    }

    /// Divided by bytes: a slash and a combining mark after it are one Character.
    public var components: [String] {
        description.utf8.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The folder that holds it; empty for what lies in none.
    public var folder: Substring {
        description.utf8.lastIndex(of: UInt8(ascii: "/")).map { description[..<$0] } ?? ""
    }

    /// Its last component.
    public var name: Substring {
        description.utf8.lastIndex(of: UInt8(ascii: "/")).map { description[description.utf8.index(after: $0)...] }
            ?? description[...]
    }

    /// Every folder above it, the outermost first.
    public var parents: [ArchivePath] {
        let components = components
        return (1..<components.count).map { ArchivePath(trusted: components.prefix($0).joined(separator: "/")) }
    }

    private init(trusted: String) { description = trusted }

    /// What two paths share that a file system without case, or with its own normalisation, would call the same.
    /// Lower case, then upper case (full mappings), then NFC: ß and SS, ς and σ, ſ and s fall together too.
    public var folded: String {
        guard description.isASCII else { return description.lowercased().uppercased().nfc }
        return withUTF8(description) { path in
            String(unsafeUninitializedCapacity: path.count) { folded in
                for (place, byte) in path.enumerated() {
                    folded[place] = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 32 : byte
                }
                return path.count
            }
        }
    }

    public static func == (a: ArchivePath, b: ArchivePath) -> Bool { a.description.hasSameBytes(as: b.description) }
    public func hash(into hasher: inout Swift.Hasher) { hasher.combine(Array(description.utf8)) }
}

/// The paths of one package, checked against each other as they are added.
public struct PathSet: Sendable {
    public enum Conflict: Error, Equatable, Sendable {
        case duplicate(ArchivePath)
        /// Differs from another path by case alone, or by normalisation under folding.
        case collision(ArchivePath)
        /// A file stands where another path needs a folder.
        case fileAsFolder(ArchivePath)
    }

    private enum Kind { case file, folder, impliedFolder }
    private var known: [String: (path: String, kind: Kind)] = [:]
    /// The folder of the path before, which was found to be one: the next path is mostly of the same folder.
    private var folder: Substring = ""

    /// `count`: paths that are expected, for which room is made at once.
    public init(for count: Int = 0) { known.reserveCapacity(count) }

    public mutating func insert(_ path: ArchivePath, isFolder: Bool) throws(Conflict) {
        let above = path.folder
        if !above.hasSameBytes(as: folder) { try insertParents(of: path) }
        folder = above
        let folded = path.folded
        guard let found = known.updateValue((path.description, isFolder ? .folder : .file), forKey: folded) else {
            return
        }
        do throws(Conflict) {
            guard found.path.hasSameBytes(as: path.description) else { throw .collision(path) }
            guard found.kind == .impliedFolder else { throw .duplicate(path) }
            guard isFolder else { throw .fileAsFolder(path) }
        } catch {
            // The first of the two stays.
            known[folded] = found
            throw error
        }
    }

    private mutating func insertParents(of path: ArchivePath) throws(Conflict) {
        for parent in path.parents {
            guard let found = known[parent.folded] else {
                known[parent.folded] = (parent.description, .impliedFolder)
                continue
            }
            guard found.kind != .file else { throw .fileAsFolder(path) }
            guard found.path.hasSameBytes(as: parent.description) else { throw .collision(path) }
        }
    }
}
