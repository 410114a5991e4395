import Archiving
import PackageFormat
import Pipelining

/// Cuts the frame stream into chunks of one length, so that frame lengths do not show. One thread at a time.
final class Cutter: @unchecked Sendable {
    typealias Chunk = PayloadWriter.Chunk
    private let chunks: Lane<Chunk, SendingError>
    private var open: Chunk?
    private var frames: [UInt32] = []

    init(chunks: Lane<Chunk, SendingError>) { self.chunks = chunks }

    /// The next frame, on the thread of `worker`.
    func put(_ frame: Buffer, as worker: Int) throws(SendingError) {
        frames.append(UInt32(frame.count))
        try put(frame.filled, as: worker)
    }

    /// What follows the data frames, and the end.
    func finish(catalogue: [UInt8], tarBytes: Int, isPadded: Bool) throws(SendingError) {
        let table = SeekTable(
            frames: frames, contentLength: tarBytes, catalogueLength: catalogue.count, padded: isPadded)
        try put(SeekTable.skippableHeader(SeekTable.catalogueMagic, contentLength: catalogue.count))
        try put(catalogue)
        let zeros = [UInt8](repeating: 0, count: 65_536)
        for length in table.paddingFrameLengths {
            var left = length - 8
            try put(SeekTable.skippableHeader(SeekTable.paddingMagic, contentLength: left))
            while left > 0 {
                try put(Array(zeros.prefix(left)))
                left -= min(left, zeros.count)
            }
        }
        try put(table.bytes)
        // The last chunk is known as such only now.
        if let last = open {
            last.isLast = true
            chunks.submit(last)
        }
        chunks.end()
    }

    private func put(_ bytes: [UInt8]) throws(SendingError) {
        var failure: SendingError?
        bytes.withUnsafeBytes { bytes in
            do throws(SendingError) { try put(bytes, as: nil) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private func put(_ bytes: UnsafeRawBufferPointer, as worker: Int?) throws(SendingError) {
        var rest = bytes
        while !rest.isEmpty {
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(try roomy(as: worker).plain.append(rest)))
        }
    }

    /// The open chunk, with room for a byte. A full one is handed over only now that a byte follows it, since the last
    /// one is sealed as such.
    private func roomy(as worker: Int?) throws(SendingError) -> Chunk {
        if let open {
            guard open.plain.count == open.plain.capacity else { return open }
            chunks.submit(open)
        }
        open = nil
        let chunk = try chunks.acquire(as: worker)
        chunk.plain.count = 0
        chunk.isLast = false
        open = chunk
        return chunk
    }
}
