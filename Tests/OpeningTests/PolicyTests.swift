import PackageFormat
import Sealing
import TestCast
import Testing

@testable import Opening

/// Each refusal by the agreement, at the second where it begins.
@Suite struct PolicyTests {
    private static let early = Instant("2026-11-20T00:00:00Z")!

    private func bench(
        signedAt: Instant = early, _ change: (inout Agreement) -> Void = { _ in }
    ) -> Bench {
        var forge = PackageForge(agreement: Sample.agreement(change))
        forge.envelope.signed_at = signedAt
        return Bench(forge)
    }

    private func refuses(
        _ bench: Bench, _ refusal: Refusal, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        bench.site.acts = []
        bench.refuses(
            .refused(refusal), recorded: ["received", "refused \(refusal.code)"], sourceLocation: sourceLocation)
        // Nobody is asked for a passphrase, nor to accept terms.
        #expect(!bench.site.acts.contains("key") && !bench.site.acts.contains("terms"), sourceLocation: sourceLocation)
    }

    private func opens(_ bench: Bench, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(throws: Never.self, sourceLocation: sourceLocation) { try bench.open() }
    }

    @Test func itOpensFromTheFirstInstant() {
        let agreement = Sample.agreement()
        let bench = bench()
        bench.now = agreement.starts.instant.advanced(bySeconds: -1)
        refuses(bench, .notStarted(agreement.reference, agreement.starts, timezone: agreement.timezone))
        bench.now = agreement.starts.instant
        opens(bench)
    }

    @Test func itOpensUntilTheLast() {
        let agreement = Sample.agreement()
        let expired = Refusal.expired(
            agreement.reference, agreement.expires, timezone: agreement.timezone,
            provider: agreement.provider.organisation)
        let bench = bench()
        bench.now = agreement.expires.instant
        refuses(bench, expired)
        #expect(!bench.site.acts.contains("name"))
        bench.now = Instant.last
        refuses(bench, expired)
        bench.now = agreement.expires.instant.advanced(bySeconds: -1)
        opens(bench)
    }

    @Test func afterTheReviewALaterRevisionIsNeeded() {
        let review = Sample.dated("2027-02-28", "2027-03-01T00:00:00Z")
        let bench = bench { $0.reviewBy = review }
        bench.now = review.instant
        refuses(bench, .reviewPassed(Sample.reference, review, provider: Line("Department A")!))
        bench.now = review.instant.advanced(bySeconds: -1)
        opens(bench)
    }

    @Test func aSignatureMayBeAnHourAhead() {
        let bench = bench(signedAt: Sample.signedAt)
        bench.now = Sample.signedAt.advanced(bySeconds: -3_601)
        refuses(bench, .clockAhead(signedAt: Sample.signedAt, now: bench.now))
        bench.now = Sample.signedAt.advanced(bySeconds: -3_600)
        opens(bench)
    }

    @Test func theClockMayBeADayBehind() {
        let bench = bench()
        let last = bench.now.advanced(bySeconds: 86_401)
        bench.site.lastRecorded = last
        refuses(bench, .clockBack(last: last, now: bench.now))
        bench.site.lastRecorded = bench.now.advanced(bySeconds: 86_400)
        opens(bench)
    }

    @Test func theLaterOfClockAndRecordCounts() {
        let agreement = Sample.agreement()
        let bench = bench()
        // By the clock it still runs, by the record it does not.
        bench.site.lastRecorded = agreement.expires.instant
        bench.now = agreement.expires.instant.advanced(bySeconds: -60)
        refuses(
            bench,
            .expired(
                agreement.reference, agreement.expires, timezone: agreement.timezone,
                provider: agreement.provider.organisation))
        // By the clock it has not begun, by the record it has.
        bench.site.lastRecorded = agreement.starts.instant
        bench.now = agreement.starts.instant.advanced(bySeconds: -60)
        opens(bench)
    }

    @Test func aSignatureIsHeldAgainstTheLaterTime() {
        let bench = bench(signedAt: Sample.signedAt)
        bench.now = Sample.signedAt.advanced(bySeconds: -7_200)
        bench.site.lastRecorded = Sample.signedAt.advanced(bySeconds: -3_600)
        opens(bench)
    }

    @Test func assurancesAreHeldAgainstTheLaterTimeToo() {
        let until = Sample.dated("2027-01-14", "2027-01-15T00:00:00Z")
        let lapsed = Assurance(
            kind: .accreditation, holder: Sample.site, reference: Line("ACC-77")!, validUntil: until)
        let bench = bench { $0.assurances = [lapsed] }
        bench.site.lastRecorded = until.instant
        bench.now = until.instant.advanced(bySeconds: -60)
        refuses(bench, .lapsed(lapsed))
        // That of a person too.
        let personal = Assurance(kind: .vetting, holder: Sample.person, reference: Line("V-1")!, validUntil: until)
        let second = self.bench { $0.assurances = [personal] }
        (second.site.lastRecorded, second.now) = (bench.site.lastRecorded, bench.now)
        refuses(second, .lapsed(personal))
    }

