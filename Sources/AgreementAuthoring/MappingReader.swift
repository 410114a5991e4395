import Yams

/// A mapping whose keys are the coding keys of the type that it describes: there is no second list of keys.
///
/// A value that is absent or broken is nil; broken ones have been reported.
struct MappingReader<Key: CodingKey & CaseIterable & RawRepresentable> where Key.RawValue == String {
    private let source: Source
    private var values: [String: Source] = [:]

    /// Nil, and reported, unless it is a mapping. Reports duplicate keys and unknown ones.
    init?(_ source: Source, keys: Key.Type = Key.self) {
        guard case .mapping(let mapping) = source.node else {
            source.wrongShape(expected: .mapping)
            return nil
        }
        self.source = source
        var lines: [String: Int] = [:]
        for (keyNode, valueNode) in mapping {
            let keySource = Source(node: keyNode, path: source.path, findings: source.findings)
            guard case .scalar = keyNode else {
                keySource.report(.device(.complexKey))
                continue
            }
            guard let key = keySource.scalar() else { continue }
            if let firstLine = lines[key] {
                keySource.report(.key(.duplicate(key, firstLine: firstLine)))
                continue
            }
            lines[key] = keySource.place.line
            let path = source.path.isEmpty ? key : "\(source.path).\(key)"
            let value = Source(node: valueNode, path: path, findings: source.findings)
            guard Key(rawValue: key) != nil else {
                let isRest = value.isNull && source.findings.text.hasBracket(at: source.place)
                keySource.report(Self.unknown(key, commaInBraces: isRest))
                continue
            }
            values[key] = value
            if case .scalar = valueNode, !value.isNull {
                source.findings.note(value.place, of: path)
            } else {
                source.findings.note(keySource.place, of: path)
            }
        }
    }

    /// Reports the key as missing where it is not there.
    func required<Value>(_ key: Key, _ read: (Source) -> Value?) -> Value? {
        guard let value = values[key.rawValue], !value.isNull else {
            let place = source.findings.place(of: values[key.rawValue]?.path ?? source.path)
            source.findings.report(.key(.missing(key.rawValue)), at: place, path: source.path)
            return nil
        }
        return read(value)
    }

    /// `.some(nil)` where the key is not there; nil where its value is broken.
    func optional<Value>(_ key: Key, _ read: (Source) -> Value?) -> Value?? {
        guard let value = values[key.rawValue], !value.isNull else { return .some(nil) }
        return read(value).map(Optional.some)
    }

    func value<Value>(_ key: Key, default standard: Value, _ read: (Source) -> Value?) -> Value? {
        guard let value = values[key.rawValue], !value.isNull else { return standard }
        return read(value)
    }

    private static func unknown(_ key: String, commaInBraces: Bool) -> AuthoringProblem.Kind {
        if key == "<<" { return .device(.mergeKey) }
        let known = Key.allCases.map(\.rawValue)
        let suggestion = commaInBraces ? nil : Suggestion.nearest(to: key, among: known)
        return .key(.unknown(key, suggestion: suggestion, known: known, commaInBraces: commaInBraces))
    }
}
