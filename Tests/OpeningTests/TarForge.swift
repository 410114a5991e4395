/// A tar stream made block by block, so that it can hold what no honest writer makes.
struct TarForge {
    struct Entry {
        var path: String
        var type: Character = "0"
        var content: [UInt8] = []
        var mode = 0o600
        var owner = 0
        var group = 0
        var modified = 1_767_225_600
        var link = ""
        var ownerName = ""
        var groupName = ""
        /// Records of a pax header that is put before the entry.
        var pax: [(key: String, value: String)] = []
        /// What the header says where that is not the length of `content`.
        var size: Int?
        var magic = Array("ustar\u{0}00".utf8)
    }

    var entries: [Entry]
    var end = [UInt8](repeating: 0, count: 1_024)

    init(_ entries: [Entry]) { self.entries = entries }

    /// The stream, and where each entry begins.
    func built() -> (bytes: [UInt8], offsets: [Int]) {
        var bytes: [UInt8] = []
        var offsets: [Int] = []
        for entry in entries {
            offsets.append(bytes.count)
            if !entry.pax.isEmpty {
                let records = Array(entry.pax.map(Self.record).joined().utf8)
                bytes += Self.header(Entry(path: "PaxHeader/entry", type: "x", content: records, modified: 0))
                bytes += Self.blocks(records)
            }
            bytes += Self.header(entry) + Self.blocks(entry.content)
        }
        return (bytes + end, offsets)
    }

    /// `LENGTH KEY=VALUE\n`, where LENGTH counts itself.
    static func record(_ key: String, _ value: String) -> String {
        let rest = " \(key)=\(value)\n"
        var length = rest.utf8.count
        while String(length).utf8.count + rest.utf8.count != length {
            length = String(length).utf8.count + rest.utf8.count
        }
        return "\(length)\(rest)"
    }

    /// Filled with zeros up to a whole number of blocks.
    static func blocks(_ content: [UInt8]) -> [UInt8] {
        content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }

    /// POSIX.1-1988 ustar.
    static func header(_ entry: Entry) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: some Collection<UInt8>, at place: Int, width: Int) {
            block.replaceSubrange(place..<(place + min(width, text.count)), with: text.prefix(width))
        }
        func number(_ value: Int, at place: Int, width: Int) {
            let digits = String(value, radix: 8)
            put(
                (String(repeating: "0", count: max(0, width - 1 - digits.count)) + digits).utf8, at: place, width: width
            )
        }
        put(entry.path.utf8, at: 0, width: 100)
        number(entry.mode, at: 100, width: 8)
        number(entry.owner, at: 108, width: 8)
        number(entry.group, at: 116, width: 8)
        number(entry.size ?? entry.content.count, at: 124, width: 12)
        number(entry.modified, at: 136, width: 12)
        put([entry.type.asciiValue ?? 0], at: 156, width: 1)
        put(entry.link.utf8, at: 157, width: 100)
        put(entry.magic, at: 257, width: 8)
        put(entry.ownerName.utf8, at: 265, width: 32)
        put(entry.groupName.utf8, at: 297, width: 32)
        put([UInt8](repeating: UInt8(ascii: " "), count: 8), at: 148, width: 8)
        // Six digits, NUL, space.
        number(block.reduce(0) { $0 + Int($1) }, at: 148, width: 7)
        block[154] = 0
        return block
    }
}
