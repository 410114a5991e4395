import PackageFormat

private let askProvider = "ask the provider for a new statement"
private let tellProvider = "do not act on it; tell the provider"

extension ProviderStatementFault: Worded {
    public var words: Words {
        switch self {
        case .otherPackage(let id):
            Words(
                .refused, "the statement is about another package: \(id)",
                hint: "ask the provider for the statement of this package")
        case .otherHead(let hash):
            Words(
                .notAuthentic, "the statement is about another package of the same id: its package hash is \(hash)",
                hint: "no two packages have one id: tell the provider")
        case .notByProvider(let signers):
            Words(
                .notAuthentic,
                "the statement is not signed by the provider of the package alone: \(signers.map(\.fingerprint.description).joined(separator: ", "))",
                hint: tellProvider)
        case .otherAgreement(let hash):
            Words(
                .refused, "the statement names another agreement than the one that the package holds: \(hash)",
                hint: askProvider)
        case .otherReference(let reference):
            Words(.refused, "the statement is for another agreement: \(quoted(reference))", hint: askProvider)
        case .otherProvider(let key):
            Words(
                .notAuthentic, "the amended agreement names another signing key of the provider: \(key.fingerprint)",
                hint: tellProvider)
        case .agreement(let problem):
            Words(
                .notAuthentic,
                "the amended agreement breaks a rule at \(quoted(problem.path)): \(problem.rule.phrase)",
                hint: tellProvider)
        case .supersedesDiffers:
            Words(
                .notAuthentic, "the amended agreement supersedes another text than the statement says",
                hint: tellProvider)
        case .approval(.outOfOrder):
            Words(.notAuthentic, "the approvals of the amended agreement are out of order", hint: tellProvider)
        case .approval(let fault):
            Words(fault.words.status, "the amended agreement: \(fault.words.message)", hint: tellProvider)
        case .notLater(let revision, let inForce):
            Words(
                .refused,
                "the amendment brings revision \(grouped(revision)) of the agreement; revision \(grouped(inForce)) is in force",
                hint: "nothing changed; ask the provider for the latest amendment if this is it")
        case .notInForce(let named, _):
            Words(
                .refused, "the amendment takes the place of an agreement that is not in force here: \(named)",
                hint: "ask the provider for the amendments before it, and import them first")
        case .recalled(let moment):
            Words(
                .refused, "the package was recalled on \(inWords(moment)), which is final",
                hint: "nothing but a hold and its release comes after a recall")
        case .overtaken(let kind, let issuedAt, let last, let moment):
            Words(
                .refused, "the \(kind.rawValue) of \(issuedAt) does not come after the \(last.rawValue) of \(moment)",
                hint: "nothing changed; ask the provider for a new \(kind.rawValue) if it is still meant")
        case .alreadyApplied:
            Words(.done, "the statement was applied before", hint: "nothing changed")
        case .issuedAhead(let issuedAt, let now):
            Words(
                .refused,
                "the statement was issued on \(inWords(issuedAt)); this machine's clock says \(inWords(now))",
                hint: "set this machine's clock right; if it is right, tell the provider that theirs is ahead")
        }
    }
}

extension StatementError {
    /// Why the file at `path` is not a statement of a provider.
    public func words(ofProviderStatementAt path: String) -> Words {
        let ask = "name the .statement file that the provider sent, or ask for it again"
        return switch self {
        case .newerVersion:
            Words(.newerTool, "\(quoted(path)): \(phrase)", hint: "update this tool")
        case .badSignature, .repeatedSigner:
            Words(.notAuthentic, "\(quoted(path)) is not authentic: \(phrase)", hint: tellProvider)
        default: Words(.usage, "\(quoted(path)) is not a statement of a provider: \(phrase)", hint: ask)
        }
    }
}
