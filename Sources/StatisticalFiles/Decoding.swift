import CReadStat

/// One run of ReadStat over a file. The callbacks are in DecodingCallbacks.swift.
final class Decoding {
    let format: StatisticalFormat
    private let limits: DecodingLimits
    private var writer: FrameWriter
    var source: Source
    /// What made a callback abort.
    private(set) var fault: Fault?

    private var fileLabel = ""
    private var tableName = ""
    private var claimedRows: Int?
    private var expectedVariables = 0
    private var variables: [DecodedVariable] = []
    private var meanings: [CellMeaning] = []
    /// Texts that came before the table was known.
    private var waiting: [[String]]? = []
    private var textLength = 0

    private var records: [UInt8] = []
    private var recordStart = 0
    private var column = 0
    private var rows = 0

    init(_ format: StatisticalFormat, _ source: Source, limits: DecodingLimits, into writer: FrameWriter) {
        (self.format, self.source, self.limits, self.writer) = (format, source, limits, writer)
        records.reserveCapacity(2 * Frame.usualLength)
    }

    func run() throws(Fault) {
        if format == .xpt { try checkForOneTable() }
        let result = parse()
        if let fault { throw fault }
        if let code = source.failure { throw .io(code) }
        switch result {
        case READSTAT_OK: break
        case READSTAT_ERROR_MALLOC: throw .limit(.memory)
        default: throw .malformed(String(cString: readstat_error_message(result)))
        }
        guard waiting == nil, column == 0 else { throw .malformed("a row is not whole") }
        if let claimedRows, claimedRows != rows { throw .malformed("the number of rows is another than the file says") }
        // ReadStat takes the end of a Stata file for the end of its value labels.
        if format == .dta, source.isCut { throw .malformed("the file is cut within its value labels") }
        try sendRecords()
        try writer.send(.end, ["\(rows)", "\(unread())"])
    }

    /// Bytes behind what was read. ReadStat leaves the closing tags of a Stata file, after the first five bytes, alone.
    private func unread() -> Int {
        let rest = max(0, source.size - source.reach)
        let tags = Array("ue_labels></stata_dta>".utf8)
        guard format == .dta, rest >= tags.count else { return rest }
        var found = [UInt8](repeating: 0, count: tags.count)
        _ = source.seek(source.reach, READSTAT_SEEK_SET)
        let count = found.withUnsafeMutableBytes { source.read(into: $0.baseAddress!, $0.count) }
        return count == tags.count && found == tags ? rest - count : rest
    }

    /// TS-140: each table begins with this record, and records have 80 bytes.
    private func checkForOneTable() throws(Fault) {
        var (buffer, found) = ([UInt8](repeating: 0, count: 80 * 4_096), 0)
        let member = Array("HEADER RECORD*******MEM".utf8)
        while true {
            let count = buffer.withUnsafeMutableBytes { source.read(into: $0.baseAddress!, $0.count) }
            guard count > 0 else { break }
            for record in stride(from: 0, to: count, by: 80) where buffer[record...].starts(with: member) { found += 1 }
        }
        if let code = source.failure { throw .io(code) }
        source = Source(descriptor: source.descriptor, size: source.size)
        guard found <= 1 else { throw .severalTables }
    }

    /// Does one step of a callback; false tells ReadStat to stop.
    func step(_ body: () throws(Fault) -> Void) -> Bool {
        guard fault == nil else { return false }
        do {
            try body()
            return true
        } catch {
            fault = error
            return false
        }
    }

    // MARK: What the callbacks bring

    func begin(rows: Int, variables: Int, fileLabel: String, tableName: String) throws(Fault) {
        guard variables <= limits.variables else { throw .limit(.variables) }
        (expectedVariables, self.fileLabel, self.tableName) = (variables, fileLabel, tableName)
        claimedRows = rows >= 0 ? rows : nil
        if variables <= 0 { try sendTable() }
    }

