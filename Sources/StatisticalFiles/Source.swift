import CReadStat
import Glibc

/// The file, from ReadStat's point of view: its position is kept here, since the descriptor's own is shared with the parent.
struct Source {
    let descriptor: Int32
    let size: Int
    private(set) var position = 0
    /// The furthest byte that was read.
    private(set) var reach = 0
    /// Something was asked for at the end of the file and was not there whole.
    private(set) var isCut = false
    private(set) var failure: Int32?

    init(descriptor: Int32, size: Int) { (self.descriptor, self.size) = (descriptor, size) }

    mutating func seek(_ offset: Int, _ whence: readstat_io_flags_t) -> Int {
        let base: Int
        switch whence {
        case READSTAT_SEEK_SET: base = 0
        case READSTAT_SEEK_CUR: base = position
        case READSTAT_SEEK_END: base = size
        default: return -1
        }
        let (sought, isTooFar) = base.addingReportingOverflow(offset)
        guard !isTooFar, sought >= 0 else { return -1 }
        position = sought
        return sought
    }

    mutating func read(into buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
        var filled = 0
        while filled < count {
            let found = pread(descriptor, buffer + filled, count - filled, position + filled)
            if found < 0, errno == EINTR { continue }
            if found < 0 {
                failure = errno
                return -1
            }
            if found == 0 { break }
            filled += found
        }
        // A length of four bytes or fewer is asked for where the file may well end.
        if filled < count, filled > 0 || count > 4 { isCut = true }
        position += filled
        reach = max(reach, position)
        return filled
    }
}
