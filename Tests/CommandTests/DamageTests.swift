import Testing

/// Packages that are not authentic, not whole or not packages: refused with nothing written.
@Suite struct DamageTests {
    private let askAgain = "ask the sender for the package again"

    /// `open` and, where it reads as far, `verify` complain alike.
    private func expect(
        _ complaint: Complaint, of name: String, in scratch: Scratch,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try scratch.expect(complaint, from: Scratch.opening("x.mvault", name), sourceLocation: sourceLocation)
        try scratch.expect(complaint, from: ["unvault", "verify", name, "--quiet"], sourceLocation: sourceLocation)
    }

    private func damaged(_ message: String, hint: String = "ask the sender for the package again") -> Complaint {
        Complaint(Status.notAuthentic, message, hint: hint)
    }

    @Test func notAPackage() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.write("", to: "empty")
        for name in ["empty", "b.card", "provider.pub"] {
            try expect(
                damaged("this is not a Microvault package", hint: "a package begins with the bytes 89 4D 56 4C"),
                of: name, in: scratch)
        }
    }

    @Test func folderOrNothing() throws {
        let scratch = try Scratch.readyToOpen()
        try expect(
            Complaint(Status.inputOutput, "\"extract\" is a folder", hint: "name a file"), of: "extract", in: scratch)
        try expect(
            Complaint(Status.inputOutput, "\"missing\" is not there", hint: "check the path"), of: "missing",
            in: scratch)
        try scratch.succeed("mkfifo", "fifo")
        try expect(
            Complaint(
                Status.inputOutput, "\"fifo\" is not a regular file", hint: "copy it into a file first"), of: "fifo",
            in: scratch)
    }

    @Test func newerVersion() throws {
        let scratch = try Scratch.readyToOpen()
        var bytes = try scratch.bytes(of: "x.mvault")
        bytes[8] = 2
        try scratch.write(bytes, to: "y.mvault")
        let complaint = Complaint(
            Status.newerTool, "the package has format version 2; this tool knows version 1", hint: "update this tool")
        try expect(complaint, of: "y.mvault", in: scratch)
        for tool in ["microvault", "unvault"] { try scratch.expect(complaint, from: [tool, "inspect", "y.mvault"]) }
    }

    @Test func cutShort() throws {
        let scratch = try Scratch.readyToOpen()
        let layout = try PackageLayout(of: "x.mvault", in: scratch)
        let whole = layout.index.upperBound
        let places: [(String, Int, Int)] = [
            ("prelude", 20, 32), ("terms", layout.terms.upperBound - 1, layout.terms.upperBound),
            ("envelope", layout.envelope.lowerBound, layout.envelope.upperBound),
            ("signature", layout.signature.upperBound - 1, layout.signature.upperBound),
            ("fill", layout.fill.upperBound - 1, whole), ("payload", layout.payload.upperBound - 1, whole),
            ("index", whole - 1, whole),
        ]
        for (section, length, expected) in places {
            let bytes = try scratch.bytes(of: "x.mvault").prefix(length)
            try scratch.write(Array(bytes), to: "y.mvault")
            try expect(
                damaged(
                    "the package is cut short in its \(section): \(grouped(length)) of \(grouped(expected)) bytes are here"
                ), of: "y.mvault", in: scratch)
        }
    }

    @Test func bytesBehindTheEnd() throws {
        let scratch = try Scratch.readyToOpen()
        let whole = try scratch.bytes(of: "x.mvault")
        try scratch.write(whole + [0], to: "y.mvault")
        try expect(damaged("1 byte follows the end of the package"), of: "y.mvault", in: scratch)
        try scratch.write(whole + [0, 0], to: "y.mvault")
        try expect(damaged("2 bytes follow the end of the package"), of: "y.mvault", in: scratch)
    }

    @Test func headAloneIsNotOpened() throws {
        let scratch = try Scratch.readyToOpen()
        let before = scratch.listingWithoutRecords()
        let run = try scratch.run(Scratch.opening("x.mvault", "x.mvault-head"))
        #expect(run.status == Status.notAuthentic || run.status == Status.usage)
        // What is missing was never in such a file, so the sender's sending it again would not help.
        #expect(run.err.contains("head"), "\(run.err)")
        #expect(difference(before, scratch.listingWithoutRecords()).isEmpty)
    }

    @Test func oneBitInTheHead() throws {
        let scratch = try Scratch.readyToOpen()
        let layout = try PackageLayout(of: "x.mvault", in: scratch)
        let altered = damaged("the signature does not fit: the package was altered or damaged")
        let places = [
            layout.terms.lowerBound, layout.terms.upperBound - 1, layout.envelope.lowerBound + 100,
            layout.envelope.upperBound - 1, layout.signature.lowerBound + 5, layout.signature.upperBound - 20,
        ]
        for place in places {
            try scratch.flipBit(of: "x.mvault", at: place, to: "y.mvault")
            try expect(altered, of: "y.mvault", in: scratch)
        }
    }

    @Test func oneBitInThePrelude() throws {
        let scratch = try Scratch.readyToOpen()
        let prelude = damaged("the package is damaged in its prelude")
        let none = damaged("this is not a Microvault package", hint: "a package begins with the bytes 89 4D 56 4C")
        for (place, bit, complaint) in [
            (0, 7, none), (7, 0, none), (8, 0, prelude), (10, 0, prelude), (20, 0, prelude), (31, 7, prelude),
        ] as [(Int, UInt8, Complaint)] {
            try scratch.flipBit(of: "x.mvault", at: place, bit: bit, to: "y.mvault")
            try expect(complaint, of: "y.mvault", in: scratch)
        }
        try scratch.flipBit(of: "x.mvault", at: 15, bit: 6, to: "y.mvault")
        let run = try scratch.run(Scratch.opening("x.mvault", "y.mvault"))
        #expect(run.status == Status.notAuthentic)
        #expect(run.err.hasPrefix("unvault: error: the package claims 1,073,7"))
        #expect(run.err.contains(" bytes of terms; 1,048,576 are the most\n"))
    }

    @Test func oneBitInFillPayloadOrIndex() throws {
        let scratch = try Scratch.readyToOpen()
        let layout = try PackageLayout(of: "x.mvault", in: scratch)
        let chunk = damaged("chunk 0 of the package was altered or damaged")
        let index = damaged("the index of the package was altered or damaged")
        for (place, complaint) in [
            (layout.fill.lowerBound, damaged("the package is damaged before its payload")),
            (layout.fill.upperBound - 1, damaged("the package is damaged before its payload")),
            (layout.payload.lowerBound, chunk), (layout.payload.upperBound - 1, chunk),
            (layout.index.lowerBound, index), (layout.index.upperBound - 1, index),
        ] {
            try scratch.flipBit(of: "x.mvault", at: place, to: "y.mvault")
            try expect(complaint, of: "y.mvault", in: scratch)
        }
    }

    /// Wherever a bit flips, the package is refused by status 4, or asks for a newer tool.
    @Test func bitsAllOverTheFile() throws {
        let scratch = try Scratch.readyToOpen()
        let length = try scratch.bytes(of: "x.mvault").count
        let before = scratch.listingWithoutRecords()
        for step in 0..<60 {
            let place = step * (length - 1) / 59
            try scratch.flipBit(of: "x.mvault", at: place, bit: UInt8(step % 8), to: "y.mvault")
            let run = try scratch.run(Scratch.opening("x.mvault", "y.mvault"))
            #expect(run.status == Status.notAuthentic, "bit \(step % 8) of byte \(place): \(run.err)")
            #expect(run.out == "" && run.errorLines.count == 2)
        }
        try scratch.succeed("rm", "y.mvault")
        #expect(difference(before, scratch.listingWithoutRecords()).isEmpty)
    }

    /// The head of one package before the payload of another.
    @Test func headOfAnotherPackage() throws {
        let scratch = try Scratch.readyToOpen()
        try scratch.succeed(Scratch.packing("x.mvault", "y.mvault") + ["--reuse-card"])
        let (x, y) = (try scratch.bytes(of: "x.mvault"), try scratch.bytes(of: "y.mvault"))
        let layout = try PackageLayout(of: "x.mvault", in: scratch)
        try #require(x.count == y.count)
        try scratch.write(Array(x[..<layout.payload.lowerBound] + y[layout.payload.lowerBound...]), to: "z.mvault")
        try expect(damaged("the index of the package was altered or damaged"), of: "z.mvault", in: scratch)
    }

    private func grouped(_ number: Int) -> String {
        number < 1_000 ? "\(number)" : "\(number / 1_000),\("\(1_000 + number % 1_000)".dropFirst())"
    }
}
