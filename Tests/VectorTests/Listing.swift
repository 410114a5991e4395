import Files
import PackageFormat
import Sealing
import TestCast

/// `released` of what was opened: the digest of a line for each file and folder, by the bytes of their paths
/// (Tests/Vectors/README.md).
func released(_ folder: borrowing File) throws -> String {
    let lines = try lines(of: folder, under: "").sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    return Digest.of(Array(lines.map(\.line).joined().utf8), as: .none).hex
}

/// Names are opened under handles: paths may be longer than the system takes.
private func lines(of folder: borrowing File, under parent: String) throws -> [(path: String, line: String)] {
    var found: [(String, String)] = []
    for name in try folder.names().compactMap({ $0 }) {
        let path = parent + name
        switch try folder.status(of: name)?.kind {
        case .folder:
            found.append((path, "folder \(path)\n"))
            found += try lines(of: try File(folder: name, in: folder), under: path + "/")
        case .file:
            let content = try File(reading: name, in: folder).contents(cap: 1 << 30) ?? []
            found.append((path, "file \(content.count) \(FileDigest.of(content)) \(path)\n"))
        case let other:
            found.append((path, "\(other.map(\.rawValue) ?? "nothing") \(path)\n"))
        }
    }
    return found
}
