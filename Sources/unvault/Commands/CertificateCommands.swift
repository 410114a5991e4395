import ArgumentParser
import CommandLineSupport
import CustodyLog
import Files
import PackageFormat

struct CertificateCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate", abstract: "Read a deletion certificate.", subcommands: [Show.self, Page.self])

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Check a certificate and print it as text.")

        @Argument(help: "A .certificate file.", completion: .file(extensions: ["certificate"]))
        var file: String

        @Flag(help: "Print its body as JSON.")
        var json = false

        func run() throws {
            let certificate = try readCertificate(file)
            guard !json else { return try printJSON(certificate.body) }
            for line in CertificateText(certificate).lines { Output.print(line) }
            Output.notice(
                "the signatures verify; whether the site key is the right one is for whoever knows the agreement")
        }
    }

    struct Page: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "page", abstract: "Check a certificate and make one page of HTML of it, to print and sign.")

        @Argument(help: "A .certificate file.", completion: .file(extensions: ["certificate"]))
        var file: String

        @Option(
            name: .shortAndLong, help: "The page to write; else it is printed.", completion: .file(extensions: ["html"])
        )
        var output: String?

        func run() throws {
            let page = CertificatePage(try readCertificate(file)).html
            guard let output else { return Output.print(bytes: Array(page.utf8)) }
            try writeNewFile(Array(page.utf8), at: output, mode: 0o644)
            Output.notice("wrote \(shown(output))")
        }
    }
}

/// The certificate at `path`, its signatures checked.
func readCertificate(_ path: String) throws -> DeletionCertificate {
    let file = try File(reading: path)
    guard let bytes = try file.contents(cap: CertificateBody.maximumLength) else {
        throw Words(.usage, "\(quoted(path)) is too long for a certificate", hint: "name a .certificate file")
    }
    do throws(CertificateFault) { return try DeletionCertificate(parsing: bytes) } catch {
        throw error.words(quoted(path))
    }
}
