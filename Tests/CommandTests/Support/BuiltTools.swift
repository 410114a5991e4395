import Glibc

/// The debug tools that the test run has just built, beside its own executable.
enum BuiltTools {
    /// Where this package's sources lie.
    static let root: String = {
        var path = #filePath[...]
        // Tests/CommandTests/Support/BuiltTools.swift
        for _ in 0..<4 { path = path[..<(path.lastIndex(of: "/") ?? path.startIndex)] }
        return String(path)
    }()

    static let folder: String = {
        var link = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink("/proc/self/exe", &link, link.count - 1)
        let own = String(decoding: link.prefix(max(0, length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
        let beside = own.lastIndex(of: "/").map { String(own[..<$0]) } ?? "."
        return access("\(beside)/unvault", X_OK) == 0 ? beside : "\(root)/.build/debug"
    }()

    static func path(of tool: String) -> String { "\(folder)/\(tool)" }
}

/// Whether a helper program of the Makefile's list is on this machine.
func isInstalled(_ program: String) -> Bool {
    (environmentVariable("PATH") ?? "/usr/bin:/bin").split(separator: ":").contains {
        access("\($0)/\(program)", X_OK) == 0
    }
}

func environmentVariable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
