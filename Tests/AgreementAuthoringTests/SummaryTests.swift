import PackageFormat
import Testing

@testable import AgreementAuthoring

@Suite struct SummaryTests {
    @Test func `everything that binds is shown`() throws {
        let agreement = try compiled(Sample.full)
        let lines = AgreementSummary(agreement).lines
        let labels = lines.map(\.label)
        #expect(
            labels == [
                "reference", "revision", "title", "purpose", "purpose category", "legal gateway", "business case",
                "impact assessment", "necessity", "sampling", "provider", "data owner", "data steward", "contact",
                "provider key", "recipient", "site", "site key", "users", "classification", "personal data",
                "special category", "criminal offences", "de-identification", "opens from", "opens until", "review by",
                "delete by", "condition no-linkage", "onward sharing", "storage", "removable media", "assurance",
                "assurance", "escalation", "escalation", "approval required", "approval required", "screening findings",
                "table data/households.csv", "table notes.txt", "agreement hash",
            ])
        // Each text value of the compiled form, keys as fingerprints, is somewhere in the summary.
        let shown = lines.map { "\($0.label)\n\($0.text)" }.joined(separator: "\n")
        for key in [agreement.provider.signingKey, agreement.approvalsRequired[1].key] {
            #expect(shown.contains(key.fingerprint.description))
        }
        for text in ["J. Doe", "A. Smith", "ACC-77", "siro@department-a.example", "14 days", "-1.50", "[0-9.]+"] {
            #expect(shown.contains(text), "\(text)")
        }
        #expect(shown.contains(agreement.hash.hex))
    }

    @Test func `days are in words, with the zone and the instant that binds`() throws {
        let text = AgreementSummary(try compiled(Sample.least)).lines.first { $0.label == "opens until" }?.text
        #expect(text == "31 May 2027, end of day (Europe/London): before 2027-05-31T23:00:00Z")
    }

    @Test func `two agreements that differ anywhere have different summaries`() throws {
        let base = AgreementSummary(try compiled(Sample.full)).text(width: 400)
        let changes = [
            ("revision: 1", "revision: 2\nsupersedes: \(String(repeating: "ab", count: 32))"), ("K. Jones", "K. Janes"),
            ("special_category: false", "special_category: true"), ("2027-12-31", "2027-12-30"),
            ("days: 14", "days: 15"),
            ("encrypted: recommended", "encrypted: required"), ("unique: true", "unique: false"),
            ("maxLength: 9", "maxLength: 8"), ("type: number", "type: any"), ("superset", "subset"),
            ("k_threshold: 3", "k_threshold: 4"), ("5000", "5001"),
        ]
        for (old, new) in changes {
            let changed = AgreementSummary(try compiled(Sample.with(old, new, in: Sample.full))).text(width: 400)
            let difference = zip(base.split(separator: "\n").dropLast(), changed.split(separator: "\n").dropLast())
            #expect(difference.contains { $0 != $1 }, "\(old)")
        }
    }

    @Test func `texts are wrapped beside their labels and only labels begin a line`() throws {
        let yaml = Sample.with(
            "purpose: Estimate jobs by region.", "purpose: |\n  one two three four five six seven\n\n  expires: never")
        let text = AgreementSummary(try compiled(yaml)).text(width: 42)
        let expected = """
            purpose             one two three four
                                five six seven

                                expires: never
            purpose category    statistics

            """
        #expect(text.contains(expected))
        #expect(!text.split(separator: "\n").contains { $0.hasPrefix("expires") })
        #expect(text.hasSuffix("\n"))
    }

    @Test func `a hash stays whole and longer words are broken, nothing is lost`() throws {
        let agreement = try compiled(Sample.with("Estimate", String(repeating: "é", count: 150)))
        let text = AgreementSummary(agreement).text()
        #expect(text.contains(agreement.hash.hex))
        #expect(text.filter { $0 == "é" }.count == 150)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 20 + 2 + 64 })
    }
}
