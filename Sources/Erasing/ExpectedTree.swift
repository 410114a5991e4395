import Files
import PackageFormat

/// The catalogue of an opened copy, to be asked by the names that are found.
final class ExpectedTree {
    let entries: [ExpectedEntry]
    private let places: [ArchivePath: Int]
    /// Folders that paths imply, whether they are named or not.
    private let folders: Set<ArchivePath>
    /// Made when the first mark is found: a digest for each entry.
    private lazy var marks = Dictionary(
        entries.indices.filter { entries[$0].content != nil }.map { (Self.mark(of: entries[$0]), $0) },
        uniquingKeysWith: { first, _ in first })

    init(_ entries: [ExpectedEntry]) {
        self.entries = entries
        places = Dictionary(
            entries.indices.map { (entries[$0].path, $0) }, uniquingKeysWith: { first, _ in first })
        var folders: Set<ArchivePath> = []
        var last: ArchivePath?
        for entry in entries {
            if entry.content == nil { folders.insert(entry.path) }
            // Files of one folder stand together in a catalogue.
            let (parent, _) = splitPath(entry.path.description)
            guard let path = ArchivePath(parent), path != last else { continue }
            last = path
            if folders.insert(path).inserted { folders.formUnion(path.parents) }
        }
        self.folders = folders
    }

    /// Where the entry of a file stands.
    func place(ofFile name: FileName, in folder: String) -> Int? {
        guard let path = Self.path(name, in: folder), let place = places[path], entries[place].content != nil else {
            return nil
        }
        return place
    }

    /// Path inside the copy of a folder that the catalogue names or implies.
    func folder(_ name: FileName, in folder: String) -> String? {
        guard let path = Self.path(name, in: folder), folders.contains(path) else { return nil }
        return path.description
    }

    /// Where the entry of a folder stands; nil for one that is implied.
    func place(ofFolder path: String) -> Int? {
        guard let path = ArchivePath(path), let place = places[path], entries[place].content == nil else { return nil }
        return place
    }

    func place(of mark: ErasureMark) -> Int? { marks[mark] }

    static func mark(of entry: ExpectedEntry) -> ErasureMark {
        ErasureMark(path: Array(entry.path.description.utf8), expected: entry.content)
    }

    private static func path(_ name: FileName, in folder: String) -> ArchivePath? {
        guard let name = String(validating: name.bytes, as: UTF8.self) else { return nil }
        return ArchivePath(folder.isEmpty ? name : folder + "/" + name)
    }
}
