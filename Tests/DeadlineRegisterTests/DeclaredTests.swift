import GRDB
import PackageFormat
import TestCast
import Testing

@testable import DeadlineRegister

/// Tables of what was agreed without Microvault.
@Suite struct DeclaredTests {
    private static let heading =
        "reference,title,direction,provider,recipient,site,sent,expires,delete_by,review_by,deleted,contact,evidence"
    private static let row =
        "DSA-1,Title,out,Department A,University,Room 2,2024-03-01,2025-02-28,2025-03-31,,,j@u.example,PDF"

    private func problems(_ text: String) -> [DeclaredProblem] { problems(Array(text.utf8)) }

    private func problems(_ bytes: [UInt8]) -> [DeclaredProblem] {
        do throws(DeclaredFile.Faults) {
            _ = try DeclaredFile(parsing: bytes)
            return []
        } catch { return error.problems }
    }

    private func problem(
        _ row: Int, _ column: String, _ value: String, _ fault: DeclaredProblem.Fault
    ) -> [DeclaredProblem] { [DeclaredProblem(row: row, column: column, value: value, fault: fault)] }

    @Test func theTemplateIsTakenOver() throws {
        let desk = try Desk()
        #expect(
            try desk.register.importDeclared(Array(DeclaredFile.template.utf8), named: "t.csv", now: Sample.now) == 1)
        let copy = try desk.copy()
        #expect(copy.evidence == .declared && copy.reference == "DSA-2024-007" && copy.state == .overdue && copy.isOurs)
        #expect(copy.contact == "j.smith@examples.example" && copy.paper == "signed PDF in the agreements mailbox")
        #expect(
            copy.sentOn == day("2024-03-01") && copy.deadline == day("2025-03-31") && copy.missing == [.wordOfDeletion])
        try desk.expectSound()
    }

    /// With a byte order mark, carriage returns, quotes, columns in another order, empty lines and none at the end.
    @Test func spreadsheetsWriteItInManyWays() throws {
        let text =
            "Expires,delete_by,DIRECTION,title,reference,provider,site,recipient,\r\n"
            + "2025-02-28,2025-03-31,IN,\"A \"\"good\"\" extract, 2023\",DSA-1, Department A ,\"Room 2\",\"Examples, University of\",\r\n"
            + ",,,,,,,,\r\n\r\n"
            + "2025-02-28,2025-02-28,out,B,DSA-2,A,S,R"
        for bytes in [
            Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), Array(text.replacing("\r\n", with: "\n").utf8),
        ] {
            let rows = try DeclaredFile(parsing: bytes).transfers
            try #require(rows.count == 2)
            #expect(rows[0].title.description == "A \"good\" extract, 2023" && rows[0].direction == .in)
            #expect(
                rows[0].recipient.description == "Examples, University of"
                    && rows[0].provider.description == "Department A")
            #expect(rows[0].row == 2 && rows[1].reference.description == "DSA-2" && rows[1].sent == nil)
        }
    }

    @Test func aLineBreakInAQuoteIsNoRowOfItsOwn() throws {
        #expect(DeclaredFile.rows("a,\"b\nc\"\nd,e\n") == [["a", "b\nc"], ["d", "e"]])
        // A title is one line.
        #expect(
            problems("\(Self.heading)\n" + Self.row.replacing("Title", with: "\"Ti\ntle\""))
                == problem(2, "title", "Ti\ntle", .notText))
    }

    @Test func eachFaultIsNamedWithItsPlace() {
        let heading = Self.heading
        func with(_ old: String, _ new: String) -> String { "\(heading)\n\(Self.row.replacing(old, with: new))\n" }
        #expect(problems("\(heading)\n\(Self.row)\n") == [])
        #expect(
            problems(heading.replacing("title", with: "name") + "\n").map(\.fault) == [.noSuchColumn, .missingColumn])
        #expect(problems("\(heading),site\n") == problem(1, "site", "", .repeatedColumn))
        #expect(problems(with("Title", "")) == problem(2, "title", "", .missingValue))
        #expect(problems(with("2025-02-28", "")) == problem(2, "expires", "", .missingValue))
        for value in ["28/02/2025", "2025-02-30", "2025-2-28", "28 February 2025"] {
            #expect(problems(with("2025-02-28", value)) == problem(2, "expires", value, .notADate))
        }
        #expect(problems(with("2024-03-01", "soon")) == problem(2, "sent", "soon", .notADate))
        #expect(problems(with(",out,", ",both,")) == problem(2, "direction", "both", .notADirection))
        #expect(problems(with("Room 2", "Room\u{202E}2")) == problem(2, "site", "Room\u{202E}2", .notText))
        #expect(problems(with("2025-03-31", "2025-02-27")) == problem(2, "delete_by", "2025-02-27", .endsBeforeStart))
        #expect(problems(with("PDF", "PDF,more")) == problem(2, "reference", "more", .tooManyValues))
        #expect(problems("\(heading)\n\"\(Self.row)\n") == problem(1, "", "", .quoteNotClosed))
        #expect(problems(Array("\(heading)\n".utf8) + [0xFF, 0x0A]) == problem(1, "", "", .notUTF8))
        #expect(problems("").contains { $0.fault == .missingColumn && $0.column == "reference" })
    }

    @Test func allProblemsAreNamedAtOnce() {
        let text =
            "\(Self.heading)\n" + Self.row.replacing("2025-02-28", with: "x") + "\n"
            + Self.row.replacing("out", with: "up")
        #expect(problems(text).map(\.row) == [2, 3])
    }

    /// The second would take the place of the first, and the first one's deadline would be lost.
    @Test func twoRowsOfOneCopyAreAProblem() {
        let later = Self.row.replacing("2025-03-31", with: "2026-03-31")
        #expect(
            problems("\(Self.heading)\n\(Self.row)\n\(later)\n") == problem(3, "reference", "row 2", .repeatedTransfer))
        let elsewhere = later.replacing("Room 2", with: "Room 2 (second extract)")
        #expect(problems("\(Self.heading)\n\(Self.row)\n\(elsewhere)\n") == [])
    }

    @Test func nothingOfAFaultyTableIsTakenOver() throws {
        let desk = try Desk()
        let text = "\(Self.heading)\n\(Self.row)\n\(Self.row.replacing("2025-02-28", with: "x"))\n"
        #expect(throws: RegisterError.csv(path: "t.csv", problem(3, "expires", "x", .notADate))) {
            try desk.register.importDeclared(Array(text.utf8), named: "t.csv", now: Sample.now)
        }
        #expect(try desk.copies().isEmpty)
    }

    @Test func aLaterRowTakesThePlaceOfAnEarlierOne() throws {
        let desk = try Desk()
        func take(_ row: String) throws {
            _ = try desk.register.importDeclared(
                Array("\(Self.heading)\n\(row)\n".utf8), named: "t.csv", now: Sample.now)
        }
        let renewed = Self.row.replacing("2025-03-31", with: "2027-03-31")
        try take(Self.row)
        let first = try desk.register.changes().values.first
        try take(renewed)
        #expect(try desk.copy().deleteBy == day("2027-03-31"))
        #expect(try #require(desk.register.changes().values.first) > first ?? 0)
        try take(renewed)
        #expect(
            try desk.register.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM record WHERE kind = 'declared'") }
                == 2)
        // Back to what it was: the table is known, and still it is the last word.
        try take(Self.row)
        #expect(try desk.copy().deleteBy == day("2025-03-31"))
        try take(Self.row)
        #expect(try desk.copy().deleteBy == day("2025-03-31"))
        try take(renewed)
        #expect(try desk.copy().deleteBy == day("2027-03-31"))
        try desk.expectSound()
    }

    @Test func whatSomebodySaysIsDeletedIsNeverACertificate() throws {
        let desk = try Desk()
        let row = Self.row.replacing("2025-03-31,,,", with: "2025-03-31,,2025-03-20,")
        _ = try desk.register.importDeclared(Array("\(Self.heading)\n\(row)\n".utf8), named: "t.csv", now: Sample.now)
        let copy = try desk.copy()
        #expect(copy.state == .deleted && copy.evidence == .declared && copy.certificateRecord == nil)
        #expect(copy.deletedOn == day("2025-03-20"))
        // Before that day it was not.
        #expect(try desk.state(on: "2025-03-19") == .expired)
        let overview = try desk.register.overview(at: .day(day("2027-01-15")))
        #expect(overview.organisations.map(\.accounted) == [0] && overview.organisations.map(\.declaredDeleted) == [1])
    }

    @Test func declaredAndVerifiedStandBesideEachOther() throws {
        let desk = try Desk()
        try desk.add(Sent().bytes)
        let row = Self.row.replacing("DSA-1", with: "DSA-2026-014").replacing("University", with: "Department B")
            .replacing("Room 2", with: "Example House").replacing("2025-03-31,,,", with: "2025-03-31,,2025-03-20,")
        _ = try desk.register.importDeclared(Array("\(Self.heading)\n\(row)\n".utf8), named: "t.csv", now: Sample.now)
        #expect(try Set(desk.copies().map { "\($0.evidence) \($0.state)" }) == ["verified sent", "declared deleted"])
        #expect(try !desk.register.show("DSA-2026-014", at: .day(day("2027-01-15"))).isClosed)
    }
}
