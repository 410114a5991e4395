/// Labels in one column, texts in another: how an agreement is shown to whoever reads or signs it.
public struct LabelledLines: Sendable {
    /// A text may have several lines; a line with neither label nor text is an empty one.
    public let lines: [(label: String, text: String)]

    private static let widestLabel = 20
    private static let longestWord = 64

    public init(_ lines: [(label: String, text: String)]) { self.lines = lines }

    /// The column of texts is `width` characters from the left at most; ends with a line feed.
    /// Whatever a text holds, only labels stand at the beginning of a line.
    public func text(width: Int = 80) -> String {
        let column = min(Self.widestLabel, lines.map(\.label.count).max() ?? 0) + 2
        let margin = String(repeating: " ", count: column)
        var text = ""
        for line in lines {
            guard !(line.label.isEmpty && line.text.isEmpty) else {
                text += "\n"
                continue
            }
            let rows = line.text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
                Self.wrapped($0, width: max(20, width - column))
            }
            let fits = line.label.count + 2 <= column
            text += fits ? line.label + margin.dropFirst(line.label.count) : "\(line.label)\n\(margin)"
            text += rows.reduce(into: "") { $0 += ($0.isEmpty || $1.isEmpty ? "" : margin) + $1 + "\n" }
        }
        return text
    }

    /// Breaks at spaces, and inside a word only where it is longer than a hash, which people copy; every character but
    /// the spaces broken at is kept.
    private static func wrapped(_ line: Substring, width: Int) -> [String] {
        var rows: [String] = []
        var rest = line
        while let end = rest.index(rest.startIndex, offsetBy: width, limitedBy: rest.endIndex), end < rest.endIndex {
            let space = rest[...end].lastIndex(of: " ") ?? rest.prefix(longestWord + 1).firstIndex(of: " ")
            if let space, space > rest.startIndex {
                rows.append(String(rest[..<space]))
                rest = rest[rest.index(after: space)...]
            } else {
                let row = rest.prefix(max(width, longestWord))
                rows.append(String(row))
                rest = rest[row.endIndex...]
            }
        }
        return rest.isEmpty && !rows.isEmpty ? rows : rows + [String(rest)]
    }
}
