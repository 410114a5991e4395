import PackageFormat
import Sealing

/// One thing that is wrong in an agreement's YAML; line and column count from 1, columns in Unicode scalars.
public struct AuthoringProblem: Error, Equatable, Sendable {
    public let line: Int
    public let column: Int
    /// As in `recipients[0].users[1]`; empty for the whole file.
    public let path: String
    public let kind: Kind

    public init(line: Int, column: Int, path: String, kind: Kind) {
        (self.line, self.column, self.path, self.kind) = (line, column, path, kind)
    }
}

/// Every problem of one agreement, in the order of lines; never empty.
public struct AgreementProblems: Error, Equatable, Sendable {
    public let problems: [AuthoringProblem]

    public init(problems: [AuthoringProblem]) { self.problems = problems }
}

extension AuthoringProblem {
    /// What YAML offers and an agreement may not use, since it makes the text mean something other than it shows.
    public enum Device: String, Equatable, Sendable { case anchor, alias, tag, mergeKey, complexKey }

    /// What a node of YAML is.
    public enum Shape: String, Equatable, Sendable { case mapping, list, value }

    public enum Kind: Equatable, Sendable {
        case file(FileFault)
        case device(Device)
        /// A control, bidi or other unfit character, as written or as an escape.
        case unfitCharacter(Unicode.Scalar)
        case key(KeyFault)
        case wrongShape(expected: Shape, found: Shape)
        case value(ValueFault)
        case time(TimeFault)
        /// `commaInBrackets`: the rest of a key line whose comment a comma has cut off inside `[ ]`.
        case keyLine(KeyLine.Problem, found: String, commaInBrackets: Bool)
        /// A rule beyond shape; the line of the other node that it speaks of.
        case rule(AgreementProblem.Rule, otherLine: Int?)
        case compiledTooLong(length: Int, cap: Int)
    }

    /// What keeps a file from being read at all.
    public enum FileFault: Equatable, Sendable {
        case tooLong(length: Int, cap: Int)
        case notUTF8
        case empty
        /// In the words of the YAML library.
        case syntax(String)
        case tabInIndentation
        case severalDocuments
    }

    public enum KeyFault: Equatable, Sendable {
        case duplicate(String, firstLine: Int)
        /// `commaInBraces`: the rest of a text that a comma has cut off inside `{ }`.
        case unknown(String, suggestion: String?, known: [String], commaInBraces: Bool)
        case missing(String)
    }

    public enum ValueFault: Equatable, Sendable {
        case empty
        case severalLines
        case tooLong(length: Int, limit: Int)
        case notAReference(String)
        case notADigest(String)
        case notAnInteger(String)
        case integerTooLarge(String)
        case notABoolean(String)
        case notOneOf(allowed: [String], found: String, suggestion: String?)
        /// SECRET, TOP SECRET: no agreement of this tool may carry it.
        case classificationTooHigh(String)
        case notATablePath(String, ArchivePath.Fault)
        /// A `minimum` or `maximum` that is no value of the field's type.
        case notALimit(String, type: Field.Kind)
        case notAPattern(String)
    }

    public enum TimeFault: Equatable, Sendable {
        case notADate(String)
        /// Written as 2027-02-30 is: the form of a day, but none.
        case noSuchDay(String)
        /// The day is real, but its instant lies outside the years 1970 to 9999.
        case outOfRange(LocalDate)
        case unknownZone(String)
        /// The machine has no time-zone data; the folder in which it is looked for.
        case noZoneData(folder: String)
    }
}
