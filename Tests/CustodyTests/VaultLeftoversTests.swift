import CustodyLog
import Files
import FoundationEssentials
import Glibc
import Opening
import PackageFormat
import TestCast
import Testing

@testable import Custody

/// What a killed opening leaves, and who takes it away.
@Suite struct VaultLeftoversTests {
    private let desk = VaultDesk()

    @Test func plaintextOfAKilledOpeningIsRemoved() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let copy = try delivery.open(in: vault, until: .listed)
        #expect(try vault.removeLeftovers(now: Sample.now) == [copy.staging])
        #expect(access(copy.staging, F_OK) != 0)
        let last = try #require(try desk.events().last)
        #expect(last.type == .openAbandoned && last.code?.description == "interrupted" && last.copy == copy.copy)
        #expect(try delivery.holding(in: vault).copies.isEmpty)
        #expect(try delivery.holding(in: vault).entries(of: copy.copy) == nil)
        #expect(try vault.removeLeftovers(now: Sample.now).isEmpty)
        #expect(try desk.types().count { $0 == .openAbandoned } == 1)
    }

    @Test func anOpeningThatStillRunsIsLeftAlone() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let before = try FileManager.default.contentsOfDirectory(atPath: desk.scratch.path).count
        do {
            let staged = try StagedFolder(at: desk.scratch.path + "/data", mode: 0o700)
            let copy = OpenedCopy(
                copy: .random(), person: Sample.person, destination: staged.path, staging: staged.stagingPath,
                storage: Line("ext4")!, intendedAt: Sample.now, folderNumber: nil)
            try vault.record(.intended(delivery.facts, person: Sample.person, copy), at: Sample.now)
            #expect(try vault.removeLeftovers(now: Sample.now).isEmpty)
            #expect(access(staged.stagingPath, F_OK) == 0)
            #expect(throws: VaultError.openingRuns(path: staged.path)) {
                try vault.close(delivery.holding(in: vault), request: .test())
            }
            #expect(throws: VaultError.openingRuns(path: staged.path)) { try vault.delete(delivery) }
            #expect(delivery.hasKey && delivery.isThere("received-1.mvault"))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: desk.scratch.path).count == before)
    }

    @Test func whatGotItsNameCountsAsOpened() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let copy = try delivery.open(in: vault, until: .published)
        #expect(try vault.removeLeftovers(now: Sample.now).isEmpty)
        #expect(delivery.isThere("copy/data/households.csv"))
        let last = try #require(try desk.events().last)
        #expect(last.type == .opened && last.code?.description == "interrupted" && last.copy == copy.copy)
        #expect(try delivery.holding(in: vault).copies.map(\.copy) == [copy.copy])
        #expect(try vault.removeLeftovers(now: Sample.now).isEmpty)
        #expect(try desk.types().count { $0 == .opened } == 1)
    }

    @Test func aLinkInItsPlaceIsNotFollowed() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let kept = desk.scratch.folder("kept")
        desk.scratch.write([1], "kept/file")
        let copy = try delivery.open(in: vault, until: .intended)
        rmdir(copy.staging)
        symlink(kept, copy.staging)
        #expect(try vault.removeLeftovers(now: Sample.now).isEmpty)
        #expect(desk.scratch.read("kept/file") == [1])
    }

    @Test func theLogOfAProviderThatIsNoLongerPinnedCountsToo() throws {
        let vault = try desk.create()
        let copy = try Delivery(desk, in: vault).open(in: vault, until: .intended)
        try vault.distrust(desk.provider.fingerprint, compromisedSince: nil, now: Sample.now)
        let removed = try vault.removeLeftovers(now: Sample.now)
        #expect(removed == [copy.staging])
    }

    @Test func aDamagedLogIsReported() throws {
        let vault = try desk.create()
        try Delivery(desk, in: vault).open(in: vault, until: .intended)
        let name = desk.log() + "/events.jsonl"
        desk.put("nonsense\n" + (desk.text(name) ?? ""), name)
        #expect {
            try vault.removeLeftovers(now: Sample.now)
        } throws: { error in
            guard case VaultError.log(.damaged(let path, .otherRoot)) = error else { return false }
            return path == desk.path + "/" + desk.log()
        }
    }

    /// What a killed opening never finished is no file that is missing.
    @Test(arguments: Delivery.Stage.allCases) func aKilledOpeningIsNoMissingCopy(_ stage: Delivery.Stage) throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let copy = try delivery.open(in: vault, until: stage)
        let certificate = try vault.delete(delivery)
        #expect(certificate.result == .complete, "\(certificate.results)")
        #expect(access(copy.staging, F_OK) != 0 && access(copy.destination, F_OK) != 0)
        #expect(try delivery.holding(in: vault).copies.isEmpty)
    }
}
