/// Counts what is written to a file in order, and starts writeback a stretch at a time.
public struct Writeback: Sendable {
    /// Bytes between two starts; large enough that a call is rare, small enough that the device stays busy.
    static let stretch = 8 << 20

    private var started: Int
    private var written: Int

    /// Writing begins at `offset`.
    public init(from offset: Int = 0) { (started, written) = (offset, offset) }

    /// `count` more bytes were written.
    public mutating func advance(by count: Int, in file: borrowing File) {
        written += count
        guard written - started >= Self.stretch else { return }
        file.startWriteback(started..<written)
        started = written
    }
}
