import Testing

@testable import PackageFormat

@Suite struct AgreementTests {
    private static func error(_ bytes: [UInt8]) -> AgreementReadingError? {
        failure { () throws(AgreementReadingError) in _ = try Agreement(parsing: bytes) }
    }

    private static let bytes = Sample.agreement.bytes

    /// Computed with Python's `json` and `hashlib` from docs/format.md alone.
    @Test func `canonical bytes and hash are those of an independent computation`() throws {
        #expect(Self.bytes.count == 1_989)
        #expect(
            Sample.agreement.hash.hex == "d115d2581d41d340223823e37bf981d6f9e46daa6e3d308468d908dffdb526f5")
        #expect(try Agreement(parsing: Self.bytes) == Sample.agreement)
    }

    @Test func `what is not the canonical text is refused`() {
        #expect(Self.error([]) == .json(.malformed(path: "")))
        #expect(Self.error(Self.bytes + [10]) == .json(.notCanonical))
        #expect(Self.error(Self.bytes.replacing("{", with: #"{"a":1,"#)) == .json(.notCanonical))
        #expect(Self.error(Self.bytes.replacing("ACC-77", with: "ACC-\\u0037")) == .json(.notCanonical))
        #expect(
            Self.error(Self.bytes.replacing("OFFICIAL-SENSITIVE", with: "SECRET"))
                == .json(.malformed(path: "classification")))
        #expect(
            Self.error(Self.bytes.replacing("statistics", with: "marketing"))
                == .json(.malformed(path: "purpose_category")))
        #expect(
            Self.error(Self.bytes.replacing("data/households.csv", with: "../households.csv"))
                == .json(.malformed(path: "tables[0].path")))
        let long = [UInt8](repeating: 0x20, count: 1 << 20 + 1)
        #expect(Self.error(long) == .json(.overCap(length: 1 << 20 + 1, cap: 983_040)))
    }

    @Test func `a rule that is broken is named`() {
        let broken = Sample.changed { $0.revision = 0 }
        #expect(Self.error(broken.bytes) == .rule(.init(path: "revision", rule: .outOfRange(1...1_000_000))))
        let newer = Self.bytes.replacing(#""microvault_agreement":1"#, with: #""microvault_agreement":2"#)
        #expect(Self.error(newer) == .newerVersion(2))
    }

    @Test func `recipients by organisation and site`() {
        let found = Sample.agreement.recipient(organisation: line("Department B"), site: line("Example House"))
        #expect(found == Sample.agreement.recipients[0])
        #expect(Sample.agreement.recipient(organisation: line("Department B"), site: line("Other")) == nil)
        #expect(Sample.agreement.recipient(organisation: line("Other"), site: line("Example House")) == nil)
    }

    @Test func `an assurance lapses at its instant, for its holder`() {
        let until = instant("2028-01-01T00:00:00Z")
        let holder = line("Example House")
        #expect(Sample.agreement.lapsedAssurances(of: [holder], at: until.advanced(bySeconds: -1)) == [])
        #expect(Sample.agreement.lapsedAssurances(of: [holder], at: until) == Sample.agreement.assurances)
        #expect(Sample.agreement.lapsedAssurances(of: [line("J. Doe")], at: until) == [])
        let unlimited = Sample.changed { $0.assurances[0].validUntil = nil }
        #expect(unlimited.lapsedAssurances(of: [holder], at: .last) == [])
    }
}

@Suite struct AgreementRulesTests {
    private static func problems(_ change: (inout Agreement) -> Void) -> [AgreementProblem] {
        AgreementRules.problems(of: Sample.changed(change))
    }

    private static func found(
        _ path: String, _ rule: AgreementProblem.Rule, _ change: (inout Agreement) -> Void
    ) -> Bool {
        problems(change) == [AgreementProblem(path: path, rule: rule)]
    }

    @Test func `the sample keeps every rule`() {
        #expect(AgreementRules.problems(of: Sample.agreement) == [])
    }

