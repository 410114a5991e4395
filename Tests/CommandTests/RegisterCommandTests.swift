import Testing

/// What `vaultregister` refuses, in its exact words.
@Suite struct RegisterCommandTests {
    private static let row =
        "reference,title,direction,provider,recipient,site,expires,delete_by\nR-1,T,out,A,B,S,2026-01-01,2026-02-01\n"

    private func ready() throws -> Scratch {
        let scratch = try Scratch()
        try scratch.makeKey("provider", called: "Department A")
        try scratch.makeRegister()
        return scratch
    }

    @Test func aRegisterThatIsNotThere() throws {
        let scratch = try Scratch()
        let path = scratch.absolute("share/vaultregister/register.db")
        for command in [["due"], ["show", "R"], ["check"], ["rebuild"], ["trust", "list"], ["add", "x"]] {
            try scratch.expect(
                Complaint(
                    Status.usage, "there is no register at \"\(path)\"",
                    hint:
                        "run \"vaultregister init --organisation NAME\" first, or name the register with \"--register\""
                ), from: ["vaultregister"] + command)
        }
    }

    @Test func oneThatIsThereAlready() throws {
        let scratch = try ready()
        try scratch.expect(
            Complaint(
                Status.usage, "\"\(scratch.absolute("share/vaultregister/register.db"))\" exists already",
                hint: "one register takes all agreements; name another file with \"--register\" for another team"),
            from: ["vaultregister", "init", "--organisation", "Department A"])
    }

    @Test func aPlaceThatIsNotThere() throws {
        let scratch = try Scratch()
        let run = try scratch.run(["vaultregister", "init", "--organisation", "A", "--register", "none/r.db"])
        #expect(run.status == Status.inputOutput && run.out == "" && scratch.listing().isEmpty)
        #expect(run.errorLines.first == "vaultregister: error: \"none\" is not there", "\(run.err)")
    }

    @Test func aFileThatIsNone() throws {
        let scratch = try Scratch()
        for text in [
            "", "Not a database, but long enough that it could have been one if it had begun otherwise, as said.",
        ] {
            try scratch.write(text, to: "r.db")
            try scratch.expect(
                Complaint(
                    Status.vaultDamaged, "\"r.db\" is not a register",
                    hint: "name the file that \"vaultregister init\" made"),
                from: ["vaultregister", "due", "--register", "r.db"])
        }
    }

