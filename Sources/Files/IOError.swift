import Glibc

/// A system call that failed, on what, and why.
public struct IOError: Error, Equatable, Sendable {
    public enum Operation: String, Sendable {
        case open, read, write, sync, create, rename, remove, status, list, lock, space, link
    }

    public let operation: Operation
    public let path: String
    public let code: Int32

    public init(_ operation: Operation, _ path: String, code: Int32 = errno) {
        (self.operation, self.path, self.code) = (operation, path, code)
    }

    /// The system's own words for `code`, lower case as messages are here.
    public var reason: String {
        let text = String(cString: strerror(code))
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}

/// Calls again while a signal interrupts; -1 is turned into an error, for which alone `path` is made.
func checked<Value: FixedWidthInteger & SignedInteger>(
    _ operation: IOError.Operation, _ path: @autoclosure () -> String, _ call: () -> Value
) throws(IOError) -> Value {
    while true {
        let value = call()
        if value >= 0 { return value }
        let code = errno
        guard code == EINTR else { throw IOError(operation, path(), code: code) }
    }
}
