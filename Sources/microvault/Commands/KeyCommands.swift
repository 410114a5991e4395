import ArgumentParser
import CommandLineSupport
import Files
import PackageFormat
import Sealing

struct KeyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make and look after signing keys.",
        subcommands: [New.self, FingerprintCommand.self, Passphrase.self])

    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new", abstract: "Make a signing key: a secret .key file and a public .pub file beside it.")

        @Option(help: "Whose key it is; goes into the public key line.")
        var name: String

        @Option(name: .shortAndLong, help: "The secret key file to write.", completion: .file(extensions: ["key"]))
        var output: String

        @Flag(name: .customLong("no-passphrase"), help: "Leave the secret key without a passphrase.")
        var hasNoPassphrase = false

        @OptionGroup var passphrase: PassphraseOptions

        func run() throws {
            guard let name = Line(typed: name) else {
                throw Words(.usage, "\(quoted(name)) is no name for a key", hint: "give one line of text")
            }
            let publicPath = NewKey.publicPath(beside: output)
            try refuseExisting(output, publicPath)
            let key = SigningKey.random()
            try NewKey.write(
                key, name: name, to: output, publicPath: publicPath, hasPassphrase: !hasNoPassphrase,
                passphrases: passphrase.source)
            Output.notice("wrote \(shown(output)) (secret, keep it) and \(shown(publicPath)) (public, give it away)")
            Output.notice("fingerprint \(KeyLine(key.publicKey).fingerprint)")
        }
    }

    struct Passphrase: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "passphrase", abstract: "Change the passphrase of a secret key file.")

        @Argument(help: "A secret key file.", completion: .file(extensions: ["key"]))
        var key: String

        @Flag(name: .customLong("no-passphrase"), help: "Leave the secret key without a passphrase from now on.")
        var hasNoPassphrase = false

        @OptionGroup var passphrase: PassphraseOptions

        func run() throws {
            let file = try SecretKeyFile(at: key, expecting: .signing)
            let source = passphrase.source
            let secret = try file.unlock(askingFrom: source)
            if hasNoPassphrase {
                try SecretKeyFile.text(of: secret, kind: .signing, comment: file.comment).replaceKeyFile(at: key)
            } else {
                let new = try source.newPassphrase(for: key)
                try SecretKeyFile.text(of: secret, kind: .signing, comment: file.comment, lockedBy: new)
                    .replaceKeyFile(at: key)
            }
            Output.notice("changed the passphrase of \(shown(key)); copies of the old file still open with the old one")
        }
    }
}

/// What `key new` writes.
private enum NewKey {
    /// `provider.key` has `provider.pub` beside it.
    static func publicPath(beside path: String) -> String {
        (path.hasSuffix(".key") ? String(path.dropLast(4)) : path) + ".pub"
    }

    static func write(
        _ key: borrowing SigningKey, name: Line, to path: String, publicPath: String, hasPassphrase: Bool,
        passphrases: Passphrases
    ) throws {
        if hasPassphrase {
            let passphrase = try passphrases.newPassphrase(for: path)
            try SecretKeyFile.text(of: key.seed, kind: .signing, comment: name, lockedBy: passphrase)
                .writeKeyFile(at: path)
        } else {
            try SecretKeyFile.text(of: key.seed, kind: .signing, comment: name).writeKeyFile(at: path)
        }
        let line = KeyLine(key.publicKey, comment: name.description).text
        try writeNewFile(Array("\(line)\n".utf8), at: publicPath, mode: 0o644)
    }
}
