import PackageFormat
import Sealing
import Testing

extension [String] {
    /// The command with something in it replaced.
    func with(_ old: String, _ new: String) -> [String] { map { $0 == old ? new : $0 } }
}

/// Statements about x.mvault, which `readyToOpen` packs.
extension Scratch {
    static let headFile = "x.mvault-head"
    static let afterStatement = "send it to the recipients and to the register\n"
    static let amending = [
        "microvault", "amend", "--package", headFile, "--agreement", "second.agreement", "--sign-with", "provider.key",
        "-o", "a.statement",
    ]

    static func ordering(_ order: String, _ more: String...) -> [String] {
        [
            "microvault", order, "--package", headFile, "--reason", "An inquiry.", "--sign-with", "provider.key",
            "-o", "a.statement",
        ] + (order == "recall" ? ["--yes"] : []) + more
    }

    /// Compiles the revision that follows the agreement of x.mvault.
    @discardableResult
    func revise(
        to file: String = "second.agreement", revision: Int = 2, superseding hash: Digest? = nil,
        _ change: (String) -> String = { $0 }
    ) throws -> Agreement {
        let first = try Agreement(parsing: try bytes(of: Self.agreementFile))
        let later = "revision: \(revision)\nsupersedes: \(hash ?? first.hash)\n"
        try write(change(try text(of: "agreement.yaml").replacing("revision: 1\n", with: later)), to: "revised.yaml")
        try succeed("microvault", "agreement", "compile", "revised.yaml", "-o", file)
        return try Agreement(parsing: try bytes(of: file))
    }

    func sentHead() throws -> Head {
        try HeadBytes(try bytes(of: Scratch.headFile)).signatureChecked().parsedWithoutPin()
    }

    func statement() throws -> ProviderStatement { try ProviderStatement(parsing: try bytes(of: "a.statement")) }

    /// What a recipient who holds x.mvault makes of a.statement.
    func standingWithStatement() throws -> Standing {
        try Standing(of: try sentHead(), statements: []).accepting(try statement())
    }
}