    func add(_ variable: DecodedVariable, isText: Bool) throws(Fault) {
        guard variables.count < expectedVariables else { throw .malformed("there are too many variables") }
        let meaning = CellMeaning(isText: isText, format: variable.format, in: format)
        meanings.append(meaning)
        variables.append(
            DecodedVariable(
                name: variable.name, label: variable.label, format: variable.format, kind: meaning.kind,
                labelSet: variable.labelSet))
        if variables.count == expectedVariables { try sendTable() }
    }

    func add(_ kind: DecodedText.Kind, place: String, _ text: String) throws(Fault) {
        guard !text.isEmpty else { return }
        let fields = [kind.rawValue, place, text]
        try weigh(fields)
        if waiting != nil {
            waiting?.append(fields)
        } else {
            try sendRecords()
            try writer.add(fields, to: .texts)
        }
    }

    /// Cells come row by row and in the order of the variables, each once; everything else is no table.
    func addCell(_ index: Int, _ value: readstat_value_t) throws(Fault) {
        guard waiting == nil, index == column, column < meanings.count else {
            throw .malformed("a row is not whole")
        }
        if column > 0 { records.append(0x2C) }
        append(value, meanings[column])
        column += 1
        // What waits before this record, at most a usual frame, goes into the same one.
        guard records.count - recordStart < Frame.rows.cap - Frame.usualLength - 4 else { throw .limit(.record) }
        guard column == meanings.count else { return }
        // A line without a character would be no record.
        if records.count == recordStart { records.append(contentsOf: [0x22, 0x22]) }
        records.append(0x0A)
        (column, rows) = (0, rows + 1)
        if records.count >= Frame.usualLength { try sendRecords() }
        recordStart = records.count
    }

    // MARK: Inside

    private func append(_ value: readstat_value_t, _ meaning: CellMeaning) {
        if readstat_value_is_system_missing(value) != 0 || readstat_value_is_tagged_missing(value) != 0 { return }
        switch value.type {
        case READSTAT_TYPE_STRING, READSTAT_TYPE_STRING_REF:
            let start = records.count
            if RawText.append(readstat_string_value(value), to: &records) { quote(from: start) }
        case READSTAT_TYPE_FLOAT where meaning.unit == .plain:
            let number = value.v.float_value
            if !number.isNaN { CellText.append(number: number, to: &records) }
        case READSTAT_TYPE_INT8, READSTAT_TYPE_INT16, READSTAT_TYPE_INT32, READSTAT_TYPE_FLOAT, READSTAT_TYPE_DOUBLE:
            let number = readstat_double_value(value)
            if !number.isNaN { CellText.append(number, meaning.unit, to: &records) }
        default: break
        }
    }

    private func quote(from start: Int) {
        let text = Array(records[start...])
        records.removeLast(text.count)
        records.append(0x22)
        for byte in text {
            if byte == 0x22 { records.append(0x22) }
            records.append(byte)
        }
        records.append(0x22)
    }

    private func sendTable() throws(Fault) {
        try writer.send(.table, [fileLabel, tableName, claimedRows.map { "\($0)" } ?? "", "\(variables.count)"])
        for variable in variables {
            let fields = [variable.name, variable.label, variable.format, variable.kind.rawValue, variable.labelSet]
            try weigh(fields)
            try writer.add(fields, to: .variables)
        }
        variables = []
        for fields in waiting ?? [] { try writer.add(fields, to: .texts) }
        waiting = nil
        expectedVariables = 0
    }

    /// As the parent counts them.
    private func weigh(_ fields: [String]) throws(Fault) {
        textLength += fields.reduce(0) { $0 + 4 + $1.utf8.count }
        guard textLength <= limits.text else { throw .limit(.text) }
    }

    private func sendRecords() throws(Fault) {
        let end = column == 0 ? records.count : recordStart
        guard end > 0 else { return }
        if end == records.count {
            try writer.send(.rows, bytes: records)
            records.removeAll(keepingCapacity: true)
        } else {
            try writer.send(.rows, bytes: Array(records[..<end]))
            records.removeSubrange(..<end)
        }
        recordStart = 0
    }
}
