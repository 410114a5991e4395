import CustodyLog
import FoundationEssentials
import GRDB
import PackageFormat
import Pipelining
import Synchronization

/// How a record stands.
public enum RecordState: String, Codable, Sendable { case taken, waiting, refused }

/// What became of one arrival.
public struct AddedRecord: Sendable {
    /// Its number in the register.
    public let record: Int64
    public let name: String
    public let kind: Arrival.Kind
    public let state: RecordState
    public let reason: AsideReason?
    /// It had come before: nothing was done.
    public let isRepeated: Bool

    /// As it stands now.
    public func standing(_ state: RecordState, _ reason: AsideReason?) -> AddedRecord {
        AddedRecord(record: record, name: name, kind: kind, state: state, reason: reason, isRepeated: isRepeated)
    }
}

extension Register {
    /// Adds arrivals, each in a transaction of its own, and looks again at what waited for them. Signatures are checked on all
    /// cores before. When this returns, all of it is on the disk.
    ///
    /// 1. read and checked by itself  2. kept as it came  3. held against keys and packages  4. what waited for it
    public func add(_ arrivals: [Arrival], now: Instant) throws(RegisterError) -> [AddedRecord] {
        let sorted = arrivals.map { (order: ($0.kind.order, $0.order), arrival: $0) }.sorted { $0.order < $1.order }
            .map(\.arrival)
        let known = try known(sorted)
        let ahead = ReadAhead(sorted, known)
        defer { ahead.stop() }
        var added: [AddedRecord] = []
        for arrival in sorted { added.append(try add(arrival, ahead.next(), now: now)) }
        try lookAgain()
        try settle()
        return added
    }

    private func known(_ arrivals: [Arrival]) throws(RegisterError) -> [Bool] {
        try read { db in
            let statement = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM record WHERE digest = ?)")
            return try arrivals.map { arrival in
                try Bool.fetchOne(statement, arguments: [Data(arrival.digest.bytes)]) == true
            }
        }
    }

    private func add(_ arrival: Arrival, _ reading: Reading?, now: Instant) throws(RegisterError) -> AddedRecord {
        while true {
            if let added = try tryAdd(arrival, reading, now: now) { return added }
            try lookAgain()
        }
    }

    /// Nil where others have their turn first.
    func tryAdd(_ arrival: Arrival, _ reading: Reading?, now: Instant) throws(RegisterError) -> AddedRecord? {
        try write { db in
            guard try !Intake(db, now: now).isQueued else { return nil }
            let known = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT state, reason, number FROM record WHERE digest = ?"),
                arguments: [Data(arrival.digest.bytes)])
            if let known {
                let reason = (known[1] as String?).flatMap(AsideReason.init)
                return AddedRecord(
                    record: known[2], name: arrival.name, kind: arrival.kind,
                    state: RecordState(rawValue: known[0]) ?? .taken, reason: reason, isRepeated: true)
            }
            try db.cachedStatement(
                sql: """
                    INSERT INTO record (digest, kind, name, added_at, state, content) VALUES (?, ?, ?, ?, 'waiting', ?)
                    """
            ).execute(
                arguments: [
                    Data(arrival.digest.bytes), arrival.kind.rawValue, arrival.name, now.secondsSinceEpoch,
                    Data(arrival.content),
                ])
            let number = db.lastInsertedRowID
            var intake = Intake(db, now: now)
            let outcome = try intake.settle(reading ?? Reading(arrival), record: number)
            return AddedRecord(
                record: number, name: arrival.name, kind: arrival.kind, state: outcome.state, reason: outcome.reason,
                isRepeated: false)
        }
    }

    /// How records stand now: what was kept aside may have been taken since.
    public func standing(of records: [Int64]) throws(RegisterError) -> [(state: RecordState, reason: AsideReason?)] {
        try read { db in
            let statement = try db.cachedStatement(sql: "SELECT state, reason FROM record WHERE number = ?")
            return try records.map { number in
                guard let row = try Row.fetchOne(statement, arguments: [number]),
                    let state = RecordState(rawValue: row[0])
                else { throw Inconsistency(table: "record") }
                return (state, (row[1] as String?).flatMap(AsideReason.init))
            }
        }
    }

    /// Looks again at what waits for something that came. Also what an earlier run that was cut short left to do.
    public func lookAgain() throws(RegisterError) {
        try inDatabase(at: path) { try StepByStep(database: database).lookAgain() }
    }
}

/// Checks the next arrivals on all cores while those before are kept.
private final class ReadAhead {
    /// An arrival on its way, one at a time.
    private final class Slot: Sendable {
        private let reading = Mutex<Reading?>(nil)

        func take() -> Reading? {
            reading.withLock { reading in
                defer { reading = nil }
                return reading
            }
        }

        func put(_ found: Reading?) { reading.withLock { $0 = found } }
    }

    /// Enough for the workers to go on while something long is kept, and little memory.
    private static let most = 64
    private let lane: Lane<Slot, Never>
    private let count: Int
    private var submitted = 0
    private var taken = 0

    init(_ arrivals: [Arrival], _ known: [Bool]) {
        count = arrivals.count
        lane = Lane(slots: (0..<Self.most).map { _ in Slot() }, workers: workerCount) { slot, task in
            slot.put(known[task.number] ? nil : Reading(arrivals[task.number]))
        }
    }

    /// The reading of the next arrival; nil where it was known.
    func next() -> Reading? {
        while submitted < count, submitted - taken < Self.most {
            lane.submit(lane.acquire())
            submitted += 1
        }
        guard let slot = lane.next() else { return nil }
        let reading = slot.take()
        lane.release(slot)
        taken += 1
        return reading
    }

    /// Ends what still runs; also after an error.
    func stop() { lane.stop() }
}

extension Arrival {
    /// Receipts of one log by their place in it.
    fileprivate var order: Int {
        guard kind == .receipts, let found = Receipts.first(in: content) else { return 0 }
        return found
    }
}

extension Intake {
    /// Takes a record that is kept already, and notes what became of it.
    mutating func settle(_ reading: Reading, record: Int64) throws -> Outcome {
        var outcome = Outcome.taken
        try db.inSavepoint {
            outcome = try take(reading, record: record)
            // What is kept aside changed nothing.
            return outcome.state == .taken ? .commit : .rollback
        }
        if outcome.state != .taken { unlocked = [] }
        try db.cachedStatement(
            sql: "UPDATE record SET state = ?, reason = ?, awaits = ?, subject = ? WHERE number = ?"
        ).execute(
            arguments: [outcome.state.rawValue, outcome.reason?.rawValue, outcome.awaits, outcome.subject, record])
        try storeUnlocked()
        return outcome
    }

    /// Whether something came that others wait for, and they were not all looked at again.
    var isQueued: Bool {
        get throws { try Bool.fetchOne(db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM unlocked)")) == true }
    }
}

extension Outcome {
    var state: RecordState {
        switch self {
        case .taken: .taken
        case .waiting: .waiting
        case .refused: .refused
        }
    }

    var reason: AsideReason? {
        switch self {
        case .taken: nil
        case .waiting(let reason, _), .refused(let reason, _): reason
        }
    }

    var awaits: String? {
        guard case .waiting(_, let awaited) = self else { return nil }
        return awaited.description
    }

    var subject: String? {
        guard case .refused(_, let subject) = self, !subject.isEmpty else { return nil }
        return subject
    }
}
