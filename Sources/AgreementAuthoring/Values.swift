import PackageFormat
import Sealing

/// Single values, each as its type demands (docs/format.md, section 6).
extension Source {
    /// One line of text, normalised and trimmed.
    func line() -> Line? {
        guard let text = text(limit: Line.maximumLength) else { return nil }
        guard !text.contains("\n") else { return refuse(.value(.severalLines)) }
        return Line(text)
    }

    /// Text that may have several lines, normalised and trimmed.
    func prose() -> Prose? { text(limit: Prose.maximumLength).flatMap { Prose($0) } }

    func reference() -> Reference? {
        guard let text = scalar() else { return nil }
        return Reference(text) ?? refuse(.value(.notAReference(text)))
    }

    func digest() -> Digest? {
        guard let text = scalar() else { return nil }
        return Digest(text) ?? refuse(.value(.notADigest(text)))
    }

    func flag() -> Bool? {
        guard let text = scalar() else { return nil }
        return switch text {
        case "true": true
        case "false": false
        default: refuse(.value(.notABoolean(text)))
        }
    }

    /// A decimal integer within ±(2^53 − 1), which is what canonical JSON holds.
    func integer() -> Int? {
        guard let text = scalar() else { return nil }
        guard let decimal = PackageFormat.Decimal(text), !text.contains("."), text != "-0" else {
            return refuse(.value(.notAnInteger(text)))
        }
        guard let number = Int(decimal.description),
            (-CanonicalJSON.integerLimit...CanonicalJSON.integerLimit).contains(number)
        else { return refuse(.value(.integerTooLarge(text))) }
        return number
    }

    func date() -> LocalDate? {
        guard let text = scalar() else { return nil }
        return LocalDate(text) ?? refuse(.time(hasShape(text, "0000-00-00") ? .noSuchDay(text) : .notADate(text)))
    }

    func oneOf<Value: RawRepresentable & CaseIterable>(_ type: Value.Type = Value.self) -> Value?
    where Value.RawValue == String {
        guard let text = scalar() else { return nil }
        let allowed = Value.allCases.map(\.rawValue)
        return Value(rawValue: text)
            ?? refuse(
                .value(
                    .notOneOf(allowed: allowed, found: text, suggestion: Suggestion.nearest(to: text, among: allowed))))
    }

    func classification() -> Classification? {
        guard let text = line()?.description else { return nil }
        if let classification = Classification(text) { return classification }
        if text.uppercased().split(whereSeparator: { !$0.isLetter }).contains("SECRET") {
            return refuse(.value(.classificationTooHigh(text)))
        }
        let allowed = ["OFFICIAL", "OFFICIAL-SENSITIVE"]
        let suggestion = Suggestion.nearest(to: text, among: allowed)
        return refuse(.value(.notOneOf(allowed: allowed, found: text, suggestion: suggestion)))
    }

    /// A signing key's line; its comment is dropped, since compiled agreements hold none.
    func signingKey() -> SigningKeyText? {
        guard let text = scalar() else { return nil }
        do {
            return SigningKeyText(try SigningPublicKey(KeyLine(parsing: text, expecting: .signing).key))
        } catch let problem as KeyLine.Problem {
            let commaInBrackets = followsComma && problem == .notAKeyLine
            return refuse(.keyLine(problem, found: text, commaInBrackets: commaInBrackets))
        } catch {
            return refuse(.keyLine(.weakKey, found: text, commaInBrackets: false))
        }
    }

    func archivePath() -> ArchivePath? {
        guard let text = scalar()?.nfc else { return nil }
        do { return try ArchivePath(checking: text) } catch { return refuse(.value(.notATablePath(text, error))) }
    }

    /// A `minimum` or `maximum` of a field, kept as text.
    func limit(of type: Field.Kind) -> Line? {
        guard let line = line() else { return nil }
        return isValue(line.description, of: type) ? line : refuse(.value(.notALimit(line.description, type: type)))
    }

    /// A regular expression, as screening reads it.
    func pattern() -> Line? {
        guard let line = line() else { return nil }
        return (try? Regex(line.description)) == nil ? refuse(.value(.notAPattern(line.description))) : line
    }

    private func text(limit: Int) -> String? {
        guard let text = scalar()?.nfc.trimmed else { return nil }
        guard !text.isEmpty else { return refuse(.value(.empty)) }
        if let unfit = text.unicodeScalars.first(where: { $0.isUnfit && $0 != "\n" }) {
            return refuse(.unfitCharacter(unfit))
        }
        guard text.utf8.count <= limit else { return refuse(.value(.tooLong(length: text.utf8.count, limit: limit))) }
        return text
    }

    private func refuse<Value>(_ kind: AuthoringProblem.Kind) -> Value? {
        report(kind)
        return nil
    }
}

/// Data Package v2: `minimum` and `maximum` are for types that have an order, in the type's own spelling.
private func isValue(_ text: String, of type: Field.Kind) -> Bool {
    switch type {
    case .number: PackageFormat.Decimal(text) != nil
    case .integer, .year: PackageFormat.Decimal(text) != nil && !text.contains(".")
    case .date: LocalDate(text) != nil
    case .yearmonth: hasShape(text, "0000-00") && LocalDate(text + "-01") != nil
    case .time: Instant("1970-01-01T\(text)Z") != nil
    case .datetime: Instant(text) != nil
    case .any: PackageFormat.Decimal(text) != nil || LocalDate(text) != nil
    case .string, .boolean: false
    }
}

/// Whether `text` has a digit wherever `pattern` has one, and otherwise the same bytes.
private func hasShape(_ text: String, _ pattern: String) -> Bool {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    return text.utf8.count == pattern.utf8.count
        && zip(text.utf8, pattern.utf8).allSatisfy { $1 == UInt8(ascii: "0") ? digits.contains($0) : $0 == $1 }
}
