import PackageFormat
import Yams

/// What the reading of one agreement has found: its problems, and where each of its nodes stands.
final class Findings {
    let text: SourceText
    private var problems: [AuthoringProblem] = []
    private var places: [String: Place] = [:]

    init(_ text: SourceText) {
        self.text = text
        for unfit in text.unfit { report(.unfitCharacter(unfit.scalar), at: unfit.place, path: "") }
    }

    /// In the order of lines; empty when all is well.
    var inOrder: [AuthoringProblem] {
        // Sorting is not stable: the order of discovery decides between two problems in one place.
        problems.enumerated().sorted { a, b in
            (a.element.line, a.element.column, a.offset) < (b.element.line, b.element.column, b.offset)
        }.map(\.element)
    }

    func report(_ problem: AuthoringProblem) { problems.append(problem) }

    func report(_ kind: AuthoringProblem.Kind, at place: Place, path: String) {
        report(AuthoringProblem(place, path: path, kind: kind))
    }

    func note(_ place: Place, of path: String) { places[path] = place }

    /// Where the node at `path` stands, or the nearest one that should hold it.
    func place(of path: String) -> Place {
        var path = path[...]
        while places[String(path)] == nil, let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) {
            path = path[..<end]
        }
        return places[String(path)] ?? places[""] ?? Place(line: 1, column: 1)
    }

    /// Puts a broken rule of the whole agreement at the line of the node that it names.
    func report(_ problem: AgreementProblem) {
        let other: String? =
            switch problem.rule {
            case .keyUsedTwice(let path), .repeated(let path), .notAfter(let path), .contradicts(let path): path
            default: nil
            }
        let kind = AuthoringProblem.Kind.rule(problem.rule, otherLine: other.map { place(of: $0).line })
        report(kind, at: place(of: problem.path), path: problem.path)
    }
}

/// One node of the tree, as the value of a key or the element of a list.
///
/// Each reading function gives the value, or reports what is wrong and gives nil.
struct Source {
    let node: Node
    let path: String
    let findings: Findings
    /// An element of `[ ]` other than the first.
    var followsComma = false

    var place: Place { Place(node.mark) }

    func report(_ kind: AuthoringProblem.Kind) { findings.report(kind, at: place, path: path) }

    /// A key with nothing after it counts as one that is not there.
    var isNull: Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain else { return false }
        return ["", "~", "null"].contains(scalar.string)
    }

    /// What was typed, with white space at its ends removed.
    func scalar() -> String? {
        guard case .scalar(let scalar) = node else {
            wrongShape(expected: .value)
            return nil
        }
        if scalar.style == .plain, let device = SourceText.device(beginning: scalar.string) {
            report(.device(device))
            return nil
        }
        return findings.text.original(scalar.string).trimmed
    }

    func list<Element>(_ read: (Source) -> Element?) -> [Element]? {
        guard case .sequence(let sequence) = node else {
            wrongShape(expected: .list)
            return nil
        }
        let isInBrackets = findings.text.hasBracket(at: place)
        let elements = sequence.enumerated().map { index, node in
            let path = "\(path)[\(index)]"
            findings.note(Place(node.mark), of: path)
            return read(Source(node: node, path: path, findings: findings, followsComma: isInBrackets && index > 0))
        }
        let good = elements.compactMap { $0 }
        return good.count == elements.count ? good : nil
    }

    /// Reports a node of another shape; an anchor before a list or mapping never gets as far as this.
    func wrongShape(expected: AuthoringProblem.Shape) {
        switch node {
        case .mapping: report(.wrongShape(expected: expected, found: .mapping))
        case .sequence: report(.wrongShape(expected: expected, found: .list))
        case .alias: report(.device(.alias))
        case .scalar(let scalar):
            if scalar.style == .plain, let device = SourceText.device(beginning: scalar.string) {
                report(.device(device))
            } else {
                report(.wrongShape(expected: expected, found: .value))
            }
        }
    }
}
