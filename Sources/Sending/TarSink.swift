import Archiving
import PackageFormat
import Pipelining

/// The tar archive of an extract on its way into blocks of 1 MiB.
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

    func part(_ bytes: UnsafeRawBufferPointer) throws(SendingError) {
        try archive { () throws(ArchivingError) in try tar.write(bytes) }
    }

    func end(_ item: Extract.Item) throws(SendingError) {
        try archive { () throws(ArchivingError) in try tar.endEntry() }
    }

    func finish() throws(SendingError) {
        try archive { () throws(ArchivingError) in try tar.finish() }
        filler.finish()
    }

    /// The failure of the lanes behind the tar writer comes first: the writer only knows that its sink failed.
    private func archive(_ body: () throws(ArchivingError) -> Void) throws(SendingError) {
        do { try body() } catch { throw filler.failure ?? .archiving(error) }
    }
}

/// Fills blocks with the tar stream and hands each to the workers when it is full.
private final class BlockFiller {
    private let blocks: Lane<PayloadWriter.Block, SendingError>
    private var open: PayloadWriter.Block?
    private(set) var failure: SendingError?

    init(_ blocks: Lane<PayloadWriter.Block, SendingError>) { self.blocks = blocks }

    /// Whether all of it was taken; `failure` says why not.
    func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = bytes
        do {
            while !rest.isEmpty {
                let block: PayloadWriter.Block
                if let open {
                    block = open
                } else {
                    block = try blocks.acquire()
                    block.content.count = 0
                    open = block
                }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(block.content.append(rest)))
                if block.content.count == block.content.capacity { finish() }
            }
            return true
        } catch {
            failure = error
            return false
        }
    }

    /// Hands over what is there.
    func finish() {
        if let open { blocks.submit(open) }
        open = nil
    }
}
