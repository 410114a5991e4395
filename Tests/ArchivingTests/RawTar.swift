/// Tar headers written byte by byte, so that each can have one fault.
struct RawEntry {
    var name = "file"
    var mode = "0000600"
    var owner = 0
    var group = 0
    var modified = 1_800_000_000
    var type: Character = "0"
    var linkName = ""
    var magic: [UInt8] = Array("ustar\u{0}00".utf8)
    var ownerName = ""
    var groupName = ""
    var prefix = ""
    var content: [UInt8] = Array("content".utf8)
    /// What the header says, where that is not the length of `content`.
    var size: Int?

    private static func field(_ text: some Sequence<UInt8>, _ length: Int) -> [UInt8] {
        let bytes = Array(text)
        precondition(bytes.count <= length)
        return bytes + [UInt8](repeating: 0, count: length - bytes.count)
    }

    private static func octal(_ value: Int, _ digits: Int) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// POSIX.1-2017, pax, "ustar Interchange Format".
    var header: [UInt8] {
        var bytes = Self.field(name.utf8, 100)
        bytes += Self.field(mode.utf8, 8)
        bytes += Self.field(Self.octal(owner, 7).utf8, 8) + Self.field(Self.octal(group, 7).utf8, 8)
        bytes += Self.field(Self.octal(size ?? content.count, 11).utf8, 12)
        bytes += Self.field(Self.octal(modified, 11).utf8, 12)
        bytes += [UInt8](repeating: 0x20, count: 8)
        bytes += Self.field(String(type).utf8, 1) + Self.field(linkName.utf8, 100) + Self.field(magic, 8)
        bytes += Self.field(ownerName.utf8, 32) + Self.field(groupName.utf8, 32)
        bytes += Self.field("0000000".utf8, 8) + Self.field("0000000".utf8, 8) + Self.field(prefix.utf8, 155)
        bytes += [UInt8](repeating: 0, count: 12)
        let sum = bytes.reduce(0) { $0 + Int($1) }
        bytes.replaceSubrange(148..<156, with: Array("\(Self.octal(sum, 6))\u{0} ".utf8))
        return bytes
    }

    var bytes: [UInt8] { header + RawTar.blocks(content) }

    static func with(_ change: (inout RawEntry) -> Void) -> [UInt8] {
        var entry = RawEntry()
        change(&entry)
        return entry.bytes
    }
}

enum RawTar {
    static let end = [UInt8](repeating: 0, count: 1_024)

    /// Filled with zeros to whole blocks.
    static func blocks(_ content: [UInt8]) -> [UInt8] {
        content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }

    /// An extended header of `records`, each `LENGTH KEY=VALUE` and a line feed.
    static func pax(_ records: [(key: String, value: String)], type: Character = "x") -> [UInt8] {
        let body = records.flatMap { key, value -> [UInt8] in
            let rest = " \(key)=\(value)\n"
            var length = rest.utf8.count + 1
            while "\(length)".utf8.count + rest.utf8.count != length { length += 1 }
            return Array("\(length)\(rest)".utf8)
        }
        return RawEntry.with {
            $0.name = "PaxHeader/file"
            $0.type = type
            $0.content = body
        }
    }

    /// GNU's entry that holds the name (`L`) or the link's target (`K`) of the next.
    static func gnuLong(_ name: String, type: Character = "L") -> [UInt8] {
        RawEntry.with {
            $0.name = "././@LongLink"
            $0.type = type
            $0.magic = Array("ustar  \u{0}".utf8)
            $0.content = Array(name.utf8) + [0]
        }
    }
}
