import Testing

/// What `import` says of each statement that it refuses: the statements of Tests/Vectors, at a site that holds their package.
@Suite(Scratch.needsFaketime) struct ImportWordsTests {
    private static let askAgain = "name the .statement file that the provider sent, or ask for it again"
    private static let askNew = "ask the provider for a new statement"
    private static let tell = "do not act on it; tell the provider"
    private static let final = "nothing but a hold and its release comes after a recall"
    /// Of revision 2.
    private static let secondHash = "b2f29459b7d6589e5adc0e2b749e497b9569413c362f23c59f1abd3fa25a9af6"
    private static let otherProvider = "vtzd-mmvl-u76b-m2sq-dlyg-64w4-hcjk-qysa"

    /// Takes `before`, then expects each of `refused`.
    private func expect(_ refused: [(String, Complaint)], after before: [String] = []) throws {
        let scratch = try Scratch.holdingTheVectorPackage()
        for name in before { try scratch.succeed(try scratch.taking(name)) }
        for (name, complaint) in refused { try scratch.expect(complaint, from: try scratch.taking(name)) }
    }

    @Test func filesThatAreNone() throws {
        func none(_ name: String, _ why: String) -> (String, Complaint) {
            (
                name,
                Complaint(
                    Status.usage, "\"\(name).statement\" is not a statement of a provider: \(why)", hint: Self.askAgain)
            )
        }
        func newer(_ name: String, _ what: String) -> (String, Complaint) {
            (
                name,
                Complaint(
                    Status.newerTool, "\"\(name).statement\": it was written by a newer tool (\"\(what)\")",
                    hint: "update this tool")
            )
        }
        try expect([
            none("of-a-card", "it begins with \"microvault/1 card\""),
            none("space-in-the-body", "it is not in canonical form"),
            none("unknown-key", "it is not in canonical form"), none("no-reason", "it is malformed"),
            none("no-signature", "it is cut short or altered"),
            none("seventeen-signatures", "it is cut short or altered"),
            newer("version-2", "microvault/2 hold"), newer("agreement-of-version-2", "microvault_agreement 2"),
        ])
    }

    @Test func filesThatAreNotAuthentic() throws {
        func forged(_ name: String, _ why: String) -> (String, Complaint) {
            (
                name,
                Complaint(Status.notAuthentic, "\"\(name).statement\" is not authentic: \(why)", hint: Self.tell)
            )
        }
        try expect([
            forged("reason-changed", "its signature does not fit"),
            forged("signed-as-a-hold", "its signature does not fit"), forged("signed-twice", "one key signed it twice"),
        ])
    }

    @Test func otherPackagesAndSigners() throws {
        let other = String(repeating: "f", count: 32)
        try expect([
            (
                "other-package-id",
                Complaint(
                    Status.refused, "the statement is about another package: \(other)",
                    hint: "ask the provider for the statement of this package")
            ),
            (
                "of-another-package",
                Complaint(
                    Status.usage, "nothing that is held here is called \"\(other)\"",
                    hint: "\"unvault status\" shows what is held")
            ),
            (
                "of-another-head",
                Complaint(
                    Status.notAuthentic,
                    "the statement is about another package of the same id: its package hash is "
                        + "c29d0bcf58d8d2149c3c91fb21b0071e85cca2c8a840918b6f339c32f80692a5",
                    hint: "no two packages have one id: tell the provider")
            ),
            (
                "by-a-stranger",
                Complaint(
                    Status.notAuthentic, "the statement is not signed by a provider that is trusted here",
                    details: ["4cqv-z36j-5dxq-4aeb-kco2-r4hs-4kg3-liof"],
                    hint: "\"unvault trust list\" shows the keys that are; ask the provider by a way that you trust")
            ),
            (
                "by-the-provider-and-another",
                Complaint(
                    Status.notAuthentic,
                    "the statement is not signed by the provider of the package alone: "
                        + "s27q-xv7t-fuyv-q6ht-3np3-pzex-75rg-ljk3, \(Self.otherProvider)", hint: Self.tell)
            ),
        ])
    }

    @Test func amendmentsThatDoNotFitThePackage() throws {
        try expect([
            (
                "other-reference",
                Complaint(
                    Status.refused, "the statement is for another agreement: \"DSA-2026-015\"", hint: Self.askNew)
            ),
            (
                "other-signing-key",
                Complaint(
                    Status.notAuthentic,
                    "the amended agreement names another signing key of the provider: \(Self.otherProvider)",
                    hint: Self.tell)
            ),
            (
                "rule-broken",
                Complaint(
                    Status.notAuthentic,
                    "the amended agreement breaks a rule at \"recipients\": at least one is needed", hint: Self.tell)
            ),
            (
                "same-revision",
                Complaint(
                    Status.refused, "the amendment brings revision 1 of the agreement; revision 1 is in force",
                    hint: "nothing changed; ask the provider for the latest amendment if this is it")
            ),
            (
                "supersedes-another",
                Complaint(
                    Status.notAuthentic, "the amended agreement supersedes another text than the statement says",
                    hint: Self.tell)
            ),
            (
                "approval-missing",
                Complaint(
                    Status.refused, "the amended agreement: the approval of the data-protection-officer is missing",
                    hint: Self.tell)
            ),
            (
                "approvals-out-of-order",
                Complaint(
                    Status.notAuthentic, "the approvals of the amended agreement are out of order", hint: Self.tell)
            ),
            (
                "amendment-too-early",
                Complaint(
                    Status.refused,
                    "the amendment takes the place of an agreement that is not in force here: \(Self.secondHash)",
                    hint: "ask the provider for the amendments before it, and import them first")
            ),
        ])
    }

