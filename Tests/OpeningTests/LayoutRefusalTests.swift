import PackageFormat
import Sealing
import TestCast
import Testing

@testable import Opening

/// Where sections end, and what the index says of the chunks.
@Suite struct LayoutRefusalTests {
    /// Three chunks.
    static let forge: PackageForge = {
        var stream = StreamForge(files: PackageForge.files)
        stream.pad(2 * ChunkLayout.chunkLength)
        return PackageForge(stream)
    }()
    private let found = ["received", "intended", "refused not-authentic"]
    private var forge: PackageForge { Self.forge }

    @Test func threeChunksOpen() throws {
        #expect(forge.chunks.count == 3)
        #expect(throws: Never.self) { try Bench(forge).open() }
    }

    @Test func truncationIsNamedBySection() throws {
        let head = forge.head.count
        let bytes = forge.bytes
        let offset = (head + 4_095) / 4_096 * 4_096
        let index = offset + forge.sealedLength
        let terms = Prelude.length + forge.termsBytes.count
        func refuses(_ length: Int, _ section: PackageFormat.Section, _ expected: Int) {
            let bench = Bench()
            bench.scratch.write(Array(bytes.prefix(length)), "received.mvault")
            let fault = OpeningError.package(.truncated(section, expected: expected, found: length))
            bench.refuses(fault, recorded: [])
            #expect(throws: fault) { try bench.verify() }
        }
        refuses(8, .prelude, 32)
        refuses(31, .prelude, 32)
        refuses(32, .terms, terms)
        refuses(terms - 1, .terms, terms)
        refuses(terms, .envelope, head - 96)
        refuses(head - 97, .envelope, head - 96)
        refuses(head - 96, .signature, head)
        refuses(head - 1, .signature, head)
        refuses(head + 1, .fill, bytes.count)
        refuses(offset - 1, .fill, bytes.count)
        refuses(offset, .payload, bytes.count)
        refuses(index - 1, .payload, bytes.count)
        refuses(index, .index, bytes.count)
        refuses(bytes.count - 1, .index, bytes.count)
    }

    @Test func aHeadAloneVerifiesAndDoesNotOpen() throws {
        let bench = Bench()
        bench.scratch.write(forge.head, "received.mvault-head")
        bench.package += "-head"
        #expect(try bench.verify().isHeadAlone)
        bench.refuses(.package(.headAlone), recorded: [])
    }

    @Test func aPackageCutBehindItsSignatureIsNoHead() {
        let bench = Bench()
        bench.scratch.write(forge.head, "received.mvault")
        let fault = OpeningError.package(
            .truncated(.fill, expected: forge.bytes.count, found: forge.head.count))
        #expect(throws: fault) { try bench.verify() }
        bench.refuses(fault, recorded: [])
    }

    @Test func nothingFollowsTheIndex() {
        let bench = Bench()
        bench.scratch.write(forge.bytes + [0], "received.mvault")
        bench.refuses(.package(.trailingBytes(1)), recorded: [])
        #expect(throws: OpeningError.package(.trailingBytes(1))) { try bench.verify() }
    }

    @Test func aPayloadLengthThatLiesIsRefused() {
        var longer = forge
        longer.envelope.payload_length += 1
        longer.isRefused(.truncated(.index, expected: forge.bytes.count + 1, found: forge.bytes.count))
        longer.envelope.payload_length -= 2
        longer.isRefused(.trailingBytes(1))
        for length in [0, CanonicalJSON.integerLimit] {
            longer.envelope.payload_length = length
            longer.isRefused(.layout)
        }
        // Where the file is as long as it says, the last chunk is not.
        var moved = forge
        moved.envelope.payload_length += 1
        moved.index.insert(0, at: 0)
        Bench(moved).refuses(.package(.chunk(2)), recorded: found)
    }

    @Test func moreFilesThanAnyPackageHasAreRefused() {
        var more = forge
        more.envelope.file_count_bound = padme(Envelope.maximumFiles) + 1
        more.isRefused(.layout)
    }

    @Test func anAlteredIndexIsRefused() {
        var altered = forge
        altered.index[0] ^= 1
        Bench(altered).refuses(.package(.indexPage(0)), recorded: found)
        altered = forge
        altered.index[altered.index.count - 1] ^= 1
        Bench(altered).refuses(.package(.indexRoot), recorded: found)
        // Leaves in another order.
        altered = forge
        altered.index.swapAt(0, 32)
        Bench(altered).refuses(.package(.indexPage(0)), recorded: found)
    }

