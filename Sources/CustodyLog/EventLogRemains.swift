import Files
import PackageFormat
import Sealing

extension EventLog {
    /// Events that are left of a log, in the order of their numbers: every whole line that the ledger key signed, whatever
    /// else stands there, and whether or not a checkpoint counts it. For a log that was put aside since it is damaged.
    public func remains() throws(LogError) -> [EventBody] {
        guard let bytes = try eventBytes() else { return [] }
        let events = bytes.split(separator: UInt8(ascii: "\n")).compactMap { line -> EventBody? in
            guard let event = try? CanonicalJSON.decode(SignedEvent.self, from: line, cap: SignedEvent.maximumLength),
                let verified = try? event.verified(), verified.signers == [ledger]
            else { return nil }
            return verified.body
        }
        // By number: lines that were moved or repeated say no more than they did in their place.
        return events.sorted { $0.number.value < $1.number.value }
    }

    /// Removes what a killed process left of a file of this log that it was about to replace. For the holder of the lock.
    func removePartials() {
        guard let folder = try? File(folder: path), let names = try? leftPartials(in: folder) else { return }
        for name in names { try? folder.remove(name) }
    }
}
