import Files
import GRDB
import PackageFormat
import Sealing

/// Why the register was not opened, read or changed.
public enum RegisterError: Error, Equatable, Sendable {
    case io(IOError)
    /// There is no register at this path.
    case missing(path: String)
    case exists(path: String)
    /// A file that is no database of this tool's.
    case notARegister(path: String)
    /// Written by a later version of this tool.
    case newer(path: String)
    /// SQLite cannot read it, or a stored statement is not what was received.
    case damaged(path: String, detail: String)
    /// Another process held it for more than half a minute.
    case busy(path: String)
    case pinnedAlready(Fingerprint, [PinRole])
    case notPinned(Fingerprint)
    case compromised(Fingerprint, since: LocalDate)
    /// Nothing in the register has this reference or package id.
    case unknown(String)
    /// A line of a CSV file that is no transfer: the first is 1, its heading.
    case csv(path: String, [DeclaredProblem])
}

/// What is wrong with a row of a CSV file.
public struct DeclaredProblem: Equatable, Sendable {
    /// Row 1 is the heading.
    public let row: Int
    public let column: String
    public let value: String
    public let fault: Fault

    public enum Fault: Equatable, Sendable {
        case noSuchColumn, missingColumn, repeatedColumn, missingValue, notADate, notADirection, notText,
            endsBeforeStart
        /// Another row is about the same reference, recipient and site; `value` says which.
        case repeatedTransfer
        case tooManyValues, quoteNotClosed, notUTF8
    }

    public init(row: Int, column: String, value: String, fault: Fault) {
        (self.row, self.column, self.value, self.fault) = (row, column, value, fault)
    }
}

/// What SQLite says, as an error of the register's.
func inDatabase<Value>(at path: String, _ body: () throws -> Value) throws(RegisterError) -> Value {
    do { return try body() } catch let error as RegisterError { throw error } catch let error as DatabaseError {
        switch error.resultCode {
        case .SQLITE_NOTADB: throw .notARegister(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: throw .busy(path: path)
        case .SQLITE_FULL: throw .io(IOError(.write, path, code: 28))
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: throw .io(IOError(.write, path, code: 13))
        case .SQLITE_CANTOPEN: throw .io(IOError(.open, path, code: 13))
        case .SQLITE_IOERR: throw .io(IOError(.write, path, code: 5))
        default: throw .damaged(path: path, detail: error.message ?? "SQLite error \(error.resultCode.rawValue)")
        }
    } catch let error as Inconsistency {
        throw .damaged(path: path, detail: "the table \(error.table) does not follow from the records")
    } catch { throw .damaged(path: path, detail: "\(error)") }
}
