import Glibc
import Pipelining
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
        var line: [UInt8] = []
        line.reserveCapacity(path.description.utf8.count + 144)
        return append(path: path, offset: offset, size: size, digest: digest, to: &line) ? line : nil
    }

    /// False, with nothing added, where the path has a character that JSON escapes.
    static func append(
        path: ArchivePath, offset: Count?, size: Count?, digest: Digest?, to text: inout [UInt8]
    ) -> Bool {
        withUTF8(path.description) { path in
            guard !path.contains(where: isEscaped) else { return false }
            text.append("{")
            if let digest {
                text.append("\"digest\":\"")
                Hex.append(digest.bytes, to: &text)
                text.append("\",")
            }
            if let offset {
                text.append("\"offset\":")
                text.append(decimal: offset)
                text.append(",")
            }
            text.append("\"path\":\"")
            text += path
            text.append("\"")
            if let size {
                text.append(",\"size\":")
                text.append(decimal: size)
            }
            text.append("}")
            return true
        }
    }

    /// Nil for anything but an entry in just this spelling.
    static func decode(_ line: ArraySlice<UInt8>) -> CatalogueEntry? {
        line.withUnsafeBufferPointer { decode($0) }
    }

    private static func decode(_ line: UnsafeBufferPointer<UInt8>) -> CatalogueEntry? {
        var rest = line
        var digest: Digest?
        if rest.take("{\"digest\":\"") {
            guard let hex = rest.takeText(), let found = Hex.decode(hex).flatMap({ Digest($0) }),
                rest.take(",\"offset\":")
            else { return nil }
            digest = found
        } else {
            guard rest.take("{\"offset\":") else { return nil }
        }
        guard let offset = rest.takeCount(), rest.take(",\"path\":\""), let text = rest.takeText(),
            let path = String(validating: text, as: UTF8.self).flatMap({ ArchivePath($0) })
        else { return nil }
        var entry = CatalogueEntry(folder: path, offset: offset)
        if let digest {
            guard rest.take(",\"size\":"), let size = rest.takeCount() else { return nil }
            entry = CatalogueEntry(file: path, offset: offset, size: size, digest: digest)
        }
        // One spelling for each value, as everywhere.
        guard rest.take("}"), rest.isEmpty,
            let again = encode(path: path, offset: offset, size: entry.size, digest: digest),
            again.count == line.count, memcmp(again, line.baseAddress!, line.count) == 0
        else { return nil }
        return entry
    }

    fileprivate static func isEscaped(_ byte: UInt8) -> Bool { byte < 0x20 || byte == quote || byte == backslash }
}

extension [UInt8] {
    fileprivate mutating func append(_ text: StaticString) {
        self += UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    fileprivate mutating func append(decimal count: Count) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var (rest, start) = (count.value, digits.count)
            repeat {
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            } while rest > 0
            self += digits[start...]
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    fileprivate mutating func drop(_ count: Int) { self = UnsafeBufferPointer(rebasing: self[count...]) }

    fileprivate mutating func take(_ text: StaticString) -> Bool {
        let length = text.utf8CodeUnitCount
        guard count >= length, memcmp(baseAddress!, text.utf8Start, length) == 0 else { return false }
        drop(length)
        return true
    }

    /// Up to the next quotation mark, which is taken too.
    fileprivate mutating func takeText() -> UnsafeBufferPointer? {
        guard let end = firstIndex(where: CatalogueLine.isEscaped), self[end] == UInt8(ascii: "\"") else { return nil }
        let text = UnsafeBufferPointer(rebasing: self[..<end])
        drop(end + 1)
        return text
    }

    fileprivate mutating func takeCount() -> Count? {
        var value = 0
        let digits = prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard (1...16).contains(digits.count) else { return nil }
        for digit in digits { value = value * 10 + Int(digit - UInt8(ascii: "0")) }
        drop(digits.count)
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
        guard line.count <= Catalogue.maximumLineLength else { return nil }
        let entry =
            CatalogueLine.decode(line)
            ?? (try? CanonicalJSON.decode(CatalogueEntry.self, from: line, cap: Catalogue.maximumLineLength))
        guard let entry else { return nil }
        self = entry
    }
}

extension [CatalogueEntry] {
    /// A line for each, each with its line feed.
    public var lines: [UInt8] {
        // As many as are worth a thread.
        let stretch = 1_024
        let parts = sideBySide((count + stretch - 1) / stretch) {
            self[$0 * stretch..<Swift.min(($0 + 1) * stretch, count)].lines
        }
        var text: [UInt8] = []
        text.reserveCapacity(parts.reduce(0) { $0 + $1.count })
        for part in parts { text += part }
        return text
    }
}

extension ArraySlice<CatalogueEntry> {
    fileprivate var lines: [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(count * 200)
        for entry in self {
            if !CatalogueLine.append(
                path: entry.path, offset: entry.offset, size: entry.size, digest: entry.digest, to: &text)
            {
                text += entry.line
            }
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }
}
