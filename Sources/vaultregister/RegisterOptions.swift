import ArgumentParser
import CommandLineSupport
import DeadlineRegister
import PackageFormat

/// Which register.
struct RegisterOptions: ParsableArguments {
    @Option(
        help: "The file of the register; else VAULTREGISTER_DB, else in the XDG data folder.",
        completion: .file(extensions: ["db"]))
    var register: String?

    /// Whether the path is the one that nobody named: its folder is made then.
    var isStandard: Bool { register == nil && Surroundings.environment("VAULTREGISTER_DB") == nil }

    var path: String {
        get throws {
            if let register { return register }
            return try Surroundings.environment("VAULTREGISTER_DB")
                ?? Surroundings.dataFolder(of: "vaultregister") + "/register.db"
        }
    }

    func open() throws -> Register { try Register(at: path) }
}

/// The day that is asked about.
struct DayOptions: ParsableArguments {
    @Option(name: .customLong("on"), help: "As on this day, instead of today: 2027-06-30.")
    var day: String?

    func moment() throws -> LookedAt {
        guard let day else { return .now(Surroundings.now) }
        return .day(try readDay(day))
    }
}
