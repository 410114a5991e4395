import Glibc
import PackageFormat

/// Clock, environment and home folder: read here and nowhere else.
public enum Surroundings {
    /// The system's clock.
    public static var now: Instant {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Instant(secondsSinceEpoch: now.tv_sec) ?? (now.tv_sec < 0 ? .first : .last)
    }

    /// Today where this machine is.
    public static var today: LocalDate {
        var seconds = Int(now.secondsSinceEpoch)
        var parts = tm()
        localtime_r(&seconds, &parts)
        return LocalDate(year: Int(parts.tm_year) + 1_900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
            ?? now.utcDate
    }

    /// This process, for others that wait for it.
    public static func process(of tool: String) -> Line {
        let name = getpwuid(getuid()).flatMap { String(validatingCString: $0.pointee.pw_name) } ?? "user \(getuid())"
        return Line(typed: "\(tool), process \(getpid()) of \(name)") ?? Line("another process")!
    }

    /// A folder of the XDG base directory specification for `tool`; throws where neither it nor HOME is set.
    private static func folder(_ variable: String, _ fallback: String, _ tool: String) throws(Words) -> String {
        // The specification says to ignore a relative path.
        if let base = environment(variable), base.hasPrefix("/") { return "\(base)/\(tool)" }
        guard let home = environment("HOME"), home.hasPrefix("/") else {
            throw Words(.usage, "neither \(variable) nor HOME is set", hint: "set \(variable) to an absolute path")
        }
        return "\(home)/\(fallback)/\(tool)"
    }

    public static func stateFolder(of tool: String) throws(Words) -> String {
        try folder("XDG_STATE_HOME", ".local/state", tool)
    }

    public static func dataFolder(of tool: String) throws(Words) -> String {
        try folder("XDG_DATA_HOME", ".local/share", tool)
    }

    /// Where relative paths start from.
    public static func workingFolder() throws(Words) -> String {
        guard let folder = getcwd(nil, 0) else {
            throw Words(.inputOutput, "the current folder is gone", hint: "change to another folder")
        }
        defer { free(folder) }
        return String(cString: folder)
    }

    public static func environment(_ name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        let text = String(cString: value)
        return text.isEmpty ? nil : text
    }
}
