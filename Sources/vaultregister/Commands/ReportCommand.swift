import ArgumentParser
import CommandLineSupport
import DeadlineRegister
import Files
import PackageFormat

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write a page: what is overdue, what comes, and the evidence for each copy.",
        discussion: "One file, with no scripts and no requests; it can be read, printed on A4 and put on a web server.")

    @Option(
        name: .shortAndLong, help: "The page to write; an earlier one is replaced.",
        completion: .file(extensions: ["html"]))
    var output: String

    @Option(help: "What stands at its head.")
    var title: String?

    @OptionGroup var day: DayOptions
    @OptionGroup var register: RegisterOptions

    func run() throws {
        let register = try register.open()
        let report = try register.overview(at: try day.moment())
        let page = ReportPage(report, title: title)
        try replaceText(page.html, at: output)
        Output.notice(
            "wrote \(shown(output)): \(counted(report.now.count, "copy", "copies")) to chase, \(counted(report.open.count, "copy", "copies")) not accounted for"
        )
    }
}

struct CalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract: "Write the deadlines as a calendar that other programs take in (RFC 5545).",
        discussion:
            "Events keep their identity: taking the next export in updates them, and cancels those of what is closed.")

    @Option(
        name: .shortAndLong, help: "The calendar to write; an earlier one is replaced.",
        completion: .file(extensions: ["ics"]))
    var output: String

    @OptionGroup var register: RegisterOptions

    func run() throws {
        let now = Surroundings.now
        let register = try register.open()
        let calendar = CalendarText(
            try register.copies(at: .now(now)), changes: try register.changes(), now: now)
        try replaceText(calendar.text, at: output)
        Output.notice("wrote \(shown(output)): \(counted(calendar.events.count, "event"))")
    }
}

/// A page or calendar is made again and again under one name, so an earlier one is replaced, as one step. `/dev/stdout` goes too.
private func replaceText(_ text: String, at path: String) throws {
    if path == "-" { return Output.print(bytes: Array(text.utf8)) }
    try Array(text.utf8).withUnsafeBufferPointer { (bytes) throws(IOError) in
        try replaceFile(at: path, with: UnsafeRawBufferPointer(bytes), mode: 0o600)
    }
}
