import Files
import PackageFormat

/// The cards that this sender has packed for, each with its package: `CARD PACKAGE TIME` lines, appended and synced.
/// Locked while it is open, so that two packs cannot use one card at once.
public struct UsedCards: ~Copyable {
    private let file: File
    private let path: String
    private let uses: Uses
    private var length: Int

    private typealias Uses = [Identifier: (package: Identifier, at: Instant)]

    /// Opens and locks the list, made when missing; throws where a line is damaged.
    public init(at path: String) throws(SendingError) {
        let file = try Self.open(path)
        let found = try Self.read(file, path: path)
        self.file = file
        self.path = path
        uses = found.uses
        length = found.length
    }

    private static func open(_ path: String) throws(SendingError) -> File {
        do throws(IOError) { return try File(appendingTo: path, mode: 0o600) } catch { throw .io(error) }
    }

    private static func read(
        _ file: borrowing File, path: String
    ) throws(SendingError) -> (uses: Uses, length: Int) {
        let found: [UInt8]?
        do throws(IOError) {
            _ = try file.lock(waiting: true)
            found = try file.contents(cap: 256 << 20)
        } catch { throw .io(error) }
        guard let bytes = found else { throw .usedCardsDamaged(path: path, line: 1) }
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // A last line without its line feed was torn by a power failure before anything was published for it.
        let torn = lines.removeLast()
        let length = bytes.count - torn.count
        var uses: Uses = [:]
        for (number, line) in lines.enumerated() {
            let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
            guard words.count == 3, let card = Identifier(words[0]), let package = Identifier(words[1]),
                let time = Instant(words[2])
            else { throw .usedCardsDamaged(path: path, line: number + 1) }
            uses[card] = (package, time)
        }
        guard !torn.isEmpty else { return (uses, length) }
        do throws(IOError) { try file.truncate(to: length) } catch { throw .io(error) }
        return (uses, length)
    }

    /// Refuses cards that are on the list.
    public func check(_ given: [GivenCard]) throws(SendingError) {
        let problems = given.compactMap { card -> SendingError.CardProblem? in
            let body = card.card.body
            guard let use = uses[body.cardID] else { return nil }
            return .init(path: card.path, card: body, reason: .usedBefore(package: use.package, at: use.at))
        }
        guard problems.isEmpty else { throw .cards(problems) }
    }

    /// Records the use and syncs, before the package gets its name; `publish` failing takes the record back.
    public mutating func record(
        _ cards: [AgreedCard], package: Identifier, at now: Instant, thenPublish publish: () throws(IOError) -> Void
    ) throws(IOError) {
        let text = cards.map { "\($0.body.cardID) \(package) \(now)\n" }.joined()
        do throws(IOError) {
            try file.write(Array(text.utf8))
            try file.sync()
            try publish()
        } catch {
            try? file.truncate(to: length)
            throw error
        }
        length += text.utf8.count
    }
}
