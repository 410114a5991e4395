import PackageFormat
import Pipelining
import Sealing

/// Digests file after file on a thread of its own, beside whatever else is done with the bytes.
public final class FileDigester: @unchecked Sendable {
    /// A part of a file; `endsFile` where nothing of it follows.
    public final class Part: @unchecked Sendable {
        public let buffer = Buffer(capacity: 1 << 20)
        public var endsFile = false
    }

    private final class State: @unchecked Sendable {
        var stream: DigestStream? = DigestStream(.none)
        var digests: [Digest] = []

        /// Runs on the one worker, part after part.
        func take(_ part: Part) {
            stream?.update(part.buffer.filled)
            guard part.endsFile else { return }
            if let finished = stream.take() { digests.append(finished.finalise()) }
            stream = DigestStream(.none)
        }
    }

    private let state = State()
    private let lane: Lane<Part, Never>

    public init() {
        lane = Lane(slots: (0..<4).map { _ in Part() }, workers: 1, returnsSlots: true) { [state] part, _ in
            state.take(part)
        }
    }

    /// An empty part to fill.
    public func acquire() -> Part {
        let part = lane.acquire()
        part.buffer.count = 0
        part.endsFile = false
        return part
    }

    public func submit(_ part: Part) { lane.submit(part) }

    /// Waits for all parts; the digest of each file in order.
    public func finish() -> [Digest] {
        lane.drain()
        return state.digests
    }

    public func stop() { lane.stop() }
}
