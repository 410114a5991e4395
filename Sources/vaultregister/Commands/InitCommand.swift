import ArgumentParser
import CommandLineSupport
import DeadlineRegister
import Files
import PackageFormat

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a register.")

    @Option(help: "Your organisation, as agreements write it: which side of each is ours.")
    var organisation: String

    @OptionGroup var register: RegisterOptions

    func run() throws {
        guard let organisation = Line(typed: organisation) else {
            throw Words(.usage, "\(quoted(organisation)) is no name", hint: "one line of text, as in your agreements")
        }
        let path = try register.path
        if register.isStandard { try makeParents(of: path) }
        try Register.create(at: path, organisation: organisation)
        Output.notice("made \(shown(path)), the register of \(shown(organisation))")
        Output.notice("next: \"vaultregister trust add KEY.pub --as provider\", then \"vaultregister add FILES\"")
    }
}
