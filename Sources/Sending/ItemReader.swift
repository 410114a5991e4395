import Files

/// Opens the files of an extract for one thread. The folder of the last one stays open, so that the many small files of one folder cost
/// one walk along its path.
final class ItemReader {
    private var path: String?
    private var folder: File?

    /// Opens the file, without following a link, for `body` to read; one that is not the one that was listed, or changes until `body` is
    /// done, is refused.
    func read(_ item: Extract.Item, _ body: (borrowing File) throws(SendingError) -> Void) throws(SendingError) {
        let file: File
        do throws(IOError) { file = try open(item) } catch {
            throw .io(item.named(error))
        }
        try item.checkUnchanged(file)
        try body(file)
        try item.checkUnchanged(file)
    }

    private func open(_ item: Extract.Item) throws(IOError) -> File {
        // By bytes: two spellings of a name are two folders.
        if !(path?.hasSameBytes(as: item.folder) ?? false) {
            path = nil
            folder = try File(folder: item.folder)
            path = item.folder
        }
        return try File(reading: item.name, in: folder!)
    }
}

extension Extract.Item {
    /// The next bytes of the file, as many as there is room for.
    func take(_ file: borrowing File, into room: UnsafeMutableRawBufferPointer) throws(SendingError) {
        let count: Int
        do throws(IOError) { count = try file.read(into: room) } catch { throw .io(named(error)) }
        guard count == room.count else { throw .changed(path: source) }
    }

    fileprivate func checkUnchanged(_ file: borrowing File) throws(SendingError) {
        let found: FileStatus
        do throws(IOError) { found = try file.status() } catch { throw .io(named(error)) }
        guard found == status else { throw .changed(path: source) }
    }

    /// The file as the user named it.
    fileprivate func named(_ error: IOError) -> IOError { IOError(error.operation, source, code: error.code) }
}
