import Sealing

/// A catalogue's line of an entry, written and read without a JSON library, which takes longer over the lines of 20,000 small
/// files than their compression takes. What does not look exactly like this, `CanonicalJSON` writes and reads.
///
///     {"digest":"HEX","offset":N,"path":"PATH","size":N}     a file
///     {"offset":N,"path":"PATH"}                             a folder
enum CatalogueLine {
    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")

    /// Nil where the path has a character that JSON escapes.
    static func encode(path: ArchivePath, offset: Count?, size: Count?, digest: Digest?) -> [UInt8]? {
        guard !path.description.utf8.contains(where: isEscaped) else { return nil }
        var line = Array("{".utf8)
        func field(_ name: StaticString, _ value: some Sequence<UInt8>, quoted: Bool) {
            if line.count > 1 { line.append(UInt8(ascii: ",")) }
            line.append(quote)
            line += UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
            line += [quote, UInt8(ascii: ":")]
            if quoted { line.append(quote) }
            line += value
            if quoted { line.append(quote) }
        }
        line.reserveCapacity(path.description.utf8.count + 144)
        if let digest { field("digest", digest.hex.utf8, quoted: true) }
        if let offset { field("offset", offset.value.description.utf8, quoted: false) }
        field("path", path.description.utf8, quoted: true)
        if let size { field("size", size.value.description.utf8, quoted: false) }
        line.append(UInt8(ascii: "}"))
        return line
    }

    /// Nil for anything but an entry in just this spelling.
    static func decode(_ line: ArraySlice<UInt8>) -> CatalogueEntry? {
        var rest = line
        var digest: Digest?
        if rest.take("{\"digest\":\"") {
            guard let hex = rest.takeText(), let found = Digest(hex), rest.take(",\"offset\":") else { return nil }
            digest = found
        } else {
            guard rest.take("{\"offset\":") else { return nil }
        }
        guard let offset = rest.takeCount(), rest.take(",\"path\":\""), let text = rest.takeText(),
            let path = ArchivePath(text)
        else { return nil }
        var entry = CatalogueEntry(folder: path, offset: offset)
        if let digest {
            guard rest.take(",\"size\":"), let size = rest.takeCount() else { return nil }
            entry = CatalogueEntry(file: path, offset: offset, size: size, digest: digest)
        }
        // One spelling for each value, as everywhere.
        guard rest.elementsEqual([UInt8(ascii: "}")]),
            let again = encode(path: path, offset: offset, size: entry.size, digest: digest), again[...] == line
        else { return nil }
        return entry
    }

    fileprivate static func isEscaped(_ byte: UInt8) -> Bool { byte < 0x20 || byte == quote || byte == backslash }
}

extension ArraySlice<UInt8> {
    fileprivate mutating func take(_ text: StaticString) -> Bool {
        let expected = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard starts(with: expected) else { return false }
        removeFirst(expected.count)
        return true
    }

    /// Up to the next quotation mark, which is taken too.
    fileprivate mutating func takeText() -> String? {
        guard let end = firstIndex(where: CatalogueLine.isEscaped), self[end] == UInt8(ascii: "\""),
            let text = String(validating: self[..<end], as: UTF8.self)
        else { return nil }
        self = self[(end + 1)...]
        return text
    }

    fileprivate mutating func takeCount() -> Count? {
        var value = 0
        let digits = prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard (1...16).contains(digits.count) else { return nil }
        for digit in digits { value = value * 10 + Int(digit - UInt8(ascii: "0")) }
        removeFirst(digits.count)
        return Count(value)
    }
}

extension CatalogueEntry {
    /// Its line of canonical JSON, without the line feed.
    public var line: [UInt8] {
        CatalogueLine.encode(path: path, offset: offset, size: size, digest: digest) ?? CanonicalJSON.encode(self)
    }

    /// Nil for what is no entry, or not in its canonical form.
    public init?(line: ArraySlice<UInt8>) {
        let entry =
            CatalogueLine.decode(line)
            ?? (try? CanonicalJSON.decode(CatalogueEntry.self, from: line, cap: Catalogue.maximumLineLength))
        guard let entry else { return nil }
        self = entry
    }
}

extension Sequence<CatalogueEntry> {
    /// A line for each, each with its line feed.
    public var lines: [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(underestimatedCount * 200)
        for entry in self {
            text += entry.line
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }
}
