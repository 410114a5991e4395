import CommandLineSupport
import CustodyLog
import DeadlineRegister
import PackageFormat

/// The deadlines of the next 90 days as a picture: a column for each week, and one for what has passed.
struct ReportTimeline {
    private struct Column {
        let label: String
        let name: String
        var verified = 0
        var declared = 0
        var isLate = false
        var total: Int { verified + declared }
    }

    private let columns: [Column]
    private let day: LocalDate

    init(_ overview: Overview) {
        day = overview.day
        var columns = [Column(label: "to chase", name: "To chase now", isLate: true)]
        for week in 0..<13 {
            let first = overview.day.advanced(byDays: week * 7)
            columns.append(
                Column(
                    label: "\(first.day) \(first.inWords.split(separator: " ")[1].prefix(3))",
                    name: "Week from \(first.inWords)"))
        }
        for row in overview.open where row.state != .onHold {
            let index = row.state.isDue ? 0 : row.daysLeft / 7 + 1
            guard row.state.isDue || row.daysLeft >= 0, index < columns.count else { continue }
            switch row.evidence {
            case .verified: columns[index].verified += 1
            case .declared: columns[index].declared += 1
            }
        }
        self.columns = columns
    }

    private static let (width, height, base, top) = (960.0, 240.0, 196.0, 28.0)

    var html: String {
        """
        <section aria-labelledby="timeline-h">
        <h2 id="timeline-h">The next 90 days</h2>
        <figure>
        <div class="wide" role="region" aria-label="Deadlines by week, as a picture" tabindex="0">
        <svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" aria-labelledby="timeline-title timeline-desc">
        <title id="timeline-title">Deadlines by week</title>
        <desc id="timeline-desc">\(escaped(description))</desc>
        <defs><pattern id="hatch" width="6" height="6" patternTransform="rotate(45)" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" fill="none"/><line x1="0" y1="0" x2="0" y2="6" style="stroke: currentColor; stroke-width: 2"/>
        </pattern></defs>
        <line x1="0" y1="\(Int(Self.base))" x2="\(Int(Self.width))" y2="\(Int(Self.base))"/>
        \(columns.enumerated().map(bar).joined(separator: "\n"))
        </svg>
        </div>
        <figcaption>Copies whose deadline falls into each week, from \(day.inWords) on. Filled: verified. Hatched: declared.</figcaption>
        </figure>
        </section>
        """
    }

    private var description: String {
        let filled = columns.filter { $0.total > 0 }
        guard !filled.isEmpty else { return "No deadline falls into the next 90 days, and nothing is to be chased." }
        return filled.map { column in
            "\(column.name): \(counted(column.total, "copy", "copies"))"
                + (column.declared > 0 ? ", \(column.declared) of them declared" : "")
        }.joined(separator: ". ") + "."
    }

    private func bar(_ index: Int, _ column: Column) -> String {
        let most = Double(max(1, columns.map(\.total).max() ?? 1))
        let step = Self.width / Double(columns.count)
        let (x, wide) = (step * Double(index) + step * 0.14, step * 0.72)
        let scale = (Self.base - Self.top) / most
        let (verified, declared) = (Double(column.verified) * scale, Double(column.declared) * scale)
        var parts: [String] = []
        func rectangle(_ y: Double, _ height: Double, _ kind: String) {
            guard height > 0 else { return }
            parts.append(
                "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(wide))\" height=\"\(Self.number(height))\" class=\"\(kind)\"/>"
            )
        }
        rectangle(Self.base - verified, verified, column.isLate ? "late" : "verified")
        rectangle(Self.base - verified - declared, declared, "declared")
        let middle = Self.number(x + wide / 2)
        if column.total > 0 {
            parts.append(
                "<text x=\"\(middle)\" y=\"\(Self.number(Self.base - verified - declared - 7))\" text-anchor=\"middle\">\(grouped(column.total))</text>"
            )
        }
        parts.append(
            "<text x=\"\(middle)\" y=\"\(Int(Self.base) + 18)\" text-anchor=\"middle\" class=\"axis\">\(column.label)</text>"
        )
        return parts.joined(separator: "\n")
    }

    /// One decimal, without the locale's say.
    private static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
