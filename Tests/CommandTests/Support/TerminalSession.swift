import Glibc
import Testing

/// A tool at a terminal of its own: what it shows is read, and lines are typed to it.
final class TerminalSession {
    private let controller: Int32
    private let tool: RunningTool
    /// All that the terminal showed, echo included.
    private(set) var transcript = ""
    private var shownBytes: [UInt8] = []
    private var seen = 0

    /// TIOCSPTLCK and TIOCGPTN of ioctl_tty(2), macros that Swift does not import.
    private static let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)

    init(_ command: [String], in scratch: Scratch) throws {
        controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (locked, number): (Int32, Int32) = (0, 0)
        try #require(ioctl(controller, Self.setLock, &locked) == 0 && ioctl(controller, Self.getNumber, &number) == 0)
        tool = try scratch.startAtTerminal("/dev/pts/\(number)", command)
    }

    deinit { close(controller) }

    /// Waits until `text` is shown after what was waited for before.
    func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let deadline = monotonicSeconds() + 30
        while true {
            let rest = Array(shownBytes[seen...])
            if let range = rest.firstRange(of: Array(text.utf8)) {
                seen += range.upperBound
                return
            }
            let isOpen = readMore()
            try #require(
                isOpen && monotonicSeconds() < deadline, "\"\(text)\" was not shown:\n\(transcript)",
                sourceLocation: sourceLocation)
        }
    }

    func type(_ text: String) { _ = Array(text.utf8).withUnsafeBytes { write(controller, $0.baseAddress, $0.count) } }

    func typeLine(_ text: String) { type(text + "\n") }

    /// Whether the terminal shows what is typed.
    var echoes: Bool {
        var settings = termios()
        return tcgetattr(controller, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
    }

    /// Waits until the tool waits for what is typed.
    func waitUntilItReads() throws { try #require(tool.reaches { tool.isAsleep }) }

    /// Reads to the end, and gives the exit status; a tool that still waits for something is killed.
    func finish(sourceLocation: SourceLocation = #_sourceLocation) -> Int32 {
        while readMore() {}
        _ = tool.reaches({ tool.hasEnded }, within: 5)
        if !tool.hasEnded {
            Issue.record("it still waits:\n\(transcript)", sourceLocation: sourceLocation)
            tool.send(SIGKILL)
        }
        return tool.finish().status
    }

    /// False when the tool has closed its terminal, or shows nothing more.
    private func readMore() -> Bool {
        var ready = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
        guard poll(&ready, 1, 10_000) > 0 else { return false }
        var part = [UInt8](repeating: 0, count: 4_096)
        let count = read(controller, &part, part.count)
        guard count > 0 else { return false }
        shownBytes += part.prefix(count)
        transcript = String(decoding: shownBytes, as: UTF8.self).replacing("\r\n", with: "\n")
        return true
    }
}

extension Scratch {
    fileprivate func startAtTerminal(_ terminal: String, _ command: [String]) throws -> RunningTool {
        try RunningTool(
            command, in: path, environment: environment.merging(["TERM": "xterm"]) { $1 },
            standardOutput: .terminal(path: terminal), terminal: terminal)
    }
}
