import Files
import Glibc
import Opening
import PackageFormat
import Pipelining
import Sealing
import TestCast
import Testing

@testable import Custody

@Suite struct VaultTrustTests {
    private let desk = VaultDesk()
    private var fingerprint: Fingerprint { desk.provider.fingerprint }

    @Test func aPinHasItsRoleAndItsRecord() throws {
        let vault = try desk.create()
        #expect(try vault.pins().all.isEmpty)
        try vault.trust(desk.provider, as: .provider, demanding: [Sample.ownerRole], now: Sample.now)
        let pins = try desk.open().pins()
        #expect(pins.roles(of: signer(Who.provider).key) == [.provider])
        #expect(pins.roles(of: signer(Who.stranger).key) == [])
        #expect(pins.demandedRoles(of: signer(Who.provider).key) == [Sample.ownerRole])
        #expect(pins.demandedRoles(of: signer(Who.stranger).key) == [])
        #expect(pins.all.map(\.comment) == [Line("Department A")!] && pins.all.map(\.pinnedAt) == [Sample.now])
        let events = try desk.events()
        #expect(events.map(\.type) == [.logStarted, .pinned] && events[0].provider == signer(Who.provider))
        #expect(events[1].key == signer(Who.provider) && events[1].roles == [Line("provider")!])
        #expect(events[1].demands == [Sample.ownerRole] && events[1].at == Sample.now)
    }

    @Test func otherRolesAreOfTheSitesOwnRecord() throws {
        let vault = try desk.create()
        let roles: [PinRole] = [.approver(role: Sample.ownerRole), .site, .witness]
        for (number, role) in roles.enumerated() {
            let key = KeyLine(signingKey(50 + UInt8(number)).publicKey)
            try vault.trust(key, as: role, demanding: [], now: Sample.now)
            #expect(try vault.pins().roles(of: SigningPublicKey(key.key)) == [role])
        }
        #expect(desk.lines(nil).count == 4 && desk.lines().isEmpty)
        #expect(try vault.pins().providers.isEmpty)
    }

