import Files

/// What the machine tells of the storage under a folder, as far as it decides how much an overwrite is worth. No paths, names of
/// hosts or users: it goes into certificates.
public struct LocalStorage: Codable, Hashable, Sendable {
    public enum Answer: String, Codable, Sendable { case yes, no, unknown }
    public enum Swap: String, Codable, Sendable {
        case none
        /// Compressed memory (zram) alone.
        case memory
        case encrypted, unencrypted, unknown
    }

    /// What lies between file system and device, or is the device.
    public enum Layer: String, Codable, CaseIterable, Sendable {
        case dmCrypt = "dm-crypt"
        case lvm
        case lvmThin = "lvm-thin"
        /// A volume of which there is a snapshot now.
        case lvmSnapshot = "lvm-snapshot"
        case deduplicating = "vdo"
        case raid, multipath
        case otherMapping = "device-mapper"
        /// A faster device that keeps copies of a slower one's blocks.
        case cache
        case loop
        case networkDevice = "network-device"
        case virtual
        case usb, card
        /// A drive whose tracks overlap: blocks are written elsewhere, as on flash.
        case zoned
    }

    /// As the kernel names it; `unknown` where it cannot be looked up.
    public let fileSystem: String
    /// Those of the mount that matter here, in their order.
    public let mountOptions: [String]
    /// Of the device, or of the first where there are several; absent where it tells none.
    public let deviceModel: String?
    /// Whether the device turns; `no` is flash, and one part of flash is enough.
    public let rotational: Answer
    /// Whether everything lies on dm-crypt.
    public let dmCrypt: Answer
    /// Whether the device can be told which blocks are free.
    public let discard: Answer
    public let swap: Swap
    public let layers: [Layer]

    enum CodingKeys: String, CodingKey {
        case fileSystem = "file_system"
        case mountOptions = "mount_options"
        case deviceModel = "device_model"
        case dmCrypt = "dm_crypt"
        case rotational, discard, swap, layers
    }

    public init(
        fileSystem: String, mountOptions: [String] = [], deviceModel: String? = nil, rotational: Answer = .unknown,
        dmCrypt: Answer = .unknown, discard: Answer = .unknown, swap: Swap = .unknown, layers: [Layer] = []
    ) {
        (self.fileSystem, self.mountOptions, self.deviceModel) = (fileSystem, mountOptions, deviceModel)
        (self.rotational, self.dmCrypt, self.discard, self.swap) = (rotational, dmCrypt, discard, swap)
        self.layers = layers
    }
}

/// Looks at what the machine tells of mounts and block devices.
public struct StorageSurvey: Sendable {
    private let machine: Machine

    public init(_ machine: Machine = Machine()) { self.machine = machine }

    /// Of the file system that holds `folder`.
    public func storage(of folder: borrowing File) -> LocalStorage {
        guard let mount = machine.mount(of: folder) else { return LocalStorage(fileSystem: "unknown", swap: swap) }
        let options = mount.options.filter(Self.matters)
        guard let device = machine.device(of: mount) else {
            return LocalStorage(fileSystem: mount.fileSystem, mountOptions: options, swap: swap)
        }
        let found = examine(device)
        return LocalStorage(
            fileSystem: mount.fileSystem, mountOptions: options, deviceModel: found.models.first,
            rotational: found.rotational, dmCrypt: machine.isEncrypted(device) ? .yes : .no,
            discard: discard(of: device), swap: swap, layers: LocalStorage.Layer.allCases.filter(found.layers.contains))
    }

    /// Others hold names of hosts, users and folders.
    private static func matters(_ option: String) -> Bool {
        let name = option.prefix { $0 != "=" }
        return [
            "ro", "sync", "dirsync", "lazytime", "data", "nobarrier", "barrier", "journal_checksum",
            "journal_async_commit", "logbsize", "wsync", "norecovery", "noload", "inline_data", "dax", "discard",
            "nodiscard", "compress", "compress-force", "compression", "compress_algorithm", "background_compression",
            "nodatacow", "nodatasum", "autodefrag", "ssd", "nossd", "metacopy", "noswap", "huge", "soft", "hard",
            "cache", "vers", "mode",
        ].contains(name)
    }

    // MARK: Devices

    private struct Found {
        var layers: Set<LocalStorage.Layer> = []
        var models: [String] = []
        var rotational = LocalStorage.Answer.unknown
    }

