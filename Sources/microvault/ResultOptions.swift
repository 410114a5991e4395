import ArgumentParser
import CommandLineSupport
import Files

/// Where a result goes that others take in: standard output, or a new file.
struct ResultOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: "The file to write; standard output when not given.")
    var output: String?

    /// Before any work is done.
    func refuseExistingFile() throws {
        if let output { try refuseExisting(output) }
    }

    func write(_ bytes: [UInt8], quiet: Bool = false) throws {
        guard let output else { return Output.print(bytes: bytes) }
        try writeNewFile(bytes, at: output, mode: 0o644)
        Output.notice("wrote \(shown(output))", quiet: quiet)
    }
}
