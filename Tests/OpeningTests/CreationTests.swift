import Files
import FoundationEssentials
import Glibc
import PackageFormat
import Sealing
import TestCast
import Testing

@testable import Opening

/// Files are created on a thread of its own, ahead of the one that writes them.
@Suite(.timeLimit(.minutes(1))) struct CreationTests {
    private let scratch = Scratch()

    /// A path that ends with "/" is a folder's.
    private func entries(_ paths: [String]) -> ArraySlice<CatalogueEntry> {
        paths.map { path in
            path.hasSuffix("/")
                ? CatalogueEntry(folder: ArchivePath(String(path.dropLast()))!, offset: Count(0)!)
                : CatalogueEntry(
                    file: ArchivePath(path)!, offset: Count(0)!, size: Count(0)!, digest: FileDigest.of([UInt8]()))
        }[...]
    }

    private func names(_ folder: String = "") -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: scratch.path + "/" + folder))?.sorted() ?? []
    }

    /// Descriptors of this process that are open on files in the scratch folder; folders have names that begin with "d".
    private func openFiles() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count { number in
            let place = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")
            return place?.hasPrefix(scratch.path + "/") == true && place?.split(separator: "/").last?.first == "f"
        }
    }

    @Test(arguments: [1, 31, 32, 33, 192, 193, 500]) func entriesComeInTheirOrder(_ count: Int) throws {
        let paths = (0..<count).flatMap { $0 % 10 == 0 ? ["d\($0)/", "d\($0)/f"] : ["f\($0)"] }
        let creation = Creation(entries(paths), in: try .init(root: File(folder: scratch.path)))
        for path in paths {
            switch creation.next() {
            case .folder: #expect(path.hasSuffix("/"))
            case .file(let file): try file.write(Array(path.utf8))
            case .failed(let error): Issue.record("\(path): \(error)")
            }
        }
        creation.stop()
        for path in paths where !path.hasSuffix("/") { #expect(scratch.read(path) == Array(path.utf8)) }
        #expect(try openFiles() == 0)
    }

    @Test(arguments: [0, 1, 40, 150, 195]) func aFailureIsToldInItsTurnAndEndsCreating(_ number: Int) throws {
        let paths = (0..<200).map { "file\($0)" }
        scratch.write([9], paths[number])
        let creation = Creation(entries(paths), in: try .init(root: File(folder: scratch.path)))
        for path in paths[..<number] {
            guard case .file = creation.next() else {
                Issue.record("\(path) was not created")
                break
            }
        }
        for _ in number..<min(number + 3, paths.count) {
            guard case .failed(let error) = creation.next() else {
                Issue.record("nothing failed")
                break
            }
            #expect(error.code == EEXIST)
        }
        creation.stop()
        #expect(scratch.read(paths[number]) == [9])
        #expect(names() == paths[...number].sorted())
    }

    @Test func littleIsAheadAndNothingComesAfterTheEnd() throws {
        let creation = Creation(
            entries((0..<1_000).map { "file\($0)" }), in: try .init(root: File(folder: scratch.path)))
        guard case .file = creation.next() else {
            Issue.record("nothing was created")
            return
        }
        while names().count < Creation.mostOpen { usleep(1_000) }
        usleep(50_000)
        #expect(names().count == Creation.mostOpen)
        #expect(try openFiles() <= Creation.mostOpen)
        creation.stop()
        #expect(names().count == Creation.mostOpen)
    }

    @Test func filesThatNobodyTookAreClosed() throws {
        do {
            let creation = Creation(
                entries((0..<1_000).map { "file\($0)" }), in: try .init(root: File(folder: scratch.path)))
            _ = creation.next()
            creation.stop()
        }
        #expect(try openFiles() == 0)
    }

    @Test func oneTreeServesRunsOneAfterAnother() throws {
        let tree = try Creation.Tree(root: File(folder: scratch.path))
        for run in [["a/b/one"], ["a/b/two", "a/c/three"], ["d/", "a/b/four"]] {
            let creation = Creation(entries(run), in: tree)
            for _ in run { _ = creation.next() }
            creation.stop()
        }
        #expect(names("a/b") == ["four", "one", "two"])
        #expect(names("a/c") == ["three"])
        #expect(names() == ["a", "d"])
    }

    // MARK: Whole openings of many small files

    private static let files: [(path: String, content: [UInt8])] = (0..<400).map {
        ("wave-\($0 / 100)/point-\($0).csv", noise(500 + $0, seed: UInt64($0)))
    }

    private static func package(_ stream: StreamForge) -> PackageForge {
        var forge = PackageForge(stream)
        forge.envelope.file_count_bound = 400
        return forge
    }

    @Test func manySmallFilesOpen() throws {
        let bench = Bench(Self.package(StreamForge(files: Self.files)))
        let outcome = try bench.open()
        #expect(outcome.files == 400)
        for (path, content) in Self.files { #expect(bench.opened(path) == content) }
    }

    @Test(arguments: [3, 10, 50, 200, 399]) func anInterruptionLeavesNothing(_ after: Int) {
        let bench = Bench(Self.package(StreamForge(files: Self.files)))
        let interruption = Interruption(after: after)
        bench.options.isInterrupted = { interruption.isDue }
        bench.refuses(.interrupted, recorded: ["received", "intended", "refused interrupted"])
    }

    /// Entries after it may be created already; nothing of them stays.
    @Test(arguments: [0, 31, 200, 399]) func anEntryThatDiffersLeavesNothing(_ number: Int) {
        var forge = TarForge(Self.files.map { TarForge.Entry(path: $0.path, content: $0.content) })
        let honest = StreamForge(forge)
        forge.entries[number].mode = 0o644
        var stream = StreamForge(forge)
        stream.catalogueFrame = honest.catalogueFrame
        Self.package(stream).isRefused(.entryKind(Self.files[number].path))
    }
}
