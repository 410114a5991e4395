import ArgumentParser
import Files
import FoundationEssentials
import PackageFormat
import Sealing

/// Where a passphrase comes from when no terminal is there to ask for it.
public struct PassphraseOptions: ParsableArguments {
    @Option(
        name: .customLong("passphrase-fd"),
        help: ArgumentHelp("Read passphrases from this file descriptor, one a line.", valueName: "n"))
    public var descriptor: Int32?

    public init() {}

    public var source: Passphrases { Passphrases(descriptor: descriptor) }
}

/// Prints `value` as JSON with sorted keys, for `--json`.
public func printJSON(_ value: some Encodable) throws { Output.print(bytes: try jsonText(value)) }

/// The same, for a file.
public func jsonText(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
}

/// The public key line in the file at `path`, or `path` itself where it is a key line.
public func readKeyLine(_ path: String) throws -> KeyLine {
    if path.hasPrefix("microvault-") { return try parseKeyLine(path, named: "the key given") }
    let file = try File(reading: path)
    guard let bytes = try file.contents(cap: 16_384) else {
        throw Words(.usage, "\(quoted(path)) is too long for a public key file", hint: "name the .pub file")
    }
    let text = String(decoding: bytes, as: UTF8.self).trimmed
    guard !text.hasPrefix("microvault/1 secret-key") else {
        throw Words(
            .usage, "\(quoted(path)) is a secret key file",
            hint: "name the .pub file beside it, and never give the secret key away")
    }
    return try parseKeyLine(text, named: quoted(path))
}

private func parseKeyLine(_ text: String, named name: String) throws -> KeyLine {
    do throws(KeyLine.Problem) {
        if text.hasPrefix("microvault-delivery ") { return try KeyLine(parsing: text, expecting: .delivery) }
        return try KeyLine(parsing: text, expecting: .signing)
    } catch { throw error.about(name) }
}

/// `key fingerprint`: the same in all three tools.
public struct FingerprintCommand: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "fingerprint", abstract: "Print the fingerprint of a public key, alone.")

    @Argument(help: "A public key file.", completion: .file(extensions: ["pub"]))
    var key: String

    public init() {}

    public func run() throws { Output.print(try readKeyLine(key).fingerprint.description) }
}

/// A moment as people read it: `21 November 2026, 14:05 UTC`.
public func inWords(_ instant: Instant) -> String {
    let text = instant.description
    let from = text.index(text.startIndex, offsetBy: 11)
    return "\(instant.utcDate.inWords), \(text[from..<text.index(from, offsetBy: 5)]) UTC"
}
