import Files
import Glibc
import PackageFormat
import TestCast
import Testing

@testable import Erasing

/// A file system of its own in memory, of so many KiB; nil where that is not allowed.
private final class MemoryMount {
    let path: String

    init?(at path: String, kibibytes: Int) {
        self.path = path
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(kibibytes)k") == 0 else { return nil }
    }

    func makeReadOnly() -> Bool { mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0 }

    deinit { umount2(path, Int32(MNT_DETACH)) }

    static let isAllowed: Bool = {
        let scratch = Scratch()
        return MemoryMount(at: scratch.folder("m"), kibibytes: 64) != nil
    }()
}

@Suite(.enabled(if: MemoryMount.isAllowed, "mounting a file system needs root"))
struct MountedTests {
    let copy = OpenedCopy()

    @Test func aFullFileSystem() throws {
        let mounted = try #require(MemoryMount(at: copy.path, kibibytes: 128))
        // Holes take space when they are overwritten, as whole files do where nothing is written in its place.
        copy.add("sparse")
        #expect(truncate(copy.path + "/sparse", 1 << 20) == 0)
        copy.file("data.csv", 5_000)
        let found = copy.erase(includingDerived: true)
        #expect(found["data.csv"]?.words == "opened-file erased overwritten-and-unlinked matched")
        #expect(found["sparse"]?.words == "derived-file failed No space left on device")
        #expect(found["."]?.result == .failed)
        // With more space, the next run finishes it, whether it includes derived files or not.
        #expect(mount("tmpfs", mounted.path, "tmpfs", UInt(MS_REMOUNT), "size=4m") == 0)
        let rest = copy.erase()
        #expect(rest.values.contains { $0.words == "derived-file erased overwritten-and-unlinked (interrupted)" })
        #expect(copy.names() == [])
        // The folder is where something is mounted.
        #expect(rest["."]?.words == "folder failed Device or resource busy (folder-not-identified)")
    }

    @Test func aReadOnlyFileSystem() throws {
        let mounted = try #require(MemoryMount(at: copy.path, kibibytes: 128))
        copy.file("data.csv", 100)
        #expect(mounted.makeReadOnly())
        #expect(copy.erase()["data.csv"]?.words == "opened-file failed matched Read-only file system")
    }

    @Test func whatIsMountedInsideIsNotEntered() throws {
        copy.file("data.csv", 100)
        let mounted = try #require(MemoryMount(at: copy.scratch.folder("copy/mounted"), kibibytes: 128))
        copy.add("mounted/file")
        for includingDerived in [false, true] {
            let found = copy.erase(includingDerived: includingDerived)
            #expect(found["mounted"]?.words == "folder kept (other-mount)")
            #expect(found["."]?.result == .kept)
        }
        #expect(copy.names(in: "copy/mounted") == ["file"])
        _ = mounted
    }

    @Test func aFolderThatIsThereTwiceIsNotEntered() throws {
        // A bind mount has the device number of what is around it.
        let outside = copy.scratch.folder("outside")
        copy.scratch.write([1], "outside/file")
        let inside = copy.scratch.folder("copy/bound")
        guard mount(outside, inside, nil, UInt(MS_BIND), nil) == 0 else { return }
        defer { umount2(inside, Int32(MNT_DETACH)) }
        #expect(copy.erase(includingDerived: true)["bound"]?.words == "folder kept (other-mount)")
        #expect(copy.names(in: "outside") == ["file"])
    }

    @Test func aFileThatMayNotBeChanged() throws {
        copy.file("data.csv", 100)
        let file = try File(reading: copy.path + "/data.csv")
        var flags: Int32 = 0x10  // FS_IMMUTABLE_FL
        guard ioctl(file.descriptor, 0x4008_6602, &flags) == 0 else { return }  // FS_IOC_SETFLAGS
        #expect(copy.erase()["data.csv"]?.words == "opened-file failed matched Operation not permitted")
        flags = 0
        #expect(ioctl(file.descriptor, 0x4008_6602, &flags) == 0)
        #expect(copy.erase()["data.csv"]?.result == .erased)
    }
}
