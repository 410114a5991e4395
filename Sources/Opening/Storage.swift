import Files
import PackageFormat

/// What the machine can see of the place where opened data will lie.
public struct StorageFacts: Hashable, Sendable {
    public enum Answer: String, Sendable { case yes, no, unknown }

    public let mountPoint: String
    public let fileSystem: String
    /// Device or share as the kernel names it.
    public let source: String
    public let isEncrypted: Answer
    public let isRemovable: Answer

    public init(mountPoint: String, fileSystem: String, source: String, isEncrypted: Answer, isRemovable: Answer) {
        (self.mountPoint, self.fileSystem, self.source) = (mountPoint, fileSystem, source)
        (self.isEncrypted, self.isRemovable) = (isEncrypted, isRemovable)
    }
}

/// Looks at what the machine tells of mounts and block devices.
public struct StorageProbe: Sendable {
    private let machine: Machine

    public init(_ machine: Machine = Machine()) { self.machine = machine }

    /// Facts of the file system that holds `folder`.
    public func facts(of folder: borrowing File) -> StorageFacts {
        guard let mount = machine.mount(of: folder) else {
            return StorageFacts(
                mountPoint: "unknown", fileSystem: "unknown", source: "unknown", isEncrypted: .unknown,
                isRemovable: .unknown)
        }
        let device = machine.device(of: mount)
        return StorageFacts(
            mountPoint: mount.point, fileSystem: mount.fileSystem, source: mount.source,
            isEncrypted: isEncrypted(mount, device), isRemovable: isRemovable(mount, device))
    }

    private func isEncrypted(_ mount: Machine.Mount, _ device: Machine.Device?) -> StorageFacts.Answer {
        switch mount.fileSystem {
        case "ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs": return .yes
        // Memory reaches a disk by swapping alone.
        case "tmpfs", "ramfs": return machine.swaps?.isEmpty == true ? .yes : .unknown
        default: break
        }
        guard let device else { return .unknown }
        return machine.isEncrypted(device) ? .yes : .no
    }

    private func isRemovable(_ mount: Machine.Mount, _ device: Machine.Device?) -> StorageFacts.Answer {
        if mount.fileSystem == "tmpfs" || mount.fileSystem == "ramfs" { return .no }
        guard let device else { return .unknown }
        return liesOnRemovable(device, depth: 0) ? .yes : .no
    }

    /// The kernel's own flag, or a device that hangs on USB, FireWire or a card reader; parts of mapped devices too.
    private func liesOnRemovable(_ device: Machine.Device, depth: Int) -> Bool {
        let folder = device.folder
        if folder.contains("/usb") || folder.contains("/firewire") || isMemoryCard(device) { return true }
        // Partitions have no flag: that of their disk counts.
        if machine.diskAttribute("removable", of: device) == "1" { return true }
        guard depth < Machine.deepest else { return false }
        return machine.parts(of: device).contains { part in
            part.map { liesOnRemovable($0, depth: depth + 1) } ?? false
        }
    }

    /// A card in a reader, which the kernel does not always call removable; `MMC` is memory that is built in.
    private func isMemoryCard(_ device: Machine.Device) -> Bool {
        guard device.folder.contains("/mmc_host/"), let block = device.folder.firstRange(of: "/block/") else {
            return false
        }
        let card = Machine.Device(folder: String(device.folder[..<block.lowerBound]))
        return machine.attribute("type", of: card) != "MMC"
    }
}

extension PackageFormat.Storage {
    /// Whether opened data may lie there. `isAttested`: the operator says what the machine cannot see.
    func check(_ facts: StorageFacts, isAttested: Bool) throws(Refusal) {
        if removableMedia == .prohibited {
            guard facts.isRemovable != .yes else { throw .removableMedium(facts) }
            guard facts.isRemovable == .no || isAttested else { throw .storageUnknown(facts) }
        }
        guard encrypted == .required, !isAttested else { return }
        switch facts.isEncrypted {
        case .yes: return
        case .no: throw .storageNotEncrypted(facts)
        case .unknown: throw .storageUnknown(facts)
        }
    }
}

extension StorageFacts {
    /// One line for the record, with what the operator says beside what the machine sees.
    func line(attested: Line?) -> Line {
        let seen = "\(fileSystem), encrypted: \(isEncrypted.rawValue)"
        // The operator's line may be as long as a line can be.
        let text = attested.map { "\(seen), attested: \($0)" } ?? seen
        return Line(typed: text) ?? Line(typed: String(text.unicodeScalars.prefix(200).map(Character.init)))
            ?? Line("unknown")!
    }
}
