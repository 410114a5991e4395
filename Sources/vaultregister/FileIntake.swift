import CommandLineSupport
import DeadlineRegister
import Files
import Glibc
import PackageFormat
import Pipelining
import Synchronization

/// Files into the register, a batch at a time, so that memory does not grow with their number. While one batch is added the next is
/// checked, and the one behind that is read.
struct FileIntake {
    static let mostFiles = 1_024
    static let mostBytes = 32 << 20

    /// What is added at a time.
    private final class Batch: Sendable {
        private let prepared = Mutex<PreparedArrivals?>(nil)
        private let added = Mutex<[AddedRecord]>([])

        func put(_ arrivals: PreparedArrivals) { prepared.withLock { $0 = arrivals } }
        func finish(_ records: [AddedRecord]) { added.withLock { $0 = records } }
        func takeArrivals() -> PreparedArrivals? { prepared.withLock { $0.take() } }

        func takeAdded() -> [AddedRecord] {
            added.withLock { added in
                defer { added = [] }
                return added
            }
        }
    }

    var report = IntakeReport()
    private let register: Register
    private let lane: Lane<Batch, RegisterError>
    private let progress: Progress
    private var next: [Arrival] = []
    private var bytes = 0
    private var added = 0

    /// Whoever made one stops it, whatever happened.
    init(register: Register, quiet: Bool) {
        progress = Progress("adding", total: nil, of: .things("files"), quiet: quiet)
        self.register = register
        lane = Lane(slots: [Batch()], workers: 1, returnsSlots: true) { (batch, _) throws(RegisterError) in
            guard let arrivals = batch.takeArrivals() else { return }
            batch.finish(try register.add(arrivals, now: Surroundings.now))
        }
    }

    /// Waits for the batch that is being added.
    func stop() {
        progress.finish()
        lane.stop()
    }

    /// A file, a folder or `-`.
    mutating func take(_ path: String) throws {
        guard path != "-" else {
            return try take(named: "-") { () throws(Arrival.Problem) in
                let input: File
                do throws(IOError) {
                    input = try File.adopting(descriptor: 0, path: "standard input").duplicate()
                } catch {
                    throw .io(error)
                }
                return try Arrival(name: "-", from: input, size: nil)
            }
        }
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return try takeFolder(path, depth: 0) }
        try take(named: path) { () throws(Arrival.Problem) in try Arrival(reading: path) }
    }

    /// All files below, hidden ones and links left out; in the order of `ls -v`, so that the same folder gives the same register,
    /// and the tenth part of a log comes behind the ninth and needs not wait.
    private mutating func takeFolder(_ path: String, depth: Int) throws {
        guard depth < 64 else {
            return report.problems.append(
                Words(.inputOutput, "\(quoted(path)) is too deep", hint: "name its folders one by one"))
        }
        let names: [FileName]
        do throws(IOError) { names = try File(folder: path).fileNames() } catch {
            return report.problems.append(error.words)
        }
        for name in names.sorted(by: { $0.comesBefore($1) })
        where name.bytes.first != UInt8(ascii: ".") {
            guard !Interrupts.haveCome else { throw ExitStatus.interrupted }
            let below = joinPath(path, name.text)
            var status = stat()
            guard lstat(below, &status) == 0 else { continue }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: try takeFolder(below, depth: depth + 1)
            case S_IFREG:
                try take(named: below, isNamed: false) { () throws(Arrival.Problem) in try Arrival(reading: below) }
            default: report.passedOver += 1
            }
        }
    }

    private mutating func take(
        named name: String, isNamed: Bool = true, _ read: () throws(Arrival.Problem) -> Arrival
    ) throws {
        guard !Interrupts.haveCome else { throw ExitStatus.interrupted }
        do throws(Arrival.Problem) {
            let arrival = try read()
            next.append(arrival)
            bytes += arrival.content.count
        } catch {
            // A folder may hold other things too; what was named by itself should be one of ours.
            if case .unrecognised = error, !isNamed {
                report.passedOver += 1
            } else {
                report.problems.append(error.words(about: name))
            }
        }
        if next.count >= Self.mostFiles || bytes >= Self.mostBytes { try send() }
    }

    /// Hands over what was gathered, once the batch before is added.
    private mutating func send() throws {
        let prepared = try register.prepare(next)
        (next, bytes) = ([], 0)
        let batch = try lane.acquire()
        take(batch)
        batch.put(prepared)
        lane.submit(batch)
    }

    /// Adds what is left; when this returns all of it is on the disk.
    mutating func finish() throws {
        if !next.isEmpty { try send() }
        try lane.drain()
        let batch = try lane.acquire()
        take(batch)
        lane.release(batch)
        progress.finish()
    }

    private mutating func take(_ batch: Batch) {
        let records = batch.takeAdded()
        report.take(records)
        added += records.count
        progress.advance(to: added)
    }
}

/// What became of the files.
struct IntakeReport {
    private(set) var taken: [Arrival.Kind: Int] = [:]
    private(set) var repeated = 0
    private(set) var aside: [AddedRecord] = []
    private var countAside: Int { aside.count }
    var passedOver = 0
    var problems: [Words] = []

    /// A register can be given a hundred thousand files: so many are named.
    static let mostNamed = 50

    mutating func take(_ added: [AddedRecord]) {
        for record in added {
            if record.isRepeated, record.state == .taken {
                repeated += 1
            } else if record.state == .taken {
                taken[record.kind, default: 0] += 1
            } else {
                aside.append(record)
            }
        }
    }

    /// A later file may have brought what an earlier one waited for.
    mutating func lookAgain(in register: Register) throws {
        let now = try register.standing(of: aside.map(\.record))
        for (record, standing) in zip(aside, now) where standing.state == .taken {
            taken[record.kind, default: 0] += 1
        }
        aside = zip(aside, now).compactMap { record, standing in
            standing.state == .taken ? nil : record.standing(standing.state, standing.reason)
        }
    }

    func say(quiet: Bool) {
        for record in aside.prefix(Self.mostNamed) {
            Output.notice("kept aside: \(shown(record.name)): \(record.reason?.inWords ?? "")")
        }
        if countAside > Self.mostNamed {
            Output.notice("and \(counted(countAside - Self.mostNamed, "more")) kept aside")
        }
        for problem in problems { Output.error(tool: "vaultregister", problem) }
        guard !quiet else { return }
        let words = Arrival.Kind.allCases.compactMap { kind in taken[kind].map { counted($0, kind.one, kind.many) } }
        var parts = [words.isEmpty ? "nothing new" : "added \(words.joined(separator: ", "))"]
        if repeated > 0 { parts.append("\(counted(repeated, "file")) known already") }
        if countAside > 0 { parts.append("\(counted(countAside, "file")) kept aside") }
        if passedOver > 0 { parts.append("\(counted(passedOver, "other file")) passed over") }
        Output.notice(parts.joined(separator: "; "))
        if countAside > 0 { Output.notice("next: \"vaultregister check\" says what each of them needs") }
    }

    /// That of the first problem; something that is not authentic counts before what only waits.
    var status: ExitStatus? {
        if let problem = problems.first { return problem.status }
        if aside.contains(where: { $0.state == .refused }) { return .notAuthentic }
        return aside.contains { $0.reason == .newerTool } ? .newerTool : nil
    }
}
