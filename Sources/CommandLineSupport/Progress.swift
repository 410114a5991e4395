import Glibc

/// A line on standard error that shows how far it is, with rate and time left; silent where that is no terminal.
public final class Progress {
    /// What is counted.
    public enum Unit {
        case bytes
        /// In the plural: "records".
        case things(String)

        fileprivate func amount(_ count: Int) -> String {
            switch self {
            case .bytes: sized(count)
            case .things(let name): "\(grouped(count)) \(name)"
            }
        }
    }

    private let label: String
    private let total: Int?
    private let unit: Unit
    private let isShown: Bool
    private let start = Progress.seconds()
    private var last = 0.0
    private var hasDrawn = false

    /// Without a `total` it says how many there were, and no end.
    public init(_ label: String, total: Int?, of unit: Unit = .bytes, quiet: Bool) {
        (self.label, self.total, self.unit) = (label, total, unit)
        isShown = !quiet && Terminal.showsProgress
    }

    /// Ten times a second at most.
    public func advance(to count: Int) {
        guard isShown else { return }
        let now = Self.seconds()
        guard now - last >= 0.1, now - start >= 0.3 else { return }
        last = now
        hasDrawn = true
        Output.write("\r\u{1B}[K" + line(at: count, after: now - start), to: 2)
    }

    /// Clears the line.
    public func finish() {
        if hasDrawn { Output.write("\r\u{1B}[K", to: 2) }
        hasDrawn = false
    }

    func line(at count: Int, after seconds: Double) -> String {
        let rate = seconds > 0 ? Double(count) / seconds : 0
        guard let total else { return "\(label)  \(unit.amount(count))  \(unit.amount(Int(rate)))/s" }
        let share = total > 0 ? min(1, Double(count) / Double(total)) : 1
        let width = min(30, max(10, Terminal.width - 50))
        let filled = Int(share * Double(width))
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
        let left = rate > 0 ? max(0, Int((Double(total - count) / rate).rounded(.up))) : 0
        return "\(label) [\(bar)] \(Int(share * 100))%  \(unit.amount(Int(rate)))/s  \(Self.time(left)) left"
    }

    private static func time(_ seconds: Int) -> String {
        seconds < 60
            ? "\(seconds) s"
            : seconds < 3_600
                ? "\(seconds / 60) min \(seconds % 60) s" : "\(seconds / 3_600) h \(seconds / 60 % 60) min"
    }

    private static func seconds() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }
}
