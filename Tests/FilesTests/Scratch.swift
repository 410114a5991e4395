import FoundationEssentials
import Glibc

@testable import Files

/// A folder of its own for each test, gone afterwards.
final class Scratch: Sendable {
    let path: String

    init() throws {
        let parent = FileManager.default.temporaryDirectory.path
        var template = Array("\(parent)/microvault-test.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw IOError(.create, parent) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func callAsFunction(_ name: String) -> String { path + "/" + name }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: self(name)))
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: self(name))), as: UTF8.self)
    }

    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: self(name), withIntermediateDirectories: true)
    }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: self(name), withDestinationPath: target)
    }

    /// What lies here, hidden names too, in order.
    func names(in name: String = ".") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: self(name)).sorted()
    }

    func mode(_ name: String) throws -> mode_t {
        var found = stat()
        guard lstat(self(name), &found) == 0 else { throw IOError(.status, name) }
        return found.st_mode & 0o7777
    }
}

/// The error of a call that must fail.
func failure(_ body: () throws(IOError) -> Void) -> IOError? {
    do {
        try body()
        return nil
    } catch { return error }
}
