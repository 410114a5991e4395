import Synchronization

/// What was worked out of some bytes before, in this process: the same keys stand in each of a thousand cards and in each event
/// of a log, the same endorsement before each of its files.
///
/// By bytes, since two strings can be equal that are not the same bytes.
public final class Remembered<Value: Sendable>: Sendable {
    private let most: Int
    private let known = Mutex<[[UInt8]: Value]>([:])

    /// Remembers no more than `most` values.
    public init(most: Int) { self.most = most }

    /// The value of `bytes`: known, or found by `find` now. Nil is not remembered.
    public func value(of bytes: [UInt8], _ find: () -> Value?) -> Value? {
        if let value = known.withLock({ $0[bytes] }) { return value }
        guard let value = find() else { return nil }
        known.withLock { known in
            // Whoever sends new ones by the thousand makes the others be worked out again, and no more.
            if known.count >= most { known.removeAll(keepingCapacity: true) }
            known[bytes] = value
        }
        return value
    }
}
