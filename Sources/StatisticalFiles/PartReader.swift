import Files

/// Frames → parts, in the one order that a decoder sends them in: a table with all its variables, rows and texts, the end.
struct PartReader {
    private enum State: Equatable { case start, variables(Int), body, ended }

    private let limits: DecodingLimits
    private let path: String
    private var state = State.start
    private var head: (fileLabel: String, tableName: String, rows: Int?) = ("", "", nil)
    private var variables: [DecodedVariable] = []
    /// Names of the variables that use each set of value labels.
    private var users: [String: [String]] = [:]
    private var textLength = 0

    init(limits: DecodingLimits, path: String) { (self.limits, self.path) = (limits, path) }

    var isEnded: Bool { state == .ended }

    /// What a frame brings: nothing, one part, or many texts.
    mutating func take(_ kind: Frame, _ payload: [UInt8]) throws(StatisticalFileError) -> [DecodedPart] {
        switch (kind, state) {
        case (.fault, .ended): throw .badStream(.afterEnd)
        case (.fault, _): throw try fault(payload)
        case (.table, .start): return try table(try Fields.parse(payload))
        case (.variables, .variables(let count)): return try add(payload, of: count)
        case (.rows, .body): return [.rows(try records(payload))]
        case (.texts, .body): return try texts(payload)
        case (.end, .body):
            let fields = try Fields.parse(payload)
            guard fields.count == 2, let rows = Fields.number(fields[0]), let unread = Fields.number(fields[1]) else {
                throw .badStream(.field)
            }
            if let claimed = head.rows, claimed != rows { throw .badStream(.record) }
            state = .ended
            return [.end(rows: rows, unread: unread)]
        case (_, .ended): throw .badStream(.afterEnd)
        default: throw .badStream(.order)
        }
    }

    private mutating func table(_ fields: [String]) throws(StatisticalFileError) -> [DecodedPart] {
        guard fields.count == 4, let count = Fields.number(fields[3]) else { throw .badStream(.field) }
        let rows = Fields.number(fields[2])
        guard rows != nil || fields[2].isEmpty else { throw .badStream(.field) }
        guard count <= limits.variables else { throw .limit(.variables) }
        head = (fields[0], fields[1], rows)
        state = .variables(count)
        return count == 0 ? [finishTable()] : []
    }

    private mutating func add(_ payload: [UInt8], of count: Int) throws(StatisticalFileError) -> [DecodedPart] {
        try weigh(payload)
        let fields = try Fields.parse(payload)
        guard !fields.isEmpty, fields.count.isMultiple(of: 5), variables.count + fields.count / 5 <= count else {
            throw .badStream(.field)
        }
        for start in stride(from: 0, to: fields.count, by: 5) {
            guard let kind = DecodedVariable.Kind(rawValue: fields[start + 3]) else { throw .badStream(.field) }
            let (name, set) = (fields[start], fields[start + 4])
            if !set.isEmpty { users[set, default: []].append(name) }
            variables.append(
                DecodedVariable(
                    name: name, label: fields[start + 1], format: fields[start + 2], kind: kind, labelSet: set))
        }
        return variables.count == count ? [finishTable()] : []
    }

    private mutating func finishTable() -> DecodedPart {
        state = .body
        defer { variables = [] }
        return .table(
            DecodedTable(variables: variables, fileLabel: head.fileLabel, tableName: head.tableName, rows: head.rows))
    }

    private func records(_ payload: [UInt8]) throws(StatisticalFileError) -> [UInt8] {
        guard payload.last == 0x0A else { throw .badStream(.record) }
        guard String(validating: payload, as: UTF8.self) != nil else { throw .badStream(.utf8) }
        return payload
    }

    private mutating func texts(_ payload: [UInt8]) throws(StatisticalFileError) -> [DecodedPart] {
        try weigh(payload)
        let fields = try Fields.parse(payload)
        guard !fields.isEmpty, fields.count.isMultiple(of: 3) else { throw .badStream(.field) }
        var parts: [DecodedPart] = []
        for start in stride(from: 0, to: fields.count, by: 3) {
            guard let kind = DecodedText.Kind(rawValue: fields[start]) else { throw .badStream(.field) }
            let place = fields[start + 1]
            parts.append(
                .text(
                    DecodedText(
                        kind: kind, place: place, variables: users[place] ?? [], text: fields[start + 2])))
        }
        return parts
    }

    /// Counted with the lengths of the fields, so that empty texts are not free.
    private mutating func weigh(_ payload: [UInt8]) throws(StatisticalFileError) {
        textLength += payload.count
        guard textLength <= limits.text else { throw .limit(.text) }
    }

    private func fault(_ payload: [UInt8]) throws(StatisticalFileError) -> StatisticalFileError {
        guard let fault = Fault(try Fields.parse(payload)) else { throw .badStream(.field) }
        return switch fault {
        case .malformed(let message): .malformed(message: message)
        case .io(let code): .io(IOError(.read, path, code: code))
        case .sandbox(let code): .sandbox(code: code)
        case .severalTables: .severalTables
        case .limit(let limit): .limit(limit)
        }
    }
}
