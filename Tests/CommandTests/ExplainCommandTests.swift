import Foundation
import Testing

/// `agreement explain`.
@Suite struct ExplainCommandTests {
    @Test func yamlAndCompiledTextSayTheSame() throws {
        // YAML that requires approvals cannot be packed from, but it can be read.
        let scratch = try Scratch.readyToApprove()
        let yaml = try scratch.succeed("microvault", "agreement", "explain", "agreement.yaml")
        let compiled = try scratch.succeed("microvault", "agreement", "explain", Scratch.agreementFile)
        #expect(yaml.out == compiled.out && yaml.err == "" && compiled.err == "")
        #expect(yaml.out.contains("\nconditions            no-linkage: The data are not linked.\n  attested   "))
        #expect(yaml.out.split(separator: "\n").allSatisfy { $0.count <= 86 })
    }

    @Test func asJSON() throws {
        let scratch = try Scratch.readyToPack()
        let run = try scratch.succeed("microvault", "agreement", "explain", "agreement.yaml", "--json")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [String: Any])
        #expect(object["reference"] as? String == "DSA-2026-014" && object["revision"] as? Int == 1)
        #expect((object["agreement_hash"] as? String)?.count == 64)
        #expect((object["labels"] as? [[String: Any]])?.count == 4)
        let clauses = try #require(object["clauses"] as? [[String: Any]])
        let users = try #require(clauses.first { $0["name"] as? String == "recipients.users" })
        #expect(users["keys"] as? [String] == ["recipients.users"] && users["says"] as? String == "J. Doe\nA. Smith")
        let grounds = try #require(users["grounds"] as? [[String: String]])
        #expect(grounds.map { $0["label"] } == ["enforced", "attested"])
        #expect(grounds[0]["why"] == "Each card is for one of these people; every reader checks that.")
    }

    @Test func whatDoesNotCompileIsReportedAsBefore() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.write(try scratch.text(of: "agreement.yaml").replacing("title: ", with: "titel: "), to: "bad.yaml")
        try scratch.expect(
            Complaint(
                Status.usage, "\"bad.yaml\" has 2 problems",
                details: [
                    "line 1: key \"title\" is missing",
                    "    \"microvault agreement new\" prints every key with its meaning",
                    "line 4: unknown key \"titel\"", "    did you mean \"title\"?",
                ], hint: "mend the lines named, then run \"microvault agreement check bad.yaml\""),
            from: ["microvault", "agreement", "explain", "bad.yaml"])
    }
}
