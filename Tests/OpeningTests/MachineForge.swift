import Files
import Glibc
import Opening
import TestCast

/// Trees like those of `/proc` and `/sys`, with the disks that a test wants.
final class MachineForge {
    let scratch = Scratch()
    private var mounts: [String] = []
    var machine: Machine { Machine(proc: scratch.path + "/proc", sys: scratch.path + "/sys") }
    var probe: StorageProbe { StorageProbe(machine) }

    init() {
        for name in ["proc/self/fdinfo", "sys/dev/block", "sys/class/block", "sys/devices"] { _ = scratch.folder(name) }
        write("Filename\tType\tSize\tUsed\tPriority\n", "proc/swaps")
    }

    private func write(_ text: String, _ name: String) { scratch.write(Array(text.utf8), name) }

    /// A block device under `sys/devices/PLACE/NAME`, known by its number and its name.
    @discardableResult
    func device(
        _ name: String, _ number: String, at place: String, removable: Bool? = nil, uuid: String? = nil,
        slaves: [String] = []
    ) -> Self {
        let folder = "sys/devices/\(place)/\(name)"
        _ = scratch.folder(folder)
        if let removable { write(removable ? "1\n" : "0\n", folder + "/removable") }
        if let uuid {
            _ = scratch.folder(folder + "/dm")
            write(uuid + "\n", folder + "/dm/uuid")
        }
        _ = scratch.folder(folder + "/slaves")
        for slave in slaves {
            symlink("\(scratch.path)/sys/class/block/\(slave)", "\(scratch.path)/\(folder)/slaves/\(slave)")
        }
        symlink("\(scratch.path)/\(folder)", "\(scratch.path)/sys/dev/block/\(number)")
        symlink("\(scratch.path)/\(folder)", "\(scratch.path)/sys/class/block/\(name)")
        return self
    }

    @discardableResult func mapped(_ name: String, _ number: String, uuid: String, slaves: [String]) -> Self {
        device(name, number, at: "virtual/block", removable: false, uuid: uuid, slaves: slaves)
    }

    /// An internal disk with one partition, `sda1`, 8:1.
    @discardableResult func disk() -> Self {
        let place = "pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block"
        return device("sda", "8:0", at: place, removable: false).device("sda1", "8:1", at: place + "/sda")
    }

    @discardableResult func mount(
        _ device: String, _ fileSystem: String, _ source: String, point: String = "/srv/my\\040data"
    ) -> Self {
        mounts.append("\(40 + mounts.count) 1 \(device) / \(point) rw,relatime shared:1 - \(fileSystem) \(source) rw")
        return self
    }

    func swap() -> Self {
        write("Filename\tType\tSize\tUsed\tPriority\n/dev/sda2 partition\t8388604\t0\t-2\n", "proc/swaps")
        return self
    }

    /// Facts as if the scratch folder lay in the last mount.
    func facts() throws -> StorageFacts {
        write("21 1 8:9 / / rw - ext4 /dev/sda9 rw\n" + mounts.joined(separator: "\n") + "\n", "proc/self/mountinfo")
        let folder = try File(folder: scratch.path)
        write("pos:\t0\nflags:\t02\nmnt_id:\t\(39 + mounts.count)\nino:\t2\n", "proc/self/fdinfo/\(folder.descriptor)")
        return probe.facts(of: folder)
    }

    /// Every descriptor that a test may get lies in the last mount.
    func everywhere() throws {
        _ = try facts()
        let first = scratch.path + "/proc/self/fdinfo/any"
        write("mnt_id:\t\(39 + mounts.count)\n", "proc/self/fdinfo/any")
        for descriptor in 0..<1_024 { link(first, scratch.path + "/proc/self/fdinfo/\(descriptor)") }
    }
}