    @Test func aKeyMayHaveSeveralRoles() throws {
        let vault = try desk.create()
        try vault.trust(desk.provider, as: .provider, demanding: [], now: Sample.now)
        try vault.trust(desk.provider, as: .witness, demanding: [], now: Sample.now)
        #expect(try vault.pins().roles(of: signer(Who.provider).key) == [.provider, .witness])
        #expect(try vault.pins().all.count == 1)
        #expect(throws: VaultError.pinnedAlready(fingerprint, [.provider, .witness])) {
            try vault.trust(self.desk.provider, as: .witness, demanding: [], now: Sample.now)
        }
    }

    @Test func demandsMayChange() throws {
        let vault = try desk.create()
        try vault.trust(desk.provider, as: .provider, demanding: [], now: Sample.now)
        try vault.trust(desk.provider, as: .provider, demanding: [Sample.ownerRole], now: Sample.now)
        #expect(try vault.pins().demandedRoles(of: signer(Who.provider).key) == [Sample.ownerRole])
        #expect(try vault.pins().all.map(\.roles) == [["provider"]])
    }

    @Test func anotherRoleLeavesTheProvidersDemands() throws {
        let vault = try desk.create()
        try vault.trust(desk.provider, as: .provider, demanding: [Sample.ownerRole], now: Sample.now)
        try vault.trust(desk.provider, as: .witness, demanding: [], now: Sample.now)
        let demanded = try vault.pins().demandedRoles(of: signer(Who.provider).key)
        #expect(demanded == [Sample.ownerRole])
    }

    @Test func changedDemandsAreRecorded() throws {
        let vault = try desk.create()
        try vault.trust(desk.provider, as: .provider, demanding: [Sample.ownerRole], now: Sample.now)
        #expect(try desk.events()[1].demands == [Sample.ownerRole])
    }

    @Test func aPinGoesWithAllItsRoles() throws {
        let vault = try desk.create()
        try vault.trust(desk.provider, as: .provider, demanding: [], now: Sample.now)
        try vault.trust(desk.provider, as: .witness, demanding: [], now: Sample.now)
        try vault.distrust(fingerprint, compromisedSince: nil, now: Sample.now)
        #expect(try vault.pins().roles(of: signer(Who.provider).key) == [])
        #expect(try desk.types().last == .unpinned)
        #expect(throws: VaultError.notPinned(fingerprint)) {
            try vault.distrust(self.fingerprint, compromisedSince: nil, now: Sample.now)
        }
        // Without a compromise it may come back.
        try vault.trust(desk.provider, as: .provider, demanding: [], now: Sample.now)
    }

    @Test func aCompromisedKeyDoesNotComeBack() throws {
        let vault = try desk.create()
        let since = LocalDate("2027-01-10")!
        try vault.trust(desk.provider, as: .provider, demanding: [], now: Sample.now)
        try vault.distrust(fingerprint, compromisedSince: since, now: Sample.now)
        #expect(try desk.events().last?.since == since)
        for role in [PinRole.provider, .witness] {
            #expect(throws: VaultError.compromised(fingerprint, since: since)) {
                try self.desk.open().trust(self.desk.provider, as: role, demanding: [], now: Sample.now)
            }
        }
        #expect(try vault.pins().all.isEmpty)
    }

    @Test func theOnlyProviderNeedsNoName() throws {
        let vault = try desk.create()
        #expect(throws: VaultError.noProvider) { try vault.provider(nil) }
        #expect(throws: VaultError.providerUnknown(fingerprint)) { try vault.provider(self.fingerprint) }
        try vault.trust(desk.provider, as: .provider, demanding: [], now: Sample.now)
        let witness = KeyLine(signingKey(Who.stranger).publicKey)
        try vault.trust(witness, as: .witness, demanding: [], now: Sample.now)
        #expect(try vault.provider(nil) == signer(Who.provider))
        #expect(try vault.provider(fingerprint) == signer(Who.provider))
        #expect(throws: VaultError.providerUnknown(witness.fingerprint)) { try vault.provider(witness.fingerprint) }
        let other = KeyLine(signingKey(Who.otherProvider).publicKey)
        try vault.trust(other, as: .provider, demanding: [], now: Sample.now)
        #expect(throws: VaultError.severalProviders([fingerprint, other.fingerprint])) { try vault.provider(nil) }
        #expect(try vault.provider(other.fingerprint) == signer(Who.otherProvider))
    }

    @Test func damagedPinsAreTold() throws {
        let vault = try desk.create()
        try vault.trust(desk.provider, as: .provider, demanding: [], now: Sample.now)
        let text = try #require(desk.text("pins.json"))
        for damaged in ["", text + "\n", text.replacing("\"roles\"", with: "\"rules\""), String(text.dropLast())] {
            desk.put(damaged, "pins.json")
            let error = VaultError.damaged(path: desk.path + "/pins.json")
            #expect(throws: error) { try vault.pins() }
            #expect(throws: error) {
                try vault.trust(self.desk.provider, as: .witness, demanding: [], now: Sample.now)
            }
            // Left as it was.
            #expect(desk.text("pins.json") == damaged)
        }
    }

    @Test func aRoleThatIsUnknownGrantsNothing() throws {
        let vault = try desk.create()
        try vault.trust(desk.provider, as: .provider, demanding: [], now: Sample.now)
        let text = try #require(desk.text("pins.json"))
        desk.put(text.replacing("[\"provider\"]", with: "[\"emperor\"]"), "pins.json")
        #expect(try vault.pins().roles(of: signer(Who.provider).key) == [])
    }

    @Test func manyPinsAtOnceAreAllKept() throws {
        let vault = try desk.create()
        // Each with its own view of the vault, as processes have.
        let path = desk.path
        let threads = (0..<8).map { number in
            WorkerThread {
                do {
                    let key = KeyLine(signingKey(60 + UInt8(number)).publicKey)
                    try SiteVault(at: path, passphrases: FakePassphrases(), surroundings: .test)
                        .trust(key, as: .witness, demanding: [], now: Sample.now)
                } catch { Issue.record("\(error)") }
            }
        }
        for thread in threads { thread.join() }
        #expect(try vault.pins().all.count == 8)
        #expect(desk.lines(nil).count == 9)
    }
}
