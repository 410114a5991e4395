import CustodyLog
import Files
import Glibc
import Opening
import PackageFormat
import TestCast
import Testing

@testable import Custody

/// What is damaged in one holding or log leaves the others as they are.
@Suite struct DamagedHoldingTests {
    private let desk = VaultDesk()
    private let tool = Line("unvault test")!
    private let overdue = Instant("2030-01-01T00:00:00Z")!

    private func confirm(_ vault: SiteVault, at now: Instant? = nil) throws {
        let now = now ?? overdue
        try vault.confirmClock(date: now.utcDate, today: now.utcDate, reason: Prose("Set.")!, now: now)
    }

    private func sweep(_ vault: SiteVault, isDryRun: Bool = false, at now: Instant? = nil) throws -> Sweep {
        let now = now ?? overdue
        return try vault.sweep(isDryRun: isDryRun, tool: tool, clock: { now })
    }

    private enum Damage: CaseIterable {
        case noHead, brokenHead, brokenRecord, noRecord, brokenCopy, linkedHead

        /// Damages the holding in the folder `place`; the file that is told.
        func make(_ place: String) throws -> VaultError {
            func put(_ text: String, _ name: String) throws -> VaultError {
                unlink("\(place)/\(name)")
                try writeNewFile(Array(text.utf8), at: "\(place)/\(name)", mode: 0o600)
                return .damaged(path: "\(place)/\(name)")
            }
            switch self {
            case .noHead:
                unlink(place + "/head")
                return .damaged(path: place + "/head")
            case .brokenHead: return try put("nonsense", "head")
            case .brokenRecord: return try put("{", "holding.json")
            case .noRecord:
                unlink(place + "/holding.json")
                return .damaged(path: place + "/holding.json")
            case .brokenCopy: return try put("{", "copies/x.json")
            case .linkedHead:
                rename(place + "/head", place + "/other")
                symlink("other", place + "/head")
                return .io(IOError(.open, place + "/head", code: ELOOP))
            }
        }
    }

    @Test(arguments: Damage.allCases) private func theOthersGoOn(_ damage: Damage) throws {
        let vault = try desk.create()
        let (one, two) = (try Delivery(desk, in: vault), try Delivery(desk, in: vault, number: 2))
        try one.open("one", in: vault)
        try two.open("two", in: vault)
        let error = try damage.make(vault.folder.holdingPath(one.facts.packageHash))

        #expect(try vault.holdings().map(\.packageID) == [two.facts.packageID])
        #expect(try vault.report(at: Sample.now).map(\.packageID) == [two.facts.packageID])
        let damaged = try #require(try vault.damagedHoldings().first)
        #expect(damaged.error == error && damaged.packageHash == one.facts.packageHash)
        #expect(damaged.packageID == one.facts.packageID && damaged.reference == one.facts.reference)

        #expect(try vault.holding(named: two.facts.packageID.description).packageID == two.facts.packageID)
        #expect(try vault.holding(named: "DSA-2026-014").packageID == two.facts.packageID)
        for name in [one.facts.packageID.description, one.facts.packageHash.description] {
            #expect(throws: error) { try vault.holding(named: name) }
        }
        #expect(throws: VaultError.holdingUnknown("DSA-2026-020")) { try vault.holding(named: "DSA-2026-020") }
        #expect(try vault.removeLeftovers(now: Sample.now).isEmpty)

        try confirm(vault)
        let swept = try sweep(vault)
        #expect(swept.steps.map(\.package) == [two.facts.packageID] && swept.damaged == [error])
        #expect(!two.isThere("two") && !two.hasKey && one.isThere("one/empty.txt") && one.hasKey)
    }

