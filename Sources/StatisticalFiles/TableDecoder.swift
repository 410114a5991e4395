import Glibc

/// The child's side: one hostile file on a descriptor, frames on another.
public enum TableDecoder {
    /// Gives up every right that it can, for good, then reads `input` and writes to `output`. True when everything was read;
    /// else the stream says why, unless nobody reads it any more.
    public static func run(
        _ format: StatisticalFormat, limits: DecodingLimits, input: Int32 = 0, output: Int32 = 1
    ) -> Bool {
        do throws(Fault) {
            var status = stat()
            guard fstat(input, &status) == 0 else { throw .io(errno) }
            try Sandbox.enter(limits, input: input, output: output)
            let source = Source(descriptor: input, size: Int(status.st_size))
            try Decoding(format, source, limits: limits, into: FrameWriter(descriptor: output)).run()
            return true
        } catch {
            // What the decoding had not sent yet is left out.
            var writer = FrameWriter(descriptor: output)
            try? writer.send(.fault, error.fields)
            return false
        }
    }
}
