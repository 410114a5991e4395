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
    /// Begins to check arrivals on all cores, while others are added. Each is checked by itself.
    public func prepare(_ arrivals: [Arrival]) throws(RegisterError) -> PreparedArrivals {
        let sorted = arrivals.map { (order: ($0.kind.order, $0.order), arrival: $0) }.sorted { $0.order < $1.order }
            .map(\.arrival)
        return PreparedArrivals(sorted, isKnown: try known(sorted))
    }

    /// Adds arrivals, each in a transaction of its own, and looks again at what waited for them. When this returns, all of it is on
    /// the disk.
    ///
    /// 1. read and checked by itself  2. kept as it came  3. held against keys and packages  4. what waited for it
    public func add(_ prepared: PreparedArrivals, now: Instant) throws(RegisterError) -> [AddedRecord] {
        defer { prepared.stop() }
        var added: [AddedRecord] = []
        for arrival in prepared.arrivals { added.append(try add(arrival, prepared.next(), now: now)) }
        try lookAgain()
        try settle()
        return added
    }

    /// Both, for a few.
    func add(_ arrivals: [Arrival], now: Instant) throws(RegisterError) -> [AddedRecord] {
        try add(prepare(arrivals), now: now)
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

/// Arrivals that are checked on all cores, ahead of whoever adds them.
public final class PreparedArrivals: Sendable {
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

    /// How far it is; bytes are those of the files between.
    private struct Course {
        var submitted = 0
        var taken = 0
        var bytes = 0
    }

    /// A whole batch of small files: heads and receipts cost more to check, certificates more to keep.
    private static let most = 1_024
    private static let mostBytes = 16 << 20

    let arrivals: [Arrival]
    private let lane: Lane<Slot, Never>
    private let course = Mutex(Course())

    fileprivate init(_ arrivals: [Arrival], isKnown: [Bool]) {
        self.arrivals = arrivals
        // One file alone is no work for more than one thread.
        let slots = max(1, min(Self.most, arrivals.count))
        lane = Lane(slots: (0..<slots).map { _ in Slot() }, workers: min(workerCount, slots)) { slot, task in
            slot.put(isKnown[task.number] ? nil : Reading(arrivals[task.number]))
        }
        course.withLock { submit(&$0) }
    }

    deinit { lane.stop() }

    private func submit(_ course: inout Course) {
        while course.submitted < arrivals.count, course.submitted - course.taken < Self.most,
            course.bytes < Self.mostBytes
        {
            lane.submit(lane.acquire())
            course.bytes += arrivals[course.submitted].content.count
            course.submitted += 1
        }
    }

    /// The reading of the next arrival; nil where it was known. For one thread.
    fileprivate func next() -> Reading? {
        guard let slot = lane.next() else { return nil }
        let reading = slot.take()
        lane.release(slot)
        course.withLock { course in
            course.bytes -= arrivals[course.taken].content.count
            course.taken += 1
            submit(&course)
        }
        return reading
    }

    /// Waits for what is still checked; also after an error.
    fileprivate func stop() { lane.stop() }
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
