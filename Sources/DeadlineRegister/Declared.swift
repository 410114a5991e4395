import FoundationEssentials
import GRDB
import PackageFormat
import Sealing

/// Transfers made without Microvault, as somebody wrote them into a table: evidence `declared`, checked by nobody.
public struct DeclaredFile: Sendable {
    /// One copy of one transfer.
    public struct Transfer: Hashable, Sendable {
        public enum Direction: String, Codable, Sendable { case out, `in` }

        public let row: Int
        public let reference: Line
        public let title: Line
        public let direction: Direction
        public let provider: Line
        public let recipient: Line
        public let site: Line
        public let sent: LocalDate?
        public let expires: LocalDate
        public let deleteBy: LocalDate
        public let reviewBy: LocalDate?
        /// Somebody says that it is gone since this day.
        public let deleted: LocalDate?
        public let contact: Line?
        /// Where the paper is.
        public let evidence: Line?

        /// What names the copy.
        var copy: [Line] { [reference, recipient, site] }
    }

    /// In this order in the template; any order in a file.
    public enum Column: String, CaseIterable, Sendable {
        case reference, title, direction, provider, recipient, site, sent, expires
        case deleteBy = "delete_by"
        case reviewBy = "review_by"
        case deleted, contact, evidence

        var isRequired: Bool {
            switch self {
            case .reference, .title, .direction, .provider, .recipient, .site, .expires, .deleteBy: true
            case .sent, .reviewBy, .deleted, .contact, .evidence: false
            }
        }
    }

    public struct Faults: Error { public let problems: [DeclaredProblem] }

    public static let maximumLength = 64 << 20
    public let transfers: [Transfer]

    /// A file to begin with: the heading, and one row to replace.
    public static let template = """
        reference,title,direction,provider,recipient,site,sent,expires,delete_by,review_by,deleted,contact,evidence
        DSA-2024-007,Labour force extract 2023,out,Department A,University of Examples,Room 2,2024-03-01,2025-02-28,2025-03-31,,,j.smith@examples.example,signed PDF in the agreements mailbox

        """

    public init(parsing bytes: [UInt8]) throws(Faults) {
        guard
            let text = String(
                validating: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...], as: UTF8.self)
        else { throw Faults(problems: [DeclaredProblem(row: 1, column: "", value: "", fault: .notUTF8)]) }
        guard let rows = Self.rows(text) else {
            throw Faults(problems: [DeclaredProblem(row: 1, column: "", value: "", fault: .quoteNotClosed)])
        }
        var problems: [DeclaredProblem] = []
        let heading = (rows.first ?? []).map { $0.trimmed.lowercased() }
        for (index, name) in heading.enumerated() where !name.isEmpty {
            if Column(rawValue: name) == nil {
                problems.append(DeclaredProblem(row: 1, column: name, value: "", fault: .noSuchColumn))
            } else if heading[..<index].contains(name) {
                problems.append(DeclaredProblem(row: 1, column: name, value: "", fault: .repeatedColumn))
            }
        }
        for column in Column.allCases where column.isRequired && !heading.contains(column.rawValue) {
            problems.append(DeclaredProblem(row: 1, column: column.rawValue, value: "", fault: .missingColumn))
        }
        guard problems.isEmpty else { throw Faults(problems: problems) }
        var transfers: [Transfer] = []
        var rowOf: [[Line]: Int] = [:]
        for (index, cells) in rows.enumerated().dropFirst() where cells.contains(where: { !$0.trimmed.isEmpty }) {
            var reader = RowReader(row: index + 1, heading: heading, cells: cells)
            if let transfer = reader.transfer() {
                // A second row of one copy would take the place of the first, and its deadline would be lost.
                if let first = rowOf.updateValue(transfer.row, forKey: transfer.copy) {
                    reader.report(.reference, "row \(first)", .repeatedTransfer)
                }
                transfers.append(transfer)
            }
            problems += reader.problems
        }
        guard problems.isEmpty else { throw Faults(problems: problems) }
        self.transfers = transfers
    }

    /// RFC 4180, with line feeds alone or after a carriage return; nil where a quote is never closed.
    static func rows(_ text: String) -> [[String]]? {
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var bytes = Array(text.utf8)[...]
        if bytes.last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
        func end() { row.append(String(decoding: cell, as: UTF8.self)) }
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "\"") where isQuoted && bytes.first == UInt8(ascii: "\""):
                cell.append(byte)
                bytes.removeFirst()
            case UInt8(ascii: "\"") where isQuoted: isQuoted = false
            case UInt8(ascii: "\"") where cell.isEmpty: isQuoted = true
            case _ where isQuoted: cell.append(byte)
            case UInt8(ascii: ","):
                end()
                cell = []
            case UInt8(ascii: "\r") where bytes.first == UInt8(ascii: "\n"): continue
            case UInt8(ascii: "\n"):
                end()
                rows.append(row)
                (row, cell) = ([], [])
            default: cell.append(byte)
            }
        }
        return isQuoted ? nil : rows
    }
}

