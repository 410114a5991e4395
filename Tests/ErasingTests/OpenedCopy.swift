@testable import Erasing
import Files
import Glibc
import PackageFormat
import Sealing
import TestCast

/// A folder as an opening leaves it, with its catalogue, and what lies beside it.
final class OpenedCopy {
    let scratch = Scratch()
    let path: String
    private(set) var catalogue: [ExpectedEntry] = []

    init() { path = scratch.folder("copy") }

    /// A file that the catalogue names.
    @discardableResult func file(_ name: String, _ count: Int) -> [UInt8] {
        let content = randomBytes(count)
        _ = scratch.folder("copy/" + splitPath(name).folder)
        scratch.write(content, "copy/" + name)
        catalogue.append(
            ExpectedEntry(
                path: ArchivePath(name)!,
                content: ExpectedContent(size: Count(count)!, digest: FileDigest.of(content))))
        return content
    }

    func folder(_ name: String) {
        _ = scratch.folder("copy/" + name)
        catalogue.append(ExpectedEntry(path: ArchivePath(name)!, content: nil))
    }

    func replace(_ names: [String], with content: ExpectedContent) {
        catalogue = catalogue.map {
            names.contains($0.path.description) ? ExpectedEntry(path: $0.path, content: content) : $0
        }
    }

    /// A file that somebody added.
    func add(_ name: String, _ text: String = "derived") {
        _ = scratch.folder("copy/" + splitPath(name).folder)
        scratch.write(Array(text.utf8), "copy/" + name)
    }

    func entry(_ name: String) -> ExpectedEntry { catalogue.first { $0.path.description == name }! }

    func mark(_ name: String) -> ErasureMark { ExpectedTree.mark(of: entry(name)) }

    func rename(_ name: String, to mark: FileName) {
        let folder = splitPath("copy/" + name).folder
        Glibc.rename(scratch.path + "/copy/" + name, "\(scratch.path)/\(folder)/\(mark.text)")
    }

    /// The objects by their path inside; that of the copy itself is ".". A path with two objects gets a `+` for the second.
    func erase(
        includingDerived: Bool = false, identity: FolderIdentity? = nil, isResuming: Bool = false,
        eraser: Eraser = Eraser()
    ) -> [String: ErasedObject] {
        var found: [String: ErasedObject] = [:]
        let objects = eraser.eraseCopy(
            at: path, identity: identity, catalogue: catalogue, includingDerived: includingDerived,
            isResuming: isResuming)
        for object in objects {
            let name = object.path == path ? "." : String(object.path.dropFirst(path.utf8.count + 1))
            found[found[name] == nil ? name : name + "+"] = object
        }
        return found
    }

    func identity() throws -> FolderIdentity? {
        let folder = try File(folder: path)
        return FolderIdentity(of: folder)
    }

    /// Names in the scratch folder or in one of its folders, in byte order.
    func names(in folder: String = "copy") -> [String] {
        guard let folder = try? File(folder: scratch.path + "/" + folder), let names = try? folder.names() else {
            return []
        }
        return names.map { $0 ?? "?" }
    }

    var isGone: Bool { access(path, F_OK) != 0 }
}

extension ErasedObject {
    /// `erased overwritten-and-unlinked`, with what is there besides.
    var words: String {
        var words = [kind.rawValue, result.rawValue]
        if method != .none { words.append(method.rawValue) }
        if let matched { words.append(matched ? "matched" : "changed") }
        if let errno { words.append(String(cString: strerror(Int32(errno)))) }
        if let links { words.append("\(links) links") }
        return (words + caveats.map { "(\($0.rawValue))" }).joined(separator: " ")
    }
}
