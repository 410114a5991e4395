import Files
import PackageFormat
import TestCast
import Testing

@testable import Erasing

@Suite struct StorageSurveyTests {
    private let tree = MachineTree()

    /// Fields and codes of the storage, as a certificate would have them.
    private func expect(
        _ line: String, _ expected: LocalStorage, _ codes: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let storage = try tree.mount(line).storage()
        #expect(storage == expected, sourceLocation: sourceLocation)
        #expect(
            storage.caveats.map(\.rawValue).joined(separator: " ") == codes, sourceLocation: sourceLocation)
    }

    @Test func ext4OnLUKSOnNVMe() throws {
        tree.nvme().mapped("253:0", "dm-0", "CRYPT-LUKS2-6d0c-nvme0n1p2_crypt", on: ["nvme0n1p2"])
            .mapped("253:1", "dm-1", "LVM-8s2mRz", on: ["dm-0"]).mapped("253:2", "dm-2", "LVM-8s2mSw", on: ["dm-0"])
            .swaps("/dev/dm-2                               partition\t999420\t\t0\t\t-2\n")
        try expect(
            "253:1 / / rw,relatime shared:1 - ext4 /dev/mapper/vg-root rw,errors=remount-ro",
            LocalStorage(
                fileSystem: "ext4", deviceModel: "Samsung SSD 970 EVO Plus 1TB", rotational: .no, dmCrypt: .yes,
                discard: .no, swap: .encrypted, layers: [.dmCrypt, .lvm]),
            "names-may-remain flash discard-not-known")
    }

    @Test func ext4OnADriveWithItsJournalForData() throws {
        tree.drive("a", 0).swaps("/dev/sda1 partition\t8388604\t0\t-2\n")
        try expect(
            "8:1 / /srv rw,relatime - ext4 /dev/sda1 rw,nobarrier,data=journal",
            LocalStorage(
                fileSystem: "ext4", mountOptions: ["nobarrier", "data=journal"], deviceModel: "ST4000NM0035-1V4",
                rotational: .yes, dmCrypt: .no, discard: .no, swap: .unencrypted),
            "data-journal names-may-remain swap-unencrypted barriers-off")
    }

    @Test func xfsOnAnArray() throws {
        tree.drive("a", 0).drive("b", 16).mapped("9:0", "md0", on: ["sda1", "sdb1"])
        try expect(
            "9:0 / /srv/data rw,relatime shared:29 - xfs /dev/md0 rw,attr2,inode64,logbufs=8,logbsize=32k,noquota",
            LocalStorage(
                fileSystem: "xfs", mountOptions: ["logbsize=32k"], deviceModel: "ST4000NM0035-1V4", rotational: .yes,
                dmCrypt: .no, discard: .no, swap: .none, layers: [.raid]),
            "names-may-remain")
    }

    @Test func anArrayOfWhichOnePartIsFlash() throws {
        tree.drive("a", 0).nvme().mapped("9:0", "md0", on: ["sda1", "nvme0n1p1"])
        let storage = try tree.mount("9:0 / /srv rw - ext4 /dev/md0 rw").storage()
        #expect(storage.rotational == .no && storage.caveats.contains(.flash))
        // And of which one part is encrypted.
        tree.mapped("253:0", "dm-0", "CRYPT-LUKS2-1", on: ["sda1"]).mapped("9:1", "md1", on: ["dm-0", "nvme0n1p1"])
        let other = try tree.mount("9:1 / /srv rw - ext4 /dev/md1 rw").storage()
        #expect(other.dmCrypt == .no && other.layers == [.dmCrypt, .raid])
    }

    @Test func aSubvolumeOfBtrfs() throws {
        tree.nvme().swaps("/dev/zram0 partition\t8388604\t0\t100\n")
            .device("252:0", "virtual/block/zram0", ["backing_dev": "none"])
        try expect(
            "0:38 /@home /home rw,relatime shared:62 - btrfs /dev/nvme0n1p2 "
                + "rw,compress=zstd:1,ssd,discard=async,space_cache=v2,subvolid=256,subvol=/@home",
            LocalStorage(
                fileSystem: "btrfs", mountOptions: ["compress=zstd:1", "ssd", "discard=async"],
                deviceModel: "Samsung SSD 970 EVO Plus 1TB", rotational: .no, dmCrypt: .no, discard: .yes, swap: .memory
            ),
            "copy-on-write snapshots-possible compressed names-may-remain flash")
    }

    @Test func aContainer() throws {
        try expect(
            "0:151 / / rw,relatime master:401 - overlay overlay rw,lowerdir=/var/lib/docker/overlay2/l/KX,"
                + "upperdir=/var/lib/docker/overlay2/5f/diff,workdir=/var/lib/docker/overlay2/5f/work",
            LocalStorage(fileSystem: "overlay", swap: .none), "names-may-remain layered unknown-storage")
    }

    @Test func memory() throws {
        tree.nvme().swaps("/dev/nvme0n1p1 partition\t8388604\t0\t-2\n")
        try expect(
            "0:25 / /dev/shm rw,nosuid,nodev - tmpfs tmpfs rw,size=8042312k,inode64",
            LocalStorage(fileSystem: "tmpfs", swap: .unencrypted), "memory-only swap-unencrypted")
    }

    @Test func shares() throws {
        tree.withoutSwaps()
        try expect(
            "0:52 / /mnt/projects rw,relatime shared:300 - nfs4 nas.example.org:/export/projects rw,vers=4.2,"
                + "rsize=1048576,hard,proto=tcp,timeo=600,sec=krb5p,clientaddr=192.0.2.17,addr=192.0.2.3",
            LocalStorage(fileSystem: "nfs4", mountOptions: ["vers=4.2", "hard"]),
            "names-may-remain swap-not-known network-share")
        try expect(
            "0:53 / /mnt/team rw,relatime - cifs //fs01.example.org/team rw,vers=3.1.1,cache=strict,username=jdoe,"
                + "domain=EXAMPLE,uid=1000,addr=192.0.2.9,file_mode=0755,soft",
            LocalStorage(fileSystem: "cifs", mountOptions: ["vers=3.1.1", "cache=strict", "soft"]),
            "names-may-remain swap-not-known network-share")
    }

    @Test func aStickInAUSBPort() throws {
        let place = "pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0/host4/target4:0:0/4:0:0:0/block/sdc"
        tree.device(
            "8:32", place,
            [
                "queue/rotational": "1", "queue/discard_max_bytes": "0", "device/model": "Ultra Fit       ",
                "removable": "1",
            ]
        ).device("8:33", place + "/sdc1")
        // It says that it turns.
        try expect(
            "8:33 / /media/jdoe/STICK rw,nosuid - exfat /dev/sdc1 rw,uid=1000,gid=1000,fmask=0022,iocharset=utf8",
            LocalStorage(
                fileSystem: "exfat", deviceModel: "Ultra Fit", dmCrypt: .no, discard: .no, swap: .none, layers: [.usb]),
            "names-may-remain no-permissions unknown-storage")
    }

    @Test func aCard() throws {
        let place = "pci0000:00/0000:00:1c.0/mmc_host/mmc0/mmc0:1234/block/mmcblk0"
        tree.device(
            "179:0", place,
            ["queue/rotational": "0", "queue/discard_max_bytes": "4194304", "device/name": "SD64G"]
        ).device("179:1", place + "/mmcblk0p1")
        try expect(
            "179:1 / /mnt rw - vfat /dev/mmcblk0p1 rw,discard",
            LocalStorage(
                fileSystem: "vfat", mountOptions: ["discard"], deviceModel: "SD64G", rotational: .no, dmCrypt: .no,
                discard: .yes, swap: .none, layers: [.card]),
            "names-may-remain flash no-permissions")
    }

    @Test func thinAndSnapshotVolumes() throws {
        tree.drive("a", 0)
            .mapped("253:0", "dm-0", "LVM-aaaa-tmeta", on: ["sda1"]).mapped(
                "253:1", "dm-1", "LVM-aaab-tdata", on: ["sda1"]
            )
            .mapped("253:2", "dm-2", "LVM-aaac-tpool", on: ["dm-0", "dm-1"])
            .mapped("253:3", "dm-3", "LVM-aaad", on: ["dm-2"])
            .mapped("253:4", "dm-4", "LVM-bbbb-real", on: ["sda1"]).mapped("253:5", "dm-5", "LVM-bbbb", on: ["dm-4"])
        let thin = try tree.mount("253:3 / /thin rw - xfs /dev/mapper/vg-thin rw").storage()
        #expect(thin.layers == [.lvm, .lvmThin] && thin.rotational == .yes)
        #expect(thin.caveats == [.snapshotsPossible, .namesMayRemain])
        let origin = try tree.mount("253:5 / /origin rw - ext4 /dev/mapper/vg-origin rw").storage()
        #expect(origin.layers == [.lvm, .lvmSnapshot])
        #expect(origin.caveats == [.snapshotsPossible, .namesMayRemain])
    }

    @Test func disksOfVirtualMachinesAndFiles() throws {
        tree.device("254:0", "pci0000:00/0000:00:04.0/virtio1/block/vda", ["queue/rotational": "1"])
            .device("7:0", "virtual/block/loop0", ["queue/rotational": "0"])
        for line in ["254:0 / / rw - ext4 /dev/vda rw,discard", "7:0 / /mnt rw - ext4 /dev/loop0 rw"] {
            let storage = try tree.mount(line).storage()
            #expect(storage.rotational == .unknown)
            #expect(storage.caveats == [.namesMayRemain, .virtualDisk])
        }
    }

    @Test func aDriveWhoseTracksOverlap() throws {
        tree.device(
            "8:0", "pci0000:00/ata1/host0/target0:0:0/0:0:0:0/block/sda",
            ["queue/rotational": "1", "queue/zoned": "host-aware"])
        let storage = try tree.mount("8:0 / /archive rw - ext4 /dev/sda rw").storage()
        #expect(storage.layers == [.zoned] && storage.caveats.contains(.copyOnWrite))
    }

    @Test func swapInAFile() throws {
        tree.drive("a", 0).drive("b", 16).mapped("253:0", "dm-0", "CRYPT-LUKS2-1", on: ["sdb1"])
            .mount("8:1 / / rw - ext4 /dev/sda1 rw").mount("253:0 / /srv rw - ext4 /dev/mapper/srv rw")
        #expect(try tree.swaps("/srv/swap\\040file file\t1\t0\t-2\n").storage().swap == .encrypted)
        #expect(try tree.swaps("/swapfile file\t1\t0\t-2\n").storage().swap == .unencrypted)
        #expect(try tree.swaps("/srvelse file\t1\t0\t-2\n").storage().swap == .unencrypted)
        // The weakest of several counts.
        #expect(try tree.swaps("/srv/a file\t1\t0\t-2\n/b file\t1\t0\t-2\n").storage().swap == .unencrypted)
    }

    @Test(arguments: [
        ("zfs", "copy-on-write snapshots-possible names-may-remain unknown-storage"),
        ("bcachefs", "copy-on-write snapshots-possible names-may-remain unknown-storage"),
        ("f2fs", "copy-on-write names-may-remain unknown-storage"),
        ("ubifs", "copy-on-write names-may-remain flash discard-not-known"),
        ("ecryptfs", "names-may-remain layered unknown-storage"),
        ("fuse.sshfs", "names-may-remain network-share"), ("9p", "names-may-remain network-share"),
        ("fuse.mystery", "names-may-remain unknown-storage"), ("ramfs", "memory-only"),
    ])
    func fileSystemsWithoutADeviceHere(name: String, codes: String) throws {
        try expect("0:60 / /x rw - \(name) source rw", LocalStorage(fileSystem: name, swap: .none), codes)
    }

    @Test func whatCannotBeLookedUp() throws {
        let folder = try File(folder: "/")
        let storage = StorageSurvey(Machine(proc: "/nowhere", sys: "/nowhere")).storage(of: folder)
        #expect(storage == LocalStorage(fileSystem: "unknown"))
        #expect(storage.caveats == [.namesMayRemain, .swapNotKnown, .unknownStorage])
    }

    @Test func thisMachineIsRead() throws {
        let folder = try File(folder: tree.scratch.path)
        #expect(StorageSurvey().storage(of: folder).fileSystem != "unknown")
    }

    @Test func asJSON() throws {
        let storage = LocalStorage(
            fileSystem: "ext4", mountOptions: ["discard"], rotational: .yes, dmCrypt: .no, discard: .yes, swap: .memory,
            layers: [.dmCrypt])
        let text = String(decoding: CanonicalJSON.encode(storage), as: UTF8.self)
        #expect(
            text
                == #"{"discard":"yes","dm_crypt":"no","file_system":"ext4","layers":["dm-crypt"],"#
                + #""mount_options":["discard"],"rotational":"yes","swap":"memory"}"#)
        #expect(try CanonicalJSON.decode(LocalStorage.self, from: Array(text.utf8), cap: 4_096) == storage)
    }
}
