import Testing

/// `agreement export`, and what another program makes of it.
@Suite struct ExportCommandTests {
    /// Debian's, which has python3-rdflib.
    private static let python = "/usr/bin/python3"

    private static let title = "\"He said \\\"x\\\", {\\\"@id\\\": \\\"odrl:use\\\"} \\\\ é <b> 日本\""

    /// With hostile texts, and days of which one ends in British summer time.
    private func agreement() throws -> Scratch {
        let scratch = try Scratch.readyToApprove()
        var text = try scratch.agreementText()
        text.approvals = [(Scratch.ownerRole, "R. Patel", try scratch.keyLine("owner"))]
        text.title = Self.title
        let yaml = text.yaml
            .replacing("purpose: Estimate jobs by region.", with: "purpose: |\n  First \"line\".\n  @id: é, second.")
            .replacing("timezone: Etc/UTC", with: "timezone: Europe/London")
            .replacing("starts: \(day(text.starts))", with: "starts: 2026-12-01")
            .replacing("expires: \(day(text.expires))", with: "expires: 2027-05-31")
            .replacing("delete_by: \(day(text.deleteBy))", with: "delete_by: 2027-11-30")
            .replacing("organisation: Department A", with: "organisation: \"Département A: 50% <x>\"")
        try scratch.write(yaml, to: "agreement.yaml")
        return scratch
    }

    /// Reads with no network in reach, and prints what matters.
    private static let reading = """
        import socket, sys
        def refused(*given, **named): raise OSError("a network was asked for")
        socket.socket.connect = socket.getaddrinfo = refused
        from rdflib import Graph, Namespace, RDF, RDFS, XSD, Literal
        O = Namespace("http://www.w3.org/ns/odrl/2/")
        D = Namespace("http://www.w3.org/ns/dcat#")
        T = Namespace("http://purl.org/dc/terms/")
        V = Namespace("http://www.w3.org/2006/vcard/ns#")
        g = Graph()
        g.parse(sys.argv[1], format="json-ld")
        short = lambda x: str(x).split("/")[-1]
        def operand(x):
            if not isinstance(x, Literal): return "<%s>" % x
            return "%r %s" % (str(x), short(x.datatype) if x.datatype else "text")
        [policy] = g.subjects(RDF.type, O.Agreement)
        assert (policy, O.uid, policy) in g
        print("conflict", short(g.value(policy, O.conflict)), g.value(policy, O.profile))
        for kind, type in (("permission", O.Permission), ("prohibition", O.Prohibition), ("obligation", O.Duty)):
            for rule in g.objects(policy, O[kind]):
                assert (rule, RDF.type, type) in g
                target = str(g.value(rule, O.target))
                assert target.replace(":extract:", ":agreement:") == str(policy), target
                print(kind, short(g.value(rule, O.action)), g.value(rule, O.assigner), g.value(rule, O.assignee))
                rows = []
                for c in g.objects(rule, O.constraint):
                    assert (c, RDF.type, O.Constraint) in g
                    left, op, right = g.value(c, O.leftOperand), g.value(c, O.operator), g.value(c, O.rightOperand)
                    assert left in O and op in O
                    rows.append("  %s %s %s" % (short(left), short(op), operand(right)))
                print(*sorted(rows), sep="\\n")
        print(repr(str(g.value(policy, T.title))))
        for person in sorted(g.subjects(RDF.type, V.Individual)): print(person, g.value(person, O.partOf))

        """

