import Files
import FoundationEssentials
import Glibc
import PackageFormat
import TestCast
import Testing

@testable import Opening

@Suite struct StorageProbeTests {
    private func expect(
        _ machine: MachineForge, encrypted: StorageFacts.Answer, removable: StorageFacts.Answer,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let facts = try machine.facts()
        #expect(facts.isEncrypted == encrypted, "encrypted", sourceLocation: sourceLocation)
        #expect(facts.isRemovable == removable, "removable", sourceLocation: sourceLocation)
        #expect(facts.mountPoint == "/srv/my data", sourceLocation: sourceLocation)
    }

    @Test func aPlainPartition() throws {
        let machine = MachineForge().disk().mount("8:1", "ext4", "/dev/sda1")
        try expect(machine, encrypted: .no, removable: .no)
        let facts = try machine.facts()
        #expect(facts.fileSystem == "ext4" && facts.source == "/dev/sda1")
    }

    @Test func volumesOnLUKS() throws {
        // LVM on dm-crypt on a partition.
        let machine = MachineForge().disk()
            .mapped("dm-0", "253:0", uuid: "CRYPT-LUKS2-0123", slaves: ["sda1"])
            .mapped("dm-1", "253:1", uuid: "LVM-abcd", slaves: ["dm-0"])
        try expect(machine.mount("253:1", "ext4", "/dev/mapper/vg-data"), encrypted: .yes, removable: .no)
        try expect(machine.mount("253:0", "xfs", "/dev/mapper/luks"), encrypted: .yes, removable: .no)
    }

    @Test func volumesOfWhichAPartIsPlain() throws {
        let machine = MachineForge().disk()
            .device("sdb", "8:16", at: "pci0000:00/ata2/block", removable: false)
            .mapped("dm-0", "253:0", uuid: "CRYPT-LUKS2-0123", slaves: ["sda1"])
            .mapped("dm-1", "253:1", uuid: "LVM-abcd", slaves: ["dm-0", "sdb"])
            .mapped("dm-2", "253:2", uuid: "LVM-efgh", slaves: ["sdb"])
        try expect(machine.mount("253:1", "ext4", "/dev/mapper/vg-both"), encrypted: .no, removable: .no)
        try expect(machine.mount("253:2", "ext4", "/dev/mapper/vg-plain"), encrypted: .no, removable: .no)
    }

    @Test func aStickInAUSBPort() throws {
        let usb = "pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0/host4/target4:0:0/4:0:0:0/block"
        let stick = MachineForge().device("sdc", "8:32", at: usb, removable: true)
            .device("sdc1", "8:33", at: usb + "/sdc")
        try expect(stick.mount("8:33", "vfat", "/dev/sdc1"), encrypted: .no, removable: .yes)
        // A disk in a USB case does not call itself removable; encryption does not make it fixed.
        let disk = MachineForge().device("sdc", "8:32", at: usb, removable: false)
            .mapped("dm-0", "253:0", uuid: "CRYPT-LUKS2-0123", slaves: ["sdc"])
        try expect(disk.mount("253:0", "ext4", "/dev/mapper/luks"), encrypted: .yes, removable: .yes)
    }

    @Test func aDriveThatCallsItselfRemovable() throws {
        let place = "pci0000:00/ata3/block"
        let drive = MachineForge().device("sr0", "11:0", at: place, removable: true)
            .device("sdd", "8:48", at: place, removable: true).device("sdd1", "8:49", at: place + "/sdd")
        try expect(drive.mount("11:0", "iso9660", "/dev/sr0"), encrypted: .no, removable: .yes)
        try expect(drive.mount("8:49", "ext4", "/dev/sdd1"), encrypted: .no, removable: .yes)
    }

    @Test func aCardInAReader() throws {
        let place = "pci0000:00/0000:00:1c.0/mmc_host/mmc0/mmc0:1234/block"
        let card = MachineForge().device("mmcblk0", "179:0", at: place, removable: false)
            .device("mmcblk0p1", "179:1", at: place + "/mmcblk0")
        try expect(card.mount("179:1", "exfat", "/dev/mmcblk0p1"), encrypted: .no, removable: .yes)
    }

