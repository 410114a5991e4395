import Foundation
import PackageFormat
import Testing

/// Steps after an opening.
extension Scratch {
    static let needsFaketime = ConditionTrait.enabled(if: isInstalled("faketime"), "faketime is not installed")
    static let deleting = [
        "unvault", "delete", "DSA-2026-014", "--operator", "J. Doe", "--yes", "-o", "d.certificate",
    ]
    static let closing = ["unvault", "close", "DSA-2026-014"]

    /// x.mvault is open in the folder `opened`.
    static func opened(_ change: (inout AgreementText) throws -> Void = { _ in }) throws -> Scratch {
        let scratch = try readyToOpen(change)
        try scratch.succeed(opening)
        return scratch
    }

    func packageID() throws -> Identifier { try sentHead().terms.packageID }

    /// The only row of `status --json`, whatever its exit status.
    func state(days: Int = 0) throws -> String {
        let command = ["unvault", "status", "--json"]
        let run = try run(days == 0 ? command : Scratch.shifted(days, command))
        struct Row: Decodable { let state: String }
        let rows = try JSONDecoder().decode([Row].self, from: Data(run.out.utf8))
        return try #require(rows.first).state
    }

    /// What `certificate show --json` prints.
    func certificate(_ file: String = "d.certificate") throws -> [String: Any] {
        let text = try succeed("unvault", "certificate", "show", "--json", file).out
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// Raises the vault's mark to `days` from now, as a person would.
    func confirmClock(days: Int) throws {
        try succeed(
            Scratch.shifted(
                days, ["unvault", "clock", "confirm", "--date", "\(day(days))", "--reason", "The machine was off."]))
    }
}
