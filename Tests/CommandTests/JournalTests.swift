import Testing

/// What the vault records of an opening: intent before act, outcome after, and no name of a file.
@Suite struct JournalTests {
    @Test func openedPackage() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed(Scratch.opening)
        let lines = try scratch.journal()
        #expect(lines.map(\.event) == ["pinned", "card-made", "received", "open-intended", "opened"])
        let hash = lines[2].packageHash
        #expect(hash.count == 64 && lines.dropFirst(2).allSatisfy { $0.packageHash == hash })
        #expect(try scratch.succeed("microvault", "inspect", "x.mvault").out.contains("package hash          \(hash)"))
        let (intent, opened) = (lines[3], lines[4])
        #expect(intent.person == "J. Doe" && intent.destination == scratch.absolute("opened"))
        #expect(
            intent.staging?.hasPrefix(scratch.absolute(".opened.")) == true
                && intent.storage?.contains("encrypted: ") == true)
        #expect(opened.files == 2 && opened.bytes == 46 && opened.destination == intent.destination)
    }

    @Test func receivedOnce() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed(Scratch.opening)
        try scratch.succeed(Scratch.opening("opened", "again"))
        #expect(
            try scratch.journal().map(\.event).dropFirst(2) == [
                "received", "open-intended", "opened", "open-intended", "opened",
            ])
    }

    @Test func refusedPackage() throws {
        let scratch = try Scratch.readyToOpen()
        _ = try scratch.run(Scratch.opening("J. Doe", "M. Stranger"))
        let lines = try scratch.journal()
        #expect(lines.map(\.event).suffix(2) == ["received", "refused"])
        #expect(lines.last?.code == "operator-not-named" && lines.last?.person == nil)
    }

    @Test func damagedPackage() throws {
        let scratch = try Scratch.readyToOpen()
        let layout = try PackageLayout(of: "x.mvault", in: scratch)
        try scratch.flipBit(of: "x.mvault", at: layout.payload.lowerBound + 10, to: "y.mvault")
        _ = try scratch.run(Scratch.opening("x.mvault", "y.mvault"))
        let lines = try scratch.journal()
        #expect(lines.map(\.event).suffix(3) == ["received", "open-intended", "refused"])
        #expect(lines.last?.code == "not-authentic" && lines.last?.person == "J. Doe")
    }

    /// A head that is not authentic names no provider in whose journal it could stand.
    @Test func forgedHeadIsNotRecorded() throws {
        let scratch = try Scratch.readyToOpen()
        let before = scratch.listing()
        try scratch.flipBit(of: "x.mvault", at: 400, to: "y.mvault")
        _ = try scratch.run(Scratch.opening("x.mvault", "y.mvault"))
        try scratch.succeed("rm", "y.mvault")
        #expect(difference(before, scratch.listing()).isEmpty)
    }

    /// A provider never sees another's events.
    @Test func oneJournalForEachProvider() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.makeKey("other")
        try scratch.trust("other")
        try scratch.succeed(Scratch.opening)
        let (provider, other) = (try scratch.fingerprint("provider"), try scratch.fingerprint("other"))
        #expect(
            namesIn(scratch.absolute("share/unvault/journal"))
                == ["\(other).jsonl", "\(provider).jsonl", "site.jsonl"]
                .sorted())
        #expect(try scratch.text(of: "share/unvault/journal/\(other).jsonl").split(separator: "\n").count == 1)
    }

    @Test func noNameOfAFileReachesTheVault() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed(Scratch.opening)
        for name in scratch.listing(of: "share").keys {
            guard let bytes = Scratch.contents(scratch.absolute(name)) else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("households") && !text.contains("README"), "\(name)")
        }
    }

    /// A line that a power failure cut is set aside, and what follows is whole.
    @Test func tornLine() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed("sh", "-c", "for f in share/unvault/journal/????-*; do printf '{\"at\":\"20' >>$f; done")
        try scratch.succeed(Scratch.opening)
        #expect(
            try scratch.run(["sh", "-c", "cat share/unvault/journal/*.torn"]).out == "{\"at\":\"20\n")
        try scratch.succeed("sh", "-c", "rm share/unvault/journal/*.torn")
        #expect(try scratch.journal().last?.event == "opened")
    }
}
