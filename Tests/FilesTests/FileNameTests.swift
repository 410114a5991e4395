import Glibc
import Testing

@testable import Files

@Suite struct FileNameTests {
    let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test func `a name that is not UTF-8 is spelt out`() {
        #expect(FileName("a\\b ü").text == "a\\b ü")
        #expect(FileName([0x61, 0x5C, 0xFF, 0x0A]).text == "a\\\\\\xff\n")
        #expect(FileName("ü").isUTF8 && !FileName([0xC3]).isUTF8)
    }

    @Test func `renaming replaces nothing`() throws {
        try scratch.write("1", to: "a")
        try scratch.write("2", to: "b")
        let folder = try File(folder: scratch.path)
        let error = failure { () throws(IOError) in try folder.rename(FileName("a"), to: FileName("b")) }
        #expect(error == IOError(.rename, scratch("a"), code: EEXIST))
        try folder.rename(FileName("a"), to: FileName("c"))
        #expect(try scratch.names() == ["b", "c"])
    }

    @Test func `rights are added to files and folders and never through a link`() throws {
        try scratch.write("1", to: "file")
        chmod(scratch("file"), 0o004)
        try scratch.link("link", to: "file")
        let folder = try File(folder: scratch.path)
        let error = failure { () throws(IOError) in try folder.addRights(0o600, to: FileName("link")) }
        #expect(error?.code == ELOOP)
        #expect(try scratch.mode("file") == 0o004)
        try folder.addRights(0o600, to: FileName("file"))
        #expect(try scratch.mode("file") == 0o604)
    }

    @Test func `only regular files are opened to be erased`() throws {
        try scratch.write("1", to: "file")
        try scratch.link("link", to: "file")
        #expect(mkfifo(scratch("fifo"), 0o600) == 0)
        chmod(scratch("file"), 0o400)
        let folder = try File(folder: scratch.path)
        for name in ["link", "fifo"] {
            let error = failure { () throws(IOError) in _ = try File(erasing: FileName(name), in: folder) }
            #expect(error?.code == ELOOP)
        }
        let file = try File(erasing: FileName("file"), in: folder)
        try file.write(Array("new".utf8), at: 0)
        #expect(try scratch.text("file") == "new")
    }

    @Test func `another descriptor of a file is seen`() throws {
        try scratch.write("1", to: "file")
        let folder = try File(folder: scratch.path)
        let file = try File(erasing: FileName("file"), in: folder)
        #expect(file.isOpenElsewhere != true)
        let other = try File(reading: scratch("file"))
        #expect(file.isOpenElsewhere != false)
        _ = consume other
        #expect(file.isOpenElsewhere != true)
    }

    @Test func `the mount that holds a path is the innermost`() throws {
        try scratch.makeFolder("proc/self")
        let lines = """
            20 1 8:1 / / rw - ext4 /dev/sda1 rw
            21 20 8:2 / /srv/my\\040data rw,noatime shared:3 master:4 - xfs /dev/sda2 rw,logbsize=32k
            22 20 8:3 / /srv/my\\040data rw - ext4 /dev/sda3 rw
            short line
            """
        try scratch.write(lines, to: "proc/self/mountinfo")
        let machine = Machine(proc: scratch("proc"), sys: scratch("sys"))
        #expect(machine.mount("21")?.options == ["rw", "noatime", "rw", "logbsize=32k"])
        #expect(machine.mount(holding: "/srv/my data/x")?.device == "8:3")
        #expect(machine.mount(holding: "/srv/my data")?.device == "8:3")
        #expect(machine.mount(holding: "/srv/my datas")?.device == "8:1")
        #expect(machine.mount("short") == nil)
        #expect(machine.swaps == nil)
    }

    @Test func numbersInNamesCountByTheirValue() {
        let names = ["part-10", "part-9", "part-100", "2027-02", "2026-11", "a", "B"].map { FileName($0) }
        let sorted = names.sorted { $0.comesBefore($1) }.map(\.text)
        #expect(sorted == ["2026-11", "2027-02", "B", "a", "part-9", "part-10", "part-100"])
    }
}
