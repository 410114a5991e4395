import Foundation
import Glibc
import PackageFormat
import Sealing
import Testing

/// `microvault catalogue`.
@Suite struct CatalogueCommandTests {
    private static let notice =
        "not checked: whether the keys are the providers', the payloads, amendments\n"

    private func rows(_ run: ToolRun) -> [String] {
        run.out.split(separator: "\r\n").dropFirst().map(String.init)
    }

    /// A head like x.mvault-head, by the same key, with variables published.
    private func publish(in scratch: Scratch, to name: String) throws {
        struct None: PassphraseSource {
            func passphrase(for purpose: String) throws(PassphraseFailure) -> SecretBytes { throw .unavailable }
            func newPassphrase(for purpose: String) throws(PassphraseFailure) -> SecretBytes { throw .unavailable }
        }
        let head = try HeadBytes(try scratch.bytes(of: "x.mvault-head")).signatureChecked().parsedWithoutPin()
        let old = head.envelope
        let field = Envelope.Published.Field(name: try #require(Line("=1+1, \"région\"")), type: .integer)
        let table = Envelope.Published.Table(
            path: try #require(ArchivePath("tables/households.csv")), records: try #require(Count(2)), fields: [field])
        let envelope = Envelope(
            slots: old.slots, payloadLength: old.payloadLength, indexRoot: old.indexRoot, commitment: old.commitment,
            contentBytesBound: old.contentBytesBound, fileCountBound: old.fileCountBound,
            published: Envelope.Published(tables: [table]), signedAt: old.signedAt)
        let secret = try SecretKeyFile(at: scratch.absolute("provider.key"), expecting: .signing)
            .unlock(askingFrom: None())
        let sealed = SealedHead(
            terms: head.terms, envelope: envelope,
            payloadOffset: SealedHead.payloadOffset(
                terms: head.terms, longestEnvelope: CanonicalJSON.encode(envelope).count),
            signedBy: try SigningKey(seed: secret))
        try scratch.write(sealed.bytes, to: name)
    }

    @Test func packageHeadAndFolderSayTheSame() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.makeFolder("heads")
        try scratch.succeed("cp", "x.mvault-head", "heads/a.mvault-head")
        try scratch.write("something else\n", to: "heads/README.txt")
        for given in [["x.mvault"], ["x.mvault-head"], ["heads"], ["x.mvault", "x.mvault-head", "heads"]] {
            let run = try scratch.succeed(["microvault", "catalogue"] + given)
            #expect(run.out.hasPrefix("# Catalogue of packages\n\n") && run.err == "1 package; \(Self.notice)")
            #expect(run.out.contains("| Special category data | no |\n"))
            #expect(run.out.contains("\nVariables: the sender published none.\n"))
        }
        let quiet = try scratch.succeed("microvault", "catalogue", "x.mvault", "--quiet", "-o", "list.md")
        #expect(quiet.out == "" && quiet.err == "" && scratch.exists("list.md"))
    }

    @Test func publishedVariablesAreListed() throws {
        let scratch = try Scratch.readyToOpen()
        try publish(in: scratch, to: "p.mvault-head")
        let table = try scratch.succeed("microvault", "catalogue", "p.mvault-head", "--format", "csv")
        let variables = "\"tables/households.csv, 2 records: =1+1, \"\"région\"\" (integer)\""
        #expect(rows(table).count == 1 && rows(table)[0].contains(variables), "\(table.out)")
        let page = try scratch.succeed("microvault", "catalogue", "p.mvault-head")
        #expect(page.out.contains("\n### tables/households.csv\n\n2 records, by the sender's word.\n"))
        #expect(page.out.contains("\n| \\=1+1, \"région\" | integer |\n"))
    }

    @Test(Scratch.needs(module: "rdflib", of: "/usr/bin/python3")) func anotherParserReadsTheRecord() throws {
        let scratch = try Scratch.readyToOpen()
        try publish(in: scratch, to: "p.mvault-head")
        try scratch.succeed("microvault", "catalogue", "p.mvault-head", "--format", "dcat", "-o", "list.jsonld")
        try scratch.write(
            """
            from rdflib import Graph, Namespace, RDF
            D, T = Namespace("http://www.w3.org/ns/dcat#"), Namespace("http://purl.org/dc/terms/")
            O, C = Namespace("http://www.w3.org/ns/odrl/2/"), Namespace("http://www.w3.org/ns/csvw#")
            g = Graph()
            g.parse("list.jsonld", format="json-ld")
            [catalogue] = g.subjects(RDF.type, D.Catalog)
            [data] = g.objects(catalogue, D.dataset)
            assert (data, RDF.type, D.Dataset) in g
            assert (g.value(data, O.hasPolicy), RDF.type, O.Agreement) in g
            assert g.value(data, T.issued).datatype.endswith("#dateTime")
            print(g.value(data, T.title), g.value(g.value(data, D.distribution), D.byteSize).datatype.split("#")[1])
            [schema] = g.objects(g.value(data, T.hasPart), C.tableSchema)
            print([str(g.value(c, C.title)) for c in g.items(g.value(schema, C.column))])

            """, to: "read.py")
        #expect(
            try scratch.succeed("/usr/bin/python3", "read.py").out == """
                Household survey extract nonNegativeInteger
                ['=1+1, "région"']

                """)
    }

