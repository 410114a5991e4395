import Files
import Glibc
import Opening
import PackageFormat
import Pipelining
import Sealing
import TestCast
import Testing

@testable import Custody

@Suite struct JournalTests {
    private let desk = VaultDesk()

    private func opened(_ facts: PackageFacts) -> OpeningEvent {
        .opened(facts, person: Sample.person, destination: "data", files: 2, bytes: 9)
    }

    @Test func eventsAreLinesOfCanonicalJSON() throws {
        let vault = try desk.create()
        let package = try facts()
        try vault.record(.received(package), at: Sample.now)
        try vault.record(
            .intended(package, person: Sample.person, destination: "data", staging: ".data.x", storage: "ext4"),
            at: Sample.now)
        try vault.record(.refused(package, person: nil, code: "expired"), at: Sample.now)
        try vault.record(opened(package), at: Sample.now)
        let about = #""package_hash":"\#(package.packageHash)","package_id":"\#(package.packageID)""#
        let start = #"{"at":"2027-01-15T12:00:00Z","#
        let card = #""card":"\#(Sample.cardID(1))","#
        let end = #""reference":"DSA-2026-014","revision":1,"signed_at":"2027-01-10T10:00:00Z""#
        #expect(
            desk.lines() == [
                start + card + #""event":"received","# + about + "," + end + "}",
                start + card + #""destination":"data","event":"open-intended","# + about
                    + #","person":"J. Doe","# + end + #","staging":".data.x","storage":"ext4"}"#,
                start + card + #""code":"expired","event":"refused","# + about + "," + end + "}",
                start + #""bytes":9,"# + card + #""destination":"data","event":"opened","files":2,"# + about
                    + #","person":"J. Doe","# + end + "}",
            ])
    }

    @Test func aPackageIsReceivedOnce() throws {
        let vault = try desk.create()
        let packages = [try facts(1), try facts(2)]
        for number in [0, 0, 1, 0, 1] { try vault.record(.received(packages[number]), at: Sample.now) }
        #expect(desk.lines().count == 2)
        // Refusals are recorded each time.
        for _ in 0..<3 { try vault.record(.refused(packages[0], person: nil, code: "expired"), at: Sample.now) }
        #expect(desk.lines().count == 5)
    }

    @Test func providersDoNotSeeEachOther() throws {
        let vault = try desk.create()
        try vault.record(.received(facts()), at: Sample.now)
        try vault.record(.received(facts(2, provider: Who.otherProvider)), at: Sample.now)
        #expect(desk.lines().count == 1 && desk.lines(signer(Who.otherProvider)).count == 1)
    }

    @Test func theLatestOpeningSaysWhatTimeHasPassed() throws {
        let vault = try desk.create()
        #expect(try vault.lastRecordedTime(for: signer(Who.provider)) == nil)
        let later = Sample.signedAt.advanced(bySeconds: 60)
        try vault.record(.received(facts(1, signedAt: later.advanced(bySeconds: 1))), at: Sample.now)
        try vault.record(
            .refused(facts(2, signedAt: later.advanced(bySeconds: 2)), person: nil, code: "x"), at: Sample.now)
        #expect(try vault.lastRecordedTime(for: signer(Who.provider)) == nil)
        try vault.record(opened(facts(3, signedAt: later)), at: Sample.now)
        try vault.record(opened(facts(4)), at: Sample.now)
        #expect(try vault.lastRecordedTime(for: signer(Who.provider)) == later)
        #expect(try vault.lastRecordedTime(for: signer(Who.otherProvider)) == nil)
        #expect(try desk.open().lastRecordedTime(for: signer(Who.provider)) == later)
    }

    @Test func aTornEndIsSetAside() throws {
        let vault = try desk.create()
        let first = try facts(1)
        try vault.record(.received(first), at: Sample.now)
        let whole = try #require(desk.text(desk.journal()))
        for (number, torn) in [#"{"at":"2027"#, "\u{0}\u{0}", String(whole.dropLast())].enumerated() {
            desk.put(whole + torn, desk.journal())
            // Read over, until something is appended.
            #expect(throws: Never.self) { try vault.lastRecordedTime(for: signer(Who.provider)) }
            try vault.record(.refused(first, person: nil, code: "expired"), at: Sample.now)
            #expect(desk.lines().count == 2 && desk.text(desk.journal())?.hasPrefix(whole) == true)
            #expect(desk.text(desk.journal() + ".torn")?.split(separator: "\n").count == number + 1)
            #expect(desk.text(desk.journal() + ".torn")?.hasSuffix(torn + "\n") == true)
        }
    }

    @Test func aJournalThatIsAllTornStartsAnew() throws {
        let vault = try desk.create()
        desk.put(String(repeating: "x", count: 5_000), desk.journal())
        try vault.record(.received(facts()), at: Sample.now)
        #expect(desk.lines().count == 1)
    }

    @Test func aDamagedJournalIsReported() throws {
        let vault = try desk.create()
        try vault.record(opened(facts()), at: Sample.now)
        let whole = try #require(desk.text(desk.journal()))
        let path = desk.path + "/" + desk.journal()
        for damaged in [
            "nonsense\n" + whole, whole + "\n", whole + "{}\n", whole.replacing("\"at\"", with: "\"at\" "),
            "\u{0}" + whole,
        ] {
            desk.put(damaged, desk.journal())
            #expect(throws: CustodianFailure.damaged(path: path)) {
                try vault.lastRecordedTime(for: signer(Who.provider))
            }
            // What happens goes on being recorded, behind the damage.
            try vault.record(.refused(facts(), person: nil, code: "vault"), at: Sample.now)
            #expect(desk.text(desk.journal())?.hasPrefix(damaged) == true)
        }
    }

    @Test func aDamagedJournalDoesNotReceiveTwice() throws {
        let vault = try desk.create()
        let package = try facts()
        try vault.record(.received(package), at: Sample.now)
        desk.put("nonsense\n" + (desk.text(desk.journal()) ?? ""), desk.journal())
        try? vault.record(.received(package), at: Sample.now)
        #expect(desk.lines().filter { $0.contains(#""event":"received""#) }.count == 1)
    }

    @Test func aJournalThatIsALinkIsNotWritten() throws {
        let vault = try desk.create()
        symlink("../../elsewhere", desk.path + "/" + desk.journal())
        let path = desk.path + "/" + desk.journal()
        #expect(throws: CustodianFailure.io(IOError(.open, path, code: ELOOP))) {
            try vault.record(.refused(facts(), person: nil, code: "expired"), at: Sample.now)
        }
        #expect(desk.scratch.read("elsewhere") == nil)
    }

    @Test func twoWritersDoNotMixTheirLines() throws {
        try desk.create()
        let path = desk.path
        let package = try facts()
        let threads = (0..<4).map { number in
            WorkerThread {
                do {
                    let vault = try SiteVault(at: path, passphrases: FakePassphrases())
                    for _ in 0..<25 {
                        try vault.record(.refused(package, person: nil, code: "thread-\(number)"), at: Sample.now)
                    }
                } catch { Issue.record("\(error)") }
            }
        }
        for thread in threads { thread.join() }
        let lines = desk.lines()
        #expect(lines.count == 100)
        for number in 0..<4 { #expect(lines.filter { $0.contains("thread-\(number)\"") }.count == 25) }
        #expect(throws: Never.self) { try self.desk.open().lastRecordedTime(for: signer(Who.provider)) }
        #expect(desk.text(desk.journal() + ".torn") == nil)
    }
}
