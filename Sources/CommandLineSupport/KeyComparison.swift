import PackageFormat
import Sealing

/// The signing key in the file at `path`, or in `path` itself where it is a key line.
public func readSigningKeyLine(_ path: String) throws -> KeyLine {
    let line = try readKeyLine(path)
    guard line.kind == .signing else {
        throw KeyLine.Problem.wrongKind(expected: .signing, found: line.kind).about(quoted(path))
    }
    return line
}

/// Before a key is trusted: its fingerprint is the one that was `given`, or the person at the terminal says that its owner reads
/// out the same.
public func compareFingerprint(of line: KeyLine, with given: String?) throws {
    if let given {
        guard let fingerprint = Fingerprint(typed: given) else {
            throw Words(
                .usage, "\(quoted(given)) is not a fingerprint", hint: "it has eight groups of four letters and digits")
        }
        guard fingerprint == line.fingerprint else {
            throw Words(
                .notAuthentic, "the key's fingerprint is \(line.fingerprint), not \(fingerprint)",
                hint: "do not trust it; ask its owner for the right key by a way that you trust")
        }
        return
    }
    guard Terminal.canAsk else {
        throw Words(
            .usage, "there is no terminal to compare the fingerprint \(line.fingerprint)",
            hint: "give the one that you were told with \"--fingerprint\"")
    }
    Output.notice("key          \(line.comment.isEmpty ? "(no name)" : shown(line.comment))")
    Output.notice("fingerprint  \(line.fingerprint)")
    guard try Terminal.confirms("Does its owner read out the same fingerprint?") else {
        throw Words(.refused, "not trusted", hint: "ask the owner for the right key")
    }
}

/// A day as it is typed: `2026-11-21`.
public func readDay(_ text: String) throws -> LocalDate {
    guard let day = LocalDate(text) else {
        throw Words(.usage, "\(quoted(text)) is not a day", hint: "write it as 2026-11-21")
    }
    return day
}

/// A number of days as it is typed: `30d` or `30`.
public func readDays(_ text: String) throws -> Int {
    let digits = text.hasSuffix("d") ? String(text.dropLast()) : text
    guard let days = Int(digits), (0...36_500).contains(days) else {
        throw Words(.usage, "\(quoted(text)) is not a number of days", hint: "write it as 30d")
    }
    return days
}
