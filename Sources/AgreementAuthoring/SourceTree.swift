import Yams

/// The tree of a YAML file, each node with its line.
enum SourceTree {
    /// The root, or the one problem that kept the file from being read; `text` then knows the duplicate keys.
    static func read(_ text: inout SourceText) -> Result<Node, AuthoringProblem> {
        while true {
            do {
                let root = try Yams.compose(yaml: text.string, .basic, .default, .utf8)
                return root.map(Result.success) ?? .failure(.atTop(.file(.empty)))
            } catch YamlError.duplicatedKeysInMapping(_, let context) where text.disguiseKey(at: Place(context.mark)) {
                continue
            } catch {
                return .failure(problem(error, in: text))
            }
        }
    }

    private static func problem(_ error: any Error, in text: SourceText) -> AuthoringProblem {
        switch error {
        case YamlError.duplicatedKeysInMapping(let keys, let context):
            AuthoringProblem(
                Place(context.mark),
                kind: .key(.duplicate(text.original(keys.first ?? ""), firstLine: context.mark.line)))
        case YamlError.composer(_, _, let mark, _):
            // Aliases apart, which the text no longer has, a second document is all that this is thrown for.
            AuthoringProblem(Place(mark), kind: .file(.severalDocuments))
        case YamlError.scanner(let context, let words, let mark, _),
            YamlError.parser(let context, let words, let mark, _):
            syntax(context.map { "\(words), \($0.text)" } ?? words, at: Place(mark), in: text)
        case YamlError.reader(let words, _, _, _):
            .atTop(.file(.syntax(words)))
        default:
            .atTop(.file(.syntax("\(error)")))
        }
    }

    private static func syntax(_ words: String, at place: Place, in text: SourceText) -> AuthoringProblem {
        if text.hasTabInIndentation(line: place.line) { return AuthoringProblem(place, kind: .file(.tabInIndentation)) }
        if let found = text.device(near: place.line) {
            return AuthoringProblem(found.place, kind: .device(found.device))
        }
        return AuthoringProblem(place, kind: .file(.syntax(words)))
    }
}