    /// A device with everything that it lies on.
    private func examine(_ device: Machine.Device, depth: Int = 0) -> Found {
        var found = Found()
        if let layer = mapping(of: device) { found.layers.insert(layer) }
        let parts = machine.parts(of: device)
        guard !parts.isEmpty else { return disk(device) }
        guard depth < Machine.deepest else { return found }
        let inner = parts.map { $0.map { examine($0, depth: depth + 1) } ?? Found() }
        for part in inner {
            found.layers.formUnion(part.layers)
            found.models += part.models
        }
        let answers = inner.map(\.rotational)
        found.rotational = answers.contains(.no) ? .no : answers.contains(.unknown) ? .unknown : .yes
        return found
    }

    private func mapping(of device: Machine.Device) -> LocalStorage.Layer? {
        let name = device.name
        if name.hasPrefix("md") { return .raid }
        if name.hasPrefix("bcache") { return .cache }
        guard let uuid = machine.attribute("dm/uuid", of: device) else { return nil }
        switch uuid.prefix(while: { $0 != "-" }) {
        case "CRYPT": return .dmCrypt
        case "mpath": return .multipath
        case "VDO": return .deduplicating
        case "DMRAID": return .raid
        case let kind where kind.hasPrefix("part"): return nil
        case "LVM":
            if uuid.hasSuffix("-tpool") || uuid.hasSuffix("-pool") { return .lvmThin }
            if uuid.hasSuffix("-real") || uuid.hasSuffix("-cow") { return .lvmSnapshot }
            if uuid.hasSuffix("-cpool") || uuid.hasSuffix("-cvol") { return .cache }
            if uuid.hasSuffix("-vpool") || uuid.hasSuffix("-vdata") { return .deduplicating }
            return .lvm
        default: return .otherMapping
        }
    }

    /// A device that lies on no other.
    private func disk(_ device: Machine.Device) -> Found {
        var found = Found()
        let model =
            machine.diskAttribute("device/model", of: device) ?? machine.diskAttribute("device/name", of: device)
        if let model, !model.isEmpty { found.models = [model] }
        found.layers = kinds(of: device, model: model ?? "")
        if let mapping = mapping(of: device) { found.layers.insert(mapping) }
        if let zoned = machine.diskAttribute("queue/zoned", of: device), zoned != "none" { found.layers.insert(.zoned) }
        let isHidden = !found.layers.isDisjoint(with: [.virtual, .loop, .networkDevice])
        switch machine.diskAttribute("queue/rotational", of: device) {
        case "0" where !isHidden: found.rotational = .no
        // Sticks in a USB port say that they turn, and so do disks that are none.
        case "1" where !isHidden && !found.layers.contains(.usb): found.rotational = .yes
        default: found.rotational = .unknown
        }
        return found
    }

    private func kinds(of device: Machine.Device, model: String) -> Set<LocalStorage.Layer> {
        var kinds: Set<LocalStorage.Layer> = []
        let folder = device.folder
        if device.name.hasPrefix("loop") { kinds.insert(.loop) }
        if ["nbd", "rbd", "drbd"].contains(where: device.name.hasPrefix) || folder.contains("/session")
            || folder.contains("/nvme-fabrics/")
        {
            kinds.insert(.networkDevice)
        }
        let machines = [
            "QEMU", "VBOX", "VMware", "Virtual disk", "Virtual Disk", "PersistentDisk", "Amazon Elastic", "Msft",
            "BlockVolume", "nvme_card-pd",
        ]
        if folder.contains("/virtio") || folder.contains("/vbd-") || folder.contains("/VMBUS:")
            || machines.contains(where: model.contains)
        {
            kinds.insert(.virtual)
        }
        if folder.contains("/usb") { kinds.insert(.usb) }
        if folder.contains("/mmc_host/") { kinds.insert(.card) }
        return kinds
    }

    /// The uppermost device decides: what it does not take on reaches none below.
    private func discard(of device: Machine.Device) -> LocalStorage.Answer {
        guard let text = machine.diskAttribute("queue/discard_max_bytes", of: device), let bytes = Int(text) else {
            return .unknown
        }
        return bytes > 0 ? .yes : .no
    }

    // MARK: Swap

    private var swap: LocalStorage.Swap {
        guard let swaps = machine.swaps else { return .unknown }
        let found = Set(swaps.map { swap(at: $0.path) })
        return [.unencrypted, .unknown, .encrypted, .memory].first(where: found.contains) ?? .none
    }

    /// `path` is a device or, where it is none, a file.
    private func swap(at path: String) -> LocalStorage.Swap {
        let device = machine.device(node: path) ?? machine.mount(holding: path).flatMap { machine.device(of: $0) }
        guard let device else { return .unknown }
        if device.name.hasPrefix("zram") {
            let backing = machine.attribute("backing_dev", of: device) ?? "none"
            return backing == "none" ? .memory : .unknown
        }
        return machine.isEncrypted(device) ? .encrypted : .unencrypted
    }
}
