import Files
import PackageFormat
import Pipelining
import Sealing

/// Cuts a stream into chunks, seals and digests them, and writes them.
struct BareSealing: ~Copyable {
    private let file: File
    private let key: PayloadKey
    private let plain = Buffer(capacity: ChunkLayout.chunkLength)
    private let sealed = Buffer(capacity: ChunkLayout.chunkLength + PayloadKey.tagLength)
    private var count = 0
    private var writeback = Writeback()

    init(at path: String, _ key: PayloadKey) throws(IOError) {
        file = try File(appendingTo: path, mode: 0o600)
        self.key = key
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) throws(IOError) {
        var rest = bytes
        while !rest.isEmpty {
            if plain.rest.isEmpty { try seal() }
            rest = UnsafeRawBufferPointer(rebasing: rest[plain.append(rest)...])
        }
    }

    private mutating func seal() throws(IOError) {
        key.seal(plain.filled, index: count, isLast: false, into: sealed.whole)
        sealed.count = plain.count + PayloadKey.tagLength
        _ = IndexDigest.leaf(count, sealed.filled)
        try file.write(sealed.filled)
        writeback.advance(by: sealed.count, in: file)
        plain.count = 0
        count += 1
    }

    mutating func finish() throws(IOError) {
        if plain.count > 0 { try seal() }
        try file.sync()
    }
}

/// The stream that was cut into chunks.
struct BareUnsealing: ~Copyable {
    private let file: File
    private let key: PayloadKey
    private let plain = Buffer(capacity: ChunkLayout.chunkLength)
    private let sealed = Buffer(capacity: ChunkLayout.chunkLength + PayloadKey.tagLength)
    private let total: Int
    private var count = 0
    private var used = 0

    init(_ path: String, length: Int, _ key: PayloadKey) throws(IOError) {
        file = try File(reading: path)
        (total, self.key) = (length, key)
    }

    mutating func next(_ length: Int, into frame: Buffer) throws(IOError) {
        frame.count = 0
        while frame.count < length {
            if used == plain.count { try open() }
            let wanted = min(length - frame.count, plain.count - used)
            used += frame.append(UnsafeRawBufferPointer(rebasing: plain.filled[used..<used + wanted]))
        }
    }

    private mutating func open() throws(IOError) {
        plain.count = min(ChunkLayout.chunkLength, total - count * ChunkLayout.chunkLength)
        sealed.count = plain.count + PayloadKey.tagLength
        let room = UnsafeMutableRawBufferPointer(rebasing: sealed.whole[..<sealed.count])
        _ = try file.read(into: room)
        _ = IndexDigest.leaf(count, sealed.filled)
        do throws(SealingError) {
            try key.open(sealed.filled, index: count, isLast: false, into: plain.whole)
        } catch { fatalError("a chunk does not open: \(error)") }
        (count, used) = (count + 1, 0)
    }
}
