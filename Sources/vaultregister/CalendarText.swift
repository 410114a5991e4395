import CommandLineSupport
import CustodyLog
import DeadlineRegister
import FoundationEssentials
import PackageFormat
import Sealing

/// The deadlines as an iCalendar stream (RFC 5545): all-day events for the last day of opening, the review and the last day of
/// deletion of each package and each declared transfer, with alarms 30 and 7 days before.
struct CalendarText {
    struct Event {
        enum Kind: String, CaseIterable { case expires, review, deletion }

        let uid: String
        let kind: Kind
        let day: LocalDate
        let sequence: Int
        let isCancelled: Bool
        let summary: String
        let description: String
    }

    let events: [Event]
    private let now: Instant

    /// `changes`: `Register.changes`.
    init(_ copies: [CopyRow], changes: [String: Int], now: Instant) {
        self.now = now
        var groups: [String: [CopyRow]] = [:]
        for copy in copies { groups[Self.key(of: copy), default: []].append(copy) }
        events = groups.sorted { $0.key < $1.key }.flatMap { key, copies in
            Self.events(of: copies, key: key, sequence: changes[key] ?? 0)
        }
    }

    /// The same in every export: a package's hash, or what names a declared transfer.
    private static func key(of copy: CopyRow) -> String {
        copy.packageHash ?? "\(copy.reference)\n\(copy.organisation)\n\(copy.site)"
    }

    private static func events(of copies: [CopyRow], key: String, sequence: Int) -> [Event] {
        guard let first = copies.first else { return [] }
        let open = copies.filter { !$0.isAccountedFor }
        let name = "\(first.reference), \(first.title)"
        let id = String(Digest.of(Array(key.utf8), as: Personalisation("mv1 calendar")).description.prefix(32))
        let isOnHold = open.contains { $0.state == .onHold }
        // By a recall the deadline is earlier than the agreement's.
        let deadline = open.map(\.deadline).min() ?? first.deleteBy
        func event(_ kind: Event.Kind, _ day: LocalDate, _ what: String) -> Event {
            Event(
                uid: "\(id)-\(kind.rawValue)@microvault.invalid", kind: kind, day: day, sequence: sequence,
                isCancelled: open.isEmpty, summary: "\(what): \(name)\(isOnHold ? " (on hold)" : "")",
                description: description(of: copies, open))
        }
        var events = [event(.expires, first.expires, "Opens no more after today")]
        if let review = first.reviewBy { events.append(event(.review, review, "Review due")) }
        events.append(event(.deletion, deadline, "Every copy gone by today"))
        return events
    }

    private static func description(of copies: [CopyRow], _ open: [CopyRow]) -> String {
        guard !open.isEmpty else { return "Every copy is accounted for." }
        var lines = ["Not accounted for:"]
        for copy in open.prefix(20) {
            lines.append("\(CopyText(copy).place): \(copy.missing.map(\.inWords).joined(separator: "; "))")
        }
        if open.count > 20 { lines.append("and \(open.count - 20) more") }
        if let first = open.first {
            if let package = first.packageID { lines.append("Package \(package)") }
            if first.evidence == .declared { lines.append("Declared, not verified.") }
            let ask = CopyText(first).ask
            if !ask.isEmpty { lines.append("Ask: \(ask.joined(separator: "; "))") }
        }
        return lines.joined(separator: "\n")
    }

    var text: String {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Microvault//vaultregister \(toolVersion)//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH", "X-WR-CALNAME:Data sharing deadlines",
        ]
        for event in events { lines += self.lines(event) }
        lines.append("END:VCALENDAR")
        return lines.map { Self.folded($0) + "\r\n" }.joined()
    }

    private func lines(_ event: Event) -> [String] {
        var lines = [
            "BEGIN:VEVENT", "UID:\(event.uid)", "DTSTAMP:\(Self.basic(now))", "SEQUENCE:\(event.sequence)",
            "STATUS:\(event.isCancelled ? "CANCELLED" : "CONFIRMED")", "DTSTART;VALUE=DATE:\(Self.basic(event.day))",
            "DTEND;VALUE=DATE:\(Self.basic(event.day.advanced(byDays: 1)))", "TRANSP:TRANSPARENT",
            "CATEGORIES:\(event.kind.rawValue)", "SUMMARY:\(Self.escaped(event.summary))",
            "DESCRIPTION:\(Self.escaped(event.description))",
        ]
        if !event.isCancelled {
            for days in [30, 7] {
                lines += [
                    "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P\(days)D",
                    "DESCRIPTION:\(Self.escaped("In \(days) days: \(event.summary)"))", "END:VALARM",
                ]
            }
        }
        return lines + ["END:VEVENT"]
    }

    private static func basic(_ day: LocalDate) -> String { day.description.replacing("-", with: "") }

    private static func basic(_ moment: Instant) -> String {
        moment.description.replacing("-", with: "").replacing(":", with: "")
    }

    /// Section 3.3.11; what could show as something else is escaped before.
    private static func escaped(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { shown(String($0)) }.joined(separator: "\n")
            .replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing(",", with: "\\,")
            .replacing("\n", with: "\\n")
    }

    /// Section 3.1: 75 octets a line at most, never inside a character.
    static func folded(_ line: String) -> String {
        var (out, length) = ("", 0)
        for scalar in line.unicodeScalars {
            let size = String(scalar).utf8.count
            if length + size > 75 {
                out += "\r\n "
                length = 1
            }
            out.unicodeScalars.append(scalar)
            length += size
        }
        return out
    }
}
