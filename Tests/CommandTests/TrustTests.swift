import Foundation
import Testing

/// `trust add`, `trust list`, `trust remove`.
@Suite struct TrustTests {
    private func ready() throws -> Scratch {
        let scratch = try Scratch()
        for name in ["provider", "other"] { try scratch.makeKey(name, called: "Department \(name)") }
        try scratch.makeVault(trusting: nil)
        return scratch
    }

    private let add = ["unvault", "trust", "add", "provider.pub", "--as", "provider"]

    @Test func addAndList() throws {
        let scratch = try ready()
        let empty = try scratch.succeed("unvault", "trust", "list")
        #expect(empty.out == "")
        #expect(empty.err == "no key is trusted here; run \"unvault trust add KEY.pub --as provider\"\n")
        let (provider, other) = (try scratch.fingerprint("provider"), try scratch.fingerprint("other"))
        let run = try scratch.succeed(add + ["--fingerprint", provider])
        #expect(run.err == "trusted as provider: \(provider) (Department provider)\n")
        try scratch.trust("other", as: "approver:information-asset-owner")
        try scratch.trust("other", as: "witness")
        #expect(
            try scratch.succeed("unvault", "trust", "list").out == """
                \(provider)  provider  Department provider
                \(other)  approver:information-asset-owner, witness  Department other

                """)
    }

    @Test func listAsJSON() throws {
        let scratch = try ready()
        #expect(try array(scratch).isEmpty)
        try scratch.trust("provider", in: nil, "--demand-approval", "information-asset-owner")
        let pin = try #require(try array(scratch).first)
        #expect(pin["roles"] as? [String] == ["provider"])
        #expect(pin["demands"] as? [String] == ["information-asset-owner"])
        #expect(pin["comment"] as? String == "Department provider")
        #expect(try #require(pin["key"] as? String).hasPrefix("microvault-signing "))
        let list = try scratch.succeed("unvault", "trust", "list").out
        #expect(list.hasSuffix("\n    demands the approval of: information-asset-owner\n"))
    }

    private func array(_ scratch: Scratch) throws -> [[String: Any]] {
        let text = try scratch.succeed("unvault", "trust", "list", "--json").out
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    }

    @Test func fingerprintThatDiffers() throws {
        let scratch = try ready()
        let (provider, other) = (try scratch.fingerprint("provider"), try scratch.fingerprint("other"))
        try scratch.expect(
            Complaint(
                Status.notAuthentic, "the key's fingerprint is \(provider), not \(other)",
                hint: "do not trust it; ask its owner for the right key by a way that you trust"),
            from: add + ["--fingerprint", other])
        try scratch.expect(
            Complaint(
                Status.usage, "\"abc\" is not a fingerprint", hint: "it has eight groups of four letters and digits"),
            from: add + ["--fingerprint", "abc"])
    }

    @Test func withoutATerminal() throws {
        let scratch = try ready()
        try scratch.expect(
            Complaint(
                Status.usage,
                "there is no terminal to compare the fingerprint \(try scratch.fingerprint("provider"))",
                hint: "give the one that you were told with \"--fingerprint\""), from: add)
    }

    @Test(arguments: ["owner", "approver", "approver:", "Provider"])
    func rolesThatAreNone(role: String) throws {
        let scratch = try ready()
        try scratch.expect(
            Complaint(
                Status.usage, "\"\(role)\" is no role for a key", hint: "provider, approver:ROLE, site or witness"),
            from: add.map { $0 == "provider" ? role : $0 })
    }

    @Test func keysThatAreNone() throws {
        let scratch = try ready()
        try scratch.expect(
            Complaint(
                Status.usage, "\"provider.key\" is a secret key file",
                hint: "name the .pub file beside it, and never give the secret key away"),
            from: add.map { $0 == "provider.pub" ? "provider.key" : $0 })
        try scratch.expect(
            Complaint(Status.inputOutput, "\"missing.pub\" is not there", hint: "check the path"),
            from: add.map { $0 == "provider.pub" ? "missing.pub" : $0 })
    }

    @Test func demandsOfAKeyThatIsNoProvider() throws {
        let scratch = try ready()
        try scratch.expect(
            Complaint(
                Status.usage, "\"information-asset-owner\" cannot be demanded",
                hint: "\"--demand-approval ROLE\" goes with \"--as provider\""),
            from: ["unvault", "trust", "add", "other.pub", "--as", "site", "--demand-approval", Scratch.ownerRole])
    }

    /// A key that gets another role keeps what is demanded of it as provider.
    @Test func anotherRoleKeepsTheDemands() throws {
        let scratch = try ready()
        try scratch.trust("provider", in: nil, "--demand-approval", Scratch.ownerRole)
        try scratch.trust("provider", as: "witness")
        let pin = try #require(try array(scratch).first)
        #expect(pin["roles"] as? [String] == ["provider", "witness"])
        #expect(pin["demands"] as? [String] == [Scratch.ownerRole])
    }

    @Test func addTwice() throws {
        let scratch = try ready()
        try scratch.trust("provider")
        let fingerprint = try scratch.fingerprint("provider")
        try scratch.expect(
            Complaint(
                Status.usage, "\(fingerprint) is trusted already as provider", hint: "nothing is to be done"),
            from: add + ["--fingerprint", fingerprint])
    }

    @Test func removeAndAddAgain() throws {
        let scratch = try ready()
        try scratch.trust("provider")
        let fingerprint = try scratch.fingerprint("provider")
        let remove = ["unvault", "trust", "remove", fingerprint]
        #expect(try scratch.succeed(remove).err == "no longer trusted: \(fingerprint)\n")
        try scratch.expect(
            Complaint(
                Status.usage, "\(fingerprint) is not trusted here",
                hint: "\"unvault trust list\" shows the keys that are"), from: remove)
        try scratch.trust("provider")
        try scratch.succeed("unvault", "trust", "remove", "provider.pub")
    }

    @Test func compromisedKeyIsNeverTrustedAgain() throws {
        let scratch = try ready()
        try scratch.trust("provider")
        let remove = ["unvault", "trust", "remove", "provider.pub", "--compromised-since"]
        try scratch.expect(
            Complaint(Status.usage, "\"June\" is not a day", hint: "write it as 2026-11-21"),
            from: remove + ["June"])
        try scratch.succeed(remove + ["\(day(-5))"])
        let fingerprint = try scratch.fingerprint("provider")
        try scratch.expect(
            Complaint(
                Status.refused, "\(fingerprint) was removed as compromised since \(day(-5).inWords)",
                hint: "ask its owner for a new key"), from: add + ["--fingerprint", fingerprint])
    }

    /// A key's owner chooses its comment.
    @Test func commentsAreShownWithoutControlCharacters() throws {
        let scratch = try ready()
        let line = try scratch.keyLine("provider")
        let key = line.split(separator: " ").prefix(2).joined(separator: " ")
        try scratch.write("\(key) \u{1B}[31mred\u{202E}\n", to: "odd.pub")
        let run = try scratch.run([
            "unvault", "trust", "add", "odd.pub", "--as", "provider", "--fingerprint",
            try scratch.fingerprint("provider"),
        ])
        #expect(!run.err.contains("\u{1B}") && !run.err.contains("\u{202E}"))
        let list = try scratch.succeed("unvault", "trust", "list")
        #expect(!list.out.contains("\u{1B}") && !list.out.contains("\u{202E}"))
    }
}