    @Test(arguments: [(0, 1), (0, 2), (1, 2)])
    func chunksKeepTheirPlaces(_ first: Int, _ second: Int) {
        // Only chunks of one length can change places unseen by the lengths.
        var swapped = forge
        guard second < 2 else {
            swapped.chunks[first] =
                Array(forge.chunks[second]) + forge.chunks[first].dropFirst(forge.chunks[second].count)
            Bench(swapped).refuses(.package(.chunk(first)), recorded: found)
            return
        }
        swapped.chunks.swapAt(first, second)
        Bench(swapped).refuses(.package(.chunk(first)), recorded: found)
        // Also where the provider signs them so: each is sealed for its place.
        swapped.reindex()
        Bench(swapped).refuses(.package(.chunk(first)), recorded: found)
        swapped = forge
        swapped.chunks[second] = forge.chunks[first]
        Bench(swapped).refuses(.package(.chunk(second)), recorded: found)
        swapped.reindex()
        Bench(swapped).refuses(.package(.chunk(second)), recorded: found)
    }

    @Test(arguments: 0..<3) func noChunkIsDroppedOrDoubled(_ number: Int) {
        let length = forge.chunks[number].count
        for isDropped in [true, false] {
            var changed = forge
            if isDropped {
                changed.chunks.remove(at: number)
            } else {
                changed.chunks.insert(forge.chunks[number], at: number)
            }
            let fault: PackageError =
                isDropped
                ? .truncated(
                    forge.sealedLength - length + forge.index.count < forge.sealedLength
                        ? .payload : .index, expected: forge.bytes.count, found: forge.bytes.count - length)
                : .trailingBytes(length)
            changed.isRefused(fault)
        }
    }
}

/// Those who hold the key, or sign: what each of them cannot do.
@Suite struct InsiderTests {
    private let found = ["received", "intended", "refused not-authentic"]

    /// Chunk 0 with another content, under the key that every recipient has.
    private var forged: PackageForge {
        var forge = LayoutRefusalTests.forge
        var plain = StreamForge(files: [("data/households.csv", Array("household,income\n1,999\n".utf8))])
        plain.pad(2 * ChunkLayout.chunkLength)
        let content = plain.bytes.prefix(ChunkLayout.chunkLength)
        forge.chunks[0] = PackageForge.sealed(content, forge.key, 0, isLast: false)
        return forge
    }

    @Test func aFellowRecipientCannotForgeAChunk() {
        Bench(forged).refuses(.package(.chunk(0)), recorded: found)
        #expect(throws: OpeningError.package(.chunk(0))) { try Bench(forged).verify() }
    }

    @Test func norTheIndex() {
        let signed = LayoutRefusalTests.forge
        var forge = forged
        forge.reindex()
        forge.envelope.index_root = signed.envelope.index_root
        Bench(forge).refuses(.package(.indexRoot), recorded: found)
        #expect(throws: OpeningError.package(.indexRoot)) { try Bench(forge).verify() }
        // With page hashes as they were signed, the page is found.
        forge.index.replaceSubrange(96..<128, with: signed.index[96..<128])
        Bench(forge).refuses(.package(.indexPage(0)), recorded: found)
    }

    @Test func norTheHead() {
        var forge = forged
        forge.reindex()
        forge.signer = Who.stranger
        forge.isRefused(.signerNotPinned(signer(Who.stranger), roles: []))
    }

    @Test func theLastChunkIsSealedAsTheLast() {
        // The sender's own: not final where it ends, or final before the end.
        let plain = StreamForge(files: PackageForge.files).bytes
        var forge = PackageForge()
        forge.seal(plain, lastIsFinal: false)
        Bench(forge).refuses(.package(.chunk(0)), recorded: found)
        forge = LayoutRefusalTests.forge
        let short = [UInt8](repeating: 0, count: ChunkLayout.chunkLength)
        forge.chunks[1] = PackageForge.sealed(short, forge.key, 1, isLast: true)
        forge.reindex()
        Bench(forge).refuses(.package(.chunk(1)), recorded: found)
    }

    @Test func aCutAtAChunkBoundaryIsFoundByTheFlag() {
        // Index, lengths and signature made anew: chunk 1 was not sealed as the last.
        var forge = LayoutRefusalTests.forge
        forge.chunks.removeLast()
        forge.envelope.payload_length = 2 * ChunkLayout.chunkLength
        forge.reindex()
        Bench(forge).refuses(.package(.chunk(1)), recorded: found)
    }

    @Test func chunksUnderAnotherKeyAreRefused() {
        var forge = LayoutRefusalTests.forge
        forge.chunks[0] = PackageForge(LayoutRefusalTests.forge.chunks[0]).chunks[0]
        forge.chunks[0].removeLast(forge.chunks[0].count - LayoutRefusalTests.forge.chunks[0].count)
        forge.reindex()
        Bench(forge).refuses(.package(.chunk(0)), recorded: found)
        // Verification without a key has nothing against what the provider signed.
        #expect(throws: Never.self) { try Bench(forge).verify() }
    }
}
