import Archiving
import Files
import Glibc
import PackageFormat
import Pipelining
import Sealing
import Synchronization
import TestCast
import Testing

@testable import Sending

/// Files that lie in one block whole are read by the worker that has the block.
@Suite(.timeLimit(.minutes(1))) struct LeftFilesTests {
    private let desk = Desk()

    /// Wants the bytes itself, so that no file is left to a worker.
    private final class Reader: ExtractSink {
        var bytes = 0
        func begin(_ item: Extract.Item) {}
        func reads(_ item: Extract.Item, into digester: FileDigester) -> Bool { false }
        func part(_ bytes: UnsafeRawBufferPointer) { self.bytes += bytes.count }
        func end(_ item: Extract.Item) {}
    }

    private static func content(_ length: Int, _ seed: Int) -> [UInt8] {
        (0..<length).map { UInt8(truncatingIfNeeded: ($0 &+ seed) &* 2_654_435_761 >> 15) }
    }

    /// The stream under the chunks, written into a file of its own.
    private func stream(_ name: String, also: [any ExtractSink]) throws -> [UInt8] {
        let file = try File(creating: name, in: File(folder: desk.scratch.path), mode: 0o600)
        let key = PayloadKey(.random(), coreHash: Digest.of([], as: FormatTag.terms))
        let crew = Crew(workers: desk.options.workers)
        defer { crew.stop() }
        let written = try PayloadWriter.write(
            Extract([desk.source]), to: file, key: key, options: desk.options, by: crew, also: also,
            screened: { _ in nil })
        let bytes = try #require(desk.scratch.read(name))
        let chunks = (written.length + ChunkLayout.chunkLength - 1) / ChunkLayout.chunkLength
        var stream: [UInt8] = []
        var place = 0
        for chunk in 0..<chunks {
            let length = min(ChunkLayout.chunkLength, written.length - stream.count)
            let sealed = Array(bytes[place..<place + length + PayloadKey.tagLength])
            place += sealed.count
            var plain = [UInt8](repeating: 0, count: length)
            try sealed.withUnsafeBytes { sealed in
                try plain.withUnsafeMutableBytes {
                    try key.open(sealed, index: chunk, isLast: chunk == chunks - 1, into: $0)
                }
            }
            stream += plain
        }
        return stream
    }

    /// Lengths around those of a header, a block of tar and one of 1 MiB; and what fills a block to its end, to a byte less and more.
    private static let lengths = [
        0, 1, 511, 512, 513, 0, 300_000, 300_000, 300_000, 147_000, 0, (1 << 20) - 512, (1 << 20) - 511, 1 << 20,
        (1 << 20) + 1, 5, 2_500_000, 0,
    ]

    @Test(arguments: 1...3) func `whoever reads them, the archive and its catalogue are the same`(workers: Int) throws {
        desk.options.workers = workers
        let contents = Self.lengths.enumerated().map { Self.content($0.element, $0.offset) }
        for (number, content) in contents.enumerated() { desk.add(padded(number) + ".bin", content) }
        let reader = Reader()
        let left = try stream("left", also: [])
        #expect(try stream("read", also: [reader]) == left)
        #expect(reader.bytes == Self.lengths.reduce(0, +))
        let catalogue = try Desk.catalogue(of: left)
        #expect(catalogue.entries.map { $0.digest } == contents.map { FileDigest.of($0) })
        #expect(catalogue.entries.map { $0.size?.value } == Self.lengths)
    }

    private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    @Test func `files that end where a block ends are followed by the next block`() throws {
        // Header and content of the first fill a block; so do those of the three behind it.
        let lengths = [(1 << 20) - 512, 399_360, 399_360, (1 << 20) - 2 * 399_872 - 512, 7]
        for (number, length) in lengths.enumerated() { desk.add("\(number).bin", Self.content(length, number)) }
        let left = try stream("left", also: [])
        #expect(try stream("read", also: [Reader()]) == left)
        let offsets = try Desk.catalogue(of: left).entries.map(\.offset.value)
        #expect(offsets == [0, 1 << 20, 1_448_448, 1_848_320, 1 << 21])
    }

    /// What is done to a file that a worker has not read yet.
    @Test(arguments: FileChange.allCases)
    func `a file that changes before its turn comes is refused`(_ change: FileChange) throws {
        desk.add("a.csv", Array("1\n".utf8))
        desk.add("b.csv", Self.content(2_000_000, 1))
        let path = desk.source + "/a.csv"
        var isDone = false
        desk.options.progress = { [scratch = desk.scratch] read in
            guard !isDone else { return }
            isDone = true
            #expect(read == 2)
            change.make(to: path, in: scratch)
        }
        let expected =
            change == .remove
            ? SendingError.io(IOError(.open, path, code: ENOENT)) : .changed(path: path)
        #expect(throws: expected) { try desk.pack() }
        #expect(isDone)
        #expect(desk.scratch.read("out.mvault-head") == [])
    }

    @Test func `folders that differ in the spelling of a character are two`() throws {
        for (folder, name) in [("e\u{301}", "a.csv"), ("\u{e9}", "b.csv")] {
            let path = desk.scratch.folder(folder)
            desk.scratch.write(Array(name.utf8), "\(folder)/\(name)")
            #expect(path.hasSuffix(folder))
        }
        let extract = try Extract(["e\u{301}/a.csv", "\u{e9}/b.csv"].map { desk.scratch.path + "/" + $0 })
        try desk.pack(extract)
        let entries = try Desk.catalogue(of: desk.decrypted().stream).entries
        #expect(entries.map(\.digest) == ["a.csv", "b.csv"].map { FileDigest.of(Array($0.utf8)) })
    }

    @Test func `an interruption ends the files of a block that a worker has`() throws {
        for number in 0..<300 { desk.add("\(number).csv", Self.content(2_000, number)) }
        let isSet = Flag()
        let asked = Flag()
        desk.options.progress = { if $0 == 600_000 { isSet.value.store(1, ordering: .relaxed) } }
        desk.options.isInterrupted = {
            guard isSet.value.load(ordering: .relaxed) == 1 else { return false }
            asked.value.add(1, ordering: .relaxed)
            return true
        }
        #expect(throws: SendingError.interrupted) { try desk.pack() }
        #expect((1...desk.options.workers).contains(asked.value.load(ordering: .relaxed)))
        #expect(desk.scratch.read("out.mvault-head") == [])
    }

    private final class Flag: Sendable { let value = Atomic(0) }
}
