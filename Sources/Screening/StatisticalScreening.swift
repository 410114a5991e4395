import Files
import PackageFormat
import StatisticalFiles

extension ExtractScreening {
    /// Whether a file of this name is read by ReadStat.
    public static func isStatistical(_ path: ArchivePath) -> Bool { FileKind(path, isTable: true) == .statistical }

    /// Screens a statistical file, decoded in a child process without rights. Call for all of them before a secret key is
    /// unlocked and before `begin` is first called; `begin` then passes over them. `isInterrupted` is asked now and then, and what is
    /// left of the file is not looked at when it is true.
    public func screen(
        _ file: borrowing File, at path: ArchivePath, executable: String = "/proc/self/exe",
        environment: [String] = [], isInterrupted: () -> Bool
    ) {
        guard let format = StatisticalFormat(ofFileNamed: path.description) else { return }
        notice(path)
        statistical.insert(path)
        var reading: TableReading?
        var screening: TableScreening?
        var fault: FileFault?
        do throws(StatisticalFileError) {
            let child = try DecodingChild(
                decoding: file, as: format, executable: executable, environment: environment)
            defer { child.stop() }
            while !isInterrupted(), let part = try child.next() {
                switch part {
                case .table(let table):
                    guard table.variables.count <= TablePlan.mostVariables else {
                        throw StatisticalFileError.limit(.variables)
                    }
                    let plan = plan(of: table, format, path)
                    let made = makeTable(plan)
                    decoded[path] = plan.published
                    made.texts = [table.fileLabel, table.tableName].filter { !$0.isEmpty }.map {
                        LabelledText(place: .fileLabel, text: $0)
                    }
                    screening = made
                    reading = TableReading(made, lane: lane)
                case .rows(let bytes): bytes.withUnsafeBytes { reading?.feed($0) }
                case .text(let text):
                    let place = text.kind == .note ? ScreeningFinding.Place.note : .valueLabel
                    screening?.texts.append(LabelledText(place: place, text: text.text))
                case .end(_, let unread):
                    if unread > 0 { fault = .malformed("bytes behind its end that nothing reads") }
                }
            }
        } catch { fault = FileFault(error) }
        let late = fault.flatMap { if case .malformed(let text) = $0 { Line(showing: text) } else { nil } }
        // A file without a table, or one that was not read for another reason than itself, is a finding of its own.
        if let fault, screening == nil || late == nil {
            early.append(
                ScreeningFinding(
                    late == nil ? .unscreened : .malformed, path: path, count: 1, of: 1,
                    detail: Line(showing: fault.text)))
        }
        _ = reading?.end(failure: late)
    }

    private func plan(of table: DecodedTable, _ format: StatisticalFormat, _ path: ArchivePath) -> TablePlan {
        TablePlan(
            path: path, format: ScreenedTable.Format(rawValue: format.rawValue) ?? .csv,
            dialect: Dialect(encoding: .utf8, delimiter: UInt8(ascii: ",")), table: self.table(of: path),
            names: table.variables.map(\.name), labels: table.variables.map { $0.label.isEmpty ? nil : $0.label })
    }
}

/// Why a statistical file was not read to its end: of its own making, or not.
private enum FileFault {
    case malformed(String)
    case unread(String)

    var text: String {
        switch self {
        case .malformed(let text), .unread(let text): text
        }
    }

    init(_ error: StatisticalFileError) {
        self =
            switch error {
            case .malformed(let message): .malformed(message)
            case .severalTables: .malformed("more than one table in a file")
            case .crashed(let signal): .malformed("its reader ended by signal \(signal)")
            case .limit(let limit): .malformed("more \(limit.rawValue) than is allowed for it")
            case .truncatedStream, .badStream, .ended: .malformed("its reader ended without a result")
            case .notPlainFile: .unread("it is not a plain file")
            case .io(let error): .unread("it cannot be read (\(error.code))")
            case .sandbox(let code): .unread("this system does not confine the process that would read it (\(code))")
            }
    }
}
