import PackageFormat

/// Markdown (CommonMark with GitHub's tables) around texts from elsewhere, none of which is markup there.
enum Markdown {
    /// One paragraph or cell: escaped, lines joined by `<br>`.
    static func inline(_ text: some CustomStringConvertible) -> String {
        text.description.split(separator: "\n", omittingEmptySubsequences: false)
            .map { escaped(String($0).trimmed) }.joined(separator: "<br>")
    }

    /// A quotation, each line of it a line; nothing of the text can end it.
    static func quotation(_ text: some CustomStringConvertible) -> String {
        text.description.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in
                let line = escaped(String(line).trimmed)
                return line.isEmpty ? ">" : "> \(line)  "
            }.joined(separator: "\n")
    }

    /// Cells are markup already: `inline` of what comes from elsewhere.
    static func table(_ heading: [String], _ rows: [[String]]) -> String {
        let lines = [heading, heading.map { _ in "---" }] + rows
        return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }

    /// A backslash before every character that begins markup somewhere, in the line of text given.
    static func escaped(_ line: String) -> String {
        var out = ""
        let scalars = Array(line.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            if needsEscape(scalar, before: scalars[..<index], after: scalars[(index + 1)...]) { out += "\\" }
            out.unicodeScalars.append(scalar)
        }
        return out
    }

    private static func needsEscape(
        _ scalar: Unicode.Scalar, before: ArraySlice<Unicode.Scalar>, after: ArraySlice<Unicode.Scalar>
    ) -> Bool {
        switch scalar {
        // Emphasis, code, links, HTML, entities, tables, mathematics, headings, addresses, mentions, attributes.
        case "\\", "`", "*", "_", "~", "[", "]", "<", ">", "&", "|", "$", "#", "@", "^", "{", "}": true
        // Bullets, rules and underlines, at the beginning of a line alone.
        case "-", "+", "=": before.isEmpty
        // Numbered lists; and "www." is a link to some readers.
        case ".", ")":
            before.allSatisfy(\.isDigit) || before.suffix(3).elementsEqual("www".unicodeScalars, by: sameLetter)
        // "https://" is a link to some readers, ":word:" a picture, ": " at the beginning a definition.
        case ":": before.isEmpty || after.first.map { !$0.properties.isWhitespace } == true
        default: false
        }
    }

    private static func sameLetter(_ a: Unicode.Scalar, _ b: Unicode.Scalar) -> Bool { a.value | 0x20 == b.value }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
