import PackageFormat
import Yams

/// From the YAML that people write to the agreement that binds (docs/format.md, section 6).
public enum AgreementAuthor {
    /// 1. characters  2. YAML tree  3. shape  4. rules and length; throws all problems found, in the order of lines.
    public static func compile(yaml: [UInt8]) throws(AgreementProblems) -> Agreement {
        var text: SourceText
        do { text = try SourceText(yaml) } catch { throw AgreementProblems(problems: [error]) }
        let tree = SourceTree.read(&text)
        let findings = Findings(text)
        guard let agreement = agreement(from: tree, findings), findings.inOrder.isEmpty else {
            throw AgreementProblems(problems: findings.inOrder)
        }
        return agreement
    }

    private static func agreement(from tree: Result<Node, AuthoringProblem>, _ findings: Findings) -> Agreement? {
        switch tree {
        case .failure(let problem):
            findings.report(problem)
            return nil
        case .success(let node):
            let root = Source(node: node, path: "", findings: findings)
            findings.note(root.place, of: root.path)
            guard let agreement = AgreementReader(root)?.agreement() else { return nil }
            AgreementRules.problems(of: agreement).forEach(findings.report)
            let length = agreement.bytes.count
            if length > Agreement.maximumLength {
                root.report(.compiledTooLong(length: length, cap: Agreement.maximumLength))
            }
            return agreement
        }
    }
}
