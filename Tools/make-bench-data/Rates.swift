import PackageFormat
import Sealing

/// What one core does with the primitives as the tools use them: chunks of 256 KiB sealed, opened and digested, blocks of 1 MiB digested.
enum Rates {
    private static let buffers = 16

    /// Bytes for each second, one line for each kind of work, which gets `seconds`: name, tab, number.
    static func print(seconds: Int) {
        let length = ChunkLayout.chunkLength
        let sealedLength = length + PayloadKey.tagLength
        let secret = PackageSecret.random()
        let key = PayloadKey(secret, coreHash: Digest.of([], as: FormatTag.terms))
        let plain = (0..<buffers).map { number in filled(length, seed: UInt64(number)) }
        let sealed = (0..<buffers).map { _ in filled(sealedLength, seed: 0) }
        let block = filled(FileDigest.blockLength, seed: 1)

        rate(seconds, "XChaCha20-Poly1305, seal", length) {
            key.seal(UnsafeRawBufferPointer(plain[$0]), index: $0, isLast: false, into: sealed[$0])
        }
        rate(seconds, "XChaCha20-Poly1305, open", length) {
            do {
                try key.open(UnsafeRawBufferPointer(sealed[$0]), index: $0, isLast: false, into: plain[$0])
            } catch { preconditionFailure("a chunk does not open: \(error)") }
        }
        rate(seconds, "BLAKE2b-256, chunks", sealedLength) {
            _ = IndexDigest.leaf($0, UnsafeRawBufferPointer(sealed[$0]))
        }
        rate(seconds, "BLAKE2b-256, blocks of files", FileDigest.blockLength) { _ in
            _ = FileDigest.block(UnsafeRawBufferPointer(block))
        }
    }

    private static func filled(_ count: Int, seed: UInt64) -> UnsafeMutableRawBufferPointer {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 64)
        Noise(seed: seed).fill(buffer)
        return buffer
    }

    private static func rate(_ seconds: Int, _ name: String, _ length: Int, _ work: (Int) -> Void) {
        for buffer in 0..<buffers { work(buffer) }
        let clock = ContinuousClock()
        let start = clock.now
        var passes = 0
        while start.duration(to: clock.now) < .seconds(seconds) {
            for buffer in 0..<buffers { work(buffer) }
            passes += 1
        }
        let spent = start.duration(to: clock.now) / .seconds(1)
        Swift.print("\(name)\t\(Int(Double(passes * buffers * length) / spent))")
    }
}
