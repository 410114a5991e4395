import ArgumentParser
import CommandLineSupport
import DeadlineRegister
import Files
import PackageFormat

struct AddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Take up heads, packages, cards, approvals, statements, receipts and certificates, in any order.",
        discussion: """
            What cannot be verified is kept aside, and taken up by itself when the key or the head that it waits for comes; \
            "vaultregister check" lists it. Of a package only the head is read. Twice is harmless.
            """)

    @Argument(help: "Files, folders with all that is in them, or - for standard input.", completion: .file())
    var paths: [String]

    @Flag(name: .shortAndLong, help: "Say nothing of what went well.")
    var quiet = false

    @OptionGroup var register: RegisterOptions

    func run() throws {
        let register = try register.open()
        // What an earlier run that was cut short left to do.
        try register.lookAgain()
        var intake = FileIntake(register: register, quiet: quiet)
        defer { intake.stop() }
        for path in paths { try intake.take(path) }
        try intake.finish()
        try intake.report.lookAgain(in: register)
        intake.report.say(quiet: quiet)
        if let status = intake.report.status { throw status }
    }
}

struct ImportCSVCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import-csv",
        abstract: "Take over agreements and transfers made without Microvault, from a table.",
        discussion: "They count as declared: nobody has checked them, and they are never shown as verified.")

    @Argument(help: "The table; begin with what --template prints.", completion: .file(extensions: ["csv"]))
    var file: String?

    @Flag(help: "Print a table to begin with.")
    var template = false

    @OptionGroup var register: RegisterOptions

    func run() throws {
        if template { return Output.print(bytes: Array(DeclaredFile.template.utf8)) }
        guard let file else {
            throw Words(
                .usage, "no table is named", hint: "\"vaultregister import-csv --template\" prints one to begin with")
        }
        let register = try register.open()
        guard let bytes = try File(reading: file).contents(cap: DeclaredFile.maximumLength) else {
            throw Words(
                .usage, "\(quoted(file)) is longer than \(sized(DeclaredFile.maximumLength))", hint: "split it")
        }
        let count = try register.importDeclared(bytes, named: file, now: Surroundings.now)
        Output.notice("taken over as declared: \(counted(count, "transfer"))")
    }
}

struct NoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Note something about an agreement or a package; shown with it.")

    @Argument(help: "A reference or a package id.")
    var reference: String

    @Argument(help: "What is to be remembered.")
    var text: String

    @OptionGroup var register: RegisterOptions

    func run() throws {
        guard let text = Prose(text.nfc.trimmed) else {
            throw Words(
                .usage, "\(quoted(text)) says nothing, or has characters that cannot be shown", hint: "write a sentence"
            )
        }
        try register.open().note(reference, text, now: Surroundings.now)
        Output.notice("noted about \(shown(reference))")
    }
}
