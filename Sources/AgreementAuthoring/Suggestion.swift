/// What somebody who typed one word may have meant.
enum Suggestion {
    /// The nearest of `known`: at most two edits away, or one being the beginning of the other.
    static func nearest(to word: String, among known: [String]) -> String? {
        let typed = folded(word)
        guard !typed.isEmpty else { return nil }
        var best: (word: String, cost: Int)?
        for candidate in known {
            guard let cost = cost(typed, folded(candidate)), cost < best?.cost ?? .max else { continue }
            best = (candidate, cost)
        }
        return best?.word
    }

    private static func cost(_ typed: [UInt8], _ known: [UInt8]) -> Int? {
        if abs(typed.count - known.count) <= 2 {
            let edits = distance(typed, known)
            // Two edits make any short word of any other.
            if edits <= 2, edits * 2 < max(typed.count, known.count) { return edits }
        }
        guard typed.count >= 3, known.count >= 3 else { return nil }
        return known.starts(with: typed) || typed.starts(with: known) ? 2 + abs(typed.count - known.count) : nil
    }

    /// Case, and the choice between `_`, `-` and a space, are no difference.
    private static func folded(_ word: String) -> [UInt8] {
        word.lowercased().utf8.map { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: " ") ? UInt8(ascii: "_") : $0 }
    }

    /// Edits with neighbours that change places counted as one (optimal string alignment).
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var before: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var edits = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { edits = min(edits, before[j - 1] + 1) }
                row.append(edits)
            }
            (before, last) = (last, row)
        }
        return last[b.count]
    }
}
