import Files
import Foundation
import Glibc
import PackageFormat
import Sealing
import Sending
import TestCast

@testable import Opening

/// A package that the sender's own pipeline wrote.
struct Packing {
    let bench = Bench()
    let source: String
    var options = PackOptions()
    var cards: [Card] = [Sample.card()]

    init() {
        source = bench.scratch.folder("extract")
        options.workers = 2
    }

    func add(_ path: String, _ content: [UInt8]) {
        if let slash = path.lastIndex(of: "/") { _ = bench.scratch.folder("extract/" + path[..<slash]) }
        bench.scratch.write(content, "extract/" + path)
    }

    func pack() throws -> PackOutcome {
        let extract = try Extract([source])
        let permit = try PackPermit(
            PackRequest(
                agreement: Sample.agreement(), approvals: [],
                cards: cards.map { GivenCard(path: "a.card", card: $0) }, signer: signingKey(Who.provider).publicKey,
                minimumDays: 7, approvers: nil, supersedes: [], now: Sample.signedAt))
        var package = try StagedFile(at: bench.package, mode: 0o600)
        var head = try StagedFile(at: bench.package + "-head", mode: 0o600)
        let outcome = try PackageWriter(extract, permit: permit, options: options).write(
            to: package.file, head: head.file, signedBy: signingKey(Who.provider), clock: { Sample.signedAt })
        try package.publish()
        try head.publish()
        return outcome
    }

    /// Whether the opened folder is the packed one, file by file.
    func agrees() -> Bool {
        Self.listing(source) == Self.listing(bench.destination) && !Self.listing(source).isEmpty
    }

    private static func listing(_ folder: String) -> [String: Data?] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
        return Dictionary(
            uniqueKeysWithValues: names.map { ($0, FileManager.default.contents(atPath: folder + "/" + $0)) })
    }

    /// The plaintext stream of the package, as a file.
    func decrypted() throws -> String {
        let head = try bench.verify().head.head
        let secret = try PackageSecret(unsealing: head.envelope.slots[0].sealed.bytes, with: deliveryKey(1))
        let key = PayloadKey(secret, coreHash: head.coreHash)
        let package = try File(reading: bench.package)
        let reader = try ChunkReader(package, layout: head.layout, key: key)
        let index = try IndexReader(package, layout: head.layout, root: head.envelope.indexRoot)
        var stream = StreamReader(reader, index: index)
        let file = try File(creating: "stream.zst", in: File(folder: bench.scratch.path), mode: 0o600)
        try stream.forEach(in: 0..<head.envelope.payloadLength.value) { (part) throws(OpeningError) in
            do throws(IOError) { try file.write(part) } catch { throw .io(error) }
        }
        return file.path
    }
}

/// Bytes that do not compress, the same for the same seed (SplitMix64).
func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed
    return [UInt8](unsafeUninitializedCapacity: (count + 7) / 8 * 8) { buffer, filled in
        let words = UnsafeMutableRawBufferPointer(buffer).bindMemory(to: UInt64.self)
        var place = 0
        while place < words.count {
            state &+= 0x9E37_79B9_7F4A_7C15
            var word = state
            word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
            word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
            words[place] = word ^ word >> 31
            place += 1
        }
        filled = count
    }
}

/// What another program prints; nil where it fails.
func printed(_ command: String, _ arguments: [String]) throws -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command)
    process.arguments = arguments
    process.environment = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
    try process.run()
    let text = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: text, as: UTF8.self) : nil
}
