import ArgumentParser
import Glibc

/// Runs a tool: parses, runs, and turns what was thrown into words and an exit status.
public func runTool<Root: ParsableCommand>(_ root: Root.Type, named tool: String) -> Never {
    occupyStandardStreams()
    Interrupts.listen()
    do {
        var command = try root.parseAsRoot()
        try command.run()
        exit(ExitStatus.done.rawValue)
    } catch let error as any Worded {
        Output.error(tool: tool, error.words)
        exit(error.words.status.rawValue)
    } catch let status as ExitStatus {
        exit(status.rawValue)
    } catch {
        finish(root, tool: tool, error)
    }
}

extension ExitStatus: Error {}

/// Where a scheduler closed a standard stream, `/dev/null` takes its number: else the first file that is opened would,
/// and what is printed would go into it.
private func occupyStandardStreams() {
    for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) < 0 {
        let null = open("/dev/null", O_RDWR)
        if null >= 0, null != descriptor {
            dup2(null, descriptor)
            close(null)
        }
    }
}

/// What swift-argument-parser throws: help and version are results, everything else is usage.
private func finish<Root: ParsableCommand>(_ root: Root.Type, tool: String, _ error: any Error) -> Never {
    if root.exitCode(for: error) == .success {
        Output.print(root.fullMessage(for: error))
        exit(ExitStatus.done.rawValue)
    }
    let message = root.message(for: error)
    let lowered = message.prefix(1).lowercased() + message.dropFirst()
    let text = lowered.hasSuffix(".") ? String(lowered.dropLast()) : lowered
    // "Usage: microvault pack …" names the command that was meant.
    let usage = root.fullMessage(for: error).split(separator: "\n").first { $0.hasPrefix("Usage: ") }
    let words = usage?.dropFirst("Usage: ".count).split(separator: " ") ?? []
    let command = words.prefix { $0.allSatisfy { $0.isLowercase || $0 == "-" } && !$0.hasPrefix("-") }
    let name = command.isEmpty ? tool : command.joined(separator: " ")
    Output.error(tool: tool, Words(.usage, text, hint: "\"\(name) --help\" says what it takes"))
    exit(ExitStatus.usage.rawValue)
}

/// `--version` of all three tools.
public let toolVersion = "0.1.0"
