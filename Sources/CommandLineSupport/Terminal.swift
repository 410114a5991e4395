import CLinux
import Files
import Glibc
import PackageFormat
import Sealing

/// Results go to standard output, everything else to standard error.
public enum Output {
    /// A result, with a line feed.
    public static func print(_ line: String) { write(line + "\n", to: 1) }

    /// A result as it is.
    public static func print(bytes: [UInt8]) { write(bytes, to: 1) }

    /// Something to know that is no result; `--quiet` silences it.
    public static func notice(_ line: String, quiet: Bool = false) {
        if !quiet { write(line + "\n", to: 2) }
    }

    /// A result that is cut short is no result. Where the reader went away (`| head`), the tool ends as others do, by
    /// SIGPIPE; it is ignored until here so that work under way is cleaned up.
    private static func endWithoutReader(code: Int32) -> Never {
        if code == EPIPE {
            signal(SIGPIPE, SIG_DFL)
            raise(SIGPIPE)
        }
        Output.error(tool: toolName, IOError(.write, "standard output", code: code).words)
        exit(ExitStatus.inputOutput.rawValue)
    }

    /// Who speaks, for errors that have no other way out: the name that the tool was started by.
    private static var toolName: String { splitPath(CommandLine.arguments.first ?? "").name }

    /// Several lines of the same kind; a text that ends with its line feed.
    public static func notice(text: String) { write(text, to: 2) }

    public static func error(tool: String, _ words: Words) {
        var text = "\(tool): error: \(words.message)\n"
        for detail in words.details { text += "  \(detail)\n" }
        if let hint = words.hint { text += "\(tool): hint: \(hint)\n" }
        write(text, to: 2)
    }

    static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                if descriptor == 1 { endWithoutReader(code: errno) }
                return
            }
            rest = rest.dropFirst(count)
        }
    }
}

/// The person at the terminal, if there is one.
public enum Terminal {
    /// Whether a person can be asked: standard input and standard error are terminals.
    public static var canAsk: Bool { isatty(0) == 1 && isatty(2) == 1 }
    static var showsProgress: Bool { isatty(2) == 1 }

    /// Columns of the terminal, 80 where that is not known; 40 to 120.
    public static var width: Int {
        let columns = Int(mv_terminal_columns(2))
        return columns > 0 ? min(max(columns, 40), 120) : 80
    }

    /// Asks for one line; nil at the end of input.
    public static func ask(_ question: String) throws(PassphraseFailure) -> String? {
        Output.write(question, to: 2)
        var line: [UInt8] = []
        while true {
            guard Interrupts.waitToRead(0) else {
                Output.write("\n", to: 2)
                throw .interrupted
            }
            var byte: UInt8 = 0
            let count = read(0, &byte, 1)
            if count < 0 {
                guard errno == EINTR else { throw .io(IOError(.read, "terminal")) }
                continue
            }
            if count == 0 { return line.isEmpty ? nil : String(decoding: line, as: UTF8.self) }
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            if line.count < 4_096 { line.append(byte) }
        }
    }

    /// Asks a question that only `yes` answers.
    public static func confirms(_ question: String) throws(PassphraseFailure) -> Bool {
        let answer = try ask("\(question) [yes/no] ")
        return answer?.trimmed.lowercased() == "yes"
    }

    /// Asks with the echo off; the line goes into guarded memory.
    static func askHidden(_ question: String) throws(PassphraseFailure) -> SecretBytes {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0 else { throw .unavailable }
        defer { close(terminal) }
        var before = termios()
        guard tcgetattr(terminal, &before) == 0 else { throw .unavailable }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        // From here on the echo comes back on every way out, an interrupt too: reading ends with EINTR.
        guard tcsetattr(terminal, TCSAFLUSH, &silent) == 0 else { throw .unavailable }
        defer {
            tcsetattr(terminal, TCSAFLUSH, &before)
            Output.write("\n", to: 2)
        }
        Output.write(question, to: 2)
        return try SecretLine.read(from: terminal)
    }
}

/// One line from a descriptor into guarded memory.
enum SecretLine {
    static let maximumLength = 1_024

    /// The line without its line feed; throws `empty` for nothing.
    static func read(from descriptor: Int32) throws(PassphraseFailure) -> SecretBytes {
        var length = 0
        let line = try SecretBytes(count: maximumLength + 1) { (buffer) throws(PassphraseFailure) in
            while true {
                guard length < buffer.count else { throw .tooLong }
                guard Interrupts.waitToRead(descriptor) else { throw .interrupted }
                let count = Glibc.read(descriptor, buffer.baseAddress! + length, 1)
                if count < 0 {
                    guard errno == EINTR else { throw .io(IOError(.read, "file descriptor \(descriptor)")) }
                    continue
                }
                if count == 0 || buffer[length] == UInt8(ascii: "\n") { break }
                length += 1
            }
        }
        guard length > 0 else { throw .empty }
        let count = length
        return line.withBytes { bytes in
            SecretBytes(count: count) { $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count])) }
        }
    }
}

/// Passphrases from `--passphrase-fd` (a line for each that is needed, in order), else from the terminal.
public struct Passphrases: PassphraseSource, Sendable {
    private let descriptor: Int32?

    public init(descriptor: Int32?) { self.descriptor = descriptor }

    public func passphrase(for purpose: String) throws(PassphraseFailure) -> SecretBytes {
        if let descriptor { return try SecretLine.read(from: descriptor) }
        return try Terminal.askHidden("passphrase for \(shown(purpose)): ")
    }

    public func newPassphrase(for purpose: String) throws(PassphraseFailure) -> SecretBytes {
        if let descriptor { return try SecretLine.read(from: descriptor) }
        let first = try Terminal.askHidden("new passphrase for \(shown(purpose)): ")
        let second = try Terminal.askHidden("the same again: ")
        guard first.equals(second) else { throw .twoDiffer }
        return first
    }
}
