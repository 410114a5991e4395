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

    private func vault() throws -> SiteVault {
        let vault = try desk.create()
        try vault.trust(desk.provider, as: .provider, demanding: [], now: Sample.now)
        return vault
    }

    private func intend(_ vault: SiteVault, _ staging: String) throws {
        try vault.record(
            .intended(facts(), person: Sample.person, destination: "data", staging: staging, storage: "ext4"),
            at: Sample.now)
    }

    @Test func plaintextOfAKilledOpeningIsRemoved() throws {
        let vault = try vault()
        let staging = desk.scratch.folder(".data.1.partial/deep")
        desk.scratch.write([1], ".data.1.partial/deep/file.csv")
        let top = String(staging.dropLast("/deep".count))
        try intend(vault, top)
        #expect(try vault.removeLeftovers(now: Sample.now) == [top])
        #expect(access(top, F_OK) != 0)
        #expect(desk.lines().last?.contains(#""event":"leftover-removed""#) == true)
        #expect(try vault.removeLeftovers(now: Sample.now).isEmpty)
        #expect(desk.lines().count { $0.contains("leftover-removed") } == 1)
    }

    @Test func anOpeningThatStillRunsIsLeftAlone() throws {
        let vault = try vault()
        let destination = desk.scratch.path + "/data"
        do {
            let staged = try StagedFolder(at: destination, mode: 0o700)
            try intend(vault, staged.stagingPath)
            #expect(try vault.removeLeftovers(now: Sample.now).isEmpty)
            #expect(access(staged.stagingPath, F_OK) == 0)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: desk.scratch.path) == ["vault"])
    }

    @Test func whatWasPublishedStays() throws {
        let vault = try vault()
        var staged = try StagedFolder(at: desk.scratch.path + "/data", mode: 0o700)
        try intend(vault, staged.stagingPath)
        try staged.publish()
        #expect(try vault.removeLeftovers(now: Sample.now).isEmpty)
        #expect(access(desk.scratch.path + "/data", F_OK) == 0)
    }

    @Test func aLinkInItsPlaceIsNotFollowed() throws {
        let vault = try vault()
        let kept = desk.scratch.folder("kept")
        desk.scratch.write([1], "kept/file")
        symlink(kept, desk.scratch.path + "/.data.1.partial")
        try intend(vault, desk.scratch.path + "/.data.1.partial")
        #expect(try vault.removeLeftovers(now: Sample.now).isEmpty)
        #expect(desk.scratch.read("kept/file") == [1])
    }

    @Test func theJournalOfAProviderThatIsNoLongerPinnedCountsToo() throws {
        let vault = try vault()
        let staging = desk.scratch.folder(".data.1.partial")
        try intend(vault, staging)
        try vault.distrust(desk.provider.fingerprint, compromisedSince: nil, now: Sample.now)
        let removed = try vault.removeLeftovers(now: Sample.now)
        #expect(removed == [staging])
    }

    @Test func aDamagedJournalIsReported() throws {
        let vault = try vault()
        try intend(vault, desk.scratch.folder(".data.1.partial"))
        desk.put("nonsense\n" + (desk.text(desk.journal()) ?? ""), desk.journal())
        #expect(throws: VaultError.damaged(path: desk.path + "/" + desk.journal())) {
            try vault.removeLeftovers(now: Sample.now)
        }
    }
}
