import Foundation
import PackageFormat
import Testing

@testable import AgreementAuthoring

@Suite struct LinkedDataTests {
    @Test func `names are percent-encoded, so that a colon divides them alone`() throws {
        let yaml = Sample.full.replacing("organisation: Department A", with: "organisation: \"A/é: %41 \\\"x\\\"\"")
        let agreement = try compiled(yaml)
        #expect(
            Name.organisation(agreement.provider.organisation)
                == "urn:microvault:organisation:A%2F%C3%A9%3A%20%2541%20%22x%22")
        #expect(Name.site(agreement.recipients[0]) == "urn:microvault:site:Department%20B:Example%20House")
        #expect(Name.agreement(agreement) == "urn:microvault:agreement:DSA-2026-014:\(agreement.hash.hex)")
        #expect(Name.agreement(before: agreement) == nil)
    }

    @Test func `an address becomes mailto where it needs no quoting`() {
        #expect(Name.mail(Line("data.sharing@department-a.example")!) == "mailto:data.sharing@department-a.example")
        for text in ["see the intranet", "a@b@c", "@b", "a@", "a b@c.example", "a?cc=x@c.example", "é@c.example"] {
            #expect(Name.mail(Line(text)!) == nil, "\(text)")
        }
    }

    /// Days end at an instant that is the first after them: in whole seconds, the last second is one before.
    @Test func `the last second of a day`() throws {
        let agreement = try compiled(Sample.least)
        #expect(agreement.expires.lastSecond.description == "2027-05-31T22:59:59Z")
        #expect(agreement.deleteBy.lastSecond.description == "2027-06-30T22:59:59Z")
    }

    private func policy(_ yaml: String) throws -> [String: Any] {
        let bytes = AgreementExport.odrl.bytes(of: try compiled(yaml))
        let document = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        // Prefixes alone: nothing to fetch.
        #expect((document["@context"] as? [String: String])?["odrl"] == "http://www.w3.org/ns/odrl/2/")
        let graph = try #require(document["@graph"] as? [[String: Any]])
        return try #require(graph.first { $0["@type"] as? String == "odrl:Agreement" })
    }

    private func actions(_ policy: [String: Any], _ kind: String) -> [String] {
        let rules = policy["odrl:\(kind)"] as? [[String: Any]] ?? []
        return rules.compactMap { ($0["odrl:action"] as? [String: String])?["@id"] }
    }

    @Test func `onward sharing is prohibited, or permitted after consent`() throws {
        let prohibited = try policy(Sample.least)
        #expect(actions(prohibited, "permission") == ["odrl:use"])
        #expect(actions(prohibited, "prohibition") == ["odrl:distribute"])
        #expect(actions(prohibited, "obligation") == ["odrl:delete"])
        let consented = try policy(Sample.full)
        #expect(actions(consented, "permission") == ["odrl:use", "odrl:distribute"])
        #expect(consented["odrl:prohibition"] == nil)
        let rules = try #require(consented["odrl:permission"] as? [[String: Any]])
        let duty = try #require((rules[1]["odrl:duty"] as? [[String: Any]])?.first)
        #expect((duty["odrl:action"] as? [String: String])?["@id"] == "odrl:obtainConsent")
    }

    @Test func `each site has rules of its own`() throws {
        let second = """
            recipients:
              - organisation: Department C
                site: Annexe
                site_keys: [\(signingKey(9).text)]
                users: [P. Okoro]
            """
        let policy = try policy(Sample.with("recipients:", second))
        for kind in ["permission", "prohibition", "obligation"] {
            let rules = try #require(policy["odrl:\(kind)"] as? [[String: Any]])
            #expect(
                rules.map { ($0["odrl:assignee"] as? [String: String])?["@id"] } == [
                    "urn:microvault:site:Department%20C:Annexe", "urn:microvault:site:Department%20B:Example%20House",
                ])
        }
    }

    @Test func `a later revision replaces the one before`() throws {
        let policy = try policy(ExplanationTests.later)
        #expect(policy["dcat:version"] as? String == "2")
        #expect(
            policy["dcterms:replaces"] as? [String: String] == [
                "@id": "urn:microvault:agreement:DSA-2026-014:\(String(repeating: "ab", count: 32))"
            ])
    }
}
