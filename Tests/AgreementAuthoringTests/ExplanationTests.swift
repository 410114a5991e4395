import Foundation
import PackageFormat
import Testing

@testable import AgreementAuthoring

@Suite struct ExplanationTests {
    static let later = Sample.with(
        "revision: 1", "revision: 2\nsupersedes: \(String(repeating: "ab", count: 32))", in: Sample.full)

    /// Every key of the compiled text, as `recipients.users`; a list without elements counts by itself.
    private func keys(of agreement: Agreement) throws -> Set<String> {
        func leaves(_ value: Any, _ path: String) -> [String] {
            switch value {
            case let object as [String: Any] where object["instant"] == nil:
                object.flatMap { leaves($0.value, path.isEmpty ? $0.key : "\(path).\($0.key)") }
            case let list as [[String: Any]] where !list.isEmpty: list.flatMap { leaves($0, path) }
            default: [path]
            }
        }
        return Set(leaves(try JSONSerialization.jsonObject(with: Data(agreement.bytes)), ""))
    }

    @Test(arguments: [Sample.least, Sample.full, ExplanationTests.later])
    func `every key that is present has a clause, and no other`(yaml: String) throws {
        let agreement = try compiled(yaml)
        let clauses = AgreementExplanation(agreement).clauses
        #expect(Set(clauses.flatMap(\.keys)) == (try keys(of: agreement)))
        #expect(clauses.allSatisfy { !$0.grounds.isEmpty && !$0.says.isEmpty })
        #expect(Set(clauses.map(\.name)).count == clauses.count)
    }

    @Test func `every key of the schema is explained`() throws {
        let clauses = AgreementExplanation(try compiled(Self.later)).clauses
        for key in Agreement.CodingKeys.allCases {
            let found = clauses.filter { $0.name.split(separator: ".").first.map(String.init) == key.rawValue }
            #expect(!found.isEmpty, "\(key.rawValue)")
            for ground in found.flatMap(\.grounds) {
                #expect(ground.why.hasSuffix(".") && ground.why.split(separator: ". ").count <= 2, "\(ground.why)")
            }
        }
    }

    private func labels(_ name: String, in yaml: String) throws -> [ClauseLabel] {
        let clause = AgreementExplanation(try compiled(yaml)).clauses.first { $0.name == name }
        return try #require(clause, "\(name)").grounds.map(\.label)
    }

    @Test func `what only an honest tool refuses is never called enforced`() throws {
        for name in ["starts", "expires", "review_by"] {
            #expect(try labels(name, in: Sample.full) == [.detected, .declared], "\(name)")
        }
        #expect(try labels("delete_by", in: Sample.full) == [.detected, .attested, .declared])
        #expect(try labels("onward_sharing", in: Sample.full) == [.declared])
        #expect(try labels("assurances", in: Sample.full) == [.declared])
        #expect(try labels("conditions", in: Sample.full) == [.attested, .declared])
        #expect(try labels("provider.signing_key", in: Sample.full) == [.enforced, .declared])
        #expect(try labels("recipients.users", in: Sample.full) == [.enforced, .attested])
        #expect(try labels("approvals_required", in: Sample.full) == [.enforced, .attested, .declared])
        #expect(try labels("approvals_required", in: Sample.least) == [.declared])
        let strict = Sample.adding("storage: {encrypted: required, removable_media: prohibited}")
        #expect(try labels("storage.encrypted", in: strict) == [.detected, .attested, .declared])
        #expect(try labels("storage.encrypted", in: Sample.full) == [.declared])
    }

    @Test func `screening is the sender's own, and needs tables`() throws {
        #expect(try labels("tables", in: Sample.full) == [.detected, .declared])
        let none = try #require(AgreementExplanation(try compiled(Sample.least)).clauses.first { $0.name == "tables" })
        #expect(none.says == "none")
        #expect(none.grounds.map(\.why) == ["An agreement without tables is not screened by \"pack\"."])
        #expect(try labels("screening", in: Sample.least) == [.declared])
    }

    @Test func `further lines of a condition cannot look like another one`() throws {
        let yaml = Sample.adding("conditions:\n  - id: one\n    text: |\n      First.\n      two: Second.")
        let text = LabelledLines(AgreementExplanation(try compiled(yaml)).lines).text()
        #expect(
            text.contains(
                """

                conditions            one: First.
                                          two: Second.
                  attested            Shown to whoever
                """))
    }

    @Test func `it is laid out for the terminal, labels first`() throws {
        let text = LabelledLines(AgreementExplanation(try compiled(Sample.least)).lines).text(width: 80)
        #expect(text.hasPrefix("enforced              Cryptography makes it so, whatever anybody's program does.\n"))
        #expect(
            text.contains(
                """

                expires               31 May 2027, end of day (Europe/London): before
                                      2027-05-31T23:00:00Z
                  detected            "unvault" refuses to open after this day, and logs it;
                                      each opening is logged with its time, and a clock set back
                                      shows once the site's receipts reach the register.
                  declared            Not enforced: a recipient with a key can write a program
                                      of their own that ignores the date and leaves no mark.

                """))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
}
