import Archiving
import PackageFormat
import Sealing

/// What stands behind the data frames: seek table, catalogue, padding (docs/format.md, section 11). Read first, so that
/// nothing is written before every path was checked.
struct StreamTail {
    let table: SeekTable
    let catalogue: Catalogue

    init(_ stream: inout StreamReader, envelope: Envelope, agreement: Agreement) throws(OpeningError) {
        let length = envelope.payloadLength.value
        table = try Self.table(&stream, length: length)
        let start = table.dataLength
        let end = start + table.catalogueFrameLength
        try Self.checkHeader(
            &stream, at: start, SeekTable.catalogueMagic, length: table.catalogueFrameLength, .catalogue(line: 0))
        let text = try stream.bytes((start + 8)..<end)
        do throws(ContentFault) {
            catalogue = try Catalogue(
                parsing: text, bytesBound: envelope.contentBytesBound.value,
                entriesBound: min(envelope.fileCountBound.value, Envelope.maximumFiles))
            guard catalogue.tarBytes == table.contentLength else { throw .catalogue(line: 1) }
            try Self.checkScreening(of: catalogue, agreement)
        } catch { throw .content(error) }
        try Self.checkPadding(&stream, table, from: end)
    }

    private static func checkScreening(of catalogue: Catalogue, _ agreement: Agreement) throws(ContentFault) {
        guard let given = catalogue.screening else { return }
        guard given.report.contentsHash == catalogue.entries.contentsHash else { throw .screening(.otherContents) }
        do {
            _ = try AcceptedScreening(checking: given.acceptances, of: given.report, under: agreement)
        } catch { throw .screening(error) }
    }

    private static func table(_ stream: inout StreamReader, length: Int) throws(OpeningError) -> SeekTable {
        guard length >= 9 else { throw .content(.seekTable) }
        let footer = try stream.bytes((length - 9)..<length)
        let tableLength = try inContent { () throws(ContentFault) in
            try SeekTable.tableLength(footer: footer, streamLength: length)
        }
        let bytes = try stream.bytes((length - tableLength)..<length)
        return try inContent { () throws(ContentFault) in try SeekTable(parsing: bytes, streamLength: length) }
    }

    private static func checkHeader(
        _ stream: inout StreamReader, at offset: Int, _ magic: UInt32, length: Int, _ fault: ContentFault
    ) throws(OpeningError) {
        let found = try stream.bytes(offset..<(offset + 8))
        guard found == SeekTable.skippableHeader(magic, contentLength: length - 8) else { throw .content(fault) }
    }

    private static func checkPadding(
        _ stream: inout StreamReader, _ table: SeekTable, from start: Int
    ) throws(OpeningError) {
        var offset = start
        for length in table.paddingFrameLengths {
            try checkHeader(&stream, at: offset, SeekTable.paddingMagic, length: length, .padding)
            try stream.forEach(in: (offset + 8)..<(offset + length)) { (part) throws(OpeningError) in
                guard part.allSatisfy({ $0 == 0 }) else { throw .content(.padding) }
            }
            offset += length
        }
    }
}
