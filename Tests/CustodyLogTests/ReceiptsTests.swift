import PackageFormat
import Sealing
import TestCast
import Testing

@testable import CustodyLog

@Suite struct ReceiptsTests {
    private static let siteKeys = [signingKey(Who.site).publicKey]

    private func problem(_ text: [UInt8], siteKeys: [SigningPublicKey] = siteKeys) -> Receipts.Problem? {
        do throws(Receipts.Problem) {
            _ = try Receipts(parsing: text).verified(siteKeys: siteKeys)
            return nil
        } catch { return error }
    }

    @Test(arguments: 0...8) func theyContinueWhatWasExported(from: Int) throws {
        let bench = try LogBench(events: 7)
        let before: TreeHash
        if from == 0 {
            before = MerkleTree().root
        } else {
            var tree = MerkleTree()
            for line in bench.lines.prefix(from) { tree.append(line.dropLast()) }
            before = tree.root
        }
        let file = try bench.receipts(from: from).text
        let found = try Receipts(parsing: file).verified(siteKeys: Self.siteKeys)
        #expect(found.events.map(\.number.value) == Array(from..<8) && found.rootBefore == before)
        #expect(found.receipts.from == from && found.receipts.checkpoint.size == 8)
        #expect(found.receipts.organisation == Sample.organisation && found.receipts.site == Sample.site)
        #expect(found.receipts.provider == signer(Who.provider))
        #expect(found.receipts.text == file)
    }

