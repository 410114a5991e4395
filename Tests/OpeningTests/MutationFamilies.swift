import FoundationEssentials
import PackageFormat
import Sealing
import Synchronization
import Testing

@testable import Opening

/// Ways to alter a package of three chunks. `make test` tries a sample and all borders of sections; with
/// MICROVAULT_ALL_MUTATIONS=1 everything is tried.
enum MutationFamily: String, CaseIterable, Sendable {
    case prelude, terms, envelope, signature, fill, leaves
    case pageHashes = "page hashes"
    case chunkEdges = "first and last bytes of chunks"
    case chunkSample = "other bytes of chunks"
    case cut, appended
    case moved = "chunks and leaves moved"

    static let isFull = ProcessInfo.processInfo.environment["MICROVAULT_ALL_MUTATIONS"] == "1"

    /// How many must have been tried, at least.
    var expected: Int {
        let sections = MutationBench.sections
        guard Self.isFull else {
            switch self {
            case .prelude: return 80
            case .terms, .envelope, .signature, .fill, .leaves, .pageHashes: return 64
            case .chunkEdges: return 24
            case .chunkSample: return 24
            case .cut: return 80
            case .appended: return 6
            case .moved: return Self.movedCount
            }
        }
        switch self {
        case .prelude: return 256
        case .terms: return sections.terms.count * 8
        case .envelope: return sections.envelope.count * 8
        case .signature: return 768
        case .fill: return sections.fill.count * 8
        case .leaves: return 768
        case .pageHashes: return 256
        case .chunkEdges: return 3_072
        case .chunkSample: return 2_000
        case .cut: return MutationBench.whole.count
        case .appended: return 128
        case .moved: return Self.movedCount
        }
    }

    /// Nine orders with three indexes each; for the six of another length, with lengths kept too; and two indexes without the
    /// chunks. The last chunk doubled and cut off again is the package itself.
    private static let movedCount = 9 * 3 + 6 * 3 + 9 * 2 - 1

    func attempt(on bench: MutationBench) throws {
        let sections = MutationBench.sections
        switch self {
        case .prelude: try bench.flip(sections.prelude, sample: 64)
        case .terms: try bench.flip(sections.terms)
        case .envelope: try bench.flip(sections.envelope)
        case .signature: try bench.flip(sections.signature)
        case .fill: try bench.flip(sections.fill)
        case .leaves: try bench.flip(sections.leaves)
        case .pageHashes: try bench.flip(sections.pageHashes)
        case .chunkEdges:
            for chunk in sections.chunks {
                for place in [chunk.prefix(64), chunk.suffix(64)] {
                    for bit in Self.isFull ? Array(place.lowerBound * 8..<place.upperBound * 8) : [] {
                        try bench.flip(bit)
                    }
                }
                for byte in Self.isFull ? [] : [chunk.lowerBound, chunk.upperBound - 17, chunk.upperBound - 1] {
                    for bit in [0, 3, 7] { try bench.flip(byte * 8 + bit) }
                }
            }
        case .chunkSample:
            let payload = sections.chunks[0].lowerBound..<sections.leaves.lowerBound
            for bit in Self.seeded(Self.isFull ? 2_000 : 24, in: payload.lowerBound * 8..<payload.upperBound * 8) {
                try bench.flip(bit)
            }
        case .cut:
            let length = MutationBench.whole.count
            guard !Self.isFull else { return try bench.cut(to: (0..<length).reversed()) }
            let borders = sections.all.flatMap { [$0.lowerBound - 1, $0.lowerBound, $0.lowerBound + 1] } + [length - 1]
            let lengths = Set(borders + Self.seeded(60, in: 0..<length)).filter { (0..<length).contains($0) }
            try bench.cut(to: lengths.sorted(by: >))
        case .appended:
            let whole = MutationBench.whole
            for count in Self.isFull ? Array(1...64) : [1, 32, 64] {
                try bench.append([UInt8](repeating: 0, count: count), "\(count) zeros more")
                try bench.append(Array(whole.suffix(count)), "its last \(count) bytes once more")
            }
        case .moved:
            for moved in MovedChunks.all { try moved.attempt(on: bench) }
        }
    }

