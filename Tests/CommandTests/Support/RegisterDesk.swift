import Foundation
import Testing

/// The register of Department A in a scratch folder, and what it says.
extension Scratch {
    struct DueRow: Decodable {
        let evidence: String
        let reference: String
        let organisation: String
        let state: String
        let deadline: String
        let days_left: Int
        let missing: [String]
    }

    private struct DueList: Decodable {
        struct Aside: Decodable {
            let reason: String
            let count: Int
        }
        let due: [DueRow]
        let kept_aside: [Aside]
    }

    static func needs(module: String, of python: String = "python3") -> ConditionTrait {
        let script = "\(python) -c 'import \(module)' 2>/dev/null"
        return .enabled(if: (try? Scratch().run(["sh", "-c", script]))?.status == 0, "Python has no \(module)")
    }

    func makeRegister() throws {
        try succeed("vaultregister", "init", "--organisation", "Department A")
        try succeed(
            "vaultregister", "trust", "add", "provider.pub", "--as", "provider", "--fingerprint",
            try fingerprint("provider"))
    }

    /// What `due` says on a day, counted from today: rows in order, and what is kept aside.
    func due(on offset: Int, within days: Int = 0) throws -> (rows: [DueRow], aside: [String: Int], status: Int32) {
        let run = try run(["vaultregister", "due", "--json", "--on", "\(day(offset))", "--within", "\(days)d"])
        let list = try JSONDecoder().decode(DueList.self, from: Data(run.out.utf8))
        let aside = Dictionary(uniqueKeysWithValues: list.kept_aside.map { ($0.reason, $0.count) })
        return (list.due, aside, run.status)
    }

    /// Each as `REFERENCE ORGANISATION STATE DAYS`.
    func dueLines(on offset: Int, within days: Int = 0) throws -> [String] {
        try due(on: offset, within: days).rows.map { "\($0.reference) \($0.organisation) \($0.state) \($0.days_left)" }
    }
}

/// The events of a calendar, read as any program would, unfolded first.
struct CalendarEvents {
    /// By UID.
    let events: [String: [String: String]]

    init(_ text: String) throws {
        #expect(text.utf8.split(separator: 10).allSatisfy { $0.count <= 76 && $0.last == 13 }, "75 octets and CRLF")
        var events: [String: [String: String]] = [:]
        var (event, isInAlarm): ([String: String], Bool) = ([:], false)
        let unfolded = text.replacing("\r\n ", with: "")
        for line in unfolded.components(separatedBy: "\r\n") {
            switch line {
            case "BEGIN:VEVENT": event = [:]
            case "END:VEVENT":
                #expect(events.updateValue(event, forKey: event["UID"] ?? "") == nil, "a UID stands once")
            case "BEGIN:VALARM": (isInAlarm, event["alarms"]) = (true, String(Int(event["alarms"] ?? "0")! + 1))
            case "END:VALARM": isInAlarm = false
            default:
                guard !isInAlarm, let colon = line.firstIndex(of: ":") else { continue }
                let name = line[..<colon].split(separator: ";")[0]
                event[String(name)] = String(line[line.index(after: colon)...])
            }
        }
        self.events = events
    }
}
