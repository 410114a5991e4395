import Files
import Glibc
import PackageFormat
import Sealing
import TestCast
import Testing

@testable import CustodyLog

@Suite struct EventLogTests {
    @Test func eventsStandInTheirOrder() throws {
        let bench = try LogBench(events: 3)
        let contents = try bench.log.verify()
        #expect(contents.events.map(\.type) == [.logStarted, .refused, .refused, .refused])
        #expect(contents.events.map(\.number.value) == [0, 1, 2, 3] && contents.tornBytes == 0)
        #expect(contents.checkpoint.checkpoint.size == 4)
        // The root is that of the lines as they stand there.
        var tree = MerkleTree()
        for line in bench.lines { tree.append(line.dropLast()) }
        #expect(contents.checkpoint.checkpoint.root == tree.root)
    }

    @Test func severalEventsAreOneStep() throws {
        let bench = try LogBench()
        let events = (0..<3).map { EventBody(.refused, at: Sample.now.advanced(bySeconds: -$0)) }
        try bench.log.append(events, signedBy: signingKey(LogBench.ledger))
        // Their order is that in which they were given, whatever their times.
        #expect(try bench.log.contents().events.dropFirst().map(\.at) == events.map(\.at))
        let before = bench.events
        try bench.log.append([], signedBy: signingKey(LogBench.ledger))
        #expect(bench.events == before)
    }

    /// Events are decoded once in a process; one that stands there instead of another is another.
    @Test func aLogThatWasSetBackIsReadAsItStands() throws {
        let bench = try LogBench(events: 1)
        let (events, checkpoint) = (bench.events, bench.checkpoint)
        try bench.append(2, code: "first")
        #expect(try bench.log.contents().events.compactMap(\.code?.description) == ["expired-0", "first-0", "first-1"])
        (bench.events, bench.checkpoint) = (events, checkpoint)
        #expect(try bench.log.contents().events.compactMap(\.code?.description) == ["expired-0"])
        try bench.append(3, code: "other")
        for _ in 0..<2 {
            let codes = try bench.log.contents().events.compactMap(\.code?.description)
            #expect(codes == ["expired-0", "other-0", "other-1", "other-2"])
        }
    }

    @Test func anEventIsCanonicalAndSigned() throws {
        let bench = try LogBench()
        let log = try bench.log.contents().checkpoint.checkpoint.log
        #expect(
            text(try bench.line(number: 1)).hasPrefix(
                #"{"body":{"at":"2027-01-15T12:00:00Z","log":"\#(log)","number":1,"type":"refused"},"signatures":[{"#))
    }

    @Test func aLogIsMadeOnce() throws {
        let bench = try LogBench()
        #expect(throws: LogError.io(IOError(.create, bench.path, code: EEXIST))) {
            try bench.log.create(LogBench.started, signedBy: signingKey(LogBench.ledger))
        }
        #expect(bench.types == [.logStarted])
    }

    @Test func whatDoesNotBeginALogIsNone() throws {
        let scratch = Scratch()
        let log = EventLog(at: scratch.path + "/log", ledger: signer(LogBench.ledger).key)
        try log.create(EventBody(.refused, at: Sample.now), signedBy: signingKey(LogBench.ledger))
        #expect(throws: LogError.damaged(path: log.path, .notStarted)) { try log.contents() }
    }

    /// What a killed process left of a checkpoint goes with the next event.
    @Test func unfinishedCheckpointsAreRemoved() throws {
        let bench = try LogBench(events: 1)
        for name in [".checkpoint.1a.partial", ".exported.1a.partial", "exported"] {
            bench.scratch.write([], bench.name + "/" + name)
        }
        _ = try bench.log.contents()
        #expect(bench.scratch.read(bench.name + "/.checkpoint.1a.partial") != nil)
        try bench.append(1)
        #expect(bench.scratch.read(bench.name + "/.checkpoint.1a.partial") == nil)
        #expect(bench.scratch.read(bench.name + "/.exported.1a.partial") == nil)
        #expect(bench.scratch.read(bench.name + "/exported") != nil && bench.types.count == 3)
    }