    @Test func theFileIsThatOfTheDocument() throws {
        let bench = try LogBench(events: 2)
        let lines = text(try bench.receipts(from: 1).text).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "microvault/1 receipts" && lines.count == 5 && lines[4] == "")
        #expect(lines[1].hasPrefix(#"{"checkpoint":"microvault/log/"#) && lines[1].contains(#""from":1,"frontier":[""#))
        #expect(Array((lines[2] + "\n" + lines[3] + "\n").utf8) == bench.lines[1...].flatMap { $0 })
    }

    /// Events behind the checkpoint are not receipted before it counts them.
    @Test func theyEndAtTheCheckpoint() throws {
        let bench = try LogBench(events: 1)
        bench.events += try bench.line(.listed, number: 2)
        #expect(try bench.receipts().lines.count == 2)
        bench.events += Array("torn".utf8)
        #expect(problem(try bench.receipts().text) == nil)
    }

    private func altered(
        _ receipts: Receipts, organisation: Line? = nil, site: Line? = nil, endorsement: LedgerEndorsement? = nil,
        log: Identifier? = nil, from: Int? = nil, frontier: [TreeHash]? = nil, checkpoint: CheckpointNote? = nil,
        lines: [[UInt8]]? = nil
    ) -> [UInt8] {
        let old = receipts.header
        let header = Receipts.Header(
            organisation: organisation ?? old.organisation, site: site ?? old.site, provider: old.provider,
            endorsement: endorsement ?? old.endorsement, log: log ?? old.log, from: Count(from ?? old.from.value)!,
            frontier: frontier ?? old.frontier, checkpoint: checkpoint ?? old.checkpoint)
        return Receipts(header: header, lines: lines ?? receipts.lines).text
    }

    @Test func eachFieldIsHeldAgainstTheRest() throws {
        let bench = try LogBench(events: 4)
        let receipts = try bench.receipts(from: 3)
        #expect(problem(receipts.text) == nil && receipts.lines.count == 2)
        #expect(problem(altered(receipts, organisation: Line("Department C")!)) == .endorsement)
        #expect(problem(altered(receipts, site: Line("Other House")!)) == .endorsement)
        #expect(problem(altered(receipts, log: Sample.cardID(9))) == .checkpoint)
        for from in [0, 1, 2, 4, 7] { #expect(problem(altered(receipts, from: from)) == .otherRoot) }
        // As many bits, and so as many hashes; then the numbers of the events do not fit.
        #expect(problem(altered(receipts, from: 5)) == .event(number: 5))
        #expect(problem(altered(receipts, frontier: receipts.header.frontier.reversed())) == .otherRoot)
        #expect(problem(altered(receipts, frontier: [])) == .otherRoot)
        #expect(problem(altered(receipts, frontier: receipts.header.frontier + [MerkleTree().root])) == .otherRoot)
        #expect(problem(altered(receipts, lines: [receipts.lines[0]])) == .otherRoot)
        #expect(problem(altered(receipts, lines: [])) == .otherRoot)
        #expect(problem(altered(receipts, lines: receipts.lines.reversed())) == .event(number: 3))
        #expect(problem(altered(receipts, lines: receipts.lines + [receipts.lines[1]])) == .event(number: 5))
        let edited = Array(text(receipts.lines[1]).replacing("expired", with: "exposed").utf8)
        #expect(problem(altered(receipts, lines: [receipts.lines[0], edited])) == .event(number: 4))
        let other = try LogBench("other", events: 4).receipts(from: 3)
        #expect(problem(altered(receipts, checkpoint: other.header.checkpoint)) == .checkpoint)
        #expect(problem(altered(receipts, lines: other.lines)) == .event(number: 3))
        let own = receipts.checkpoint
        let strange = CheckpointNote(own, signedBy: signingKey(Who.stranger))
        #expect(problem(altered(receipts, checkpoint: strange)) == .checkpoint)
        let shorter = CheckpointNote(
            Checkpoint(log: own.log, size: 4, root: own.root), signedBy: signingKey(LogBench.ledger))
        #expect(problem(altered(receipts, checkpoint: shorter)) == .otherRoot)
    }

    @Test func theEndorsementIsTheSites() throws {
        let receipts = try LogBench(events: 1).receipts()
        for keys in [[], [signer(Who.otherSite).key]] {
            #expect(problem(receipts.text, siteKeys: keys) == .endorsement)
        }
        #expect(problem(receipts.text, siteKeys: [signer(Who.otherSite).key] + Self.siteKeys) == nil)
        let body = LogBench.endorsement.body
        // By somebody else, and by the site and somebody else.
        let strange = LedgerEndorsement(body, signedBy: signingKey(Who.stranger))
        #expect(problem(altered(receipts, endorsement: strange)) == .endorsement)
        let both = LogBench.endorsement.signed(by: signingKey(Who.stranger))
        #expect(problem(altered(receipts, endorsement: both)) == .endorsement)
        // Of another ledger key.
        let other = LedgerEndorsement(
            LedgerKeyBody(
                organisation: body.organisation, site: body.site, ledgerKey: signer(Who.stranger), madeAt: body.madeAt),
            signedBy: signingKey(Who.site))
        #expect(problem(altered(receipts, endorsement: other)) == .checkpoint)
    }

    @Test func otherFilesAreNone() throws {
        let good = text(try LogBench(events: 1).receipts().text)
        for (file, expected) in [
            ("", Receipts.Problem.notReceipts), ("microvault/1 receipts\n", .notReceipts),
            (String(good.dropLast()), .notReceipts), (good.replacing("receipts\n", with: "card\n"), .notReceipts),
            (good.replacing("microvault/1", with: "microvault/2"), .newerVersion),
            (good.replacing("\"from\":0", with: "\"from\": 0"), .malformed(line: 2)),
            (good.replacing("\"from\":0", with: "\"from\":-1"), .malformed(line: 2)),
            (good + "\n", .event(number: 2)),
        ] {
            #expect(problem(Array(file.utf8)) == expected, "\(file.prefix(30))")
        }
        #expect(problem([UInt8](repeating: 0x0A, count: 100)) == .notReceipts)
    }

    /// A register holds the next receipts against the checkpoint that it has.
    @Test func aForkAndAShrunkLogAreSeen() throws {
        let bench = try LogBench(events: 3)
        let fork = (bench.events, bench.checkpoint)
        try bench.append(2, code: "mine")
        let seen = try bench.receipts().checkpoint
        try bench.append(1)
        let honest = try bench.receipts(from: seen.size).verified(siteKeys: Self.siteKeys)
        #expect(honest.rootBefore == seen.root)
        (bench.events, bench.checkpoint) = fork
        #expect(try bench.receipts().checkpoint.size < seen.size)
        try bench.append(2, code: "other")
        let forked = try bench.receipts(from: seen.size).verified(siteKeys: Self.siteKeys)
        #expect(forked.receipts.checkpoint.log == seen.log && forked.rootBefore != seen.root)
    }
}
