import Archiving
import PackageFormat

/// Entries that follow each other in the tar stream, and where their bytes lie.
struct EntryRun: Equatable {
    let entries: ArraySlice<CatalogueEntry>
    /// From the first header to the end of the last content's fill.
    let range: Range<Int>
    /// Whether it is the whole archive, so that the two zero blocks follow in the stream.
    let isWhole: Bool

    /// Frames that hold `range`, and for the whole archive what follows it.
    func frames(of table: SeekTable) -> Range<Int> {
        let length = FrameProfile.contentLength
        return isWhole
            ? 0..<table.frames.count : (range.lowerBound / length)..<((range.upperBound + length - 1) / length)
    }
}

/// Which entries of a package are wanted.
public enum Selection: Equatable, Sendable {
    case all
    /// Files, and folders with all that is in them.
    case only([String])

    /// Throws `notInPackage` with every path that names nothing.
    func runs(of catalogue: Catalogue) throws(OpeningError) -> [EntryRun] {
        let entries = catalogue.entries
        guard case .only(let wanted) = self else {
            return [EntryRun(entries: entries[...], range: 0..<(catalogue.tarBytes - 1_024), isWhole: true)]
        }
        let names = wanted.map { name in
            name.utf8.last == UInt8(ascii: "/") ? String(decoding: name.utf8.dropLast(), as: UTF8.self) : name
        }
        let missing = names.filter { name in !entries.contains { Self.matches($0.path, name) } }
        guard missing.isEmpty else { throw .notInPackage(missing) }
        var runs: [EntryRun] = []
        var start: Int?
        for index in 0...entries.count {
            let isWanted = index < entries.count && names.contains { Self.matches(entries[index].path, $0) }
            if isWanted, start == nil { start = index }
            if !isWanted, let first = start {
                let end = index < entries.count ? entries[index].offset.value : catalogue.tarBytes - 1_024
                let range = entries[first].offset.value..<end
                runs.append(EntryRun(entries: entries[first..<index], range: range, isWhole: false))
                start = nil
            }
        }
        return runs
    }

    private static func matches(_ path: ArchivePath, _ name: String) -> Bool {
        path.description.hasSameBytes(as: name) || path.description.utf8.starts(with: (name + "/").utf8)
    }
}
