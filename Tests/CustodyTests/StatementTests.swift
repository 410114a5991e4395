import CustodyLog
import Opening
import PackageFormat
import Sealing
import TestCast
import Testing

@testable import Custody

extension Delivery {
    /// What the provider says of this package; `minute` after it was signed.
    func statement(
        _ kind: ProviderStatement.Kind, at minute: Int = 0, by key: UInt8 = Who.provider,
        _ change: (inout Agreement) -> Void = { _ in }
    ) throws -> ProviderStatement {
        let moment = Sample.signedAt.advanced(bySeconds: minute * 60)
        let reason = Prose("An inquiry.")!
        func signed(_ body: some StatementBody) throws -> ProviderStatement {
            try ProviderStatement(parsing: Statement(body, signedBy: signingKey(key)).text)
        }
        switch kind {
        case .recall: return try signed(RecallBody(of: head, reason: reason, at: moment))
        case .hold: return try signed(HoldBody(of: head, reason: reason, at: moment))
        case .release: return try signed(ReleaseBody(of: head, reason: reason, at: moment))
        case .amendment:
            var agreement = head.agreement
            (agreement.revision, agreement.supersedes) = (agreement.revision + 1, agreement.hash)
            change(&agreement)
            return try signed(
                AmendmentBody(
                    of: head, agreement: agreement, approvals: try CompleteApprovals(checking: [], of: agreement),
                    reason: nil, at: moment))
        }
    }

    func take(
        _ kind: ProviderStatement.Kind, in vault: SiteVault, at minute: Int = 0,
        _ change: (inout Agreement) -> Void = { _ in }
    ) throws {
        _ = try vault.take(statement(kind, at: minute, change), now: Sample.now)
    }
}

/// What a provider says of a package that is held.
@Suite struct StatementTests {
    private let desk = VaultDesk()

