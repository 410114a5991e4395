import CReadStat
import StatisticalFiles
import Testing

/// Character sets: the C library loads them from files, which the child cannot open any more.
@Suite struct EncodingTests {
    private static let cafe: [UInt8] = [0x63, 0x61, 0x66, 0xE9]

    private func file(_ format: MadeFile.Format, _ text: [UInt8], version: UInt8? = nil) throws -> [UInt8] {
        try MadeFile(
            format: format, columns: [.init(name: "a", type: READSTAT_TYPE_STRING, width: 8)], rows: [[.bytes(text)]],
            version: version
        ).bytes()
    }

    /// `new` for every `old` of the same length.
    private func replacing(_ old: [UInt8], with new: [UInt8], in bytes: [UInt8]) throws -> [UInt8] {
        var (bytes, found) = (bytes, 0)
        for start in 0...(bytes.count - old.count) where bytes[start...].starts(with: old) {
            bytes.replaceSubrange(start..<(start + old.count), with: new)
            found += 1
        }
        try #require(found == 1, "\(found) places")
        return bytes
    }

    @Test func stataBeforeVersion14IsWindows1252() throws {
        #expect(try Decoded(try file(.dta, Self.cafe, version: 114), .dta).records == "café\n")
    }

    /// An SPSS file of one text, with the code page of its record 7, subtype 3, replaced.
    private func sav(_ text: [UInt8], page: Int) throws -> [UInt8] {
        try replacing(
            [0xE9, 0xFD, 0, 0], with: [UInt8(page & 0xFF), UInt8(page >> 8), 0, 0], in: try file(.sav, text))
    }

    @Test(
        arguments: [
            (1_252, [0xE9], "cé"), (1_251, [0xE9], "cй"), (850, [0x82], "cé"), (28_605, [0xA4], "c€"),
            (932, [0x8E, 0x52], "c山"), (54_936, [0xC9, 0xBD], "c山"), (20_866, [0xC1], "cа"),
        ] as [(Int, [UInt8], String)])
    func codePageOfAnSPSSFile(page: Int, bytes: [UInt8], expected: String) throws {
        #expect(try Decoded(try sav([0x63] + bytes, page: page), .sav).records == "\(expected)\n")
    }

    /// EBCDIC, ISO-2022-JP and UTF-7, which the C library would load now: it cannot, and the file is refused.
    @Test(arguments: [1, 50_220, 65_000, 10_000, 4, 77]) func characterSetThatWasNotLoaded(page: Int) throws {
        let failure = try Decoded.failure(try sav([0x63], page: page), .sav)
        #expect(failure == .malformed(message: "File has an unsupported character set"))
    }

    @Test func bytesThatAreNotOfTheCharacterSet() throws {
        let failure = try Decoded.failure(try sav([0x63, 0xFF, 0x63], page: 65_001), .sav)
        guard case .malformed = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    /// SAS transport files say nothing of their encoding.
    @Test func bytesOfNoKnownEncodingStillShow() throws {
        #expect(try Decoded(try file(.xpt, Self.cafe + [0x80]), .xpt).records == "café€\n")
        #expect(try Decoded(try file(.xpt, Array("café".utf8)), .xpt).records == "café\n")
    }
}
