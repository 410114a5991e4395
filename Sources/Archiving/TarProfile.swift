import PackageFormat

/// Lets through to libarchive what our writer writes and nothing else (docs/format.md, section 11): for each catalogued
/// entry at its offset an optional pax header, then one ustar header, content and zero fill; at the end two zero blocks.
///
/// libarchive reads far more dialects than a package may hold. This looks at header blocks alone, as the stream passes;
/// what the fields mean stays libarchive's to say.
public struct TarProfile {
    static let block = 512
    /// Records of one pax header: a path of 4,096 bytes, a size and a time fit well.
    private static let longestPax = 16_384

    private enum State {
        /// Waiting for the header of entry `index`; `hasPax` once its pax header went by.
        case header(hasPax: Bool)
        case pax(left: Int)
        case content(left: Int)
        case zeros(left: Int, thenEnd: Bool)
        case finished
    }

    private let entries: [CatalogueEntry]
    private let hasEnd: Bool
    private var index = 0
    private var position: Int
    private var state: State
    private var held: [UInt8] = []
    /// The `path` record of the pax header before this entry.
    private var paxPath: [UInt8]?

    /// The profile of the tar stream from the first of `entries` on; with `hasEnd` the two zero blocks follow the last.
    public init(_ entries: some Collection<CatalogueEntry>, hasEnd: Bool) {
        self.entries = Array(entries)
        self.hasEnd = hasEnd
        position = entries.first?.offset.value ?? 0
        state = .finished
        state = entries.isEmpty ? ended : .header(hasPax: false)
    }

    private var ended: State { hasEnd ? .zeros(left: 1_024, thenEnd: true) : .finished }

    /// Takes the next part of the stream; throws at the first byte that does not belong.
    public mutating func take(_ bytes: UnsafeRawBufferPointer) throws(ContentFault) {
        var rest = bytes
        while !rest.isEmpty {
            let taken: Int
            switch state {
            case .header(let hasPax): taken = try header(rest, hasPax: hasPax)
            case .pax(let left): taken = try pax(rest, left: left)
            case .content(let left):
                taken = min(left, rest.count)
                state = left == taken ? afterContent() : .content(left: left - taken)
            case .zeros(let left, let thenEnd):
                taken = min(left, rest.count)
                guard rest[..<taken].allSatisfy({ $0 == 0 }) else { throw thenEnd ? .tarEnd : fault() }
                state = left > taken ? .zeros(left: left - taken, thenEnd: thenEnd) : thenEnd ? .finished : next()
            case .finished: throw .tarEnd
            }
            position += taken
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(taken))
        }
    }

    /// The stream is at its end.
    public func end() throws(ContentFault) {
        guard case .finished = state else { throw .tarEnd }
    }

    private func fault() -> ContentFault { index < entries.count ? .entryDiffers(entries[index].path) : .tarEnd }

    /// The kind of thing that stands here is not one that a package holds.
    private func kindFault() -> ContentFault { .entryKind(entries[index].path.description) }

    private mutating func hold(_ bytes: UnsafeRawBufferPointer, upTo count: Int) -> Int {
        let taken = min(count - held.count, bytes.count)
        held += bytes[..<taken]
        return taken
    }

    private mutating func header(_ bytes: UnsafeRawBufferPointer, hasPax: Bool) throws(ContentFault) -> Int {
        if held.isEmpty, !hasPax {
            guard position == entries[index].offset.value else { throw fault() }
        }
        let taken = hold(bytes, upTo: Self.block)
        guard held.count == Self.block else { return taken }
        let header = UstarHeader(held)
        held = []
        guard header.isWellFormed else { throw fault() }
        let entry = entries[index]
        switch header.type {
        case UInt8(ascii: "x"):
            guard !hasPax, let size = header.size, (1...Self.longestPax).contains(size) else { throw kindFault() }
            state = .pax(left: size)
        case UInt8(ascii: "0"):
            defer { paxPath = nil }
            guard !entry.isFolder, header.mode == 0o600 else { throw kindFault() }
            let size = entry.size?.value ?? 0
            // A size that ustar cannot hold stands in the pax header; libarchive writes zero or what fits beside it.
            guard header.size == size || hasPax && size > UstarHeader.largestSize else { throw fault() }
            try checkPath(header)
            state = size > 0 ? .content(left: size) : next()
        case UInt8(ascii: "5"):
            defer { paxPath = nil }
            guard entry.isFolder, header.mode == 0o700, header.size == 0 else { throw kindFault() }
            try checkPath(header)
            state = next()
        default: throw kindFault()
        }
        return taken
    }

    /// Byte for byte, as the header spells it: libarchive composes characters and joins slashes before it tells.
    private func checkPath(_ header: UstarHeader) throws(ContentFault) {
        let entry = entries[index]
        let found = paxPath ?? header.path
        let path = Array(entry.path.description.utf8)
        guard found == path || entry.isFolder && found == path + [UInt8(ascii: "/")] else {
            throw .entryNotInCatalogue(String(decoding: found, as: UTF8.self))
        }
    }

    /// After the content: fill up to the next block.
    private mutating func afterContent() -> State {
        let fill = -(entries[index].size?.value ?? 0) & (Self.block - 1)
        return fill > 0 ? .zeros(left: fill, thenEnd: false) : next()
    }

    private mutating func next() -> State {
        index += 1
        return index < entries.count ? .header(hasPax: false) : ended
    }

    /// POSIX pax records: `LENGTH KEY=VALUE\n`, each key once.
    private mutating func pax(_ bytes: UnsafeRawBufferPointer, left: Int) throws(ContentFault) -> Int {
        let padded = (left + Self.block - 1) / Self.block * Self.block
        let taken = hold(bytes, upTo: padded)
        guard held.count == padded else { return taken }
        let records = held[..<left]
        guard held[left...].allSatisfy({ $0 == 0 }), !records.contains(0),
            let values = Self.records(records)
        else {
            throw kindFault()
        }
        paxPath = values["path"].map(Array.init)
        held = []
        state = .header(hasPax: true)
        return taken
    }

    /// `path` is not empty; `size` and `mtime` are whole numbers.
    private static func isAllowed(_ key: String, _ value: ArraySlice<UInt8>) -> Bool {
        let longest = ["size": 19, "mtime": 11][key]
        guard let longest else { return key == "path" && !value.isEmpty }
        return (1...longest).contains(value.count)
            && value.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// The records by their keys; nil where one is not allowed.
    private static func records(_ records: ArraySlice<UInt8>) -> [String: ArraySlice<UInt8>]? {
        var rest = records
        var found: [String: ArraySlice<UInt8>] = [:]
        while !rest.isEmpty {
            guard let space = rest.firstIndex(of: UInt8(ascii: " ")),
                let length = Int(String(decoding: rest[..<space], as: UTF8.self)), length > space - rest.startIndex + 1,
                length <= rest.count
            else { return nil }
            let record = rest[(space + 1)..<(rest.startIndex + length)]
            guard record.last == UInt8(ascii: "\n"), let equals = record.firstIndex(of: UInt8(ascii: "=")) else {
                return nil
            }
            let key = String(decoding: record[..<equals], as: UTF8.self)
            let value = record[(equals + 1)...].dropLast()
            guard rest.first != UInt8(ascii: "0"), found[key] == nil, isAllowed(key, value) else { return nil }
            found[key] = value
            rest = rest[(rest.startIndex + length)...]
        }
        return found
    }
}