    @Test func `version, revision and what it takes the place of`() {
        #expect(Self.found("microvault_agreement", .unknownVersion(0)) { $0.version = 0 })
        #expect(Self.found("revision", .outOfRange(1...1_000_000)) { $0.revision = 0 })
        #expect(Self.found("revision", .outOfRange(1...1_000_000)) { $0.revision = -1 })
        #expect(Self.found("supersedes", .supersedesMissing) { $0.revision = 2 })
        #expect(Self.found("supersedes", .supersedesOnFirstRevision) { $0.supersedes = Sample.agreement.hash })
        #expect(
            Self.problems {
                $0.revision = 2
                $0.supersedes = Sample.agreement.hash
            } == [])
    }

    @Test func `lists that may not be empty`() {
        #expect(
            Self.problems {
                $0.recipients = []
                $0.assurances = []
            } == [.init(path: "recipients", rule: .empty)])
        #expect(Self.found("recipients[0].site_keys", .empty) { $0.recipients[0].siteKeys = [] })
        #expect(Self.found("recipients[0].users", .empty) { $0.recipients[0].users = [] })
        #expect(
            Self.found("tables[0].schema.fields[0].constraints.enum", .empty) {
                $0.tables[0].schema?.fields[0].constraints?.enum = []
            })
    }

    @Test func `all keys are distinct`() {
        #expect(
            Self.found("recipients[0].site_keys[1]", .keyUsedTwice(firstPath: "recipients[0].site_keys[0]")) {
                $0.recipients[0].siteKeys.append(Sample.keyText(2))
            })
        #expect(
            Self.found("recipients[0].site_keys[0]", .keyUsedTwice(firstPath: "provider.signing_key")) {
                $0.provider.signingKey = Sample.keyText(2)
            })
        #expect(
            Self.found("approvals_required[1].key", .keyUsedTwice(firstPath: "approvals_required[0].key")) {
                $0.approvalsRequired[1].key = Sample.keyText(3)
            })
        #expect(
            Self.found("approvals_required[0].key", .keyUsedTwice(firstPath: "provider.signing_key")) {
                $0.approvalsRequired[0].key = Sample.keyText(1)
            })
    }

    @Test func `nothing is listed twice`() {
        #expect(
            Self.found("recipients[0].users[2]", .repeated(firstPath: "recipients[0].users[0]")) {
                $0.recipients[0].users.append(line("J. Doe"))
            })
        #expect(
            Self.found("recipients[1]", .repeated(firstPath: "recipients[0]")) {
                $0.recipients.append($0.recipients[0])
                $0.recipients[1].siteKeys = [Sample.keyText(6)]
            })
        #expect(
            Self.found("conditions[1].id", .repeated(firstPath: "conditions[0].id")) {
                $0.conditions.append($0.conditions[0])
            })
        #expect(
            Self.found("approvals_required[1].role", .repeated(firstPath: "approvals_required[0].role")) {
                $0.approvalsRequired[1].role = $0.approvalsRequired[0].role
            })
        #expect(Self.found("tables[1].path", .repeated(firstPath: "tables[0].path")) { $0.tables.append($0.tables[0]) })
        #expect(
            Self.found(
                "tables[0].schema.fields[1].name", .repeated(firstPath: "tables[0].schema.fields[0].name")
            ) {
                if let field = $0.tables[0].schema?.fields[0] { $0.tables[0].schema?.fields.append(field) }
            })
    }

    @Test func `days in their order`() {
        #expect(
            Self.found("expires", .notAfter(path: "starts")) {
                $0.starts = day("2027-06-01", "2027-05-31T23:00:00Z")
            })
        #expect(Self.problems { $0.starts = day("2027-05-31", "2027-05-30T23:00:00Z") } == [])
        #expect(Self.found("delete_by", .notAfter(path: "expires")) { $0.deleteBy = $0.expires })
        #expect(Self.problems { $0.deleteBy = day("2027-06-01", "2027-06-01T23:00:00Z") } == [])
        for (date, fits) in [("2026-11-30", false), ("2026-12-01", true), ("2027-05-31", true), ("2027-06-01", false)] {
            let found = Self.problems { $0.reviewBy = day(date, "\(LocalDate(date)!)T23:00:00Z") }
            #expect(found == (fits ? [] : [.init(path: "review_by", rule: .reviewOutsideTerm)]))
        }
    }

    @Test func `an instant belongs to its day`() {
        let rule = AgreementProblem.Rule.instantDoesNotFit
        #expect(Self.found("starts", rule) { $0.starts = day("2026-12-01", "2026-12-01T15:00:01Z") })
        #expect(Self.found("starts", rule) { $0.starts = day("2026-12-01", "2026-11-30T08:59:59Z") })
        #expect(Self.problems { $0.starts = day("2026-12-01", "2026-12-01T15:00:00Z") } == [])
        #expect(Self.found("expires", rule) { $0.expires = day("2027-05-31", "2027-06-03T23:00:00Z") })
        #expect(Self.found("delete_by", rule) { $0.deleteBy = day("2027-06-30", "2027-06-30T08:00:00Z") })
        #expect(Self.found("review_by", rule) { $0.reviewBy = day("2027-03-01", "2027-03-03T00:00:00Z") })
        #expect(
            Self.found("assurances[0].valid_until", rule) {
                $0.assurances[0].validUntil = day("2027-12-31", "2030-01-01T00:00:00Z")
            })
    }

    /// Each of these instants fits its day, but a copy would have to be gone while it still opens.
    @Test func `instants keep the order of their days`() {
        #expect(
            Self.found("delete_by", .notAfter(path: "expires")) {
                $0.expires = day("2027-05-31", "2027-06-01T15:00:00Z")
                $0.deleteBy = day("2027-06-01", "2027-06-01T09:00:00Z")
            })
        #expect(
            Self.found("expires", .notAfter(path: "starts")) {
                $0.starts = day("2027-05-31", "2027-05-31T15:00:00Z")
                $0.expires = day("2027-05-31", "2027-05-31T09:00:00Z")
            })
    }

    @Test func `holders and numbers`() {
        #expect(
            Self.found("assurances[0].holder", .holderUnknown("Nobody")) { $0.assurances[0].holder = line("Nobody") })
        #expect(Self.problems { $0.assurances[0].holder = line("J. Doe") } == [])
        #expect(Self.found("escalation[0].days", .outOfRange(0...3_650)) { $0.escalation[0].days = -1 })
        #expect(Self.found("escalation[0].days", .outOfRange(0...3_650)) { $0.escalation[0].days = 3_651 })
        let counts = 0...CanonicalJSON.integerLimit
        #expect(Self.found("tables[0].max_records", .outOfRange(counts)) { $0.tables[0].maximumRecords = -1 })
        #expect(Self.found("tables[0].k_threshold", .outOfRange(1...1_000)) { $0.tables[0].kThreshold = 0 })
        #expect(Self.found("tables[0].k_threshold", .outOfRange(1...1_000)) { $0.tables[0].kThreshold = 1_001 })
        let limits = "tables[0].schema.fields[0].constraints"
        #expect(
            Self.found(limits + ".minLength", .outOfRange(counts)) {
                $0.tables[0].schema?.fields[0].constraints?.minLength = -1
            })
        #expect(
            Self.found(limits + ".maxLength", .lengthsCrossed) {
                $0.tables[0].schema?.fields[0].constraints?.minLength = 4
            })
    }

    @Test func `every problem is found at once`() {
        let found = Self.problems {
            $0.revision = 0
            $0.recipients[0].users = []
            $0.deleteBy = $0.expires
            $0.escalation[0].days = -1
            $0.tables[0].kThreshold = 0
        }
        #expect(
            found.map(\.path)
                == ["revision", "recipients[0].users", "delete_by", "escalation[0].days", "tables[0].k_threshold"])
    }
}
