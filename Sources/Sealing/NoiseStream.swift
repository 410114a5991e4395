import CSodium

/// Random bytes that can be made again from their seed, block by block and in any order: what a file is overwritten with and
/// compared to. ChaCha20 of zeros under a key of its own, the block's number as nonce; not for secrets.
public struct NoiseStream: Sendable {
    private let seed: [UInt8]

    /// A new stream from the operating system's generator.
    public init() { seed = randomBytes(Int(crypto_stream_chacha20_KEYBYTES)) }

    /// Fills `buffer` with the beginning of block `number`.
    public func fill(_ buffer: UnsafeMutableRawBufferPointer, block number: Int) {
        guard let base = buffer.baseAddress else { return }
        crypto_stream_chacha20(
            base.assumingMemoryBound(to: UInt8.self), UInt64(buffer.count), littleEndian(UInt64(number)), seed)
    }
}
