import Testing

/// A job whose standard streams are closed, as some schedulers start them: files that the tool opens must not get their
/// numbers, or what it prints would go into them.
@Suite struct ClosedStreamTests {
    private func closing(_ streams: String, _ command: [String]) -> [String] {
        ["sh", "-c", "exec \"$@\" \(streams)", "sh"] + command.filter { $0 != "--quiet" }
    }

    @Test(arguments: [">&-", "2>&-", "<&- >&- 2>&-"])
    func packing(streams: String) throws {
        let scratch = try Scratch.readyToPack()
        try scratch.succeed(closing(streams, Scratch.packing))
        let lines = try scratch.text(of: "state/microvault/used-cards").split(separator: "\n")
        #expect(lines.count == 1 && lines.allSatisfy { $0.split(separator: " ").count == 3 }, "\(lines)")
        try scratch.succeed("unvault", "verify", "x.mvault")
        try scratch.succeed("unvault", "verify", "x.mvault-head")
        #expect(try scratch.run(Scratch.packing("x.mvault", "y.mvault")).status == Status.refused)
    }

    @Test(arguments: [">&-", "2>&-", "<&- >&- 2>&-"])
    func opening(streams: String) throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed(closing(streams, Scratch.opening))
        try scratch.succeed("diff", "-r", "extract", "opened")
        #expect(try scratch.journal().last?.event == "opened")
    }

    @Test func newKey() throws {
        let scratch = try Scratch()
        try scratch.succeed(
            closing("2>&-", ["microvault", "key", "new", "--name", "A", "-o", "a.key", "--no-passphrase"]))
        #expect(try scratch.text(of: "a.pub").split(separator: "\n").count == 1)
        #expect(try scratch.text(of: "a.key").split(separator: "\n").count == 3)
    }
}