    @Test func oneThatIsDamaged() throws {
        let scratch = try ready()
        let bytes = try scratch.bytes(of: "share/vaultregister/register.db")
        try scratch.write(Array(bytes.prefix(8_192)), to: "r.db")
        let run = try scratch.run(["vaultregister", "check", "--register", "r.db"])
        #expect(run.status == Status.vaultDamaged && run.out == "")
        #expect(run.errorLines.count == 2, "\(run.err)")
        #expect(run.errorLines[0].hasPrefix("vaultregister: error: the register \"r.db\" is damaged: "))
        #expect(
            run.errorLines[1]
                == "vaultregister: hint: run \"vaultregister rebuild\"; if that fails too, take the file from a backup")
    }

    @Test func keys() throws {
        let scratch = try ready()
        let fingerprint = try scratch.fingerprint("provider")
        let adding = [
            "vaultregister", "trust", "add", "provider.pub", "--as", "provider", "--fingerprint", fingerprint,
        ]
        try scratch.expect(
            Complaint(
                Status.usage, "\(fingerprint) is trusted already as provider", hint: "nothing is to be done"),
            from: adding)
        try scratch.expect(
            Complaint(Status.usage, "\"owner\" is no role for a key", hint: "provider, approver:ROLE, site or witness"),
            from: adding.with("provider", "owner"))
        // Removed and trusted again at once, it is trusted.
        try scratch.succeed("vaultregister", "trust", "remove", "provider.pub")
        try scratch.succeed(adding)
        #expect(
            try scratch.succeed("vaultregister", "trust", "list").out == "\(fingerprint)  provider  Department A\n")
        try scratch.succeed("vaultregister", "trust", "remove", "provider.pub", "--compromised-since", "2026-11-01")
        try scratch.expect(
            Complaint(
                Status.refused, "\(fingerprint) was removed as compromised since 1 November 2026",
                hint: "ask its owner for a new key"), from: adding)
        try scratch.expect(
            Complaint(
                Status.usage, "\(fingerprint) is not trusted here",
                hint: "\"vaultregister trust list\" shows the keys that are"),
            from: ["vaultregister", "trust", "remove", "provider.pub"])
    }

    @Test func namesThatNothingHas() throws {
        let scratch = try ready()
        let complaint = Complaint(
            Status.usage, "nothing in the register is called \"DSA-9\"",
            hint:
                "give the reference of an agreement, or a package id; \"vaultregister due --within 36500d\" lists all that is open"
        )
        for command in [["show", "DSA-9"], ["note", "DSA-9", "Asked."], ["audit", "DSA-9", "-o", "a.csv"]] {
            try scratch.expect(complaint, from: ["vaultregister"] + command)
        }
    }

    @Test func filesThatAreNone() throws {
        let scratch = try ready()
        try scratch.write("Minutes of the meeting\n", to: "minutes.txt")
        let run = try scratch.run(["vaultregister", "add", "minutes.txt"])
        #expect(run.status == Status.usage && run.out == "")
        #expect(
            run.err
                == """
                vaultregister: error: "minutes.txt" is none of the files that a register takes
                vaultregister: hint: heads, packages, cards, approvals, statements, receipts and certificates; tables go by "import-csv"
                nothing new

                """)
        // In a folder they are passed over.
        try scratch.makeFolder("post")
        try scratch.succeed("mv", "minutes.txt", "post")
        let folder = try scratch.succeed("vaultregister", "add", "post")
        #expect(folder.err == "nothing new; 1 other file passed over\n")
        try scratch.write("microvault/1 card\n{}\n", to: "x.card")
        let card = try scratch.run(["vaultregister", "add", "x.card"])
        #expect(card.status == Status.notAuthentic)
        #expect(
            card.err.hasPrefix("kept aside: x.card: it is not authentic or damaged\nnothing new; 1 file kept aside\n"))
    }

    @Test func tablesThatAreFaulty() throws {
        let scratch = try ready()
        try scratch.write(
            Self.row.replacing("2026-02-01", with: "2025-12-31") + "R-1,T,both,A,B,S,1/1/26,\n", to: "t.csv")
        try scratch.expect(
            Complaint(
                Status.usage, "\"t.csv\" is not taken over: 4 problems",
                details: [
                    "row 2, delete_by: \"2025-12-31\" is before the day of expiry",
                    "row 3, expires: \"1/1/26\" is not a day; write it as 2026-11-21",
                    "row 3, delete_by: there is no value",
                    "row 3, direction: \"both\" is neither \"out\" nor \"in\"",
                ], hint: "mend the table and run this again; nothing was changed"),
            from: ["vaultregister", "import-csv", "t.csv"])
        try scratch.write(Self.row + Self.row.split(separator: "\n")[1] + "\n", to: "t.csv")
        try scratch.expect(
            Complaint(
                Status.usage, "\"t.csv\" is not taken over: 1 problem",
                details: [
                    "row 3: row 2 is about the same reference, recipient and site; give one of them a site of its own"
                ], hint: "mend the table and run this again; nothing was changed"),
            from: ["vaultregister", "import-csv", "t.csv"])
    }

    @Test func whatIsDueGivesItsStatus() throws {
        let scratch = try ready()
        try scratch.write(Self.row, to: "t.csv")
        try scratch.succeed("vaultregister", "import-csv", "t.csv")
        let quiet = try scratch.run(["vaultregister", "due", "--on", "2026-01-31"])
        #expect(quiet.status == 0 && quiet.out == "nothing is due\n" && quiet.err == "")
        for (day, words) in [("2026-02-01", "DELETION DUE today"), ("2026-02-03", "OVERDUE, 2 days late")] {
            let run = try scratch.run(["vaultregister", "due", "--on", day])
            #expect(run.status == Status.due && run.err == "")
            #expect(run.out.hasPrefix("R-1  \(words)  (declared, not verified)\n"), "\(run.out)")
        }
        #expect(try scratch.run(["vaultregister", "due", "--on", "2026-01-31", "--within", "1d"]).status == Status.due)
    }
}
