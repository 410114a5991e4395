import Files
import Glibc
import PackageFormat
import Sealing
import TestCast
import Testing

@testable import CustodyLog

/// What somebody who can write the files, and does not hold the ledger key, tries; then what one who holds it can.
@Suite struct LogAttackTests {
    private func otherRoot(_ size: Int) -> LogError.Damage { .otherRoot(size: size) }

    @Test func anEditIsFound() throws {
        for place in 0..<5 {
            let bench = try LogBench(events: 4)
            bench.lines[place] = Array(text(bench.lines[place]).replacing("2027-01-15", with: "2027-01-16").utf8)
            #expect(bench.damage == otherRoot(5))
        }
    }

    /// Every bit of a line would do; one in each part of it is tried.
    @Test func aBitIsFound() throws {
        let whole = try LogBench(events: 2)
        let length = whole.events.count
        for place in stride(from: 0, to: length, by: 97) {
            let bench = try LogBench(events: 2)
            bench.events[place] ^= 1
            #expect(bench.damage != nil, "byte \(place)")
        }
    }

    @Test func aRemovedEventIsFound() throws {
        for place in 0..<5 {
            let bench = try LogBench(events: 4)
            bench.lines.remove(at: place)
            #expect(bench.damage == .shorter(found: 4, checkpoint: 5))
        }
    }

    /// Behind the last one it would be torn: its number is not the next.
    @Test func anInsertedEventIsFound() throws {
        for place in 0..<4 {
            let bench = try LogBench(events: 4)
            bench.lines.insert(bench.lines[place], at: place)
            #expect(bench.damage == otherRoot(5))
        }
    }

    @Test func aReorderIsFound() throws {
        for place in 0..<4 {
            let bench = try LogBench(events: 4)
            bench.lines.swapAt(place, place + 1)
            #expect(bench.damage == otherRoot(5))
        }
    }

    @Test func aTruncatedLogIsFound() throws {
        let bench = try LogBench(events: 3)
        let whole = bench.events
        for length in [0, 1, whole.count / 2, whole.count - 1] {
            bench.events = Array(whole.prefix(length))
            let found = whole.prefix(length).count { $0 == 10 }
            #expect(bench.damage == .shorter(found: found, checkpoint: 4))
        }
        unlink(bench.path + "/events.jsonl")
        #expect(bench.damage == otherRoot(4))
    }

    @Test func aMissingCheckpointIsFound() throws {
        let bench = try LogBench(events: 1)
        unlink(bench.path + "/checkpoint")
        #expect(bench.damage == .checkpointMissing)
        for content in ["", "nonsense", text(bench.checkpoint) + "\n"] {
            bench.checkpoint = Array(content.utf8)
            #expect(bench.damage == .checkpointMalformed)
        }
    }

    /// Behind an older checkpoint the later events still count, since they are signed: nothing is lost and nothing won.
    @Test func anOlderCheckpointAloneHidesNothing() throws {
        let bench = try LogBench(events: 1)
        let older = bench.checkpoint
        try bench.append(2)
        bench.checkpoint = older
        #expect(bench.types.count == 4)
        #expect(try bench.log.verify().checkpoint.checkpoint.size == 2)
        try bench.append(1)
        #expect(try bench.log.verify().checkpoint.checkpoint.size == 5)
    }

    @Test func aCheckpointOfAnotherLogIsFound() throws {
        let (bench, other) = (try LogBench(events: 1), try LogBench("other", events: 1))
        bench.checkpoint = other.checkpoint
        #expect(bench.damage == otherRoot(2))
        // With its events it is that log, whole: a vault tells its logs by their folders.
        bench.events = other.events
        #expect(throws: Never.self) { try bench.log.verify() }
    }

    @Test func aCheckpointByAnotherKeyIsFound() throws {
        let bench = try LogBench(events: 1)
        let own = try bench.log.contents().checkpoint.checkpoint
        bench.checkpoint = Array(CheckpointNote(own, signedBy: signingKey(Who.stranger)).description.utf8)
        #expect(bench.damage == .checkpointForeign)
    }

    @Test func aCheckpointOfNothingIsNone() throws {
        let bench = try LogBench()
        let log = try bench.log.contents().checkpoint.checkpoint.log
        let empty = Checkpoint(log: log, size: 0, root: MerkleTree().root)
        bench.checkpoint = Array(CheckpointNote(empty, signedBy: signingKey(LogBench.ledger)).description.utf8)
        #expect(bench.damage == .checkpointMalformed)
    }

    /// Whoever holds the ledger key can make a log that fits its checkpoint; what is no event of it is still told.
    @Test func eventsThatFitTheCheckpointAreEvents() throws {
        for (number, line) in try [
            Array("nonsense\n".utf8), LogBench().line(number: 7), LogBench().line(number: 1, of: Sample.cardID(1)),
        ].enumerated() {
            let bench = try LogBench()
            bench.events += line
            try bench.resign()
            #expect(throws: LogError.damaged(path: bench.path, .malformed(number: 1)), "\(number)") {
                try bench.log.contents()
            }
        }
        let bench = try LogBench()
        bench.events += try bench.line(number: 1, by: Who.stranger)
        try bench.resign()
        #expect(throws: LogError.damaged(path: bench.path, .badSignature(number: 1))) { try bench.log.verify() }
    }

    // MARK: The limits that docs/custody-log.md states

    /// An older copy of the whole log verifies here; receipts against a later checkpoint tell.
    @Test func anOldCopyOfTheWholeLogIsFoundByTheRegisterAlone() throws {
        let bench = try LogBench(events: 2)
        let old = (bench.events, bench.checkpoint)
        try bench.append(3, code: "later")
        let seen = try bench.receipts().verified(siteKeys: [signingKey(Who.site).publicKey])
        (bench.events, bench.checkpoint) = old
        #expect(throws: Never.self) { try bench.log.verify() }
        // It goes on, and has other events where the register has some already.
        let shrunk = try bench.receipts()
        #expect(shrunk.checkpoint.size < seen.receipts.checkpoint.size)
        try bench.append(5, code: "other")
        let next = try bench.receipts(from: seen.receipts.checkpoint.size).verified(
            siteKeys: [signingKey(Who.site).publicKey])
        #expect(next.receipts.checkpoint.log == seen.receipts.checkpoint.log)
        #expect(next.rootBefore != seen.receipts.checkpoint.root)
    }

    @Test func aLogRewrittenWithTheKeyIsFoundByTheRegisterAlone() throws {
        let bench = try LogBench(events: 3)
        let seen = try bench.receipts().checkpoint
        let first = bench.lines[0]
        bench.lines = [first]
        for number in 1..<6 { bench.events += try bench.line(.listed, number: number) }
        try bench.resign()
        #expect(throws: Never.self) { try bench.log.verify() }
        let next = try bench.receipts(from: seen.size).verified(siteKeys: [signingKey(Who.site).publicKey])
        #expect(next.rootBefore != seen.root)
    }
}

extension LogBench {
    /// A checkpoint of all lines as they are, as whoever holds the key would sign it.
    func resign() throws {
        let log = try #require(CheckpointNote(text(checkpoint))).checkpoint.log
        var tree = MerkleTree()
        for line in lines { tree.append(line.dropLast()) }
        let note = CheckpointNote(
            Checkpoint(log: log, size: tree.size, root: tree.root), signedBy: signingKey(Self.ledger))
        checkpoint = Array(note.description.utf8)
    }
}
