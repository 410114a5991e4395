import PackageFormat
import Sealing

/// The seek table of zstd's seekable format, as docs/format.md, section 11 narrows it: data frames first, then the
/// catalogue's skippable frame, then those of padding; no checksums, since each data frame has its own.
public struct SeekTable: Equatable, Sendable {
    public static let skippableMagic: UInt32 = 0x184D_2A5E
    public static let footerMagic: UInt32 = 0x8F92_EAB1
    public static let catalogueMagic: UInt32 = 0x184D_2A5C
    public static let paddingMagic: UInt32 = 0x184D_2A5D
    static let footerLength = 9
    static let headerLength = 8
    static let entryLength = 8
    /// 64 Mi entries: 64 TiB of content.
    static let maximumEntries = 1 << 26
    /// Longest catalogue that is read.
    public static let maximumCatalogueLength = 1 << 30
    /// Longest content of one padding frame; more padding takes more frames.
    static let maximumPaddingLength = 1 << 30

    /// Length of each data frame, in order.
    public let frames: [UInt32]
    /// Length of the catalogue's skippable frame, its 8-byte header included.
    public let catalogueFrameLength: Int
    public let paddingFrameLengths: [Int]
    /// Length of the tar stream.
    public let contentLength: Int

    public init(frames: [UInt32], contentLength: Int, catalogueLength: Int, padded: Bool) {
        self.frames = frames
        self.contentLength = contentLength
        catalogueFrameLength = catalogueLength + Self.headerLength
        let data = frames.reduce(0) { $0 + Int($1) }
        let bare =
            data + catalogueFrameLength + Self.headerLength + Self.footerLength + (frames.count + 1) * Self.entryLength
        paddingFrameLengths = padded ? Self.padding(for: bare) : []
    }

    /// Padding frames that bring a stream of `length` bytes to a Padmé length, each counted with its table entry.
    private static func padding(for length: Int) -> [Int] {
        guard padme(length) != length else { return [] }
        var count = 1
        while true {
            let overhead = count * (headerLength + entryLength)
            let content = padme(length + overhead) - length - overhead
            if content <= count * maximumPaddingLength {
                return (0..<count).map { headerLength + content / count + ($0 < content % count ? 1 : 0) }
            }
            count += 1
        }
    }

    public var dataLength: Int { frames.reduce(0) { $0 + Int($1) } }
    public var tableLength: Int {
        Self.headerLength + (frames.count + 1 + paddingFrameLengths.count) * Self.entryLength + Self.footerLength
    }

    /// Length of the whole stream, this table included.
    public var streamLength: Int {
        dataLength + catalogueFrameLength + paddingFrameLengths.reduce(0, +) + tableLength
    }

    /// Content of frame `number`.
    public func contentLength(of number: Int) -> Int {
        min(FrameProfile.contentLength, contentLength - number * FrameProfile.contentLength)
    }

    /// Header of a skippable frame with `length` bytes of content.
    public static func skippableHeader(_ magic: UInt32, contentLength: Int) -> [UInt8] {
        littleEndian(magic) + littleEndian(UInt32(contentLength))
    }

    public var bytes: [UInt8] {
        let count = frames.count + 1 + paddingFrameLengths.count
        var table = Self.skippableHeader(
            Self.skippableMagic, contentLength: count * Self.entryLength + Self.footerLength)
        table.reserveCapacity(tableLength)
        for (number, length) in frames.enumerated() {
            table += littleEndian(length) + littleEndian(UInt32(contentLength(of: number)))
        }
        for length in [catalogueFrameLength] + paddingFrameLengths {
            table += littleEndian(UInt32(length)) + littleEndian(UInt32(0))
        }
        return table + littleEndian(UInt32(count)) + [0] + littleEndian(Self.footerMagic)
    }

    /// Length of the table that ends with `footer`, the last 9 bytes of a stream of `streamLength` bytes.
    public static func tableLength(footer: [UInt8], streamLength: Int) throws(ContentFault) -> Int {
        guard footer.count == footerLength, footer[4] == 0, integer(footer, at: 5) == footerMagic else {
            throw .seekTable
        }
        let count = Int(integer(footer, at: 0))
        guard (2...maximumEntries).contains(count) else { throw .seekTable }
        let length = headerLength + count * entryLength + footerLength
        guard length <= streamLength else { throw .seekTable }
        return length
    }

    /// Parses a table of the length that `tableLength(footer:streamLength:)` gave.
    public init(parsing table: [UInt8], streamLength: Int) throws(ContentFault) {
        let count = (table.count - Self.headerLength - Self.footerLength) / Self.entryLength
        guard Self.integer(table, at: 0) == Self.skippableMagic,
            Int(Self.integer(table, at: 4)) == table.count - Self.headerLength
        else { throw .seekTable }
        var frames: [UInt32] = []
        var skippable: [Int] = []
        var content = 0
        for entry in 0..<count {
            let length = Self.integer(table, at: Self.headerLength + entry * Self.entryLength)
            let size = Int(Self.integer(table, at: Self.headerLength + entry * Self.entryLength + 4))
            if size > 0 {
                // Data frames come first, and all but the last are full.
                guard skippable.isEmpty, content.isMultiple(of: FrameProfile.contentLength),
                    size <= FrameProfile.contentLength, Int(length) >= FrameProfile.shortestFrame,
                    Int(length) <= FrameProfile.longestFrame
                else { throw .seekTable }
                frames.append(length)
                content += size
            } else {
                skippable.append(Int(length))
            }
        }
        guard let catalogue = skippable.first, !frames.isEmpty,
            (Self.headerLength...Self.headerLength + Self.maximumCatalogueLength).contains(catalogue),
            skippable.dropFirst().allSatisfy({
                $0 >= Self.headerLength && $0 <= Self.headerLength + Self.maximumPaddingLength
            })
        else { throw .seekTable }
        self.frames = frames
        contentLength = content
        catalogueFrameLength = catalogue
        paddingFrameLengths = Array(skippable.dropFirst())
        guard self.streamLength == streamLength, tableLength == table.count else { throw .seekTable }
    }

    private static func integer(_ bytes: [UInt8], at offset: Int) -> UInt32 {
        bytes[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
}
