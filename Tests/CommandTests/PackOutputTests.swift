import Glibc
import Testing

/// What `pack` writes, and that it writes all of it or nothing.
@Suite struct PackOutputTests {
    private let exists = "name another place, or move it away first; nothing is ever replaced"

    @Test(arguments: ["x.mvault", "x.mvault-head"])
    func outputThatExists(name: String) throws {
        let scratch = try Scratch.readyToPack()
        try scratch.write("precious", to: name)
        try scratch.expect(
            Complaint(Status.usage, "\"\(name)\" exists already", hint: exists), from: Scratch.packing)
        #expect(try scratch.text(of: name) == "precious")
    }

    @Test func outputInAFolderThatIsNotThere() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.expect(
            Complaint(Status.inputOutput, "\"nowhere\" is not there", hint: "check the path"),
            from: Scratch.packing("x.mvault", "nowhere/x.mvault"))
    }

    @Test func secondPackIntoTheSameFile() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.makeCard("c.card", holder: "A. Smith")
        try scratch.expect(
            Complaint(Status.usage, "\"x.mvault\" exists already", hint: exists),
            from: Scratch.packing("b.card", "c.card"))
    }

    @Test func dryRunWritesNothing() throws {
        let scratch = try Scratch.readyToPack()
        let before = scratch.listingWithoutRecords()
        let run = try scratch.succeed(Array(Scratch.packing.dropLast()) + ["--dry-run"])
        #expect(
            run.out == """
                agreement             DSA-2026-014, revision 1: Household survey extract
                extract               2 files, 46 bytes
                                      README.txt  19 bytes
                                      tables/households.csv  27 bytes
                will open for         J. Doe, Department B, Example House
                from                  \(day(-10).inWords) (Etc/UTC)
                until                 \(day(180).inWords), end of day
                delete by             \(day(210).inWords), end of day

                """)
        #expect(run.err == "nothing was written (--dry-run)\n")
        #expect(difference(before, scratch.listingWithoutRecords()).isEmpty)
        // Nor did it use the card.
        try scratch.succeed(Scratch.packing)
    }

    @Test func noticesOfHiddenAndLockFiles() throws {
        let scratch = try Scratch.readyToPack()
        for name in [".Rhistory", "~$report.docx", ".~lock.table.ods#"] {
            try scratch.write("x", to: "extract/\(name)")
        }
        let run = try scratch.succeed(Array(Scratch.packing.dropLast()) + ["--dry-run"])
        #expect(
            run.err == """
                microvault: notice: hidden or lock files are in the extract and will be packed: \
                ".Rhistory", ".~lock.table.ods#", "~$report.docx"
                nothing was written (--dry-run)

                """)
    }

    @Test func whatItSaysAndWrites() throws {
        let scratch = try Scratch.readyToPack()
        let before = scratch.listing()
        let run = try scratch.succeed(Array(Scratch.packing.dropLast()))
        #expect(run.out.hasSuffix("delete by             \(day(210).inWords), end of day\n"))
        let id = try #require(run.err.split(separator: " ").last).dropLast()
        let size = try scratch.status(of: "x.mvault").st_size
        #expect(id.count == 32)
        #expect(run.err == "wrote x.mvault (\(kilobytes(size))) and x.mvault-head, package \(id)\n")
        let new = Set(scratch.listing().keys).subtracting(before.keys)
        #expect(new == ["x.mvault", "x.mvault-head", "state", "state/microvault", "state/microvault/used-cards"])
        #expect(try scratch.status(of: "x.mvault").st_mode & 0o7777 == 0o644)
    }

    @Test func quietPrintsNothing() throws {
        let scratch = try Scratch.readyToPack()
        let run = try scratch.succeed(Scratch.packing)
        #expect(run.out == "" && run.err == "")
    }

    @Test func levelsAndPadding() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.expect(
            Complaint(
                Status.usage, "the compression level is 1 to 19", hint: "\"microvault pack --help\" says what it takes"),
            from: Scratch.packing + ["--compression-level", "20"])
        try scratch.succeed(Scratch.packing + ["--compression-level", "19", "--no-pad"])
        try scratch.succeed(Scratch.opening)
        try scratch.succeed("diff", "-r", "extract", "opened")
    }

    /// The limit is met while the payload is written.
    @Test func limitOnFileSizes() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.succeed("sh", "-c", "head -c 3000000 /dev/urandom >extract/noise.bin")
        try scratch.expect(
            Complaint(
                Status.inputOutput, "\"x.mvault\" would be larger than its file system or limit allows",
                hint: "name a place on another disk, or raise the limit"),
            from: ["sh", "-c", "ulimit -c 0; ulimit -f 2000; exec \"$@\"", "sh"] + Scratch.packing)
    }

    @Test(.enabled(if: SmallDisk.isPossible, "this machine lets us mount no scratch file system"))
    func fullDisk() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.succeed("sh", "-c", "head -c 3000000 /dev/urandom >extract/noise.bin")
        try scratch.makeFolder("small")
        let run = try scratch.run(
            SmallDisk.command("size=1m", at: "small", Scratch.packing("x.mvault", "small/x.mvault")))
        scratch.check(
            run,
            Complaint(
                Status.inputOutput, "no space is left for \"small/x.mvault\"",
                hint: "free some space, or name a place on another disk; nothing was left behind"),
            tool: "microvault")
        #expect(run.out == "", "left on the small disk: \(run.out)")
        #expect(try scratch.bytes(of: "state/microvault/used-cards").isEmpty)
        try scratch.succeed(Scratch.packing)
    }

    @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
    func signalWhilePacking(signal: Int32) throws {
        let scratch = try Scratch.readyToPack()
        try scratch.writeZeros(8 << 30, to: "extract/big.csv")
        let before = scratch.listingWithoutRecords()
        let tool = try scratch.start(Scratch.packing)
        #expect(tool.reaches { tool.hasOpen(scratch.absolute("extract/big.csv")) })
        tool.send(signal)
        scratch.check(
            tool.finish(), Complaint(Status.interrupted, "interrupted; nothing was left behind", hint: nil),
            tool: "microvault")
        #expect(difference(before, scratch.listingWithoutRecords()).isEmpty)
        #expect(try scratch.bytes(of: "state/microvault/used-cards").isEmpty)
    }

    private func kilobytes(_ count: Int) -> String {
        let tenths = Int((Double(count) / 100).rounded())
        return tenths >= 1_000 ? "\((count + 500) / 1_000) kB" : "\(tenths / 10).\(tenths % 10) kB"
    }
}
