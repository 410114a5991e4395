import PackageFormat
import Sealing
import Testing

@testable import AgreementAuthoring

@Suite struct CompileTests {
    @Test func `what is not given has its default`() throws {
        let agreement = try compiled(Sample.least)
        #expect(agreement.version == 1)
        #expect(agreement.supersedes == nil && agreement.legalGateway == nil && agreement.reviewBy == nil)
        #expect(agreement.timezone == Line("Europe/London"))
        #expect(agreement.onwardSharing == .prohibited)
        #expect(agreement.storage == Storage(encrypted: .required, removableMedia: .prohibited))
        #expect(agreement.screening.acceptance == .approver)
        #expect(agreement.assurances.isEmpty && agreement.escalation.isEmpty && agreement.conditions.isEmpty)
        #expect(agreement.approvalsRequired.isEmpty && agreement.tables.isEmpty)
    }

    @Test func `parts of parts have their defaults too`() throws {
        let more = """
            storage: {removable_media: allowed}
            screening: {}
            tables:
              - {path: a.csv, schema: {fields: [{name: x}]}}
            """
        let agreement = try compiled(Sample.adding(more))
        #expect(agreement.storage == Storage(encrypted: .required, removableMedia: .allowed))
        #expect(agreement.screening.acceptance == .approver)
        let schema = try #require(agreement.tables.first?.schema)
        #expect(schema.fieldsMatch == .exact)
        #expect(schema.fields == [Field(name: try #require(Line("x")), type: .any, role: .other, constraints: nil)])
    }

    @Test func `days become instants of the agreement's time zone`() throws {
        let agreement = try compiled(Sample.adding("review_by: 2027-03-27"))
        #expect(agreement.starts.instant.description == "2026-12-01T00:00:00Z")
        #expect(agreement.expires.date.description == "2027-05-31")
        #expect(agreement.expires.instant.description == "2027-05-31T23:00:00Z")
        #expect(agreement.deleteBy.instant.description == "2027-06-30T23:00:00Z")
        #expect(agreement.reviewBy?.instant.description == "2027-03-28T00:00:00Z")
        let tokyo = try compiled(Sample.adding("timezone: Asia/Tokyo"))
        #expect(tokyo.starts.instant.description == "2026-11-30T15:00:00Z")
        #expect(tokyo.expires.instant.description == "2027-05-31T15:00:00Z")
    }

    @Test func `the compiled bytes are read back as the same agreement`() throws {
        let agreement = try compiled(Sample.full)
        #expect(try Agreement(parsing: agreement.bytes) == agreement)
    }

    /// Approvals name this hash: a change of it is a change of the format.
    @Test func `the canonical bytes do not change`() throws {
        #expect(
            try compiled(Sample.full).hash.hex == "daa5aa7eeaacb366ce247f8255535fddb6fe504a92b82f508a6ed2931de05e6c")
    }

    @Test func `problems of every kind are reported at once, in the order of lines`() {
        let yaml = Sample.with("revision: 1", "revision: one")
            .appending("timezone: Mars\ncolour: red\nassurances:\n  - {kind: oath, holder: J. Doe}\n")
        let expected = ["3 revision", "26 timezone", "27 ", "29 assurances[0].kind", "29 assurances[0]"]
        let lines = found(yaml).map { "\($0.line) \($0.path)" }
        #expect(Set(lines) == Set(expected))
        #expect(problems(yaml).map(\.line) == [3, 26, 27, 29, 29])
    }

    @Test func `rules are reported at the node that breaks them`() {
        #expect(
            found(Sample.with("expires: 2027-05-31", "expires: 2026-11-30")) == [
                Found(24, "expires", .rule(.notAfter(path: "starts"), otherLine: 23))
            ])
        #expect(
            found(Sample.with("revision: 1", "revision: 2")) == [
                Found(1, "supersedes", .rule(.supersedesMissing, otherLine: nil))
            ])
        #expect(
            found(Sample.with("[J. Doe, A. Smith]", "[]")) == [
                Found(17, "recipients[0].users", .rule(.empty, otherLine: nil))
            ])
        let sameKey = Sample.with(signingKey(2).text, signingKey(1).text)
        #expect(
            found(sameKey) == [
                Found(
                    16, "recipients[0].site_keys[0]",
                    .rule(.keyUsedTwice(firstPath: "provider.signing_key"), otherLine: 12))
            ])
        let two = Sample.with("starts: 2026-12-01", "starts: 2027-12-01").appending("review_by: 2029-01-01\n")
        #expect(found(two).map(\.line) == [24, 26])
    }

    @Test func `an agreement that no package could carry is refused`() {
        let text = String(repeating: "x", count: 16_000)
        let conditions = (1...66).map { "  - {id: c\($0), text: \(text)}\n" }.joined()
        let kinds = found(Sample.adding("conditions:\n" + conditions)).map(\.kind)
        #expect(kinds.count == 1)
    }
}

@Suite struct TemplateTests {
    private func template() throws -> String {
        AgreementAuthor.template(startingOn: try #require(LocalDate("2026-12-01")))
    }

    private func filledIn(_ template: String) -> String {
        template.replacing("PUT THE LINE OF provider.pub HERE", with: signingKey(1).text)
            .replacing("PUT THE LINE OF THE SITE KEY HERE", with: signingKey(2).text)
            .replacing("PUT THE LINE OF THE APPROVER'S .pub FILE HERE", with: signingKey(3).text)
    }

    @Test func `untouched it lacks the keys alone`() throws {
        let problems = found(try template())
        #expect(
            problems.map(\.path) == [
                "provider.signing_key", "recipients[0].site_keys[0]", "approvals_required[0].key",
            ])
        for problem in problems {
            guard case .keyLine(.notAKeyLine, _, commaInBrackets: false) = problem.kind else {
                Issue.record("\(problem)")
                continue
            }
        }
    }

    @Test func `with its keys it compiles, from the day asked for`() throws {
        let agreement = try compiled(filledIn(template()))
        #expect(agreement.reference == Reference("DSA-2026-001"))
        #expect(agreement.starts.date.description == "2026-12-01")
        #expect(agreement.expires.date.description == "2027-05-31")
        #expect(agreement.deleteBy.date.description == "2027-06-30")
    }

    @Test func `with every optional key used it compiles too, and no key is left unexplained`() throws {
        let lines = try filledIn(template()).split(separator: "\n", omittingEmptySubsequences: false)
        let used = lines.map { line in
            let isOptional = line.hasPrefix("#") && (line.hasPrefix("#  ") || !line.hasPrefix("# "))
            return isOptional && !line.hasPrefix("#supersedes") ? line.dropFirst() : line
        }.joined(separator: "\n")
        let agreement = try compiled(used)
        #expect(agreement.reviewBy?.date.description == "2027-03-01")
        #expect(agreement.assurances.count == 2 && agreement.escalation.count == 1 && agreement.tables.count == 1)
        for key in Agreement.CodingKeys.allCases {
            #expect(lines.contains { $0.hasPrefix("\(key.rawValue):") || $0.hasPrefix("#\(key.rawValue):") })
        }
    }

    @Test func `at the end of time it still compiles its days`() throws {
        let last = try #require(LocalDate("9999-12-31"))
        #expect(AgreementAuthor.template(startingOn: last).contains("delete_by: 9999-12-31"))
    }

    @Test func `its lines fit a screen`() throws {
        #expect(try template().split(separator: "\n").allSatisfy { $0.count <= 120 })
    }
}
