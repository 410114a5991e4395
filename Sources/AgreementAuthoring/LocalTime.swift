import Glibc
import PackageFormat
import Synchronization

/// The days of one time zone, by the C library and the machine's copy of the IANA time-zone database.
struct LocalTime {
    enum Fault: Error, Equatable {
        case unknownZone
        case noData
    }

    static let folder = "/usr/share/zoneinfo"
    static let standardZone = "Europe/London"

    let zone: String

    /// TZ belongs to the whole process.
    private static let environment = Mutex(())
    /// In the folder, but no zones: the machine's own setting, no zone at all, and time with leap seconds.
    private static let otherFiles = ["localtime", "posixrules", "Factory"]
    private static let otherFolders = ["posix", "right"]

    /// Throws unless `zone` is an IANA name that this machine has data for.
    init(zone: String) throws(Fault) {
        guard access(Self.folder, R_OK) == 0 else { throw .noData }
        let parts = zone.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.allSatisfy(Self.isName), !Self.otherFiles.contains(zone),
            !Self.otherFolders.contains(String(first)), Self.isZoneFile("\(Self.folder)/\(zone)")
        else { throw .unknownZone }
        self.zone = zone
    }

    /// The first instant at which the local date is `day` or later: midnight, or what comes next where the clock
    /// skips midnight; the first of two midnights. Nil outside the years allowed.
    func firstInstant(of day: LocalDate) -> Instant? { firstInstant(ofDay: day.daysSinceEpoch) }

    /// The first instant at which `day` is over.
    func firstInstant(after day: LocalDate) -> Instant? { firstInstant(ofDay: day.daysSinceEpoch + 1) }

    private func firstInstant(ofDay day: Int) -> Instant? {
        // The zone furthest ahead begins a day 14 hours before UTC; the one furthest behind, 12 hours after. A whole
        // day may be skipped at the date line. Offsets before 1972 had seconds.
        let start = day * 86_400 - 15 * 3_600
        return withZone {
            let minute = stride(from: start, through: start + 54 * 3_600, by: 60).first { localDay(at: $0) >= day }
            guard let minute else { return nil }
            let second = ((minute - 59)...minute).first { localDay(at: $0) >= day }
            return Instant(secondsSinceEpoch: second ?? minute)
        }
    }

    /// Days since 1970-01-01 by the local calendar.
    private func localDay(at seconds: Int) -> Int {
        var moment = time_t(seconds)
        var local = tm()
        localtime_r(&moment, &local)
        let shifted = seconds + local.tm_gmtoff
        return (shifted - (shifted % 86_400 + 86_400) % 86_400) / 86_400
    }

    private func withZone<Result: Sendable>(_ body: () -> Result) -> Result {
        Self.environment.withLock { _ in
            let saved = getenv("TZ").map { String(cString: $0) }
            // The whole path, so that TZDIR does not lead elsewhere.
            setenv("TZ", ":\(Self.folder)/\(zone)", 1)
            tzset()
            defer {
                if let saved { setenv("TZ", saved, 1) } else { unsetenv("TZ") }
                tzset()
            }
            return body()
        }
    }

    private static func isName(_ part: Substring) -> Bool {
        !part.isEmpty && !part.contains(".")
            && part.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: "_-+".utf8.contains(byte)
                }
            }
    }

    /// Time-zone files begin with `TZif` (RFC 8536).
    private static func isZoneFile(_ path: String) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        var magic = [UInt8](repeating: 0, count: 4)
        return read(file, &magic, 4) == 4 && magic.elementsEqual("TZif".utf8)
    }
}
