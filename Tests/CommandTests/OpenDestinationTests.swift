import Glibc
import Testing

/// Where a package is opened into: nothing is left there after any refusal or failure.
@Suite struct OpenDestinationTests {
    /// How messages show a destination: from the root, as the record has it.
    private func shown(_ name: String, _: Scratch) -> String { name }

    @Test(arguments: ["mkdir opened", "echo precious >opened", "ln -s nowhere opened", "ln -s extract opened"])
    func destinationThatExists(making: String) throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed("sh", "-c", making)
        try scratch.expect(
            Complaint(
                Status.usage, "\"\(shown("opened", scratch))\" exists already",
                hint: "name another place, or move it away first; nothing is ever replaced"), from: Scratch.opening)
    }

    @Test func destinationInAFolderThatIsNotThere() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.expect(
            Complaint(Status.inputOutput, "\"\(shown("no/such", scratch))\" is not there", hint: "check the path"),
            from: Scratch.opening("opened", "no/such/opened"))
        try scratch.expect(
            Complaint(Status.inputOutput, "\"\(shown("b.card", scratch))\" is not a folder", hint: "check the path"),
            from: Scratch.opening("opened", "b.card/opened"))
    }

    @Test func destinationWithAnEndingSlash() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed(Scratch.opening("opened", "opened/"))
        try scratch.succeed("diff", "-r", "extract", "opened")
    }

    @Test func storageThatIsNotAttested() throws {
        let scratch = try Scratch.readyToOpen { $0.storage = "{encrypted: required, removable_media: prohibited}" }
        let before = scratch.listingWithoutRecords()
        let run = try scratch.run(Scratch.opening)
        if run.status != 0 {
            #expect(run.status == Status.refused)
            let unknown = run.err.hasPrefix("unvault: error: this machine cannot see whether ")
            let plain = run.err.hasPrefix("unvault: error: the agreement requires encrypted storage, and ")
            #expect(unknown || plain, "\(run.err)")
            #expect(run.errorLines.last?.contains("\"--storage-attested TEXT\", which is recorded") == true)
            #expect(try scratch.journal().last?.code == "storage-not-allowed")
            #expect(difference(before, scratch.listingWithoutRecords()).isEmpty)
        } else {
            // A machine that sees its scratch folder on encrypted storage needs nobody's word.
            #expect(try scratch.journal().last { $0.event == "open-intended" }?.storage?.contains("yes") == true)
        }
        try scratch.succeed(
            Scratch.opening("opened", "attested") + ["--storage-attested", "laptop with full-disk encryption"])
        let intent = try #require(try scratch.journal().last { $0.event == "open-intended" })
        #expect(intent.storage?.hasSuffix(", attested: laptop with full-disk encryption") == true)
    }

    @Test func attestationThatSaysNothing() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.expect(
            Complaint(Status.usage, "\" \" says nothing", hint: "say in one line what encrypts the disk"),
            from: Scratch.opening + ["--storage-attested", " "])
    }

    @Test(.enabled(if: SmallDisk.isPossible, "this machine lets us mount no scratch file system"))
    func diskWithoutRoom() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.succeed("sh", "-c", "head -c 3000000 /dev/zero >extract/zeros.bin")
        try scratch.succeed(Scratch.packing)
        try scratch.makeFolder("small")
        let run = try scratch.run(
            SmallDisk.command("size=1m", at: "small", Scratch.opening("opened", "small/opened")))
        #expect(run.status == Status.inputOutput)
        #expect(
            run.err.hasPrefix(
                "unvault: error: \"\(shown("small/opened", scratch))\" needs up to 3.0 MB; 1.0 MB are free there\n"))
        #expect(run.errorLines.last == "unvault: hint: free some space, or name a place on another disk")
        #expect(run.out == "", "left on the small disk: \(run.out)")
        #expect(try scratch.journal().last?.code == "no-space")
    }

    /// Six hundred files of a byte fit by their count of bytes, and each takes a page.
    @Test(.enabled(if: SmallDisk.isPossible, "this machine lets us mount no scratch file system"))
    func diskThatFillsUp() throws {
        let scratch = try Scratch.readyToPack()
        for number in 0..<600 { try scratch.write("1", to: "extract/\(number).csv") }
        try scratch.succeed(Scratch.packing)
        try scratch.makeFolder("small")
        let run = try scratch.run(
            SmallDisk.command("size=1m", at: "small", Scratch.opening("opened", "small/opened")))
        #expect(run.status == Status.inputOutput)
        #expect(run.err.hasPrefix("unvault: error: no space is left for \"\(shown("small/", scratch))"))
        #expect(
            run.errorLines.last
                == "unvault: hint: free some space, or name a place on another disk; nothing was left behind")
        #expect(run.out == "", "left on the small disk: \(run.out)")
        #expect(try scratch.journal().suffix(2).map(\.event) == ["open-intended", "refused"])
        #expect(try scratch.journal().last?.code == "input-output")
    }

    @Test func limitOnFileSizes() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.succeed("sh", "-c", "head -c 3000000 /dev/zero >extract/zeros.bin")
        try scratch.succeed(Scratch.packing)
        let before = scratch.listingWithoutRecords()
        let run = try scratch.run(["sh", "-c", "ulimit -c 0; ulimit -f 2000; exec \"$@\"", "sh"] + Scratch.opening)
        #expect(run.status == Status.inputOutput)
        #expect(
            run.errorLines.last == "unvault: hint: name a place on another disk, or raise the limit", "\(run.err)")
        let left = difference(before, scratch.listingWithoutRecords())
        #expect(left.isEmpty, "\(left)")
    }

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
    func signalWhileOpening(signal: Int32) throws {
        let scratch = try Scratch.readyToPack()
        try scratch.writeZeros(1 << 30, to: "extract/big.csv")
        try scratch.succeed(Scratch.packing)
        try scratch.succeed("rm", "extract/big.csv")
        let before = scratch.listingWithoutRecords()
        let tool = try scratch.start(Scratch.opening)
        let isWriting = tool.reaches {
            namesIn(scratch.path).contains { name in
                var found = stat()
                let isStaging = name.hasPrefix(".opened.") && name.hasSuffix(".partial")
                return isStaging && stat("\(scratch.path)/\(name)/big.csv", &found) == 0 && found.st_size > 0
            }
        }
        #expect(isWriting)
        tool.send(signal)
        scratch.check(
            tool.finish(), Complaint(Status.interrupted, "interrupted; nothing was left behind", hint: nil),
            tool: "unvault")
        let left = difference(before, scratch.listingWithoutRecords())
        #expect(left.isEmpty, "\(left)")
        #expect(try scratch.journal().last?.code == "interrupted")
    }
}
