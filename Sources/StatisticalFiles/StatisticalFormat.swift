/// The formats that ReadStat reads here.
public enum StatisticalFormat: String, Sendable, CaseIterable {
    case sav, zsav, dta, sas7bdat, xpt

    /// By the ending of a file's name, in any case; nil for every other file.
    public init?(ofFileNamed name: some StringProtocol) {
        guard let dot = name.lastIndex(of: ".") else { return nil }
        self.init(rawValue: name[name.index(after: dot)...].lowercased())
    }
}

/// A column, as the file describes it.
public struct DecodedVariable: Codable, Hashable, Sendable {
    /// What the program that wrote the file takes the values for.
    public enum Kind: String, Codable, Sendable { case string, number, date, time, datetime }

    public let name: String
    public let label: String
    /// In the words of the program that wrote the file: `DATE11`, `%td`, `MMDDYY10`.
    public let format: String
    public let kind: Kind
    /// The set of value labels that the column uses, or "".
    public let labelSet: String

    public init(name: String, label: String, format: String, kind: Kind, labelSet: String) {
        (self.name, self.label, self.format, self.kind, self.labelSet) = (name, label, format, kind, labelSet)
    }
}

/// What a file says of its one table.
public struct DecodedTable: Codable, Hashable, Sendable {
    public let variables: [DecodedVariable]
    public let fileLabel: String
    public let tableName: String
    /// As the file claims; nil where the format does not say.
    public let rows: Int?

    public init(variables: [DecodedVariable], fileLabel: String, tableName: String, rows: Int?) {
        (self.variables, self.fileLabel, self.tableName, self.rows) = (variables, fileLabel, tableName, rows)
    }
}

/// A text of the file that is no cell.
public struct DecodedText: Codable, Hashable, Sendable {
    /// A value label, a text value that has a label, or a note of the file's author.
    public enum Kind: String, Codable, Sendable { case valueLabel, labelledValue, note }

    public let kind: Kind
    /// The name of the set of value labels, or "".
    public let place: String
    /// Names of the columns that use the set.
    public let variables: [String]
    public let text: String

    public init(kind: Kind, place: String, variables: [String], text: String) {
        (self.kind, self.place, self.variables, self.text) = (kind, place, variables, text)
    }
}

/// What comes out of a file, in this order: the table, then rows and texts as the file has them, then the end.
public enum DecodedPart: Equatable, Sendable {
    case table(DecodedTable)
    /// Whole records of RFC 4180 in UTF-8, with commas and "\n", without a header. Missing values are empty, texts without
    /// the spaces that pad them, whole numbers without a point, other numbers as short as they can be read back. Dates are
    /// `YYYY-MM-DD`, with a time `YYYY-MM-DDThh:mm:ss`; times are `hh:mm:ss`.
    case rows([UInt8])
    case text(DecodedText)
    /// The table is whole. `unread`: bytes at the end of the file that nobody looked at; of an SPSS file, up to 64 KiB behind
    /// its last row are read ahead and not counted.
    case end(rows: Int, unread: Int)
}
