import Files
import PackageFormat
import Sealing

/// Why a log cannot be added to, or does not verify.
public enum LogError: Error, Equatable, Sendable {
    case io(IOError)
    case damaged(path: String, Damage)

    public enum Damage: Error, Equatable, Sendable {
        /// There was a log, and its folder is not there.
        case gone
        /// There is no checkpoint, or it is none.
        case checkpointMissing
        case checkpointMalformed
        /// Of another log, or not signed by the ledger key of this vault.
        case checkpointForeign
        /// Fewer events than the checkpoint counts: some were removed.
        case shorter(found: Int, checkpoint: Int)
        /// Events up to the checkpoint are not those that it was made of: edited, removed, inserted or reordered.
        case otherRoot(size: Int)
        /// Fits the checkpoint and is not an event of this log: made by something else that holds the ledger key.
        case malformed(number: Int)
        case badSignature(number: Int)
        /// The first event does not begin a log.
        case notStarted
    }
}

func inLog<Value: ~Copyable>(_ body: () throws(IOError) -> Value) throws(LogError) -> Value {
    do throws(IOError) { return try body() } catch { throw .io(error) }
}
