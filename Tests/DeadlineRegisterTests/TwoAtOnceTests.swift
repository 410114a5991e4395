import CustodyLog
import Dispatch
import GRDB
import PackageFormat
import Synchronization
import TestCast
import Testing

@testable import DeadlineRegister

/// Several who add to one register at the same time lose nothing, and their work can be replayed.
@Suite struct TwoAtOnceTests {
    /// Packages, each with receipts of a site and a certificate, and the site's log in parts.
    private func files(_ scratch: Scratch) throws -> [[UInt8]] {
        let site = try Site(scratch)
        var files: [[UInt8]] = []
        for number in 1...12 {
            let sent = try Sent(number, to: [Sample.card(UInt8(number))])
            let from = try site.size
            try site.open(sent, at: Sample.now.advanced(bySeconds: number))
            files.append(sent.bytes)
            files.append(try site.receipts(from: number == 1 ? 0 : from))
            files.append(
                try site.certificate(of: sent, card: number, at: Sample.now.advanced(bySeconds: number), number: number)
            )
            if number.isMultiple(of: 3) { files.append(sent.hold()) }
        }
        return files
    }

    @Test(arguments: 0..<2) func fourAtOnceLoseNothing(round: Int) throws {
        let desk = try Desk(trusting: [])
        let all = try files(desk.scratch)
        var generator = SeededGenerator(seed: UInt64(round))
        // Each adds all of it in an order of its own, one of them the key in between.
        let orders = try (0..<4).map { _ in try all.shuffled(using: &generator).map { try desk.arrival($0) } }
        let problems = Mutex<[String]>([])
        let path = desk.path
        DispatchQueue.concurrentPerform(iterations: 4) { worker in
            do {
                let register = try Register(at: path)
                for (number, arrival) in orders[worker].enumerated() {
                    _ = try register.add([arrival], now: Sample.now)
                    if worker == round % 4, number == 10 {
                        try register.trust(
                            .init(signer(Who.provider).key, comment: "A"), as: .provider, now: Sample.now)
                    }
                }
            } catch { problems.withLock { $0.append("\(error)") } }
        }
        #expect(problems.withLock { $0 } == [])
        let copies = try desk.copies()
        #expect(copies.count == 12 && copies.allSatisfy { $0.state == .deleted && $0.openings == 1 })
        #expect(try desk.reasons() == [] && desk.findings() == [])
        #expect(copies.filter { $0.holdReason != nil }.count == 4)
        #expect(try desk.register.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM unlocked") } == 0)
        try desk.expectSound()
    }

    /// Cut short behind what came, and before what waited for it had its turn: the next who adds goes on.
    @Test func whatARunThatWasCutShortLeftIsDoneByTheNext() throws {
        let desk = try Desk()
        let (sent, site) = (try Sent(), try Site(desk.scratch))
        try site.open(sent)
        try desk.add(try site.receipts(), expecting: .unknownSite)
        try desk.add(try site.certificate(of: sent), expecting: .unknownPackage)
        // As `add` does it, up to the first commit.
        let head = try desk.arrival(sent.bytes)
        _ = try desk.register.tryAdd(head, nil, now: Sample.now)
        #expect(try desk.reasons().count == 2 && desk.state() == .sent)
        try desk.add(Sample.card(9).text, expecting: nil)
        #expect(try desk.reasons().isEmpty && desk.state() == .deleted)
        try desk.expectSound()
    }
}
