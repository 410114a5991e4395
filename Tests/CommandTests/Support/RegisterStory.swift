import Glibc
import PackageFormat
import Testing

/// Department A shares three agreements with two sites, and 400 more without Microvault.
struct RegisterStory {
    let scratch: Scratch

    static let holder = ["b": "J. Doe", "c": "P. Okoro"]
    private func vault(_ site: String) -> String { "vault-\(site)" }

    /// Vaults, agreements, cards and packages.
    init() throws {
        scratch = try Scratch()
        try scratch.makeKey("provider", called: "Department A")
        for (site, organisation) in [("b", "Department B"), ("c", "Department C")] {
            try scratch.makeVault(at: vault(site), organisation: organisation, site: "Room 1")
        }
        try scratch.makeExtract()
        try send("DSA-101", to: ["b", "c"], expires: 30, deleteBy: 60)
        try send("DSA-102", to: ["b", "c"], expires: 40, deleteBy: 70)
        try send("DSA-103", to: ["b"], expires: 50, deleteBy: 80)
        try scratch.makeRegister()
    }

    private func text(_ reference: String, _ sites: [String], _ expires: Int, _ deleteBy: Int) throws -> AgreementText {
        AgreementText(
            reference: reference, expires: expires, deleteBy: deleteBy, providerKey: try scratch.keyLine("provider"),
            sites: try sites.map { site in
                AgreementText.Site(
                    organisation: "Department \(site.uppercased())", name: "Room 1",
                    key: try scratch.siteKeyLine(of: vault(site)), users: [Self.holder[site]!])
            }, title: "Survey extract \(reference)")
    }

    private func send(_ reference: String, to sites: [String], expires: Int, deleteBy: Int) throws {
        let yaml = try text(reference, sites, expires, deleteBy).yaml
        try scratch.write(yaml, to: "\(reference).yaml")
        try scratch.succeed("microvault", "agreement", "compile", "\(reference).yaml", "-o", "\(reference).agreement")
        var cards: [String] = []
        for site in sites {
            let card = "\(reference)-\(site).card"
            try scratch.makeCard(card, holder: Self.holder[site]!, reference: reference, in: vault(site))
            cards += ["--card", card]
        }
        try scratch.succeed(
            ["microvault", "pack", "extract", "--agreement", "\(reference).agreement"] + cards
                + ["--sign-with", "provider.key", "-o", "\(reference).mvault", "--quiet"])
        for site in sites { try scratch.succeed("cp", "\(reference).mvault", "\(reference)-\(site).mvault") }
    }

    /// The table of 400 agreements, one a day to be deleted from day 201 on.
    func importTable() throws {
        var rows = ["reference,title,direction,provider,recipient,site,expires,delete_by,contact"]
        for number in 1...400 {
            rows.append(
                "OLD-\(number),Extract \(number),out,Department A,\"Partner \(number % 37), plc\",Room \(number),\(day(100 + number)),\(day(200 + number)),desk@partner.example"
            )
        }
        try scratch.write(rows.joined(separator: "\r\n") + "\r\n", to: "table.csv")
        #expect(
            try scratch.succeed("vaultregister", "import-csv", "table.csv").err
                == "taken over as declared: 400 transfers\n")
    }

    func open(_ reference: String, at site: String, from file: String? = nil, into folder: String? = nil) throws {
        try scratch.succeed(
            "unvault", "open", file ?? "\(reference)-\(site).mvault", "--into", folder ?? "\(reference)-\(site)",
            "--operator", Self.holder[site]!, "--accept-terms", "--quiet", "--vault", vault(site))
    }

    /// Gives the certificate REFERENCE-SITE.certificate.
    func delete(_ reference: String, at site: String, leaving status: Int32 = 0) throws {
        let run = try scratch.run([
            "unvault", "delete", reference, "--operator", Self.holder[site]!, "--yes", "-o",
            "\(reference)-\(site).certificate", "--vault", vault(site),
        ])
        #expect(run.status == status, "\(run.err)")
    }

    func receipts(_ site: String, to file: String) throws {
        try scratch.succeed("unvault", "receipts", "-o", file, "--vault", vault(site))
    }

    func order(_ order: String, _ reference: String) throws {
        try scratch.succeed(
            [
                "microvault", order, "--package", "\(reference).mvault-head", "--reason", "An inquiry.", "--sign-with",
                "provider.key", "-o", "\(reference).\(order)",
            ] + (order == "recall" ? ["--yes"] : []))
    }

    /// A later revision, as REFERENCE.amendment.
    func renew(_ reference: String, expires: Int, deleteBy: Int) throws {
        let hash = try Agreement(parsing: try scratch.bytes(of: "\(reference).agreement")).hash
        let yaml = try text(reference, ["b", "c"], expires, deleteBy).yaml
            .replacing("revision: 1\n", with: "revision: 2\nsupersedes: \(hash)\n")
        try scratch.write(yaml, to: "renewed.yaml")
        try scratch.succeed("microvault", "agreement", "compile", "renewed.yaml", "-o", "renewed.agreement")
        try scratch.succeed(
            "microvault", "amend", "--package", "\(reference).mvault-head", "--agreement", "renewed.agreement",
            "--sign-with", "provider.key", "-o", "\(reference).amendment")
    }

    /// Adds files; what standard error says.
    @discardableResult func add(_ files: String..., leaving status: Int32 = 0) throws -> String {
        let run = try scratch.run(["vaultregister", "add"] + files)
        #expect(run.status == status, "\(run.err)")
        return run.err
    }

    func vaultFolder(_ site: String) -> String { vault(site) }
}
