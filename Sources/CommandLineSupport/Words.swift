/// The classes of docs/exit-codes.md.
public enum ExitStatus: Int32, Sendable {
    case done = 0
    case failure = 1
    case due = 2
    case refused = 3
    case notAuthentic = 4
    case noKey = 5
    case screening = 6
    case deletion = 7
    case vaultDamaged = 8
    case newerTool = 9
    case usage = 64
    case inputOutput = 74
    /// Ended by a signal, as shells count it (128 + SIGINT).
    case interrupted = 130
}

/// An error in words: what happened, and the next action. Lower case, no full stop.
public struct Words: Error, Equatable, Sendable {
    public let status: ExitStatus
    public let message: String
    /// More of the same kind, one a line: every file that cannot be packed, every problem of an agreement.
    public let details: [String]
    public let hint: String?

    public init(_ status: ExitStatus, _ message: String, details: [String] = [], hint: String? = nil) {
        (self.status, self.message, self.details, self.hint) = (status, message, details, hint)
    }
}

/// An error that has words. Each module's errors get theirs in a `Messages.swift`, and nowhere else.
public protocol Worded: Error {
    var words: Words { get }
}

extension Words: Worded {
    public var words: Words { self }
}

/// What came from elsewhere, as it may be shown: in quotes, with control and bidi characters escaped.
public func quoted(_ text: some CustomStringConvertible) -> String { "\"\(shown(text))\"" }

/// As `quoted`, without the quotes.
public func shown(_ text: some CustomStringConvertible) -> String {
    var out = ""
    for scalar in text.description.unicodeScalars {
        if isUnfitToShow(scalar) {
            out += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        } else {
            out.unicodeScalars.append(scalar)
        }
    }
    return out
}

/// `1 file`, `2 files`.
public func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(grouped(count)) \(count == 1 ? one : many ?? one + "s")"
}

/// `1,234,567`.
public func grouped(_ number: Int) -> String {
    var digits = String(number)
    var parts: [String] = []
    while digits.count > 3 {
        parts.insert(String(digits.suffix(3)), at: 0)
        digits.removeLast(3)
    }
    return ([digits] + parts).joined(separator: ",")
}

/// `1.2 GB`, in powers of ten, as disks are sold.
public func sized(_ bytes: Int) -> String {
    guard bytes >= 1_000 else { return counted(bytes, "byte") }
    var value = Double(bytes)
    for unit in ["kB", "MB", "GB", "TB", "PB"] {
        value /= 1_000
        if value < 999.5 { return "\(oneDecimal(value)) \(unit)" }
    }
    return "\(oneDecimal(value)) PB"
}

func oneDecimal(_ value: Double) -> String {
    if value >= 100 { return String(Int(value.rounded())) }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
}