    @Test(arguments: [("MMC", StorageFacts.Answer.no), ("SD", .yes)])
    func memoryThatIsBuiltInIsNoCard(type: String, isRemovable: StorageFacts.Answer) throws {
        let place = "pci0000:00/0000:00:1c.0/mmc_host/mmc0/mmc0:0001"
        let drive = MachineForge().device("mmcblk0", "179:0", at: place + "/block", removable: false)
            .device("mmcblk0p1", "179:1", at: place + "/block/mmcblk0")
        drive.scratch.write(Array("\(type)\n".utf8), "sys/devices/\(place)/type")
        try expect(drive.mount("179:1", "ext4", "/dev/mmcblk0p1"), encrypted: .no, removable: isRemovable)
    }

    @Test func anNVMeDrive() throws {
        let place = "pci0000:00/0000:00:1d.0/0000:3d:00.0/nvme/nvme0"
        let drive = MachineForge().device("nvme0n1", "259:0", at: place, removable: false)
            .device("nvme0n1p2", "259:2", at: place + "/nvme0n1")
        try expect(drive.mount("259:2", "ext4", "/dev/nvme0n1p2"), encrypted: .no, removable: .no)
    }

    @Test func btrfsHasADeviceNumberOfItsOwn() throws {
        let machine = MachineForge().disk().mapped("dm-0", "253:0", uuid: "CRYPT-LUKS2-0123", slaves: ["sda1"])
        try expect(machine.mount("0:31", "btrfs", "/dev/dm-0"), encrypted: .yes, removable: .no)
        try expect(machine.mount("0:32", "btrfs", "/dev/sda1"), encrypted: .no, removable: .no)
        try expect(machine.mount("0:33", "btrfs", "/dev/gone"), encrypted: .unknown, removable: .unknown)
    }

    @Test(.enabled(if: access("/dev/shm", W_OK) == 0)) func aSourceMayBeALinkToTheDevice() throws {
        let machine = MachineForge().disk().mapped("dm-0", "253:0", uuid: "CRYPT-LUKS2-0123", slaves: ["sda1"])
        let link = "/dev/shm/luks-\(UInt64.random(in: 0...UInt64.max))"
        #expect(symlink(machine.scratch.path + "/sys/class/block/dm-0", link) == 0)
        defer { unlink(link) }
        try expect(machine.mount("0:31", "btrfs", link), encrypted: .yes, removable: .no)
    }

    @Test func whatHasNoDeviceIsUnknown() throws {
        for (fileSystem, source) in [
            ("overlay", "overlay"), ("nfs4", "server:/export"), ("cifs", "//server/share"), ("zfs", "tank/home"),
            ("fuse.sshfs", "host:"),
        ] {
            try expect(
                MachineForge().mount("0:52", fileSystem, source), encrypted: .unknown, removable: .unknown)
        }
    }

    @Test func foldersEncryptedAsSuch() throws {
        for fileSystem in ["ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs"] {
            try expect(
                MachineForge().mount("0:60", fileSystem, "/home/.private"), encrypted: .yes, removable: .unknown)
        }
    }

    @Test func memoryIsSafeWithoutSwap() throws {
        for fileSystem in ["tmpfs", "ramfs"] {
            let machine = MachineForge().mount("0:25", fileSystem, "tmpfs")
            try expect(machine, encrypted: .yes, removable: .no)
            try expect(machine.swap(), encrypted: .unknown, removable: .no)
            unlink(machine.scratch.path + "/proc/swaps")
            try expect(machine, encrypted: .unknown, removable: .no)
        }
    }

    @Test func whatCannotBeLookedUpIsUnknown() throws {
        let folder = try File(folder: "/")
        let facts = StorageProbe(Machine(proc: "/nowhere", sys: "/nowhere")).facts(of: folder)
        #expect(facts.isEncrypted == .unknown && facts.isRemovable == .unknown && facts.mountPoint == "unknown")
        // Lines of another form are passed over.
        let machine = MachineForge().mount("8:1", "ext4", "/dev/sda1")
        _ = try machine.facts()
        #expect(
            machine.machine.mount("40") != nil && machine.machine.mount("41") == nil
                && machine.machine.mount("4") == nil)
    }

    @Test func thisMachineIsRead() throws {
        let folder = try File(folder: FileManager.default.temporaryDirectory.path)
        #expect(StorageProbe().facts(of: folder).mountPoint.hasPrefix("/"))
    }
}

