import Foundation
import PackageFormat
import Sealing
import TestCast

@testable import Archiving

/// The error of a call that must fail.
func failure<Failure: Error>(_ body: () throws(Failure) -> Void) -> Failure? {
    do {
        try body()
        return nil
    } catch { return error }
}

func path(_ text: String) -> ArchivePath { ArchivePath(text)! }
func count(_ value: Int) -> Count { Count(value)! }
func pattern(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 7) } }
func digest(_ bytes: [UInt8]) -> Digest { FileDigest.of(bytes) }

/// A folder of its own for each test, gone afterwards.
final class Scratch: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "microvault-test-\(UUID())")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func callAsFunction(_ name: String) -> String { path + "/" + name }

    @discardableResult
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        try Data(bytes).write(to: URL(filePath: self(name)))
        return self(name)
    }

    func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: self(name)))) }

    func names(in name: String = ".") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: self(name)).sorted()
    }
}

/// What a tool of the system says, and its exit status.
func run(_ tool: String, _ arguments: String...) throws -> (output: [UInt8], status: Int32) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    process.environment = [
        "PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = Array(try output.fileHandleForReading.readToEnd() ?? Data())
    process.waitUntilExit()
    return (bytes, process.terminationStatus)
}

/// Gives bytes in parts that stay where they are, as a stream of frames does.
final class Feed {
    private let bytes: UnsafeMutableRawBufferPointer
    private let part: Int
    private var position = 0
    var failsAt: Int?

    init(_ bytes: [UInt8], part: Int = 4_096) {
        self.bytes = .allocate(byteCount: bytes.count, alignment: 1)
        self.bytes.copyBytes(from: bytes)
        self.part = part
    }

    deinit { bytes.deallocate() }

    func next() -> UnsafeRawBufferPointer? {
        if let failsAt, position >= failsAt { return nil }
        let end = min(position + part, bytes.count)
        defer { position = end }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<end])
    }
}

/// A file or, without content, a folder.
struct Item {
    var name: String
    var content: [UInt8]?
    var modified = 1_800_000_000

    init(_ name: String, _ content: [UInt8]?, modified: Int = 1_800_000_000) {
        (self.name, self.content, self.modified) = (name, content, modified)
    }
}

/// The tar stream of `items`, and the catalogue that goes with it.
func tar(_ items: [Item], part: Int = .max) throws -> (bytes: [UInt8], catalogue: [CatalogueEntry]) {
    final class Sink { var bytes: [UInt8] = [] }
    let sink = Sink()
    let writer = try TarWriter {
        sink.bytes += $0
        return true
    }
    var entries: [CatalogueEntry] = []
    for item in items {
        let offset = count(writer.offset)
        guard let content = item.content else {
            entries.append(CatalogueEntry(folder: path(item.name), offset: offset))
            try writer.addFolder(path(item.name), modifiedSeconds: item.modified)
            continue
        }
        entries.append(
            CatalogueEntry(file: path(item.name), offset: offset, size: count(content.count), digest: digest(content)))
        try writer.beginFile(path(item.name), size: content.count, modifiedSeconds: item.modified)
        try content.withUnsafeBytes { bytes in
            for start in stride(from: 0, to: bytes.count, by: part) {
                try writer.write(
                    UnsafeRawBufferPointer(rebasing: bytes[start..<min(bytes.count - start, part) + start]))
            }
        }
        try writer.endEntry()
    }
    try writer.finish()
    return (sink.bytes, entries)
}

/// Content and time of every entry, when `bytes` are the tar of `entries`.
func untar(
    _ bytes: [UInt8], _ entries: [CatalogueEntry], tarBytes: Int? = nil, part: Int = 4_096
) throws(TarReader.Failure) -> [Item] {
    let feed = Feed(bytes, part: part)
    let reader: TarReader
    reader = try TarReader { feed.next() }
    var items: [Item] = []
    for entry in entries {
        let found = try reader.next(expecting: entry)
        var content: [UInt8] = []
        while let part = try reader.nextPart() { content += part }
        items.append(Item("\(entry.path)", entry.isFolder ? nil : content, modified: found.modifiedSeconds))
    }
    try reader.end(at: (tarBytes ?? bytes.count) - 1_024)
    return items
}
