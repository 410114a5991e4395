import CustodyLog
import PackageFormat
import TestCast
import Testing

@testable import DeadlineRegister

/// The register is the same, whatever the order in which its files and keys came.
@Suite struct OrderTests {
    /// A file, or a key that is trusted.
    private enum Step {
        case file([UInt8])
        case key(UInt8, PinRole)
    }

    /// Two packages, what two sites say of them, and what their provider says later.
    private static func steps(_ scratch: Scratch) throws -> [Step] {
        let cards = [
            Sample.card(1), Sample.card(2, site: Site.otherName, holder: Line("P. Okoro")!, signedBy: Who.otherSite),
        ]
        let first = try Sent(1, to: cards) { $0.addOtherSite() }
        let second = try Sent(2, to: [Sample.card(3)]) {
            $0.approvalsRequired = Sample.approvedAgreement.approvalsRequired
        }
        let (site, other) = (try Site(scratch), try Site.other(scratch))
        try site.open(first)
        let parts = try [0, 2, 3].map { from in (from, try site.receipts(from: from)) }
        try site.record(.received, second, at: Sample.now)
        try site.record(.clockAnomaly, at: Sample.now)
        try site.record(.clockAnomaly, at: Sample.now.advanced(bySeconds: 60))
        try site.record(.closed, first, at: Sample.now, code: "complete")
        let last = try site.receipts(from: 4)
        let certificate = try site.certificate(
            of: first, at: Sample.now.advanced(bySeconds: 100), witness: Who.stranger)
        try other.record(.received, first)
        let amended = second.revised { $0.runs(until: "2027-08-31", deleteBy: "2027-09-30") }
        let further = Sent.revised(amended) {
            $0.title = Line("Household survey extract, again")!
            $0.recipients[0].siteKeys.append(signer(9))
        }
        let approval = Sample.approvals(of: second.head.agreement)[0]
        return [
            .file(first.bytes), .file(second.bytes), .file(parts[0].1), .file(parts[1].1), .file(last),
            .file(certificate), .file(try other.receipts()), .file(first.hold(at: Sample.now)),
            .file(first.release(at: Sample.now.advanced(bySeconds: 9))),
            .file(second.recall(at: moment("2027-03-01T00:00:00Z"))),
            .file(try second.amendment(to: amended, at: Sample.now)),
            .file(try second.amendment(to: further, at: Sample.now.advanced(bySeconds: 5))),
            .file(Sample.card(4).text), .file(approval.text), .file(Sample.card(5, signedBy: 9).text),
            .key(Who.provider, .provider), .key(Who.approver, .approver(role: Sample.ownerRole)),
            .key(Who.stranger, .witness),
        ]
    }

    private func result(of steps: [Step], check: Bool) throws -> (
        picture: [String], audit: String, tables: [String: Int]
    ) {
        let desk = try Desk(trusting: [])
        for step in steps {
            switch step {
            case .file(let bytes): try desk.add(bytes)
            case .key(let key, let role): try? desk.trust(key, as: role)
            }
        }
        if check { try desk.expectSound() }
        let audit = try desk.register.audit(Sample.reference.description, now: moment("2027-02-01T00:00:00Z"))
        let accesses = audit.accesses.map { "\($0.at) \($0.type) \($0.site) \($0.proof.number)" }
        let deletions = audit.deletions.map { "\($0.at) \($0.witnesses) \(String(describing: $0.agreesWithLog))" }
        return (
            try desk.picture(on: "2027-02-01") + desk.picture(on: "2027-07-02"), "\(accesses) \(deletions)",
            try desk.fingerprints()
        )
    }

    @Test func anyOrderAndTwiceGivesTheSame() throws {
        let scratch = Scratch()
        let steps = try Self.steps(scratch)
        let (expected, audit, _) = try result(of: steps, check: true)
        #expect(
            expected.contains { $0.contains("\"state\":\"deleted\"") } && expected.contains { $0.contains("recalled") })
        #expect(expected.last == "aside", "\(expected.suffix(4))")
        var generator = SeededGenerator(seed: 2_026)
        for round in 0..<24 {
            let order = (steps + steps).shuffled(using: &generator)
            let found = try result(of: order, check: round % 6 == 0)
            #expect(found.picture == expected, "round \(round)")
            #expect(found.audit == audit, "round \(round)")
        }
    }

    @Test func aBatchGivesTheSameAsOneByOne() throws {
        let scratch = Scratch()
        let steps = try Self.steps(scratch)
        let (expected, _, _) = try result(of: steps, check: false)
        let desk = try Desk()
        try desk.trust(Who.approver, as: .approver(role: Sample.ownerRole))
        try desk.trust(Who.stranger, as: .witness)
        var files: [Arrival] = []
        for case .file(let bytes) in steps.reversed() { files.append(try desk.arrival(bytes)) }
        let receipts = try desk.register.add(files, now: Sample.now)
        #expect(receipts.count == files.count)
        #expect(try desk.picture(on: "2027-02-01") + desk.picture(on: "2027-07-02") == expected)
        try desk.expectSound()
    }
}

/// The same numbers in every run (splitmix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
