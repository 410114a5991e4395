import PackageFormat
import Sealing

extension AgreementProblem.Rule {
    public var phrase: String {
        switch self {
        case .unknownVersion(let version): "version \(version) is not known"
        case .supersedesMissing: "a later revision names the hash of the one before"
        case .supersedesOnFirstRevision: "a first revision supersedes nothing"
        case .empty: "at least one is needed"
        case .keyUsedTwice(let first): "the key stands at \(quoted(first)) too; each role has its own"
        case .repeated(let first): "the same stands at \(quoted(first))"
        case .notAfter(let path): "it does not come after \(quoted(path))"
        case .reviewOutsideTerm: "it lies outside the term of the agreement"
        case .holderUnknown(let holder): "\(quoted(holder)) is neither a site nor a user of this agreement"
        case .outOfRange(let range): "it is not from \(grouped(range.lowerBound)) to \(grouped(range.upperBound))"
        case .contradicts(let path): "it cannot be so together with \(quoted(path))"
        case .pathConflict: "a package cannot hold this path beside one before it"
        case .lengthsCrossed: "it is less than minLength"
        case .instantDoesNotFit: "its instant is not on its day"
        }
    }
}

extension AgreementReadingError: Worded {
    public var words: Words {
        switch self {
        case .newerVersion(let version):
            Words(
                .newerTool, "the compiled agreement has version \(version); this tool knows version 1",
                hint: "update this tool")
        case .json(.overCap): Words(.usage, "the compiled agreement is too long", hint: "1 MiB is the most")
        case .json(.notCanonical):
            Words(
                .usage, "the compiled agreement is not in canonical form",
                hint: "compile it again, and do not edit the compiled file")
        case .json(.malformed(let path)):
            Words(
                .usage, "the compiled agreement is malformed\(path.isEmpty ? "" : " at \(quoted(path))")",
                hint: "compile it again, and do not edit the compiled file")
        case .rule(let problem) where problem.isSharedApproval:
            Words(
                .refused, "two roles use one key in the compiled agreement at \(quoted(problem.path))",
                hint: "each approver has a key of their own: name them, and compile the agreement again")
        case .rule(let problem):
            Words(
                .usage, "the compiled agreement breaks a rule at \(quoted(problem.path)): \(problem.rule.phrase)",
                hint: "compile it again with \"microvault agreement compile\"")
        }
    }
}

extension AgreementProblem {
    /// One key for two roles: nobody approves what they also do in another role.
    fileprivate var isSharedApproval: Bool {
        guard case .keyUsedTwice = rule else { return false }
        return path.hasPrefix("approvals_required")
    }
}
