import CReadStat

/// A file in memory, written by ReadStat itself.
struct MadeFile {
    struct Column {
        let name: String
        var label = ""
        var format = ""
        var type = READSTAT_TYPE_DOUBLE
        var width = 8
        var labelSet: String?
    }

    enum Cell {
        case text(String)
        /// As they are, in whatever encoding.
        case bytes([UInt8])
        case number(Double)
        case integer(Int32)
        /// Stata's strL, which stands elsewhere in the file.
        case reference(String)
        case missing
        case tagged(Character)
    }

    var format: Format
    var columns: [Column]
    var rows: [[Cell]]
    var labels: [String: [Int32: String]] = [:]
    var textLabels: [String: [String: String]] = [:]
    var notes: [String] = []
    var fileLabel = ""
    var compression = READSTAT_COMPRESS_NONE
    var version: UInt8?

    enum Format: String, CaseIterable, Sendable { case sav, zsav, dta, sas7bdat, xpt }

    func bytes() throws(WriterError) -> [UInt8] {
        guard let writer = readstat_writer_init() else { throw WriterError(code: READSTAT_ERROR_MALLOC) }
        defer { readstat_writer_free(writer) }
        let output = Output()
        try check(readstat_set_data_writer(writer, collect))
        if let version { try check(readstat_writer_set_file_format_version(writer, version)) }
        if !fileLabel.isEmpty { try check(readstat_writer_set_file_label(writer, fileLabel)) }
        try check(readstat_writer_set_compression(writer, format == .zsav ? READSTAT_COMPRESS_BINARY : compression))
        // The time would make no two runs alike.
        try check(readstat_writer_set_file_timestamp(writer, 1_700_000_000))
        var sets: [String: OpaquePointer] = [:]
        for (name, labels) in labels.sorted(by: { $0.key < $1.key }) {
            let type = format == .dta ? READSTAT_TYPE_INT32 : READSTAT_TYPE_DOUBLE
            guard let set = readstat_add_label_set(writer, type, name) else { continue }
            for (value, label) in labels.sorted(by: { $0.key < $1.key }) {
                if format == .dta {
                    readstat_label_int32_value(set, value, label)
                } else {
                    readstat_label_double_value(set, Double(value), label)
                }
            }
            sets[name] = OpaquePointer(set)
        }
        for (name, labels) in textLabels {
            guard let set = readstat_add_label_set(writer, READSTAT_TYPE_STRING, name) else { continue }
            for (value, label) in labels.sorted(by: { $0.key < $1.key }) {
                readstat_label_string_value(set, value, label)
            }
            sets[name] = OpaquePointer(set)
        }
        for note in notes { readstat_add_note(writer, note) }
        let variables = columns.map { column in
            let variable = readstat_add_variable(writer, column.name, column.type, column.width)
            readstat_variable_set_label(variable, column.label)
            if !column.format.isEmpty { readstat_variable_set_format(variable, column.format) }
            if let set = column.labelSet.flatMap({ sets[$0] }) {
                readstat_variable_set_label_set(variable, UnsafeMutablePointer(set))
            }
            return variable
        }
        var references: [String: UnsafeMutablePointer<readstat_string_ref_t>?] = [:]
        for case .reference(let text) in rows.joined() { references[text] = readstat_add_string_ref(writer, text) }
        try begin(writer, Unmanaged.passUnretained(output).toOpaque())
        for row in rows {
            try check(readstat_begin_row(writer))
            for (variable, cell) in zip(variables, row) { try check(insert(cell, variable, writer, references)) }
            try check(readstat_end_row(writer))
        }
        try check(readstat_end_writing(writer))
        return withExtendedLifetime(output) { $0.bytes }
    }

    private func begin(_ writer: UnsafeMutablePointer<readstat_writer_t>, _ context: UnsafeMutableRawPointer)
        throws(WriterError)
    {
        let count = rows.count
        switch format {
        case .sav, .zsav: try check(readstat_begin_writing_sav(writer, context, count))
        case .dta: try check(readstat_begin_writing_dta(writer, context, count))
        case .sas7bdat: try check(readstat_begin_writing_sas7bdat(writer, context, count))
        case .xpt: try check(readstat_begin_writing_xport(writer, context, count))
        }
    }

    private func insert(
        _ cell: Cell, _ variable: UnsafeMutablePointer<readstat_variable_t>?,
        _ writer: UnsafeMutablePointer<readstat_writer_t>,
        _ references: [String: UnsafeMutablePointer<readstat_string_ref_t>?]
    ) -> readstat_error_t {
        switch cell {
        case .text(let text): readstat_insert_string_value(writer, variable, text)
        case .bytes(let bytes):
            (bytes + [0]).withUnsafeBytes {
                readstat_insert_string_value(writer, variable, $0.baseAddress?.assumingMemoryBound(to: CChar.self))
            }
        case .reference(let text): readstat_insert_string_ref(writer, variable, references[text] ?? nil)
        case .number(let number): readstat_insert_double_value(writer, variable, number)
        case .integer(let number): readstat_insert_int32_value(writer, variable, number)
        case .missing: readstat_insert_missing_value(writer, variable)
        case .tagged(let tag):
            readstat_insert_tagged_missing_value(writer, variable, CChar(tag.asciiValue ?? 0x61))
        }
    }
}

struct WriterError: Error { let code: readstat_error_t }

private func check(_ code: readstat_error_t) throws(WriterError) {
    guard code == READSTAT_OK else { throw WriterError(code: code) }
}

private final class Output {
    var bytes: [UInt8] = []
}

private func collect(_ data: UnsafeRawPointer?, _ count: Int, _ context: UnsafeMutableRawPointer?) -> Int {
    guard let context else { return -1 }
    let output = Unmanaged<Output>.fromOpaque(context).takeUnretainedValue()
    output.bytes.append(contentsOf: UnsafeRawBufferPointer(start: data, count: count))
    return count
}
