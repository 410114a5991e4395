import ArgumentParser
import CommandLineSupport
import DeadlineRegister
import PackageFormat

struct DueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due",
        abstract: "List copies that must be gone and are not accounted for; status 2 when there is one.")

    @Option(help: "Also those whose deadline comes within so many days: 30d.")
    var within = "0d"

    @Option(help: "Only what this organisation holds or shared.")
    var organisation: String?

    @Flag(help: "Print as JSON.")
    var json = false

    @Flag(help: "Print as CSV.")
    var csv = false

    @OptionGroup var day: DayOptions
    @OptionGroup var register: RegisterOptions

    func validate() throws {
        guard !(json && csv) else { throw ValidationError("--json and --csv exclude each other") }
    }

    func run() throws {
        let days = try readDays(within)
        let register = try register.open()
        let due = try register.due(at: try day.moment(), within: days, organisation: organisation)
        if json {
            try printJSON(due)
        } else if csv {
            Output.print(bytes: Array(CopyTable(due.copies).text.utf8))
        } else {
            show(due, days)
        }
        if due.isDue { throw ExitStatus.due }
    }

    private func show(_ due: DueList, _ days: Int) {
        for (index, row) in due.copies.enumerated() {
            if index > 0 { Output.print("") }
            for line in CopyText(row).lines { Output.print(line) }
        }
        if due.copies.isEmpty { Output.print("nothing is due\(days > 0 ? " within \(counted(days, "day"))" : "")") }
        showDoubts(due)
    }

    private func showDoubts(_ due: DueList) {
        let (aside, findings) = (due.aside.reduce(0) { $0 + $1.count }, due.findings.reduce(0) { $0 + $1.count })
        if aside + findings > 0, !due.copies.isEmpty { Output.print("") }
        if findings > 0 {
            Output.print("to be cleared up: \(counted(findings, "finding")); \"vaultregister check\" says about what")
            for count in due.findings { Output.print("  \(grouped(count.count))  \(count.code.inWords)") }
        }
        guard aside > 0 else { return }
        Output.print("kept aside, and not counted above: \(counted(aside, "record")); \"vaultregister check\" says why")
        for count in due.aside { Output.print("  \(grouped(count.count))  \(count.reason.inWords)") }
    }
}

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show all that is known of an agreement or a package.")

    @Argument(help: "A reference or a package id.")
    var subject: String

    @Flag(help: "Print as JSON.")
    var json = false

    @OptionGroup var day: DayOptions
    @OptionGroup var register: RegisterOptions

    func run() throws {
        let found = try register.open().show(subject, at: try day.moment())
        guard !json else { return try printJSON(found) }
        for line in ShownText(found).lines { Output.print(line) }
    }
}
