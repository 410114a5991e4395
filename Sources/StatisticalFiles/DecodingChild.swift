import CLinux
import Files
import Glibc

/// The parent's side: a process without keys, environment, files or rights that decodes one file. Use it on one thread: the
/// child ends with the thread that started it.
public final class DecodingChild {
    private let reader: FrameReader
    private var parts: PartReader
    private var queue: [DecodedPart] = []
    private var process: ChildProcess
    private var failure: StatisticalFileError?
    private let limits: DecodingLimits

    /// Starts `executable`, this one by default, with `arguments` and then the format, the limit on memory in bytes and that
    /// on time in seconds. `environment`: what the runtime needs besides LC_ALL, e.g. LD_LIBRARY_PATH. The position of
    /// `file` is neither used nor moved.
    public init(
        decoding file: borrowing File, as format: StatisticalFormat, limits: DecodingLimits? = nil,
        executable: String = "/proc/self/exe", arguments: [String] = ["read-table"], environment: [String] = []
    ) throws(StatisticalFileError) {
        let status: FileStatus
        do { status = try file.status() } catch { throw .io(error) }
        guard status.kind == .file else { throw .notPlainFile }
        let limits = limits ?? DecodingLimits(fileSize: status.size)
        var ends: [Int32] = [-1, -1]
        guard mv_pipe(&ends) == 0 else { throw .io(IOError(.open, file.path)) }
        let writing = File.adopting(descriptor: ends[1], path: file.path)
        reader = FrameReader(
            File.adopting(descriptor: ends[0], path: file.path), silentSeconds: limits.silentSeconds)
        parts = PartReader(limits: limits, path: file.path)
        self.limits = limits
        process = try ChildProcess(
            executable, arguments + [format.rawValue, "\(limits.memory)", "\(limits.seconds)"],
            environment: ["LC_ALL=C.UTF-8", "SWIFT_BACKTRACE=enable=no"] + environment, input: file.descriptor,
            output: writing.descriptor)
    }

    deinit { process.kill() }

    /// The next part; nil after the end. Throws for good: a table whose end did not come is none.
    public func next() throws(StatisticalFileError) -> DecodedPart? {
        if let failure { throw failure }
        do {
            return try read()
        } catch {
            process.kill()
            failure = error
            queue = []
            throw error
        }
    }

    /// Ends the child, whatever it does.
    public func stop() { process.kill() }

    private func read() throws(StatisticalFileError) -> DecodedPart? {
        while queue.isEmpty {
            if parts.isEnded { return nil }
            guard let frame = try frame() else { throw try process.end(limits) ?? .truncatedStream }
            queue = try parts.take(frame.kind, frame.payload).reversed()
            guard parts.isEnded else { continue }
            // The end counts when the stream and the process end with it, and well.
            guard try self.frame() == nil else { throw .badStream(.afterEnd) }
            if let fault = try process.end(limits) { throw fault }
        }
        return queue.popLast()
    }

    private func frame() throws(StatisticalFileError) -> (kind: Frame, payload: [UInt8])? {
        do {
            return try reader.next()
        } catch {
            // A frame that is cut: what ended the child tells more.
            guard error == .truncatedStream, let fault = try process.end(limits) else { throw error }
            throw fault
        }
    }
}
