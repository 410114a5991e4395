import Files
import Glibc

/// The parent's end of the stream. It is as hostile as the file: every length is capped before memory is taken.
struct FrameReader: ~Copyable {
    private let stream: File
    private let silentSeconds: Int

    init(_ stream: consuming File, silentSeconds: Int) {
        self.stream = stream
        self.silentSeconds = silentSeconds
    }

    /// The next frame; nil at the end of the stream, where a frame could begin.
    func next() throws(StatisticalFileError) -> (kind: Frame, payload: [UInt8])? {
        let head = try bytes(Frame.headLength)
        guard !head.isEmpty else { return nil }
        guard head.count == Frame.headLength else { throw .truncatedStream }
        guard let kind = Frame(rawValue: head[0]) else { throw .badStream(.unknownFrame) }
        let length = Fields.length(at: 1, in: head)
        guard length <= kind.cap else { throw .badStream(.frameTooLong) }
        let payload = try bytes(length)
        guard payload.count == length else { throw .truncatedStream }
        return (kind, payload)
    }

    /// `count` bytes, fewer at the end of the stream.
    private func bytes(_ count: Int) throws(StatisticalFileError) -> [UInt8] {
        var failure: StatisticalFileError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            do throws(StatisticalFileError) {
                while filled < count {
                    let found = try read(
                        into: UnsafeMutableRawBufferPointer(
                            rebasing: UnsafeMutableRawBufferPointer(buffer)[filled..<count]))
                    guard found > 0 else { break }
                    filled += found
                }
            } catch { failure = error }
        }
        if let failure { throw failure }
        return bytes
    }

    private func read(into buffer: UnsafeMutableRawBufferPointer) throws(StatisticalFileError) -> Int {
        var wanted = pollfd(fd: stream.descriptor, events: Int16(POLLIN), revents: 0)
        while true {
            let ready = poll(&wanted, 1, Int32(clamping: silentSeconds * 1_000))
            if ready < 0, errno == EINTR { continue }
            guard ready >= 0 else { throw .io(IOError(.read, stream.path)) }
            guard ready > 0 else { throw .limit(.silence) }
            let count = Glibc.read(stream.descriptor, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .io(IOError(.read, stream.path)) }
            return count
        }
    }
}
