import Archiving
import Glibc
import PackageFormat
import Pipelining

/// The tar archive of an extract on its way into blocks of 1 MiB. A file that lies in one block whole is left for the worker that has the
/// block to read: its place stays empty until then.
final class TarSink: ExtractSink {
    private let filler: BlockFiller
    private let tar: TarWriter
    /// Where each entry begins.
    private(set) var places: [Int] = []
    var length: Int { tar.offset }

    init(into blocks: Lane<PayloadWriter.Block, SendingError>) throws(SendingError) {
        let filler = BlockFiller(blocks)
        self.filler = filler
        do { tar = try TarWriter { filler.take($0) } } catch { throw .archiving(error) }
    }

    func begin(_ item: Extract.Item) throws(SendingError) {
        places.append(tar.offset)
        let modified = item.status.modifiedSeconds
        try archive { () throws(ArchivingError) in
            if item.isFolder {
                try tar.addFolder(item.path, modifiedSeconds: modified)
            } else {
                try tar.beginFile(item.path, size: item.status.size, modifiedSeconds: modified)
            }
        }
    }

    func reads(_ item: Extract.Item, into digester: FileDigester) throws(SendingError) -> Bool {
        let size = item.status.size
        guard try filler.room() >= size else { return false }
        filler.leave(BlockFile(item: item, number: digester.passOver()))
        try archive { () throws(ArchivingError) in
            try tar.write(UnsafeRawBufferPointer(rebasing: Self.unread.bytes[..<size]))
            // What was left has its place only where libarchive keeps nothing back.
            guard filler.hasPassedOver else { throw .library("archive_write_data keeps bytes back") }
        }
        return true
    }

    /// Stands for the bytes of a file that is read later: libarchive hands on where they lie, and nobody looks.
    private static let unread = Unread()

    private final class Unread: @unchecked Sendable {
        let bytes: UnsafeRawBufferPointer
        // Zeros of the kernel's that are never touched take no memory.
        init() {
            bytes = UnsafeRawBufferPointer(
                start: calloc(1, FrameProfile.contentLength), count: FrameProfile.contentLength)
        }
    }

    func part(_ bytes: UnsafeRawBufferPointer) throws(SendingError) {
        try archive { () throws(ArchivingError) in try tar.write(bytes) }
    }

    func end(_ item: Extract.Item) throws(SendingError) {
        try archive { () throws(ArchivingError) in try tar.endEntry() }
    }

    func finish() throws(SendingError) {
        try archive { () throws(ArchivingError) in try tar.finish() }
        handOver()
    }

    /// What the open block holds goes to the workers.
    func handOver() { filler.finish() }

    /// The failure of the lanes behind the tar writer comes first: the writer only knows that its sink failed.
    private func archive(_ body: () throws(ArchivingError) -> Void) throws(SendingError) {
        do { try body() } catch { throw filler.failure ?? .archiving(error) }
    }
}

/// Fills blocks with the tar stream and hands each to the workers when it is full.
private final class BlockFiller {
    private let blocks: Lane<PayloadWriter.Block, SendingError>
    private var open: PayloadWriter.Block?
    /// Bytes to come that are passed over.
    private var left = 0
    private(set) var failure: SendingError?
    var hasPassedOver: Bool { left == 0 }

    init(_ blocks: Lane<PayloadWriter.Block, SendingError>) { self.blocks = blocks }

    /// Bytes that the open block still takes: 1 at least.
    func room() throws(SendingError) -> Int { try roomy().content.rest.count }

    /// The bytes that come next are those of `file`, for which the open block has room; they are not looked at.
    func leave(_ file: BlockFile) {
        guard let open else { preconditionFailure("nobody asked for room") }
        open.files.append((file, open.content.count))
        left = file.item.status.size
    }

    /// Whether all of it was taken; `failure` says why not.
    func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = bytes
        do throws(SendingError) {
            while !rest.isEmpty {
                let block = try roomy()
                let taken: Int
                if left > 0 {
                    taken = min(left, rest.count)
                    block.content.count += taken
                    left -= taken
                } else {
                    taken = block.content.append(rest)
                }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(taken))
                if block.content.rest.isEmpty { finish() }
            }
            return true
        } catch {
            failure = error
            return false
        }
    }

    private func roomy() throws(SendingError) -> PayloadWriter.Block {
        if let open { return open }
        let block = try blocks.acquire()
        block.content.count = 0
        block.files.removeAll(keepingCapacity: true)
        open = block
        return block
    }

    /// Hands over what is there.
    func finish() {
        if let open { blocks.submit(open) }
        open = nil
    }
}

/// A file that lies in one block whole.
struct BlockFile: Sendable {
    let item: Extract.Item
    /// Among the files that are digested.
    let number: Int
}
