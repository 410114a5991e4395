import FoundationEssentials
import Glibc

/// A folder of its own for each test, gone afterwards.
final class Scratch: Sendable {
    struct Failed: Error { let code = errno }

    let path: String

    init() throws {
        var template = Array("\(FileManager.default.temporaryDirectory.path)/microvault-test.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failed() }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func callAsFunction(_ name: String) -> String { path + "/" + name }

    /// Writes, or writes over, the file; its path.
    @discardableResult
    func write(_ bytes: [UInt8], to name: String, mode: mode_t = 0o600) throws -> String {
        try Data(bytes).write(to: URL(filePath: self(name)))
        guard chmod(self(name), mode) == 0 else { throw Failed() }
        return self(name)
    }

    func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: self(name)))) }

    func mode(_ name: String) throws -> mode_t {
        var found = stat()
        guard lstat(self(name), &found) == 0 else { throw Failed() }
        return found.st_mode & 0o7777
    }

    /// What lies here, hidden names too, in order.
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
}
