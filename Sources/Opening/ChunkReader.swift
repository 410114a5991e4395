import Files
import PackageFormat
import Pipelining
import Sealing

/// Reads chunks of one package; each is held against its leaf, then opened.
final class ChunkReader: @unchecked Sendable {
    let layout: ChunkLayout
    private let file: File
    private let key: PayloadKey?

    /// Without a key chunks are held against their leaves alone.
    init(_ file: borrowing File, layout: ChunkLayout, key: PayloadKey?) throws(OpeningError) {
        self.layout = layout
        self.key = key
        self.file = try onDisk { () throws(IOError) in try file.duplicate() }
    }

    /// A chunk on its way: sealed as read, then opened.
    final class Slot: @unchecked Sendable {
        let sealed = Buffer(capacity: ChunkLayout.chunkLength + PayloadKey.tagLength)
        let plain = Buffer(capacity: ChunkLayout.chunkLength)
        var index = 0
        var leaf: Digest?
    }

    /// Reads the sealed bytes of chunk `index`, whose leaf must be `leaf`.
    func read(_ index: Int, leaf: Digest, into slot: Slot) throws(OpeningError) {
        slot.index = index
        slot.leaf = leaf
        let length = layout.sealedLength(of: index)
        let room = UnsafeMutableRawBufferPointer(rebasing: slot.sealed.whole[..<length])
        do throws(IOError) {
            slot.sealed.count = try file.read(into: room, at: layout.offset(of: index))
        } catch { throw .io(error) }
    }

    /// Checks the leaf, then opens; nothing of a chunk that fails is released. Safe on several threads at once.
    func open(_ slot: Slot) throws(OpeningError) {
        guard slot.sealed.count == layout.sealedLength(of: slot.index),
            IndexDigest.leaf(slot.index, slot.sealed.filled) == slot.leaf
        else { throw .package(.chunk(slot.index)) }
        guard let key else { return }
        do throws(SealingError) {
            try key.open(
                slot.sealed.filled, index: slot.index, isLast: slot.index == layout.chunkCount - 1,
                into: slot.plain.whole)
        } catch { throw .package(.chunk(slot.index)) }
        slot.plain.count = layout.plainLength(of: slot.index)
    }
}

/// Ranges of the plaintext stream, one chunk at a time: for the tail, and for what is read out of the middle.
struct StreamReader: ~Copyable {
    private let reader: ChunkReader
    private var index: IndexReader
    private let slot = ChunkReader.Slot()
    private var held = -1
    private let isInterrupted: () -> Bool

    init(_ reader: ChunkReader, index: consuming IndexReader, isInterrupted: @escaping () -> Bool = { false }) {
        self.reader = reader
        self.index = index
        self.isInterrupted = isInterrupted
    }

    /// Hands the bytes of `range` to `body` in order, in parts.
    mutating func forEach(
        in range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws(OpeningError) -> Void
    ) throws(OpeningError) {
        var position = range.lowerBound
        while position < range.upperBound {
            let chunk = position / ChunkLayout.chunkLength
            if chunk != held {
                guard !isInterrupted() else { throw .interrupted }
                held = -1
                try reader.read(chunk, leaf: try index.leaf(of: chunk), into: slot)
                try reader.open(slot)
                held = chunk
            }
            let start = chunk * ChunkLayout.chunkLength
            let end = min(range.upperBound, start + slot.plain.count)
            try body(UnsafeRawBufferPointer(rebasing: slot.plain.filled[(position - start)..<(end - start)]))
            position = end
        }
    }

    mutating func bytes(_ range: Range<Int>) throws(OpeningError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        try forEach(in: range) { (part) throws(OpeningError) in bytes += part }
        return bytes
    }
}
