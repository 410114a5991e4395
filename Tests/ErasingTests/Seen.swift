import Synchronization

/// Numbers that a callback was given, from whatever thread.
final class Seen: Sendable {
    private let list = Mutex<[Int]>([])
    var values: [Int] { list.withLock { $0 } }
    func add(_ value: Int) { list.withLock { $0.append(value) } }

    /// How many there are now, this one included.
    func count(_ value: Int = 0) -> Int {
        list.withLock { list in
            list.append(value)
            return list.count
        }
    }
}