    @Test func aPackageThatAnotherOneSupersedesIsMarked() throws {
        let scratch = try Scratch.readyToOpen()
        let inspected = try scratch.succeed("microvault", "inspect", "x.mvault").out
        let id = String(try #require(inspected.split(separator: "\n").first).dropFirst(22))
        try scratch.makeCard("c.card", holder: "A. Smith")
        try scratch.succeed(
            Scratch.packing("b.card", "c.card").map { $0 == "x.mvault" ? "y.mvault" : $0 } + ["--supersedes", id])
        let both = try scratch.succeed("microvault", "catalogue", "y.mvault-head", "x.mvault-head")
        #expect(both.out.contains("| `\(id)` | **superseded** |\n") && both.err.hasPrefix("2 packages; "))
        let alone = try scratch.succeed("microvault", "catalogue", "x.mvault-head")
        #expect(!alone.out.contains("uperseded"))
    }

    /// All or nothing: a list with a gap would look complete.
    @Test func whatDoesNotVerifyIsRefusedByName() throws {
        let scratch = try Scratch.readyToOpen()
        var bytes = try scratch.bytes(of: "x.mvault-head")
        bytes[100] ^= 1
        try scratch.write(bytes, to: "bad.mvault-head")
        let inspected = try scratch.run(["microvault", "inspect", "bad.mvault-head"])
        #expect(inspected.status == Status.notAuthentic)
        try scratch.expect(
            Complaint(
                Status.notAuthentic,
                "\"bad.mvault-head\": the signature does not fit: the package was altered or damaged",
                hint: "ask the sender for the package again"),
            from: ["microvault", "catalogue", "x.mvault-head", "bad.mvault-head", "-o", "list.md"])
        try scratch.expect(
            Complaint(
                Status.notAuthentic, "2 files of 3 cannot be listed",
                details: [
                    "\"bad.mvault-head\": the signature does not fit: the package was altered or damaged",
                    "\"absent.mvault\" is not there",
                ], hint: "ask the senders for them again, or leave them away; nothing was printed"),
            from: ["microvault", "catalogue", "bad.mvault-head", "x.mvault", "absent.mvault"])
        try scratch.succeed("sh", "-c", "head -c 4100 x.mvault > cut.mvault")
        let cut = try scratch.run(["microvault", "catalogue", "cut.mvault"])
        #expect(cut.status == Status.notAuthentic && cut.out == "")
    }

    @Test func twoHeadsOfOnePackageAreRefused() throws {
        let scratch = try Scratch.readyToOpen()
        try publish(in: scratch, to: "p.mvault-head")
        let run = try scratch.run(["microvault", "catalogue", "x.mvault-head", "p.mvault-head"])
        #expect(run.status == Status.notAuthentic && run.out == "")
        #expect(run.err.hasPrefix("microvault: error: two different heads say that they are package "))
        #expect(
            run.err.hasSuffix(
                """
                  "x.mvault-head"
                  "p.mvault-head"
                microvault: hint: ask the provider which one is the package's, and list that one

                """))
    }

    @Test func aFolderWithoutHeadsIsNoCatalogue() throws {
        let scratch = try Scratch()
        try scratch.makeFolder("heads")
        try scratch.expect(
            Complaint(
                Status.usage, "no .mvault-head file is in \"heads\"",
                hint: "\"pack\" writes one beside each package"),
            from: ["microvault", "catalogue", "heads"])
    }
}
