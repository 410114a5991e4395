import Foundation
import Glibc
import Testing

/// `list`, `open --only`, and what a killed opening leaves.
@Suite struct ListTests {
    private let listing = [
        "unvault", "list", "x.mvault", "--operator", "J. Doe", "--accept-terms", "--quiet",
    ]

    @Test func pathsAndSizes() throws {
        let scratch = try Scratch.readyToOpen()
        let before = scratch.listingWithoutRecords()
        let run = try scratch.succeed(listing)
        #expect(run.out == "19  README.txt\n    tables/\n27  tables/households.csv\n" && run.err == "")
        #expect(difference(before, scratch.listingWithoutRecords()).isEmpty)
        let lines = try scratch.journal()
        #expect(lines.map(\.event).suffix(2) == ["received", "listed"] && lines.last?.person == "J. Doe")
    }

    @Test func asJSON() throws {
        let scratch = try Scratch.readyToOpen()
        let text = try scratch.succeed(listing + ["--json"]).out
        let entries = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(entries.compactMap { $0["path"] as? String } == ["README.txt", "tables", "tables/households.csv"])
    }

    /// Names are content: they are shown under the same checks as an opening.
    @Test func refusedLikeAnOpening() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.expect(
            Complaint(
                Status.refused, "\"M. Stranger\" is not a user that the agreement names for this site",
                details: ["J. Doe", "A. Smith"],
                hint: "one of these users opens it, or the provider names more in a later revision"),
            from: listing.map { $0 == "J. Doe" ? "M. Stranger" : $0 })
        try scratch.expect(
            Complaint(
                Status.refused, "the terms were not accepted",
                hint: "accept them at the terminal, or with \"--accept-terms\""),
            from: listing.filter { $0 != "--accept-terms" }, after: "reference  ")
    }

    @Test(arguments: ["tables", "tables/", "tables/households.csv"])
    func onlyWhatIsNamed(path: String) throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed(Scratch.opening + ["--only", path])
        #expect(
            Set(scratch.listing(of: "opened").keys) == ["opened/tables", "opened/tables/households.csv"])
        #expect(
            try scratch.bytes(of: "opened/tables/households.csv")
                == (try scratch.bytes(of: "extract/tables/households.csv")))
    }

    @Test func onlyWhatIsNotThere() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.expect(
            Complaint(
                Status.usage, "\"tables/people.csv\", \"notes\" are not in the package",
                hint: "\"unvault list\" shows what is"),
            from: Scratch.opening + ["--only", "README.txt", "tables/people.csv", "notes"])
        // Part of a name is no path.
        try scratch.expect(
            Complaint(
                Status.usage, "\"table\" is not in the package", hint: "\"unvault list\" shows what is"),
            from: Scratch.opening + ["--only", "table"])
    }

    /// Nobody can clean up when killed; the next opening does, and says so.
    @Test func plaintextOfAKilledOpeningIsRemoved() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.writeZeros(1 << 30, to: "extract/big.csv")
        try scratch.succeed(Scratch.packing)
        try scratch.succeed("rm", "extract/big.csv")
        let tool = try scratch.start(Scratch.opening)
        let isWriting = tool.reaches {
            namesIn(scratch.path).contains { name in
                name.hasPrefix(".opened.") && scratch.exists("\(name)/big.csv")
            }
        }
        #expect(isWriting)
        tool.send(SIGKILL)
        #expect(tool.finish().status == -SIGKILL)
        let left = try #require(namesIn(scratch.path).first { $0.hasPrefix(".opened.") })
        let run = try scratch.succeed(listing)
        #expect(
            run.err == "removed what an opening left behind when it was killed: \(scratch.absolute(left))\n")
        #expect(!scratch.exists(left))
        #expect(try scratch.journal().contains { $0.event == "open-abandoned" })
        #expect(try scratch.succeed(listing).err == "")
    }

    /// An opening that still runs is left alone.
    @Test func openingUnderWayIsLeftAlone() throws {
        let scratch = try Scratch.readyToPack()
        try scratch.writeZeros(1 << 30, to: "extract/big.csv")
        try scratch.succeed(Scratch.packing)
        let tool = try scratch.start(Scratch.opening)
        #expect(tool.reaches { namesIn(scratch.path).contains { $0.hasPrefix(".opened.") } })
        #expect(try scratch.succeed(listing).err == "")
        #expect(tool.finish().status == 0)
        #expect(try scratch.status(of: "opened/big.csv").st_size == 1 << 30)
    }
}