    /// Distinct numbers, the same in every run (SplitMix64).
    static func seeded(_ count: Int, in range: Range<Int>) -> [Int] {
        var found: Set<Int> = []
        var words = noise(count * 16, seed: 19)[...]
        while found.count < count, words.count >= 8 {
            let word = words.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            words = words.dropFirst(8)
            found.insert(range.lowerBound + Int(word % UInt64(range.count)))
        }
        return found.sorted()
    }
}

extension MutationBench {
    /// Every bit of `section`; in the short form those of its first and last byte, and `sample` others.
    fileprivate func flip(_ section: Range<Int>, sample: Int = 48) throws {
        let bits = section.lowerBound * 8..<section.upperBound * 8
        guard !MutationFamily.isFull else {
            for bit in bits { try flip(bit) }
            return
        }
        let inside = bits.lowerBound + 8..<bits.upperBound - 8
        for bit in bits.prefix(8) + bits.suffix(8) { try flip(bit) }
        for bit in MutationFamily.seeded(sample, in: inside) { try flip(bit) }
    }

    fileprivate func append(_ bytes: [UInt8], _ name: String) throws {
        let start = Self.whole.count - 1
        try replace(from: start, with: [Self.whole[start]] + bytes, name)
    }
}

/// Chunks, and the leaves that belong to them, in another order, left out or doubled.
private struct MovedChunks {
    /// Numbers of the chunks as they now stand.
    let order: [Int]
    let name: String

    static let all: [MovedChunks] =
        [(0, 1), (0, 2), (1, 2)].map { first, second in
            var order = [0, 1, 2]
            order.swapAt(first, second)
            return MovedChunks(order: order, name: "chunks \(first) and \(second) swapped")
        }
        + (0..<3).map { dropped in
            MovedChunks(order: [0, 1, 2].filter { $0 != dropped }, name: "chunk \(dropped) dropped")
        }
        + (0..<3).map { doubled in
            MovedChunks(order: (0..<3).flatMap { $0 == doubled ? [$0, $0] : [$0] }, name: "chunk \(doubled) doubled")
        }

    private var leaves: [UInt8] {
        order.flatMap { MutationBench.forge.index[($0 * Digest.length)..<(($0 + 1) * Digest.length)] }
    }

    /// The index as it was signed; with its leaves moved along; and with a page hash that fits those.
    private var indexes: [(bytes: [UInt8], name: String)] {
        let signed = MutationBench.forge.index
        return [
            (signed, "index as signed"), (leaves + signed.suffix(Digest.length), "leaves moved too"),
            (leaves + IndexDigest.page(0, leaves: leaves).bytes, "page hash made anew"),
        ]
    }

    func attempt(on bench: MutationBench) throws {
        let forge = MutationBench.forge
        let signed = joined(forge.chunks)
        let payload = joined(order.map { forge.chunks[$0] })
        for (index, said) in indexes {
            // The index follows what is there: the file is as long as its parts.
            try put(payload, index, "\(name), \(said)", on: bench)
            // Cut or filled up, so that file and sections have the lengths that were signed.
            if payload.count != signed.count, !(payload.starts(with: signed) && index == forge.index) {
                try put(
                    fitted(payload, signed.count), fitted(index, forge.index.count), "\(name), \(said), lengths kept",
                    on: bench)
            }
        }
        for (index, said) in indexes.dropFirst() {
            try put(
                signed, fitted(index, forge.index.count), "chunks as signed, \(name) in the index, \(said)", on: bench)
        }
    }

    private func fitted(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
        Array(bytes.prefix(count)) + [UInt8](repeating: 0, count: max(0, count - bytes.count))
    }

    private func put(_ payload: [UInt8], _ index: [UInt8], _ name: String, on bench: MutationBench) throws {
        try bench.replace(from: MutationBench.sections.fill.upperBound, with: payload + index, name)
    }
}

/// What came of a family; tried once, whichever test asks first.
final class MutationOutcome: Sendable {
    private static let all = Dictionary(
        uniqueKeysWithValues: MutationFamily.allCases.map { ($0, MutationOutcome($0)) })

    private let family: MutationFamily
    private let found = Mutex<(tried: Int, taken: [String])?>(nil)

    private init(_ family: MutationFamily) { self.family = family }

    static func of(_ family: MutationFamily) throws -> (tried: Int, taken: [String]) {
        try all[family]!.found.withLock { found in
            if let found { return found }
            let bench = try MutationBench()
            try family.attempt(on: bench)
            found = (bench.tried, bench.taken)
            return (bench.tried, bench.taken)
        }
    }
}