    @Test func ordersThatNameTheAgreementInForce() throws {
        try expect(
            [
                (
                    "other-agreement",
                    Complaint(
                        Status.refused,
                        "the statement names another agreement than the one that the package holds: "
                            + Self.secondHash, hint: Self.askNew)
                )
            ], after: ["amendment"])
    }

    @Test func whatComesAfterARecall() throws {
        let recalled = Complaint(
            Status.refused, "the package was recalled on 12 January 2027, 12:00 UTC, which is final", hint: Self.final)
        try expect(
            [("recall-after-a-recall", recalled), ("amendment-after-a-recall", recalled)], after: ["recall"])
    }

    @Test func ordersThatWereOvertaken() throws {
        func overtaken(_ name: String, _ kind: String, _ time: String, by last: String) -> (String, Complaint) {
            (
                name,
                Complaint(
                    Status.refused, "the \(kind) of 2027-01-12T\(time):00Z does not come after the \(last):00Z",
                    hint: "nothing changed; ask the provider for a new \(kind) if it is still meant")
            )
        }
        try expect(
            [
                overtaken("release-overtaken", "release", "08:59", by: "hold of 2027-01-12T09:00"),
                overtaken("release-at-the-second-of-a-hold", "release", "09:00", by: "hold of 2027-01-12T09:00"),
            ], after: ["hold"])
        try expect(
            [overtaken("hold-overtaken", "hold", "09:30", by: "release of 2027-01-12T10:00")],
            after: ["hold", "release"])
    }

    @Test func aStatementOfTheFuture() throws {
        let scratch = try Scratch.holdingTheVectorPackage(at: "2027-01-12 07:59:59")
        try scratch.expect(
            Complaint(
                Status.refused,
                "the statement was issued on 12 January 2027, 09:00 UTC; this machine's clock says 12 January 2027, 07:59 UTC",
                hint: "set this machine's clock right; if it is right, tell the provider that theirs is ahead"),
            from: try scratch.taking("issued-ahead", at: "2027-01-12 07:59:59"))
    }

    @Test func aStatementThatWasTakenBeforeChangesNothing() throws {
        let scratch = try Scratch.holdingTheVectorPackage()
        try scratch.succeed(try scratch.taking("hold"))
        let taking = try scratch.taking("taken-before")
        let before = scratch.listing()
        let run = try scratch.succeed(taking)
        #expect(
            run.err
                == "DSA-2026-014 is on hold: nothing of it is deleted until it is released\nreason                An inquiry.\n"
        )
        #expect(difference(before, scratch.listing()).allSatisfy { $0.hasPrefix("share/unvault/lock: ") })
    }
}

extension Scratch {
    private static let vectors =
        String(#filePath.dropLast("CommandTests/ImportWordsTests.swift".utf8.count)) + "Vectors"

    /// What follows the header of a vector, as a file here.
    private func write(vector name: String, to file: String) throws {
        let bytes = try #require(Self.contents("\(Self.vectors)/\(name)"))
        let end = try #require(bytes.indices.dropLast().first { bytes[$0] == 10 && bytes[$0 + 1] == 10 })
        try write(Array(bytes[(end + 2)...]), to: file)
    }

    private static func at(_ time: String, _ command: [String]) -> [String] {
        ["env", "TZ=UTC", "NO_FAKE_STAT=1", "faketime", "-f", time] + command
    }

    /// The vault of Example House has opened the package of the statements.
    static func holdingTheVectorPackage(at time: String = "2027-01-15 12:00:00") throws -> Scratch {
        let scratch = try Scratch()
        let card = String(repeating: "0", count: 31) + "1"
        try scratch.write(vector: "accepted/plain", to: "x.mvault")
        try scratch.succeed("cp", "\(vectors)/keys/provider.pub", "provider.pub")
        try scratch.succeed("install", "-m", "600", "\(vectors)/keys/site.key", "site.key")
        try scratch.succeed(
            at(
                time,
                [
                    "unvault", "init", "--organisation", "Department B", "--site", "Example House", "--no-passphrase",
                    "--site-key", "site.key",
                ]))
        try scratch.succeed(
            at(
                time,
                [
                    "unvault", "trust", "add", "provider.pub", "--as", "provider", "--fingerprint",
                    try scratch.fingerprint("provider"),
                ]))
        for kind in ["card", "key"] {
            try scratch.succeed(
                "install", "-m", "600", "\(vectors)/keys/\(card).\(kind)", "\(scratch.vault)/cards/\(card).\(kind)")
        }
        try scratch.succeed(at(time, opening + ["--storage-attested", "scratch"]))
        return scratch
    }

    /// Takes the statement of a vector.
    func taking(_ name: String, at time: String = "2027-01-15 12:00:00") throws -> [String] {
        try write(vector: "statements/\(name)", to: "\(name).statement")
        return Self.at(time, ["unvault", "import", "\(name).statement"])
    }
}