/// One row, its cells by their column's name.
private struct RowReader {
    let row: Int
    let heading: [String]
    let cells: [String]
    var problems: [DeclaredProblem] = []

    init(row: Int, heading: [String], cells: [String]) { (self.row, self.heading, self.cells) = (row, heading, cells) }

    mutating func transfer() -> DeclaredFile.Transfer? {
        if cells.count > heading.count {
            report(.reference, cells[heading.count], .tooManyValues)
            return nil
        }
        let (reference, title) = (line(.reference), line(.title))
        let (provider, recipient, site) = (line(.provider), line(.recipient), line(.site))
        let (expires, deleteBy) = (day(.expires), day(.deleteBy))
        let (sent, reviewBy, deleted) = (day(.sent), day(.reviewBy), day(.deleted))
        let (contact, evidence) = (line(.contact), line(.evidence))
        let direction = DeclaredFile.Transfer.Direction(rawValue: text(.direction).lowercased())
        if direction == nil { report(.direction, text(.direction), .notADirection) }
        if let expires, let deleteBy, deleteBy < expires {
            report(.deleteBy, deleteBy.description, .endsBeforeStart)
        }
        guard problems.isEmpty, let reference, let title, let direction, let provider, let recipient, let site,
            let expires,
            let deleteBy
        else { return nil }
        return DeclaredFile.Transfer(
            row: row, reference: reference, title: title, direction: direction, provider: provider,
            recipient: recipient,
            site: site, sent: sent, expires: expires, deleteBy: deleteBy, reviewBy: reviewBy, deleted: deleted,
            contact: contact, evidence: evidence)
    }

    private func text(_ column: DeclaredFile.Column) -> String {
        guard let index = heading.firstIndex(of: column.rawValue), index < cells.count else { return "" }
        return cells[index].trimmed
    }

    private mutating func line(_ column: DeclaredFile.Column) -> Line? {
        let text = text(column)
        guard !text.isEmpty else {
            if column.isRequired { report(column, "", .missingValue) }
            return nil
        }
        guard let line = Line(typed: text) else {
            report(column, text, .notText)
            return nil
        }
        return line
    }

    private mutating func day(_ column: DeclaredFile.Column) -> LocalDate? {
        let text = text(column)
        guard !text.isEmpty else {
            if column.isRequired { report(column, "", .missingValue) }
            return nil
        }
        guard let day = LocalDate(text) else {
            report(column, text, .notADate)
            return nil
        }
        return day
    }

    mutating func report(_ column: DeclaredFile.Column, _ value: String, _ fault: DeclaredProblem.Fault) {
        problems.append(DeclaredProblem(row: row, column: column.rawValue, value: value, fault: fault))
    }
}

extension Register {
    /// Takes over a table whole, or none of it; a row about a copy that is known replaces what was said of it before.
    public func importDeclared(_ bytes: [UInt8], named name: String, now: Instant) throws(RegisterError) -> Int {
        let file: DeclaredFile
        do throws(DeclaredFile.Faults) { file = try DeclaredFile(parsing: bytes) } catch {
            throw .csv(path: name, error.problems)
        }
        var content = bytes
        // A table that another has overtaken is taken over again: an empty line makes it a record of its own.
        while try isOvertaken(content) { content.append(UInt8(ascii: "\n")) }
        _ = try add([Arrival(name: name, content: content, kind: .declared)], now: now)
        return file.transfers.count
    }

    private func isOvertaken(_ content: [UInt8]) throws(RegisterError) -> Bool {
        let digest = Arrival(name: "", content: content, kind: .declared).digest
        return try read { db in
            try Bool.fetchOne(
                db,
                sql:
                    "SELECT EXISTS (SELECT 1 FROM record WHERE digest = ? AND number < (SELECT MAX(record) FROM declared))",
                arguments: [Data(digest.bytes)]) == true
        }
    }
}

extension Intake {
    mutating func take(_ file: DeclaredFile, _ record: Int64) throws -> Outcome {
        let statement = try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO declared (reference, title, direction, provider, recipient, site, sent_day, expires_day,
                    delete_by_day, review_by_day, deleted_day, contact, evidence, record, row)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for transfer in file.transfers {
            try statement.execute(
                arguments: [
                    transfer.reference.description, transfer.title.description, transfer.direction.rawValue,
                    transfer.provider.description, transfer.recipient.description, transfer.site.description,
                    transfer.sent?.daysSinceEpoch, transfer.expires.daysSinceEpoch, transfer.deleteBy.daysSinceEpoch,
                    transfer.reviewBy?.daysSinceEpoch, transfer.deleted?.daysSinceEpoch,
                    transfer.contact?.description ?? "", transfer.evidence?.description ?? "", record, transfer.row,
                ])
        }
        return .taken
    }
}