@Suite struct StorageTermsTests {
    private static func facts(_ encrypted: StorageFacts.Answer, _ removable: StorageFacts.Answer) -> StorageFacts {
        StorageFacts(
            mountPoint: "/m", fileSystem: "ext4", source: "/dev/x", isEncrypted: encrypted, isRemovable: removable)
    }

    private func refusal(
        _ encryption: Storage.Encryption, _ media: Storage.RemovableMedia, _ facts: StorageFacts, _ attested: Bool
    ) -> Refusal? {
        do {
            try Storage(encrypted: encryption, removableMedia: media).check(facts, isAttested: attested)
            return nil
        } catch { return error }
    }

    @Test(arguments: [StorageFacts.Answer.yes, .no, .unknown], [StorageFacts.Answer.yes, .no, .unknown])
    func everyCombination(_ encrypted: StorageFacts.Answer, _ removable: StorageFacts.Answer) {
        let facts = Self.facts(encrypted, removable)
        for attested in [false, true] {
            #expect(refusal(.recommended, .allowed, facts, attested) == nil)
            let byMedium: Refusal? =
                switch removable {
                case .yes: .removableMedium(facts)
                case .no: nil
                case .unknown: attested ? nil : .storageUnknown(facts)
                }
            let byEncryption: Refusal? =
                switch encrypted {
                case .yes: nil
                case .no: attested ? nil : .storageNotEncrypted(facts)
                case .unknown: attested ? nil : .storageUnknown(facts)
                }
            #expect(refusal(.recommended, .prohibited, facts, attested) == byMedium)
            #expect(refusal(.required, .allowed, facts, attested) == byEncryption)
            #expect(refusal(.required, .prohibited, facts, attested) == byMedium ?? byEncryption)
        }
    }

    private func bench(_ machine: MachineForge) throws -> Bench {
        try machine.everywhere()
        let bench = Bench(
            PackageForge(
                agreement: Sample.agreement { $0.storage = Storage(encrypted: .required, removableMedia: .prohibited) })
        )
        bench.probe = machine.probe
        return bench
    }

    @Test func anOpeningOnPlainStorageIsRefusedAfterTheTerms() throws {
        let machine = MachineForge().disk().mount("8:1", "ext4", "/dev/sda1")
        let bench = try bench(machine)
        bench.refuses(
            .refused(.storageNotEncrypted(try machine.facts())), recorded: ["received", "refused storage-not-allowed"])
        #expect(bench.site.acts.contains("terms") && !bench.site.acts.contains("key"))
        // Attested, it opens, and the record says so.
        bench.site.acts = []
        bench.attested = Line("self-encrypting drive, asset 4711")!
        _ = try bench.open()
        guard case .intended(_, _, let copy)? = bench.site.events.dropLast().last else {
            Issue.record("no intention")
            return
        }
        #expect(copy.storage.description == "ext4, encrypted: no, attested: self-encrypting drive, asset 4711")
    }

    @Test func aRemovableMediumIsRefusedWhateverIsAttested() throws {
        let machine = MachineForge().device("sdc", "8:32", at: "pci/usb2/block", removable: true)
            .mapped("dm-0", "253:0", uuid: "CRYPT-LUKS2-1", slaves: ["sdc"]).mount("253:0", "ext4", "/dev/mapper/x")
        let bench = try bench(machine)
        bench.attested = Line("encrypted stick")!
        bench.refuses(
            .refused(.removableMedium(try machine.facts())), recorded: ["received", "refused removable-medium"])
    }

    @Test func encryptedStorageOpens() throws {
        let machine = MachineForge().disk().mapped("dm-0", "253:0", uuid: "CRYPT-LUKS2-1", slaves: ["sda1"])
            .mount("253:0", "ext4", "/dev/mapper/x")
        let bench = try bench(machine)
        _ = try bench.open()
        #expect(bench.person.shown?.isEncrypted == .yes)
    }
}
