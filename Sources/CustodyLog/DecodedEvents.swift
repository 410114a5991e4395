import PackageFormat
import Synchronization

/// Events that were decoded already, by the bytes of their lines: an opening asks a log several times, and a log of some years is
/// long. The same bytes give the same events; whether they are those of the checkpoint is looked at each time.
final class DecodedEvents: Sendable {
    private struct Known {
        let text: ArraySlice<UInt8>
        let events: [EventBody]
    }

    /// Of a log's lines; a longer log is decoded anew each time.
    private static let mostBytes = 32 << 20
    private static let mostLogs = 16
    private let logs = Mutex<[Identifier: Known]>([:])

    static let ofThisProcess = DecodedEvents()

    /// Events of the first lines of `text` that are known of `log`.
    func first(of text: ArraySlice<UInt8>, in log: Identifier) -> [EventBody] {
        logs.withLock { logs in
            guard let known = logs[log], text.starts(with: known.text) else { return [] }
            return known.events
        }
    }

    /// `events` are all of `text`, checked to be of `log`.
    func keep(_ events: [EventBody], of text: ArraySlice<UInt8>, in log: Identifier) {
        guard text.count <= Self.mostBytes else { return }
        logs.withLock { logs in
            if logs.count >= Self.mostLogs { logs = [:] }
            logs[log] = Known(text: text, events: events)
        }
    }
}
