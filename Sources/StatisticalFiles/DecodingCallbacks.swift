import CReadStat

extension Decoding {
    func parse() -> readstat_error_t {
        guard let parser = readstat_parser_init() else { return READSTAT_ERROR_MALLOC }
        defer { readstat_parser_free(parser) }
        let context = Unmanaged.passUnretained(self).toOpaque()
        readstat_set_open_handler(parser) { _, _ in 0 }
        readstat_set_close_handler(parser) { _ in 0 }
        readstat_set_seek_handler(parser) { offset, whence, context in
            decoding(context).source.seek(offset, whence)
        }
        readstat_set_read_handler(parser) { buffer, count, context in
            guard let buffer else { return count == 0 ? 0 : -1 }
            return decoding(context).source.read(into: buffer, count)
        }
        readstat_set_update_handler(parser) { _, _, _, _ in READSTAT_OK }
        readstat_set_io_ctx(parser, context)
        readstat_set_metadata_handler(parser, metadata)
        readstat_set_variable_handler(parser, variable)
        readstat_set_value_handler(parser, value)
        readstat_set_value_label_handler(parser, valueLabel)
        readstat_set_note_handler(parser, note)
        return switch format {
        case .sav, .zsav: readstat_parse_sav(parser, "", context)
        case .dta: readstat_parse_dta(parser, "", context)
        case .sas7bdat: readstat_parse_sas7bdat(parser, "", context)
        case .xpt: readstat_parse_xport(parser, "", context)
        }
    }
}

private func decoding(_ context: UnsafeMutableRawPointer?) -> Decoding {
    guard let context else { preconditionFailure("ReadStat lost its context") }
    return Unmanaged<Decoding>.fromOpaque(context).takeUnretainedValue()
}

private func answer(_ goesOn: Bool) -> Int32 { Int32(goesOn ? READSTAT_HANDLER_OK : READSTAT_HANDLER_ABORT) }

private func metadata(_ metadata: UnsafeMutablePointer<readstat_metadata_t>?, _ context: UnsafeMutableRawPointer?)
    -> Int32
{
    guard let found = metadata?.pointee else { return answer(false) }
    let decoding = decoding(context)
    return answer(
        decoding.step { () throws(Fault) in
            try decoding.begin(
                rows: Int(found.row_count), variables: Int(found.var_count),
                fileLabel: RawText.string(found.file_label),
                tableName: RawText.string(found.table_name))
        })
}

private func variable(
    _ index: Int32, _ variable: UnsafeMutablePointer<readstat_variable_t>?, _ labels: UnsafePointer<CChar>?,
    _ context: UnsafeMutableRawPointer?
) -> Int32 {
    let decoding = decoding(context)
    return answer(
        decoding.step { () throws(Fault) in
            try decoding.add(
                DecodedVariable(
                    name: RawText.string(readstat_variable_get_name(variable)),
                    label: RawText.string(readstat_variable_get_label(variable)),
                    format: RawText.string(readstat_variable_get_format(variable)), kind: .string,
                    labelSet: RawText.string(labels)),
                isText: readstat_variable_get_type_class(variable) == READSTAT_TYPE_CLASS_STRING)
        })
}

private func value(
    _ row: Int32, _ variable: UnsafeMutablePointer<readstat_variable_t>?, _ value: readstat_value_t,
    _ context: UnsafeMutableRawPointer?
) -> Int32 {
    let decoding = decoding(context)
    return answer(
        decoding.step { () throws(Fault) in
            try decoding.addCell(Int(readstat_variable_get_index(variable)), value)
        })
}

private func valueLabel(
    _ set: UnsafePointer<CChar>?, _ value: readstat_value_t, _ label: UnsafePointer<CChar>?,
    _ context: UnsafeMutableRawPointer?
) -> Int32 {
    let decoding = decoding(context)
    let place = RawText.string(set)
    return answer(
        decoding.step { () throws(Fault) in
            try decoding.add(.valueLabel, place: place, RawText.string(label))
            guard value.type == READSTAT_TYPE_STRING else { return }
            try decoding.add(.labelledValue, place: place, RawText.string(readstat_string_value(value)))
        })
}

private func note(_ index: Int32, _ text: UnsafePointer<CChar>?, _ context: UnsafeMutableRawPointer?) -> Int32 {
    let decoding = decoding(context)
    return answer(
        decoding.step { () throws(Fault) in try decoding.add(.note, place: "", RawText.string(text)) })
}