    @Test func anAmendmentExtends() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let expires = delivery.head.agreement.expires.instant
        let later = Sample.dated("2028-02-29", "2028-03-01T00:00:00Z")
        let last = Sample.dated("2028-03-31", "2028-03-31T23:00:00Z")
        #expect(try delivery.holding(in: vault).state(at: expires, wasOpened: false) == .expired)
        try delivery.take(.amendment, in: vault) { ($0.expires, $0.deleteBy) = (later, last) }
        let holding = try delivery.holding(in: vault)
        #expect(holding.agreement.revision == 2 && holding.state(at: expires, wasOpened: false) == .received)
        #expect(try vault.standing(of: delivery.head).agreement.expires == later)
        // The package is opened under it.
        let circumstances = Circumstances(
            now: expires, organisation: Sample.organisation, site: Sample.site, siteKey: vault.siteKey,
            lastRecorded: nil)
        #expect(throws: Never.self) { try Policy.checkTime(delivery.head, holding.standing, in: circumstances) }
    }

    @Test func anAmendmentShortens() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        let soon = Sample.dated("2027-01-30", "2027-01-31T00:00:00Z")
        let sooner = Sample.dated("2027-01-31", "2027-02-01T00:00:00Z")
        try delivery.take(.amendment, in: vault) { ($0.expires, $0.deleteBy) = (soon, sooner) }
        #expect(try delivery.holding(in: vault).state(at: sooner.instant, wasOpened: false) == .overdue)
        let event = try #require(try desk.events().last)
        #expect(event.type == .statementApplied && event.statementKind?.description == "amendment")
        #expect(event.packageHash == delivery.facts.packageHash && event.statement != nil)
    }

    @Test func aRecallRefusesToOpen() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.take(.recall, in: vault)
        let standing = try vault.standing(of: delivery.head)
        #expect(standing.recalled?.reason == Prose("An inquiry.")!)
        let circumstances = Circumstances(
            now: Sample.now, organisation: Sample.organisation, site: Sample.site, siteKey: vault.siteKey,
            lastRecorded: nil)
        #expect(
            throws: Refusal.recalled(
                Sample.reference, reason: Prose("An inquiry.")!, at: Sample.signedAt, provider: Line("Department A")!)
        ) { try Policy.checkTime(delivery.head, standing, in: circumstances) }
    }

    @Test func aHoldKeepsEverythingUntilItsRelease() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.open(in: vault)
        try delivery.take(.hold, in: vault)
        let onHold = VaultError.onHold(Sample.reference, reason: Prose("An inquiry.")!)
        #expect(throws: onHold) { try vault.delete(delivery) }
        let overdue = delivery.head.agreement.deleteBy.instant
        try vault.confirmClock(
            date: overdue.utcDate, today: overdue.utcDate, reason: Prose("Set.")!, now: overdue)
        #expect(try vault.sweep(isDryRun: false, tool: Line("test")!, clock: { overdue }).steps.isEmpty)
        #expect(delivery.hasKey && delivery.isThere("copy/empty.txt") && delivery.isThere("received-1.mvault"))
        _ = try vault.take(delivery.statement(.release, at: 5), now: overdue)
        #expect(try vault.sweep(isDryRun: false, tool: Line("test")!, clock: { overdue }).steps.map(\.act) == [.delete])
        #expect(!delivery.hasKey && !delivery.isThere("copy"))
    }

    @Test func theSameTwiceIsHarmless() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        for kind in [ProviderStatement.Kind.amendment, .hold, .release, .recall] {
            try delivery.take(kind, in: vault, at: 1 + kind.rawValue.count)
            let before = (desk.lines(), try desk.tree())
            try delivery.take(kind, in: vault, at: 1 + kind.rawValue.count)
            #expect(desk.lines() == before.0)
            #expect(try desk.tree() == before.1)
        }
    }

    @Test func whatIsRefusedIsRecordedAndChangesNothing() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.take(.recall, in: vault, at: 10)
        let refused = try [
            delivery.statement(.recall, at: 11), delivery.statement(.amendment, at: 12),
            delivery.statement(.hold, at: 10 * 24 * 60),
        ]
        for statement in refused {
            #expect(throws: VaultError.self) { try vault.take(statement, now: Sample.now) }
            let event = try #require(try desk.events().last)
            #expect(event.type == .statementRefused && event.statement == statement.digest && event.code != nil)
            #expect(event.statementKind?.description == statement.kind.rawValue)
        }
        #expect(try delivery.holding(in: vault).statements.count == 1)
    }

    @Test func itIsAboutThisPackageByItsProvider() throws {
        let vault = try desk.create()
        let (one, two) = (try Delivery(desk, in: vault), try Delivery(desk, in: vault, number: 2))
        // Of a package that never came.
        let (other, _) = try head(3)
        let stranger = try ProviderStatement(
            parsing: Statement(
                RecallBody(of: other, reason: Prose("x")!, at: Sample.signedAt), signedBy: signingKey(Who.provider)
            ).text)
        #expect(throws: VaultError.holdingUnknown(other.terms.packageID.description)) {
            try vault.take(stranger, now: Sample.now)
        }
        try expectRefusal(of: stranger, "package-unknown")
        let nobody = try ProviderStatement(
            parsing: Statement(
                RecallBody(of: other, reason: Prose("x")!, at: Sample.signedAt), signedBy: signingKey(Who.stranger)
            ).text)
        #expect(throws: VaultError.self) { try vault.take(nobody, now: Sample.now) }
        try expectRefusal(of: nobody, "package-unknown", in: nil)
        // By a key that is not trusted, and by another provider that is.
        let forged = try one.statement(.recall, by: Who.otherProvider)
        #expect(throws: VaultError.signerNotPinned([signer(Who.otherProvider)])) {
            try vault.take(forged, now: Sample.now)
        }
        // The package tells whose log it belongs into.
        try expectRefusal(of: forged, "signer-not-pinned")
        try vault.trust(
            KeyLine(signingKey(Who.otherProvider).publicKey), as: .provider, demanding: [], now: Sample.now)
        #expect(throws: VaultError.statement(.notByProvider(signers: [signer(Who.otherProvider)]))) {
            try vault.take(forged, now: Sample.now)
        }
        #expect(try vault.holding(one.facts.packageHash)?.standing.recalled == nil)
        try one.take(.recall, in: vault)
        #expect(try vault.holding(two.facts.packageHash)?.standing.recalled == nil)
    }

    /// Nothing more is taken from a key that is trusted no longer; what was taken before stays.
    @Test func aPinThatIsRemovedEndsIt() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.take(.hold, in: vault)
        try vault.distrust(desk.provider.fingerprint, compromisedSince: nil, now: Sample.now)
        #expect(throws: VaultError.signerNotPinned([signer(Who.provider)])) {
            try delivery.take(.release, in: vault, at: 1)
        }
        try expectRefusal(of: delivery.statement(.release, at: 1), "signer-not-pinned")
        #expect(try delivery.holding(in: vault).standing.hold != nil)
    }

    /// The last event of the log is that this statement was refused.
    private func expectRefusal(
        of statement: ProviderStatement, _ code: String, in provider: SigningKeyText? = signer(Who.provider)
    ) throws {
        let event = try #require(try desk.events(provider).last)
        #expect(event.type == .statementRefused && event.code?.description == code)
        #expect(event.statement == statement.digest && event.packageHash == statement.packageHash)
        #expect(event.packageID == statement.packageID && event.statementKind?.description == statement.kind.rawValue)
    }

    @Test func aStatementThatIsDamagedIsTold() throws {
        let vault = try desk.create()
        let delivery = try Delivery(desk, in: vault)
        try delivery.take(.hold, in: vault)
        let name = try #require(try desk.tree().keys.first { $0.hasSuffix(".statement") })
        desk.put("nonsense", name)
        #expect(throws: VaultError.damaged(path: desk.path + "/" + name)) { try delivery.holding(in: vault) }
    }
}