    @Test(Scratch.needs(module: "rdflib", of: python)) func anotherParserReadsTheODRLPolicy() throws {
        let scratch = try agreement()
        try scratch.write(Self.reading, to: "read.py")
        let run = try scratch.succeed(
            "microvault", "agreement", "export", "agreement.yaml", "--format", "odrl", "-o", "a")
        #expect(run.out == "" && run.err == "wrote a\n")
        let provider = "urn:microvault:organisation:D%C3%A9partement%20A%3A%2050%25%20%3Cx%3E"
        let site = "urn:microvault:site:Department%20B:Example%20House"
        let person = "urn:microvault:person:Department%20B:Example%20House"
        #expect(
            try scratch.succeed(Self.python, "read.py", "a").out == """
                conflict prohibit urn:microvault:odrl-profile:1
                permission use \(provider) \(site)
                  dateTime gteq '2026-12-01T00:00:00+00:00' XMLSchema#dateTime
                  dateTime lteq '2027-05-31T22:59:59+00:00' XMLSchema#dateTime
                  purpose eq 'First "line".\\n@id: é, second.' text
                  purpose isA <urn:microvault:purpose:statistics>
                prohibition distribute \(provider) \(site)

                obligation delete \(provider) \(site)
                  dateTime lteq '2027-11-30T23:59:59+00:00' XMLSchema#dateTime
                'He said "x", {"@id": "odrl:use"} \\\\ é <b> 日本'
                \(person):A.%20Smith \(site)
                \(person):J.%20Doe \(site)

                """)
    }

    @Test(Scratch.needs(module: "rdflib", of: python)) func anotherParserReadsTheDCATRecord() throws {
        let scratch = try agreement()
        try scratch.write(
            Self.reading + """
                FOAF = Namespace("http://xmlns.com/foaf/0.1/")
                [data] = g.subjects(RDF.type, D.Dataset)
                assert g.value(data, O.hasPolicy) == policy and g.value(data, T.title) == g.value(policy, T.title)
                print(repr(str(g.value(data, T.description))))
                print(g.value(g.value(data, T.accessRights), RDFS.label))
                print(g.value(g.value(data, T.publisher), FOAF.name))
                print(g.value(g.value(data, D.contactPoint), V.hasEmail))
                [form] = g.objects(data, D.distribution)
                assert (form, RDF.type, D.Distribution) in g and g.value(form, O.hasPolicy) == policy
                term = g.value(policy, T.temporal)
                print(term and [operand(g.value(term, D[e])) for e in ("startDate", "endDate")])

                """, to: "read.py")
        let run = try scratch.succeed("microvault", "agreement", "export", "agreement.yaml", "--format", "dcat")
        #expect(run.err == "")
        try scratch.write(run.out, to: "a")
        let lines = try scratch.succeed(Self.python, "read.py", "a").out.split(separator: "\n")
        #expect(
            lines.suffix(5).map(String.init) == [
                "'Shared for this purpose: First \"line\".\\n@id: é, second.'",
                "Not public. Classification: OFFICIAL. Personal data: yes; special category: no; criminal offences: no; pseudonymised. For the people and sites that the agreement names.",
                "Département A: 50% <x>", "mailto:data@department-a.example",
                "[\"'2026-12-01' XMLSchema#date\", \"'2027-05-31' XMLSchema#date\"]",
            ])
        #expect(lines.contains("  dateTime lteq '2027-11-30T23:59:59+00:00' XMLSchema#dateTime"))
    }

    @Test func compiledTextAndYAMLGiveTheSame() throws {
        let scratch = try Scratch.readyToApprove()
        for format in ["markdown", "odrl", "dcat"] {
            let export = ["microvault", "agreement", "export", "--format", format]
            let (yaml, compiled) = (
                try scratch.succeed(export + ["agreement.yaml"]), try scratch.succeed(export + [Scratch.agreementFile])
            )
            #expect(yaml.out == compiled.out && !yaml.out.isEmpty && yaml.err == "")
        }
    }

    @Test func nothingIsReplaced() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.write("mine\n", to: "a.md")
        try scratch.expect(
            Complaint(
                Status.usage, "\"a.md\" exists already",
                hint: "name another place, or move it away first; nothing is ever replaced"),
            from: ["microvault", "agreement", "export", "agreement.yaml", "--format", "markdown", "-o", "a.md"])
        #expect(try scratch.text(of: "a.md") == "mine\n")
    }

    @Test func theFormHasToBeNamed() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.expect(
            Complaint(
                Status.usage,
                "the value 'pdf' is invalid for '--format <format>'. Please provide one of 'markdown', 'odrl' or 'dcat'",
                hint: "\"microvault agreement export --help\" says what it takes"),
            from: ["microvault", "agreement", "export", "agreement.yaml", "--format", "pdf"])
    }
}
