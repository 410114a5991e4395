import Sealing
import Testing

@testable import PackageFormat

@Suite struct PaddingTests {
    /// Section 4 of Nikitin et al.: the low floor(log2 L) - (floor(log2 floor(log2 L)) + 1) bits are zero.
    private static func byDefinition(_ length: Int) -> Int {
        func log2(_ value: Int) -> Int {
            var (value, log) = (value, 0)
            while value > 1 { (value, log) = (value / 2, log + 1) }
            return log
        }
        guard length > 1 else { return length }
        let e = log2(length)
        let zeros = max(0, e - (e == 0 ? 0 : log2(e) + 1))
        var step = 1
        for _ in 0..<zeros { step *= 2 }
        return (length + step - 1) / step * step
    }

    @Test(arguments: [
        (0, 0), (1, 1), (2, 2), (3, 3), (8, 8), (9, 10), (10, 10), (11, 12), (100, 104), (1_000, 1_024),
        (65_535, 65_536), (1_000_000, 1_015_808), (1_048_577, 1_081_344),
    ])
    func `known lengths`(length: Int, padded: Int) {
        #expect(padme(length) == padded)
    }

    @Test func `the definition, never shorter, at most 12% longer, stable and rising`() {
        var last = 0
        for length in 0..<20_000 {
            let padded = padme(length)
            #expect(padded == Self.byDefinition(length))
            #expect(padded >= length && padded >= last && padme(padded) == padded)
            #expect(Double(padded) <= Double(length) * 1.12)
            last = padded
        }
        for _ in 0..<5_000 {
            let length = Int.random(in: 1...(1 << 53))
            #expect(padme(length) == Self.byDefinition(length))
            #expect(Double(padme(length)) <= Double(length) * 1.12)
        }
    }
}

@Suite struct ChunkLayoutTests {
    private static let chunk = 262_144

    @Test(arguments: [
        (1, 1, 1, 1), (262_143, 1, 1, 262_143), (262_144, 1, 1, 262_144), (262_145, 2, 1, 1),
        (2 * chunk, 2, 1, 262_144), (1_023 * chunk, 1_023, 1, 262_144), (1_024 * chunk - 1, 1_024, 1, 262_143),
        (1_024 * chunk, 1_024, 1, 262_144), (1_024 * chunk + 1, 1_025, 2, 1), (2_048 * chunk + 5, 2_049, 3, 5),
    ])
    func `chunks, pages and the last chunk`(length: Int, chunks: Int, pages: Int, last: Int) throws {
        let layout = try #require(ChunkLayout(payloadLength: length, payloadOffset: 8_192))
        #expect(layout.chunkCount == chunks)
        #expect(layout.pageCount == pages)
        #expect(layout.plainLength(of: chunks - 1) == last)
        #expect(layout.sealedLength(of: chunks - 1) == last + 16)
        // Every section begins where the one before ends.
        var offset = 8_192
        var plain = 0
        for chunk in 0..<chunks {
            #expect(layout.offset(of: chunk) == offset)
            offset += layout.sealedLength(of: chunk)
            plain += layout.plainLength(of: chunk)
        }
        #expect(plain == length)
        #expect(layout.indexOffset == offset)
        for page in 0..<pages {
            #expect(layout.pageOffset(page) == offset)
            offset += layout.leavesIn(page: page) * 32
        }
        #expect(layout.pageHashesOffset == offset)
        #expect(layout.fileLength == offset + pages * 32)
        #expect(layout.leavesIn(page: pages - 1) == (chunks - 1) % 1_024 + 1)
    }

    @Test func `limits`() {
        #expect(ChunkLayout(payloadLength: 0, payloadOffset: 0) == nil)
        #expect(ChunkLayout(payloadLength: -1, payloadOffset: 0) == nil)
        #expect(ChunkLayout(payloadLength: 1, payloadOffset: -1) == nil)
        #expect(ChunkLayout(payloadLength: .max, payloadOffset: 0) == nil)
        let largest = ChunkLayout(payloadLength: CanonicalJSON.integerLimit / 2, payloadOffset: 1 << 24)
        #expect((largest?.fileLength ?? .max) < CanonicalJSON.integerLimit)
    }
}

@Suite struct IndexTests {
    /// Chunk i is the text "chunk i"; root and digest of the section were computed with `hashlib`.
    @Test(arguments: [
        (
            1, "86f7987675728d6ee29c8d0a9e62f9766dc3b50b934b3dbece7434eadc9b71d4",
            "ebaa52f67e345997b1e76f58f0037a1b867622311d53e57f4f9ceea787362ae2"
        ),
        (
            3, "82aaa13ab99254716e1b32d5cba5868de107a21f8d0b57029c56a12b52cb5279",
            "c00663149f73ff32f5792357297f310b5782143ac5eca8010ddc5baa642ec9a9"
        ),
        (
            1_023, "b47e5807b4d8ded4c00a5f087d84509b10b33bf2f889acd784907db3cb1c2f8f",
            "230b32a2d728f8f4428d61a5b1893080c20fce1e0c663bb81c3799df5f5fdf61"
        ),
        (
            1_024, "1ed854ad8a1b39fba113caefcc91f6680f1eb768f00aa4d300181e1727f370c7",
            "f5bafb4c4bc6ae4a9e8e8d233e3058f4cb164ca42e28b36465f2a4f8688bf6f9"
        ),
        (
            1_025, "7d4bb68edf8a317986e93ae355df5d984e4496f7f88935c5bb32a17e2f48bc50",
            "2f11568e1d4e980af548758df440fb49eae1f48de655ed9af1a91c11ecf2513f"
        ),
        (
            2_049, "917fd3535dc2e01f0391cc3614da2493ee394960f90fcde0f2dc0b899f38922b",
            "37ad7d447be48e85c9585ce523e8184843edf997fffbcd66683056d5eb9ff5cc"
        ),
    ])
    func `the index is that of an independent computation`(chunks: Int, root: String, section: String) {
        var builder = IndexBuilder()
        for number in 0..<chunks {
            builder.append(Array("chunk \(number)".utf8).withUnsafeBytes { IndexDigest.leaf(number, $0) })
        }
        #expect(builder.chunkCount == chunks)
        let found = builder.finish()
        #expect(found.root.hex == root)
        #expect(Digest.of(found.section, as: .none).hex == section)
        let layout = ChunkLayout(payloadLength: chunks * ChunkLayout.chunkLength, payloadOffset: 0)
        #expect(found.section.count == layout.map { $0.fileLength - $0.indexOffset })
    }

    @Test func `leaves and pages are bound to their place`() {
        let bytes = Array("chunk".utf8)
        let leaves = (0..<2).map { number in bytes.withUnsafeBytes { IndexDigest.leaf(number, $0) } }
        #expect(leaves[0] != leaves[1])
        #expect(IndexDigest.page(0, leaves: leaves[0].bytes) != IndexDigest.page(1, leaves: leaves[0].bytes))
        #expect(
            IndexDigest.root(chunkCount: 1, pageHashes: leaves[0].bytes)
                != IndexDigest.root(chunkCount: 2, pageHashes: leaves[0].bytes))
    }
}
