import Files
import FoundationEssentials
import Glibc

/// A folder that goes when the test is over.
package final class Scratch: Sendable {
    package let path: String

    package init() {
        let place =
            FileManager.default.temporaryDirectory.path + "/microvault-test-\(UInt64.random(in: 0...UInt64.max))"
        precondition(mkdir(place, 0o700) == 0, "no scratch folder")
        path = place
    }

    deinit { removeTree(path, in: AT_FDCWD) }

    package func folder(_ name: String) -> String {
        let made = path + "/" + name
        var walked = path
        for part in name.split(separator: "/") {
            walked += "/" + part
            mkdir(walked, 0o700)
        }
        return made
    }

    /// Puts `bytes` into a file, new or known; a known one keeps its mode.
    package func write(_ bytes: [UInt8], _ name: String) {
        let descriptor = open(path + "/" + name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        let file = File.adopting(descriptor: descriptor, path: name)
        do { try file.write(bytes) } catch { preconditionFailure("\(name) was not written: \(error)") }
    }

    package func append(_ text: String, _ name: String) { write((read(name) ?? []) + Array(text.utf8), name) }

    package func read(_ name: String) -> [UInt8]? {
        FileManager.default.contents(atPath: path + "/" + name).map { Array($0) }
    }
}