    /// A copy more, in a holding of which nobody can say what is in it, would be one that nothing deletes.
    @Test(arguments: Damage.allCases) private func theNextOpeningIsToldOfIt(_ damage: Damage) throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.open(in: vault)
        let error = try damage.make(vault.folder.holdingPath(delivery.facts.packageHash))
        var found: CustodianFailure?
        do throws(CustodianFailure) {
            try vault.keep(delivery.bytes, of: delivery.facts, at: delivery.package, on: Sample.now)
            _ = try vault.standing(of: delivery.head)
        } catch { found = error }
        switch error {
        // Its last file is written again, as if the package had just come.
        case _ where damage == .noRecord: #expect(found == nil)
        case .damaged(let path): #expect(found == .damaged(path: path))
        case .io(let error): #expect(found == .io(error))
        default: Issue.record("another error: \(error)")
        }
    }

    /// A process that was killed as a package came has left no damage.
    @Test func aPackageThatWasOnItsWayIsNone() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        unlink(vault.folder.holdingPath(delivery.facts.packageHash) + "/holding.json")
        #expect(try vault.damagedHoldings().isEmpty && vault.holdings().isEmpty)
    }

    // MARK: A damaged log and the sweep

    private func damage(_ provider: UInt8?) {
        let name = desk.log(provider.map { signer($0) }) + "/events.jsonl"
        desk.put("nonsense\n" + (desk.text(name) ?? ""), name)
    }

    private func path(_ provider: UInt8) -> String { desk.path + "/" + desk.log(signer(provider)) }

    private func isDamaged(_ error: VaultError, _ path: String) -> Bool {
        guard case .log(.damaged(let found, _)) = error else { return false }
        return found == path
    }

    @Test func theSweepDeletesUnderADamagedLogAndSaysSo() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.open(in: vault)
        try confirm(vault)
        damage(Who.provider)
        let before = desk.lines()
        #expect(try sweep(vault, isDryRun: true).steps.map(\.act) == [.delete] && delivery.hasKey)
        let swept = try sweep(vault)
        #expect(swept.damaged.count == 1 && isDamaged(swept.damaged[0], path(Who.provider)))
        let certificate = try #require(try delivery.holding(in: vault).certificate)
        #expect(certificate.result == .complete && certificate.caveats.contains("log-damaged"))
        #expect(certificate.body.isUnattended && !delivery.hasKey && !delivery.isThere("copy"))
        #expect(desk.lines() == before)
        #expect(try desk.types(nil).last == .swept)
        // Once is enough.
        #expect(try sweep(vault).steps.isEmpty)
    }

    @Test func theSweepGoesOnForOtherProviders() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.open(in: vault)
        try vault.record(.received(facts(2, provider: Who.otherProvider)), at: Sample.now)
        try confirm(vault)
        damage(Who.otherProvider)
        let swept = try sweep(vault)
        #expect(swept.damaged.count == 1 && isDamaged(swept.damaged[0], path(Who.otherProvider)))
        let certificate = try #require(try delivery.holding(in: vault).certificate)
        #expect(certificate.result == .complete && !certificate.caveats.contains("log-damaged"))
        #expect(try desk.types().suffix(2) == [.deleted, .swept])
    }

    /// A closing leaves no certificate: without a log nothing would tell of it.
    @Test func nothingIsClosedUnderADamagedLog() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let expired = delivery.head.agreement.expires.instant
        try delivery.open(in: vault)
        try confirm(vault, at: expired)
        damage(Who.provider)
        let swept = try sweep(vault, at: expired)
        #expect(swept.steps.map(\.act) == [.close] && swept.damaged.count == 1)
        guard case .failed(let error) = swept.steps[0].outcome else {
            Issue.record("it was closed")
            return
        }
        #expect(isDamaged(error, path(Who.provider)) && delivery.isThere("copy/empty.txt"))
    }

    /// No log that is whole says what time it is.
    @Test func nothingIsDeletedWhereEveryLogIsDamaged() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try confirm(vault)
        damage(Who.provider)
        damage(nil)
        #expect(throws: VaultError.self) { try sweep(vault) }
        #expect(delivery.hasKey && delivery.isThere("received-1.mvault"))
        #expect(try delivery.holding(in: vault).certificate == nil)
    }

    /// Nor by the time of a log that is damaged.
    @Test func aDamagedLogDoesNotVouchForTheClock() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let overdue = overdue
        var confirmed = EventBody(.clockConfirmed, at: overdue)
        confirmed.date = overdue.utcDate
        try vault.record([confirmed], of: signer(Who.provider))
        damage(Who.provider)
        #expect(throws: VaultError.clockJumped(mark: Sample.now, now: overdue)) { try sweep(vault) }
        #expect(delivery.hasKey)
    }
}