    /// Lines that the ledger key signed, in the order of their numbers, whatever else was done to the log.
    @Test func whatIsLeftOfALog() throws {
        let bench = try LogBench(events: 3)
        let lines = bench.lines
        let stranger = try bench.line(.listed, number: 1, by: Who.stranger)
        bench.lines = [
            lines[3], stranger, Array("nonsense\n".utf8), lines[0], Array(lines[1].dropLast(9)) + [10], lines[2],
        ]
        bench.checkpoint = []
        #expect(try bench.log.remains().map(\.number.value) == [0, 2, 3])
        unlink(bench.path + "/events.jsonl")
        #expect(try bench.log.remains().isEmpty)
    }

    @Test func aLogThatIsNotThereIsGone() throws {
        let bench = try LogBench(events: 1)
        rename(bench.path, bench.path + "-elsewhere")
        #expect(bench.damage == .gone)
        #expect(try bench.log.remains().isEmpty)
    }

    // MARK: Torn ends

    /// What was synced before the power went counts, though no checkpoint says so yet.
    @Test func aWholeEventBehindTheCheckpointCounts() throws {
        let bench = try LogBench(events: 1)
        bench.events += try bench.line(.listed, number: 2)
        #expect(bench.types == [.logStarted, .refused, .listed])
        try bench.append(1)
        #expect(bench.types == [.logStarted, .refused, .listed, .refused] && bench.torn == nil)
        #expect(try bench.log.verify().checkpoint.checkpoint.size == 4)
    }

    @Test func garbageBehindTheCheckpointIsSetAside() throws {
        let next = try LogBench(events: 1)
        let stranger = try next.line(number: 2, by: Who.stranger)
        let elsewhere = try next.line(number: 2, of: Sample.cardID(77))
        let skipped = try next.line(number: 3)
        for garbage in [
            Array("{\"body\":{\"at\":\"20".utf8), [UInt8](repeating: 0, count: 4_096), [10], [10, 10, 10],
            Array(try next.line(number: 2).dropLast()), stranger, elsewhere, skipped, Array("nonsense\n".utf8),
            [0xFF, 0xFE, 10],
        ] as [[UInt8]] {
            let bench = try LogBench(events: 1)
            bench.events += garbage
            let contents = try bench.log.contents()
            #expect(contents.events.count == 2 && contents.tornBytes == garbage.count)
            #expect(throws: Never.self) { try bench.log.verify() }
            try bench.append(1)
            let after = try bench.log.verify()
            #expect(after.events.map(\.type) == [.logStarted, .refused, .tornEnd, .refused])
            #expect(after.events[2].bytes?.value == garbage.count && after.tornBytes == 0)
            #expect(bench.torn == garbage + [10])
        }
    }

    @Test func aWholeEventBeforeGarbageCounts() throws {
        let bench = try LogBench(events: 1)
        let whole = try bench.line(.listed, number: 2)
        bench.events += whole + whole.prefix(50)
        try bench.append(1)
        #expect(bench.types == [.logStarted, .refused, .listed, .tornEnd, .refused])
        #expect(bench.torn == Array(whole.prefix(50)) + [10])
    }

    @Test func whatIsSetAsideAddsUp() throws {
        let bench = try LogBench()
        for word in ["one", "two"] {
            bench.events += Array(word.utf8)
            try bench.append(1)
        }
        #expect(bench.torn == Array("one\ntwo\n".utf8))
    }

    @Test func theCheckpointIsReplacedAsOneStep() throws {
        let bench = try LogBench(events: 1)
        // A process that was killed may leave this beside it.
        bench.scratch.write(Array("half".utf8), "log/.checkpoint.x.partial")
        try bench.append(1)
        #expect(bench.types.count == 3)
    }

    /// The bit that makes what is in a folder its group's comes from the folder above (mkdir(2)).
    @Test func filesHaveTheModeThatWasAskedFor() async {
        await #expect(processExitsWith: .success) {
            umask(0)
            let scratch = Scratch()
            for (mode, folderMode) in [(0o600, 0o700), (0o660, 0o770)] as [(mode_t, mode_t)] {
                let log = EventLog(at: scratch.path + "/\(mode)", ledger: signer(LogBench.ledger).key, mode: mode)
                try log.create(LogBench.started, signedBy: signingKey(LogBench.ledger))
                try log.append([EventBody(.refused, at: Sample.now)], signedBy: signingKey(LogBench.ledger))
                let folder = try File(folder: log.path)
                #expect(try folder.status().mode == folderMode)
                for name in ["events.jsonl", "checkpoint"] { #expect(try folder.status(of: name)?.mode == mode) }
            }
        }
    }
}
