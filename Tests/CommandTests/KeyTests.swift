import Glibc
import Testing

/// `key new`, `key fingerprint`, `key passphrase` and how secret key files are guarded.
@Suite struct KeyTests {
    private let newKey = ["microvault", "key", "new", "--name", "Department A", "-o", "a.key", "--no-passphrase"]

    @Test func newKeyAndItsPublicHalf() throws {
        let scratch = try Scratch()
        let run = try scratch.succeed(newKey)
        let fingerprint = try scratch.fingerprint("a")
        #expect(fingerprint.split(separator: "-").allSatisfy { $0.count == 4 } && fingerprint.count == 39)
        #expect(run.out == "")
        #expect(
            run.err == """
                wrote a.key (secret, keep it) and a.pub (public, give it away)
                fingerprint \(fingerprint)

                """)
        #expect(try scratch.status(of: "a.key").st_mode & 0o7777 == 0o600)
        #expect(try scratch.status(of: "a.pub").st_mode & 0o7777 == 0o644)
        let line = try scratch.text(of: "a.pub")
        #expect(line.hasPrefix("microvault-signing ") && line.hasSuffix(" Department A\n"))
        #expect(scratch.listing().count == 2)
    }

    @Test func publicKeyOfAFileWithoutSuffix() throws {
        let scratch = try Scratch()
        try scratch.succeed("microvault", "key", "new", "--name", "A", "-o", "identity", "--no-passphrase")
        #expect(Set(scratch.listing().keys) == ["identity", "identity.pub"])
    }

    @Test(arguments: ["a.key", "a.pub"])
    func existingFilesAreKept(name: String) throws {
        let scratch = try Scratch()
        try scratch.write("precious", to: name)
        try scratch.expect(
            Complaint(
                Status.usage, "\"\(name)\" exists already",
                hint: "name another place, or move it away first; nothing is ever replaced"), from: newKey)
        #expect(try scratch.text(of: name) == "precious")
    }

    @Test func nameThatIsNone() throws {
        let scratch = try Scratch()
        try scratch.expect(
            Complaint(Status.usage, "\"two\\u{A}lines\" is no name for a key", hint: "give one line of text"),
            from: newKey.map { $0 == "Department A" ? "two\nlines" : $0 })
    }

    @Test func fingerprintIsTheSameInAllTools() throws {
        let scratch = try Scratch()
        try scratch.makeKey("a")
        let found = try ["microvault", "unvault", "vaultregister"].map {
            try scratch.succeed($0, "key", "fingerprint", "a.pub").out
        }
        #expect(Set(found).count == 1)
        #expect(try scratch.succeed("unvault", "key", "fingerprint", try scratch.keyLine("a")).out == found[0])
    }

    @Test func publicKeysWithAFault() throws {
        let scratch = try Scratch()
        try scratch.makeKey("a")
        let line = try scratch.keyLine("a")
        let key = try #require(line.split(separator: " ").dropFirst().first)
        let middle = key.index(key.startIndex, offsetBy: 20)
        let other = key[..<middle] + (key[middle] == "A" ? "B" : "A") + key[key.index(after: middle)...]
        try scratch.write("microvault-signing \(other) A\n", to: "typo.pub")
        try scratch.write("microvault-signing \(key.dropLast(4)) A\n", to: "short.pub")
        try scratch.write("ssh-ed25519 AAAA\n", to: "ssh.pub")
        let faults = [
            ("typo.pub", "does not fit its checksum: a character is wrong", "ask for it again"),
            ("short.pub", "is cut short or altered", "ask for it again"),
            (
                "ssh.pub", "is not a Microvault public key line",
                "it begins with \"microvault-signing\" or \"microvault-delivery\""
            ), ("a.key", "is a secret key file", "name the .pub file beside it, and never give the secret key away"),
        ]
        for (file, fault, hint) in faults {
            try scratch.expect(
                Complaint(Status.usage, "\"\(file)\" \(fault)", hint: hint),
                from: ["microvault", "key", "fingerprint", file])
        }
    }

    @Test func passphraseThatChangesAndGoes() throws {
        let scratch = try Scratch()
        try scratch.write("horse\nbattery\n", to: "two")
        try scratch.write("battery\n", to: "new")
        let locked = newKey.dropLast() + ["--passphrase-fd", "3"]
        try scratch.succeed(Scratch.reading("two", Array(locked)))
        let before = try scratch.text(of: "a.key")
        let change = ["microvault", "key", "passphrase", "a.key", "--passphrase-fd", "3"]
        let run = try scratch.succeed(Scratch.reading("two", change))
        #expect(
            run.err == "changed the passphrase of a.key; copies of the old file still open with the old one\n")
        #expect(try scratch.text(of: "a.key") != before)
        #expect(try scratch.status(of: "a.key").st_mode & 0o7777 == 0o600)
        try scratch.expect(
            Complaint(
                Status.noKey, "wrong passphrase for \"a.key\"", hint: "type it again; nobody can recover a lost one"),
            from: Scratch.reading("two", change))
        try scratch.succeed(Scratch.reading("new", change + ["--no-passphrase"]))
        try scratch.write("\n", to: "empty")
        try scratch.expect(
            Complaint(
                Status.usage, "the passphrase is empty", hint: "type one, or choose \"--no-passphrase\""),
            from: Scratch.reading("empty", change))
        #expect(scratch.listing().count == 5)
    }

    @Test func passphraseWithoutATerminal() throws {
        let scratch = try Scratch()
        try scratch.expect(
            Complaint(
                Status.usage, "a passphrase is needed, and there is no terminal to ask for it",
                hint: "give it through \"--passphrase-fd N\", or choose \"--no-passphrase\""), from: newKey.dropLast())
        try scratch.write("horse\n", to: "old")
        try scratch.succeed(Scratch.reading("old", newKey.dropLast() + ["--passphrase-fd", "3"]))
        try scratch.expect(
            Complaint(
                Status.usage, "\"a.key\" has a passphrase, and there is no terminal to ask for it",
                hint: "give it through \"--passphrase-fd N\""), from: ["microvault", "key", "passphrase", "a.key"])
    }

    @Test func descriptorThatIsNotOpen() throws {
        let scratch = try Scratch()
        let run = try scratch.run(newKey.dropLast() + ["--passphrase-fd", "9"])
        #expect(run.status == Status.inputOutput)
        #expect(scratch.listing().isEmpty)
    }

    @Test func secretKeyThatOthersCanRead() throws {
        let scratch = try Scratch.readyToPack()
        for (mode, shown) in [(0o644, "644"), (0o640, "640"), (0o604, "604")] as [(mode_t, String)] {
            chmod(scratch.absolute("provider.key"), mode)
            try scratch.expect(
                Complaint(
                    Status.usage, "other users can read \"provider.key\": its mode is \(shown)",
                    hint: "run \"chmod 600 provider.key\"; if it lay open to others, make a new key instead"),
                from: Scratch.packing)
        }
    }

    @Test func publicKeyWhereTheSecretOneIsWanted() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.expect(
            Complaint(
                Status.usage, "\"provider.pub\" is a public key; the secret key is wanted",
                hint: "name the .key file beside it"), from: Scratch.packing("provider.key", "provider.pub"))
    }

    @Test func filesThatAreNoKeys() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.write("hello\n", to: "text.key", mode: 0o600)
        try scratch.makeFolder("folder.key", mode: 0o700)
        let text = try scratch.text(of: "provider.key")
        try scratch.write(text.replacing("microvault/1 ", with: "microvault/2 "), to: "newer.key", mode: 0o600)
        let delivery = try #require(namesIn(scratch.absolute("\(scratch.vault)/cards")).first { $0.hasSuffix(".key") })
        let complaints = [
            "text.key": Complaint(
                Status.usage, "\"text.key\" is not a Microvault secret key file",
                hint: "name the file that \"microvault key new\" wrote"),
            "folder.key": Complaint(Status.inputOutput, "\"folder.key\" is a folder", hint: "name a file"),
            "missing.key": Complaint(Status.inputOutput, "\"missing.key\" is not there", hint: "check the path"),
            "newer.key": Complaint(
                Status.newerTool, "\"newer.key\" was written by a newer tool", hint: "update this tool"),
            "\(scratch.vault)/cards/\(delivery)": Complaint(
                Status.usage,
                "\"\(scratch.vault)/cards/\(delivery)\" is a delivery key; a signing key is wanted",
                hint: "name another key file"),
        ]
        for (file, complaint) in complaints {
            try scratch.expect(complaint, from: Scratch.packing("provider.key", file))
        }
    }

    /// The secret line of every key file, and the passphrases, against all that the tools print.
    @Test func noSecretIsEverPrinted() throws {
        let scratch = try Scratch()
        try scratch.write("correct horse\nbattery staple\n", to: "words")
        var printed = ""
        func run(_ command: String...) throws {
            let run = try scratch.succeed(Scratch.reading("words", command))
            printed += run.out + run.err
        }
        try run("microvault", "key", "new", "--name", "A", "-o", "provider.key", "--passphrase-fd", "3")
        try run(
            "unvault", "init", "--organisation", "Department B", "--site", "Example House", "--passphrase-fd", "3")
        try scratch.trust("provider")
        try scratch.compile(try scratch.agreementText())
        try run("unvault", "card", "DSA-2026-014", "--holder", "J. Doe", "-o", "b.card", "--passphrase-fd", "3")
        try scratch.makeExtract()
        let loud: ([String]) -> [String] = { $0.filter { $0 != "--quiet" } + ["--passphrase-fd", "3"] }
        for command in [loud(Scratch.packing), loud(Scratch.opening)] {
            let run = try scratch.succeed(Scratch.reading("words", command))
            printed += run.out + run.err
        }
        for command in [["inspect", "x.mvault", "--json"], ["verify", "x.mvault", "--json"], ["trust", "list"]] {
            printed += try scratch.succeed(["unvault"] + command).out
        }
        try run("microvault", "key", "passphrase", "provider.key", "--passphrase-fd", "3")
        let keys = scratch.listing().keys.filter { $0.hasSuffix(".key") }
        #expect(keys.count == 4)
        for key in keys {
            let secret = try #require(try scratch.text(of: key).split(separator: "\n").last)
            #expect(secret.count >= 43 && !printed.contains(secret), "\(key)")
        }
        #expect(!printed.contains("horse") && !printed.contains("battery"))
        #expect(!scratch.listing().keys.contains { $0.hasSuffix(".partial") })
    }
}
