import Glibc
import Testing

/// Ordinary users, whom no list of users has to know.
private enum Person: Int {
    case first = 61_001, second, outside

    static let canAct: Bool = {
        guard geteuid() == 0, isInstalled("setpriv"), getgrnam("users") != nil, let scratch = try? Scratch() else {
            return false
        }
        chmod(scratch.path, 0o755)
        return (try? scratch.run(outside.running(["unvault", "--help"])))?.status == 0
    }()

    /// The command as this person.
    func running(_ command: [String]) -> [String] {
        let groups = self == .outside ? "--clear-groups" : "--groups=users"
        return ["setpriv", "--reuid=\(rawValue)", "--regid=\(rawValue)", groups, "--"] + command
    }
}

/// A vault of a team, used by ordinary users: two of its group, and one who is not in it.
@Suite(
    .enabled(
        if: Person.canAct, "needs root, setpriv, a group \"users\", and tools that other users can run"))
struct GroupVaultTests {
    private static let vault = ["--vault", "team/vault"]

    private let scratch: Scratch

    /// A package for a card that the first user made, in a folder that everybody may write to.
    init() throws {
        scratch = try Scratch()
        chmod(scratch.path, 0o1777)
        for name in ["team", "mail"] {
            try scratch.makeFolder(name)
            chmod(scratch.absolute(name), name == "team" ? 0o2775 : 0o1777)
        }
        chown(scratch.absolute("team"), 0, try #require(getgrnam("users")).pointee.gr_gid)
        try scratch.makeKey("provider", called: "Department A")
        try run(
            .first,
            [
                "init", "--organisation", "Department B", "--site", "Example House", "--no-passphrase", "--group",
                "users",
            ])
        try run(
            .first,
            ["trust", "add", "provider.pub", "--as", "provider", "--fingerprint", try scratch.fingerprint("provider")])
        let site = String(try scratch.succeed(["unvault", "key", "show"] + Self.vault).out.dropLast())
        try scratch.compile(
            AgreementText(
                providerKey: try scratch.keyLine("provider"), sites: [AgreementText.Site(key: site)]))
        try run(.first, ["card", "DSA-2026-014", "--holder", "J. Doe", "-o", "mail/b.card"])
        try scratch.makeExtract()
        try scratch.succeed(Scratch.packing("b.card", "mail/b.card"))
        chmod(scratch.absolute("x.mvault"), 0o644)
        chown(scratch.absolute("x.mvault"), UInt32(Person.first.rawValue), UInt32.max)
    }

    @discardableResult private func run(_ person: Person, _ command: [String]) throws -> ToolRun {
        try scratch.succeed(person.running(["unvault"] + command + Self.vault))
    }

    @Test func theSecondGoesOnWhereTheFirstStopped() throws {
        try run(.second, Array(Scratch.opening("opened", "mail/opened").dropFirst()))
        #expect(try scratch.status(of: "mail/opened").st_uid == UInt32(Person.second.rawValue))
        #expect(try scratch.status(of: "mail/opened").st_mode & 0o7777 == 0o700)
        let status = try run(.first, ["status"])
        #expect(status.out.contains("DSA-2026-014  open  "))
        #expect(try run(.first, ["log", "verify"]).status == 0)
        try run(.first, ["receipts", "-o", "mail/first.receipts"])
        try run(.second, ["close", "DSA-2026-014"])
        try run(.first, Array(Scratch.opening("opened", "mail/again").dropFirst()))
        // Copy and package are the first one's: the vault's group has no rights to them.
        let partly = try scratch.run(
            Person.second.running(
                ["unvault", "delete", "DSA-2026-014", "--operator", "J. Doe", "--yes", "-o", "mail/d.certificate"]
                    + Self.vault))
        #expect(partly.status == Status.deletion, "\(partly.err)")
        #expect(scratch.exists("mail/again"))
        try run(
            .first,
            ["delete", "DSA-2026-014", "--operator", "J. Doe", "--yes", "-o", "mail/e.certificate"])
        #expect(!scratch.exists("mail/again"))
        #expect(try run(.second, ["log", "verify"]).status == 0)
        // Whoever made a file, it is the group's.
        let group = try #require(getgrnam("users")).pointee.gr_gid
        for (name, facts) in scratch.listing(of: "team/vault") {
            #expect(facts.hasPrefix("folder 2770") || facts.hasPrefix("file 660 "), "\(name): \(facts)")
            #expect(try scratch.status(of: name).st_gid == group, "\(name)")
        }
    }

    @Test(arguments: [
        ["status"], ["sweep"], ["log", "verify"], Array(Scratch.opening("opened", "mail/opened").dropFirst()),
    ])
    func whoIsNotInTheGroupIsRefused(command: [String]) throws {
        try scratch.expect(
            Complaint(
                Status.inputOutput, "\"team/vault/vault.json\" cannot be opened: permission denied",
                hint: "check its permissions, and those of its folder"),
            from: Person.outside.running(["unvault"] + command + Self.vault))
    }

    @Test func whoIsNotInTheGroupCannotGiveItsVaultToIt() throws {
        let run = try scratch.run(
            Person.outside.running([
                "unvault", "init", "--organisation", "B", "--site", "S", "--no-passphrase", "--group", "users",
                "--vault",
                "mail/vault",
            ]))
        #expect(run.status == Status.inputOutput || run.status == Status.usage, "\(run.err)")
        #expect(!scratch.exists("mail/vault") && scratch.listing(of: "mail").count == 1)
    }
}