    @Test func theSiteIsTheOneOfTheCard() {
        let bench = bench()
        bench.site.site = Line("Other House")!
        let card = Sample.card().body
        refuses(bench, .otherSite(card: card, organisation: Sample.organisation, site: Line("Other House")!))
        bench.site.site = Sample.site
        bench.site.organisation = Line("Department C")!
        refuses(bench, .otherSite(card: card, organisation: Line("Department C")!, site: Sample.site))
    }

    @Test func aCardOfAnotherSiteOfTheAgreementIsNotOurs() {
        let far = Line("Far House")!
        let bench = bench {
            $0.recipients.append(
                Recipient(
                    organisation: Sample.organisation, site: far, siteKeys: [signer(Who.otherSite)],
                    users: [Sample.person]))
        }
        // A delivery key that was carried from one site to the other.
        bench.site.site = far
        bench.site.siteKey = signingKey(Who.otherSite).publicKey
        refuses(bench, .otherSite(card: Sample.card().body, organisation: Sample.organisation, site: far))
    }

    @Test func theKeyOfTheSiteIsNamed() {
        let bench = bench()
        bench.site.siteKey = signingKey(Who.otherSite).publicKey
        refuses(bench, .siteKeyNotNamed(organisation: Sample.organisation, site: Sample.site))
    }

    @Test func oneOfSeveralSiteKeysIsEnough() {
        let bench = bench { $0.recipients[0].siteKeys.append(signer(Who.otherSite)) }
        bench.site.siteKey = signingKey(Who.otherSite).publicKey
        opens(bench)
    }

    @Test func aNameIsComparedAfterNormalisingAndTrimming() {
        let users = Sample.agreement().recipients[0].users
        let bench = bench()
        for name in ["j. doe", "J.Doe", "J. Doe Jr", "Zoe Angstrom", "J.  Doe"] {
            bench.person.name = name
            refuses(bench, .personNotNamed(Line(name)!, users: users))
        }
        bench.person.name = "J. Doe\u{202E}"
        refuses(bench, .personMissing(users: users))
        for (number, name) in [
            " J. Doe ", "\tJ. Doe\n", "Zoe\u{308} A\u{30A}ngstro\u{308}m", "Zo\u{EB} \u{212B}ngström",
        ].enumerated() {
            bench.destination = bench.target + "/\(number)"
            bench.person.name = name
            opens(bench)
        }
    }

    @Test func aUserOfAnotherSiteIsNotNamedHere() {
        let elsewhere = Line("V. Isitor")!
        let bench = bench {
            $0.recipients.append(
                Recipient(
                    organisation: Line("Department C")!, site: Line("Far House")!, siteKeys: [signer(Who.otherSite)],
                    users: [elsewhere]))
        }
        bench.person.name = elsewhere.description
        refuses(bench, .personNotNamed(elsewhere, users: Sample.agreement().recipients[0].users))
    }

    private func assurance(_ holder: Line, until: DatedInstant?) -> Assurance {
        Assurance(kind: .confidentialityDeclaration, holder: holder, reference: Line("CD-118")!, validUntil: until)
    }

    @Test func anAssuranceThatHasLapsedRefusesItsHolder() {
        let until = Sample.dated("2027-01-14", "2027-01-15T00:00:00Z")
        let other = Line("Zoë Ångström")!
        for holder in [Sample.site, Sample.person] {
            let lapsed = assurance(holder, until: until)
            let bench = bench { $0.assurances = [assurance(holder, until: nil), lapsed] }
            bench.now = until.instant
            refuses(bench, .lapsed(lapsed))
            bench.now = until.instant.advanced(bySeconds: -1)
            opens(bench)
        }
        // That of a colleague stops the colleague alone.
        let lapsed = assurance(other, until: until)
        let bench = bench { $0.assurances = [lapsed] }
        bench.person.name = "Zoë Ångström"
        refuses(bench, .lapsed(lapsed))
        bench.person.name = "J. Doe"
        opens(bench)
        // That of the card's holder stops whoever opens.
        let holders = assurance(Sample.person, until: until)
        let third = self.bench { $0.assurances = [holders] }
        third.person.name = "Zoë Ångström"
        refuses(third, .lapsed(holders))
    }
}
