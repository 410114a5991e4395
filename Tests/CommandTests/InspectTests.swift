import Foundation
import Testing

/// `inspect` and `verify`, in words and as JSON.
@Suite struct InspectTests {
    private func object(_ run: ToolRun) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [String: Any])
    }

    @Test func headSaysWhatThePackageSays() throws {
        let scratch = try Scratch.readyToOpen()
        let package = try scratch.succeed("microvault", "inspect", "x.mvault").out.split(separator: "\n")
        let head = try scratch.succeed("microvault", "inspect", "x.mvault-head").out.split(separator: "\n")
        #expect(package.count == head.count)
        let differing = zip(package, head).filter { $0 != $1 }
        #expect(differing.map { $0.0.prefix(22).trimmingCharacters(in: .whitespaces) } == ["size", "not checked"])
        #expect(head.contains { $0.hasPrefix("size ") && $0.hasSuffix(" (the head alone)") })
        #expect(head.last == "not checked           the payload: this is a head alone")
        #expect(package.last == "not checked           the payload: \"unvault verify\" checks it")
    }

    @Test func headSaysWhatThePackageSaysAsJSON() throws {
        let scratch = try Scratch.readyToOpen()
        var package = try object(scratch.succeed("microvault", "inspect", "x.mvault", "--json"))
        var head = try object(scratch.succeed("microvault", "inspect", "x.mvault-head", "--json"))
        #expect(package["head_alone"] as? Bool == false && head["head_alone"] as? Bool == true)
        #expect(package["file_bytes"] as? Int == Int(try scratch.status(of: "x.mvault").st_size))
        #expect(head["file_bytes"] as? Int == Int(try scratch.status(of: "x.mvault-head").st_size))
        for key in ["head_alone", "file_bytes", "not_checked"] { (package[key], head[key]) = (nil, nil) }
        #expect(NSDictionary(dictionary: package) == NSDictionary(dictionary: head))
        let agreement = try #require(package["agreement"] as? [String: Any])
        #expect(agreement["reference"] as? String == "DSA-2026-014")
        #expect((package["cards"] as? [[String: Any]])?.first?["holder"] as? String == "J. Doe")
    }

    @Test func recipientsToolKnowsPins() throws {
        let scratch = try Scratch.readyToOpen()
        let trusted = try scratch.succeed("unvault", "inspect", "x.mvault").out
        #expect(trusted.contains("\ntrusted as            provider\n"))
        #expect(!trusted.contains("whether the signing key"))
        try scratch.succeed("unvault", "trust", "remove", "provider.pub")
        let unpinned = try scratch.succeed("unvault", "inspect", "x.mvault").out
        #expect(unpinned.contains("\ntrusted as            nothing here\n"))
        #expect(
            unpinned.contains(
                "not checked           whether the signing key is the provider's: it is not trusted here as provider\n")
        )
        removeTree(scratch.absolute(scratch.vault))
        let without = try scratch.succeed("unvault", "inspect", "x.mvault").out
        #expect(!without.contains("trusted as"))
        #expect(
            without.contains(
                "not checked           whether the signing key is the provider's: compare its fingerprint\n"))
        #expect(without == (try scratch.succeed("microvault", "inspect", "x.mvault").out))
    }

    @Test func verifySaysWhatItChecked() throws {
        let scratch = try Scratch.readyToOpen()
        let id = try #require(
            try object(scratch.succeed("unvault", "inspect", "x.mvault", "--json"))["package_id"] as? String)
        let run = try scratch.succeed("unvault", "verify", "x.mvault")
        let lines = run.out.split(separator: "\n")
        #expect(lines.count == 4)
        #expect(lines[0] == "x.mvault is authentic: package \(id)")
        #expect(lines[1] == "agreement             DSA-2026-014, revision 1")
        #expect(lines[2].hasPrefix("signed                \(day(0).inWords), "))
        #expect(lines[2].hasSuffix(" UTC, by Department A"))
        #expect(
            lines[3] == "checked               signature, agreement, approvals, 1 card, every chunk (1)")
        #expect(run.err == "")
        let head = try scratch.succeed("unvault", "verify", "x.mvault-head").out
        #expect(
            head.hasSuffix(
                """
                checked               signature, agreement, approvals, 1 card
                not checked           the payload: this is a head alone

                """))
        let quiet = try scratch.succeed("unvault", "verify", "x.mvault", "--quiet")
        #expect(quiet.out == "" && quiet.err == "")
        let report = try object(scratch.succeed("unvault", "verify", "x.mvault-head", "--json"))
        #expect(report["package_id"] as? String == id)
        #expect(report["head_alone"] as? Bool == true && report["revision"] as? Int == 1)
    }

    /// Any vault that trusts the provider verifies: no card is needed.
    @Test func verifyNeedsNoCard() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.makeVault(at: "elsewhere", organisation: "Department D", site: "Registry")
        try scratch.succeed("unvault", "verify", "x.mvault", "--vault", "elsewhere")
        #expect(namesIn(scratch.absolute("elsewhere/cards")).isEmpty)
    }

    @Test func agreementCheckAsJSON() throws {
        let scratch = try Scratch.readyToPack()
        let good = try object(scratch.succeed("microvault", "agreement", "check", "agreement.yaml", "--json"))
        #expect((good["problems"] as? [Any])?.isEmpty == true)
        let yaml = try scratch.text(of: "agreement.yaml")
        try scratch.write(
            yaml.replacing("revision: 1", with: "revison: 1").replacing("OFFICIAL", with: "SECRET"), to: "bad.yaml")
        let run = try scratch.run(["microvault", "agreement", "check", "bad.yaml", "--json"])
        #expect(run.status == Status.usage && run.err == "")
        let problems = try #require(try object(run)["problems"] as? [[String: Any]])
        #expect(problems.count >= 3)
        #expect(
            problems.contains {
                $0["message"] as? String == "unknown key \"revison\""
                    && $0["hint"] as? String == "did you mean \"revision\"?" && $0["line"] as? Int == 3
            })
    }

    @Test func agreementCheckInWords() throws {
        let scratch = try Scratch.readyToPack()
        let good = try scratch.succeed("microvault", "agreement", "check", "agreement.yaml")
        #expect(good.out == "agreement.yaml: DSA-2026-014, revision 1, has no problems\n" && good.err == "")
        let yaml = try scratch.text(of: "agreement.yaml")
        try scratch.write(yaml.replacing("title: ", with: "titel: "), to: "bad.yaml")
        for command in [["check", "bad.yaml"], ["compile", "bad.yaml", "-o", "bad.agreement"]] {
            try scratch.expect(
                Complaint(
                    Status.usage, "\"bad.yaml\" has 2 problems",
                    details: [
                        "line 1: key \"title\" is missing",
                        "    \"microvault agreement new\" prints every key with its meaning",
                        "line 4: unknown key \"titel\"", "    did you mean \"title\"?",
                    ], hint: "mend the lines named, then run \"microvault agreement check bad.yaml\""),
                from: ["microvault", "agreement"] + command)
        }
    }

    @Test func agreementShowAsJSONIsTheCompiledText() throws {
        let scratch = try Scratch.readyToPack()
        let shown = try object(scratch.succeed("microvault", "agreement", "show", Scratch.agreementFile, "--json"))
        let compiled = try JSONSerialization.jsonObject(with: Data(try scratch.bytes(of: Scratch.agreementFile)))
        #expect(NSDictionary(dictionary: shown) == (compiled as? NSDictionary))
        try scratch.expect(
            Complaint(
                Status.usage, "\"agreement.yaml\" is not a compiled agreement",
                hint: "run \"microvault agreement compile agreement.yaml\" first"),
            from: ["microvault", "agreement", "show", "agreement.yaml"])
    }

    @Test func compileNamesItsFileByTheReference() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.expect(
            Complaint(
                Status.usage, "\"DSA-2026-014.agreement\" exists already",
                hint: "name another place, or move it away first; nothing is ever replaced"),
            from: ["microvault", "agreement", "compile", "agreement.yaml"])
        try scratch.succeed("rm", Scratch.agreementFile)
        let run = try scratch.succeed("microvault", "agreement", "compile", "agreement.yaml")
        #expect(run.err.hasPrefix("wrote DSA-2026-014.agreement, hash ") && run.out == "")
    }

    @Test func templateIsAnAgreementOnceItsKeysAreFilledIn() throws {
        let scratch = try Scratch()
        let template = try scratch.succeed("microvault", "agreement", "new").out
        #expect(template.hasPrefix("#"))
        try scratch.write(template, to: "agreement.yaml")
        let run = try scratch.run(["microvault", "agreement", "check", "agreement.yaml"])
        #expect(run.status == Status.usage)
        let faults = run.errorLines.filter { $0.hasPrefix("  line ") }
        #expect(!faults.isEmpty && faults.allSatisfy { $0.hasSuffix("is not a key line") }, "\(run.err)")
    }
}
