import Files
import Glibc
import PackageFormat
import Sealing
import Testing

@testable import Opening

/// One bit, one byte: nothing that differs from what was signed is accepted.
@Suite struct MutationTests {
    private let pins = FakePins()

    private func accepts(_ head: [UInt8]) -> Bool {
        (try? HeadBytes(head).signatureChecked().pinned(by: pins).verified()) != nil
    }

    @Test func everyBitOfTheHeadCounts() {
        var head = PackageForge().head
        #expect(accepts(head))
        var accepted: [Int] = []
        for place in head.indices {
            for bit in 0..<8 {
                head[place] ^= 1 << bit
                if accepts(head) { accepted.append(place * 8 + bit) }
                head[place] ^= 1 << bit
            }
        }
        #expect(accepted.isEmpty)
    }

    @Test func everyBitOfIndexPayloadAndFillCounts() throws {
        let forge = PackageForge()
        let bench = Bench(forge)
        let verified = try bench.verify().head.head
        let bytes = forge.bytes
        let file = try File(reading: bench.package)
        var accepted: [Int] = []
        for place in verified.prelude.headLength..<bytes.count {
            // Eight bits of each byte of chunk and index, one of each of the fill.
            let bits = place < verified.layout.payloadOffset ? [place % 8] : Array(0..<8)
            for bit in bits {
                try put(bytes[place] ^ 1 << UInt8(bit), at: place, of: bench.package)
                if Self.opens(file, bench.package, verified) { accepted.append(place * 8 + bit) }
            }
            try put(bytes[place], at: place, of: bench.package)
        }
        #expect(accepted.isEmpty)
        let restored = Self.opens(file, bench.package, verified)
        #expect(restored)
    }

    private func put(_ byte: UInt8, at place: Int, of path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        let file = File.adopting(descriptor: descriptor, path: path)
        try file.write([byte], at: place)
    }

    /// Lengths, fill, index and every chunk, as opening checks them.
    private static func opens(_ file: borrowing File, _ path: String, _ head: Head) -> Bool {
        do {
            try PackageFile(at: path).checkLengths(of: head)
            var index = try IndexReader(file, layout: head.layout, root: head.envelope.indexRoot)
            let reader = try ChunkReader(file, layout: head.layout, key: nil)
            let slot = ChunkReader.Slot()
            for chunk in 0..<head.layout.chunkCount {
                try reader.read(chunk, leaf: try index.leaf(of: chunk), into: slot)
                try reader.open(slot)
            }
            return true
        } catch { return false }
    }

    @Test func everyLengthButTheWholeIsRefused() throws {
        let forge = PackageForge()
        let bench = Bench(forge)
        let bytes = forge.bytes
        let verified = try bench.verify().head.head
        var accepted: [Int] = []
        for length in (0..<bytes.count).reversed() {
            #expect(truncate(bench.package, length) == 0)
            let isWhole: Bool
            do {
                try PackageFile(at: bench.package).checkLengths(of: verified)
                isWhole = true
            } catch { isWhole = false }
            if isWhole { accepted.append(length) }
        }
        #expect(accepted.isEmpty)
    }

    @Test func everyBitOfTheIndexOfThreeChunksCounts() throws {
        let forge = LayoutRefusalTests.forge
        let bench = Bench(forge)
        let bytes = forge.bytes
        var accepted: [Int] = []
        for place in (bytes.count - forge.index.count)..<bytes.count {
            try put(bytes[place] ^ 1 << UInt8(place % 8), at: place, of: bench.package)
            if (try? bench.verify()) != nil { accepted.append(place) }
            try put(bytes[place], at: place, of: bench.package)
        }
        #expect(accepted.isEmpty)
        #expect(throws: Never.self) { try bench.verify() }
    }

    @Test func aSecondSpellingOfTheSignatureIsRefused() {
        // Ed25519 with S + L verifies in libraries that do not look.
        var head = PackageForge().head
        let order: [UInt8] = [
            0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE, 0x14, 0, 0, 0, 0,
            0,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
        ]
        var carry = 0
        for (number, byte) in order.enumerated() {
            let place = head.count - 32 + number
            let sum = Int(head[place]) + Int(byte) + carry
            head[place] = UInt8(sum & 255)
            carry = sum >> 8
        }
        #expect(!accepts(head))
    }
}
