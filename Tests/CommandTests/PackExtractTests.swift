import Glibc
import Testing

/// Extracts that `pack` does not take: each obstacle is named, all of them at once.
@Suite struct PackExtractTests {
    private let hint = "copy what is meant into plain files and folders, then pack those"

    private func obstacles(_ details: [String]) -> Complaint {
        Complaint(
            Status.inputOutput,
            "\(details.count) thing\(details.count == 1 ? "" : "s") in the extract cannot be packed",
            details: details, hint: hint)
    }

    @Test func linksFifosAndSockets() throws {
        let scratch = try Scratch.readyToPack()
        #expect(symlink("README.txt", scratch.absolute("extract/link")) == 0)
        #expect(symlink("tables", scratch.absolute("extract/folder-link")) == 0)
        #expect(mkfifo(scratch.absolute("extract/tables/queue"), 0o600) == 0)
        try makeSocket(scratch.absolute("extract/socket"))
        try scratch.expect(
            obstacles([
                "\"extract/folder-link\" is a symbolic link", "\"extract/link\" is a symbolic link",
                "\"extract/socket\" is a socket", "\"extract/tables/queue\" is a FIFO",
            ]), from: Scratch.packing)
    }

    @Test(.enabled(if: canMakeDevices, "only root makes devices"))
    func device() throws {
        let scratch = try Scratch.readyToPack()
        #expect(mknod(scratch.absolute("extract/zero"), S_IFCHR | 0o600, 0x105) == 0)
        try scratch.expect(obstacles(["\"extract/zero\" is a device"]), from: Scratch.packing)
    }

    @Test func linkGivenAsTheExtract() throws {
        let scratch = try Scratch.readyToPack()
        #expect(symlink("extract", scratch.absolute("link")) == 0)
        try scratch.expect(obstacles(["\"link\" is a symbolic link"]), from: Scratch.packing("extract", "link"))
    }

    @Test func extractThatIsNotThere() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.expect(
            obstacles(["\"missing\" cannot be read: no such file or directory"]),
            from: Scratch.packing("extract", "missing"))
    }

    @Test(.enabled(if: geteuid() != 0 || isInstalled("setpriv"), "root reads every file, and setpriv is missing"))
    func filesThatCannotBeRead() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.write("secret", to: "extract/closed.csv", mode: 0)
        try scratch.makeFolder("extract/locked", mode: 0)
        let asUser = geteuid() == 0 ? ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] : []
        try scratch.expect(
            obstacles([
                "\"extract/closed.csv\" cannot be read: permission denied",
                "\"extract/locked\" cannot be read: permission denied",
            ]), from: asUser + Scratch.packing)
    }

    @Test func emptyExtract() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.makeFolder("empty")
        try scratch.makeFolder("empty/inner")
        try scratch.expect(
            Complaint(Status.usage, "there is no file in \"empty\"", hint: "name the files of the extract"),
            from: Scratch.packing("extract", "empty"))
    }

    @Test func namesThatNoPackageTakes() throws {
        let scratch = try Scratch.readyToPack()
        for name in ["e\u{301}t\u{E9}.csv", "line\nfeed.csv", "right\u{202E}left.csv"] {
            try scratch.write("x", to: "extract/\(name)")
        }
        let path = scratch.absolute("extract/latin-").utf8CString.dropLast() + [CChar(bitPattern: 0xE9), 0]
        let descriptor = open(Array(path), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        #expect(descriptor >= 0)
        close(descriptor)
        try scratch.expect(
            obstacles([
                "\"extract/e\u{301}t\u{E9}.csv\" is not in Unicode normalisation form C",
                "\"extract/latin-\u{FFFD}\" holds a name that is not UTF-8",
                "\"extract/line\\u{A}feed.csv\" holds a control character",
                "\"extract/right\\u{202E}left.csv\" holds a control character",
            ]), from: Scratch.packing)
    }

    @Test func namesThatDifferByCaseAlone() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.write("x", to: "extract/readme.TXT")
        try scratch.expect(
            obstacles(["\"extract/readme.TXT\" differs from another path by case alone"]), from: Scratch.packing)
    }

    @Test func twoFilesOfOneName() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.expect(
            obstacles(["\"extract/README.txt\" has the same path as another file given"]),
            from: Array(Scratch.packing.prefix(2)) + ["extract/README.txt", "extract/README.txt"]
                + Scratch.packing.dropFirst(3))
    }

    /// The extract is listed and named before the passphrase is asked for, and read after it.
    @Test(arguments: ["echo 3,East >>extract/tables/households.csv", "truncate -s 3 extract/tables/households.csv"])
    func fileThatChangesBetweenListingAndReading(change: String) throws {
        let scratch = try Scratch.readyToPack()
        try scratch.write("first\nsecond\n", to: "passphrases")
        try scratch.succeed(
            Scratch.reading(
                "passphrases",
                [
                    "microvault", "key", "passphrase", "provider.key", "--passphrase-fd", "3",
                ]))
        #expect(mkfifo(scratch.absolute("fifo"), 0o600) == 0)
        let before = scratch.listingWithoutRecords()
        let loud = Array(Scratch.packing.dropLast()) + ["--passphrase-fd", "3"]
        let tool = try scratch.start(["sh", "-c", "exec \"$@\" 3<>fifo", "sh"] + loud)
        #expect(tool.reaches { tool.outputSoFar.contains("delete by") })
        try scratch.succeed("sh", "-c", "\(change); echo first >fifo")
        let run = tool.finish()
        scratch.check(
            run,
            Complaint(
                Status.inputOutput, "\"extract/tables/households.csv\" changed while it was read",
                hint: "wait until nobody writes to the extract, then pack again"), tool: "microvault")
        let left = difference(before, scratch.listingWithoutRecords())
        #expect(left.count == 1 && left[0].hasPrefix("extract/tables/households.csv:"), "\(left)")
    }

    @Test func fileThatGrowsWhileItIsRead() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.writeZeros(256 << 20, to: "extract/big.csv")
        let tool = try scratch.start(Scratch.packing)
        #expect(tool.reaches { tool.hasOpen(scratch.absolute("extract/big.csv")) })
        try scratch.succeed("sh", "-c", "echo more >>extract/big.csv")
        scratch.check(
            tool.finish(),
            Complaint(
                Status.inputOutput, "\"extract/big.csv\" changed while it was read",
                hint: "wait until nobody writes to the extract, then pack again"), tool: "microvault")
        #expect(!scratch.exists("x.mvault") && !scratch.exists("x.mvault-head"))
    }
}

private let canMakeDevices: Bool = {
    let path = "\(Scratch.base)/microvault-device.\(getpid())"
    defer { unlink(path) }
    return mknod(path, S_IFCHR | 0o600, 0x105) == 0
}()

private func makeSocket(_ path: String) throws {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let fits = withUnsafeMutableBytes(of: &address.sun_path) { room in
        guard path.utf8.count < room.count else { return false }
        room.copyBytes(from: path.utf8)
        return true
    }
    try #require(fits)
    let bound = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
    try #require(bound == 0)
}
