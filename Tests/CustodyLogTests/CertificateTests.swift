import PackageFormat
import Sealing
import TestCast
import Testing

@testable import CustodyLog

@Suite struct CertificateTests {
    private static let witness: UInt8 = 31

    private static func body(_ change: (inout CertificateBody) -> Void = { _ in }) -> CertificateBody {
        let id = Sample.cardID(1)
        var body = CertificateBody(
            certificateID: id, packageID: Sample.cardID(2), packageHash: Digest.of([1], as: .none),
            reference: Sample.reference, revision: Count(1)!, provider: signer(Who.provider),
            organisation: Sample.organisation, site: Sample.site, result: .complete, methodType: Reference("clear")!,
            methodUsed: Line("overwritten once")!, verificationMethod: Line("read back")!, tool: Line("unvault test")!,
            startedAt: Sample.now, finishedAt: Sample.now.advanced(bySeconds: 5), wasInterrupted: false,
            isUnattended: false, person: .init(name: Sample.person, title: nil, location: nil), declaration: nil,
            includesDerived: false,
            objects: [
                .init(
                    kind: Reference("opened-file")!, pathHash: CertificateBody.pathHash("/data/a.csv", in: id),
                    size: Count(9)!, matched: true, method: Reference("overwritten-and-unlinked")!,
                    result: Reference("erased")!, errno: nil, links: nil, caveats: [])
            ], objectCount: Count(1)!,
            key: .init(card: Sample.cardID(3), result: Reference("destroyed")!, hadPassphrase: true, opensNoMore: true),
            media: [], caveats: [Reference("key-backups-unknown")!],
            clock: .init(mark: Sample.now, isAhead: false, isConfirmed: false),
            endorsement: LogBench.endorsement, checkpoint: nil)
        change(&body)
        return body
    }

    private static func unattended(_ body: inout CertificateBody) { (body.isUnattended, body.person) = (true, nil) }

    private func file(_ body: CertificateBody, _ keys: UInt8...) -> [UInt8] {
        var statement = DeletionCertificateStatement(body, signedBy: signingKey(keys[0]))
        for key in keys.dropFirst() { statement = statement.signed(by: signingKey(key)) }
        return statement.text
    }

    private func fault(_ bytes: [UInt8]) -> CertificateFault? {
        do throws(CertificateFault) {
            _ = try DeletionCertificate(parsing: bytes)
            return nil
        } catch { return error }
    }

    @Test func oneOfAPersonIsSignedByTheSiteToo() throws {
        let bytes = file(Self.body(), LogBench.ledger, Who.site)
        let certificate = try DeletionCertificate(parsing: bytes)
        #expect(certificate.body == Self.body() && certificate.text == bytes && certificate.result == .complete)
        #expect(certificate.siteKey == signer(Who.site).key && certificate.witnesses.isEmpty)
        #expect(fault(file(Self.body(), LogBench.ledger)) == .siteSignature)
    }

    @Test func oneOfASweepIsNot() throws {
        let body = Self.body(Self.unattended)
        let certificate = try DeletionCertificate(parsing: file(body, LogBench.ledger))
        #expect(certificate.siteKey == signer(Who.site).key && certificate.body.person == nil)
        #expect(fault(file(body, LogBench.ledger, Who.site)) == .siteSignature)
    }

    @Test func aWitnessIsToldApart() throws {
        let certificate = try DeletionCertificate(parsing: file(Self.body(), LogBench.ledger, Who.site, Self.witness))
        #expect(certificate.witnesses == [signer(Self.witness).key])
        let unattended = try DeletionCertificate(
            parsing: file(Self.body(Self.unattended), LogBench.ledger, Self.witness))
        #expect(unattended.witnesses == [signer(Self.witness).key])
    }

    @Test func theLedgerKeySignsFirst() {
        #expect(fault(file(Self.body(), Who.site, LogBench.ledger)) == .ledgerSignature)
        #expect(fault(file(Self.body(), Who.stranger, Who.site)) == .ledgerSignature)
        #expect(fault(file(Self.body(Self.unattended), Who.stranger)) == .ledgerSignature)
    }

    @Test func theEndorsementIsOfThisSite() {
        for change in [
            { $0.site = Line("Other House")! }, { $0.organisation = Line("Department C")! },
            { $0.endorsement = LogBench.endorsement.signed(by: signingKey(Who.stranger)) },
        ] as [(inout CertificateBody) -> Void] {
            #expect(fault(file(Self.body(change), LogBench.ledger, Who.site)) == .endorsement)
        }
        // Endorsed by somebody else: that key, and not the site's, would have had to sign.
        let strange = Self.body {
            $0.endorsement = LedgerEndorsement(LogBench.endorsement.body, signedBy: signingKey(Who.stranger))
        }
        #expect(fault(file(strange, LogBench.ledger, Who.site)) == .siteSignature)
    }

    @Test func aCheckpointIsSignedByTheLedgerKey() {
        let checkpoint = Checkpoint(log: Sample.cardID(5), size: 3, root: MerkleTree().root)
        for (key, expected) in [(LogBench.ledger, nil), (Who.stranger, CertificateFault.checkpoint)] {
            let body = Self.body { $0.checkpoint = CheckpointNote(checkpoint, signedBy: signingKey(key)) }
            #expect(fault(file(body, LogBench.ledger, Who.site)) == expected)
        }
    }

    @Test func anAlteredBodyIsRefused() {
        let good = text(file(Self.body { $0.result = .partial }, LogBench.ledger, Who.site))
        for (old, new) in [
            ("partial", "complete"), ("\"opens_no_more\":true", "\"opens_no_more\":false"), ("J. Doe", "J. Roe"),
            ("12:00:05Z", "12:00:06Z"), ("key-backups-unknown", "key-backups-unknowm"),
        ] {
            let altered = good.replacing(old, with: new)
            #expect(altered != good)
            #expect(fault(Array(altered.utf8)) == .statement(.badSignature(signer(LogBench.ledger))), "\(old)")
        }
    }

    @Test func otherFilesAreNone() {
        let good = text(file(Self.body(), LogBench.ledger, Who.site))
        let newer = good.replacing("microvault/1 ", with: "microvault/2 ")
        #expect(fault(Array(newer.utf8)) == .statement(.newerVersion(found: "microvault/2 certificate")))
        for other in ["", good.replacing("1 certificate", with: "1 card"), String(good.dropLast(3)), good + "\n"] {
            guard case .statement = fault(Array(other.utf8)) else {
                Issue.record("\(other.prefix(40))")
                continue
            }
        }
        let repeated = file(Self.body(), LogBench.ledger, Who.site, Who.site)
        #expect(fault(repeated) == .statement(.repeatedSigner(signer(Who.site))))
    }

    /// Whoever has the path finds it; the same path in another certificate has another hash.
    @Test func aPathIsToldByItsHashAlone() {
        let (one, two) = (Sample.cardID(1), Sample.cardID(2))
        #expect(CertificateBody.pathHash("/a", in: one) == CertificateBody.pathHash("/a", in: one))
        #expect(CertificateBody.pathHash("/a", in: one) != CertificateBody.pathHash("/a", in: two))
        #expect(CertificateBody.pathHash("/a", in: one) != CertificateBody.pathHash("/b", in: one))
        #expect(!text(file(Self.body(), LogBench.ledger, Who.site)).contains("a.csv"))
    }
}
