import PackageFormat
import Testing

@testable import AgreementAuthoring

@Suite struct KeyTests {
    private func unknown(_ key: String, _ suggestion: String?, _ known: [String], rest: Bool = false)
        -> AuthoringProblem.Kind
    {
        .key(.unknown(key, suggestion: suggestion, known: known, commaInBraces: rest))
    }

    private let topKeys = Agreement.CodingKeys.allCases.map(\.rawValue)

    @Test func `an unknown key is named with what was meant, and the missing one with its mapping`() {
        #expect(
            found(Sample.with("purpose:", "purpos:")) == [
                Found(1, "", .key(.missing("purpose"))), Found(5, "", unknown("purpos", "purpose", topKeys)),
            ])
    }

    @Test(arguments: [
        ("titel", "title"), ("Title", "title"), ("delete-by", "delete_by"), ("review", "review_by"),
        ("aproval_required", "approvals_required"), ("onward", "onward_sharing"), ("zone", nil), ("x", nil),
        ("supercedes", "supersedes"), ("tables_list", "tables"),
    ])
    func `suggestions are near`(typed: String, expected: String?) {
        #expect(Suggestion.nearest(to: typed, among: topKeys) == expected)
    }

    @Test func `unknown keys are found at every level`() {
        let provider = Provider.CodingKeys.allCases.map(\.rawValue)
        let yaml = Sample.with("  contact:", "  kontact: x\n  contact:")
        #expect(found(yaml) == [Found(11, "provider", unknown("kontact", "contact", provider))])
        let tables = """
            tables:
              - path: a.csv
                colour: red
                schema:
                  fieldMatch: exact
                  fields:
                    - {name: a, kind: string, constraints: {min: 1}}
            """
        let paths = found(Sample.adding(tables)).map { "\($0.line) \($0.path)" }
        #expect(
            paths == [
                "28 tables[0]", "30 tables[0].schema", "32 tables[0].schema.fields[0]",
                "32 tables[0].schema.fields[0].constraints",
            ])
    }

    @Test func `a comma that cuts a text off inside braces is told`() {
        let yaml = Sample.adding("assurances:\n  - {kind: vetting, holder: J. Doe, reference: Home, Room 4}")
        let known = Assurance.CodingKeys.allCases.map(\.rawValue)
        #expect(found(yaml) == [Found(27, "assurances[0]", unknown("Room 4", nil, known, rest: true))])
    }

    @Test(arguments: [
        "microvault_agreement", "reference", "revision", "title", "purpose", "purpose_category", "classification",
        "personal_data", "special_category", "criminal_offence_data", "de_identification", "starts", "expires",
        "delete_by",
    ])
    func `required keys are missed`(key: String) {
        let lines = Sample.least.split(separator: "\n").filter { !$0.hasPrefix(key + ":") }
        #expect(found(lines.joined(separator: "\n")) == [Found(1, "", .key(.missing(key)))])
    }

    @Test func `a missing key is reported at the mapping it belongs in`() {
        #expect(
            found(Sample.with("  contact: data@department-a.example\n", "")) == [
                Found(7, "provider", .key(.missing("contact")))
            ])
        #expect(
            found(Sample.with("    users: [J. Doe, A. Smith]\n", "")) == [
                Found(14, "recipients[0]", .key(.missing("users")))
            ])
    }

    @Test func `a required key with nothing after it is missing, an optional one absent`() throws {
        #expect(
            found(Sample.with("title: Household survey extract", "title:")) == [Found(4, "", .key(.missing("title")))])
        let yaml = Sample.adding("review_by:\ntimezone: ~\ntables: null\nstorage:")
        #expect(try compiled(yaml) == compiled(Sample.least))
    }

    @Test func `duplicate keys are reported with both lines, all of them`() {
        let yaml = Sample.with("  contact:", "  data_owner: X\n  contact:")
            .appending("title: Another\nreference: A\ntitle: Third\n")
        #expect(
            found(yaml) == [
                Found(11, "provider", .key(.duplicate("data_owner", firstLine: 9))),
                Found(27, "", .key(.duplicate("title", firstLine: 4))),
                Found(28, "", .key(.duplicate("reference", firstLine: 2))),
                Found(29, "", .key(.duplicate("title", firstLine: 4))),
            ])
    }

    @Test func `quoting does not hide a duplicate`() {
        #expect(found(Sample.adding("\"title\": X")) == [Found(26, "", .key(.duplicate("title", firstLine: 4)))])
        #expect(found(Sample.adding("? [a]\n: 1\n? [a]\n: 2")).count == 1)
    }

    @Test func `more duplicates than there are stand-ins still end`() {
        let yaml = (1...40).map { "k\($0): 1\nk\($0): 2\n" }.joined()
        #expect(!problems(yaml).isEmpty)
    }

    @Test func `wrong shapes are told`() {
        let yaml = Sample.with("title: Household survey extract", "title: [a]").appending(
            "conditions: none\nstorage: [a]\n")
        #expect(
            found(yaml) == [
                Found(4, "title", .wrongShape(expected: .value, found: .list)),
                Found(26, "conditions", .wrongShape(expected: .list, found: .value)),
                Found(27, "storage", .wrongShape(expected: .mapping, found: .list)),
            ])
    }

    @Test func `another version of the form is all that is said of it`() {
        let yaml = Sample.with("agreement: 1", "agreement: 2").appending("colour: red\n")
        #expect(found(yaml) == [Found(1, "microvault_agreement", .rule(.unknownVersion(2), otherLine: nil))])
        #expect(
            found(Sample.with("agreement: 1", "agreement: one")) == [
                Found(1, "microvault_agreement", .value(.notAnInteger("one")))
            ])
    }
}
