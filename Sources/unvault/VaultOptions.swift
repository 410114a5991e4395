import ArgumentParser
import CommandLineSupport
import Custody
import Files
import PackageFormat
import Sealing

/// Which site vault, and where its passphrase comes from.
struct VaultOptions: ParsableArguments {
    @Option(help: "The folder of the site vault; else UNVAULT_HOME, else the XDG data folder.", completion: .directory)
    var vault: String?

    @OptionGroup var passphrase: PassphraseOptions

    var path: String {
        get throws {
            if let vault { return vault }
            return try Surroundings.environment("UNVAULT_HOME") ?? Surroundings.dataFolder(of: "unvault")
        }
    }

    func open() throws -> SiteVault {
        try SiteVault(at: path, passphrases: passphrase.source, surroundings: surroundings)
    }

    /// Says who waits for whom, and ends the wait where it is interrupted.
    var surroundings: VaultSurroundings {
        VaultSurroundings(
            process: Surroundings.process(of: "unvault"),
            waits: { holder in
                Output.notice("waiting for \(holder.map { shown($0) } ?? "another process"), which holds the vault")
            }, isInterrupted: { Interrupts.haveCome })
    }

    /// The pins, or none where there is no vault: `inspect` needs none.
    func pinsIfThere() throws -> VaultPins? {
        do throws(VaultError) {
            return try SiteVault(
                at: try pathOrMissing(), passphrases: passphrase.source, surroundings: surroundings
            ).pins()
        } catch {
            guard case .missing = error else { throw error }
            return nil
        }
    }

    private func pathOrMissing() throws(VaultError) -> String {
        guard let path = try? path else { throw .missing(path: "") }
        return path
    }
}
