import Files
import Glibc
import PackageFormat

/// The one lock of a vault: whoever changes anything holds it, for as long as a record takes or a deletion lasts.
/// Within a process it is taken once, however many steps of one act ask for it.
final class VaultLock {
    private let path: String
    private let mode: mode_t
    private var depth = 0
    private var holder: Holder?

    private final class Holder {
        let file: File
        init(_ file: consuming File) { self.file = file }
    }

    init(at path: String, mode: mode_t) { (self.path, self.mode) = (path, mode) }

    /// Waits for another holder, after `waits` was told what the holder wrote of itself.
    func held<Value: ~Copyable>(
        _ surroundings: VaultSurroundings, _ body: () throws(VaultError) -> Value
    ) throws(VaultError) -> Value {
        if depth == 0 { holder = Holder(try take(surroundings)) }
        depth += 1
        defer {
            depth -= 1
            if depth == 0 { holder = nil }
        }
        return try body()
    }

    private func take(_ surroundings: VaultSurroundings) throws(VaultError) -> File {
        let file = try inVault { () throws(IOError) in try File(appendingTo: path, mode: mode) }
        if try !locked(file) {
            let words = try inVault { () throws(IOError) in try file.bytes(200, at: 0) }
            surroundings.waits(Line(typed: String(decoding: words, as: UTF8.self)))
            while try !locked(file) {
                guard !surroundings.isInterrupted() else { throw .passphrase(.interrupted) }
                usleep(50_000)
            }
        }
        // For whoever waits; a lock that cannot be signed is a lock all the same.
        try? file.truncate(to: 0)
        try? file.write(Array(surroundings.process.description.utf8))
        return file
    }

    private func locked(_ file: borrowing File) throws(VaultError) -> Bool {
        try inVault { () throws(IOError) in try file.lock(waiting: false) }
    }
}

/// What a vault is told of the world around it.
public struct VaultSurroundings: Sendable {
    /// Names this process to others that wait for it, e.g. `unvault open, process 4711 of jdoe`.
    public var process: Line
    /// Called once when another process holds the vault, with what that one says of itself.
    public var waits: @Sendable (Line?) -> Void
    public var isInterrupted: @Sendable () -> Bool

    public init(
        process: Line, waits: @escaping @Sendable (Line?) -> Void = { _ in },
        isInterrupted: @escaping @Sendable () -> Bool = { false }
    ) {
        (self.process, self.waits, self.isInterrupted) = (process, waits, isInterrupted)
    }
}
