extension LocalStorage {
    /// What weakens every overwrite on this storage, by the facts here alone (docs/erasure.md). In order, none twice.
    public var caveats: [Caveat] {
        let found = ofFileSystem.union(ofDevice).union(ofSwap)
        return Caveat.allCases.filter(found.contains)
    }

    private static let memory: Set<String> = ["tmpfs", "ramfs"]
    private static let inPlace: Set<String> = [
        "ext2", "ext3", "ext4", "xfs", "jfs", "reiserfs", "ocfs2", "gfs2", "vfat", "msdos", "exfat", "ntfs", "ntfs3",
        "fuseblk", "hfs", "hfsplus", "udf", "minix", "ufs",
    ]
    private static let writingElsewhere: Set<String> = [
        "btrfs", "zfs", "bcachefs", "f2fs", "nilfs2", "ubifs", "jffs2", "apfs", "ssdfs",
    ]
    private static let withSnapshots: Set<String> = ["btrfs", "zfs", "bcachefs", "nilfs2", "apfs"]
    private static let onRawFlash: Set<String> = ["ubifs", "jffs2", "yaffs2"]
    private static let withoutRights: Set<String> = ["vfat", "msdos", "exfat", "ntfs", "ntfs3", "fuseblk"]
    private static let elsewhere: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "virtiofs", "ceph", "lustre", "gpfs", "beegfs", "afs", "coda",
        "orangefs", "pvfs2", "vboxsf", "prl_fs", "vmhgfs", "fuse.sshfs", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs",
        "fuse.davfs2", "fuse.vmhgfs-fuse", "fuse.ceph", "fuse.ceph-fuse", "fuse.gcsfuse", "fuse.juicefs",
    ]
    private static let onFolders: Set<String> = [
        "overlay", "aufs", "ecryptfs", "fuse.fuse-overlayfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs",
        "fuse.mergerfs", "fuse.bindfs",
    ]

    private var ofFileSystem: Set<Caveat> {
        if Self.memory.contains(fileSystem) { return [.memoryOnly] }
        var found: Set<Caveat> = [.namesMayRemain]
        if Self.writingElsewhere.contains(fileSystem) { found.insert(.copyOnWrite) }
        if Self.withSnapshots.contains(fileSystem) { found.insert(.snapshotsPossible) }
        if Self.onRawFlash.contains(fileSystem) { found.formUnion([.flash, .discardNotKnown]) }
        if Self.withoutRights.contains(fileSystem) { found.insert(.noPermissions) }
        if Self.elsewhere.contains(fileSystem) { found.insert(.networkShare) }
        if Self.onFolders.contains(fileSystem) { found.formUnion([.layered, .unknownStorage]) }
        let known = Self.inPlace.union(Self.writingElsewhere).union(Self.elsewhere).union(Self.onFolders)
        if !known.contains(fileSystem) { found.insert(.unknownStorage) }
        if mountOptions.contains("data=journal") { found.insert(.dataJournal) }
        if mountOptions.contains(where: { ["nobarrier", "barrier=0", "barrier=none"].contains($0) }) {
            found.insert(.barriersOff)
        }
        let compression = ["compress", "compress-force", "compression", "compress_algorithm", "background_compression"]
        if mountOptions.contains(where: { option in
            compression.contains(String(option.prefix { $0 != "=" })) && !option.hasSuffix("=no")
                && !option.hasSuffix("=none")
        }) {
            found.insert(.compressed)
        }
        return found
    }

    private var ofDevice: Set<Caveat> {
        guard !Self.memory.contains(fileSystem), !Self.elsewhere.contains(fileSystem),
            !Self.onFolders.contains(fileSystem),
            !Self.onRawFlash.contains(fileSystem)
        else { return [] }
        var found: Set<Caveat> = []
        let hidden: Set<Layer> = [.virtual, .loop, .networkDevice]
        if !hidden.isDisjoint(with: layers) { found.insert(.virtualDisk) }
        if !Set([.lvmThin, .lvmSnapshot]).isDisjoint(with: layers) { found.insert(.snapshotsPossible) }
        if !Set([.deduplicating, .zoned]).isDisjoint(with: layers) { found.insert(.copyOnWrite) }
        if rotational == .no || layers.contains(.card) {
            found.insert(.flash)
            if discard != .yes || !mountOptions.contains(where: { $0 == "discard" || $0.hasPrefix("discard=") }) {
                found.insert(.discardNotKnown)
            }
        } else if rotational == .unknown, found.isDisjoint(with: [.virtualDisk]) {
            found.insert(.unknownStorage)
        }
        return found
    }

    private var ofSwap: Set<Caveat> {
        switch swap {
        case .none, .memory, .encrypted: []
        case .unencrypted: [.swapUnencrypted]
        case .unknown: [.swapNotKnown]
        }
    }
}
