import Glibc

/// What `/proc` and `/sys` tell of mounts and block devices; the roots are arguments, so that fixtures of real trees can
/// stand in.
public struct Machine: Sendable {
    private let proc: String
    private let sys: String

    public init(proc: String = "/proc", sys: String = "/sys") { (self.proc, self.sys) = (proc, sys) }

    /// A line of `proc_pid_mountinfo(5)`.
    public struct Mount: Equatable, Sendable {
        /// `MAJOR:MINOR`.
        public let device: String
        public let point: String
        public let fileSystem: String
        /// Device or share as the kernel names it.
        public let source: String
        /// Of the mount, then of the file system.
        public let options: [String]
    }

    /// `proc_pid_fdinfo(5)`: the mount of an open descriptor, also where the device number says nothing (btrfs) or is
    /// that of the folder around it (bind mounts).
    public func mountID(of file: borrowing File) -> String? {
        text("\(proc)/self/fdinfo/\(file.descriptor)")?.split(separator: "\n").first { $0.hasPrefix("mnt_id:") }
            .map { $0.dropFirst("mnt_id:".count).withoutBlanks }
    }

    /// The mount that holds an open file or folder.
    public func mount(of file: borrowing File) -> Mount? {
        guard let id = mountID(of: file) else { return nil }
        return mount(id)
    }

    /// The mount with this id.
    public func mount(_ id: String) -> Mount? { mounts.first { $0.id == id }?.mount }

    /// The mount that holds `path`, which is absolute and has no links.
    public func mount(holding path: String) -> Mount? {
        func holds(_ point: String) -> Bool {
            point == "/" || path == point
                || path.utf8.starts(with: point.utf8) && path.utf8.dropFirst(point.utf8.count).first == slash
        }
        // Of two with one mount point the later lies on top.
        return mounts.map(\.mount).filter { holds($0.point) }.enumerated()
            .max { ($0.element.point.utf8.count, $0.offset) < ($1.element.point.utf8.count, $1.offset) }?.element
    }

    private var mounts: [(id: String, mount: Mount)] {
        (text("\(proc)/self/mountinfo") ?? "").split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard words.count >= 10, let dash = words.firstIndex(of: "-"), dash + 2 < words.count else { return nil }
            let options =
                words[5].split(separator: ",") + (dash + 3 < words.count ? words[dash + 3] : "").split(separator: ",")
            return (
                words[0],
                Mount(
                    device: words[2], point: unescaped(words[4]), fileSystem: words[dash + 1],
                    source: unescaped(words[dash + 2]), options: options.map(String.init))
            )
        }
    }

    /// A block device: its folder under `/sys`, free of links.
    public struct Device: Hashable, Sendable {
        public let folder: String
        public init(folder: String) { self.folder = folder }
        /// `sda1`, `dm-0`.
        public var name: String { splitPath(folder).name }
    }

    /// The block device under a mount; nil for a file system without one.
    public func device(of mount: Mount) -> Device? {
        if let found = resolved("\(sys)/dev/block/\(mount.device)") { return Device(folder: found) }
        // btrfs and overlay have device numbers of their own: ask for the source instead.
        return device(node: mount.source)
    }

    /// The block device of a node such as `/dev/sda1`, a link to one included.
    public func device(node: String) -> Device? {
        guard node.hasPrefix("/dev/"), let name = node.split(separator: "/").last else { return nil }
        if let found = resolved("\(sys)/class/block/\(name)") { return Device(folder: found) }
        guard let real = resolved(node), let name = real.split(separator: "/").last else { return nil }
        return resolved("\(sys)/class/block/\(name)").map(Device.init)
    }

    /// What a mapped device or an array lies on, nil for a part that cannot be looked up; none for other devices.
    public func parts(of device: Device) -> [Device?] {
        guard let folder = try? File(folder: "\(device.folder)/slaves"), let names = try? folder.names() else {
            return []
        }
        return names.map { name in
            name.flatMap { resolved("\(device.folder)/slaves/\($0)") }.map(Device.init)
        }
    }

    /// Devices that may lie on each other; whoever walks them stops there.
    public static let deepest = 10

    /// Whether a device is dm-crypt, or all of its parts lie on dm-crypt (LVM, RAID).
    public func isEncrypted(_ device: Device) -> Bool { isEncrypted(device, depth: 0) }

    private func isEncrypted(_ device: Device, depth: Int) -> Bool {
        if attribute("dm/uuid", of: device)?.hasPrefix("CRYPT-") == true { return true }
        let parts = parts(of: device)
        guard depth < Self.deepest, !parts.isEmpty else { return false }
        return parts.allSatisfy { part in part.map { isEncrypted($0, depth: depth + 1) } ?? false }
    }

    /// The text of an attribute such as `queue/rotational`, without the blanks around it.
    public func attribute(_ name: String, of device: Device) -> String? {
        text("\(device.folder)/\(name)")?.withoutBlanks
    }

    /// The same of a partition's disk, where the partition has none of its own.
    public func diskAttribute(_ name: String, of device: Device) -> String? {
        attribute(name, of: device) ?? attribute(name, of: Device(folder: splitPath(device.folder).folder))
    }

    /// The lines of `proc_swaps(5)` without the heading: path and kind of each; nil where that cannot be read.
    public var swaps: [(path: String, kind: String)]? {
        guard let text = text("\(proc)/swaps") else { return nil }
        return text.split(separator: "\n").dropFirst().compactMap { line in
            let words = line.split { $0 == " " || $0 == "\t" }
            return words.count < 2 ? nil : (unescaped(String(words[0])), String(words[1]))
        }
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

    /// The kernel writes space, tab, line feed and backslash as `\040` and the like.
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

private let slash = UInt8(ascii: "/")

extension Substring {
    fileprivate var withoutBlanks: String { String(self).withoutBlanks }
}

extension String {
    fileprivate var withoutBlanks: String {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        return String(
            decoding: utf8.drop { blanks.contains($0) }.reversed().drop { blanks.contains($0) }.reversed(),
            as: UTF8.self)
    }
}
