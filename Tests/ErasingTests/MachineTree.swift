import Erasing
import Files
import Glibc
import TestCast

/// Parts of the `/proc` and `/sys` of real machines.
final class MachineTree {
    let scratch = Scratch()
    private var machine: Machine { Machine(proc: scratch.path + "/proc", sys: scratch.path + "/sys") }
    private var mounts: [String] = []

    init() {
        for name in ["proc/self/fdinfo", "sys/dev/block", "sys/class/block"] { _ = scratch.folder(name) }
        swaps("")
    }

    private func write(_ text: String, _ path: String) {
        _ = scratch.folder(splitPath(path).folder)
        scratch.write(Array(text.utf8), path)
    }

    /// A block device at `sys/devices/PLACE`, its name the last part, with attributes by their paths.
    @discardableResult func device(
        _ number: String, _ place: String, _ attributes: [String: String] = [:], on slaves: [String] = []
    ) -> Self {
        let name = splitPath(place).name
        let folder = "sys/devices/\(place)"
        _ = scratch.folder(folder + "/slaves")
        for (path, text) in attributes { write(text + "\n", "\(folder)/\(path)") }
        for slave in slaves {
            symlink("\(scratch.path)/sys/class/block/\(slave)", "\(scratch.path)/\(folder)/slaves/\(slave)")
        }
        symlink("\(scratch.path)/\(folder)", "\(scratch.path)/sys/dev/block/\(number)")
        symlink("\(scratch.path)/\(folder)", "\(scratch.path)/sys/class/block/\(name)")
        return self
    }

    /// A mapped device or an array.
    @discardableResult func mapped(
        _ number: String, _ name: String, _ uuid: String? = nil, discard: Int = 0, on slaves: [String]
    ) -> Self {
        var attributes = ["queue/discard_max_bytes": "\(discard)", "queue/rotational": "1"]
        if let uuid { attributes["dm/uuid"] = uuid }
        return device(number, "virtual/block/\(name)", attributes, on: slaves)
    }

    /// `/dev/nvme0n1` with two partitions.
    @discardableResult func nvme() -> Self {
        let place = "pci0000:00/0000:00:1d.0/0000:3d:00.0/nvme/nvme0/nvme0n1"
        return device(
            "259:0", place,
            [
                "queue/rotational": "0", "queue/discard_max_bytes": "2199023255040", "queue/zoned": "none",
                "device/model": "Samsung SSD 970 EVO Plus 1TB            ",
            ]
        ).device("259:1", place + "/nvme0n1p1").device("259:2", place + "/nvme0n1p2")
    }

    /// `/dev/sda` or another drive that turns, with one partition.
    @discardableResult func drive(_ letter: String, _ minor: Int) -> Self {
        let host = "pci0000:00/0000:00:17.0/ata\(minor)/host\(minor)/target\(minor):0:0/\(minor):0:0:0"
        return device(
            "8:\(minor)", "\(host)/block/sd\(letter)",
            ["queue/rotational": "1", "queue/discard_max_bytes": "0", "device/model": "ST4000NM0035-1V4"]
        ).device("8:\(minor + 1)", "\(host)/block/sd\(letter)/sd\(letter)1")
    }

    /// A line of mountinfo without its ids.
    @discardableResult func mount(_ line: String) -> Self {
        mounts.append("\(40 + mounts.count) 1 \(line)")
        return self
    }

    /// Lines of `/proc/swaps`.
    @discardableResult func swaps(_ lines: String) -> Self {
        write("Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n" + lines, "proc/swaps")
        return self
    }

    @discardableResult func withoutSwaps() -> Self {
        unlink(scratch.path + "/proc/swaps")
        return self
    }

    /// Storage as if a folder lay in the last mount.
    func storage() throws -> LocalStorage {
        write(mounts.joined(separator: "\n") + "\n", "proc/self/mountinfo")
        let folder = try File(folder: scratch.path)
        write(
            "pos:\t0\nflags:\t0200000\nmnt_id:\t\(39 + mounts.count)\nino:\t2\n",
            "proc/self/fdinfo/\(folder.descriptor)")
        return StorageSurvey(machine).storage(of: folder)
    }
}
