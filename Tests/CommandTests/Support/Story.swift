import Testing

/// The steps before the one that a test is about: Department A with its key, Department B with its vault.
extension Scratch {
    static let agreementFile = "DSA-2026-014.agreement"
    static let ownerRole = "information-asset-owner"
    static let officerRole = "data-protection-officer"

    static let packing = [
        "microvault", "pack", "extract", "--agreement", agreementFile, "--card", "b.card", "--sign-with",
        "provider.key", "-o", "x.mvault", "--quiet",
    ]
    static let opening = [
        "unvault", "open", "x.mvault", "--into", "opened", "--operator", "J. Doe", "--accept-terms", "--quiet",
    ]

    /// A key pair NAME.key and NAME.pub without a passphrase.
    func makeKey(_ name: String, called owner: String? = nil) throws {
        try succeed("microvault", "key", "new", "--name", owner ?? name, "--no-passphrase", "-o", "\(name).key")
    }

    func keyLine(_ name: String) throws -> String { String(try text(of: "\(name).pub").dropLast()) }

    func fingerprint(_ name: String) throws -> String {
        String(try succeed("microvault", "key", "fingerprint", "\(name).pub").out.dropLast())
    }

    /// A vault, by default where `unvault` looks first; it trusts the provider.
    func makeVault(
        at vault: String? = nil, organisation: String = "Department B", site: String = "Example House",
        trusting key: String? = "provider"
    ) throws {
        let place = vault.map { ["--vault", $0] } ?? []
        try succeed(
            ["unvault", "init", "--organisation", organisation, "--site", site, "--no-passphrase"] + place)
        if let key { try trust(key, in: vault) }
    }

    func trust(_ key: String, as role: String = "provider", in vault: String? = nil, _ more: String...) throws {
        try succeed(
            ["unvault", "trust", "add", "\(key).pub", "--as", role, "--fingerprint", try fingerprint(key)]
                + (vault.map { ["--vault", $0] } ?? []) + more)
    }

    func siteKeyLine(of vault: String? = nil) throws -> String {
        let place = vault.map { ["--vault", $0] } ?? []
        return String(try succeed(["unvault", "key", "show"] + place).out.dropLast())
    }

    /// The agreement of one site, without approvals.
    func agreementText() throws -> AgreementText {
        AgreementText(
            providerKey: try keyLine("provider"), sites: [AgreementText.Site(key: try siteKeyLine())])
    }

    /// Writes the YAML and compiles it to DSA-2026-014.agreement.
    func compile(_ text: AgreementText, to file: String = agreementFile) throws {
        try write(text.yaml, to: "agreement.yaml")
        try succeed("microvault", "agreement", "compile", "agreement.yaml", "-o", file)
    }

    func approve(_ role: String, with key: String, file: String = agreementFile) throws {
        try succeed("microvault", "agreement", "approve", file, "--role", role, "--key", "\(key).key", "--yes")
    }

    func makeCard(
        _ file: String = "b.card", holder: String = "J. Doe", reference: String = AgreementText.reference,
        in vault: String? = nil, _ more: String...
    ) throws {
        try succeed(
            ["unvault", "card", reference, "--holder", holder, "-o", file]
                + (vault.map { ["--vault", $0] } ?? []) + more)
    }

    /// A folder with a few small files.
    func makeExtract() throws {
        try makeFolder("extract")
        try makeFolder("extract/tables")
        try write("ref,region\n1,North\n2,South\n", to: "extract/tables/households.csv")
        try write("About the extract.\n", to: "extract/README.txt")
    }

    /// All of it up to the moment of packing; `change` makes another agreement.
    static func readyToPack(_ change: (inout AgreementText) throws -> Void = { _ in }) throws -> Scratch {
        let scratch = try Scratch()
        try scratch.makeKey("provider", called: "Department A")
        try scratch.makeVault()
        var text = try scratch.agreementText()
        try change(&text)
        try scratch.compile(text)
        try scratch.makeCard(holder: text.sites[0].users[0])
        try scratch.makeExtract()
        return scratch
    }

    /// All of it up to the moment of opening x.mvault.
    static func readyToOpen(_ change: (inout AgreementText) throws -> Void = { _ in }) throws -> Scratch {
        let scratch = try readyToPack(change)
        try scratch.succeed(packing)
        return scratch
    }

    /// Ready to pack, with an agreement that two approvers must approve; nobody has.
    static func readyToApprove(_ change: (inout AgreementText) throws -> Void = { _ in }) throws -> Scratch {
        let scratch = try Scratch()
        for name in ["provider", "owner", "officer"] { try scratch.makeKey(name) }
        try scratch.makeVault()
        var text = try scratch.agreementText()
        text.approvals = [
            (ownerRole, "R. Patel", try scratch.keyLine("owner")),
            (officerRole, "S. Okafor", try scratch.keyLine("officer")),
        ]
        try change(&text)
        try scratch.compile(text)
        try scratch.makeCard()
        try scratch.makeExtract()
        return scratch
    }

    /// The default command with something in it replaced.
    static func packing(_ old: String, _ new: String) -> [String] { packing.map { $0 == old ? new : $0 } }
    static func opening(_ old: String, _ new: String) -> [String] { opening.map { $0 == old ? new : $0 } }
}
