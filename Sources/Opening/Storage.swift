import Files
import Glibc
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

/// Looks in `/proc` and `/sys`; the roots are arguments, so that fixtures of real trees can stand in.
public struct StorageProbe: Sendable {
    private let proc: String
    private let sys: String

    public init(proc: String = "/proc", sys: String = "/sys") { (self.proc, self.sys) = (proc, sys) }

    /// Facts of the file system that holds `folder`.
    public func facts(of folder: borrowing File) -> StorageFacts {
        guard let id = mountID(of: folder.descriptor), let mount = mount(id) else {
            return StorageFacts(
                mountPoint: "unknown", fileSystem: "unknown", source: "unknown", isEncrypted: .unknown,
                isRemovable: .unknown)
        }
        return facts(of: mount)
    }

    struct Mount: Equatable {
        let device: String
        let point: String
        let fileSystem: String
        let source: String
    }

    func facts(of mount: Mount) -> StorageFacts {
        let device = blockDevice(of: mount)
        return StorageFacts(
            mountPoint: mount.point, fileSystem: mount.fileSystem, source: mount.source,
            isEncrypted: isEncrypted(mount, device), isRemovable: isRemovable(mount, device))
    }

    /// `proc_pid_fdinfo(5)`: the mount of an open descriptor, also where the device number says nothing (btrfs).
    private func mountID(of descriptor: Int32) -> String? {
        text("\(proc)/self/fdinfo/\(descriptor)")?.split(separator: "\n").first { $0.hasPrefix("mnt_id:") }
            .map { String($0.dropFirst("mnt_id:".count)).trimmed }
    }

    /// The line of `proc_pid_mountinfo(5)` with this id.
    func mount(_ id: String) -> Mount? {
        for line in (text("\(proc)/self/mountinfo") ?? "").split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard words.count >= 10, words[0] == id, let dash = words.firstIndex(of: "-"), dash + 2 < words.count else {
                continue
            }
            return Mount(
                device: words[2], point: unescaped(words[4]), fileSystem: words[dash + 1],
                source: unescaped(words[dash + 2]))
        }
        return nil
    }

    /// The folder of the block device under `/sys`, or nil for a file system without one.
    private func blockDevice(of mount: Mount) -> String? {
        if let found = resolved("\(sys)/dev/block/\(mount.device)") { return found }
        // btrfs and overlay have device numbers of their own: ask for the source instead.
        guard mount.source.hasPrefix("/dev/"), let name = mount.source.split(separator: "/").last else { return nil }
        if let found = resolved("\(sys)/class/block/\(name)") { return found }
        guard let real = resolved(mount.source), let name = real.split(separator: "/").last else { return nil }
        return resolved("\(sys)/class/block/\(name)")
    }

    private func isEncrypted(_ mount: Mount, _ device: String?) -> StorageFacts.Answer {
        switch mount.fileSystem {
        case "ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs": return .yes
        // Memory reaches a disk by swapping alone.
        case "tmpfs", "ramfs": return hasNoSwap ? .yes : .unknown
        default: break
        }
        guard let device else { return .unknown }
        return isCrypted(device, depth: 0) ? .yes : .no
    }

    /// dm-crypt itself, or a device all of whose parts lie on dm-crypt (LVM, RAID).
    private func isCrypted(_ device: String, depth: Int) -> Bool {
        if text("\(device)/dm/uuid")?.hasPrefix("CRYPT-") == true { return true }
        guard depth < 8, let folder = try? File(folder: "\(device)/slaves"), let parts = try? folder.names(),
            !parts.isEmpty
        else { return false }
        return parts.allSatisfy { part in
            guard let part, let slave = resolved("\(device)/slaves/\(part)") else { return false }
            return isCrypted(slave, depth: depth + 1)
        }
    }

    private var hasNoSwap: Bool {
        guard let swaps = text("\(proc)/swaps") else { return false }
        return swaps.split(separator: "\n").count <= 1
    }

    private func isRemovable(_ mount: Mount, _ device: String?) -> StorageFacts.Answer {
        if mount.fileSystem == "tmpfs" || mount.fileSystem == "ramfs" { return .no }
        guard let device else { return .unknown }
        return liesOnRemovable(device, depth: 0) ? .yes : .no
    }

    /// The kernel's own flag, or a device that hangs on USB, FireWire or a card reader; parts of mapped devices too.
    private func liesOnRemovable(_ device: String, depth: Int) -> Bool {
        if device.contains("/usb") || device.contains("/firewire") || isMemoryCard(device) { return true }
        for place in [device, splitPath(device).folder] where text("\(place)/removable")?.trimmed == "1" { return true }
        guard depth < 8, let folder = try? File(folder: "\(device)/slaves"), let parts = try? folder.names() else {
            return false
        }
        return parts.contains { part in
            guard let part, let slave = resolved("\(device)/slaves/\(part)") else { return false }
            return liesOnRemovable(slave, depth: depth + 1)
        }
    }

    /// A card in a reader, which the kernel does not always call removable; `MMC` is memory that is built in.
    private func isMemoryCard(_ device: String) -> Bool {
        guard device.contains("/mmc_host/"), let block = device.firstRange(of: "/block/") else { return false }
        return text(device[..<block.lowerBound] + "/type")?.trimmed != "MMC"
    }

    private func text(_ path: String) -> String? {
        guard let file = try? File(reading: path), let bytes = try? file.contents(cap: 4 << 20) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func resolved(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }

    /// mountinfo writes space, tab, line feed and backslash as `\040` and the like.
    private func unescaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(3)
            if byte == UInt8(ascii: "\\"), digits.count == 3,
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
            {
                bytes.append(value)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
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
