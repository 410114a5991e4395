import Glibc
import Testing

/// Some of the file systems of scripts/check-file-systems; passes where they cannot be made here.
@Suite(.enabled(if: geteuid() == 0 && isInstalled("python3"), "mounting a file system needs root, and python3"))
struct FileSystemTests {
    @Test(arguments: ["ext4", "btrfs", "exfat"]) func saysWhatItIs(name: String) throws {
        let scratch = try Scratch()
        scratch.environment["TOOLS"] = BuiltTools.folder
        let run = try scratch.run(["\(BuiltTools.root)/scripts/check-file-systems", "--only", name])
        #expect(run.status == 0 && run.out.contains("all as expected") || run.status == 77, "\(run.out)\n\(run.err)")
    }
}

/// A sample of what scripts/check-kills and scripts/check-full-disk try at every system call and every page.
@Suite struct RecoveryTests {
    private static let canTrace: Bool = {
        guard isInstalled("strace"), isInstalled("python3"), let scratch = try? Scratch() else { return false }
        return (try? scratch.run(["strace", "-qq", "-o", "/dev/null", "true"]))?.status == 0
    }()

    private func check(_ script: String, _ options: [String]) throws {
        let scratch = try Scratch()
        scratch.environment["TOOLS"] = BuiltTools.folder
        let run = try scratch.run(["\(BuiltTools.root)/scripts/\(script)"] + options)
        #expect(run.status == 0 && run.out.contains("all recovered"), "\(run.out)\n\(run.err)")
    }

    @Test(
        .enabled(if: canTrace, "strace or python3 is not there, or may not trace here"),
        arguments: ["open", "close", "delete", "receipts", "clock", "import", "sweep", "passphrase", "restart"])
    func killedAtSomeCalls(command: String) throws { try check("check-kills", ["--every", "11", "--only", command]) }

    @Test(
        .enabled(if: SmallDisk.isPossible && isInstalled("python3"), "no scratch file system, or no python3"),
        arguments: ["open", "close", "delete", "receipts", "clock"])
    func fullAtSomePages(command: String) throws { try check("check-full-disk", ["--step", "4", "--only", command]) }
}
