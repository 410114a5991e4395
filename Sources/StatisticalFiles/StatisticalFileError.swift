import Files

/// Why a file was not decoded, or not whole. What came before is then no table.
public enum StatisticalFileError: Error, Equatable, Sendable {
    /// The file, the pipe or the child's start.
    case io(IOError)
    /// A folder, FIFO, device or socket.
    case notPlainFile
    /// ReadStat's words for what is wrong; never a text of the file.
    case malformed(message: String)
    /// A SAS transport file of more than one table; ReadStat takes the second for rows of the first.
    case severalTables
    case limit(Limit)
    /// The child was ended by a signal: SIGSYS is a system call that the filter forbids, SIGSEGV a fault of ReadStat.
    case crashed(signal: Int32)
    /// The child ended by itself, and not as one that is done.
    case ended(status: Int32)
    /// The child's stream ended before its end frame.
    case truncatedStream
    /// The child sent what a decoder never sends.
    case badStream(StreamFault)
    /// The kernel does not let the child give up its rights, with its error number; the file was not touched.
    case sandbox(code: Int32)

    public enum Limit: String, Sendable {
        case memory
        /// Processor time of the child.
        case time
        /// Seconds without a byte from the child.
        case silence
        case variables
        /// Bytes of one record.
        case record
        /// Bytes of names, labels and notes together.
        case text
    }

    public enum StreamFault: String, Sendable {
        case unknownFrame, frameTooLong, field, utf8, order, record, afterEnd
    }
}

/// What a child may use. The defaults are generous for real files.
public struct DecodingLimits: Sendable, Equatable {
    /// Bytes of address space of the child.
    public var memory: Int
    /// Processor time of the child.
    public var seconds: Int
    /// How long the child may say nothing.
    public var silentSeconds: Int
    /// Bytes of names, labels and notes together.
    public var text = 64 << 20
    public var variables = 100_000

    public init(memory: Int = 1 << 30, seconds: Int, silentSeconds: Int = 300) {
        (self.memory, self.seconds, self.silentSeconds) = (memory, seconds, silentSeconds)
    }

    /// A minute, and four seconds for each MiB.
    public init(fileSize: Int) { self.init(seconds: 60 + fileSize >> 18) }
}
