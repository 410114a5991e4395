import Files
import Glibc
import PackageFormat
import TestCast
import Testing

@testable import Opening

/// A package of three chunks in one file that is altered in place, offered to `open` and to `verify`.
final class MutationBench {
    /// Content that does not compress, so that its bytes are those of the chunks.
    static let forge = PackageForge(StreamForge(files: [("data/noise.bin", noise(700_000))]))
    static let whole = forge.bytes
    static let sections = Sections(forge, whole)

    /// Where each section stands in the file.
    struct Sections: Sendable {
        let prelude, terms, envelope, signature, fill, leaves, pageHashes: Range<Int>
        let chunks: [Range<Int>]

        init(_ forge: PackageForge, _ whole: [UInt8]) {
            func range(_ start: Int, _ count: Int) -> Range<Int> { start..<(start + count) }
            prelude = range(0, Prelude.length)
            terms = range(prelude.upperBound, forge.termsBytes.count)
            envelope = range(terms.upperBound, forge.envelopeBytes.count)
            signature = range(envelope.upperBound, HeadBytes.signatureLength)
            let index = whole.count - forge.index.count
            fill = signature.upperBound..<(index - forge.sealedLength)
            var start = fill.upperBound
            chunks = forge.chunks.map { chunk in
                defer { start += chunk.count }
                return range(start, chunk.count)
            }
            leaves = range(index, 32 * forge.chunks.count)
            pageHashes = leaves.upperBound..<whole.count
        }

        var all: [Range<Int>] { [prelude, terms, envelope, signature, fill] + chunks + [leaves, pageHashes] }
    }

    private let bench = Bench()
    private let file: File
    private(set) var tried = 0
    /// What was taken, or refused for another reason than that the package is not the one that was signed.
    private(set) var taken: [String] = []

    init() throws {
        bench.scratch.write(Self.whole, "received.mvault")
        file = File.adopting(descriptor: Glibc.open(bench.package, O_RDWR | O_CLOEXEC), path: bench.package)
        // So that a refusal says something.
        #expect(throws: Never.self) { try self.bench.verify() }
    }

    /// Flips one bit, offers the file and puts the bit back.
    func flip(_ bit: Int) throws {
        let (place, byte) = (bit / 8, Self.whole[bit / 8])
        try file.write([byte ^ 1 << UInt8(bit % 8)], at: place)
        offer("bit \(bit % 8) of byte \(place)")
        try file.write([byte], at: place)
    }

    /// Cuts the file to each of `lengths` in turn, which fall; what was cut off stays away until the end.
    func cut(to lengths: some Sequence<Int>) throws {
        for length in lengths {
            try file.truncate(to: length)
            offer("cut to \(length)")
        }
        try restore()
    }

    /// Offers a whole file with other bytes from `start` on.
    func replace(from start: Int, with bytes: [UInt8], _ name: String) throws {
        guard !bytes.elementsEqual(Self.whole[start...]) else {
            Issue.record("\(name) changes nothing")
            return
        }
        try file.write(bytes, at: start)
        try file.truncate(to: start + bytes.count)
        offer(name)
        try restore(from: start)
    }

    private func restore(from start: Int = 0) throws {
        try file.write(Array(Self.whole[start...]), at: start)
        try file.truncate(to: Self.whole.count)
    }

    private func offer(_ name: String) {
        tried += 1
        (bench.site.acts, bench.site.events) = ([], [])
        judge("open", name) { () throws(OpeningError) in _ = try bench.open() }
        judge("verify", name) { () throws(OpeningError) in _ = try bench.verify() }
        if !bench.left.isEmpty { taken.append("\(name): left \(bench.left)") }
    }

    private func judge(_ door: String, _ name: String, _ body: () throws(OpeningError) -> Void) {
        do throws(OpeningError) {
            try body()
            taken.append("\(name): \(door) takes it")
        } catch {
            guard case .package = error else {
                taken.append("\(name): \(door) says \(error)")
                return
            }
        }
    }
}
