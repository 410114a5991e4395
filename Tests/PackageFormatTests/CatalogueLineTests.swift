import Sealing
import Testing

@testable import PackageFormat

/// Lines are written and read without the JSON library where that gives the same.
@Suite struct CatalogueLineTests {
    private static let digest = Digest.of(Array("content".utf8), as: FormatTag.file)

    private static func file(_ path: String, offset: Int = 512, size: Int = 6_000) throws -> CatalogueEntry {
        CatalogueEntry(
            file: try #require(ArchivePath(path)), offset: Count(offset)!, size: Count(size)!, digest: digest)
    }

    private static func entries() throws -> [CatalogueEntry] {
        var entries: [CatalogueEntry] = []
        for path in ["a", "wave-1/point-1.csv", "Größe/日本.csv", "with space/it's.csv", "emoji 🦊", "tilde~#{}[]:,"] {
            entries.append(try file(path))
            entries.append(CatalogueEntry(folder: try #require(ArchivePath(path)), offset: Count(0)!))
        }
        for number in [0, 1, 9, 10, 512, 1 << 40, CanonicalJSON.integerLimit] {
            entries.append(try file("numbers", offset: number, size: CanonicalJSON.integerLimit - number))
        }
        return entries
    }

    @Test func linesAreThoseOfCanonicalJSON() throws {
        for entry in try Self.entries() {
            let line = CanonicalJSON.encode(entry)
            #expect(
                CatalogueLine.encode(path: entry.path, offset: entry.offset, size: entry.size, digest: entry.digest)
                    == line)
            #expect(CatalogueLine.decode(line[...]) == entry)
        }
    }

    @Test func whatJSONEscapesIsLeftToIt() throws {
        for path in ["a\"b", "a\\b"] {
            let entry = try Self.file(path)
            #expect(CatalogueLine.encode(path: entry.path, offset: nil, size: nil, digest: nil) == nil)
            #expect(CatalogueLine.decode(CanonicalJSON.encode(entry)[...]) == nil)
            #expect(entry.line == CanonicalJSON.encode(entry))
        }
    }

    /// Whatever is changed in a line, nothing is read that the JSON library refuses, and nothing is read otherwise.
    @Test func changedLinesAreReadAsTheLibraryReadsThem() throws {
        let spellings = Array("0159af\",:{}[]\\/ .-+eE\u{1F}\u{7F}né".utf8) + [0x80, 0xC0, 0xED, 0xFF]
        var (taken, refused) = (0, 0)
        for entry in try [Self.entries()[1], Self.file("wave/é.csv", offset: 1_024, size: 10)] {
            let line = CanonicalJSON.encode(entry)
            for position in line.indices {
                var changed: [[UInt8]] = [Array(line[..<position] + line[(position + 1)...]), Array(line[..<position])]
                for byte in spellings {
                    changed.append(Array(line[..<position] + [byte] + line[(position + 1)...]))
                    changed.append(Array(line[..<position] + [byte] + line[position...]))
                }
                for bytes in changed {
                    let known = try? CanonicalJSON.decode(CatalogueEntry.self, from: bytes, cap: 1 << 15)
                    let found = CatalogueLine.decode(bytes[...])
                    if let found {
                        taken += 1
                        #expect(found == known)
                    } else {
                        refused += 1
                    }
                }
            }
        }
        #expect(taken > 100 && refused > 1_000)
    }
}
