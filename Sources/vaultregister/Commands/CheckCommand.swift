import ArgumentParser
import CommandLineSupport
import DeadlineRegister
import PackageFormat

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Verify the database, every stored statement and every site's log again; list what is kept aside.")

    @Flag(help: "Print as JSON.")
    var json = false

    @Flag(name: .shortAndLong, help: "No progress.")
    var quiet = false

    @OptionGroup var register: RegisterOptions

    func run() throws {
        let register = try register.open()
        let check = try withProgress("checking", quiet: quiet || json) { advance throws(RegisterError) in
            try register.check(progress: advance)
        }
        let (aside, findings) = (try register.aside(), try register.findings())
        if json {
            try printJSON(Result(checked: check, aside: aside, findings: findings))
        } else {
            show(check)
            try show(aside, of: register)
            show(findings)
        }
        if aside.contains(where: { !$0.reason.waits }) || findings.contains(where: \.code.isSerious) {
            throw ExitStatus.notAuthentic
        }
        if !aside.isEmpty { throw ExitStatus.due }
    }

    private struct Result: Encodable {
        let checked: RegisterCheck
        let aside: [AsideRow]
        let findings: [FindingRow]

        enum CodingKeys: String, CodingKey {
            case checked
            case aside = "kept_aside"
            case findings
        }
    }

    private func show(_ check: RegisterCheck) {
        Output.print(
            "\(counted(check.records, "record")) are as they were received, and all that the register says follows from them"
        )
        Output.print(
            "verified again: \(counted(check.signed, "signed file")), \(counted(check.events, "event")) of \(counted(check.logs, "log")), \(counted(check.copies, "copy", "copies"))"
        )
    }

    private func show(_ aside: [AsideRow], of register: Register) throws {
        for row in aside {
            Output.print("")
            Output.print("kept aside: \(row.kind) \(shown(row.name)) (record \(row.record), \(inWords(row.addedAt)))")
            var why = row.reason.inWords
            if row.reason == .notAuthentic, let fault = try register.fault(of: row.record) as? any Worded {
                why = fault.words.message
            }
            Output.print(aligned("  why", why))
            if let awaits = row.awaits { Output.print(aligned("  waits for", awaits)) }
            if let subject = row.subject { Output.print(aligned("  about", shown(subject))) }
            Output.print(aligned("  next", row.reason.next))
        }
    }

    private func show(_ findings: [FindingRow]) {
        for row in findings {
            Output.print("")
            Output.print("finding: \(row.code.inWords) (record \(row.record), \(inWords(row.at)))")
            Output.print(
                aligned("  about", "\(shown(row.subject))\(row.detail.isEmpty ? "" : ": \(shown(row.detail))")"))
        }
    }
}

struct RebuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild", abstract: "Make the register anew from the statements that it keeps as received.")

    @Flag(name: .shortAndLong, help: "No progress.")
    var quiet = false

    @OptionGroup var register: RegisterOptions

    func run() throws {
        let register = try register.open()
        let count = try withProgress("making anew", quiet: quiet) { advance throws(RegisterError) in
            try register.rebuild(progress: advance)
        }
        Output.notice("made anew from \(counted(count, "record"))")
    }
}

/// Shows how many of the records were looked at.
private func withProgress<Value>(
    _ label: String, quiet: Bool, _ body: (_ advance: (_ done: Int, _ of: Int) -> Void) throws(RegisterError) -> Value
) throws(RegisterError) -> Value {
    var progress: Progress?
    defer { progress?.finish() }
    return try body { done, total in
        if progress == nil { progress = Progress(label, total: total, of: .things("records"), quiet: quiet) }
        progress?.advance(to: done)
    }
}
