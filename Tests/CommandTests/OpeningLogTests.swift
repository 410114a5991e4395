import Testing

/// What the vault records of an opening: intent before act, outcome after, and no name of a file.
@Suite struct OpeningLogTests {
    @Test func openedPackage() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed(Scratch.opening)
        let lines = try scratch.journal()
        #expect(lines.map(\.event) == ["log-started", "pinned", "card-made", "received", "open-intended", "opened"])
        let hash = lines[3].packageHash
        #expect(hash.count == 64 && lines.dropFirst(3).allSatisfy { $0.packageHash == hash })
        #expect(try scratch.succeed("microvault", "inspect", "x.mvault").out.contains("package hash          \(hash)"))
        let (intent, opened) = (lines[4], lines[5])
        let copies = try scratch.copies()
        let copy = try #require(copies.first)
        #expect(copies.count == 1 && copy.destination == scratch.absolute("opened"))
        #expect(copy.staging.hasPrefix(scratch.absolute(".opened.")) && copy.storage == intent.storage)
        #expect(intent.person == "J. Doe" && intent.storage?.contains("encrypted: ") == true)
        #expect(opened.files == 2 && opened.bytes == 46 && opened.copy == intent.copy && opened.copy == copy.copy)
    }

    @Test func receivedOnce() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed(Scratch.opening)
        try scratch.succeed(Scratch.opening("opened", "again"))
        #expect(
            try scratch.journal().map(\.event).dropFirst(3) == [
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

    /// A head that is not authentic names no provider in whose log it could stand.
    @Test func forgedHeadIsNotRecorded() throws {
        let scratch = try Scratch.readyToOpen()
        let before = scratch.listing()
        try scratch.flipBit(of: "x.mvault", at: 400, to: "y.mvault")
        _ = try scratch.run(Scratch.opening("x.mvault", "y.mvault"))
        try scratch.succeed("rm", "y.mvault")
        #expect(difference(before, scratch.listing()).isEmpty)
    }

    /// A provider never sees another's events.
    @Test func oneLogForEachProvider() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.makeKey("other")
        try scratch.trust("other")
        try scratch.succeed(Scratch.opening)
        let (provider, other) = (try scratch.fingerprint("provider"), try scratch.fingerprint("other"))
        #expect(
            namesIn(scratch.absolute("share/unvault/logs")) == [other, provider, "site"].sorted())
        #expect(
            try scratch.journal(in: "share/unvault/logs/\(other)").map(\.event) == ["log-started", "pinned"])
    }

    /// What a copy holds is known to the vault alone, and only for as long as the copy is open.
    @Test func noNameOfAFileReachesTheLogs() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed(Scratch.opening)
        for name in scratch.listing(of: "share").keys where !name.hasSuffix(".catalogue") {
            guard let bytes = Scratch.contents(scratch.absolute(name)) else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("households") && !text.contains("README"), "\(name)")
        }
    }

    /// A line that a power failure cut is set aside, and what follows is whole.
    @Test func tornLine() throws {
        let scratch = try Scratch.readyToOpen()
        let log = try scratch.logFolder()
        try scratch.succeed("sh", "-c", "printf '{\"at\":\"20' >>\"$0/events.jsonl\"", log)
        try scratch.succeed(Scratch.opening)
        #expect(try scratch.text(of: "\(log)/torn") == "{\"at\":\"20\n")
        let lines = try scratch.journal()
        #expect(
            lines.map(\.event).dropFirst(3) == ["torn-end", "received", "open-intended", "opened"]
                && lines[3].bytes == 9)
    }
}