/// The fields of a ustar header (POSIX.1-2017, pax) that a package fixes.
private struct UstarHeader {
    /// Eleven octal digits.
    static let largestSize = 0o77_777_777_777

    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var type: UInt8 { bytes[156] }
    var mode: Int { octal(100..<108) ?? -1 }
    var size: Int? { octal(124..<136) }

    /// Prefix and name as POSIX joins them.
    var path: [UInt8] {
        let prefix = bytes[345..<500].prefix { $0 != 0 }
        let name = bytes[..<100].prefix { $0 != 0 }
        return prefix.isEmpty ? Array(name) : prefix + [UInt8(ascii: "/")] + name
    }

    /// ustar magic and version, right checksum, owner 0, no owner names, no link, no device, nothing behind the prefix.
    var isWellFormed: Bool {
        Array(bytes[257..<265]) == Array("ustar\u{0}00".utf8) && hasChecksum
            && octal(108..<116) == 0 && octal(116..<124) == 0 && octal(136..<148) != nil
            && isZero(157..<257) && isZero(265..<329) && isNoDevice(329..<337) && isNoDevice(337..<345)
            && isZero(500..<512)
    }

    private var checksum: Int {
        // The field itself counts as eight spaces.
        bytes.reduce(8 * 0x20) { $0 + Int($1) } - bytes[148..<156].reduce(0) { $0 + Int($1) }
    }

    /// Six octal digits, NUL and a space.
    private var hasChecksum: Bool { bytes[155] == 0x20 && bytes[154] == 0 && octal(148..<155) == checksum }

    /// POSIX leaves the device fields of files that are no devices open: zero, or empty.
    private func isNoDevice(_ range: Range<Int>) -> Bool { isZero(range) || octal(range) == 0 }

    private func isZero(_ range: Range<Int>) -> Bool { bytes[range].allSatisfy { $0 == 0 } }

    /// Octal digits ended by one space or zero or more; nil for anything else, base-256 too.
    private func octal(_ range: Range<Int>) -> Int? {
        let digits = bytes[range].prefix { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
        guard !digits.isEmpty, digits.count < range.count,
            bytes[digits.endIndex..<range.upperBound].allSatisfy({ $0 == 0 || $0 == 0x20 })
        else {
            return nil
        }
        return digits.reduce(0) { $0 << 3 | Int($1 - UInt8(ascii: "0")) }
    }
}
