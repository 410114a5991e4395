import Files
import FoundationEssentials
import StatisticalFiles
import Testing

/// How fast a table comes through, and in how much memory of the parent. `MICROVAULT_TABLE=path`, and `MICROVAULT_TOOL=path` for
/// a release build of the child.
@Suite struct TableBench {
    private static let environment = ProcessInfo.processInfo.environment

    @Test(.enabled(if: environment["MICROVAULT_TABLE"] != nil)) func wholeTable() throws {
        let path = try #require(Self.environment["MICROVAULT_TABLE"])
        let format = try #require(StatisticalFormat(ofFileNamed: path))
        let (before, start) = (Self.peak, ContinuousClock.now)
        let child = try DecodingChild(
            decoding: File(reading: path), as: format, executable: Self.environment["MICROVAULT_TOOL"] ?? Decoded.tool,
            environment: Decoded.environment)
        var length = 0
        while let part = try child.next() {
            if case .rows(let bytes) = part { length += bytes.count }
            if case .end(let rows, _) = part { print("\(rows) rows, \(length) bytes of records") }
        }
        print("\(ContinuousClock.now - start); this process at the most: \(before), then \(Self.peak)")
    }

    /// VmHWM of proc(5). That of `getrusage` begins with what started this process.
    private static var peak: String {
        let status = (try? File(reading: "/proc/self/status").contents(cap: 1 << 16)) ?? []
        let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.map { String($0.dropFirst(6).filter { $0 != " " && $0 != "\t" }) } ?? "unknown"
    }
}
