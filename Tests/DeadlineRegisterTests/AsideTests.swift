import CustodyLog
import PackageFormat
import Sealing
import TestCast
import Testing

@testable import DeadlineRegister

/// What cannot be verified is kept aside, with its reason, and taken up by itself when what it waits for comes.
@Suite struct AsideTests {
    @Test func aHeadWaitsForItsProvidersKey() throws {
        let desk = try Desk(trusting: [])
        let sent = try Sent()
        try desk.add(sent.bytes, expecting: .unknownProvider)
        #expect(
            try desk.copies().isEmpty && desk.register.aside()[0].awaits == "key \(signer(Who.provider).fingerprint)")
        // A key that is trusted as something else is not the provider's.
        try desk.trust(Who.provider, as: .witness)
        #expect(try desk.reasons() == [.unknownProvider])
        try desk.trust(Who.provider)
        #expect(try desk.reasons().isEmpty && desk.state() == .sent)
        try desk.expectSound()
    }

    @Test func receiptsWaitForTheProviderAndThenForTheSite() throws {
        let desk = try Desk(trusting: [])
        let (sent, site) = (try Sent(), try Site(desk.scratch))
        try site.open(sent)
        try desk.add(site.receipts(), expecting: .unknownProvider)
        try desk.trust(Who.provider)
        #expect(try desk.reasons() == [.unknownSite])
        try desk.add(sent.bytes, expecting: nil)
        #expect(try desk.reasons().isEmpty && desk.state() == .open)
        try desk.expectSound()
    }

    @Test func aKeyThatTheTeamTrustsSpeaksForASiteToo() throws {
        let desk = try Desk()
        let site = try Site(desk.scratch)
        try desk.add(site.receipts(), expecting: .unknownSite)
        try desk.add(Sample.card().text, expecting: .unknownSite)
        try desk.trust(Who.site, as: .site)
        #expect(try desk.reasons().isEmpty)
        try desk.expectSound()
    }

    @Test func anApprovalWaitsForItsApproverInThatRole() throws {
        let desk = try Desk()
        let approval = Sample.approvals(of: Sample.approvedAgreement)[0]
        try desk.add(approval.text, expecting: .unknownApprover)
        try desk.trust(Who.approver, as: .approver(role: Sample.officerRole))
        #expect(try desk.reasons() == [.unknownApprover])
        try desk.trust(Who.approver, as: .approver(role: Sample.ownerRole))
        #expect(try desk.reasons().isEmpty)
    }

    @Test func statementsAndCertificatesWaitForTheirPackage() throws {
        let desk = try Desk()
        let (sent, site) = (try Sent(), try Site(desk.scratch))
        try desk.add(site.certificate(of: sent), expecting: .unknownPackage)
        try desk.add(sent.hold(), expecting: .unknownPackage)
        #expect(try desk.register.aside().map(\.awaits) == Array(repeating: "package \(sent.hash)", count: 2))
        try desk.add(sent.bytes)
        #expect(try desk.reasons().isEmpty && desk.state() == .deleted && desk.copy().holdReason == "An inquiry.")
        try desk.expectSound()
    }

    @Test func receiptsWaitForTheEarlierOnes() throws {
        let desk = try Desk()
        let (sent, site) = (try Sent(), try Site(desk.scratch))
        try desk.add(sent.bytes)
        var (parts, sizes): ([[UInt8]], [Int]) = ([try site.receipts()], [])
        for copy in 1...5 {
            sizes.append(try site.size)
            try site.open(sent, copy: copy)
            parts.append(try site.receipts(from: sizes[copy - 1]))
        }
        for part in parts.dropFirst().reversed() { try desk.add(part, expecting: .earlierReceiptsMissing) }
        let log = try site.id
        #expect(try desk.register.aside().map(\.awaits) == sizes.reversed().map { "log \(log) before event \($0)" })
        #expect(try desk.state() == .sent)
        try desk.add(parts[0], expecting: nil)
        #expect(try desk.reasons().isEmpty && desk.copy().openings == 5)
        try desk.expectSound()
    }

    @Test func receiptsThatReachBeyondWhereOthersBeginBringThem() throws {
        let desk = try Desk()
        let (sent, site) = (try Sent(), try Site(desk.scratch))
        try desk.add(sent.bytes)
        try site.open(sent, copy: 1)
        let whole = try site.receipts()
        let middle = try site.size - 1
        try site.open(sent, copy: 2)
        try desk.add(try site.receipts(from: middle), expecting: .earlierReceiptsMissing)
        try desk.add(whole, expecting: nil)
        #expect(try desk.reasons().isEmpty && desk.copy().openings == 2)
        try desk.expectSound()
    }

    @Test func whatANewerToolWroteWaitsForOne() throws {
        let desk = try Desk()
        let (sent, site) = (try Sent(), try Site(desk.scratch))
        for file in [sent.hold(), try site.receipts(), try site.certificate(of: sent), Sample.card().text] {
            var newer = file
            newer[11] = UInt8(ascii: "2")
            try desk.add(newer, expecting: .newerTool)
        }
        try desk.expectSound()
    }

    @Test func whatIsNotAuthenticIsKeptAndSaysWhy() throws {
        let desk = try Desk()
        let (sent, site) = (try Sent(), try Site(desk.scratch))
        try desk.add(sent.bytes)
        try site.open(sent)
        var head = sent.bytes
        head[head.count - 1] ^= 1
        let files =
            [head]
            + [sent.recall(), try site.receipts(), try site.certificate(of: sent), Sample.card().text].map {
                var altered = $0
                altered[altered.count - 9] =
                    altered[altered.count - 9] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
                return altered
            }
        for (number, file) in files.enumerated() {
            let receipt = try desk.add(file)[0]
            #expect(receipt.state == .refused && receipt.reason == .notAuthentic, "\(number)")
            #expect(try desk.register.fault(of: receipt.record) != nil, "\(number)")
        }
        #expect(try desk.state() == .sent)
        try desk.expectSound()
    }

    @Test func aStatementOfAnotherSignerIsRefused() throws {
        let desk = try Desk(trusting: [Who.provider, Who.otherProvider])
        let sent = try Sent()
        try desk.add(sent.bytes)
        try desk.add(sent.hold(signedBy: Who.otherProvider), expecting: .otherSigner)
        #expect(try desk.state() == .sent && desk.register.aside()[0].subject == "DSA-2026-014")
    }

    /// Only the site whose card the package was sealed to can say that its copy is gone.
    @Test func aCertificateOfASiteWithoutACardIsRefused() throws {
        let desk = try Desk()
        let sent = try Sent { $0.addOtherSite() }
        try desk.add(sent.bytes)
        try desk.add(Site.other(desk.scratch).certificate(of: sent), expecting: .otherSigner)
        #expect(try desk.state() == .sent)
    }

    @Test func aCertificateMustFitItsPackage() throws {
        let desk = try Desk()
        let (sent, site) = (try Sent(), try Site(desk.scratch))
        try desk.add(sent.bytes)
        for change in [
            { $0.packageID = Sample.cardID(1) }, { $0.reference = Reference("DSA-2026-015")! },
            { $0.provider = signer(Who.otherProvider) },
            {
                $0.key = .init(
                    card: Sample.cardID(8), result: Reference("destroyed")!, hadPassphrase: nil, opensNoMore: true)
            },
        ] as [(inout CertificateBody) -> Void] {
            try desk.add(site.certificate(of: sent) { change(&$0) }, expecting: .doesNotFit)
        }
        #expect(try desk.state() == .sent)
        try desk.expectSound()
    }

    @Test func aStatementMustFitItsPackage() throws {
        let desk = try Desk()
        let (sent, other) = (try Sent(), try Sent(2))
        try desk.add(sent.bytes)
        let elsewhere = sent.revised { $0.reference = Reference("DSA-2026-015")! }
        try desk.add(sent.amendment(to: elsewhere), expecting: .doesNotFit)
        // One that names this package's hash and another one's id.
        let body = HoldBody(of: other.head, reason: Prose("An inquiry.")!, at: Sample.now)
        let text = String(decoding: CanonicalJSON.encode(body), as: UTF8.self)
            .replacing(other.hash.description, with: sent.hash.description)
        let mixed = try CanonicalJSON.decode(HoldBody.self, from: Array(text.utf8), cap: 1 << 20)
        try desk.add(Statement(mixed, signedBy: signingKey(Who.provider)).text, expecting: .doesNotFit)
        try desk.expectSound()
    }

    /// A vault was put back from a backup, and then used again.
    @Test func aLogThatShrankOrForkedIsRefused() throws {
        let desk = try Desk()
        let (sent, site) = (try Sent(), try Site(desk.scratch))
        try desk.add(sent.bytes)
        try site.open(sent)
        let backup = site.state
        try site.record(.closed, sent, code: "complete")
        try site.record(.swept)
        try desk.add(site.receipts())
        #expect(try desk.state() == .closed)
        site.put(backup)
        // An older export of the same history is no other history.
        try desk.add(site.receipts(), expecting: nil)
        try site.record(.listed, sent)
        try desk.add(site.receipts(from: 2), expecting: .logShrank)
        for _ in 0..<3 { try site.record(.listed, sent) }
        try desk.add(site.receipts(), expecting: .logForked)
        try desk.add(site.receipts(from: 6), expecting: .logForked)
        #expect(try desk.register.aside().last?.subject == "Department B, Example House")
        #expect(try desk.state() == .closed && desk.register.due(at: .day(day("2027-01-15"))).aside.count == 2)
        try desk.expectSound()
    }

    @Test func aLogIsOneSitesAndOneProviders() throws {
        let desk = try Desk(trusting: [Who.provider, Who.otherProvider])
        let sent = try Sent { $0.addOtherSite() }
        try desk.add(sent.bytes)
        let foreign = try Site(desk.scratch, provider: Who.otherProvider)
        let text = String(decoding: try foreign.receipts(), as: UTF8.self)
        // The header names another provider than the log's first event.
        let header = text.split(separator: "\n")[1]
        let renamed = header.replacing(
            "\"provider\":\"\(signer(Who.otherProvider))\"", with: "\"provider\":\"\(signer(Who.provider))\"")
        #expect(renamed != header)
        try desk.add(Array(text.replacing(header, with: renamed).utf8), expecting: .doesNotFit)
        try desk.expectSound()
    }
}
